"""What a size is bound by, in the plan and at each step of a scale."""

import pytest

import tenfold as tf
from tenfold.report.compose import compose_plan
from tenfold.report.document import Prose


def test_what_binds_is_told_with_what_comes_next(make):
    """
    components:
      api: {kind: fleet, load: 1000 requests/s, service_time: 10 ms, latency_goal: 50 ms,
        price: $10/instance/month, throughput: 50 requests/s/instance, minimum: 5}
    """
    # 1,000 / 50 = 20 by throughput; 10 in service and 12 by latency; 5 are the fewest
    (bound,) = make().bounds
    assert (bound.name, bound.by, str(bound.size), bound.other) == (
        "api.instances", "throughput", "20 instances", "latency",
    )  # fmt: skip
    assert float(bound.over) == 20 / 12
    tight = make(**{"api.latency_goal": "46.6 ms", "api.service_time": "10 ms",
                    "api.throughput": "500 requests/s/instance"})  # fmt: skip
    assert [(b.by, b.other) for b in tight.bounds] == [("latency", "minimum")]
    few = make(**{"api.minimum": "30"})
    assert [(b.by, b.other) for b in few.bounds] == [("minimum", "throughput")]


def test_the_plan_says_so(plan):
    """
    components:
      api: {kind: fleet, load: 1000 requests/s, service_time: 10 ms, latency_goal: 50 ms,
        price: $10/instance/month, throughput: 50 requests/s/instance}
    """
    told = [block for block in compose_plan(plan).blocks if isinstance(block, Prose)]
    sentence = "api.instances is bound by throughput: 20 instances, 1.7x what latency asks for."
    assert Prose(sentence) in told


def test_each_size_is_a_figure_that_why_tells(plan):
    """
    components:
      api: {kind: fleet, load: 1000 requests/s, service_time: 10 ms, latency_goal: 50 ms,
        price: $10/instance/month, throughput: 50 requests/s/instance}
    figures: {more: api.by_latency * 2}
    """
    assert str(plan["api.by_latency"]) == "12 instances"
    assert str(plan["more"]) == "24 instances"
    names = {reason.name for reason in plan.why("api.instances").children}
    assert names == {"api.by_latency", "api.by_throughput"}


def test_what_is_stated_is_bound_by_nothing(make):
    """
    components:
      api: {kind: fleet, load: 1000 requests/s, service_time: 10 ms, latency_goal: 50 ms,
        price: $10/instance/month, throughput: 50 requests/s/instance}
    """
    assert make().bounds
    assert not make(**{"api.instances": "7 instances"}).bounds


def test_one_size_alone_is_no_news(plan):
    """
    components:
      api: {kind: fleet, load: 1000 requests/s, service_time: 10 ms, latency_goal: 50 ms}
      web: {kind: fleet, load: 1000 requests/s, throughput: 50 requests/s/instance, minimum: 2}
    """
    assert not plan.bounds


def test_a_step_says_what_binds_from_there_on():
    model = tf.read(
        "tenfold: 1\nassumptions: {peak: 10 requests/s}\ncomponents:\n"
        "  api: {kind: fleet, load: peak, service_time: 10 ms, latency_goal: 50 ms,\n"
        "    price: $10/instance/month, target_utilisation: 60%}\n"
        "scale: {over: peak, steps: [10 requests/s, 100 requests/s, 1000 requests/s]}\n"
    )
    first, second, third = tf.plan(model).steps
    # by latency 2, 3 and 12; by utilisation 1, 2 and 17
    assert first.changed == ()
    assert second.changed[0].startswith("api.instances 2 instances → 3")
    assert "api.instances bound by utilisation" in third.changed


def test_a_size_on_the_way_cannot_be_set(make):
    """
    components:
      api: {kind: fleet, load: 1000 requests/s, service_time: 10 ms, latency_goal: 50 ms,
        price: $10/instance/month}
    """
    with pytest.raises(tf.Rejected, match="set what it is made from, or what comes of it"):
        make(**{"api.by_latency": "7 instances"})
