"""Robustness: how far the P90 depends on what moves together."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tenfold.study.robustness import together

WANTED = 1.2815516


def test_everything_together_is_one_rank_correlation_for_every_pair():
    (group,) = together(["a", "b", "c"], 0.5).groups
    others = group.correlation[1:, 1:]
    assert others == pytest.approx(np.where(np.eye(3), 1, 2 * math.sin(math.pi / 12)), abs=1e-9)
    assert together([], 0.5).groups == ()


def test_the_p90_of_a_sum_under_three_beliefs(risk):
    """
    assumptions: {a: "normal(80 users, 120 users)", b: "normal(80 users, 120 users)"}
    correlate: [[a, b, -0.5]]
    components: {help: {kind: custom, bill: [{item: seats, quantity: a + b, price: $1/user/month}]}}
    """
    half = 2 * math.sin(math.pi / 12)
    found = {one.label: float(one.p90) for one in risk.robustness}
    assert list(found) == ["independent", "as declared", "all +0.5"]
    for label, rho in (("independent", 0.0), ("as declared", -half), ("all +0.5", half)):
        sigma = 20 / 1.6448536 * math.sqrt(2 + 2 * rho)
        assert found[label] == pytest.approx(200 + WANTED * sigma, abs=0.6)
    assert risk.robustness[1].p90 == risk.total.high


def test_where_nothing_is_tied_what_is_declared_is_independent(risk):
    """
    assumptions: {a: "normal(80 users, 120 users)", b: "normal(80 users, 120 users)"}
    components: {help: {kind: custom, bill: [{item: seats, quantity: a + b, price: $1/user/month}]}}
    """
    assert risk.robustness[0].p90 == risk.robustness[1].p90
