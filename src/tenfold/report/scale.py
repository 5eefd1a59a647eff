"""The scale as a table: a plan at every size it is followed to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tenfold.plan.amount import Amount
from tenfold.plan.plan import Plan, Step
from tenfold.report.bill import cost
from tenfold.report.document import Block, Column, Document, Heading, Row, Table
from tenfold.report.off import cents_in
from tenfold.report.remarks import missing, reading, warnings

__all__ = ["compose_scale", "counts", "scale", "thing"]


def compose_scale(plan: Plan, over: str = "") -> Document:
    """The timeline alone; of the figure that it steps `over`, no one value is told."""
    title = Heading(f"{plan.name}: the scale")
    steps = (_steps(plan, rank=0),) if plan.steps else ()
    return Document((title, *reading(plan, over), *steps, *missing(plan), *warnings(plan)))


def scale(plan: Plan) -> Iterator[Block]:
    """The scale, where the model has one."""
    if plan.steps:
        yield Heading("The scale", 2)
        yield _steps(plan, rank=3)


def _steps(plan: Plan, *, rank: int) -> Table:
    """The plan at every step; what changed there gives way by `rank`."""
    first, after = plan.steps[0], any(step.with_strategies is not None for step in plan.steps)
    columns = (
        Column("At", "right"),
        Column("A month", "right"),
        *(
            (Column(f"Per {thing(first.at, first.per_thing)}", "right"),)
            if counts(first.at)
            else ()
        ),
        *((Column("With strategies", "right", rank=2),) if after else ()),
        Column("Largest", rank=1),
        Column("What changed", rank=rank),
    )
    cents = cents_in(*(step.cost for step in plan.steps))
    return Table(columns, tuple(_step(step, plan, cents=cents) for step in plan.steps))


def counts(at: Amount) -> bool:
    """Whether what grows is of something; a plain multiplier has no cost for one."""
    return bool(at.unit.factors)


def thing(at: Amount, each: Amount) -> str:
    """What the cost is told for one of: a user, and for requests/s a request."""
    below = [s.word for s, power in each.unit.factors if power < 0 and s.is_thing]
    return " ".join(below) or str(at.unit)


def _step(step: Step, plan: Plan, *, cents: bool) -> Row:
    after = () if step.with_strategies is None else (cost(step.with_strategies, cents),)
    each = str(step.per_thing).replace("at least ", "≥ ").replace("at most ", "≤ ").split("/")[0]
    grown = ", ".join([*_grown(step.changed, plan), *_too_much(step, plan)])
    per = (each,) if counts(step.at) else ()
    return Row((str(step.at), cost(step.cost, cents), *per, *after, step.largest, grown))


def _grown(changed: Iterable[str], plan: Plan) -> Iterator[str]:
    """What grew, once for each component: `PostgreSQL 1 → 10 shards`."""
    titles = _titles(plan)
    seen: set[str] = set()
    for change in changed:
        name, _, sizes = change.partition(" ")
        owner = name.partition(".")[0]
        if "→" not in sizes:
            yield "and more"
        elif owner not in seen:
            seen.add(owner)
            yield f"{titles.get(owner, owner)} {_one_unit(sizes)}"


def _too_much(step: Step, plan: Plan) -> Iterator[str]:
    for excuse in step.excuses:
        yield f"{_titles(plan).get(excuse.component, excuse.component)} cannot be sized"


def _titles(plan: Plan) -> dict[str, str]:
    return {component.name: component.title for component in plan.components}


def _one_unit(sizes: str) -> str:
    """`1 shard → 10 shards` as `1 → 10 shards`."""
    before, arrow, after = sizes.partition(" → ")
    number, _, unit = before.partition(" ")
    same = unit and after.partition(" ")[2].startswith(unit[:3])
    return f"{number}{arrow}{after}" if same else sizes
