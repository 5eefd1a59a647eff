"""The machine: shapes and counts, compiled, are those of NumPy."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from tenfold.quantity.spread import Spread
from tenfold.sampling.curve import at, curve_of
from tenfold.sampling.histogram import ruler_of

pytest.importorskip("numba")

from tenfold.sampling import machine
from tenfold.sampling.compiled import _shapes
from tenfold.sampling.program import Program

Z = np.concatenate((np.linspace(-8.3, 8.3, 500), [-30.0, 30.0, 0.0, -9.0, 9.0, 1e-300]))
SPREADS = [
    Spread("normal", (Fraction(-3), Fraction(10**300))),
    Spread("lognormal", (Fraction(2), Fraction(8))),
    Spread("lognormal", (Fraction(1, 10**200), Fraction(10**300))),
    Spread("logitnormal", (Fraction(1, 10**9), Fraction(99)), Fraction(100)),
    Spread("uniform", (Fraction(-2), Fraction(3))),
    Spread("triangular", (Fraction(1), Fraction(2), Fraction(9))),
    Spread("pert", (Fraction(1), Fraction(2), Fraction(9))),
    Spread("beta", (Fraction(8), Fraction(2))),
    Spread("chance", (Fraction(1, 5),)),
]


@pytest.mark.parametrize("which", range(len(SPREADS)), ids=[one.shape for one in SPREADS])
def test_shapes(which):
    program = Program((), (), 0, (), tuple(SPREADS), 0, {}, frozenset())
    out = np.empty_like(Z)
    machine._shape(_shapes(program), which, Z, out)
    np.testing.assert_allclose(out, at(curve_of(SPREADS[which]), Z), rtol=2e-15)


@pytest.mark.parametrize("scale", [1.0, -1.0, 1e-300, 1e300])
def test_bins(scale):
    values = np.random.default_rng(2).normal(1, 2, 2000) * scale
    values[::50] = np.tile([0.0, -0.0, np.nan, np.inf, -np.inf, 1e-320, 1e308, -1e308, 1, -1], 4)
    for pilot in (values, np.abs(values), np.ceil(values), values[5:6], values[6:9] * 16):
        ruler = ruler_of(pilot)
        whole = (ruler.octaves, ruler.guide.size - 1, ruler.halvings, ruler.bins)
        places = np.empty(values.size, np.int32)
        machine._cells(np.array(whole), np.array([ruler.start, ruler.scale]), values, places)
        machine._places(ruler.guide, ruler.edges, ruler.halvings, values, places)
        np.testing.assert_array_equal(places, ruler.places(values))


@pytest.mark.parametrize("size", [64, 512, 500, 7])
def test_sums_and_ends(size):
    values = np.random.default_rng(2).normal(100, 3, size)
    values[3] = np.nan
    values[5] = np.inf
    lanes = np.zeros((4, machine.LANES))
    lanes[2], lanes[3] = np.inf, -np.inf
    machine._added(lanes.reshape(-1), values, 100.0)
    known = values[np.isfinite(values)]
    assert lanes[0].sum() == pytest.approx((known - 100).sum(), rel=1e-12)
    assert lanes[1].sum() == pytest.approx(((known - 100) ** 2).sum(), rel=1e-12)
    assert (lanes[2].min(), lanes[3].max()) == (known.min(), known.max())
