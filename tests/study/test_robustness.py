"""Robustness: how far the P90 depends on what moves together."""

from __future__ import annotations

import math

import numpy as np
import pytest

import tenfold as tf
from tenfold.sampling.chance import Sampling, normals
from tenfold.study import evidence as asked
from tenfold.study.evidence import evidence_of
from tenfold.study.robustness import robustness_of, together

WANTED = 1.2815516


def test_everything_together_is_one_rank_correlation_for_every_pair():
    alone = {name: normals(Sampling(), name, 0, 0, 1024) for name in "abcd"}
    found = together(alone, normals(Sampling(), "common", 0, 0, 1024), 0.5)
    correlation = np.corrcoef(list(found.values()))
    wanted = 2 * math.sin(math.pi / 12)
    assert correlation == pytest.approx(np.where(np.eye(4), 1, wanted), abs=0.08)
    assert together({}, np.zeros(3), 0.5) == {}


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


MODEL = """
tenfold: 1
assumptions: {a: "normal(80 users, 120 users)", b: "normal(80 users, 120 users)", c: 1 to 2}
goals: [c <= 1.5 at P90]
components: {help: {kind: custom, bill: [{item: seats, quantity: a + b, price: $1/user/month}]}}
"""


@pytest.mark.parametrize("sampler", ["latin", "sobol", "mc"])
@pytest.mark.parametrize("worlds", [2048, 16384])
def test_like_is_compared_with_like(sampler, worlds, monkeypatch):
    """A run too large to be asked whole: the P90s differ by what is believed alone."""
    monkeypatch.setattr(asked, "MOST", 2048)
    doubt = tf.plan(tf.read(MODEL), sampling=Sampling(worlds, sampler)).doubt
    independent, declared, _ = robustness_of(evidence_of(doubt))
    assert independent.p90 == declared.p90
