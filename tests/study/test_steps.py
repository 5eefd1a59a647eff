"""Steps: the fan over the scale, every step in the same worlds."""

from __future__ import annotations

import pytest

import tenfold as tf
from tenfold.study.risk import risk_of


def test_the_same_worlds_at_every_step(risk):
    """
    assumptions: {users: 50 to 200 users, each: 2 to 8 GB/user}
    scale: {over: users, steps: [10 users, 20 users]}
    components: {help: {kind: custom, bill: [
      {item: space, quantity: users * each, price: $1/GB/month}]}}
    """
    one, two = risk.steps
    assert [str(step.at) for step in risk.steps] == ["10 users", "20 users"]
    assert str(one.total.base) == "$40.00/month"
    for percent in (10, 50, 90):
        wanted = 2 * float(one.total.percentiles[percent])
        assert float(two.total.percentiles[percent]) == pytest.approx(wanted, rel=0.02)
    assert one.each.percentiles == two.each.percentiles
    assert one.each.base.unit == two.each.base.unit


def test_a_step_where_nothing_is_in_doubt(risk):
    """
    assumptions: {users: 50 to 200 users}
    scale: {over: users, steps: [10 users, 20 users]}
    components: {help: {kind: custom, bill: [{item: seats, quantity: users, price: $1/user/month}]}}
    """
    assert all(step.total.certain and step.each.certain for step in risk.steps)
    assert str(risk.steps[1].total.mean) == "$20.00/month"


def test_a_plan_without_a_scale(risk):
    """
    assumptions: {users: 50 to 200 users}
    components: {help: {kind: custom, bill: [{item: seats, quantity: users, price: $1/user/month}]}}
    """
    assert risk.steps == ()


MODEL = """
tenfold: 1
assumptions: {users: 50 to 200 users, each: 2 to 8 GB/user}
SCALE
components: {help: {kind: custom, bill: [{item: space, quantity: users * each,
  price: $1/GB/month}]}}
"""
OTHER = "{over: each, steps: [1 GB/user, 3 GB/user]}"


@pytest.mark.parametrize("own", ["", "scale: {over: users, steps: [10 users]}"])
def test_a_scale_that_is_given_is_followed(own):
    model = tf.read(MODEL.replace("SCALE", own))
    given = tf.read(MODEL.replace("SCALE", f"scale: {OTHER}")).scale
    plan = tf.plan(model, scale=given)
    one, two = risk_of(plan, plan.doubt).steps
    assert [str(step.at) for step in (one, two)] == ["1 GB/user", "3 GB/user"]
    for percent in (10, 90):
        wanted = 3 * float(one.total.percentiles[percent])
        assert float(two.total.percentiles[percent]) == pytest.approx(wanted, rel=0.02)
