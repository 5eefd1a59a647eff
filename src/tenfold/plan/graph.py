"""A Graph: a model bound for one world, every figure an Expr that can walk home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tenfold.errors import Problem
from tenfold.laws.law import Law, Limit
from tenfold.model.model import Change, Model
from tenfold.plan.charge import Line
from tenfold.plan.formulas import Formulas
from tenfold.plan.order import TOTAL, Links
from tenfold.prices.catalogue import Catalogue
from tenfold.quantity.bind import Broken, Scope
from tenfold.quantity.expr import Expr, Named

__all__ = ["WITH", "Graph", "Part", "Pin", "World", "unit_of"]

WITH = "with_strategies."


@dataclass(frozen=True, slots=True)
class Pin:
    """A figure that is set in place of what it would be, and who says so."""

    name: str
    by: str
    after: Named
    before: Named | None


@dataclass(frozen=True, slots=True)
class Part:
    """One component, bound: its figures, its lines, its cost, its limits."""

    name: str
    title: str
    category: str
    kind: str
    lines: tuple[Line, ...]
    cost: Named
    figures: Mapping[str, Named]
    limits: tuple[Limit, ...] = ()
    pins: tuple[Pin, ...] = ()
    defaults: frozenset[str] = frozenset()
    computed: frozenset[str] = frozenset()
    partial: Named | None = None
    """The sum of its lines, where some of them have no price."""

    @property
    def missing(self) -> tuple[Line, ...]:
        """The lines that have no price."""
        return tuple(line for line in self.lines if line.cost is None)


@dataclass
class Graph:
    """All figures of one world by dotted name, and the parts of its bill."""

    model: Model
    formulas: Formulas
    changes: tuple[Change, ...]
    figures: dict[str, Named] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    pins: list[Pin] = field(default_factory=list)
    signatures: dict[str, tuple[int, ...]] = field(default_factory=dict)
    links: Links = field(default_factory=dict)

    def total(self) -> Named:
        """The cost of everything, a month."""
        return self.figures["total.cost"]

    def missing(self) -> tuple[Line, ...]:
        """Every line that has no price."""
        return tuple(line for part in self.parts.values() for line in part.missing)


def unit_of(name: str, model: Model) -> str:
    """The unit of work that a name belongs to."""
    if name in model.assumptions or name in model.figures or name.startswith("exchange."):
        return name
    owner = name.partition(".")[0]
    return TOTAL if owner == "total" else f"{owner}."


@dataclass
class World:
    """What is known while one Graph is built."""

    graph: Graph
    laws: Mapping[str, Law]
    catalogue: Catalogue
    outer: Graph | None
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def figure(self, name: str) -> Expr | None:
        """A figure by name, for formulas; raises `Broken` where it is wrong."""
        if name.startswith(WITH):
            if self.outer is not None:
                return self.outer.figures.get(name.removeprefix(WITH))
            name = name.removeprefix(WITH)
        found = self.graph.figures.get(name)
        if found is None and unit_of(name, self.graph.model) in self.broken:
            raise Broken
        return found

    def known(self) -> list[str]:
        """Every name that could be spoken of."""
        model = self.graph.model
        return [*self.graph.figures, *model.assumptions, *model.figures]

    def scope(self, local: Mapping[str, Named] | None = None) -> Scope:
        """The names that a formula may use, with a component's own ones first."""
        own = local or {}

        def figure(name: str) -> Expr | None:
            return own[name] if name in own else self.figure(name)

        return Scope(figure, lambda: [*own, *self.known()], self.graph.model.vocabulary)

    def rate(self, code: str) -> Expr | None:
        """The declared price of a currency in the model's own."""
        return self.figure(f"exchange.{code}")
