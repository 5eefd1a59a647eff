"""Goals held against the plan: comparisons that are to hold.

A goal `at P90` is to hold in nine worlds of ten; one without a percentile, in
the base case. A goal that rests on a missing price is unknown, unless the price could only
make it truer, or falser, than it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tenfold.errors import Problem, Rejected
from tenfold.model.model import Goal
from tenfold.plan.formulas import Formulas
from tenfold.plan.lack import NOTHING, Lack
from tenfold.plan.outcome import Chance
from tenfold.plan.plan import Verdict
from tenfold.plan.worth import Worth
from tenfold.quantity.bind import Scope
from tenfold.quantity.expr import Call, Draw, Expr, ancestors

__all__ = ["BoundGoal", "bind_goal", "is_doubtful", "judge_goal"]

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


def judge_goal(
    bound: BoundGoal, worth: Worth, *, doubtful: bool = False, chance: Chance | None = None
) -> Verdict:
    """Whether a goal holds, beside the figure that it is about.

    It is `doubtful` where it rests on a range or on a risk; `chance` is then the
    share of worlds in which it holds, if worlds were drawn.
    """
    goal = bound.goal
    verdict, doc = _verdict(bound, worth, doubtful=doubtful, chance=chance)
    text = " ".join(goal.words.text.split())
    computed = worth.amount(_about(bound.holds))
    return Verdict(text, verdict, computed, goal.words.span, text, doc=doc, chance=chance)


def _verdict(
    bound: BoundGoal, worth: Worth, *, doubtful: bool, chance: Chance | None
) -> tuple[str, str]:
    percentile = bound.goal.percentile
    if percentile is not None and doubtful:
        if chance is None:
            return "unknown", f"rests on ranges, so P{percentile} needs worlds to be drawn"
        return _at(percentile, chance, openness(bound.holds, worth))
    if worth.lack(bound.holds):
        return "unknown", "rests on a missing price"
    truth = worth.value(bound.holds)
    if truth is None:
        return "unknown", "rests on a figure that is undefined"
    return ("holds" if truth else "off"), ""


def _at(percentile: int, chance: Chance, lack: Lack) -> tuple[str, str]:
    """The verdict over all worlds, unless a missing price could turn it."""
    asked = percentile / 100
    verdict = "holds" if chance.share >= asked - chance.error else "off"
    if lack.less if verdict == "holds" else lack.more:
        return "unknown", "rests on a missing price"
    close = abs(chance.share - asked) <= chance.error
    return verdict, f"{percentile}% within the numerical error" if close else ""


def openness(expr: Expr, worth: Worth) -> Lack:
    """Whether a missing price could make a goal truer, or less true, in some world.

    Other than `Worth.lack`, it does not ask what is true in the base case.
    """
    if not isinstance(expr, Call) or expr.function not in _COMPARES:
        return worth.lack(expr).direction()
    if expr.function in _JOINS or expr.function in {"eq", "ne"}:
        lacks = [openness(arg, worth) for arg in expr.args]
        return Lack(up=True, down=True) if any(lacks) else NOTHING
    left, right = (worth.lack(arg) for arg in expr.args)
    more, less = (right, left) if expr.function in {"lt", "le"} else (left, right)
    return more.plus(less.times(Fraction(-1))).direction()


def is_doubtful(*exprs: Expr) -> bool:
    """Whether any of some expressions rests on a range, or on a risk."""
    return any(isinstance(node, Draw) for node in ancestors(exprs))


def _about(expr: Expr) -> Expr:
    """The first figure that is compared."""
    while isinstance(expr, Call) and expr.function in _COMPARES:
        expr = expr.args[0]
    return expr
