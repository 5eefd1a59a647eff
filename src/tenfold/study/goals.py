"""A GoalRisk: a goal, and the chance that it is met."""

from __future__ import annotations

from dataclasses import dataclass, field

from tenfold.errors import Span
from tenfold.plan.doubt import Doubt
from tenfold.plan.outcome import Chance
from tenfold.plan.plan import Plan, Verdict

__all__ = ["GoalRisk", "goals_of"]


@dataclass(frozen=True, slots=True)
class GoalRisk:
    """One goal over all worlds.

    `percentile` is the share of worlds in percent where it is to hold; None for
    a goal that is judged in the base case alone. `chance` is the share where it
    does, between 0 and 1, with its numerical error. `verdict` is holds, off or
    unknown, as the plan says.
    """

    text: str
    percentile: int | None
    chance: float
    error: float
    verdict: str
    span: Span = field(repr=False)


def goals_of(plan: Plan, doubt: Doubt) -> tuple[GoalRisk, ...]:
    """Every goal of a plan, in the order of the model."""
    declared = doubt.graph.model.goals
    found = zip(plan.goals, declared, doubt.chances_of_goals(), strict=True)
    return tuple(_goal(verdict, goal.percentile, chance) for verdict, goal, chance in found)


def _goal(verdict: Verdict, percentile: int | None, chance: Chance | None) -> GoalRisk:
    sure = Chance(float(verdict.verdict == "holds"), 0.0)
    found = chance or sure
    return GoalRisk(
        verdict.text, percentile, found.share, found.error, verdict.verdict, verdict.span
    )
