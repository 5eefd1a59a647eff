"""A Risk becomes a Document: how sure the total is, before any percentile is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tenfold.plan.plan import Plan
from tenfold.report.brief import brief, in_percent, odds, sure, worlds_of
from tenfold.report.document import (
    Block,
    Document,
    Heading,
    Heap,
    Mark,
    Note,
    Prose,
    Tone,
    Verbatim,
)
from tenfold.report.drivers import conditions, levers, measurements, shocks, spread
from tenfold.report.off import bounded
from tenfold.report.outcomes import fan, figures, parts
from tenfold.report.remarks import excuses, missing, reading, warnings
from tenfold.report.totals import Budget, Pile, budgets, pile, unasked

if TYPE_CHECKING:
    from tenfold.plan.amount import Amount
    from tenfold.study.risk import GoalRisk, Risk

__all__ = ["answer", "compose_certain", "compose_risk", "sampled"]

_TONES: dict[str, Tone] = {"holds": "good", "off": "bad"}
_BUDGETS_TOLD = 3
_BELIEFS = {
    "independent": "if nothing moved together",
    "as declared": "as declared",
    "all +0.5": "if all doubts moved together by half",
}
_HOW = """\
assumptions:
  users: 5M to 20M users            # nine times in ten between these
  peak: {value: 10x, range: 6x to 15x}
  requests: 40 requests/user/day within 2x
"""


def compose_risk(risk: Risk) -> Document:
    """Everything that many worlds say of a plan, as `tenfold risk` tells it."""
    of_the_total = (spread, levers, conditions, measurements, shocks, fan, _robustness)
    asked = () if risk.total.base.missing else of_the_total
    chapters = (_opening, parts, figures, _goals, *asked, _sampling)
    told = [block for chapter in chapters for block in chapter(risk)]
    return Document((*told, *missing(risk.plan), *warnings(risk.plan)))


def compose_certain(plan: Plan) -> Document:
    """What is said of a plan where nothing is in doubt, and how to say that something is."""
    known = f": it costs {bounded(plan.total)} a month in every world" if plan.components else ""
    return Document(
        (
            Heading(f"{plan.name}: risk"),
            *reading(plan),
            Prose(
                f"Nothing in this model is in doubt{known}. Write a range where you are not sure:"
            ),
            Verbatim(_HOW, "yaml"),
            *excuses(plan),
            *missing(plan),
            *warnings(plan),
        )
    )


# -- the answer ---------------------------------------------------------------------


def _opening(risk: Risk) -> Iterator[Block]:
    yield Heading(f"{risk.plan.name}: risk")
    yield from reading(risk.plan)
    drawn, limits = pile(risk), budgets(risk)
    yield Prose(answer(risk, drawn))
    for budget in limits[:_BUDGETS_TOLD]:
        yield Note(_breaks(budget, risk), _TONES.get(budget.goal.verdict, "warn"))
    yield from excuses(risk.plan)
    if drawn is not None:
        yield _heap(risk, drawn, limits)


def answer(risk: Risk, drawn: Pile | None) -> str:
    """The short answer in one sentence or two."""
    total = risk.total
    if total.base.missing:
        return "Nothing in it has a price yet, so nothing is known of what it may cost."
    if total.certain:
        told = "Nothing that the total rests on is in doubt"
        return f"{told}: it is {bounded(total.base)} a month in every world."
    if drawn is None:
        return "The total is undefined in every world."
    what = "what has a price costs" if total.base.open else "it costs"
    low, high, base = (_plain(amount) for amount in (total.low, total.high, total.base))
    more = worlds_of(drawn.above_base)
    bound = "at least" if total.base.at_least else "at most"
    open_end = f" Prices are missing, so it is {bound} that." if total.base.open else ""
    if risk.total.undefined:
        share = in_percent(risk.total.undefined, 1)
        open_end += f" It is undefined in {share} of the worlds; they are left out of this."
    chance = f"8 in 10 chance that {what} between {low} and {high} a month"
    if low == high:
        chance = f"In at least 8 worlds of 10 {what} {low} a month"
    return f"{chance}; the base case is {base}, and it is more than that in {more}.{open_end}"


def _plain(amount: Amount) -> str:
    """An amount in a sentence that says elsewhere where prices are missing."""
    return brief(amount).removeprefix("at least ").removeprefix("at most ")


def _breaks(budget: Budget, risk: Risk) -> str:
    """The chance that a budget is broken; prices that are missing could only raise it."""
    goal = budget.goal
    share = 1.0 - goal.chance
    if share in (0, 1):
        known = "with the prices that are known, " if risk.total.base.open and not share else ""
        how = "every world" if share else f"no world of {risk.doubt.sampling.drawn:,}"
        return f"{known}{how} breaks '{unasked(goal)}'"
    told = f"{odds(share)} chance ({sure(share, goal.error)}) of breaking '{unasked(goal)}'"
    asked = "" if goal.percentile is None else f"; P{goal.percentile} is asked for"
    return f"{'at least a ' if risk.total.base.at_least else ''}{told}{asked}"


def _heap(risk: Risk, drawn: Pile, limits: tuple[Budget, ...]) -> Heap:
    total = risk.total
    points = {f"P{at}": total.percentiles[at] for at in (10, 50, 90)}
    marks = [Mark(float(amount), f"{name} {_plain(amount)}") for name, amount in points.items()]
    marks.append(Mark(float(total.base), f"base case {_plain(total.base)}"))
    scale = total.base.unit.scale(total.base.calendar)
    for budget in limits[:_BUDGETS_TOLD]:
        at = float((budget.limit.value or 0) / scale)
        marks.append(Mark(at, f"budget {_plain(budget.limit)}", limit=True))
    known = tuple(mark for mark in marks if mark.at == mark.at)
    return Heap(drawn.edges, drawn.shares, known)


# -- goals ----------------------------------------------------------------------------


def _goals(risk: Risk) -> Iterator[Block]:
    if not risk.goals:
        return
    yield Heading("Goals", 2)
    for goal in risk.goals:
        yield Note(_goal(goal), _TONES.get(goal.verdict, "warn"))


def _goal(goal: GoalRisk) -> str:
    """A goal and how often it holds, beside what is asked of it."""
    same = goal.chance in (0, 1)
    how = f"holds in {sure(goal.chance, goal.error)} of the worlds"
    if same:
        how = f"holds in {'every' if goal.chance else 'no'} world"
    if goal.percentile is not None:
        asked = f", {goal.percentile}% asked for"
    elif same or goal.verdict == "unknown":
        asked = ""
    else:
        asked = f"; {'holds' if goal.verdict == 'holds' else 'does not hold'} in the base case"
    unknown = "; rests on a missing price" if goal.verdict == "unknown" else ""
    return f"{unasked(goal)}: {how}{asked}{unknown}"


# -- how it was computed ----------------------------------------------------------------


def _robustness(risk: Risk) -> Iterator[Block]:
    if not risk.robustness:
        return
    told = (f"{brief(one.p90)} {_BELIEFS.get(one.label, one.label)}" for one in risk.robustness)
    yield Heading("How far it rests on what moves together", 2)
    yield Prose(f"The P90 of the total is {', '.join(told)}.")


def _sampling(risk: Risk) -> Iterator[Block]:
    yield Heading("How it was computed", 2)
    yield Prose(sampled(risk))


def sampled(risk: Risk) -> str:
    """How many worlds, drawn how, and how exact that makes the figures."""
    how = risk.doubt.sampling
    sets = how.drawn // how.per_set
    told = f"{how.drawn:,} worlds ({sets} sets of {how.per_set:,}, {how.sampler}, seed {how.seed})"
    high, off = risk.total.high.number, risk.total.errors[90].number
    exact = "the figures are rounded to their numerical error"
    if not high or not off:
        return f"{told}; {exact}."
    return f"{told}; {exact}; total P90 ±{in_percent(abs(float(off / high)), 1)}."
