"""Noise: the last digits of a number, which mean nothing.

Doubles carry noise after a few steps, and so does a square root. What is
computed exactly is judged as what is computed in doubles, so that a plan and
its risk never disagree on whether 100.00000000000001 instances are 100.
"""

from __future__ import annotations

from fractions import Fraction

__all__ = ["NEAR", "NEAREST", "same", "settled"]

NEAR = Fraction(1, 10**12)
"""Two numbers that differ by no more than this share of the larger are the same."""

NEAREST = Fraction(1, 100)
"""A number further than this from a whole one is never taken for it."""


def same(left: Fraction, right: Fraction) -> bool:
    """Whether two numbers are the same but for noise."""
    return left == right or abs(left - right) <= NEAR * max(abs(left), abs(right))


def settled(value: Fraction) -> Fraction:
    """The whole number where it is one but for noise, else the number itself."""
    if value.denominator == 1:
        return value
    near = Fraction(round(value))
    allowed = min(NEAR * max(Fraction(1), abs(near)), NEAREST)
    return near if abs(value - near) <= allowed else value
