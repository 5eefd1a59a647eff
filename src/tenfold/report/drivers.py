"""What is behind the spread, as tables: what drives it, what moves the total, what must be true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tenfold.plan.chances import RISKS
from tenfold.report.brief import apart, brief_cell, in_percent
from tenfold.report.document import Block, Cell, Column, Heading, Prose, Reach, Row, Table

if TYPE_CHECKING:
    from tenfold.plan.amount import Amount
    from tenfold.study.risk import Condition, Lever, Measurement, Risk, Shock, Spreader

__all__ = ["called", "conditions", "levers", "measurements", "shocks", "spread"]

_TOLD = 10
_STILL = 0.0005
_NARROWS = 0.005
_NONE = "—"


def spread(risk: Risk) -> Iterator[Block]:
    """Which doubts make the total spread, the largest first."""
    if not risk.spread:
        return
    columns = (
        Column("Input"),
        Column("Range", rank=3),
        Column("Alone", "right", rank=1),
        Column("In all", "right"),
        Column("", bar=True, rank=2),
        Column("Total where it is low", "right", rank=1),
        Column("where it is high", "right", rank=1),
    )
    ends = _ends(risk)
    rows = tuple(_spreader(found, risk, ends) for found in risk.spread[:_TOLD])
    yield Heading("What drives the spread", 2)
    yield Prose(
        "Alone: the share of the variance of the total that would go if this one were known. "
        "In all: the share that would stay if all the others were. Low and high: the mean of the "
        "total in the lowest and in the highest tenth of it."
    )
    yield Table(columns, rows, total_rows=len(risk.spread))


def called(name: str, risk: Risk) -> str:
    """A doubt by its name; a risk by its title."""
    declared = risk.plan.graph.model.risks.get(name.removeprefix(RISKS))
    if declared is None or not name.startswith(RISKS):
        return name
    return f"risk: {declared.title or declared.name}"


def _ends(risk: Risk) -> tuple[float, float]:
    """The least and the most that any of the bars reach to."""
    found = [float(end) for one in risk.spread for end in (one.low, one.high)]
    known = [end for end in (*found, float(risk.total.mean)) if end == end]  # noqa: PLR0124 - no NaN
    return (min(known), max(known)) if known else (0.0, 1.0)


def _spreader(found: Spreader, risk: Risk, ends: tuple[float, float]) -> Row:
    low, high = sorted((_share(found.low, ends), _share(found.high, ends)))
    drawn = Reach(low, high, _share(risk.total.mean, ends))
    shares = (in_percent(found.first), in_percent(found.total))
    return Row(
        (
            called(found.name, risk),
            found.text,
            *shares,
            drawn,
            brief_cell(found.low),
            brief_cell(found.high),
        )
    )


def _share(amount: Amount, ends: tuple[float, float]) -> float:
    low, high = ends
    return (float(amount) - low) / (high - low) if high > low else 0.5


def levers(risk: Risk) -> Iterator[Block]:
    """Which inputs move the total, in doubt or not, the strongest first."""
    found = [lever for lever in risk.levers if abs(lever.elasticity) >= _STILL]
    if not found:
        return
    columns = (
        Column("Input"),
        Column("Now", "right", rank=1),
        Column("10% more of it", "right"),
        Column("In doubt", rank=2),
        Column("Written at", rank=3),
    )
    yield Heading("What moves the total", 2)
    yield Table(columns, tuple(map(_lever, found[:_TOLD])), total_rows=len(found))


def _lever(found: Lever) -> Row:
    doubtful = "no" if found.certain else "yes"
    place = found.place.rpartition("/")[2]
    return Row((found.name, found.value, _moves(found.elasticity), doubtful, place))


def _moves(elasticity: float) -> str:
    """What ten percent more of an input does to the total: `+3.2%`."""
    told = in_percent(abs(elasticity) / 10, 1)
    sign = "+" if elasticity > 0 else "-"
    return f"{sign}{told}" if told[0].isdigit() else f"{told[0]}{sign}{told[1:]}"


def conditions(risk: Risk) -> Iterator[Block]:
    """What the inputs are in the worlds that meet a goal, and in those that do not."""
    if not risk.conditions:
        return
    split = any(None not in (found.within, found.beyond) for found in risk.conditions)
    crossed = any(found.break_even is not None for found in risk.conditions)
    columns = (
        Column("Input"),
        Column("Typical", "right", rank=1),
        *((Column("Where it holds", "right"), Column("Where not", "right")) if split else ()),
        Column("About the P90", "right", rank=2 if split else 0),
        *((Column("Just met at", "right"),) if crossed else ()),
        Column("Unit"),
    )
    rows = tuple(
        _condition(found, risk, split=split, crossed=crossed) for found in risk.conditions[:_TOLD]
    )
    yield Heading(f"What must be true: {risk.condition_of}", 2)
    yield Table(columns, rows, total_rows=len(risk.conditions))
    if crossed:
        yield Prose(
            "Means of each input over the worlds. Just met at: with all else in the base case."
        )


def _condition(found: Condition, risk: Risk, *, split: bool, crossed: bool) -> Row:
    sides = (found.within, found.beyond) if split else ()
    even = (found.break_even,) if crossed else ()
    amounts = (found.typical, *sides, found.around_p90, *even)
    cells, unit = apart([Cell(_NONE if one is None else str(one)) for one in amounts])
    return Row((called(found.name, risk), *cells, unit))


def measurements(risk: Risk) -> Iterator[Block]:
    """Which inputs are worth measuring, by how much surer the total would be."""
    found = [one for one in risk.measurements if one.narrows >= _NARROWS]
    if not found:
        return
    columns = (
        Column("Input"),
        Column("8 in 10 range now", "right", rank=1),
        Column("Once it is known", "right", rank=1),
        Column("Narrower by", "right"),
    )
    yield Heading("Worth measuring next", 2)
    yield Table(
        columns, tuple(_measurement(one, risk) for one in found[:_TOLD]), total_rows=len(found)
    )


def _measurement(found: Measurement, risk: Risk) -> Row:
    widths = (brief_cell(found.now), brief_cell(found.after))
    return Row((called(found.name, risk), *widths, in_percent(found.narrows)))


def shocks(risk: Risk) -> Iterator[Block]:
    """What each declared risk does where it happens."""
    if not risk.shocks:
        return
    columns = (
        Column("Risk"),
        Column("Chance", "right"),
        Column("Adds alone", "right"),
        Column("On average", "right", rank=1),
        Column("P90 without it", "right", rank=2),
        *((Column("Meaning", rank=3),) if any(found.doc for found in risk.shocks) else ()),
    )
    docs = len(columns) == 6
    yield Heading("Risks", 2)
    yield Table(columns, tuple(_shock(found, docs=docs) for found in risk.shocks))


def _shock(found: Shock, *, docs: bool) -> Row:
    amounts = map(brief_cell, (found.alone, found.mean_added, found.p90_without))
    chance = f"{100 * found.probability:.6g}%"
    return Row((found.title or found.name, chance, *amounts, *((found.doc,) if docs else ())))
