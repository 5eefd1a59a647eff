"""Goals and claims: bound among all figures, and judged once values are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tenfold.errors import Problem, Rejected
from tenfold.plan.claims import BoundClaim, bind_claim, judge_claim, on_each_other
from tenfold.plan.goals import BoundGoal, bind_goal, is_doubtful, judge_goal
from tenfold.plan.plan import Verdict
from tenfold.plan.worlds import Worlds
from tenfold.plan.worth import Worth
from tenfold.quantity.bind import Scope
from tenfold.quantity.expr import Expr

if TYPE_CHECKING:
    from tenfold.plan.doubt import Doubt

__all__ = ["Judged", "goals_among", "judge", "prepare"]


@dataclass(frozen=True)
class Judged:
    """Goals and claims, bound."""

    goals: tuple[BoundGoal, ...] = ()
    claims: tuple[BoundClaim, ...] = ()

    def roots(self) -> list[Expr]:
        """The nodes whose values are needed."""
        compared = [bound.holds for bound in self.goals]
        return [*compared, *(root for bound in self.claims for root in (bound.of, bound.step))]


def prepare(worlds: Worlds) -> Judged:
    """Bind goals and claims among all figures; `Rejected` with all that is wrong."""
    model, formulas, scope = worlds.main.model, worlds.main.formulas, _scope(worlds)
    pins = [*worlds.main.pins(), *worlds.final.pins()]
    problems: list[Problem] = []
    goals: tuple[BoundGoal, ...] = ()
    claims: list[BoundClaim] = []
    try:
        goals = goals_among(worlds)
    except Rejected as error:
        problems += error.problems
    for claim in model.claims:
        try:
            claims.append(bind_claim(claim, formulas, scope, pins))
        except Rejected as error:
            problems += error.problems
    if problems:
        raise Rejected(dict.fromkeys(problems))
    return Judged(goals, tuple(on_each_other(claims)))


def goals_among(worlds: Worlds) -> tuple[BoundGoal, ...]:
    """The goals of a model, bound among the figures of some worlds."""
    scope = _scope(worlds)
    problems: list[Problem] = []
    goals: list[BoundGoal] = []
    for goal in worlds.main.model.goals:
        try:
            goals.append(bind_goal(goal, worlds.main.formulas, scope))
        except Rejected as error:
            problems += error.problems
    if problems:
        raise Rejected(problems)
    return tuple(goals)


def _scope(worlds: Worlds) -> Scope:
    graph, extra = worlds.main, worlds.extra

    def figure(name: str) -> Expr | None:
        return graph.figures.get(name) or extra.get(name)

    return Scope(figure, lambda: [*graph.figures, *extra], graph.model.vocabulary)


def judge(
    judged: Judged, risky: Sequence[BoundGoal], worth: Worth, doubt: Doubt | None
) -> tuple[tuple[Verdict, ...], tuple[Verdict, ...]]:
    """The verdicts of goals and of claims; goals at a percentile are judged in many worlds.

    `risky` are the same goals, bound where the risks are.
    """
    if doubt is None:
        goals = tuple(
            judge_goal(bound, worth, doubtful=is_doubtful(other.holds))
            for bound, other in zip(judged.goals, risky, strict=True)
        )
    else:
        goals = tuple(
            judge_goal(bound, worth, doubtful=chance is not None, chance=chance)
            for bound, chance in zip(judged.goals, doubt.chances_of_goals(), strict=True)
        )
    return goals, tuple(judge_claim(bound, worth) for bound in judged.claims)
