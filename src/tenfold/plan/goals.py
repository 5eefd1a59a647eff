"""Goals held against the plan: comparisons that are to hold.

A goal that rests on a missing price is unknown, unless the price could only
make it truer, or falser, than it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from tenfold.errors import Problem, Rejected
from tenfold.model.model import Goal
from tenfold.plan.formulas import Formulas
from tenfold.plan.plan import Verdict
from tenfold.plan.worth import Worth
from tenfold.quantity.bind import Scope
from tenfold.quantity.expr import Call, Draw, Expr, ancestors

__all__ = ["BoundGoal", "bind_goal", "judge_goal"]

_JOINS = frozenset({"and", "or", "not"})
_COMPARES = frozenset({"lt", "le", "gt", "ge", "eq", "ne"}) | _JOINS


@dataclass(frozen=True, slots=True)
class BoundGoal:
    """A goal, and the comparison that it is."""

    goal: Goal
    holds: Call


def bind_goal(goal: Goal, formulas: Formulas, scope: Scope) -> BoundGoal:
    """A goal bound among all figures."""
    expr = formulas.bind(goal.formula, scope, key="goal")
    if isinstance(expr, Call) and expr.function in _COMPARES:
        return BoundGoal(goal, expr)
    mend = "for example 'total.cost <= $10M/month'"
    raise Rejected([Problem("T507", "a goal is a comparison", goal.words.span, mend)])


def judge_goal(bound: BoundGoal, worth: Worth) -> Verdict:
    """Whether a goal holds, beside the figure that it is about."""
    goal = bound.goal
    verdict, doc = _verdict(bound, worth)
    text = " ".join(goal.words.text.split())
    return Verdict(text, verdict, worth.amount(_about(bound.holds)), goal.words.span, text, doc=doc)


def _verdict(bound: BoundGoal, worth: Worth) -> tuple[str, str]:
    truth = worth.value(bound.holds)
    percentile = bound.goal.percentile
    if percentile is not None and _is_doubtful(bound.holds):
        now = "holds" if truth else "does not hold"
        what = f"rests on ranges, so P{percentile} needs sampling; in the base case it {now}"
        return "unknown", what
    if worth.lack(bound.holds):
        return "unknown", "rests on a missing price"
    if truth is None:
        return "unknown", "rests on a figure that is undefined"
    return ("holds" if truth else "off"), ""


def _is_doubtful(expr: Expr) -> bool:
    return any(isinstance(node, Draw) for node in ancestors([expr]))


def _about(expr: Expr) -> Expr:
    """The first figure that is compared."""
    while isinstance(expr, Call) and expr.function in _COMPARES:
        expr = expr.args[0]
    return expr
