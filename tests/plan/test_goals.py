"""Goals: comparisons that are to hold."""

import pytest

import tenfold as tf


def test_goals_hold_or_are_off(plan):
    """
    assumptions: {users: 10 users}
    components: {api: {kind: fleet, instances: 3, price: $1/instance/month}}
    goals:
      - total.cost <= $3/month
      - total.cost < $3/month
      - api.instances >= 4 instances
      - total.cost / users <= $0.5/user/month and users > 5 users
      - users == 10 users or users == 11 users
    """
    assert [goal.verdict for goal in plan.goals] == ["holds", "off", "off", "holds", "holds"]
    assert [str(goal.computed) for goal in plan.goals] == [
        "$3.00/month", "$3.00/month", "3 instances", "$0.30/user/month", "10 users"
    ]  # fmt: skip
    assert plan.goals[0].text == "total.cost <= $3/month"
    assert plan.goals[0].span.line == 5


def test_a_percentile_needs_worlds_where_there_is_doubt_and_only_there(model, plan):
    """
    assumptions: {load: 2 to 4 requests/s, users: 5 users}
    components: {api: {kind: fleet, load: load, throughput: 1 request/s/instance,
      price: $1/instance/month}}
    goals:
      - total.cost <= $10/month at P90
      - total.cost <= $1/month at P90
      - users <= 10 users at P90
      - total.cost <= $10/month
    """
    assert [goal.verdict for goal in plan.goals] == ["holds", "off", "holds", "holds"]
    assert [goal.chance is None for goal in plan.goals] == [False, False, True, False]
    without = tf.plan(model, sampling=None)
    assert [goal.verdict for goal in without.goals] == ["unknown", "unknown", "holds", "holds"]
    assert without.goals[0].doc == "rests on ranges, so P90 needs worlds to be drawn"


def test_a_goal_on_something_undefined_is_unknown(plan):
    """
    assumptions: {users: 0 users}
    goals: [total.cost / users <= $1/user/month]
    """
    (goal,) = plan.goals
    assert (goal.verdict, goal.doc) == ("unknown", "rests on a figure that is undefined")


def test_goals_reach_into_the_world_of_all_strategies(plan):
    """
    components: {api: {kind: fleet, instances: 3, price: $1/instance/month}}
    strategies: {less: {set: {api.instances: 1}}}
    goals:
      - with_strategies.total.cost <= $1/month
      - strategies.less.saves >= $2/month
      - strategies.saves >= $2/month
    """
    assert [goal.verdict for goal in plan.goals] == ["holds"] * 3


def test_what_is_no_comparison_is_refused_with_all_that_is_wrong(refused):
    """
    assumptions: {users: 5 users}
    goals:
      - users
      - users + 1 user
      - users <= 5 GB
      - usres <= 5
      - users <=
    """
    told = refused()
    assert [line.split()[1] for line in told] == ["T507", "T507", "T110", "T105", "T101"]
    assert told[0] == "4:5 T507 a goal is a comparison | for example 'total.cost <= $10M/month'"


@pytest.mark.parametrize("percentile", ["P1", "P9", "p99"])
def test_percentiles_are_read(percentile, make):
    """
    assumptions: {users: 5 users}
    """
    import tenfold as tf

    goal = f"users <= 5 users at {percentile}"
    plan = tf.plan(tf.read(f"tenfold: 1\nassumptions: {{users: 5 users}}\ngoals: [{goal}]\n"))
    assert plan.goals[0].verdict == "holds"
