"""Risk: everything that is asked of a plan and its worlds."""

from __future__ import annotations

import sys

import numpy as np
import pytest

import tenfold as tf
from tenfold.sampling.settings import Sampling
from tenfold.study.risk import risk_of

SHOP = """
tenfold: 1
name: Shop
assumptions: {users: 50 to 200 users, each: 2 to 8 GB/user, staff: 3}
components:
  store: {kind: custom, bill: [{item: space, quantity: users * each, price: $1/GB/month}]}
  office: {kind: custom, bill: [{item: rent, quantity: 5 users, price: $100/user/month}]}
strategies: {smaller: {set: {each: each * 0.5}}}
"""


@pytest.fixture(scope="module")
def shop():
    plan = tf.plan(tf.read(SHOP))
    return risk_of(plan, plan.doubt)


def test_outcomes_of_everything(shop):
    assert set(shop.components) == {"store", "office"}
    assert shop.components["office"].certain
    assert not shop.components["store"].certain
    assert float(shop.total.low) < float(shop.total.percentiles[50]) < float(shop.total.high)
    assert str(shop.total.base) == "$900.00/month"
    assert float(shop.with_strategies.high) < float(shop.total.high)
    assert {"users", "each", "store.cost", "total.cost", "strategies.smaller.saves"} <= set(
        shop.figures
    )
    assert not {"staff", "office.cost"} & set(shop.figures)


def test_draws_are_one_a_world_in_the_unit_of_the_figure(shop):
    users, each, total = (shop.draws(name) for name in ("users", "each", "total.cost"))
    assert users.shape == (Sampling().drawn,)
    assert np.allclose(users * each + 500, total, rtol=1e-12)
    assert 95 < np.median(users) < 105


def test_draws_of_what_the_run_left_out_are_in_the_same_worlds(shop):
    saved = shop.draws("total.cost") - shop.draws("with_strategies.total.cost")
    assert np.allclose(saved, shop.draws("strategies.saves"), rtol=1e-9)


def test_draws_of_what_is_certain(shop):
    assert set(shop.draws("staff").tolist()) == {3.0}


def test_an_unknown_figure_is_refused_with_a_suggestion(shop):
    with pytest.raises(tf.Rejected, match="did you mean 'users'"):
        shop.draws("user")


def test_a_frame_has_a_row_a_world(shop):
    frame = shop.frame("users", "total.cost")
    assert list(frame.columns) == ["users", "total.cost"]
    assert len(frame) == Sampling().drawn
    assert np.array_equal(frame["users"], shop.draws("users"))
    assert set(shop.frame().columns) == set(shop.figures)


def test_a_frame_without_pandas_says_how_to_get_it(shop, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"needs pandas.*pip install 'tenfold\[frames\]'"):
        shop.frame("users")


def test_the_same_seed_says_the_same(shop):
    plan = tf.plan(tf.read(SHOP))
    again = risk_of(plan, plan.doubt)
    for asked in ("total", "spread", "levers", "conditions", "measurements", "robustness"):
        assert getattr(again, asked) == getattr(shop, asked)


def test_another_seed_agrees_within_the_error(shop):
    plan = tf.plan(tf.read(SHOP), sampling=Sampling(seed=2))
    other = risk_of(plan, plan.doubt)
    found = {one.name: one for one in other.spread}
    for one in shop.spread:
        two = found[one.name]
        assert abs(one.first - two.first) <= 2 * (one.first_error + two.first_error)
        assert abs(one.total - two.total) <= 2 * (one.total_error + two.total_error)


def test_a_total_in_no_doubt(risk):
    """
    assumptions: {users: 50 to 200 users}
    goals: [users <= 100 users at P90]
    components: {office: {kind: custom, bill: [
      {item: rent, quantity: 5 users, price: $100/user/month}]}}
    """
    assert risk.total.certain
    assert risk.spread == risk.measurements == risk.shocks == ()
    assert [one.name for one in risk.conditions] == ["users"]
    assert {str(one.p90) for one in risk.robustness} == {"$500.00/month"}


def test_a_total_that_has_no_value_in_some_worlds(risk):
    """
    assumptions: {users: "uniform(-10 users, 90 users)"}
    components: {help: {kind: custom, bill: [
      {item: seats, quantity: sqrt(users / 1 user), price: $1/month}]}}
    """
    assert risk.total.undefined == pytest.approx(0.1, abs=0.01)
    (one,) = risk.spread
    assert one.first == pytest.approx(1, abs=0.05)
    assert float(risk.measurements[0].narrows) > 0.9


def test_a_total_without_a_price_has_no_conditions(risk):
    """
    assumptions: {users: 1 to 5 users}
    components: {help: {kind: custom, bill: [{item: seats, quantity: users}]}}
    """
    assert risk.total.high.missing
    assert risk.conditions == risk.levers == risk.measurements == ()


def test_a_difference_of_costs_is_never_at_least(risk):
    """
    assumptions: {users: 1 to 5 users}
    risks: {rush: {probability: 50%, set: {users: users * 2}}}
    components: {help: {kind: custom, bill: [{item: seats, quantity: users},
      {item: desks, quantity: users, price: $1/user/month}]}}
    """
    assert str(risk.spread[0].low).startswith("at least")
    assert not any(one.now.open or one.after.open for one in risk.measurements)
    assert not any(one.alone.open or one.mean_added.open for one in risk.shocks)


def test_what_no_double_can_hold_is_told_without_a_warning(risk):
    """
    assumptions: {x: 1e-300 to 1e300, r: 1 to 2}
    components: {help: {kind: custom, bill: [
      {item: seats, quantity: x * r * 1 user, price: $1/user/month}]}}
    """
    assert {one.name for one in risk.spread} == {"x", "r"}
    assert all(0 <= one.first <= 1 and 0 <= one.total <= 1 for one in risk.spread)
    assert {one.name for one in risk.conditions} == {"x", "r"}
    assert risk.draws("x").shape == (Sampling().drawn,)


def test_a_doubt_that_changes_nothing_spreads_nothing(risk):
    """
    assumptions: {x: 1.2 to 1.4}
    components: {help: {kind: custom, bill: [
      {item: seats, quantity: ceil(x) * 1 user, price: $1/user/month}]}}
    """
    (one,) = risk.spread
    assert (one.first, one.total) == (0, 0)
    assert one.low == one.high == risk.total.mean
    assert risk.measurements == ()
    (condition,) = risk.conditions
    assert condition.beyond is None
    assert condition.within == condition.around_p90 == condition.typical


@pytest.mark.parametrize("sampler", ["sobol", "mc"])
def test_every_sampler_gives_the_same_answers_within_the_error(shop, sampler):
    plan = tf.plan(tf.read(SHOP), sampling=Sampling(sampler=sampler))
    found = {one.name: one for one in risk_of(plan, plan.doubt).spread}
    for one in shop.spread:
        two = found[one.name]
        assert abs(one.first - two.first) <= 2 * (one.first_error + two.first_error)
        assert abs(one.total - two.total) <= 2 * (one.total_error + two.total_error)
