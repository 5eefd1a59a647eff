"""A GoalRisk: a goal, and the chance that it is met; and what a goal says of the total."""

from __future__ import annotations

from dataclasses import dataclass, field

from tenfold.errors import Span
from tenfold.plan.doubt import Doubt
from tenfold.plan.goals import is_doubtful
from tenfold.plan.outcome import Chance
from tenfold.plan.plan import Plan, Verdict
from tenfold.quantity.expr import Call, Expr, Named, ancestors

__all__ = ["GoalRisk", "budget_of", "goals_of", "speaks_of_total"]

_BELOW, _ABOVE = frozenset({"lt", "le"}), frozenset({"gt", "ge"})


@dataclass(frozen=True, slots=True)
class GoalRisk:
    """One goal over all worlds.

    `percentile` is the share of worlds in percent where it is to hold; None for
    a goal that is judged in the base case alone. `chance` is the share where it
    does, between 0 and 1, with its numerical error. `verdict` is holds, off or
    unknown, as the plan says, and `doc` says why.
    """

    text: str
    percentile: int | None
    chance: float
    error: float
    verdict: str
    span: Span = field(repr=False)
    doc: str = ""


def goals_of(plan: Plan, doubt: Doubt) -> tuple[GoalRisk, ...]:
    """Every goal of a plan, in the order of the model."""
    declared = doubt.graph.model.goals
    found = zip(plan.goals, declared, doubt.chances_of_goals(), strict=True)
    return tuple(_goal(verdict, goal.percentile, chance) for verdict, goal, chance in found)


def _goal(verdict: Verdict, percentile: int | None, chance: Chance | None) -> GoalRisk:
    sure = Chance(float(verdict.verdict == "holds"), 0.0)
    found = chance or sure
    return GoalRisk(
        verdict.text,
        percentile,
        found.share,
        found.error,
        verdict.verdict,
        verdict.span,
        verdict.doc,
    )


def budget_of(goal: Expr, doubt: Doubt) -> Expr | None:
    """The most that the total may be, where a goal says just that, and it is in no doubt."""
    if not isinstance(goal, Call) or len(goal.args) != 2:
        return None
    left, right = goal.args
    if goal.function in _BELOW and _is_total(left, doubt) and not is_doubtful(right):
        return right
    if goal.function in _ABOVE and _is_total(right, doubt) and not is_doubtful(left):
        return left
    return None


def speaks_of_total(goal: Expr, doubt: Doubt) -> bool:
    """Whether the total stands in a goal itself, and not below another figure."""
    spoken = ancestors([goal], stop=lambda node: isinstance(node, Named))
    return any(_is_total(node, doubt) for node in spoken)


def _is_total(node: Expr, doubt: Doubt) -> bool:
    return isinstance(node, Named) and (node is doubt.total or node.name == doubt.total.name)
