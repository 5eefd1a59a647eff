"""The whole chain in one screen: check, build, work out, add up, judge.

All worlds of a model (as it is, with its strategies one at a time, in sequence
and together) are bound into graphs that share their nodes, written on one
tape and run once. Scale steps move one input of the same graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tenfold.errors import Problem, Rejected, did_you_mean
from tenfold.laws.law import Law
from tenfold.model.model import Change, Model, Scale, Scenario
from tenfold.plan.bill import bill_of
from tenfold.plan.build import draft
from tenfold.plan.judge import judge, prepare
from tenfold.plan.nonsense import refuse_nonsense
from tenfold.plan.plan import Plan, Saving
from tenfold.plan.steps import steps_of
from tenfold.plan.warnings import warnings_of
from tenfold.plan.worlds import Worlds, make_worlds
from tenfold.plan.worth import Worth, follow
from tenfold.prices.catalogue import EMPTY, Catalogue

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
    reading = _reading(model, scenario)
    worlds = make_worlds(draft(model, laws, catalogue), reading, tuple(changes))
    judged = prepare(worlds)
    worth = follow([*worlds.roots(), *judged.roots()], worlds.graphs()).run()
    refuse_nonsense([worlds.main, worlds.final], worth)
    goals, claims = judge(judged, worth)
    followed = scale or model.scale
    return replace(
        bill_of(worlds.main, worth, scenario),
        with_strategies=worth.amount(worlds.final.total()) if worlds.strategies else None,
        savings=tuple(_savings(worlds, worth)),
        steps=steps_of(worlds, followed) if followed is not None else (),
        goals=goals,
        claims=claims,
        warnings=tuple(warnings_of(worlds)),
        extra=worlds.extra,
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


def _savings(worlds: Worlds, worth: Worth) -> Iterator[Saving]:
    for strategy in worlds.strategies:
        name = f"strategies.{strategy.name}"
        changes = ((c.name, " ".join(c.figure.formula.text.split())) for c in strategy.changes)
        yield Saving(
            strategy.name,
            strategy.title,
            strategy.doc,
            alone=worth.amount(worlds.savings[f"{name}.saves_alone"]),
            in_sequence=worth.amount(worlds.savings[f"{name}.saves"]),
            total_after=worth.amount(worlds.sequence[strategy.name].total()),
            changes=tuple(f"{changed}: {text}" for changed, text in changes),
        )
