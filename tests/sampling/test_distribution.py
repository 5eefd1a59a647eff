"""Distributions: a figure over all worlds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tenfold.sampling.distribution import certain, distribution_of

QUIET = settings(deadline=None, derandomize=True)
PERCENTS = (0.5, 5, 25, 50, 75, 95, 99.5)


@pytest.fixture
def values():
    return np.random.default_rng(5).normal(10, 2, (16, 500))


def test_quantiles_are_those_of_all_values(values):
    found = distribution_of(values)
    for percent in PERCENTS:
        assert found.quantile(percent).value == np.quantile(values, percent / 100)


def test_errors_come_from_what_the_sets_differ_by(values):
    found = distribution_of(values)
    t = 2.1314
    each = values.mean(axis=1)
    assert found.mean.value == pytest.approx(values.mean(), rel=1e-14)
    assert found.mean.error == pytest.approx(t * each.std(ddof=1) / 4, rel=1e-10)
    each = np.quantile(values, 0.9, axis=1)
    assert found.quantile(90).error == pytest.approx(t * each.std(ddof=1) / 4, rel=1e-10)
    assert found.deviation == pytest.approx(values.std(ddof=1), rel=1e-12)


def test_worlds_without_a_value_are_in_nothing_else(values):
    holed = values.copy()
    holed[3, :] = np.nan
    holed[:, 7] = np.nan
    known = holed[~np.isnan(holed)]
    found = distribution_of(holed)
    assert found.undefined == 8000 - known.size
    assert found.mean.value == pytest.approx(known.mean())
    assert found.quantile(20).value == np.quantile(known, 0.2)
    assert found.quantile(20).error > 0
    assert found.below(10) == (known <= 10).mean()
    assert (found.low, found.high) == (known.min(), known.max())


def test_one_set_with_values_tells_no_error():
    one = np.full((16, 10), np.nan)
    one[0] = range(10)
    found = distribution_of(one)
    assert found.mean.value == 4.5
    assert found.mean.error == found.quantile(50).error == math.inf


def test_no_world_with_a_value():
    found = distribution_of(np.full((16, 10), np.nan))
    assert found.undefined == found.worlds == 160
    assert math.isnan(found.mean.value)
    assert math.isnan(found.quantile(50).value)
    assert math.isnan(found.below(1))


def test_what_is_in_no_doubt_has_no_error():
    found = certain(0.1, 16_384)
    assert (found.worlds, found.undefined) == (16_384, 0)
    assert found.mean == found.quantile(50) == found.quantile(0.5)
    assert (found.mean.value, found.mean.error, found.deviation) == (0.1, 0.0, 0.0)
    assert found.below(0.1) == 1
    assert found.below(0.0999) == 0
    edges, shares = found.histogram(5)
    assert shares.tolist() == [0, 0, 1, 0, 0]
    assert edges[0] < 0.1 < edges[-1]


def test_what_is_undefined_everywhere():
    found = certain(math.nan, 100)
    assert found.undefined == found.worlds == 100


def test_the_same_in_every_world_is_without_error():
    found = distribution_of(np.full((16, 64), 0.1))
    assert found.mean.value == 0.1
    assert found.mean.error == found.deviation == 0.0


def test_a_histogram_shows_the_middle_of_the_worlds(values):
    edges, shares = distribution_of(values).histogram(40)
    assert (len(edges), len(shares)) == (41, 40)
    assert edges[0] == np.quantile(values, 0.005)
    assert edges[-1] == np.quantile(values, 0.995)
    assert shares.sum() == pytest.approx(0.99, abs=0.001)
    inside = (values > edges[10]) & (values <= edges[11])
    assert shares[10] == pytest.approx(inside.mean())


def test_a_histogram_counts_what_lies_on_its_first_edge():
    happened = np.zeros((16, 100))
    happened[:, :20] = 1.0
    edges, shares = distribution_of(happened).histogram(4)
    assert edges.tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert shares == pytest.approx([0.8, 0, 0, 0.2])


@QUIET
@given(arrays(np.float64, (16, 5), elements=st.floats(-1e300, 1e300)))
def test_no_values_are_too_large_to_be_summed_up(values):
    found = distribution_of(values)
    assert found.low <= found.quantile(50).value <= found.high
    assert not math.isnan(found.mean.value)
