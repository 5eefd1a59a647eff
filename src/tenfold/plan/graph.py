"""A Graph: a model bound for one world, every figure an Expr that can walk home."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tenfold.laws.law import Binding, Limit
from tenfold.model.model import Change, Model
from tenfold.plan.charge import Line
from tenfold.plan.formulas import Formulas
from tenfold.plan.links import WITH
from tenfold.plan.order import Links
from tenfold.quantity.expr import Named, Origin

__all__ = ["BY_MODEL", "Bound", "Graph", "Part", "Pin", "within"]

BY_MODEL = "the model"
"""Who sets a figure of a law that the model itself states."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A figure that is set in place of what it would be, and who says so."""

    name: str
    by: str
    after: Named
    before: Named | None


@dataclass(frozen=True, slots=True)
class Part:
    """One component, bound: its lines, its cost, its limits.

    `summed` is the sum of its lines; the cost is another where it is stated.
    `sized` are the figures of its law, `counted` all that cannot be below none,
    `shares` what lies between none and all. Nothing rests on what is `idle`.
    """

    name: str
    title: str
    category: str
    kind: str
    lines: tuple[Line, ...]
    cost: Named
    summed: Named
    figures: Mapping[str, Named]
    limits: tuple[Limit, ...]
    sized: tuple[Named, ...]
    counted: tuple[Named, ...]
    shares: tuple[Named, ...]
    idle: tuple[Named, ...]
    bindings: tuple[Binding, ...] = ()

    @property
    def missing(self) -> tuple[Line, ...]:
        """The lines that have no price."""
        return tuple(line for line in self.lines if line.lacks_price)


@dataclass(frozen=True, slots=True)
class Bound:
    """What binding one unit of work gave."""

    figures: Mapping[str, Named]
    pins: tuple[Pin, ...] = ()
    part: Part | None = None


@dataclass(frozen=True, repr=False)
class Graph:
    """All figures of one world by dotted name, and the parts of its bill."""

    model: Model
    formulas: Formulas
    changes: tuple[Change, ...]
    by_unit: Mapping[str, tuple[Change, ...]]
    links: Links
    bound: Mapping[str, Bound]
    figures: Mapping[str, Named]
    parts: Mapping[str, Part]
    categories: Mapping[str, Named]
    spoken: dict[str, Named] = field(default_factory=dict, compare=False)

    def __repr__(self) -> str:
        return f"Graph({self.model.name!r}, {len(self.figures)} figures)"

    def total(self) -> Named:
        """The cost of everything, a month."""
        return self.figures["total.cost"]

    def from_outside(self, name: str) -> Named | None:
        """A figure of the world with all strategies, as the other worlds call it."""
        node = self.figures.get(name)
        if node is None:
            return None
        full = f"{WITH}{name}"
        return self.spoken.setdefault(name, Named(full, node, Origin(doc="with all strategies")))

    def pins(self) -> Iterator[Pin]:
        """Every figure that is set, in the order that units were bound."""
        for bound in self.bound.values():
            yield from bound.pins


def within(figure: Named) -> Named:
    """The figure itself, where it is spoken of from outside its world."""
    inner = figure.body
    return inner if figure.name.startswith(WITH) and isinstance(inner, Named) else figure
