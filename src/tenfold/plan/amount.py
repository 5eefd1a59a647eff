"""An Amount: what a figure comes to, how it is told, and how sure that is.

Where a price is missing, what rests on it is at least so much, or at most, or
cannot be told at all. Nothing missing is ever shown as zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tenfold.quantity.show import amount, in_unit
from tenfold.quantity.tape import Value, double
from tenfold.quantity.units import Calendar, Unit

__all__ = ["Amount", "less"]


@dataclass(frozen=True, slots=True, repr=False)
class Amount:
    """A value in base units, and the unit that it is told in.

    `missing` says that nothing is known of it; the value is then of no use.
    """

    value: Value
    unit: Unit
    calendar: Calendar
    at_least: bool = False
    missing: bool = False
    at_most: bool = False

    @property
    def open(self) -> bool:
        """Whether it rests on a price that is missing."""
        return self.at_least or self.at_most or self.missing

    @property
    def number(self) -> Value:
        """The number in `unit`; None where it is unknown."""
        return None if self.missing else in_unit(self.value, self.unit, self.calendar)

    def __repr__(self) -> str:
        return f"Amount({str(self)!r})"

    def __float__(self) -> float:
        number = self.number
        return double(number)

    def __str__(self) -> str:
        if self.missing:
            return "missing" if self.at_least else "unknown"
        text = amount(self.value, self.unit, self.calendar)
        if self.value is None:
            return text
        bound = "at least " if self.at_least else "at most " if self.at_most else ""
        return f"{bound}{text}"


def less(new: Amount | None, old: Amount | None, like: Amount) -> Value:
    """New less old in the terms of a third, its months and its currency; None where they differ.

    Each is money for a month of its own model; what is not there is nothing.
    """
    found = Fraction(0)
    for sign, one in ((1, new), (-1, old)):
        if one is not None:
            if one.value is None or one.unit.dimension != like.unit.dimension:
                return None
            number = one.value / like.unit.scale(one.calendar)
            found += sign * number * like.unit.scale(like.calendar)
    return found
