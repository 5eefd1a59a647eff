"""The scale: the same plan at other sizes."""

import tenfold as tf
from tenfold.errors import Words
from tenfold.model.model import Scale


def test_every_step_is_the_plan_with_that_many(make):
    """
    assumptions: {users: 1M users}
    components:
      api: {kind: fleet, load: users * 0.001 requests/user/s,
        throughput: 100 requests/s/instance, price: $10/instance/month}
      db: {kind: sql, users: users, users_per_shard: 1M users/shard, price: $100/instance/month}
    strategies: {denser: {set: {db.users_per_shard: 2M users/shard}}}
    scale: {over: users, steps: [100K users, 1M users, 10M users]}
    """
    plan = make()
    # 1, 10 and 100 servers at $10; 1, 1 and 10 shards at $100, or 1, 1 and 5
    assert [(str(s.at), str(s.cost), str(s.with_strategies), s.largest) for s in plan.steps] == [
        ("100,000 users", "$110.00/month", "$110.00/month", "db"),
        ("1M users", "$200.00/month", "$200.00/month", "api"),
        ("10M users", "$2,000/month", "$1,500/month", "api"),
    ]
    assert [str(s.per_thing) for s in plan.steps] == [
        "$0.0011/user/month",
        "$0.0002/user/month",
        "$0.0002/user/month",
    ]
    for step in plan.steps:
        assert step.cost == make(users=str(step.at)).total
    assert plan.steps[0].changed == ()
    assert plan.steps[1].changed[0] == "api.instances 1 instance → 10 instances"
    assert "db.shards 1 shard → 10 shards" in plan.steps[2].changed


def test_only_the_first_changes_are_told_and_the_rest_counted():
    names = [f"c{i}" for i in range(9)]
    load = "load: users * 1 request/user/s, throughput: 1 request/s/instance"
    fleet = f"{{kind: fleet, {load}, price: $1/instance/month}}"
    parts = "".join(f"  {name}: {fleet}\n" for name in names)
    plan = tf.plan(tf.read(
        f"tenfold: 1\nassumptions: {{users: 1 user}}\ncomponents:\n{parts}"
        "scale: {over: users, steps: [1 user, 2 users]}\n"
    ))  # fmt: skip
    assert len(plan.steps[1].changed) == 7
    assert plan.steps[1].changed[-1] == "and 12 more"


def test_limits_that_are_passed_are_told_at_their_step(plan):
    """
    assumptions: {users: 1K users}
    components:
      api: {kind: fleet, load: users * 1 request/user/s, throughput: 1K requests/s/instance,
        maximum: 5, price: $1/instance/month}
    scale: {over: users, steps: [5K users, 6K users]}
    """
    assert [len(step.excuses) for step in plan.steps] == [0, 1]
    assert "'api.instances' comes to 6 instances" in plan.steps[1].excuses[0].what
    assert not plan.excuses


def test_a_scale_may_be_asked_for_and_may_follow_any_figure(model):
    """
    components:
      api: {kind: fleet, load: 10 requests/s, throughput: 1 request/s/instance,
        price: $1/instance/month}
    """
    scale = Scale(
        Words.typed("api.load", "over"),
        (Words.typed("50 requests/s", "step"), Words.typed("2 * 30 requests/s", "step")),
    )
    plan = tf.plan(model, scale=scale)
    assert [(str(s.at), str(s.cost)) for s in plan.steps] == [
        ("50 requests/s", "$50.00/month"), ("60 requests/s", "$60.00/month")
    ]  # fmt: skip


def test_a_step_that_is_no_plain_amount_is_refused(refused):
    """
    assumptions: {users: 1K users}
    scale: {over: users, steps: [5 GB]}
    """
    told = "3:30 T506 a step of 'users' is a plain amount in [user] | for example 1,000 users"
    assert refused() == [told]


def test_steps_are_above_nothing_and_rest_on_nothing(model):
    """
    assumptions: {users: 1K users}
    """
    import pytest

    for step in ("0 users", "-5 users", "2 to 4 users"):
        scale = Scale(Words.typed("users", "over"), (Words.typed(step, "step"),))
        with pytest.raises(tf.Rejected, match="T506"):
            tf.plan(model, scale=scale)


def test_an_unknown_figure_cannot_be_followed(refused):
    """
    assumptions: {users: 1K users}
    scale: {over: usres, steps: [5 users]}
    """
    assert refused() == ["3:15 T502 unknown figure 'usres' | did you mean 'users'?"]
