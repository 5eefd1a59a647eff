"""Charts of a Risk: how often the total comes to what, what drives that, how it grows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from tenfold.plan.amount import Amount
from tenfold.plan.outcome import Outcome
from tenfold.report.brief import brief, in_percent, odds
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
from tenfold.report.drivers import called
from tenfold.report.scale import counts, thing
from tenfold.report.totals import Pile, budgets, pile

if TYPE_CHECKING:
    from tenfold.study.risk import Risk, Spreader

__all__ = ["distribution", "fan", "risk_page", "tornado"]

_HIGH = 210
_BARS = 10
_LETTER, _ROW = 6.4, 14


def risk_page(risk: Risk) -> Spec:
    """The distribution, the tornado, and the fan where there are steps, on one page."""
    charts = [distribution(risk)]
    if risk.spread and pile(risk) is not None:
        charts.append(tornado(risk))
    if risk.steps:
        charts.append(fan(risk))
    return page(charts)


# -- how often it comes to what -------------------------------------------------------


def distribution(risk: Risk) -> Spec:
    """How often the total comes to what, with its percentiles and its budgets."""
    total, found = risk.total, pile(risk)
    found = found or _nothing(total.base)
    low, high = float(total.low), float(total.high)
    rows: list[Spec] = [
        {"from": start, "to": end, "share": share, "inside": low <= (start + end) / 2 <= high}
        for (start, end), share in zip(pairwise(found.edges), found.shares, strict=True)
    ]
    marks = _marks(risk, found)
    ends = [*found.edges, *(at for at, _, _ in marks)]
    axis = money_axis(total.base, "total a month", tickCount=7, grid=False)
    scale: Spec = {"domain": [min(ends), max(ends)], "nice": False, "zero": False}
    across: Spec = {"field": "from", "type": "quantitative", "axis": axis, "scale": scale}
    bar: Spec = {
        "x": across,
        "x2": {"field": "to"},
        "y": {"field": "share", "type": "quantitative", "axis": None},
        "y2": {"datum": 0},
    }
    inner = [row for row in rows if row["inside"]]
    outer = [row for row in rows if not row["inside"]]
    layers = [
        layer("pale", {"type": "bar", "binSpacing": 0}, bar, outer),
        layer("main", {"type": "bar", "binSpacing": 0}, bar, inner),
        *_rules(marks, (min(ends), max(ends)), across),
    ]
    said = f"{risk.doubt.sampling.drawn:,} worlds by what they cost; full colour: 8 in 10"
    return chart((_finding(risk), said), {"width": WIDE, "height": _HIGH, "layer": layers})


def _nothing(base: Amount) -> Pile:
    """No pile, around a total that is always the same, or has no value."""
    middle = 0.0 if base.number is None else float(base)
    return Pile((0.9 * middle - 1, 1.1 * middle + 1), (0.0,), 0.0)


def _finding(risk: Risk) -> str:
    if risk.total.base.number is None:
        return "What it costs is not known"
    if risk.total.certain:
        return f"It costs {brief(risk.total.base)} a month in every world"
    low, high = brief(risk.total.low), brief(risk.total.high)
    what = "that what has a price costs" if risk.total.base.open else "that it costs"
    budget = next(iter(budgets(risk)), None)
    told = f"8 in 10 chance {what} {low} to {high} a month"
    if budget is None:
        return told
    least = "at least " if risk.total.base.at_least else ""
    return f"{told}; {least}{odds(1 - budget.goal.chance)} that it breaks {brief(budget.limit)}"


def _marks(risk: Risk, found: Pile) -> list[tuple[float, str, str]]:
    """Where a line stands, what it is called, and its role; budgets far away are left out."""
    total = risk.total
    scale = float(total.base.unit.scale(total.base.calendar))
    reach = 2 * found.edges[-1] - found.edges[0]
    marks = [(float(total.base), f"base case {brief(total.base)}", "other")]
    marks += [
        (float(total.percentiles[p]), f"P{p} {brief(total.percentiles[p])}", "mark")
        for p in (10, 50, 90)
    ]
    for budget in budgets(risk):
        at = float(budget.limit.value or 0) / scale
        if at <= reach:
            marks.append((at, f"budget {brief(budget.limit)}", "limit"))
    return sorted(mark for mark in marks if abs(mark[0]) < float("inf"))


def _rules(
    marks: Sequence[tuple[float, str, str]], ends: tuple[float, float], across: Spec
) -> list[Spec]:
    """A line for each mark, and its name above the heap, in as many rows as they need."""
    layers: list[Spec] = []
    for (at, name, role), row in zip(marks, _row_of(marks, ends), strict=True):
        x: Spec = {**across, "field": "at"}
        value: list[Spec] = [{"at": at}]
        top = -6 - _ROW * row
        dash: Spec = {"strokeDash": [4, 3]} if role == "other" else {}
        rule: Spec = {"type": "rule", "strokeWidth": 1.5, **dash}
        stands: Spec = {"x": x, "y": {"value": top - _ROW + 3}, "y2": {"value": _HIGH}}
        text: Spec = {"type": "text", "align": "left", "baseline": "bottom", "dx": 4, "text": name}
        layers.append(layer(role, rule, stands, value))
        layers.append(layer(role, {**text, "fontSize": 11}, {"x": x, "y": {"value": top}}, value))
    return layers


def _row_of(marks: Sequence[tuple[float, str, str]], ends: tuple[float, float]) -> list[int]:
    """The row of each name, so high that no line further right goes through it."""
    scale = WIDE / ((ends[1] - ends[0]) or 1)
    rows: list[tuple[float, int]] = []
    for at, name, _ in reversed(marks):
        place = at * scale
        end = place + len(name) * _LETTER + 8
        rows.append((place, max((row + 1 for other, row in rows if other < end), default=0)))
    return [row for _, row in reversed(rows)]


# -- what drives it -------------------------------------------------------------------


def tornado(risk: Risk) -> Spec:
    """How far the total goes with each doubt from its lowest tenth to its highest."""
    told = risk.spread[:_BARS]
    first = told[0]
    share = in_percent(first.first)
    finds = (
        f"'{called(first.name, risk)}' drives the spread most: {share} of the variance by itself"
    )
    more = len(risk.spread) - len(told)
    rest = f"; {more} more are smaller" if more else ""
    draws = "mean total in the lowest and the highest tenth of each (its share in all)"
    draws = f"{draws}{rest}"
    rows = [row for found in told for row in _ends(found, risk)]
    axis = money_axis(risk.total.base, "total a month", tickCount=7)
    scale: Spec = {"zero": False}
    order: list[Json] = [_label(found, risk) for found in told]
    y: Spec = {
        "field": "input", "type": "nominal", "sort": order,
        "axis": {"title": None, "ticks": False, "domain": False, "labelPadding": 8},
    }  # fmt: skip
    across: Spec = {"type": "quantitative", "axis": axis, "scale": scale}
    colour: Spec = {
        "field": "where", "type": "nominal", "sort": _WHERE, "scale": {"domain": _WHERE},
        "legend": {"title": None, "orient": "top", "offset": 4},
    }  # fmt: skip
    middle: list[Spec] = [{"mean": float(risk.total.mean)}]
    layers = [
        layer(
            "bar",
            {"type": "bar", "height": {"band": 0.62}},
            {"y": y, "x": {**across, "field": "start"}, "x2": {"field": "end"}, "color": colour},
            rows,
        ),
        layer("mark", {"type": "rule"}, {"x": {**across, "field": "mean"}}, middle),
    ]
    return chart((finds, draws), {"width": WIDE, "height": {"step": 24}, "layer": layers})


_WHERE = ["where it is low", "where it is high"]


def _label(found: Spreader, risk: Risk) -> str:
    return f"{called(found.name, risk)} ({in_percent(found.total)})"


def _ends(found: Spreader, risk: Risk) -> list[Spec]:
    """The two halves of a bar: from the mean to each end."""
    mean, name = float(risk.total.mean), _label(found, risk)
    ends = zip(_WHERE, (found.low, found.high), strict=True)
    return [{"input": name, "where": w, "start": mean, "end": float(e)} for w, e in ends]


# -- how it grows -----------------------------------------------------------------------


def fan(risk: Risk) -> Spec:
    """The total, and the cost of one thing, at every step of the scale."""
    last = risk.steps[-1]
    low, high = brief(last.total.low), brief(last.total.high)
    finds = f"At {last.at} it costs {low} to {high} a month, 8 times in 10"
    draws = "line: half of the worlds are below it; inner band: 8 in 10 worlds; outer band: 9 in 10"
    panels: list[Spec] = [_band([(step.at, step.total) for step in risk.steps], "total a month")]
    if counts(last.at):
        each = f"a month per {thing(last.at, last.each.base)}"
        panels.append(_band([(step.at, step.each) for step in risk.steps], each))
    return chart((finds, draws), {"hconcat": panels, "spacing": 44})


def _band(steps: Sequence[tuple[Amount, Outcome]], title: str) -> Spec:
    points = (5, 10, 50, 90, 95)
    rows: list[Spec] = [
        {"at": float(at), **{f"p{p}": float(found.percentiles[p]) for p in points}}
        for at, found in steps
    ]
    known = [row for row in rows if all(abs(float(str(v))) < float("inf") for v in row.values())]
    across = [float(at) for at, _ in steps]
    heights = [float(str(row[f"p{p}"])) for row in known for p in points]
    x: Spec = {
        "field": "at", "type": "quantitative", "scale": scale_for(across),
        "axis": number_axis(str(steps[0][0].unit.words(plural=True)), values=across, grid=False),
    }  # fmt: skip
    y: Spec = {
        "type": "quantitative", "scale": scale_for(heights),
        "axis": money_axis(steps[0][1].base, title, **ticks_for(heights)),
    }  # fmt: skip
    area: Spec = {"type": "area"}
    return {
        "width": (WIDE - 100) / 2,
        "height": _HIGH,
        "data": {"values": known},
        "layer": [
            layer(
                "pale",
                {**area, "opacity": 0.45},
                {"x": x, "y": {**y, "field": "p5"}, "y2": {"field": "p95"}},
            ),
            layer("pale", area, {"x": x, "y": {**y, "field": "p10"}, "y2": {"field": "p90"}}),
            *(layer("main", mark, {"x": x, "y": {**y, "field": "p50"}}) for mark in LINE),
        ],
    }
