"""Spreads: how a doubt was read, and what stands for it in the base case."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.errors import TenfoldError
from tenfold.quantity.spread import (
    SHAPES,
    Spread,
    SpreadError,
    around,
    between,
    shaped,
    within,
)

QUIET = settings(deadline=None, derandomize=True)
HUNDRED = Fraction(100)
POSITIVE = st.fractions(min_value=Fraction(1, 10**9), max_value=10**9)


def many(*numbers):
    return tuple(Fraction(str(n)) for n in numbers)


@pytest.mark.parametrize(
    ("low", "high", "whole", "shape"),
    [
        ("2", "4", None, "lognormal"),
        ("40", "50", HUNDRED, "logitnormal"),
        ("50", "150", HUNDRED, "lognormal"),
        ("-5", "5", None, "normal"),
        ("0", "5", None, "normal"),
        ("-5", "5", HUNDRED, "normal"),
    ],
)
def test_an_interval_takes_the_shape_that_fits_it(low, high, whole, shape):
    spread = between(Fraction(low), Fraction(high), whole=whole)
    assert spread.shape == shape
    assert spread.numbers == many(low, high)
    assert "90% interval" in spread.says()


@pytest.mark.parametrize(
    ("make", "what", "mend"),
    [
        (
            lambda: between(*many(5, 5)),
            "both ends of the range are the same",
            "write the number alone",
        ),
        (
            lambda: between(*many(5, 4)),
            "the range runs from high to low",
            "put the lower end first",
        ),
        (
            lambda: between(*many(0, 5), whole=HUNDRED),
            "a 90% interval of a percentage cannot touch 0% or 100%",
            "end it just inside, or write uniform(low, high)",
        ),
        (
            lambda: between(*many(95, 100), whole=HUNDRED),
            "a 90% interval of a percentage cannot touch 0% or 100%",
            "end it just inside, or write uniform(low, high)",
        ),
        (
            lambda: within(*many(0, 2)),
            "'within' needs a number above 0 before it",
            "write 'low to high'",
        ),
        (
            lambda: within(*many(5, 1)),
            "'within' needs a factor above 1",
            "write for example 'within 2x'",
        ),
        (
            lambda: around(*many(5, 0)),
            "the doubt after '±' is to be above 0",
            "write for example '± 10%'",
        ),
        (
            lambda: shaped("triangular", many(1, 3, 2)),
            "the numbers of triangular are to rise",
            "write triangular(low, likely, high)",
        ),
        (
            lambda: shaped("uniform", many(2, 2)),
            "the numbers of uniform are to rise",
            "write uniform(low, high)",
        ),
        (
            lambda: shaped("lognormal", many(0, 2)),
            "both ends of lognormal are to be above 0",
            "use normal(low, high)",
        ),
        (
            lambda: shaped("beta", many(0, 2)),
            "both counts of beta are to be above 0",
            "write beta(8, 2)",
        ),
    ],
)
def test_what_no_doubt_can_have_is_refused(make, what, mend):
    with pytest.raises(SpreadError) as refusal:
        make()
    assert (refusal.value.what, refusal.value.mend) == (what, mend)
    assert str(refusal.value) == f"{what}; {mend}"
    assert isinstance(refusal.value, TenfoldError)


@pytest.mark.parametrize(
    ("spread", "base"),
    [
        (between(*many(2, 8)), 4),
        (within(*many("1000000", 3)), 1_000_000),
        (between(*many(-2, 8)), 3),
        (around(*many(5, 1)), 5),
        (between(*many(20, 80), whole=HUNDRED), 50),
        (shaped("uniform", many(1, 2)), Fraction(3, 2)),
        (shaped("triangular", many(1, 2, 9)), 2),
        (shaped("pert", many(1, 1, 9)), 1),
        (shaped("beta", many(8, 2)), Fraction(4, 5)),
    ],
)
def test_the_base_case_is_the_median_or_the_likely_value(spread, base):
    assert spread.base == base


def test_within_reaches_as_far_down_as_up():
    assert within(*many(10, 2)).numbers == many(5, 20)


def test_every_shape_says_how_it_was_read_and_has_a_base():
    for shape, need in SHAPES.items():
        spread = shaped(shape, tuple(Fraction(n) for n in range(1, len(need) + 1)))
        assert spread.says().startswith("read as ")
        assert spread.base > 0


def test_equal_spreads_are_one_value():
    assert between(*many(2, 4)) == Spread("lognormal", many(2, 4))
    assert len({between(*many(2, 4)), between(*many(2, 4))}) == 1


@QUIET
@given(POSITIVE, POSITIVE)
def test_the_base_lies_inside(a, b):
    low, high = sorted((a, b))
    if low < high:
        assert low < between(low, high).base < high


@QUIET
@given(st.fractions(min_value=Fraction(1, 10**6), max_value=Fraction("99.999")))
def test_the_base_of_a_share_lies_inside(low):
    high = (low + 100) / 2
    assert low < between(low, high, whole=HUNDRED).base < high
