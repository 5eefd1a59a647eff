"""A Risk: a plan over all worlds, and the answers to what is asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tenfold.plan.doubt import Doubt
from tenfold.plan.outcome import Outcome
from tenfold.plan.plan import Plan
from tenfold.quantity.expr import Expr
from tenfold.quantity.tape import compile_tape
from tenfold.sampling.chance import Array
from tenfold.sampling.sample import sample
from tenfold.study.conditions import Condition, aim_of, conditions_of
from tenfold.study.evidence import evidence_of
from tenfold.study.goals import GoalRisk, goals_of
from tenfold.study.levers import Lever, levers_of
from tenfold.study.measuring import Measurement, measurements_of
from tenfold.study.robustness import Robustness, robustness_of
from tenfold.study.shocks import Shock, shocks_of
from tenfold.study.spreaders import Spreader, spreaders_of
from tenfold.study.steps import StepRisk, steps_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Condition",
    "GoalRisk",
    "Lever",
    "Measurement",
    "Outcome",
    "Risk",
    "Robustness",
    "Shock",
    "Spreader",
    "StepRisk",
    "risk_of",
]


@dataclass(frozen=True, repr=False)
class Risk:
    """Everything that one run over many worlds says of a plan.

    `figures` are those in doubt, by name. `spread`, `levers`, `conditions` and
    `measurements` stand in order of weight; `condition_of` is the goal that the
    conditions are about, or the P90 in the words of a goal.
    """

    plan: Plan
    doubt: Doubt
    total: Outcome
    with_strategies: Outcome | None
    components: Mapping[str, Outcome]
    categories: Mapping[str, Outcome]
    figures: Mapping[str, Outcome]
    goals: tuple[GoalRisk, ...]
    spread: tuple[Spreader, ...]
    levers: tuple[Lever, ...]
    conditions: tuple[Condition, ...]
    condition_of: str
    measurements: tuple[Measurement, ...]
    shocks: tuple[Shock, ...]
    steps: tuple[StepRisk, ...]
    robustness: tuple[Robustness, ...]

    def __repr__(self) -> str:
        low, high = self.total.low, self.total.high
        return f"Risk({self.plan.name!r}, P10 {low}, P90 {high})"

    def draws(self, name: str) -> Array:
        """A figure in every world, in its own unit; the same order for every figure."""
        node = self.doubt.node(name) or self.plan.node(name)
        scale = float(node.unit.scale(self.doubt.base.calendar))
        with np.errstate(all="ignore"):
            return _values(node, self.doubt) / scale

    def frame(self, *names: str) -> pd.DataFrame:
        """Figures as a table with one row a world; all that are in doubt where none is named."""
        try:
            import pandas as pd  # noqa: PLC0415 - only a frame needs it
        except ImportError as error:
            what = "a frame needs pandas, which is not installed"
            raise ImportError(f"{what}: pip install 'tenfold[frames]'") from error
        return pd.DataFrame({name: self.draws(name) for name in names or self.figures})


def _values(node: Expr, doubt: Doubt) -> Array:
    """A figure in every world; one that the run left out is run in the same worlds."""
    try:
        return doubt.sample.values(node)
    except KeyError:
        tape = compile_tape([*doubt.following.tape.kept, node], doubt.base.calendar)
        return sample(tape, [node], doubt.sampling, doubt.dependence).values(node)


def risk_of(plan: Plan, doubt: Doubt) -> Risk:
    """Ask everything of a plan and its worlds; what no double can hold is undefined."""
    with np.errstate(all="ignore"):
        return _asked(plan, doubt)


def _asked(plan: Plan, doubt: Doubt) -> Risk:
    evidence = evidence_of(doubt)
    aim = aim_of(evidence)
    graph, outcome = doubt.graph, doubt.outcome
    named = {**graph.figures, **doubt.worlds.savings}
    return Risk(
        plan,
        doubt,
        total=outcome(doubt.total),
        with_strategies=outcome(doubt.final.total()) if doubt.worlds.strategies else None,
        components={name: outcome(part.cost) for name, part in graph.parts.items()},
        categories={name: outcome(cost) for name, cost in graph.categories.items()},
        figures={n: outcome(node) for n, node in named.items() if doubt.sample.doubtful(node)},
        goals=goals_of(plan, doubt),
        spread=spreaders_of(evidence),
        levers=levers_of(plan),
        conditions=conditions_of(aim, evidence),
        condition_of=aim.text,
        measurements=measurements_of(evidence),
        shocks=shocks_of(evidence),
        steps=steps_of(plan, evidence),
        robustness=robustness_of(evidence),
    )
