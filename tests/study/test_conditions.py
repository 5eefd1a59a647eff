"""Conditions: what must be true of an input for a goal to be met."""

from __future__ import annotations

import pytest


def found(risk):
    return {one.name: one for one in risk.conditions}


def test_a_goal_on_the_total(risk):
    """
    assumptions: {users: "uniform(50 users, 150 users)", each: "uniform(0.9, 1.1)", idle: 1 to 2}
    goals: [total.cost <= $120/month]
    components: {help: {kind: custom, bill: [
      {item: seats, quantity: users * each, price: $1/user/month}]}}
    """
    assert risk.condition_of == "total.cost <= $120/month"
    assert [one.name for one in risk.conditions] == ["users", "each"]
    users, each = risk.conditions
    assert float(users.typical) == pytest.approx(100, abs=0.5)
    assert float(users.within) == pytest.approx(85, abs=2)
    assert float(users.beyond) == pytest.approx(135, abs=2)
    assert float(users.around_p90) == pytest.approx(140, abs=2)
    assert float(users.break_even) == pytest.approx(120, rel=1e-4)
    assert each.break_even is None  # all else in the base case, none of its values costs so much
    assert str(users.break_even) == "120 users"


def test_the_goal_at_a_percentile_is_the_one(risk):
    """
    assumptions: {users: "uniform(50 users, 150 users)"}
    goals: [total.cost <= $120/month, users >= 60 users at P90]
    components: {help: {kind: custom, bill: [{item: seats, quantity: users, price: $1/user/month}]}}
    """
    assert risk.condition_of == "users >= 60 users at P90"
    (one,) = risk.conditions
    assert float(one.within) == pytest.approx(105, abs=1)
    assert float(one.beyond) == pytest.approx(55, abs=1)
    assert float(one.break_even) == pytest.approx(60, rel=1e-4)


def test_without_a_goal_it_is_the_p90(risk):
    """
    assumptions: {users: "uniform(50 users, 150 users)"}
    components: {help: {kind: custom, bill: [{item: seats, quantity: users, price: $1/user/month}]}}
    """
    assert risk.condition_of == f"total.cost <= {risk.total.high}, its P90"
    (one,) = risk.conditions
    assert float(one.beyond) == pytest.approx(145, abs=1)
    assert float(one.break_even) == pytest.approx(140, abs=1)


def test_a_goal_that_is_never_met_has_no_worlds_within(risk):
    """
    assumptions: {users: "uniform(50 users, 150 users)"}
    goals: [total.cost <= $1/month]
    components: {help: {kind: custom, bill: [{item: seats, quantity: users, price: $1/user/month}]}}
    """
    (one,) = risk.conditions
    assert one.within is None
    assert one.beyond == one.typical
    assert one.break_even is None


def test_a_goal_that_is_met_twice_is_met_nearest_to_the_base_case(risk):
    """
    assumptions: {users: "uniform(0 users, 100 users)"}
    goals: ["(users - 40 users) * (users - 40 users) <= 400 user^2 at P90"]
    components: {help: {kind: custom, bill: [{item: seats, quantity: users, price: $1/user/month}]}}
    """
    (one,) = risk.conditions
    assert float(one.break_even) == pytest.approx(60, rel=1e-4)


def test_a_risk_is_told_as_a_share(risk):
    """
    assumptions: {users: "uniform(90 users, 110 users)"}
    goals: [total.cost <= $120/month]
    risks: {rush: {probability: 25%, set: {users: users * 1.5}}}
    components: {help: {kind: custom, bill: [{item: seats, quantity: users, price: $1/user/month}]}}
    """
    rush = found(risk)["risks.rush"]
    assert risk.conditions[0] is rush
    assert [str(x) for x in (rush.typical, rush.within, rush.beyond)] == ["25%", "0%", "100%"]
    assert rush.break_even is None


def test_ceilings_have_a_break_even_too(risk):
    """
    assumptions: {users: "uniform(0 users, 1000 users)"}
    goals: [total.cost <= $7/month]
    components: {help: {kind: custom, bill: [
      {item: seats, quantity: "ceil(users / 100 users)", price: $1/month}]}}
    """
    (one,) = risk.conditions
    assert float(one.break_even) == pytest.approx(700, rel=1e-4)
