"""Spreaders: what makes the spread of the total."""

from __future__ import annotations

import math

import pytest

import tenfold as tf
from tenfold.sampling.settings import SAMPLERS, Sampling
from tenfold.study.evidence import evidence_of
from tenfold.study.spreaders import fewer, spreaders_of


def found(risk):
    return {one.name: one for one in risk.spread}


def test_the_shares_of_a_sum(risk):
    """
    assumptions: {big: "normal(70 users, 130 users)",
      small: "normal(90 users, 110 users)", idle: 1 to 2 users}
    components: {help: {kind: custom, bill: [
      {item: seats, quantity: big + small, price: $1/user/month}]}}
    """
    assert [one.name for one in risk.spread] == ["big", "small"]  # nothing rests on what is idle
    for name, wanted in (("big", 0.9), ("small", 0.1)):
        one = found(risk)[name]
        assert one.first == pytest.approx(wanted, abs=2 * one.first_error + 1e-3)
        assert one.total == pytest.approx(wanted, abs=2 * one.total_error + 1e-3)
    assert found(risk)["big"].text == "normal(70 users, 130 users)"


def test_the_ends_are_means_of_the_total_in_the_tenths(risk):
    """
    assumptions: {users: "normal(80 users, 120 users)"}
    components: {help: {kind: custom, bill: [{item: seats, quantity: users, price: $1/user/month}]}}
    """
    (one,) = risk.spread
    sigma = 20 / 1.6448536
    apart = sigma * math.exp(-(1.2815516**2) / 2) / math.sqrt(2 * math.pi) / 0.1
    assert float(one.low) == pytest.approx(100 - apart, abs=0.3)
    assert float(one.high) == pytest.approx(100 + apart, abs=0.3)
    assert (one.first, one.total) == pytest.approx((1, 1), abs=0.05)


def test_two_that_move_together(risk):
    """
    assumptions: {a: "normal(60 users, 140 users)", b: "normal(80 users, 120 users)"}
    correlate: [[a, b, 0.6]]
    components: {help: {kind: custom, bill: [{item: seats, quantity: a + b, price: $1/user/month}]}}
    """
    rho = 2 * math.sin(math.pi * 0.6 / 6)
    whole = 4 + 1 + 4 * rho
    wanted = {
        "a": ((2 + rho) ** 2 / whole, 4 * (1 - rho**2) / whole),
        "b": ((1 + 2 * rho) ** 2 / whole, (1 - rho**2) / whole),
    }
    for name, (first, total) in wanted.items():
        one = found(risk)[name]
        assert one.first == pytest.approx(first, abs=2 * one.first_error + 1e-3)
        assert one.total == pytest.approx(total, abs=2 * one.total_error + 1e-3)


def test_a_driver_is_unseen(risk):
    """
    assumptions: {a: "normal(60 users, 140 users)", b: "normal(60 users, 140 users)"}
    drivers: {mood: {a: 0.8, b: 0.8}}
    components: {help: {kind: custom, bill: [{item: seats, quantity: a + b, price: $1/user/month}]}}
    """
    rho = (2 * math.sin(math.pi * 0.8 / 6)) ** 2
    assert set(found(risk)) == {"a", "b"}
    for one in risk.spread:
        assert one.first == pytest.approx((1 + rho) / 2, abs=2 * one.first_error + 1e-3)
        assert one.total == pytest.approx((1 - rho) / 2, abs=2 * one.total_error + 1e-3)


def test_a_risk_spreads_the_total_too(risk):
    """
    assumptions: {users: "normal(90 users, 110 users)"}
    components: {help: {kind: custom, bill: [{item: seats, quantity: users, price: $1/user/month}]}}
    risks: {rush: {probability: 20%, set: {users: users + 20 users}}}
    """
    one, variance = found(risk)["risks.rush"], (10 / 1.6448536) ** 2
    wanted = 400 * 0.16 / (400 * 0.16 + variance)
    assert one.first == pytest.approx(wanted, abs=0.03)
    assert one.total == pytest.approx(wanted, abs=0.05)
    assert (float(one.low), float(one.high)) == pytest.approx((100, 120), abs=0.5)
    assert one.text == "20%"


@pytest.mark.parametrize("worlds", [1, 1600, 2000, 4096, 5000, 16384])
@pytest.mark.parametrize("sampler", SAMPLERS)
def test_any_number_of_worlds_of_any_sampler_is_enough(sampler, worlds):
    model = tf.read(
        "{tenfold: 1, assumptions: {a: 1 to 2 users, b: 1 to 3 users}, components: {help: "
        "{kind: custom, bill: [{item: seats, quantity: a + b, price: $1/user/month}]}}}"
    )
    sampling = Sampling(worlds, sampler)
    first, second = spreaders_of(evidence_of(tf.plan(model, sampling=sampling).doubt))
    assert (first.name, second.name) == ("b", "a")
    assert fewer(sampling).per_set <= min(sampling.per_set, 256)
