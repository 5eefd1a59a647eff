"""GoalRisks: the chance that a goal is met; and what a goal says of the total."""

from __future__ import annotations

import pytest

from tenfold.study.goals import budget_of, speaks_of_total


def test_goals_in_the_order_of_the_model(risk):
    """
    assumptions: {users: "uniform(50 users, 150 users)", sure: 3}
    goals: [total.cost <= $125/month at P90, total.cost <= $125/month, sure >= 3, sure >= 4]
    components: {help: {kind: custom, bill: [{item: seats, quantity: users, price: $1/user/month}]}}
    """
    at, base, holds, off = risk.goals
    assert (at.text, at.percentile, at.verdict) == ("total.cost <= $125/month at P90", 90, "off")
    assert (base.percentile, base.verdict) == (None, "holds")
    for goal in (at, base):
        assert goal.chance == pytest.approx(0.75, abs=0.01)
        assert goal.error < 0.01
    assert (holds.chance, holds.error, holds.verdict) == (1, 0, "holds")
    assert (off.chance, off.error, off.verdict) == (0, 0, "off")
    assert at.span.line == 3


def test_a_goal_says_why_it_is_unknown(risk):
    """
    assumptions: {users: 50 to 150 users}
    goals: [total.cost <= $1000/month]
    components: {help: {kind: custom, bill: [{item: seats, quantity: users}]}}
    """
    (goal,) = risk.goals
    assert (goal.verdict, goal.doc) == ("unknown", "rests on a missing price")


def test_a_budget_is_a_limit_of_the_total_that_is_in_no_doubt(plan):
    """
    assumptions: {users: 50 to 150 users, most: $100/month, share: 1 to 2}
    goals: [total.cost <= most, $90/month > total.cost, total.cost <= share * most,
      total.cost >= most, users <= 100 users, total.cost / 2 <= most]
    components: {help: {kind: custom, bill: [{item: seats, quantity: users, price: $1/user/month}]}}
    """
    doubt = plan.doubt
    limits = [budget_of(goal, doubt) for goal in doubt.goals]
    told = [limit and str(doubt.base.amount(limit)) for limit in limits]
    assert told == ["$100.00/month", "$90.00/month", None, None, None, None]
    spoken = [speaks_of_total(goal, doubt) for goal in doubt.goals]
    assert spoken == [True, True, True, True, False, True]
