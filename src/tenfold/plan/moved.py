"""A plan with some inputs moved: the answer of a slider, without planning again.

The graph is what it was; its tape is written once for the inputs that move,
and each move is one run of it. Sizes and costs follow exactly as in a plan.
What changes the graph itself (a setting that was not given) needs a new plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tenfold.errors import Problem, Rejected, Words
from tenfold.plan.plan import Amount, Plan
from tenfold.plan.steps import plain
from tenfold.quantity.bind import fit
from tenfold.quantity.expr import Const, Expr
from tenfold.quantity.tape import Tape, Value, compile_tape

__all__ = ["Mover", "mover"]


@dataclass(frozen=True)
class Mover:
    """The figures of a plan as functions of some of its inputs."""

    plan: Plan
    names: tuple[str, ...]
    tape: Tape

    def at(self, values: Mapping[str, str | Expr]) -> dict[str, Amount]:
        """Every figure with the inputs at these values; inputs left out stay as they were."""
        strange = [name for name in values if name not in self.names]
        if strange:
            raise Rejected([Problem("T502", f"'{name}' is no input of this", mend=f"it moves {', '.join(self.names)}") for name in strange])
        moved = {name: _base(self.plan, name, value) for name, value in values.items() if name in self.tape.inputs}
        slots = self.tape.exact(moved)
        figures = self.plan.graph.figures
        calendar = self.plan.graph.model.calendar
        return {
            name: Amount(slots[self.tape.slot(node)], node.unit, calendar, id(node) in self.plan.tainted)
            for name, node in figures.items()
        }


def mover(plan: Plan, names: Iterable[str]) -> Mover:
    """Make some inputs of a plan movable."""
    moving = tuple(names)
    for name in moving:
        plan.node(name)
    figures = list(plan.graph.figures.values())
    return Mover(plan, moving, compile_tape(figures, plan.graph.model.calendar, free=moving))


def _base(plan: Plan, name: str, value: str | Expr) -> Value:
    node, model = plan.node(name), plan.graph.model
    expr = fit(plain(Words.typed(value, name), model) if isinstance(value, str) else value, node.unit)
    if not isinstance(expr, Const) or expr.unit.dimension != node.unit.dimension:
        raise Rejected([Problem("T502", f"'{name}' is moved to a plain amount in [{node.unit}]")])
    return expr.number * expr.unit.scale(model.calendar)
