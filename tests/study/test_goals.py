"""GoalRisks: the chance that a goal is met."""

from __future__ import annotations

import pytest


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
