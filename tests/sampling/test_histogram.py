"""Histograms: worlds counted in bins that are laid over a pilot."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.sampling.histogram import COARSE, FINE, Binned, ruler_of

QUIET = settings(deadline=None, derandomize=True)
SHARES = (0.001, 0.01, 0.05, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999)

numbers = st.floats(allow_nan=False, allow_infinity=False) | st.floats(-100, 100)


def binned(values, bins=COARSE, pilot=None):
    """Values of one set as a Histogram."""
    ruler = ruler_of(values if pilot is None else pilot, bins)
    places = ruler.places(values)
    counts = np.bincount(places, minlength=ruler.bins + 1)[: ruler.bins]
    known = values[np.isfinite(values)]
    lows = np.full(ruler.bins + 1, np.inf)
    highs = np.full(ruler.bins + 1, -np.inf)
    np.minimum.at(lows, places, values)
    np.maximum.at(highs, places, values)
    ends = (lows[:-1], highs[:-1]) if ruler.watched else (None, None)
    upto = np.cumsum([counts, counts], axis=1).astype(np.uint32)
    return Binned(ruler, upto, known.min(), known.max(), *ends)


def told(found, share):
    """A quantile of all together, and how far it may be off."""
    values, within = found.quantiles(np.array([share]))
    return values[-1, 0], within[0]


@QUIET
@given(st.lists(numbers, min_size=1, max_size=30), st.lists(numbers, min_size=1, max_size=30))
def test_every_value_lies_in_its_bin_or_beyond_the_last(pilot, values):
    ruler = ruler_of(np.array(pilot))
    both = np.array(pilot + values)
    least, most = ruler.ends(both.min(), both.max())
    places = ruler.places(np.array(values))
    assert len(least) == len(most) == ruler.bins
    assert (least <= most).all()
    assert ruler.bins <= 2**11 + 2**9
    for value, place in zip(values, places, strict=True):
        assert 0 <= place < ruler.bins
        near = 1e-12 * max(map(abs, pilot))  # where a bin begins is known to rounding
        assert float(least[place]) - near <= value <= float(most[place]) + near


@QUIET
@given(st.lists(numbers, min_size=1, max_size=30))
def test_bins_are_in_order_of_value(values):
    ruler = ruler_of(np.array(values))
    places = ruler.places(np.sort(values))
    assert (np.diff(places) >= 0).all()


def test_what_is_not_finite_has_a_place_of_its_own():
    ruler = ruler_of(np.array([1.0, 2.0]))
    places = ruler.places(np.array([np.nan, np.inf, -np.inf, 1.0]))
    assert places.tolist()[:3] == [ruler.bins] * 3
    assert places[3] < ruler.bins


SHAPES = {
    "lognormal": lambda rng: np.exp(rng.normal(3, 1, 200_000)),
    "wide": lambda rng: np.exp(rng.normal(0, 6, 200_000)),
    "narrow": lambda rng: 1e9 * (1 + rng.normal(0, 0.001, 200_000)),
    "negative": lambda rng: -np.exp(rng.normal(3, 1, 200_000)),
    "uniform": lambda rng: rng.random(200_000),
}


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("bins", [COARSE, FINE])
def test_quantiles_are_within_a_small_share_of_the_worlds(name, bins):
    values = SHAPES[name](np.random.default_rng(7))
    found = binned(values, bins, values[:16_384])
    for share in SHARES:
        value, within = told(found, share)
        assert abs((values <= value).mean() - share) <= 2 / bins
        assert abs(value - np.quantile(values, share)) <= within


def test_where_many_of_a_pilot_crowd_edges_tell_bins_apart():
    values = np.random.default_rng(7).beta(0.1, 0.1, 200_000)
    found = binned(values, pilot=values[:16_384])
    assert found.ruler.halvings > 3
    for share in (0.3, 0.5, 0.75, 0.9, 0.95):
        value, _ = told(found, share)
        assert (values < value).mean() - 0.001 <= share <= (values <= value).mean() + 0.001


def test_a_bin_that_is_partly_empty_says_so():
    rng = np.random.default_rng(7)
    values = np.where(rng.random(200_000) < 0.5, rng.random(200_000), 9 + rng.random(200_000))
    found = binned(values, pilot=values[:16_384])
    for share in np.linspace(0.49, 0.51, 41):
        value, within = told(found, share)
        assert abs(value - np.quantile(values, share)) <= within


@pytest.mark.parametrize("bins", [COARSE, FINE])
def test_values_that_repeat_are_answered_exactly(bins):
    rng = np.random.default_rng(7)
    servers = np.ceil(rng.normal(40, 6, 100_000))
    found = binned(servers, bins, servers[:16_384])
    assert found.ruler.watched
    for share in SHARES:
        assert told(found, share)[0] == np.quantile(servers, share)
    assert found.share(38) == pytest.approx((servers <= 38).mean(), abs=1e-12)
    assert found.share(38, strict=True) == pytest.approx((servers < 38).mean(), abs=1e-12)


def test_a_floor_at_zero_is_answered_exactly():
    values = np.maximum(np.random.default_rng(7).normal(0, 3, 100_000), 0)
    found = binned(values, pilot=values[:16_384])
    assert told(found, 0.3) == (0, 0)
    assert found.share(0.0) == pytest.approx((values <= 0).mean(), abs=1e-12)


@QUIET
@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=50), st.floats(-2e6, 2e6))
def test_shares_and_quantiles_stay_within_what_there_is(values, at):
    found = binned(np.array(values))
    assert 0 <= found.share(at, strict=True) <= found.share(at) <= 1
    assert found.share(max(values)) == 1
    quantiles = found.quantiles(np.array(SHARES))[0][-1]
    assert min(values) <= quantiles[0]
    assert quantiles[-1] <= max(values)
    assert all(a <= b for a, b in pairwise(quantiles))


def test_a_set_without_values_has_no_quantile():
    ruler = ruler_of(np.array([np.nan, np.nan]))
    nothing = Binned(ruler, np.zeros((2, ruler.bins), np.uint32), np.nan, np.nan)
    assert np.isnan(nothing.quantiles(np.array([0.5]))[0]).all()
    assert np.isnan(nothing.share(1.0))


def test_what_the_pilot_did_not_meet_is_not_lost():
    found = binned(np.array([1e-30, 1.5, 1e30, -1e9]), pilot=np.array([1.0, 2.0]))
    assert found.upto[-1, -1] == 4
    assert told(found, 0.0)[0] >= -1e9
    assert told(found, 1.0)[0] <= 1e30
