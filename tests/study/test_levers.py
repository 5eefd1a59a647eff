"""Levers: how much the total moves when an input does."""

from __future__ import annotations

import pytest

import tenfold as tf
from tenfold.study.levers import levers_of


def elasticities(plan):
    return {lever.name: lever.elasticity for lever in levers_of(plan)}


def test_certain_inputs_are_levers_too(plan):
    """
    assumptions: {users: 100 users, each: 2 to 8 GB/user}
    components: {help: {kind: custom, bill: [
      {item: space, quantity: users * each, price: $1/GB/month}]}}
    """
    found = {lever.name: lever for lever in levers_of(plan)}
    assert found["users"].elasticity == found["each"].elasticity == 1
    assert found["users"].certain
    assert not found["each"].certain
    assert (found["users"].value, found["users"].place) == ("100 users", "m.yaml:2")
    assert found["each"].value == "4 GB/user"


def test_what_moves_the_total_most_comes_first_and_what_does_not_last(plan):
    """
    assumptions: {users: 10 users, few: 3 users, idle: 1 user}
    components: {help: {kind: custom, bill: [
      {item: seats, quantity: users * users / 1 user + few, price: $1/user/month},
      {item: none, quantity: "max(few, idle)", price: $0/user/month}]}}
    """
    found = elasticities(plan)
    assert list(found)[:2] == ["users", "help.seats.price"]
    assert found["users"] == pytest.approx(2 * 100 / 103, abs=1e-6)
    assert found["1 user in help.seats.quantity"] == pytest.approx(-100 / 103, abs=1e-6)
    assert list(found)[-1] in {"idle", "help.none.price", "month"}
    assert found["idle"] == found["help.none.price"] == 0


def test_a_number_in_a_formula_is_a_lever(plan):
    """
    assumptions:
      users: 100 users
      requests: (1 - 20%) * users * 50 requests/user/day
      steep: (users / 10 users)^2
    components: {help: {kind: custom, bill: [
      {item: asked, quantity: requests * steep, price: $1/1M requests}]}}
    """
    found = elasticities(plan)
    assert found["50 requests/user/day in requests"] == 1
    assert found["20% in requests"] == -0.25
    assert found["10 users in steep"] == -2
    assert not {"1 in requests", "2 in steep"} & set(found)  # these are the formula itself


def test_ceilings_are_taken_as_slopes(plan):
    """
    assumptions: {users: 250 users}
    components: {help: {kind: custom, bill: [
      {item: seats, quantity: "ceil(users / 100 users)", price: $1/month}]}}
    """
    assert elasticities(plan)["users"] == pytest.approx(2.5 / 3, abs=1e-6)


@pytest.mark.parametrize(
    ("price", "wanted"),
    [("$1/instance/hour", 1), ("$1/instance/month", 0), ("$12/instance/year", 1)],
)
def test_the_length_of_a_month_is_a_lever(price, wanted):
    text = f"""
tenfold: 1
calendar: 0
components: {{api: {{kind: fleet, instances: 3 instances, price: {price}}}}}
""".replace("calendar: 0\n", "month: 720 hours\n" if wanted else "")
    found = {lever.name: lever for lever in levers_of(tf.plan(tf.read(text)))}
    month = found["month"]
    wanted = 0 if "hour" not in price else wanted  # a year is twelve months
    assert month.elasticity == pytest.approx(wanted, abs=1e-6)
    assert month.value == ("720 hours" if "month: 720" in text else "730 hours")


def test_the_month_is_what_another_month_makes_of_the_bill():
    text = """
tenfold: 1
month: {month}
assumptions: {{users: 1M users, asked: users * 30 requests/user/day, sent: users * 1 GB/user/month}}
components:
  api: {{kind: fleet, instances: 3 instances, price: $1/instance/hour}}
  help: {{kind: custom, bill: [{{item: asked, quantity: asked, price: $1/1M requests}},
    {{item: sent, quantity: sent, price: $0.01/GB}},
    {{item: staff, quantity: 1 user, price: $120/user/year}}]}}
"""
    plans = [tf.plan(tf.read(text.format(month=m))) for m in ("700 hours", "707 hours")]
    before, after = (float(plan["total.cost"]) for plan in plans)
    month = elasticities(plans[0])["month"]
    assert 0.01 < month < 0.99
    assert month == pytest.approx((after / before - 1) / 0.01, rel=0.01)


def test_there_is_no_share_of_nothing(plan):
    """
    assumptions: {users: 0 users}
    components: {help: {kind: custom, bill: [{item: seats, quantity: users, price: $1/user/month}]}}
    """
    assert levers_of(plan) == ()
