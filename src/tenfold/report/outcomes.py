"""Outcomes as tables: what each part, each figure and each step comes to over all worlds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tenfold.plan.amount import Amount
from tenfold.plan.outcome import Outcome
from tenfold.report.bill import called, members
from tenfold.report.brief import apart, brief_cell, in_percent
from tenfold.report.document import Block, Cell, Column, Heading, Kind, Note, Prose, Row, Table
from tenfold.report.scale import counts, thing

if TYPE_CHECKING:
    from tenfold.study.risk import Risk, StepRisk

__all__ = ["fan", "figures", "parts"]

_EXPLAINED = (
    "P90: nine worlds in ten are below it; P10: one in ten; P50: half of them. The base case "
    "takes every range at its stated value, and is none of these."
)
_OUTCOMES = (
    Column("Base case", "right", rank=2),
    Column("Mean", "right", rank=1),
    Column("P10", "right"),
    Column("P50", "right"),
    Column("P90", "right"),
)


def parts(risk: Risk) -> Iterator[Block]:
    """The total and what it is made of."""
    plan = risk.plan
    rows = [row for name in risk.categories for row in _category(name, risk)]
    rows.append(_row("Total", risk.total, "total"))
    if risk.with_strategies is not None and plan.savings:
        rows.append(_row("With all strategies", risk.with_strategies, "total"))
    yield Heading("What it may cost a month", 2)
    yield Table((Column("Item"), *_OUTCOMES), tuple(rows))
    yield Prose(_EXPLAINED)
    yield from _undefined({"the total": risk.total, **risk.components})


def _category(name: str, risk: Risk) -> Iterator[Row]:
    """A category, and its components where there are several."""
    found = next(part for part in risk.plan.categories if part.name == name)
    inside = members(found, risk.plan)
    yield _row(called(found, inside), risk.categories[name], "plain")
    if len(inside) > 1:
        for part in inside:
            if part.name in risk.components:
                yield _row(part.title, risk.components[part.name], "sub")


def _row(title: str, found: Outcome, kind: Kind) -> Row:
    return Row((title, *map(brief_cell, _told(found))), kind)


def _told(found: Outcome) -> list[Amount]:
    return [found.base, found.mean, *(found.percentiles[at] for at in (10, 50, 90))]


def figures(risk: Risk) -> Iterator[Block]:
    """The figures that the model asks for, where they are in doubt."""
    asked = risk.plan.graph.model.figures
    found = {name: risk.figures[name] for name in asked if name in risk.figures}
    if found:
        yield Heading("Figures in doubt", 2)
        rows = tuple(_figure(name, outcome) for name, outcome in found.items())
        yield Table((Column("Figure"), *_OUTCOMES, Column("Unit")), rows)
        yield from _undefined(found)


def _figure(name: str, found: Outcome) -> Row:
    cells, unit = apart([_full(amount) for amount in _told(found)])
    return Row((name, *cells, unit))


def _full(amount: Amount) -> Cell:
    """An amount with its unit, money in few digits."""
    cell, tail = brief_cell(amount), str(amount.unit).partition("/")[2]
    left_out = tail and "/" not in cell.text and amount.number is not None
    return Cell(f"{cell.text}/{tail}", cell.tone) if amount.unit.money and left_out else cell


def _undefined(found: Mapping[str, Outcome]) -> Iterator[Block]:
    for name, outcome in found.items():
        if outcome.undefined:
            share = in_percent(outcome.undefined, 1)
            yield Note(f"{name} is undefined in {share} of the worlds; they are left out", "warn")


def fan(risk: Risk) -> Iterator[Block]:
    """The total and the cost of one thing at every step of the scale."""
    if not risk.steps:
        return
    first = risk.steps[0]
    each = counts(first.at)
    columns = (Column("At", "right"), *(Column(f"P{at}", "right") for at in (10, 50, 90)))
    if each:
        called_so = thing(first.at, first.each.base)
        columns += tuple(
            Column(f"Per {called_so} P{at}", "right", rank=rank)
            for at, rank in ((10, 2), (50, 1), (90, 1))
        )
    yield Heading("As it grows", 2)
    yield Table(columns, tuple(_step(step, each=each) for step in risk.steps))


def _step(step: StepRisk, *, each: bool) -> Row:
    told = [step.total, *([step.each] if each else [])]
    cells = [brief_cell(found.percentiles[at]) for found in told for at in (10, 50, 90)]
    cells[3:] = [Cell(cell.text.partition("/")[0], cell.tone) for cell in cells[3:]]
    return Row((str(step.at), *cells))
