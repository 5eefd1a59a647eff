"""Words for doubt: amounts in few digits, and chances as people say them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import floor, log10

from tenfold.plan.amount import Amount
from tenfold.plan.outcome import first_digit
from tenfold.quantity.show import decimal, number
from tenfold.quantity.units import CURRENCIES
from tenfold.report.document import Cell

__all__ = ["apart", "brief", "brief_cell", "in_percent", "odds", "sure", "worlds_of"]

_TOLD = re.compile(r"((?:[≥≤] )?[^\s/]*\d[^\s/]*)((?:[ /].*)?)")
_PERIODS = ("month", "year")
_SEEN_BELOW = Fraction(1, 200)
_SIMPLE = sorted(
    {Fraction(k, n) for n in range(2, 11) for k in (1, n - 1)}
    | {Fraction(k, 10) for k in range(1, 10)}
)


def brief(amount: Amount, digits: int = 3) -> str:
    """An amount in few digits, money without its month: `$8.12M`, `at least $543`."""
    size = amount.number
    if amount.missing or size is None or not _is_plain_money(amount):
        return str(amount)
    bound = "at least " if amount.at_least else "at most " if amount.at_most else ""
    return f"{bound}{'-' if size < 0 else ''}{_sign(amount)}{_short(abs(size), digits)}"


def brief_cell(amount: Amount | None) -> Cell:
    """The same in a table, where a bound is a sign; nothing is a dash."""
    if amount is None:
        return Cell("—")
    told = brief(amount, 4).replace("at least ", "≥ ").replace("at most ", "≤ ")
    return Cell(told, "warn" if amount.open else "plain")


def apart(cells: Sequence[Cell]) -> tuple[list[Cell], str]:
    """Cells without the unit that all of them have, and that unit: `3`, `4` and `requests/s`."""
    found = [_TOLD.fullmatch(cell.text) for cell in cells]
    units = {match[2].strip() for match in found if match is not None and match[2]}
    unit = max(units, key=len, default="")
    bare = {match[2] == "" for match in found if match is not None}
    if bare != {False} or any(one.rstrip("s") != unit.rstrip("s") for one in units):
        return list(cells), ""
    texts = [
        cell.text if match is None else match[1] for cell, match in zip(cells, found, strict=True)
    ]
    return [replace(cell, text=text) for cell, text in zip(cells, texts, strict=True)], unit


def _is_plain_money(amount: Amount) -> bool:
    """Money, alone or for a time: what a column or a sentence says the time of."""
    return bool(amount.unit.money) and str(amount.unit).partition("/")[2] in ("", *_PERIODS)


def _sign(amount: Amount) -> str:
    sign = CURRENCIES[amount.unit.money]
    return sign if len(sign) == 1 else f"{sign} "


def _short(size: Fraction, digits: int) -> str:
    """`8.12M`, `6,520`, `543`, `54.30`: from a hundred on, no more digits than are asked for."""
    if size < 100 or (size < 1000 and digits > 3):
        whole = size.denominator == 1
        return (
            decimal(size, 0 if whole else 2) if size >= 1 or whole else number(size, letters=False)
        )
    rounded = _to_digits(size, digits)
    for bound, letter in ((10**12, "T"), (10**9, "B"), (10**6, "M")):
        if 1 <= rounded / bound < 10**6:
            places = max(0, digits - 1 - _power(rounded / bound))
            return f"{_trimmed(decimal(rounded / bound, places))}{letter}"
    return number(rounded, letters=False)


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _to_digits(size: Fraction, digits: int) -> Fraction:
    step = Fraction(10) ** (_power(size) - digits + 1)
    return round(size / step) * step


def _power(size: Fraction) -> int:
    return first_digit(size)


# -- chances ------------------------------------------------------------------------


def odds(share: float) -> str:
    """A chance in small numbers: `1 in 7`, `8 in 10`, `1 in 40`, `more than 199 in 200`."""
    chance = Fraction(min(1.0, max(0.0, share)))
    if chance < _SEEN_BELOW:
        return "less than 1 in 200"
    if chance > 1 - _SEEN_BELOW:
        return "more than 199 in 200"
    if chance < Fraction(19, 200):
        return f"1 in {_about(1 / chance)}"
    if chance > 1 - Fraction(19, 200):
        many = _about(1 / (1 - chance))
        return f"{many - 1} in {many}"
    near = min(_SIMPLE, key=lambda simple: abs(simple - chance))
    tenths = near * 10
    told_in_tenths = tenths.denominator == 1 and near.numerator not in (1, near.denominator - 1)
    return f"{tenths} in 10" if told_in_tenths else f"{near.numerator} in {near.denominator}"


def _about(many: Fraction) -> int:
    """A count in two digits at most."""
    return round(_to_digits(many, 2))


def worlds_of(share: float) -> str:
    """How many worlds of ten: `6 worlds of 10`, `hardly any world`."""
    tenths = round(share * 10)
    if tenths in (0, 10):
        exact = share in (0, 1)
        return (
            ("no world" if exact else "hardly any world")
            if not tenths
            else ("every world" if exact else "nearly every world")
        )
    return f"{tenths} world{'' if tenths == 1 else 's'} of 10"


def in_percent(share: float, places: int = 0) -> str:
    """A share in percent; what is more than nothing, or less than all, is never told as that."""
    least = 10.0**-places
    size = 100 * share
    if 0 < size < least / 2:
        return f"<{least:g}%"
    if 100 - least / 2 < size < 100:
        return f">{100 - least:g}%"
    return f"{size:.{places}f}%"


def sure(share: float, error: float) -> str:
    """A share with its numerical error: `14.2% ± 0.3%`."""
    if not error:
        return in_percent(share, 1)
    places = min(4, max(0, -floor(log10(100 * error))))
    return f"{100 * share:.{places}f}% ± {100 * error:.{places}f}%"
