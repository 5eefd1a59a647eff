"""A Plan becomes a Document: one chapter, one function.

What a person asks first comes first: what it comes to, what is missing, the
bill; then what would change it, and what of the published figures stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from tenfold.plan.amount import Amount
from tenfold.plan.plan import Plan, Saving
from tenfold.report.bill import between, bill, called, cost, members
from tenfold.report.brief import brief, in_percent
from tenfold.report.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Prose,
    Row,
    Table,
)
from tenfold.report.judgement import claims, goals, short_answer
from tenfold.report.off import bounded, cents_in, money, percent
from tenfold.report.remarks import bounds, excuses, missing, pins, prices, reading, warnings
from tenfold.report.scale import scale

__all__ = ["compose_check", "compose_plan"]


def compose_plan(plan: Plan) -> Document:
    """The whole plan, as `tenfold plan` tells it."""
    chapters = (
        _opening,
        bill,
        bounds,
        missing,
        _figures,
        _strategies,
        scale,
        goals,
        claims,
        pins,
        prices,
        warnings,
    )
    return Document(tuple(block for chapter in chapters for block in chapter(plan)))


def compose_check(plan: Plan) -> Document:
    """What holds and what does not, the short answer first."""
    title = Heading(f"{plan.name}: check")
    parts = (reading, short_answer, excuses, goals, claims, missing, warnings)
    return Document((title, *(block for part in parts for block in part(plan))))


# -- what it comes to --------------------------------------------------------------


def _opening(plan: Plan) -> Iterator[Block]:
    yield Heading(plan.name)
    if plan.graph.model.doc:
        yield Prose(plan.graph.model.doc)
    yield from reading(plan)
    yield Prose(" ".join(_sentences(plan)))
    yield from excuses(plan)


def _sentences(plan: Plan) -> Iterator[str]:
    if not plan.components:
        yield "The model has no components, so there is nothing to size or to price."
        return
    if plan.total.missing:
        yield "Nothing in it has a price yet."
    else:
        told = f"{bounded(plan.total)} a month, {money(plan.yearly)} a year."
        yield f"{told[0].upper()}{told[1:]}"
        yield from _in_doubt(plan)
    largest = max(plan.categories, key=lambda part: part.share or 0, default=None)
    known = not plan.total.open and len(plan.categories) > 1
    if known and largest is not None and largest.share:
        title = called(largest, members(largest, plan))
        yield f"The largest part is {title}, {percent(largest.share)}."
    after = plan.with_strategies
    if after is not None and plan.savings:
        yield f"With all strategies {bounded(after)} a month{_less(plan.total, after)}."


def _in_doubt(plan: Plan) -> Iterator[str]:
    """What the total lies between, for those who would take one figure for the truth."""
    found = plan.outcome("total.cost")
    if found is None or found.low.number is None or found.low.missing:
        return
    low, high = brief(found.low), brief(found.high)
    if low != high:
        left = f", of the {in_percent(1 - found.undefined, 1)} of worlds where it is defined"
        yield f"8 in 10 chance of {low} to {high}{left if found.undefined else ''}."


def _less(before: Amount, after: Amount) -> str:
    if not before.value or after.value is None or before.open or after.open:
        return ""
    if before.value == after.value:
        return ", the same"
    share = percent(abs(before.value - after.value) / before.value)
    return f", {share} {'less' if after.value < before.value else 'more'}"


def _figures(plan: Plan) -> Iterator[Block]:
    figures = plan.graph.model.figures
    if not figures:
        return
    told = any(figure.doc for figure in figures.values())
    ranges = [between(plan.outcome(name)) for name in figures]
    doubtful = any(ranges)
    rows = tuple(
        Row(
            (
                name,
                str(plan[name]),
                *((span,) if doubtful else ()),
                *((figure.doc,) if told else ()),
            )
        )
        for (name, figure), span in zip(figures.items(), ranges, strict=True)
    )
    span = (Column("8 in 10", "right", rank=1),) if doubtful else ()
    meaning = (Column("Meaning", rank=2),) if told else ()
    yield Heading("Figures", 2)
    yield Table((Column("Figure"), Column("Value", "right"), *span, *meaning), rows)


# -- what would change it ------------------------------------------------------------


def _strategies(plan: Plan) -> Iterator[Block]:
    after = plan.with_strategies
    if not plan.savings or after is None:
        return
    columns = (
        Column("Strategy"),
        Column("Saves alone", "right", rank=1),
        Column("In sequence", "right"),
        Column("Total after", "right", rank=2),
    )
    cents = cents_in(plan.total, after)
    rows = [_saving(saving, cents=cents) for saving in plan.savings]
    total = Row(("Together", "", _saved(plan.savings, cents=cents), cost(after, cents)), "total")
    yield Heading("Strategies: what each saves a month", 2)
    yield Table(columns, (*rows, total))


def _saving(saving: Saving, *, cents: bool) -> Row:
    saved = (
        Cell("unknown", "warn") if amount.missing else cost(amount, cents)
        for amount in (saving.alone, saving.in_sequence)
    )
    return Row((saving.title, *saved, cost(saving.total_after, cents)))


def _saved(savings: Sequence[Saving], *, cents: bool) -> Cell:
    """What all of them save; not told where one of them is not known."""
    amounts = [saving.in_sequence for saving in savings]
    values = [amount.value for amount in amounts if amount.value is not None and not amount.open]
    if len(values) < len(amounts):
        return Cell("")
    return cost(replace(amounts[0], value=sum(values, Fraction(0))), cents)
