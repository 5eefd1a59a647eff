"""The rates of a Row as they compare: in one unit, and by the month where that means something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from tenfold.errors import Rejected
from tenfold.prices.quote import unit_of
from tenfold.prices.row import Row, Step
from tenfold.quantity.bind import q
from tenfold.quantity.units import CALENDAR, Dimension, Unit

__all__ = [
    "Monthly",
    "a_month",
    "comparable",
    "dimension_of",
    "ends_of",
    "first_paid",
    "known_unit",
    "stretches",
]


def known_unit(text: str) -> Unit | None:
    """The unit of a price as it is written; None where it is none."""
    try:
        return unit_of(text)
    except Rejected:
        return None


def dimension_of(row: Row) -> Dimension:
    """What a price measures: two prices compare where they measure the same."""
    unit = known_unit(row.unit)
    return ((row.unit, 1),) if unit is None else unit.dimension


def first_paid(row: Row) -> Step | None:
    """The first tier that costs something; None where none is known to."""
    return next((step for step in row.steps if step.rate), None)


def comparable(row: Row) -> Fraction | None:
    """The first rate that costs something, in the base units of what it measures.

    A price that is nothing throughout is 0; one that nobody publishes is None.
    """
    step = first_paid(row)
    if step is None or step.rate is None:
        return None if any(tier.rate is None for tier in row.steps) else Fraction(0)
    return step.rate * _scale(row.unit)


@lru_cache(maxsize=1024)
def _scale(text: str) -> Fraction:
    """How many base units of money and what it buys a price of one is."""
    unit = known_unit(text)
    return Fraction(1) if unit is None else unit.scale(CALENDAR)


@dataclass(frozen=True, slots=True)
class Monthly:
    """What one costs in a month of 730 hours; the unit says of what (`GiB`) if not one thing."""

    amount: Fraction
    unit: Unit


def a_month(row: Row) -> Monthly | None:
    """What a month of one comes to, of what is rented by time at one rate; else None."""
    unit, rate = known_unit(row.unit), row.steps[0].rate
    if unit is None or rate is None or len(row.steps) > 1 or row.packages or row.minimum:
        return None
    hourly = any(symbol.word == "hour" and power == -1 for symbol, power in unit.factors)
    rented = any(symbol.is_thing and power == -1 for symbol, power in unit.factors)
    month = q("1 month").unit.factors[0][0]
    monthly = (month, -1) in unit.factors and rented
    if not (hourly or monthly):
        return None
    told = tuple(
        (symbol, power)
        for symbol, power in unit.factors
        if symbol.is_currency or symbol.base == "information" or symbol.word == "vCPU"
    )
    by = CALENDAR.month if hourly else Fraction(1)
    return Monthly(rate * by / unit.per, Unit((*told, (month, -1))))


def ends_of(row: Row) -> Iterator[Fraction]:
    """Where its tiers end, in base units of what a price counts: bytes, requests."""
    size = _size(row.unit)
    return (step.up_to * size for step in row.steps if step.up_to is not None)


def stretches(row: Row, ends: tuple[Fraction, ...]) -> Iterator[Fraction | None]:
    """The rate of each stretch between ends, and of what lies above the last, in base units."""
    scale, size = _scale(row.unit), _size(row.unit)
    for end in (*ends, None):
        step = next(
            step
            for step in row.steps
            if step.up_to is None or (end is not None and end <= step.up_to * size)
        )
        yield None if step.rate is None else step.rate * scale


@lru_cache(maxsize=1024)
def _size(text: str) -> Fraction:
    """How many base units tiers are counted in: of `USD/GiB`, 1,073,741,824 bytes."""
    unit, size = known_unit(text), Fraction(1)
    for symbol, power in () if unit is None else unit.factors:
        if power == -1 and symbol.base == "information":
            size *= symbol.scale
    return size
