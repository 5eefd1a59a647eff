"""Charts of a Plan: cost by component, and cost against what grows."""

from __future__ import annotations

from collections.abc import Sequence

from tenfold.plan.amount import Amount
from tenfold.plan.plan import ComponentPlan, Plan, Step
from tenfold.report.brief import brief
from tenfold.report.chart import (
    LINE,
    WIDE,
    Json,
    Spec,
    chart,
    layer,
    money_axis,
    number_axis,
    page,
    scale_for,
    ticks_for,
)
from tenfold.report.off import percent
from tenfold.report.scale import counts, thing

__all__ = ["by_component", "growth", "plan_page"]

_BARS = 20
_HIGH = 210
_ROLES = ("main", "other")


def plan_page(plan: Plan) -> Spec:
    """Cost by component, and cost against what grows where there are steps."""
    return page([by_component(plan), *([growth(plan)] if plan.steps else [])])


# -- by component ---------------------------------------------------------------------


def by_component(plan: Plan) -> Spec:
    """What each component costs a month, the dearest first, and how sure that is."""
    parts = sorted(plan.components, key=lambda part: part.cost.value or 0, reverse=True)
    told = parts[:_BARS]
    names = _names(told)
    order: list[Json] = list(names.values())
    y: Spec = {
        "field": "part", "type": "nominal", "sort": order,
        "axis": {"title": None, "ticks": False, "domain": False, "labelPadding": 8},
    }  # fmt: skip
    axis = money_axis(plan.total, "a month", tickCount=7)
    across: Spec = {"type": "quantitative", "axis": axis}
    rows = [_part(part, names[part.name], plan) for part in told]
    text: Spec = {"type": "text", "align": "left", "dx": 6, "fontSize": 11}
    layers = [
        layer(
            "main",
            {"type": "bar", "height": {"band": 0.62}},
            {"y": y, "x": {**across, "field": "cost"}},
            rows,
        ),
        layer(
            "mark", text, {"y": y, "x": {**across, "field": "end"}, "text": {"field": "told"}}, rows
        ),
    ]
    doubtful = [row for row in rows if row["low"] is not None]
    if doubtful:
        reach: Spec = {"y": y, "x": {**across, "field": "low"}, "x2": {"field": "high"}}
        layers.insert(1, layer("other", {"type": "rule", "strokeWidth": 3}, reach, doubtful))
    more = f"; {len(parts) - len(told)} smaller ones are left out" if len(parts) > len(told) else ""
    sure = "; orange: from P10 to P90" if doubtful else ""
    said = f"bar and figure: the base case{sure}{more}"
    return chart((_largest(plan), said), {"width": WIDE, "height": {"step": 24}, "layer": layers})


def _largest(plan: Plan) -> str:
    largest = max(plan.components, key=lambda part: part.cost.value or 0, default=None)
    if largest is None:
        return f"{plan.name} has no components"
    if largest.share is None:
        return f"{plan.name} costs {brief(plan.total)} a month; the largest part is {largest.title}"
    return f"{largest.title} is {percent(largest.share)} of {brief(plan.total)} a month"


def _names(parts: Sequence[ComponentPlan]) -> dict[str, str]:
    """What each component is called; two of one title are told apart."""
    titles = [part.title for part in parts]
    return {
        part.name: part.title if titles.count(part.title) == 1 else f"{part.title} ({part.name})"
        for part in parts
    }


def _part(part: ComponentPlan, called: str, plan: Plan) -> Spec:
    outcome = plan.outcome(f"{part.name}.cost")
    cost = 0.0 if part.cost.missing else float(part.cost)
    low, high = (None, None) if outcome is None else (float(outcome.low), float(outcome.high))
    share = f" ({percent(part.share)})" if part.share is not None else ""
    told = "no price" if part.cost.missing else f"{brief(part.cost)}{share}"
    return {
        "part": called,
        "cost": cost,
        "told": told,
        "end": max(cost, high or 0.0),
        "low": low,
        "high": high,
    }


# -- against what grows ---------------------------------------------------------------


def growth(plan: Plan) -> Spec:
    """The cost and the cost of one thing at every step, by powers of ten where they span one."""
    steps = plan.steps
    title = "a month"
    panels = [_panel(steps, [[step.cost for step in steps], _after(steps)], f"total {title}")]
    if counts(steps[0].at):
        each = f"{title} per {thing(steps[0].at, steps[0].per_thing)}"
        panels.append(_panel(steps, [[step.per_thing for step in steps]], each))
    draws = "orange: with all strategies" if _after(steps) else "the base case, at every step"
    return chart((_grows(steps), draws), {"hconcat": panels, "spacing": 44})


def _after(steps: Sequence[Step]) -> list[Amount]:
    return [step.with_strategies for step in steps if step.with_strategies is not None]


def _grows(steps: Sequence[Step]) -> str:
    first, last = steps[0], steps[-1]
    if not counts(first.at) or first.per_thing.number is None or last.per_thing.number is None:
        costs = f"{brief(first.cost)} a month at {first.at} to {brief(last.cost)} at {last.at}"
        return f"The cost goes from {costs}"
    then, now = first.per_thing.number, last.per_thing.number
    how = "falls" if now < then else "rises" if now > then else "stays the same"
    before, after = (str(step.per_thing).partition("/")[0] for step in (first, last))
    grown = f"from {before} at {first.at} to {after} at {last.at}"
    return f"The cost per {thing(first.at, first.per_thing)} a month {how}: {grown}"


def _panel(steps: Sequence[Step], lines: Sequence[Sequence[Amount]], title: str) -> Spec:
    across = [float(step.at) for step in steps]
    found = [
        [
            (at, float(cost))
            for at, cost in zip(across, line, strict=True)
            if cost.number is not None
        ]
        for line in lines
        if line
    ]
    heights = [height for line in found for _, height in line]
    x: Spec = {
        "field": "at", "type": "quantitative", "scale": scale_for(across),
        "axis": number_axis(steps[0].at.unit.words(plural=True), values=across, grid=False),
    }  # fmt: skip
    y: Spec = {
        "field": "cost", "type": "quantitative", "scale": scale_for(heights),
        "axis": money_axis(steps[0].cost, title, **(ticks_for(heights) if heights else {})),
    }  # fmt: skip
    layers: list[Spec] = []
    for role, line in zip(_ROLES, found, strict=False):
        rows: list[Spec] = [{"at": at, "cost": cost} for at, cost in line]
        layers += [layer(role, mark, {"x": x, "y": y}, rows) for mark in LINE]
    return {"width": (WIDE - 100) / 2, "height": _HIGH, "layer": layers}
