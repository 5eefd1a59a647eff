"""Results as tables for spreadsheets and programs: a header, and rows of plain values.

What is unknown is an empty cell; `status` and `at_least` say where a price is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tenfold.plan.amount import Amount
from tenfold.plan.compare import Comparison, Difference
from tenfold.plan.outcome import Outcome
from tenfold.plan.plan import LinePlan, Plan, Verdict
from tenfold.report.off import off_by
from tenfold.report.record import by_number, number, number_of

if TYPE_CHECKING:
    from tenfold.study.risk import Risk

__all__ = [
    "Rows",
    "bill_table",
    "certain_table",
    "check_table",
    "comparison_table",
    "risk_table",
    "scale_table",
]

Cells = list[str | int | float | None]
Rows = tuple[list[str], list[Cells]]
"""A header and its rows."""


def bill_table(plan: Plan) -> Rows:
    """The bill of quantities as a header and rows, for a spreadsheet."""
    header = [
        "component",
        "item",
        "quantity",
        "unit",
        "unit_price",
        "price_unit",
        "currency",
        "monthly",
        "yearly",
        "share",
        "status",
        "source",
    ]
    currency = plan.graph.model.currency
    rows = [_row(line, currency) for part in plan.components for line in part.lines]
    sums = [number(plan.total.number), number(plan.yearly.number), None]
    total: Cells = ["total", "", None, "", None, "", currency, *sums, _status(plan.total), ""]
    return header, [*rows, total]


def _row(line: LinePlan, currency: str) -> Cells:
    amounts: Cells = []
    for amount in (line.quantity, line.price):
        amounts += [number_of(amount), "" if amount is None else str(amount.unit)]
    costs = [number(line.cost.number), number(line.yearly.number), number(line.share)]
    told = [_status(line.cost), line.price_source]
    return [line.component, line.item, *amounts, currency, *costs, *told]


def _status(amount: Amount | None) -> str:
    """What a missing price has left of a number: all of it, a bound, or nothing."""
    if amount is None or not amount.open:
        return ""
    return "missing" if amount.missing else "at least" if amount.at_least else "at most"


def scale_table(plan: Plan) -> Rows:
    """The steps of the scale as a header and rows."""
    header = [
        "at",
        "unit",
        "monthly",
        "at_least",
        "per_thing",
        "with_strategies",
        "largest",
        "changed",
    ]
    return header, [
        [
            number(step.at.number),
            str(step.at.unit),
            number(step.cost.number),
            _told(step.cost.at_least),
            number(step.per_thing.number),
            number_of(step.with_strategies),
            step.largest,
            ", ".join(step.changed),
        ]
        for step in plan.steps
    ]


def check_table(plan: Plan) -> Rows:
    """Goals and claims as a header and rows: what is judged, and how."""
    header = [
        "kind",
        "name",
        "verdict",
        "follows",
        "published",
        "computed",
        "unit",
        "status",
        "off_by",
        "where",
    ]
    goals: list[Cells] = [
        ["goal", goal.name, goal.verdict, "", "", *_judged(goal), "", ""] for goal in plan.goals
    ]
    claims: list[Cells] = [
        [
            *("claim", claim.name, claim.verdict, _told(claim.follows), claim.claimed),
            *_judged(claim),
            *("" if claim.follows else off_by(claim), claim.where),
        ]
        for claim in plan.claims
    ]
    return header, [*goals, *claims]


def _judged(found: Verdict) -> Cells:
    return [number(found.computed.number), str(found.computed.unit), _status(found.computed)]


_PERCENTILES = (5, 10, 25, 50, 75, 90, 95)
_RISK = ["kind", "name", "unit", "base", "mean", *(f"p{at}" for at in _PERCENTILES), "status"]


def risk_table(risk: Risk) -> Rows:
    """What the total, its parts, the figures and the steps come to over all worlds."""
    return _RISK, [_outcome_row(*told) for told in _outcomes(risk)]


def certain_table(plan: Plan) -> Rows:
    """The same where nothing is in doubt: the total alone."""
    told = number(plan.total.number)
    everywhere: Cells = [told] * (2 + len(_PERCENTILES))
    return _RISK, [["total", "total", str(plan.total.unit), *everywhere, _status(plan.total)]]


def _outcomes(risk: Risk) -> Iterator[tuple[str, str, Outcome]]:
    yield "total", "total", risk.total
    if risk.with_strategies is not None:
        yield "total", "with_strategies", risk.with_strategies
    yield from (("category", name, found) for name, found in risk.categories.items())
    yield from (("component", name, found) for name, found in risk.components.items())
    yield from (("figure", name, found) for name, found in risk.figures.items())
    for step in risk.steps:
        yield "step", str(step.at), step.total
        yield "step_each", str(step.at), step.each


def _outcome_row(kind: str, name: str, found: Outcome) -> Cells:
    estimates = (found.base, found.mean, *(found.percentiles[at] for at in _PERCENTILES))
    numbers = map(number_of, estimates)
    return [kind, name, str(found.base.unit), *numbers, _status(found.base)]


def comparison_table(found: Comparison) -> Rows:
    """What differs between two plans as a header and rows: categories, components, the total."""
    header = ["kind", "part", "before", "after", "difference", "at_least"]
    parts: Iterable[tuple[str, Difference]] = (
        *(("category", part) for part in found.categories),
        *(("component", part) for part in found.components),
        ("total", found.total),
    )
    return header, [
        [
            kind,
            difference.name,
            number_of(difference.before),
            number_of(difference.after),
            by_number(difference, found),
            _sides_at_least(difference),
        ]
        for kind, difference in parts
    ]


def _sides_at_least(difference: Difference) -> str:
    """Which of the two is only the least that it can be."""
    sides = (("before", difference.before), ("after", difference.after))
    open_ones = [name for name, amount in sides if amount is not None and amount.at_least]
    return "both" if len(open_ones) == 2 else "".join(open_ones)


def _told(truth: bool | None) -> str:  # noqa: FBT001 - None is a third answer
    return "" if truth is None else "true" if truth else "false"
