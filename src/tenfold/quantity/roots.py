"""A square root: exact where there is an exact one, else to some forty digits.

Floats overflow where quantities do not, so the root is taken in whole numbers.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

__all__ = ["square_root"]

_BITS = 136


def square_root(square: Fraction) -> Fraction:
    """The square root of a number that is not negative."""
    over, under = isqrt(square.numerator), isqrt(square.denominator)
    if over * over == square.numerator and under * under == square.denominator:
        return Fraction(over, under)
    shift = _BITS - (square.numerator.bit_length() - square.denominator.bit_length()) // 2
    widened = square * Fraction(4) ** shift
    return isqrt(widened.numerator // widened.denominator) / Fraction(2) ** shift
