"""The whole chain in one screen: check, build, work out, draw worlds, add up, judge.

All worlds of a model (as it is, with its strategies one at a time, in sequence
and together) are bound into graphs that share their nodes, written on one
tape and run once. Scale steps move one input of the same graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tenfold.errors import Problem, Rejected, did_you_mean
from tenfold.laws.law import Law
from tenfold.model.model import Change, Model, Scale, Scenario
from tenfold.plan.bill import bill_of
from tenfold.plan.bound import bounds_of
from tenfold.plan.build import Draft, draft
from tenfold.plan.goals import is_doubtful
from tenfold.plan.judge import goals_among, judge, prepare
from tenfold.plan.nonsense import refuse_nonsense
from tenfold.plan.plan import Plan, Saving
from tenfold.plan.stale import stale_prices
from tenfold.plan.steps import steps_of
from tenfold.plan.ties import Tied, ties_of
from tenfold.plan.warnings import warnings_of
from tenfold.plan.worlds import Worlds, make_worlds, with_risks
from tenfold.plan.worth import Worth, follow
from tenfold.prices.catalogue import NO_PRICES, Catalogue
from tenfold.quantity.expr import Expr
from tenfold.sampling.settings import Sampling

if TYPE_CHECKING:
    from tenfold.plan.doubt import Doubt

__all__ = ["make_plan"]


def make_plan(  # noqa: PLR0913 - all that can be asked of a plan
    model: Model,
    laws: Mapping[str, Law],
    *,
    scenario: str = "",
    changes: Iterable[Change] = (),
    catalogue: Catalogue = NO_PRICES,
    scale: Scale | None = None,
    sampling: Sampling | None = None,
    today: str = "",
) -> Plan:
    """The Plan of a model, in one scenario and with some changes.

    With a `sampling`, worlds are drawn where anything is in doubt. Prices that are
    old `today` are told of.
    """
    reading = _reading(model, scenario)
    drafted, asked = draft(model, laws, catalogue), tuple(changes)
    worlds = make_worlds(drafted, reading, asked)
    judged = prepare(worlds)
    worth = follow([*worlds.roots(), *judged.roots()], worlds.graphs()).run()
    refuse_nonsense([worlds.main, worlds.final], worth)
    risky, ties = _risky(drafted, reading, asked, worlds)
    at_risk = judged.goals if risky is worlds else goals_among(risky)
    doubt = _doubt(risky, [bound.holds for bound in at_risk], sampling, ties)
    goals, claims = judge(judged, at_risk, worth, doubt)
    followed = scale or model.scale
    return replace(
        bill_of(worlds.main, worth, scenario),
        with_strategies=worth.amount(worlds.final.total()) if worlds.strategies else None,
        savings=tuple(_savings(worlds, worth)),
        steps=steps_of(worlds, followed) if followed is not None else (),
        goals=goals,
        claims=claims,
        bounds=tuple(bounds_of(worlds.main, worth)),
        warnings=(*warnings_of(worlds, worth), *stale_prices(worlds.main, today), *_strange(doubt)),
        catalogue=catalogue,
        extra=worlds.extra,
        doubt=doubt,
        scale=followed,
    )


def _risky(
    of: Draft, reading: Scenario | None, changes: tuple[Change, ...], worlds: Worlds
) -> tuple[Worlds, tuple[Tied, ...]]:
    """The worlds with the risks in them, and what moves together; bound even if none are drawn."""
    problems: list[Problem] = []
    ties: tuple[Tied, ...] = ()
    try:
        ties = ties_of(worlds.main)
    except Rejected as error:
        problems += error.problems
    try:
        risky = with_risks(of, reading, changes, worlds)
    except Rejected as error:
        problems += error.problems
    if problems:
        raise Rejected(problems)
    return risky, ties


def _doubt(
    risky: Worlds, goals: Sequence[Expr], sampling: Sampling | None, ties: tuple[Tied, ...]
) -> Doubt | None:
    """Worlds drawn for a plan; None where none are asked for, or nothing is in doubt."""
    if sampling is None or not is_doubtful(*risky.roots(), *goals):
        return None
    from tenfold.plan.doubt import draw_worlds

    return draw_worlds(risky, goals, sampling, ties)


def _strange(doubt: Doubt | None) -> Iterator[Problem]:
    """What no base case shows: worlds in which a figure cannot be what it is."""
    if doubt is None:
        return iter(())
    from tenfold.plan.beyond import beyond_reason

    return beyond_reason(doubt)


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
