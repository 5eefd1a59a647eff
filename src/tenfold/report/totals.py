"""The total over all worlds: how often it comes to what, and where its budgets stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING

from tenfold.plan.amount import Amount
from tenfold.quantity.expr import Expr
from tenfold.quantity.noise import NEAR
from tenfold.quantity.tape import double

if TYPE_CHECKING:
    from tenfold.plan.doubt import Doubt
    from tenfold.study.risk import GoalRisk, Risk

__all__ = ["Budget", "Pile", "budgets", "in_doubt", "pile", "unasked"]

_BINS = 60
_PERCENTILE = re.compile(r"\s+at\s+P\d+\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that the total may be, by a goal that holds in some of the worlds."""

    goal: GoalRisk
    limit: Amount


@dataclass(frozen=True, slots=True)
class Pile:
    """The share of worlds between each two edges, in the unit of the total."""

    edges: tuple[float, ...]
    shares: tuple[float, ...]
    above_base: float


def in_doubt(risk: Risk) -> bool:
    """Whether any figure differs from world to world: a scenario may have settled them all."""
    outcomes = (risk.total, risk.with_strategies or risk.total)
    return bool(risk.figures) or not all(found.certain for found in outcomes)


def budgets(risk: Risk) -> tuple[Budget, ...]:
    """The goals that bound the total by an amount that is in no doubt."""
    if risk.total.base.missing:
        return ()
    told = {goal.text: goal for goal in risk.goals}
    texts = [" ".join(goal.words.text.split()) for goal in risk.plan.graph.model.goals]
    found = zip(texts, risk.doubt.goals, strict=True)
    limits = [(told.get(text), _limit(node, risk.doubt)) for text, node in found]
    unit = risk.total.base.unit
    return tuple(
        Budget(goal, replace(limit, unit=unit))
        for goal, limit in limits
        if goal is not None and limit is not None and limit.value is not None
    )


def _limit(goal: Expr, doubt: Doubt) -> Amount | None:
    """What a goal says that the total is at most, told."""
    from tenfold.study.goals import budget_of

    limit = budget_of(goal, doubt)
    return None if limit is None else doubt.base.amount(limit)


def _just_above(value: float) -> float:
    """As much, and the last digits of a sum in another order."""
    return value + abs(value) * float(NEAR)


def unasked(goal: GoalRisk) -> str:
    """A goal as it is written, without the percentile that it is asked at."""
    return _PERCENTILE.sub("", goal.text)


def pile(risk: Risk) -> Pile | None:
    """How often the total comes to what; None where it has no value or always the same one."""
    base = risk.total.base
    found = risk.doubt.distribution(risk.doubt.total)
    if risk.total.certain or base.missing or not isfinite(found.mean.value):
        return None
    edges, shares = found.histogram(_BINS)
    scale = float(base.unit.scale(base.calendar))
    above = 0.0 if base.value is None else 1.0 - found.below(_just_above(double(base.value)))
    return Pile(tuple(float(e) / scale for e in edges), tuple(map(float, shares)), above)
