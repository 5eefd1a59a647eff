"""Remarks: what is to be known beside the figures, in every answer about a plan.

How the model is read, what has been set, what cannot be sized, what has no
price, and what looks odd.
"""

from __future__ import annotations

from collections.abc import Iterator

from tenfold.plan.plan import Plan
from tenfold.quantity.show import decimal
from tenfold.report.document import Block, Column, Heading, Note, Prose, Row, Table

__all__ = ["bounds", "excuses", "missing", "pins", "prices", "reading", "warnings"]

_DIGITS = 12
"""As much of a hash as tells catalogues apart."""


def reading(plan: Plan, but: str = "") -> Iterator[Block]:
    """The scenario that is read, and what was set for this once."""
    scenario = plan.graph.model.scenarios.get(plan.scenario)
    if scenario is not None:
        names = {text.replace("_", " ").lower() for text in (scenario.title, scenario.name)}
        title = "" if len(names) == 1 else f": {scenario.title}"
        yield Prose(f"Read as '{scenario.name}'{_stopped(title)} {scenario.doc}".strip())
    told = [
        f"{change.name} = {' '.join(change.figure.formula.text.split())}"
        for change in plan.graph.changes
        if change.by == "set" and change.name != but
    ]
    if told:
        yield Prose(f"With {', '.join(told)}.")


def _stopped(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def excuses(plan: Plan) -> Iterator[Block]:
    """What cannot be sized, and the nearest that would work."""
    for excuse in plan.excuses:
        yield Note(f"{excuse.component} cannot be sized: {excuse.what}; {excuse.mend}", "bad")


def bounds(plan: Plan) -> Iterator[Block]:
    """What binds each size that several things ask for, and by how much."""
    for bound in plan.bounds:
        over = ""
        if bound.over is not None:
            over = f", {decimal(bound.over, 1)}x what {bound.other} asks for"
        yield Prose(f"{bound.name} is bound by {bound.by}: {bound.size}{over}.")


def missing(plan: Plan) -> Iterator[Block]:
    """What has no price, and how to give it one."""
    if not plan.missing:
        return
    yield Heading("What has no price", 2)
    for line in plan.missing:
        much = f" ({line.quantity})" if line.quantity is not None else ""
        mend = f": {line.mend}" if line.mend else ""
        yield Note(f"{line.title} of '{line.component}'{much}{mend}", "warn")
    yield Prose("Every total that contains one of these is the least that it can be.")


def pins(plan: Plan) -> Iterator[Block]:
    """What somebody set, beside what it would be."""
    if not plan.pins:
        return
    by = {pin.by for pin in plan.pins}
    several = len(by) > 1
    columns = (Column("Figure"), Column("Set to", "right"), Column("Would be", "right"))
    rows = tuple(
        Row((pin.name, str(pin.value), str(pin.instead_of or "—"), *([pin.by] if several else ())))
        for pin in plan.pins
    )
    yield Heading("Set, not computed" if several else f"{_set_by(by.pop())}, not computed", 2)
    yield Table((*columns, *((Column("By", rank=1),) if several else ())), rows)


def _set_by(who: str) -> str:
    return "Set on the command line" if who == "set" else f"Set by {who}"


def prices(plan: Plan) -> Iterator[Block]:
    """How many lines the catalogue prices, from when, and the hash to tell it again by."""
    rows = [row for part in plan.components for line in part.lines for row in line.rows]
    if not rows:
        return
    lines = sum(bool(line.rows) for part in plan.components for line in part.lines)
    seen = sorted({row.seen_on for row in rows})
    when = f"seen on {seen[0]}" if len(seen) == 1 else f"seen from {seen[0]} to {seen[-1]}"
    many = f"{lines} lines are" if lines > 1 else "One line is"
    digest = plan.catalogue.digest.partition(":")[2][:_DIGITS]
    yield Prose(f"{many} priced by {plan.catalogue.name}: list prices {when} ({digest}).")


def warnings(plan: Plan) -> Iterator[Block]:
    """What looks odd in the model, and where."""
    if plan.warnings:
        yield Heading("Remarks", 2)
    for warning in plan.warnings:
        where = f" ({warning.span})" if warning.span.source.name else ""
        mend = f": {warning.mend}" if warning.mend else ""
        yield Note(f"{warning.what}{where}{mend}", "warn")
