"""A StepRisk: the plan at one step of the scale, over all worlds."""

from __future__ import annotations

from dataclasses import dataclass

from tenfold.plan.amount import Amount
from tenfold.plan.outcome import Outcome, outcome_of
from tenfold.plan.plan import Plan
from tenfold.quantity.expr import Expr, call
from tenfold.quantity.tape import compile_tape
from tenfold.sampling.sample import Sample, sample
from tenfold.study.evidence import Evidence

__all__ = ["StepRisk", "steps_of"]


@dataclass(frozen=True, slots=True)
class StepRisk:
    """The total and the cost of one thing at one step; all steps see the same worlds."""

    at: Amount
    total: Outcome
    each: Outcome


def steps_of(plan: Plan, evidence: Evidence) -> tuple[StepRisk, ...]:
    """The steps of the plan, over the worlds that the plan itself has seen."""
    doubt = evidence.doubt
    name = plan.scale.over.text.strip() if plan.scale is not None else ""
    moved = doubt.graph.figures.get(name)
    if moved is None or not plan.steps:
        return ()
    total: Expr = doubt.total
    each = call("div", total, moved)
    tape = compile_tape([total, each], evidence.calendar, [name])
    cases = [{name: step.at.value} if name in tape.inputs else {} for step in plan.steps]
    found = sample(tape, [total, each], evidence.sampling, doubt.dependence, cases=cases)
    return tuple(
        StepRisk(
            step.at,
            _outcome(step.cost, found, total, case),
            _outcome(step.per_thing, found, each, case),
        )
        for case, step in enumerate(plan.steps)
    )


def _outcome(base: Amount, found: Sample, node: Expr, case: int) -> Outcome:
    known = found.distribution(node, case) if found.doubtful(node, case) else None
    return outcome_of(base, known)
