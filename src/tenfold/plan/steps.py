"""The scale: the same plan at other sizes, on one tape with one input moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from tenfold.errors import Problem, Rejected, Words, did_you_mean
from tenfold.model.model import Model, Scale
from tenfold.plan.graph import Graph
from tenfold.plan.plan import Amount, Step
from tenfold.plan.worlds import Worlds
from tenfold.quantity.bind import Scope, fit, read
from tenfold.quantity.expr import Const, Expr, Named
from tenfold.quantity.show import amount
from tenfold.quantity.tape import Tape, Value, compile_tape
from tenfold.quantity.units import Calendar, Unit

__all__ = ["plain", "steps_of"]

_CHANGES_TOLD = 6


@dataclass(frozen=True, slots=True)
class _Run:
    """One step, evaluated."""

    at: Value
    slots: list[Value]


def steps_of(worlds: Worlds, scale: Scale, tainted: frozenset[int]) -> tuple[Step, ...]:
    """What each step of a scale comes to; `Rejected` where it cannot be followed."""
    graph = worlds.main
    moved = _moved(worlds, scale)
    calendar = graph.model.calendar
    values = [_value(step, moved, worlds) for step in scale.steps]
    roots: list[Expr] = [graph.total(), worlds.final.total(), *_followed(graph).values()]
    roots += [part.cost for part in graph.parts.values()]
    tape = compile_tape(roots, calendar, free=[moved.name])
    free = {moved.name} & set(tape.inputs)
    runs = [_Run(value, tape.exact({moved.name: value} if free else {})) for value in values]
    told = [_changed(graph, tape, before, after, calendar) for before, after in pairwise(runs)]
    return tuple(
        _step(worlds, tape, run, moved.unit, changed, tainted) for run, changed in zip(runs, [(), *told], strict=True)
    )


def _moved(worlds: Worlds, scale: Scale) -> Named:
    name = scale.over.text.strip()
    found = worlds.main.figures.get(name)
    if found is None:
        near = did_you_mean(name, worlds.main.figures)
        raise Rejected([Problem("T502", f"unknown figure '{name}'", scale.over.span, f"did you mean '{near}'?" if near else "")])
    return found


def _value(step: Words, moved: Named, worlds: Worlds) -> Value:
    model = worlds.main.model
    expr = fit(plain(step, model), moved.unit)
    if not isinstance(expr, Const) or expr.unit.dimension != moved.unit.dimension or expr.number <= 0:
        example = amount(moved.unit.scale(model.calendar) * 1000, moved.unit, model.calendar)
        raise Rejected([Problem("T506", f"a step of '{moved.name}' is a plain amount in [{moved.unit}]", step.span, f"for example {example}")])
    return expr.number * expr.unit.scale(model.calendar)


def plain(words: Words, model: Model) -> Expr:
    """A plain quantity in the model's own vocabulary."""
    return read(words, Scope(lambda _: None, lambda: (), model.vocabulary))


def _followed(graph: Graph) -> Mapping[str, Named]:
    """The whole counts that laws compute: what grows in steps."""
    return {
        name: figure
        for part in graph.parts.values()
        for name, figure in part.figures.items()
        if name in part.computed and figure.unit.counts and len(figure.unit.dimension) == 1
    }


def _changed(graph: Graph, tape: Tape, before: _Run, after: _Run, calendar: Calendar) -> tuple[str, ...]:
    found: list[str] = []
    for name, figure in _followed(graph).items():
        old, new = before.slots[tape.slot(figure)], after.slots[tape.slot(figure)]
        if old is None or new is None or old == new:
            continue
        found.append(f"{name} {amount(old, figure.unit, calendar)} → {amount(new, figure.unit, calendar)}")
    return tuple(found[:_CHANGES_TOLD])


def _step(worlds: Worlds, tape: Tape, run: _Run, unit: Unit, changed: tuple[str, ...], tainted: frozenset[int]) -> Step:
    graph, calendar = worlds.main, worlds.main.model.calendar
    total = graph.total()
    cost = run.slots[tape.slot(total)]
    at_least = id(total) in tainted
    each = None if cost is None or not run.at else cost / run.at
    final = worlds.final.total()
    parts = {part.title: run.slots[tape.slot(part.cost)] or 0 for part in graph.parts.values()}
    largest = max(parts, key=lambda title: parts[title]) if parts else ""
    return Step(
        at=Amount(run.at, unit, calendar),
        cost=Amount(cost, total.unit, calendar, at_least),
        per_thing=Amount(each, total.unit.times(unit, -1), calendar, at_least),
        with_strategies=None if final is total else Amount(run.slots[tape.slot(final)], total.unit, calendar, id(final) in tainted),
        changed=changed,
        largest=largest,
    )
