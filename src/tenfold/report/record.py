"""Results as plain data, for machines: `tenfold.plan/1` and its sisters.

Keys are never renamed within a major version. Numbers are numbers with their
unit beside them; what is unknown is null. Whole numbers are written whole.
"""

from __future__ import annotations

from fractions import Fraction

from tenfold.plan.compare import Comparison, Difference
from tenfold.plan.plan import Amount, ComponentPlan, LinePlan, Plan, Saving, Step, Verdict
from tenfold.quantity.why import Reason
from tenfold.report.off import off_by

__all__ = ["Data", "bill_table", "record_check", "record_comparison", "record_plan", "record_scale", "record_why", "scale_table"]

Data = dict[str, "Data | list[Data] | list[str] | str | float | int | bool | None"]


def number(value: Fraction | None) -> float | int | None:
    """A number for a machine: whole where it is whole, else fifteen digits."""
    if value is None:
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
        "categories": [
            {"name": c.name, "cost": number(c.cost.number), "share": number(c.share), "at_least": c.cost.at_least,
             "components": list(c.components)}
            for c in plan.categories
        ],
        "components": {c.name: _component(c) for c in plan.components},
        "figures": {name: _figure(plan[name]) for name in plan.names()},
        "strategies": [_saving(s) for s in plan.savings],
        "scale": [_step(s) for s in plan.steps],
        "goals": [_goal(g) for g in plan.goals],
        "claims": [_claim(c) for c in plan.claims],
        "pinned": [
            {"name": p.name, "by": p.by, **_figure(p.value),
             "instead_of": None if p.instead_of is None else number(p.instead_of.number)}
            for p in plan.pins
        ],
        "missing": [{"component": m.component, "item": m.item, "mend": m.mend} for m in plan.missing],
        "excuses": [{"component": e.component, "what": e.what, "mend": e.mend} for e in plan.excuses],
        "warnings": [w.what for w in plan.warnings],
    }  # fmt: skip


def _total(plan: Plan) -> Data:
    after = plan.with_strategies
    return {
        "cost": number(plan.total.number),
        "unit": str(plan.total.unit),
        "yearly": number(plan.yearly.number),
        "at_least": plan.total.at_least,
        "with_strategies": None if after is None else number(after.number),
    }


def _figure(amount: Amount) -> Data:
    data: Data = {"value": number(amount.number), "unit": str(amount.unit)}
    if amount.at_least:
        data["rests_on_missing_price"] = True
    return data


def _component(component: ComponentPlan) -> Data:
    return {
        "title": component.title,
        "kind": component.kind,
        "category": component.category,
        "cost": number(component.cost.number),
        "unit": str(component.cost.unit),
        "yearly": number(component.yearly.number),
        "share": number(component.share),
        "at_least": component.cost.at_least,
        "lines": [_line(line) for line in component.lines],
    }


def _line(line: LinePlan) -> Data:
    return {
        "item": line.item,
        "title": line.title,
        "quantity": None if line.quantity is None else _figure(line.quantity),
        "price": None if line.price is None else {**_figure(line.price), "source": line.price_source},
        "cost": number(line.cost.number),
        "yearly": number(line.yearly.number),
        "share": number(line.share),
    }


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
    return {
        "at": _figure(step.at),
        "cost": number(step.cost.number),
        "per_thing": _figure(step.per_thing),
        "with_strategies": None if step.with_strategies is None else number(step.with_strategies.number),
        "largest": step.largest,
        "changed": list(step.changed),
    }


def _goal(goal: Verdict) -> Data:
    return {"name": goal.name, "verdict": goal.verdict, **_figure(goal.computed), "doc": goal.doc}


def _claim(claim: Verdict) -> Data:
    step = claim.from_those
    return {
        "name": claim.name,
        "of": claim.of,
        "claimed": number(claim.claimed_number),
        "computed": number(claim.computed.number),
        "unit": str(claim.computed.unit),
        "ratio": number(claim.ratio),
        "verdict": claim.verdict,
        "follows": claim.follows,
        "from_published": None if step is None else number(step.number),
        "off_by": off_by(claim) if not claim.follows else "",
        "says": claim.claimed,
        "where": claim.where,
    }


def record_check(plan: Plan) -> Data:
    """Goals, claims and what has no price."""
    whole = record_plan(plan)
    kept = ("name", "scenario", "total", "goals", "claims", "missing", "excuses", "warnings")
    return {"schema": "tenfold.check/1", **{key: whole[key] for key in kept}}


def record_scale(plan: Plan) -> Data:
    """The steps of the scale."""
    return {"schema": "tenfold.scale/1", "name": plan.name, "scenario": plan.scenario or None, "scale": [_step(s) for s in plan.steps]}


def record_why(plan: Plan, name: str) -> Data:
    """The derivation of a figure."""
    return {"schema": "tenfold.why/1", "name": name, **_figure(plan[name]), "reason": _reason(plan.why(name))}


def _reason(reason: Reason) -> Data:
    origin = reason.origin
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
        "set_by": origin.pinned_by,
        "at": str(origin.span) if origin.span.source.name else None,
        "told_above": reason.told_above,
        "from": [_reason(child) for child in reason.children],
    }


def record_comparison(found: Comparison) -> Data:
    """What differs between two plans."""
    return {
        "schema": "tenfold.compare/1",
        "before": found.before_name,
        "after": found.after_name,
        "unit": str(found.before.total.unit),
        "total": _difference(found.total, found),
        "categories": [_difference(d, found) for d in found.categories],
        "components": [_difference(d, found) for d in found.components],
        "changes": [
            {"name": c.name, "before": c.before, "after": c.after,
             "effect": None if c.effect is None else number(c.effect.number)}
            for c in found.changes
        ],
        "together_beyond_each_alone": None if found.rest is None else number(found.rest.number),
    }  # fmt: skip


def _difference(difference: Difference, found: Comparison) -> Data:
    scale = found.before.total.unit.scale(found.before.total.calendar)
    return {
        "name": difference.name,
        "before": None if difference.before is None else number(difference.before.number),
        "after": None if difference.after is None else number(difference.after.number),
        "difference": None if difference.by is None else number(difference.by / scale),
    }


def bill_table(plan: Plan) -> tuple[list[str], list[list[str | int | float | None]]]:
    """The bill of quantities as a header and rows, for a spreadsheet."""
    header = ["component", "item", "quantity", "unit", "unit_price", "price_unit", "monthly", "yearly", "share", "source"]
    rows: list[list[str | int | float | None]] = []
    for component in plan.components:
        for line in component.lines:
            quantity, price = line.quantity, line.price
            rows.append([
                component.name, line.item,
                None if quantity is None else number(quantity.number), "" if quantity is None else str(quantity.unit),
                None if price is None else number(price.number), "" if price is None else str(price.unit),
                number(line.cost.number), number(line.yearly.number), number(line.share), line.price_source,
            ])  # fmt: skip
    rows.append(["total", "", None, "", None, "", number(plan.total.number), number(plan.yearly.number), None, "at least" if plan.total.at_least else ""])
    return header, rows


def scale_table(plan: Plan) -> tuple[list[str], list[list[str | int | float | None]]]:
    """The steps of the scale as a header and rows."""
    header = ["at", "unit", "monthly", "per_thing", "with_strategies", "largest", "changed"]
    rows: list[list[str | int | float | None]] = [
        [number(s.at.number), str(s.at.unit), number(s.cost.number), number(s.per_thing.number),
         None if s.with_strategies is None else number(s.with_strategies.number), s.largest, ", ".join(s.changed)]
        for s in plan.steps
    ]  # fmt: skip
    return header, rows
