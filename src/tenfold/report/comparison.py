"""A Comparison becomes a Document: the verdict, where it is, and what moved it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tenfold.plan.amount import Amount
from tenfold.plan.causes import Changed
from tenfold.plan.compare import Comparison, Difference
from tenfold.report.bill import cost
from tenfold.report.document import Block, Column, Document, Heading, Prose, Row, Table
from tenfold.report.off import bounded, cents_in, money, times

__all__ = ["compose_comparison", "signed"]

_NONE = "—"


def compose_comparison(found: Comparison) -> Document:
    """What changed between two plans, why, and how much."""
    names = (found.before.name, found.after.name)
    who = names[0] if names[0] == names[1] else " and ".join(names)
    title = Heading(f"{who}: {found.before_name} → {found.after_name}")
    return Document((title, *_verdict(found), *_parts(found), *_changes(found)))


def signed(value: Fraction | None, like: Amount, *, cents: bool | None = None) -> str:
    """A difference of money with its sign: `+$1,200`, `-$400`, `same`."""
    if value is None:
        return "unknown"
    if value == 0:
        return "same"
    text = money(Amount(abs(value), like.unit, like.calendar), cents=cents)
    return f"{'+' if value > 0 else '-'}{text}"


def _verdict(found: Comparison) -> Iterator[Block]:
    before, after, by = found.total.before, found.total.after, found.total.by
    if before is None or after is None:
        return
    cents = _cents(found)
    then, now = (bounded(amount, cents=cents) for amount in (before, after))
    then = f"{then[0].upper()}{then[1:]} a month"
    if by == 0:
        yield Prose(f"{then} in both.")
    elif by is None:
        yield Prose(f"{then} becomes {now}; {_why_unknown(before, after)}.")
    else:
        factor = "" if before.open or after.open else _factor(before, after)
        yield Prose(f"{then} becomes {now}: {signed(by, before, cents=cents)}{factor}.")


def _why_unknown(before: Amount, after: Amount) -> str:
    if before.open or after.open:
        return "prices are missing, so the difference is unknown"
    if before.unit.money != after.unit.money:
        return "these are two currencies, so there is no difference to tell"
    return "one of them is undefined, so the difference is too"


def _factor(before: Amount, after: Amount) -> str:
    if not before.value or not after.value or before.value < 0 or after.value < 0:
        return ""
    ratio = after.value / before.value
    if ratio >= 2:
        return f", {times(ratio)} times as much"
    if ratio <= Fraction(1, 2):
        return f", {times(1 / ratio)} times less"
    return f", {float(ratio - 1) * 100:+.1f}%"


def _cents(found: Comparison) -> bool:
    return cents_in(found.before.total, found.after.total)


def _parts(found: Comparison) -> Iterator[Block]:
    sides = (Column(found.before_name, "right"), Column(found.after_name, "right"))
    columns = (Column("A month"), *sides, Column("Difference", "right"))
    rows = [_part(difference, found) for difference in found.categories]
    total = Row(_part(found.total, found, "Total").cells, "total")
    yield Table(columns, (*rows, total))


def _part(difference: Difference, found: Comparison, title: str = "") -> Row:
    cents = _cents(found)
    sides = (
        _NONE if amount is None else cost(amount, cents)
        for amount in (difference.before, difference.after)
    )
    moved = signed(difference.by, found.before.total, cents=cents)
    return Row((title or difference.title, *sides, moved))


def _changes(found: Comparison) -> Iterator[Block]:
    if not found.changes:
        yield Prose("Nothing that is declared differs.")
        return
    moving = [change for change in found.changes if change.effect is None or change.effect.value]
    moving.sort(key=_reach, reverse=True)
    still = [change.name for change in found.changes if change not in moving]
    yield Heading("Why", 2)
    if moving:
        yield _moves(moving, found)
    if still:
        too = " too" if moving else ""
        verb = f"differs{too}, and moves" if len(still) == 1 else f"differ{too}, and move"
        known = "known cost" if found.before.total.open else "cost"
        yield Prose(f"{', '.join(still)} {verb} no {known}.")


def _reach(change: Changed) -> Fraction:
    """How far it moves the total, whichever way; what is not known comes last."""
    effect = change.effect.value if change.effect is not None else None
    return Fraction(-1) if effect is None else abs(effect)


def _moves(moving: list[Changed], found: Comparison) -> Table:
    columns = (
        Column("What changed"),
        Column(found.before_name),
        Column(found.after_name),
        Column("Alone moves a month by", "right"),
    )
    rows = [_change(change, found) for change in moving]
    rest = found.rest.value if found.rest is not None else None
    if rest and len(found.changes) > 1:
        told = signed(rest, found.before.total, cents=_cents(found))
        rows.append(Row(("together besides", "", "", told), "faint"))
    return Table(columns, tuple(rows))


def _change(change: Changed, found: Comparison) -> Row:
    effect, like = change.effect, found.before.total
    moved = None if effect is None or effect.open else effect.value
    told = _NONE if effect is None else signed(moved, like, cents=_cents(found))
    return Row((change.name, *_short(change.before, change.after), told))


def _short(before: str, after: str) -> tuple[str, str]:
    """Values without the formulas behind them, where the values tell the two apart."""
    values = tuple(
        text.partition(" (")[0] if text.endswith(")") else text for text in (before, after)
    )
    return (values[0], values[1]) if values[0] != values[1] else (before, after)
