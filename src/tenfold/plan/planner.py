"""The whole chain in one screen: bind, size, charge, add up, judge.

All worlds of a model (as it is, with its strategies one at a time, in sequence
and together) are bound into graphs that share their nodes, written on one
tape and run once. Scale steps move one input of the same graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tenfold.errors import Problem, Rejected, Words, did_you_mean
from tenfold.laws.law import Law
from tenfold.model.model import Change, Model, Scale, Scenario
from tenfold.plan.bill import bill_of
from tenfold.plan.graph import Graph
from tenfold.plan.judge import judge, prepare
from tenfold.plan.plan import Amount, Plan, Saving
from tenfold.plan.steps import steps_of
from tenfold.plan.worlds import Worlds, make_worlds
from tenfold.prices.catalogue import EMPTY, Catalogue
from tenfold.quantity.expr import Expr, ancestors, children
from tenfold.quantity.tape import compile_tape

__all__ = ["make_plan"]


def make_plan(
    model: Model,
    laws: Mapping[str, Law],
    *,
    scenario: str = "",
    changes: Iterable[Change] = (),
    catalogue: Catalogue = EMPTY,
    scale: Scale | None = None,
) -> Plan:
    """The Plan of a model, in one scenario and with some changes."""
    worlds = make_worlds(model, laws, _reading(model, scenario), tuple(changes), catalogue)
    judged = prepare(worlds)
    roots = [*worlds.roots(), *judged.roots()]
    tape = compile_tape(roots, model.calendar)
    values = tape.exact()
    worth = {node: values[slot] for node, slot in tape.slots.items()}
    tainted = _tainted(roots, worlds)
    bill = bill_of(worlds.main, worth, tainted, scenario, worlds.extra())
    goals, claims = judge(judged, bill)
    followed = scale or model.scale
    return replace(
        bill,
        with_strategies=bill.amount(worlds.final.total()) if worlds.strategies else None,
        savings=tuple(_savings(worlds, bill)),
        steps=steps_of(worlds, followed, tainted) if followed is not None else (),
        goals=goals,
        claims=claims,
        warnings=tuple(_warnings(worlds)),
    )


def _reading(model: Model, scenario: str) -> Scenario | None:
    if not scenario:
        return None
    found = model.scenarios.get(scenario)
    if found is None:
        near = did_you_mean(scenario, model.scenarios)
        known = ", ".join(model.scenarios) or "none"
        mend = f"did you mean '{near}'?" if near else f"the model has {known}"
        raise Rejected([Problem("T509", f"unknown scenario '{scenario}'", mend=mend)])
    return found


def _tainted(roots: Sequence[Expr], worlds: Worlds) -> frozenset[int]:
    """Every node that rests on a cost with a missing price."""
    found = {id(part.partial) for graph in worlds.graphs() for part in graph.parts.values() if part.partial is not None}
    if not found:
        return frozenset()
    for node in ancestors(roots):
        if any(id(child) in found for child in children(node)):
            found.add(id(node))
    return frozenset(found)


def _savings(worlds: Worlds, plan: Plan) -> Iterable[Saving]:
    for strategy in worlds.strategies:
        name = f"strategies.{strategy.name}"
        yield Saving(
            strategy.name, strategy.title, strategy.doc,
            alone=plan[f"{name}.saves_alone"],
            in_sequence=plan[f"{name}.saves"],
            total_after=_total(worlds.sequence[strategy.name], plan),
            changes=tuple(f"{c.name}: {' '.join(c.figure.formula.text.split())}" for c in strategy.changes),
        )  # fmt: skip


def _total(graph: Graph, plan: Plan) -> Amount:
    return plan.amount(graph.total())


def _warnings(worlds: Worlds) -> Iterable[Problem]:
    """What is sound and still worth a word."""
    calendar = worlds.main.model.calendar
    if calendar.year is None and calendar.month != 730:
        year = calendar.month * 12
        yield Problem("T590", f"a month of {float(calendar.month):g} hours makes a year of {float(year):,g} hours, not 8,760")
    seen: dict[str, str] = {}
    for strategy in worlds.strategies:
        for change in strategy.changes:
            first = seen.setdefault(change.name, strategy.name)
            spoken = {r.name for r in worlds.formulas.references(change.figure.formula)} if _is_formula(change, worlds) else set()
            if first != strategy.name and change.name not in spoken:
                what = f"'{first}' and '{strategy.name}' both set '{change.name}': together, the later one stands"
                yield Problem("T591", what, change.figure.span)


def _is_formula(change: Change, worlds: Worlds) -> bool:
    return change.name in worlds.main.figures and isinstance(change.figure.formula, Words)
