"""Tallies: outputs counted world by world."""

from __future__ import annotations

import numpy as np
import pytest

from tenfold.sampling.distribution import distribution_of
from tenfold.sampling.histogram import COARSE, ruler_of
from tenfold.sampling.tally import Layout


@pytest.fixture
def values():
    found = np.exp(np.random.default_rng(3).normal(2, 0.7, (16, 3000)))
    found[:, ::50] = np.nan
    return np.stack((found, np.ceil(found)))


def counted(values, block):
    rulers = tuple(ruler_of(one[:, :256], COARSE) for one in values)
    layout = Layout((*rulers, None), (-1, -1, 0))
    tally = layout.tally()
    for set_ in range(16):
        for output, one in enumerate(values):
            for start in range(0, one.shape[1], block):
                tally.count(set_, output, one[set_, start : start + block])
    return tally.closed()


def test_the_bits_do_not_depend_on_how_worlds_are_handed_over(values):
    few, many = counted(values, 256), counted(values, 2560)
    for part in ("counts", "sums", "ends", "bin_ends"):
        assert getattr(few, part).tobytes() == getattr(many, part).tobytes()


def test_a_count_says_what_all_values_say(values):
    tally = counted(values, 1024)
    for output, one in enumerate(values):
        exact, found = distribution_of(one), tally.distribution(output)
        assert (found.worlds, found.undefined) == (exact.worlds, exact.undefined) == (48_000, 960)
        assert (found.low, found.high) == (exact.low, exact.high)
        assert found.mean.value == pytest.approx(exact.mean.value, rel=1e-13)
        assert found.mean.error == pytest.approx(exact.mean.error, rel=1e-9)
        assert found.deviation == pytest.approx(exact.deviation, rel=1e-12)
        for percent in (5, 50, 95):
            there, here = exact.quantile(percent), found.quantile(percent)
            assert here.value == pytest.approx(there.value, rel=1 / 128)
            assert here.error == pytest.approx(there.error, rel=0.35)


def test_what_is_kept_is_not_counted(values):
    tally = counted(values, 1024)
    with pytest.raises(ValueError, match="output 2 is kept"):
        tally.count(0, 2, values[0, 0])
    with pytest.raises(ValueError, match="output 2 is kept"):
        tally.distribution(2)


def test_where_no_world_has_a_value_there_is_no_distribution():
    nothing = np.full((1, 16, 256), np.nan)
    found = counted(nothing, 256).distribution(0)
    assert found.undefined == found.worlds == 16 * 256
    assert np.isnan([found.mean.value, found.low, found.high, found.quantile(50).value]).all()
