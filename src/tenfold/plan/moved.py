"""A plan with some inputs moved: the answer of a slider, without planning again.

The graph is what it was; its tape is written once for the inputs that move,
and each move is one run of it. Sizes and costs follow exactly as in a plan.
What changes the graph itself (a setting that was not given) needs a new plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tenfold.errors import Problem, Rejected, Words
from tenfold.plan.amount import Amount
from tenfold.plan.plain import plain_value
from tenfold.plan.plan import Plan
from tenfold.plan.worth import Following, follow
from tenfold.quantity.expr import Expr
from tenfold.quantity.functions import shown
from tenfold.quantity.tape import Value

__all__ = ["Mover", "mover"]


@dataclass(frozen=True, repr=False)
class Mover:
    """The figures of a plan as functions of some of its inputs."""

    plan: Plan
    names: tuple[str, ...]
    following: Following

    def __repr__(self) -> str:
        return f"Mover({self.plan.name!r}, {', '.join(self.names)})"

    def at(self, values: Mapping[str, str | Expr]) -> dict[str, Amount]:
        """Every figure with the inputs at these values; inputs left out stay as they were."""
        known = f"it moves {', '.join(self.names)}"
        strange = [name for name in values if name not in self.names]
        if strange:
            raise Rejected(
                Problem("T502", f"'{n}' is no input of this", mend=known) for n in strange
            )
        worth = self.following.run({name: self._value(name, said) for name, said in values.items()})
        return {name: worth.amount(node) for name, node in self.plan.graph.figures.items()}

    def _value(self, name: str, said: str | Expr) -> Value:
        node = self.plan.node(name)
        words = Words.typed(said, name) if isinstance(said, str) else said
        value = plain_value(words, node.unit, self.plan.graph.model)
        if value is None:
            span = words.span if isinstance(words, Words) else node.origin.span
            what = f"'{name}' is moved to a plain amount in {shown(node.unit)}"
            raise Rejected([Problem("T502", what, span)])
        return value


def mover(plan: Plan, names: Iterable[str]) -> Mover:
    """Make some inputs of a plan movable."""
    moving = tuple(names)
    for name in moving:
        plan.node(name)
    figures = list(plan.graph.figures.values())
    return Mover(plan, moving, follow(figures, [plan.graph], moving))
