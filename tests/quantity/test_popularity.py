"""Popularity: hit ratios, held to exact caches and to the whole sum."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.quantity import popularity_arrays
from tenfold.quantity.popularity import hit_ratio

CASES = json.loads((Path(__file__).parent / "queueing_cases.json").read_text(encoding="utf-8"))
QUIET = settings(deadline=None, derandomize=True, max_examples=50)


def family(name):
    return [pytest.param(c["params"], c["values"], id=c["id"]) for c in CASES["cases"]
            if c["family"] == name]  # fmt: skip


def asked(params):
    return params["items"], params["capacity"], params["zipf_alpha"]


@pytest.mark.parametrize(("params", "values"), family("Che approximation, LRU, Zipf"))
def test_it_is_ches_approximation(params, values):
    assert hit_ratio(*asked(params)) == pytest.approx(values["hit_ratio"], abs=1e-5)


@pytest.mark.parametrize(("params", "values"), family("LRU independent reference model"))
def test_it_is_near_the_exact_cache_even_of_six_things(params, values):
    found = hit_ratio(*asked(params))
    assert found == pytest.approx(values["che_approximation"], rel=1e-9)
    assert found == pytest.approx(values["hit_ratio"], abs=0.002)


def whole_sum(items, capacity, alpha):
    """Che's approximation thing by thing, its time found by halving."""
    shares = np.arange(1, items + 1) ** -float(alpha)
    shares /= shares.sum()
    low, high = math.log(capacity) - 1, 80.0
    for _ in range(200):
        middle = (low + high) / 2
        held = -np.expm1(-shares * math.exp(middle)).sum()
        low, high = (middle, high) if held < capacity else (low, middle)
    return -(shares * np.expm1(-shares * math.exp(low))).sum()


@QUIET
@given(st.integers(2, 20_000), st.floats(0.001, 0.99), st.floats(0.1, 3))
def test_it_is_the_whole_sum(items, share, alpha):
    capacity = max(items * share, 0.5)
    wanted = whole_sum(items, capacity, alpha)
    assert hit_ratio(items, capacity, alpha) == pytest.approx(wanted, abs=1e-5)


@QUIET
@given(st.floats(1, 1e9), st.floats(0.0001, 0.9), st.floats(0.1, 3), st.floats(1.01, 2))
def test_a_larger_cache_and_a_more_popular_few_are_answered_more(items, share, alpha, more):
    found = hit_ratio(items, items * share, alpha)
    assert 0 <= found <= 1
    assert hit_ratio(items, items * share * more, alpha) >= found
    assert hit_ratio(items, items * share, alpha * more) >= found - 1e-9
    assert hit_ratio(items * more, items * share, alpha) <= found + 1e-5


def test_the_ends():
    assert hit_ratio(1000, 0, 1) == 0
    assert hit_ratio(1000, 1000, 1) == hit_ratio(1000, 2000, 1) == 1
    assert hit_ratio(1000, 100, 0) == pytest.approx(0.1, abs=1e-5)
    for args in ((0, 1, 1), (10, -1, 1), (10, 1, -1), (10, 1, math.inf)):
        assert math.isnan(hit_ratio(*args))


def test_arrays_say_what_the_base_case_says():
    rng = np.random.default_rng(3)
    items = np.floor(10 ** rng.uniform(0, 9, 600))
    capacity, alpha = items * rng.choice([-0.1, 0, 1e-4, 0.1, 0.7, 1], 600), rng.uniform(0, 4, 600)
    with np.errstate(all="ignore"):
        found = popularity_arrays.hit_ratio(items, capacity, alpha)
    wanted = [hit_ratio(*map(float, row)) for row in zip(items, capacity, alpha, strict=True)]
    np.testing.assert_allclose(found, wanted, rtol=1e-12)
