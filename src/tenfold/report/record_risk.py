"""A Risk as plain data, for machines: `tenfold.risk/1`.

Keys are never renamed within a major version. Every estimate has its numerical
error beside it; a share is a number between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import TYPE_CHECKING

from tenfold.plan.outcome import Outcome
from tenfold.plan.plan import LinePlan, Plan
from tenfold.report.record import Data, number, number_of
from tenfold.report.totals import Budget, budgets, pile

if TYPE_CHECKING:
    from tenfold.study.risk import (
        Condition,
        GoalRisk,
        Lever,
        Measurement,
        Risk,
        Robustness,
        Shock,
        Spreader,
        StepRisk,
    )

__all__ = ["record_certain", "record_risk"]

_SCHEMA = "tenfold.risk/1"


def record_risk(risk: Risk) -> Data:
    """Everything that many worlds say of a plan."""
    how = risk.doubt.sampling
    drawn: Data = {
        "worlds": how.drawn,
        "sets": how.drawn // how.per_set,
        "sampler": how.sampler,
        "seed": how.seed,
    }
    after = risk.with_strategies
    return {
        **_head(risk.plan),
        "sampling": drawn,
        "total": {**_outcome(risk.total), "above_base": _above(risk)},
        "with_strategies": None if after is None else _outcome(after),
        "budgets": [_budget(one) for one in budgets(risk)],
        "categories": _outcomes(risk.categories),
        "components": _outcomes(risk.components),
        "figures": _outcomes(risk.figures),
        "goals": [_goal(goal) for goal in risk.goals],
        "spread": [_spreader(found) for found in risk.spread],
        "levers": [_lever(found) for found in risk.levers],
        "conditions_of": risk.condition_of,
        "conditions": [_condition(found) for found in risk.conditions],
        "measurements": [_measurement(found) for found in risk.measurements],
        "risks": [_shock(found) for found in risk.shocks],
        "scale": [_step(step) for step in risk.steps],
        "robustness": [_robustness(one) for one in risk.robustness],
        **_tail(risk.plan),
    }


def record_certain(plan: Plan) -> Data:
    """The same where nothing is in doubt: a total, and no worlds."""
    total: Data = {
        "unit": str(plan.total.unit),
        "base": number_of(plan.total),
        "at_least": plan.total.at_least,
        "certain": True,
    }
    return {**_head(plan), "sampling": None, "total": total, **_tail(plan)}


def _head(plan: Plan) -> Data:
    return {
        "schema": _SCHEMA,
        "name": plan.name,
        "scenario": plan.scenario or None,
        "currency": plan.graph.model.currency,
    }


def _tail(plan: Plan) -> Data:
    return {
        "missing": [_missing(line) for line in plan.missing],
        "warnings": [warning.what for warning in plan.warnings],
    }


def _missing(line: LinePlan) -> Data:
    return {"component": line.component, "item": line.item, "mend": line.mend}


def _budget(found: Budget) -> Data:
    broken = _share(1 - found.goal.chance)
    return {"goal": found.goal.text, "limit": number_of(found.limit), "broken": broken}


def _robustness(found: Robustness) -> Data:
    return {"label": found.label, "p90": number_of(found.p90)}


def _above(risk: Risk) -> float | None:
    found = pile(risk)
    return None if found is None else round(found.above_base, 4)


def _share(share: float) -> float | None:
    """A share for a machine; what is no number is null."""
    return float(f"{share:.12g}") if isfinite(share) else None


def _outcomes(found: Mapping[str, Outcome]) -> Data:
    return {name: _outcome(outcome) for name, outcome in found.items()}


def _outcome(found: Outcome) -> Data:
    base = found.base
    return {
        "unit": str(base.unit),
        "base": number_of(base),
        "at_least": base.at_least,
        "mean": number_of(found.mean),
        "mean_error": number(found.mean_error.number),
        "percentiles": {f"p{at}": number_of(amount) for at, amount in found.percentiles.items()},
        "errors": {f"p{at}": number(amount.number) for at, amount in found.errors.items()},
        "undefined": _share(found.undefined),
        "certain": found.certain,
    }


def _goal(goal: GoalRisk) -> Data:
    return {
        "goal": goal.text,
        "percentile": goal.percentile,
        "chance": _share(goal.chance),
        "error": _share(goal.error),
        "verdict": goal.verdict,
    }


def _spreader(found: Spreader) -> Data:
    return {
        "name": found.name,
        "range": found.text,
        "first": _share(found.first),
        "first_error": _share(found.first_error),
        "total": _share(found.total),
        "total_error": _share(found.total_error),
        "low": number_of(found.low),
        "high": number_of(found.high),
    }


def _lever(found: Lever) -> Data:
    return {
        "name": found.name,
        "value": found.value,
        "elasticity": _share(found.elasticity),
        "certain": found.certain,
        "at": found.place or None,
    }


def _condition(found: Condition) -> Data:
    return {
        "name": found.name,
        "unit": str(found.typical.unit),
        "typical": number_of(found.typical),
        "within": number_of(found.within),
        "beyond": number_of(found.beyond),
        "around_p90": number_of(found.around_p90),
        "break_even": number_of(found.break_even),
    }


def _measurement(found: Measurement) -> Data:
    return {
        "name": found.name,
        "now": number_of(found.now),
        "after": number_of(found.after),
        "narrows": _share(found.narrows),
    }


def _shock(found: Shock) -> Data:
    return {
        "name": found.name,
        "title": found.title,
        "doc": found.doc,
        "probability": _share(found.probability),
        "happened": _share(found.happened),
        "alone": number_of(found.alone),
        "mean_added": number_of(found.mean_added),
        "p90_without": number_of(found.p90_without),
    }


def _step(step: StepRisk) -> Data:
    return {
        "at": number_of(step.at),
        "unit": str(step.at.unit),
        "total": _outcome(step.total),
        "each": _outcome(step.each),
    }
