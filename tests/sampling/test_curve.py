"""Curves: they meet the numbers they were fitted to, rise, and never break down."""

from __future__ import annotations

import math
import subprocess
import sys
from fractions import Fraction
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tenfold.quantity.spread import SHAPES, Spread, around, between, shaped, within
from tenfold.sampling.chance import inverse_normal
from tenfold.sampling.curve import (
    CHANCE,
    KNOTS_PER_ONE,
    LOGIT,
    LOGNORMAL,
    NORMAL,
    TABLE,
    at,
    curve_of,
)

QUIET = settings(deadline=None, derandomize=True)

HUNDRED = Fraction(100)
POSITIVE = st.fractions(min_value=Fraction(1, 10**9), max_value=10**9)
ANY = st.fractions(min_value=-(10**9), max_value=10**9)
COUNT = st.integers(1, 40)

INNER = np.linspace(0.001, 0.999, 1997)
ALL = np.linspace(-9.5, 9.5, 20_001)


def named(value):
    return value.shape if isinstance(value, Spread) else str(value)


def quantile(spread, *shares):
    return at(curve_of(spread), inverse_normal(np.array(shares))).tolist()


def ordered(*numbers):
    low, *_, high = found = tuple(sorted(numbers))
    assume(low < high)
    return found


# -- intervals -------------------------------------------------------------------------


@QUIET
@given(POSITIVE, POSITIVE)
def test_a_range_above_0_meets_its_ends_and_its_base(a, b):
    low, high = ordered(a, b)
    spread = between(low, high)
    assert curve_of(spread).kind == LOGNORMAL
    found = quantile(spread, 0.05, 0.5, 0.95)
    assert found == pytest.approx([float(low), float(spread.base), float(high)], rel=1e-12)


@QUIET
@given(POSITIVE, st.fractions(min_value=Fraction(1001, 1000), max_value=1000))
def test_within_meets_its_ends_and_its_base(middle, factor):
    found = quantile(within(middle, factor), 0.05, 0.5, 0.95)
    ends = [float(middle / factor), float(middle), float(middle * factor)]
    assert found == pytest.approx(ends, rel=1e-12)


@QUIET
@given(ANY, ANY)
def test_a_normal_meets_its_ends_and_its_base(a, b):
    low, high = ordered(a, b)
    spread = shaped("normal", (low, high))
    assert curve_of(spread).kind == NORMAL
    slack = 1e-12 * float(max(abs(low), abs(high)))
    found = quantile(spread, 0.05, 0.5, 0.95)
    assert found == pytest.approx([float(low), float(spread.base), float(high)], rel=0, abs=slack)


def test_around_meets_its_ends():
    assert quantile(around(Fraction(10), Fraction(1)), 0.05, 0.95) == pytest.approx([9, 11])


@QUIET
@given(st.fractions(min_value=Fraction(1, 10**6), max_value=100), POSITIVE)
def test_a_percentage_meets_its_ends_and_its_base(a, b):
    low, high = ordered(a, 100 * b / (1 + b))
    assume(high < 100)
    spread = between(low, high, whole=HUNDRED)
    assert curve_of(spread).kind == LOGIT
    found = quantile(spread, 0.05, 0.5, 0.95)
    assert found == pytest.approx([float(low), float(spread.base), float(high)], rel=1e-9)


def test_a_narrow_range_keeps_its_width():
    low = Fraction(10) ** 12
    found = quantile(between(low, low + 1), 0.05, 0.95)
    assert found == pytest.approx([1e12, 1e12 + 1], rel=1e-14)
    assert curve_of(between(low, low + 1)).b == pytest.approx(1e-12 / 2 / 1.6448536269514722)


# -- shapes ----------------------------------------------------------------------------


@QUIET
@given(ANY, ANY)
def test_a_uniform_has_each_share_of_its_range_below(a, b):
    low, high = ordered(a, b)
    found = quantile(shaped("uniform", (low, high)), *INNER)
    expected = float(low) + float(high - low) * INNER
    slack = 1e-9 * float(high - low) + 1e-15 * float(max(abs(low), abs(high)))
    assert np.abs(found - expected).max() <= slack


@QUIET
@given(ANY, ANY, ANY)
def test_a_triangular_has_each_share_of_its_area_below(a, b, c):
    low, likely, high = map(float, numbers := ordered(a, b, c))
    turn = (likely - low) / (high - low)
    left = low + np.sqrt(INNER * (high - low) * (likely - low))
    right = high - np.sqrt((1 - INNER) * (high - low) * (high - likely))
    found = quantile(shaped("triangular", numbers), *INNER)
    slack = 1e-9 * (high - low) + 1e-15 * max(abs(low), abs(high))
    assert np.abs(found - np.where(turn >= INNER, left, right)).max() <= slack


def below(share, a, b):
    """The chance of a Beta of whole counts to be below: that of `a` or more of a + b - 1."""
    n = a + b - 1
    return math.fsum(math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(a, n + 1))


@QUIET
@given(COUNT, COUNT)
def test_a_beta_has_each_share_of_its_area_below(a, b):
    spread = shaped("beta", (Fraction(a), Fraction(b)), whole=HUNDRED)
    shares = (0.001, 0.05, 0.3, 0.5, 0.9, 0.999)
    found = [below(value / 100, a, b) for value in quantile(spread, *shares)]
    assert found == pytest.approx(shares, rel=1e-7)


@QUIET
@given(ANY, st.integers(0, 4), POSITIVE)
def test_a_pert_is_a_beta_between_its_ends(low, quarters, width):
    numbers = (low, low + width * quarters / 4, low + width)
    found = quantile(shaped("pert", numbers), *INNER)
    beta = shaped("beta", (Fraction(1 + quarters), Fraction(5 - quarters)))
    expected = float(low) + float(width) * np.array(quantile(beta, *INNER))
    slack = 1e-9 * float(width) + 1e-14 * (abs(float(low)) + float(width))
    assert np.abs(found - expected).max() <= slack


def test_a_beta_of_halves_is_an_arc():
    """Beta(1/2, 1/2) has sin(pi u / 2)**2 for its quantiles, and no finite density at its ends."""
    found = quantile(shaped("beta", (Fraction(1, 2), Fraction(1, 2))), *INNER)
    assert np.abs(found - np.sin(math.pi * INNER / 2) ** 2).max() < 1e-8


@QUIET
@given(st.fractions(min_value=Fraction(1, 1000), max_value=Fraction(999, 1000)))
def test_a_chance_comes_as_often_as_it_says(chance):
    curve = curve_of(Spread("chance", (chance,)))
    assert curve.kind == CHANCE
    assert set(at(curve, ALL)) == {0.0, 1.0}
    assert NormalDist().cdf(curve.a) == pytest.approx(float(chance), rel=1e-12)
    assert at(curve, np.nextafter([curve.a, curve.a], [-9, 9])).tolist() == [1, 0]


@pytest.mark.parametrize(("chance", "expected"), [(0, 0), (1, 1)])
def test_a_chance_of_0_or_1_leaves_no_doubt(chance, expected):
    assert set(at(curve_of(Spread("chance", (Fraction(chance),))), ALL)) == {expected}


# -- what holds for all ----------------------------------------------------------------

TABLES = [
    shaped("uniform", (Fraction(-5), Fraction(3))),
    *(
        shaped(shape, (Fraction(-1), likely, Fraction(9)))
        for shape in ("triangular", "pert")
        for likely in (Fraction(-1), Fraction(-999, 1000), Fraction(4), Fraction(7, 3), Fraction(9))
    ),
    *(
        shaped("beta", (Fraction(a), Fraction(b)), whole=HUNDRED)
        for a, b in [
            (8, 2),
            ("0.5", "0.5"),
            ("0.01", "0.01"),
            ("0.003", "0.003"),  # jumps from 0 to 100 between two knots
            ("1e-3", "1e3"),
            (1, 10**9),
            (10**6, 10**6),
            (10**15, 3),
            ("1e-300", 1),
            ("1e300", "1e300"),
        ]
    ),
]


def ends(spread):
    if spread.shape == "beta":
        return 0.0, float(spread.whole)
    return float(spread.numbers[0]), float(spread.numbers[-1])


@pytest.mark.parametrize("spread", TABLES, ids=named)
def test_a_shape_rises_from_end_to_end_and_never_beyond(spread):
    curve = curve_of(spread)
    found = at(curve, ALL)
    low, high = ends(spread)
    assert curve.kind == TABLE
    assert (curve.a, curve.b) == (low, high)
    assert found.min() >= low
    assert found.max() <= high
    assert np.diff(found).min() >= -1e-14 * max(abs(low), abs(high))


@pytest.mark.parametrize("spread", TABLES, ids=named)
def test_a_table_meets_its_knots(spread):
    curve = curve_of(spread)
    z = curve.first + np.arange(len(curve.values)) / KNOTS_PER_ONE
    assert z[0] <= -9
    assert z[-1] >= 9
    assert at(curve, z) == pytest.approx(curve.values, rel=1e-9, abs=1e-300)


def test_the_likely_value_of_a_triangle_is_a_knot():
    for likely in (Fraction(1, 10), Fraction(1, 2), Fraction(8, 9)):
        curve = curve_of(shaped("triangular", (Fraction(0), likely, Fraction(1))))
        assert np.abs(curve.values - float(likely)).min() < 1e-14


@pytest.mark.parametrize("shape", [*SHAPES, "logitnormal", "chance"])
def test_every_shape_has_a_curve(shape):
    count = 1 if shape == "chance" else len(SHAPES.get(shape, "12"))
    spread = Spread(shape, tuple(Fraction(n, 5) for n in (1, 2, 4)[:count]))
    found = at(curve_of(spread), np.linspace(-3, 3, 7))
    steps = np.diff(found)
    assert (steps <= 0).all() and steps.any() if shape == "chance" else (steps > 0).all()


@pytest.mark.parametrize(
    ("spread", "lowest", "highest"),
    [
        (between(Fraction(1, 10**300), Fraction(10**300)), 0, math.inf),
        (between(Fraction(1, 10**400), Fraction(10**400)), 0, math.inf),
        (between(Fraction(1, 10**400), HUNDRED - Fraction(1, 10**400), whole=HUNDRED), 0, 100),
        (within(Fraction(1), Fraction(10**5000)), 0, math.inf),
        (between(Fraction(-(10**308)), Fraction(10**308)), -math.inf, math.inf),
        (shaped("uniform", (Fraction(-(10**308)), Fraction(10**308))), -1e308, 1e308),
    ],
    ids=named,
)
def test_what_no_double_holds_is_infinite_or_0_without_a_word(spread, lowest, highest):
    found = at(curve_of(spread), np.array([-40.0, -9.0, 0.0, 9.0, 40.0]))
    assert found[0] == pytest.approx(lowest, abs=1e-9)
    assert found[-1] == pytest.approx(highest)
    assert (found[1:] >= found[:-1]).all()


@pytest.mark.parametrize(
    "spread",
    [
        shaped("normal", (Fraction(0), Fraction(10**400))),
        shaped("uniform", (Fraction(0), Fraction(10**400))),
        shaped("triangular", (Fraction(0), Fraction(1), Fraction(10**400))),
        shaped("pert", (Fraction(0), Fraction(1), Fraction(10**400))),
        shaped("beta", (Fraction(1), Fraction(10**400))),
    ],
    ids=named,
)
def test_ends_that_no_double_holds_have_no_value(spread):
    assert np.isnan(at(curve_of(spread), np.array([-1.0, 0.0, 1.0]))).all()


def test_scipy_is_loaded_for_pert_and_beta_alone():
    code = """
import sys
from fractions import Fraction as F
from tenfold.sampling.curve import curve_of
from tenfold.quantity.spread import Spread
for shape in ("normal", "lognormal", "logitnormal", "uniform"):
    curve_of(Spread(shape, (F(1, 4), F(1, 2))))
curve_of(Spread("triangular", (F(1), F(2), F(4))))
curve_of(Spread("chance", (F(1, 4),)))
assert "scipy" not in sys.modules
curve_of(Spread("pert", (F(1), F(2), F(4))))
assert "scipy.special" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)
