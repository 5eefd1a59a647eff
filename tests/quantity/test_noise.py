"""Noise: what is taken for the same number, and for a whole one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.quantity.noise import NEAR, same, settled

QUIET = settings(deadline=None, derandomize=True)
TRILLIONTH = Fraction(1, 10**12)


def test_numbers_within_a_trillionth_of_each_other_are_the_same():
    assert same(Fraction(10**6), 10**6 + Fraction(1, 10**7))
    assert not same(Fraction(10**6), 10**6 + Fraction(1, 10**5))
    assert same(Fraction(0), Fraction(0))
    assert not same(Fraction(0), TRILLIONTH)


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        (100 + 50 * TRILLIONTH, 100),
        (100 - 50 * TRILLIONTH, 100),
        (Fraction(1, 2), Fraction(1, 2)),
        (100 + Fraction(1, 10**6), 100 + Fraction(1, 10**6)),
        (10**14 + Fraction(1, 3), 10**14 + Fraction(1, 3)),
    ],
)
def test_a_number_is_settled_where_it_is_whole_but_for_noise(value, whole):
    assert settled(value) == whole


@QUIET
@given(st.fractions())
def test_settling_moves_a_number_by_no_more_than_noise(value):
    found = settled(value)
    assert abs(found - value) <= NEAR * max(1, abs(value)) * 2
    assert settled(found) == found
