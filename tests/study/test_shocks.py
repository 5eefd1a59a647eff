"""Shocks: what a risk does to the total."""

from __future__ import annotations

import pytest


def test_two_risks_that_build_on_each_other(risk):
    """
    assumptions: {users: "uniform(50 users, 150 users)"}
    components: {help: {kind: custom, bill: [{item: seats, quantity: users, price: $1/user/month}]}}
    risks:
      dear: {title: It gets dear, probability: 20%, set: {help.seats.price: help.seats.price * 1.5},
        doc: as it did}
      rush: {probability: 50%, set: {users: users + 100 users}}
      idle: {probability: 10%, set: {help.seats.price: help.seats.price * 1}}
    """
    shocks = {shock.name: shock for shock in risk.shocks}
    assert [shock.name for shock in risk.shocks] == ["rush", "dear", "idle"]
    dear, rush = shocks["dear"], shocks["rush"]
    assert (dear.title, dear.doc, dear.probability) == ("It gets dear", "as it did", 0.2)
    assert dear.happened == pytest.approx(0.2, abs=0.001)
    assert str(dear.alone) == "$50.00/month"
    assert str(rush.alone) == "$100.00/month"
    assert float(dear.mean_added) == pytest.approx(0.2 * 0.5 * 150, rel=0.03)
    assert float(rush.mean_added) == pytest.approx(0.5 * 100 * 1.1, rel=0.03)
    assert float(rush.p90_without) < float(dear.p90_without) < float(risk.total.high)
    assert float(shocks["idle"].mean_added) == 0
    assert shocks["idle"].p90_without == risk.total.high


def test_a_rare_risk_is_told_to_its_own_error(risk):
    """
    assumptions: {users: 10 to 1000 users, fines: 0 users}
    components: {help: {kind: custom, bill: [{item: seats, quantity: users, price: $1/user/month},
      {item: fines, quantity: fines, price: $100/user/month}]}}
    risks: {fined: {probability: 1%, set: {fines: 1 user}}}
    """
    (fined,) = risk.shocks
    assert str(fined.alone) == "$100.00/month"
    assert float(fined.mean_added) == pytest.approx(1, abs=0.05)  # not lost in the spread of users


def test_a_plan_without_risks(risk):
    """
    assumptions: {users: 10 to 1000 users}
    components: {help: {kind: custom, bill: [{item: seats, quantity: users, price: $1/user/month}]}}
    """
    assert risk.shocks == ()
