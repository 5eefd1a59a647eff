"""What comes from further than a function is known to be true is remarked on."""

import pytest

import tenfold as tf


def remarks(plan):
    return [warning.what for warning in plan.warnings if warning.code == "T595"]


def of(formula):
    return tf.plan(tf.model({"figures": {"it": formula}}))


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("erlang_c(94, 100)", ""),
        ("erlang_c(96, 100)", "utilisation comes to 96%, and erlang_c is known from 0% to 95%"),
        ("servers_for_wait(10 /s, 1 s, 0 s, 99%)".replace(" /s", "/s"), ""),
        (
            "servers_for_response(5000 requests/s, 1 s, 6 s, 99%)",
            "utilisation comes to 99.96%, and servers_for_response is known from 0% to 95%",
        ),
        ("hit_ratio(1000 keys, 10 keys, 0.8)", ""),
        (
            "hit_ratio(1000 keys, 10 keys, 0.05)",
            "alpha comes to 0.05, and hit_ratio is known from 0.1 to 3",
        ),
        ("usl(16, 100, 3%, 0.01%)", ""),
        (
            "usl(150, 100, 3%, 0.01%)",
            "coherency * n^2 / (1 - contention) comes to 2.32, and usl is known from 0 to 1",
        ),
    ],
)
def test_a_function_beyond_its_reach_is_told_of(formula, told):
    assert remarks(of(formula)) == ([f"in 'it' {told}"] if told else [])


def test_a_remark_says_what_is_so_beyond_it_and_where(plan):
    """
    figures:
      waits: 1 - erlang_c(98, 100)
      doubled: 2 * waits
    """
    (remark,) = [warning for warning in plan.warnings if warning.code == "T595"]
    assert "'waits'" in remark.what
    assert "failures bind before the queue does" in remark.mend
    assert (remark.span.source.name, remark.span.line) == ("m.yaml", 3)


def test_a_size_that_does_not_bind_is_left_alone(make):
    """
    components:
      api: {kind: fleet, load: 500K requests/s, service_time: 10 ms, latency_goal: 50 ms}
    """
    assert len(remarks(make())) == 1
    assert not remarks(make(**{"api.target_utilisation": "60%"}))
