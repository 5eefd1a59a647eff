"""Amounts in words for tables and sentences: money, shares, and how far off a figure is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tenfold.errors import Words
from tenfold.plan.amount import Amount
from tenfold.plan.plan import Verdict
from tenfold.quantity.bind import EMPTY, read
from tenfold.quantity.show import amount, decimal, in_unit, number, readable
from tenfold.quantity.units import CURRENCIES, PERCENT, STANDARD, Unit, Vocabulary

__all__ = ["bounded", "cents_in", "follows", "money", "off_by", "percent", "times"]

_CENTS_BELOW = 10_000
_TWICE = Fraction(3, 2)


def cents_in(*amounts: Amount | None) -> bool:
    """Whether all of these are small enough to be told in cents, in every row alike."""
    known = [amount.number for amount in amounts if amount is not None and not amount.missing]
    return all(size is None or abs(size) < _CENTS_BELOW for size in known)


def money(amount: Amount, *, cents: bool | None = None) -> str:
    """Money without its time, for a column that says it: `$4,536`.

    `cents` says whether a whole column has them; None lets each amount decide.
    """
    if amount.missing:
        return str(amount)
    size = amount.number
    if amount.value is None or size is None:
        return "undefined"
    text = str(Amount(amount.value, amount.unit, amount.calendar))
    text = text.rsplit("/", 1)[0] if text.endswith(("/month", "/year")) else text
    if cents is None or not amount.unit.money or 0 < abs(size) < 1:
        return text
    if size == 0:
        cents = False
    sign = CURRENCIES[amount.unit.money]
    space = "" if len(sign) == 1 else " "
    return f"{'-' if size < 0 else ''}{sign}{space}{decimal(abs(size), 2 if cents else 0)}"


def bounded(amount: Amount, *, cents: bool | None = None) -> str:
    """Money in a sentence, which says where it is the least, or the most, that it can be."""
    bound = "at least " if amount.at_least else "at most " if amount.at_most else ""
    told = money(amount, cents=cents)
    return told if amount.missing else f"{bound}{told}"


def percent(share: Fraction | None) -> str:
    """A share to one decimal: `22.7%`, `<0.1%`."""
    if share is None:
        return ""
    if share in (0, 1):
        return "100%" if share else "0%"
    if 0 < share < Fraction(1, 1000):
        return "<0.1%"
    if Fraction(9995, 10_000) <= share < 1:
        return ">99.9%"
    return f"{decimal(share * 100, 1)}%"


def times(ratio: Fraction) -> str:
    """A ratio in three digits, or all of a whole one: `1.88`, `1,000`."""
    return decimal(ratio, 0) if ratio >= 100 else f"{float(ratio):.3g}"


def follows(claim: Verdict, vocabulary: Vocabulary) -> str:
    """What follows from the other figures, in the unit of what was published."""
    found = claim.from_those
    if found is None or found.value is None or found.missing:
        return str(found or "")
    if claim.ratio is None and claim.claimed in ("true", "false"):
        return "true" if found.value else "false"
    unit = _published_in(claim, found, vocabulary)
    bound = "at least " if found.at_least else "at most " if found.at_most else ""
    if readable(found.value, unit, found.calendar) == unit:
        return bound + _no_empty_cents(amount(found.value, unit, found.calendar))
    size = in_unit(found.value, unit, found.calendar) or Fraction(0)
    tail = unit.words(plural=size != 1)
    return f"{bound}{number(size, letters=False)}{'' if tail[0] in '/%' else ' '}{tail}"


def _published_in(claim: Verdict, found: Amount, vocabulary: Vocabulary) -> Unit:
    says = Words.typed(claim.claimed, "claim")
    unit = read(says, replace(EMPTY, vocabulary=vocabulary), wanted=found.unit).unit
    return unit if unit.dimension == found.unit.dimension else found.unit


def _no_empty_cents(text: str) -> str:
    head, _, tail = text.partition("/")
    return head.removesuffix(".00") + (f"/{tail}" if tail else "")


def off_by(claim: Verdict) -> str:
    """How far a published figure is from what follows: `1,000x too high`, `$400 too much`.

    Of a range, the end that is passed. Nothing of a truth, nor where nothing follows.
    """
    stated, found = claim.claimed_number, claim.from_those
    if stated is None or found is None or found.number is None or found.open:
        return ""
    if claim.claimed in ("true", "false"):
        return ""
    end = stated if claim.from_ratio is None else claim.from_ratio * found.number
    told = _distance(end, found, in_percent="%" in claim.claimed)
    if end == stated:
        return told
    told = told.replace("too much", "too high").replace("too little", "too low")
    return f"{'ends' if end < found.number else 'starts'} {told}"


def _distance(end: Fraction, found: Amount, *, in_percent: bool) -> str:
    size = found.number or Fraction(0)
    if size > 0 and end >= size * _TWICE:
        return f"{times(end / size)}x too high"
    if size > 0 and 0 < end <= size / _TWICE:
        return f"{times(size / end)}x too low"
    gap = abs(end - size)
    if in_percent:
        points = gap if found.unit == PERCENT else gap * 100
        return f"{decimal(points, 1)} points too {'high' if end > size else 'low'}"
    base = gap * found.unit.scale(found.calendar)
    value = Amount(base, found.unit, found.calendar)
    if found.unit.money:
        value = Amount(base, _a_month(found.unit), found.calendar)
        much = value.number or Fraction(0)
        told = money(value, cents=much.denominator != 1 and much < _CENTS_BELOW)
        return f"{told} too {'much' if end > size else 'little'}"
    return f"{value} too {'high' if end > size else 'low'}"


def _a_month(unit: Unit) -> Unit:
    """Money by the hour is told by the month, as bills are; a year's stays a year's."""
    short = {"s", "minute", "hour", "day", "week"}
    month = STANDARD.symbols["month"]
    factors = tuple((month if s.word in short and p == -1 else s, p) for s, p in unit.factors)
    return Unit(factors, unit.per)
