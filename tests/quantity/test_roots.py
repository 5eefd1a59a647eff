"""Square roots: exact where there is an exact one, and without bounds."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.quantity.roots import square_root


@settings(deadline=None, derandomize=True)
@given(st.fractions(min_value=0))
def test_a_square_root_is_exact_where_it_can_be(number):
    assert square_root(number * number) == number
    root = square_root(number)
    assert abs(root * root - number) <= number * Fraction(1, 10**38)


@pytest.mark.parametrize("number", [Fraction(10) ** 401, Fraction(1, 10**401), Fraction(2)])
def test_a_square_root_has_no_bounds(number):
    root = square_root(number)
    assert abs(root * root - number) < number * Fraction(1, 10**38)
