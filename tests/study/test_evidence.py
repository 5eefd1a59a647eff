"""Evidence: the worlds of a run, laid out for questions."""

from __future__ import annotations

import numpy as np
import pytest

import tenfold as tf
from tenfold.sampling.settings import SAMPLERS, Sampling
from tenfold.study import evidence as under_test
from tenfold.study.evidence import evidence_of, mean_of

MODEL = """
tenfold: 1
assumptions: {users: 50 to 200 users, each: 2 to 8 GB/user, fee: 1 to 2}
goals: [fee <= 1.5 at P90]
risks: {rush: {probability: 20%, set: {users: users * 2}}}
components: {help: {kind: custom, bill: [
  {item: space, quantity: users * each, price: $1/GB/month}]}}
"""


def asked(sampling):
    return evidence_of(tf.plan(tf.read(MODEL), sampling=sampling).doubt)


def test_the_total_is_what_its_doubts_make_of_it():
    found = asked(Sampling())
    assert set(found.keys) == {"users", "each", "risks.rush"}
    assert set(found.normals) == {"users", "each", "risks.rush", "fee"}
    rush = 1 + found.values("risks.rush")
    seconds = float(found.calendar.month * 3600)
    wanted = found.values("users") * rush * found.values("each") / 1e9 / seconds
    assert np.allclose(found.total, wanted, rtol=1e-12, atol=0)


def test_a_large_run_is_asked_in_part(monkeypatch):
    monkeypatch.setattr(under_test, "MOST", 2048)
    found = asked(Sampling(worlds=8192))
    assert found.total.shape == found.normals["fee"].shape == (2048,)
    assert np.array_equal(found.total, asked(Sampling(worlds=2048)).total)


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_in_part_the_same_doubts_are_drawn(sampler, monkeypatch):
    """Under sobol a key less would move the others to other dimensions."""
    monkeypatch.setattr(under_test, "MOST", 2048)
    part, whole = (asked(Sampling(worlds, sampler)) for worlds in (8192, 2048))
    for key in ("users", "fee", "risks.rush"):
        assert np.array_equal(part.normals[key], whole.normals[key])


def test_the_tail_of_a_risk_is_whether_it_happens():
    found = asked(Sampling())
    low, high = found.tail("risks.rush", 0.1)
    assert np.array_equal(high, found.values("risks.rush") > 0)
    assert np.array_equal(low, ~high)
    low, high = found.tail("users", 0.1)
    assert abs(low.mean() - 0.1) < 0.002
    assert found.values("users")[low].max() < found.values("users")[high].min()


def test_the_mean_of_nothing_is_undefined():
    found = asked(Sampling())
    assert mean_of(np.full(1600, np.nan), found.like).value is None
