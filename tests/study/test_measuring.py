"""Measurements: how much surer one is of the total once an input is known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tenfold.sampling.chance import SETS, Sampling, normals
from tenfold.study.measuring import width, width_once_known

EIGHT_IN_TEN = 2 * 1.2815515655


def drawn(name):
    return np.concatenate([normals(Sampling(), name, set_, 0, 1024) for set_ in range(SETS)])


def test_the_width_is_that_of_eight_worlds_in_ten():
    z = drawn("a")
    assert width(z) == pytest.approx(EIGHT_IN_TEN, rel=0.01)
    assert width(np.where(drawn("b") > 1, np.nan, z)) == pytest.approx(EIGHT_IN_TEN, rel=0.03)
    assert math.isnan(width(np.full(16, np.nan)))


@pytest.mark.parametrize("weight", [0, 1, 3])
def test_of_a_sum_of_normals_what_is_left_is_the_other(weight):
    a, b = drawn("a"), drawn("b")
    assert width_once_known(weight * a + b, a) == pytest.approx(EIGHT_IN_TEN, rel=0.015)


def test_nothing_is_left_of_what_is_one_input():
    a = drawn("a")
    assert width_once_known(3 * a, a) == pytest.approx(0, abs=1e-9)
    assert width_once_known(np.exp(a / 2), a) < 0.03 * width(np.exp(a / 2))


def test_worlds_without_a_value_are_left_out():
    a, b = drawn("a"), drawn("b")
    y = np.where(drawn("c") > 1, np.nan, a + b)
    assert width_once_known(y, a) == pytest.approx(EIGHT_IN_TEN, rel=0.03)


def test_measurements_of_a_plan(risk):
    """
    assumptions:
      big: uniform(10 users, 30 users)
      small: uniform(10 users, 20 users)
      tiny: uniform(10 users, 10.001 users)
    components: {help: {kind: custom, bill: [
      {item: seats, quantity: big + small + tiny, price: $1/user/month}]}}
    risks: {more: {probability: 30%, set: {small: small * 1.2}}}
    """
    found = {one.name: one for one in risk.measurements}
    assert [one.name for one in risk.measurements][:2] == ["big", "small"]
    assert found["tiny"].narrows == 0
    assert found["tiny"].after == found["tiny"].now
    assert 0 < found["risks.more"].narrows < found["small"].narrows < found["big"].narrows < 1
    now = float(risk.total.high) - float(risk.total.low)
    assert float(found["big"].now) == pytest.approx(now, rel=0.02)
    for one in risk.measurements:
        assert float(one.after) == pytest.approx(now * (1 - one.narrows), rel=0.03)


def test_knowing_one_of_two_that_move_together_tells_of_both(risk):
    """
    assumptions: {a: "normal(80 users, 120 users)", b: "normal(80 users, 120 users)",
      c: "normal(80 users, 120 users)"}
    correlate: [[a, b, 0.95]]
    components: {help: {kind: custom, bill: [
      {item: seats, quantity: a + b + c, price: $1/user/month}]}}
    """
    found = {one.name: one.narrows for one in risk.measurements}
    assert found["a"] == pytest.approx(found["b"], abs=0.03)
    assert found["a"] > 3 * found["c"]
