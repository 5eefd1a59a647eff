"""Formulas of one model, each parsed once, with the names that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tenfold.errors import Span, Words
from tenfold.model.model import Built, Component, Figure, Model
from tenfold.quantity.bind import Scope, bind
from tenfold.quantity.expr import Expr, Named, ancestors, rebuild
from tenfold.quantity.syntax import Node, names_in, parse
from tenfold.quantity.units import Unit

__all__ = ["Formulas", "Reference"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A figure spoken of, and where."""

    name: str
    span: Span


@dataclass
class Formulas:
    """Parses on demand and remembers; a formula read in many worlds is parsed once."""

    model: Model
    trees: dict[int, tuple[Words, Node]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        own = {name for component in self.model.components.values() for name in component.derive}
        self.names = frozenset(self.model.assumptions) | frozenset(self.model.figures) | own

    def tree(self, words: Words) -> Node:
        """The tree of a formula; `Rejected` where it cannot be read."""
        found = self.trees.get(id(words))
        if found is None:
            found = (words, parse(words, self.model.vocabulary, self.names))
            self.trees[id(words)] = found
        return found[1]

    def references(self, words: Words) -> list[Reference]:
        """Every figure that a formula speaks of."""
        if isinstance(words, Built) and words.expr is not None:
            return [Reference(node.name, words.span) for node in _spoken(words.expr)]
        return [Reference(r.name, words.part(r.start, r.end)) for r in names_in(self.tree(words))]

    def bind(self, words: Words, scope: Scope, *, key: str, wanted: Unit | None = None) -> Expr:
        """The Expr of a formula among the figures of a scope."""
        if isinstance(words, Built) and words.expr is not None:
            return _rebound(words.expr, scope)
        return bind(self.tree(words), words, scope, key=key, wanted=wanted)


def _is_named(node: Expr) -> bool:
    return isinstance(node, Named)


def _spoken(expr: Expr) -> Iterator[Named]:
    for node in ancestors([expr], _is_named):
        if isinstance(node, Named):
            yield node


def _rebound(expr: Expr, scope: Scope) -> Expr:
    """A formula built in Python, with the model's figures in place of those it was built on."""
    found: dict[int, Expr] = {}
    for node in _spoken(expr):
        own = scope.figure(node.name)
        found[id(node)] = node if own is None else own
    if id(expr) in found:
        return found[id(expr)]
    stops = {id(replacement) for replacement in found.values()}

    def swap(old: Expr, new: Expr) -> Expr:
        return found.get(id(old), new)

    return rebuild({"it": expr}, swap, lambda node: id(node) in stops)["it"]


def formulas_of(figure: Figure) -> Iterator[Words]:
    """The texts of a figure that are formulas."""
    yield figure.formula
    if figure.range is not None:
        yield figure.range


def own_figures(component: Component) -> Iterator[Figure]:
    """Figures that a component declares beside its settings."""
    yield from component.derive.values()
    for item in component.bill:
        yield item.quantity
        if item.price is not None:
            yield item.price
