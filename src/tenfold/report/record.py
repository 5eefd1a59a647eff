"""Results as plain data, for machines: `tenfold.plan/1` and its sisters.

Keys are never renamed within a major version. Numbers are numbers with their
unit beside them; what is unknown is null. Whole numbers are written whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tenfold.plan.amount import Amount
from tenfold.plan.causes import Changed
from tenfold.plan.compare import Comparison, Difference
from tenfold.plan.outcome import Outcome
from tenfold.plan.plan import (
    Category,
    ComponentPlan,
    Excuse,
    LinePlan,
    PinPlan,
    Plan,
    Saving,
    Step,
    Verdict,
)
from tenfold.prices.row import COLUMNS, Row, written
from tenfold.quantity.why import Reason
from tenfold.report.judgement import judgement_of
from tenfold.report.off import off_by

__all__ = [
    "Data",
    "by_number",
    "number",
    "number_of",
    "record_check",
    "record_comparison",
    "record_plan",
    "record_scale",
    "record_why",
]

Data = dict[str, "Data | list[Data] | list[str] | str | float | int | bool | None"]
_LARGEST_FLOAT = Fraction(10) ** 308


def number(value: Fraction | None) -> float | int | None:
    """A number for a machine: whole where it is whole, else fifteen digits.

    What no machine holds is null, as what is unknown is.
    """
    if value is None or abs(value) > _LARGEST_FLOAT:
        return None
    if value.denominator == 1 and abs(value) < 2**63:
        return int(value)
    return float(f"{float(value):.15g}")


def record_plan(plan: Plan) -> Data:
    """Everything that a plan tells."""
    return {
        "schema": "tenfold.plan/1",
        "name": plan.name,
        "scenario": plan.scenario or None,
        "currency": plan.graph.model.currency,
        "total": _total(plan),
        "categories": [_category(category, plan) for category in plan.categories],
        "components": {part.name: _component(part, plan) for part in plan.components},
        "figures": {
            name: {**_figure(plan[name]), **_range(plan.outcome(name))} for name in plan.names()
        },
        "strategies": [_saving(saving) for saving in plan.savings],
        "scale": [_step(step) for step in plan.steps],
        "summary": _summary(plan),
        "goals": [_goal(goal) for goal in plan.goals],
        "claims": [_claim(claim) for claim in plan.claims],
        "pinned": [_pin(pin) for pin in plan.pins],
        "missing": [_missing(line) for line in plan.missing],
        "excuses": [_excuse(excuse) for excuse in plan.excuses],
        "warnings": [warning.what for warning in plan.warnings],
        "prices": _prices(plan),
    }


def _prices(plan: Plan) -> Data:
    """The catalogue that answered, so that a plan can be told again."""
    return {
        "catalogue": plan.catalogue.name,
        "digest": plan.catalogue.digest,
        "lines": sum(bool(line.rows) for part in plan.components for line in part.lines),
    }


def record_check(plan: Plan) -> Data:
    """Goals, claims and what has no price."""
    whole = record_plan(plan)
    read = {key: whole[key] for key in ("name", "scenario")}
    kept = ("summary", "total", "goals", "claims", "missing", "excuses", "warnings")
    verdict = judgement_of(plan).verdict
    told: Data = {key: whole[key] for key in kept}
    return {"schema": "tenfold.check/1", **read, "verdict": verdict, **told}


def record_scale(plan: Plan) -> Data:
    """The steps of the scale."""
    return {
        "schema": "tenfold.scale/1",
        "name": plan.name,
        "scenario": plan.scenario or None,
        "currency": plan.graph.model.currency,
        "unit": str(plan.total.unit),
        "scale": [_step(step) for step in plan.steps],
        "missing": [_missing(line) for line in plan.missing],
        "warnings": [warning.what for warning in plan.warnings],
    }


def record_why(plan: Plan, name: str, depth: int | None = None) -> Data:
    """The derivation of a figure, at most `depth` steps back."""
    return {
        "schema": "tenfold.why/1",
        "name": name,
        "scenario": plan.scenario or None,
        **_figure(plan[name]),
        "reason": _reason(plan.why(name), depth),
    }


def record_comparison(found: Comparison) -> Data:
    """What differs between two plans."""
    return {
        "schema": "tenfold.compare/1",
        "before": found.before_name,
        "after": found.after_name,
        "unit": str(found.before.total.unit),
        "after_unit": str(found.after.total.unit),
        "total": _difference(found.total, found),
        "categories": [_difference(part, found) for part in found.categories],
        "components": [_difference(part, found) for part in found.components],
        "changes": [_change(change) for change in found.changes],
        "together_beyond_each_alone": number_of(found.rest),
        "missing_before": [_missing(line) for line in found.before.missing],
        "missing_after": [_missing(line) for line in found.after.missing],
    }


# -- the parts of a plan -------------------------------------------------------------


def number_of(amount: Amount | None) -> float | int | None:
    """The number of an amount in its unit; null where there is none."""
    return None if amount is None else number(amount.number)


def _figure(amount: Amount) -> Data:
    data: Data = {"value": number(amount.number), "unit": str(amount.unit)}
    return {**data, "rests_on_missing_price": True} if amount.open else data


def _figure_or_null(amount: Amount | None) -> Data | None:
    return None if amount is None else _figure(amount)


def _summary(plan: Plan) -> Data:
    """How many goals and claims have each verdict, and how many claims do not follow."""
    judged = judgement_of(plan)
    goals, claims = _verdicts(judged.goals), _verdicts(judged.claims)
    return {"goals": goals, "claims": {**claims, "do_not_follow": len(judged.do_not_follow)}}


def _verdicts(judged: Sequence[Verdict]) -> Data:
    told = [found.verdict for found in judged]
    return {verdict: told.count(verdict) for verdict in ("holds", "off", "unknown")}


def _range(doubt: Outcome | None) -> Data:
    """What a figure lies between in eight worlds of ten, where it is in doubt."""
    if doubt is None:
        return {}
    return {"p10": number(doubt.low.number), "p90": number(doubt.high.number)}


def _total(plan: Plan) -> Data:
    return {
        "cost": number(plan.total.number),
        "unit": str(plan.total.unit),
        "yearly": number(plan.yearly.number),
        "at_least": plan.total.at_least,
        "with_strategies": number_of(plan.with_strategies),
        **_range(plan.outcome("total.cost")),
    }


def _category(category: Category, plan: Plan) -> Data:
    return {
        "name": category.name,
        "cost": number(category.cost.number),
        "share": number(category.share),
        "at_least": category.cost.at_least,
        "components": list(category.components),
        **_range(plan.cost_outcome(category)),
    }


def _component(component: ComponentPlan, plan: Plan) -> Data:
    return {
        "title": component.title,
        "kind": component.kind,
        "category": component.category,
        "cost": number(component.cost.number),
        "unit": str(component.cost.unit),
        "yearly": number(component.yearly.number),
        "share": number(component.share),
        "at_least": component.cost.at_least,
        **_range(plan.cost_outcome(component)),
        "lines": [_line(line, plan) for line in component.lines],
    }


def _line(line: LinePlan, plan: Plan) -> Data:
    price: Data | None = None
    if line.price is not None:
        price = {
            **_figure(line.price),
            "source": line.price_source,
            "seen_on": line.seen_on or None,
        }
    listed = [_row(row) for row in line.rows]
    return {
        "item": line.item,
        "title": line.title,
        "quantity": _figure_or_null(line.quantity),
        "price": price,
        "priced_by": listed,
        "cost": number(line.cost.number),
        "yearly": number(line.yearly.number),
        "share": number(line.share),
        **_range(plan.cost_outcome(line)),
    }


def _row(row: Row) -> Data:
    """A price of the catalogue, as it is written there."""
    return dict(zip(COLUMNS, written(row), strict=True))


def _saving(saving: Saving) -> Data:
    return {
        "name": saving.name,
        "title": saving.title,
        "saves_alone": number(saving.alone.number),
        "saves_in_sequence": number(saving.in_sequence.number),
        "total_after": number(saving.total_after.number),
        "set": list(saving.changes),
    }


def _step(step: Step) -> Data:
    after = step.with_strategies
    return {
        "at": _figure(step.at),
        "cost": number(step.cost.number),
        "unit": str(step.cost.unit),
        "at_least": step.cost.at_least,
        "per_thing": _figure(step.per_thing),
        "with_strategies": number_of(step.with_strategies),
        "with_strategies_unit": None if after is None else str(after.unit),
        "with_strategies_at_least": None if after is None else after.at_least,
        "largest": step.largest,
        "changed": list(step.changed),
        "excuses": [_excuse(excuse) for excuse in step.excuses],
    }


def _goal(goal: Verdict) -> Data:
    said: Data = {"name": goal.name, "verdict": goal.verdict}
    chance = goal.chance
    how_sure: Data = (
        {} if chance is None else {"chance": chance.share, "chance_error": chance.error}
    )
    return {**said, **_figure(goal.computed), **how_sure, "doc": goal.doc}


def _claim(claim: Verdict) -> Data:
    return {
        "name": claim.name,
        "of": claim.of,
        "claimed": number(claim.claimed_number),
        "computed": number(claim.computed.number),
        "unit": str(claim.computed.unit),
        "ratio": number(claim.ratio),
        "verdict": claim.verdict,
        "follows": claim.follows,
        "from_published": number_of(claim.from_those),
        "off_by": "" if claim.follows else off_by(claim),
        "says": claim.claimed,
        "where": claim.where,
    }


def _pin(pin: PinPlan) -> Data:
    said: Data = {"name": pin.name, "by": pin.by}
    return {**said, **_figure(pin.value), "instead_of": number_of(pin.instead_of)}


def _missing(line: LinePlan) -> Data:
    return {"component": line.component, "item": line.item, "mend": line.mend}


def _excuse(excuse: Excuse) -> Data:
    return {"component": excuse.component, "what": excuse.what, "mend": excuse.mend}


# -- reasons and differences ---------------------------------------------------------


def _reason(reason: Reason, depth: int | None) -> Data:
    origin = reason.origin
    deeper = None if depth is None else depth - 1
    children = () if depth == 0 else reason.children
    return {
        "name": reason.name,
        "value": reason.value,
        "formula": reason.formula,
        "working": reason.working,
        "conversions": list(reason.conversions),
        "doubt": reason.doubt,
        "doc": origin.doc,
        "source": origin.source,
        "as_of": origin.as_of,
        "owner": origin.owner,
        "set_by": origin.pinned_by,
        "at": str(origin.span) if origin.span.source.name else None,
        "told_above": reason.told_above,
        "cut_off": reason.cut_off or len(children) < len(reason.children),
        "from": [_reason(child, deeper) for child in children],
    }


def _change(change: Changed) -> Data:
    return {
        "name": change.name,
        "before": change.before,
        "after": change.after,
        "effect": number_of(change.effect),
    }


def _least(amount: Amount | None) -> bool | None:
    return None if amount is None else amount.at_least


def _difference(difference: Difference, found: Comparison) -> Data:
    return {
        "name": difference.name,
        "before": number_of(difference.before),
        "before_at_least": _least(difference.before),
        "after": number_of(difference.after),
        "after_at_least": _least(difference.after),
        "difference": by_number(difference, found),
    }


def by_number(difference: Difference, found: Comparison) -> float | int | None:
    """How far the second plan is from the first, in the unit of the first."""
    scale = found.before.total.unit.scale(found.before.total.calendar)
    return None if difference.by is None else number(difference.by / scale)
