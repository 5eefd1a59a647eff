"""A Comparison becomes a Document: the verdict, where it is, and what moved it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tenfold.plan.compare import Changed, Comparison, Difference
from tenfold.plan.plan import Amount
from tenfold.report.document import Block, Column, Document, Heading, Prose, Row, Table
from tenfold.report.off import money

__all__ = ["compose_comparison", "signed"]


def compose_comparison(found: Comparison) -> Document:
    """What changed between two plans, why, and how much."""
    title = f"{found.before_name} against {found.after_name}"
    return Document((Heading(title), *_verdict(found), *_parts(found), *_changes(found)))


def signed(value: Fraction | None, like: Amount) -> str:
    """A difference of money with its sign: `+$1,200`, `-$400`, `0`."""
    if value is None:
        return "unknown"
    if value == 0:
        return "same"
    text = money(Amount(abs(value), like.unit, like.calendar))
    return f"{'+' if value > 0 else '-'}{text}"


def _verdict(found: Comparison) -> Iterator[Block]:
    total = found.total
    if total.before is None or total.after is None:
        return
    moved = signed(total.by, total.before)
    text = f"{money(total.before)} a month becomes {money(total.after)}"
    yield Prose(f"{text}: {'the same' if total.by == 0 else moved + _factor(total)}.")


def _factor(total: Difference) -> str:
    if total.before is None or total.after is None or not total.before.value or not total.after.value:
        return ""
    ratio = total.after.value / total.before.value
    if ratio >= 2:
        return f", {float(ratio):.3g} times as much"
    if ratio <= Fraction(1, 2):
        return f", {float(1 / ratio):.3g} times less"
    return f", {float(ratio - 1) * 100:+.1f}%"


def _parts(found: Comparison) -> Iterator[Block]:
    columns = (Column("Category"), Column(found.before_name, "right"), Column(found.after_name, "right"), Column("Difference", "right"))
    rows = [_row(difference, found) for difference in found.categories]
    yield Table(columns, (*rows, Row(_row(found.total, found, "Total").cells, "total")))


def _row(difference: Difference, found: Comparison, title: str = "") -> Row:
    before = "—" if difference.before is None else money(difference.before)
    after = "—" if difference.after is None else money(difference.after)
    return Row((title or difference.title, before, after, signed(difference.by, found.before.total)))


def _changes(found: Comparison) -> Iterator[Block]:
    if not found.changes:
        yield Prose("Nothing that is declared differs.")
        return
    columns = (Column("What changed"), Column(found.before_name), Column(found.after_name), Column("Moves the total alone by", "right"))
    rows = [_change(change, found) for change in found.changes]
    if found.rest is not None and found.rest.value and len(found.changes) > 1:
        rows.append(Row(("together, beyond each alone", "", "", signed(found.rest.value, found.before.total)), "faint"))
    yield Heading("Why", 2)
    yield Table(columns, tuple(rows))


def _change(change: Changed, found: Comparison) -> Row:
    effect = "—" if change.effect is None else signed(change.effect.value, found.before.total)
    return Row((change.name, change.before, change.after, effect))
