"""Amounts in words for tables and sentences: money, shares, and how far off a figure is."""

from __future__ import annotations

from fractions import Fraction

from tenfold.plan.plan import Amount, Verdict
from tenfold.quantity.show import decimal
from tenfold.quantity.units import CURRENCIES

__all__ = ["CENTS_BELOW", "money", "off_by", "percent"]


CENTS_BELOW = 10_000
"""A bill that comes to less is told with cents, in every row alike."""


def money(amount: Amount, *, cents: bool | None = None) -> str:
    """Money without its unit, for a column that says it: `$4,536`.

    `cents` says whether a whole column has them; None lets each amount decide.
    """
    if amount.missing:
        return "missing"
    number = amount.number
    if amount.value is None or number is None:
        return "undefined"
    text = str(Amount(amount.value, amount.unit, amount.calendar))
    text = text.rsplit("/", 1)[0] if text.endswith(("/month", "/year")) else text
    if cents is None or abs(number) < 1 or not amount.unit.money:
        return text
    sign = CURRENCIES[amount.unit.money]
    space = "" if len(sign) == 1 else " "
    return f"{'-' if number < 0 else ''}{sign}{space}{decimal(abs(number), 2 if cents else 0)}"


def percent(share: Fraction | None) -> str:
    """A share to one decimal: `22.7%`, `<0.1%`."""
    if share is None:
        return ""
    if 0 < share < Fraction(1, 1000):
        return "<0.1%"
    return f"{decimal(share * 100, 1)}%"


def off_by(claim: Verdict) -> str:
    """How far a published figure is from what follows: `1,000x too high`, `$400 too much`."""
    ratio, follows = claim.from_ratio, claim.from_those
    if ratio is None or follows is None or follows.value is None or claim.claimed_number is None:
        return ""
    if ratio >= Fraction(3, 2):
        return f"{_times(ratio)}x too high"
    if 0 < ratio <= Fraction(2, 3):
        return f"{_times(1 / ratio)}x too low"
    gap = (ratio - 1) * follows.value
    size = money(Amount(abs(gap), follows.unit, follows.calendar))
    return f"{size} too {'much' if gap > 0 else 'little'}"


def _times(ratio: Fraction) -> str:
    return decimal(ratio, 0) if ratio >= 100 else f"{float(ratio):.3g}"
