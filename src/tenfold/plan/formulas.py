"""Formulas of one model, each parsed once, with the names that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from tenfold.errors import Problem, Rejected, Span, Words, did_you_mean
from tenfold.model.model import Built, Figure, Model
from tenfold.quantity.bind import Scope, bind
from tenfold.quantity.expr import Call, Draw, Expr, Named, ancestors
from tenfold.quantity.functions import shown
from tenfold.quantity.syntax import Node, names_in, parse
from tenfold.quantity.units import Unit

__all__ = ["Formulas", "Reference", "formulas_of"]

_TOLD_IN = re.compile(r"\bas\s+([^\s/]+)")


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
    names: frozenset[str] = field(init=False)
    owners: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        model = self.model
        own = {name for component in model.components.values() for name in component.derive}
        self.names = frozenset({*model.assumptions, *model.figures, *own})
        self.owners = frozenset(
            {*model.components, "total", "exchange", "discounts", "with_strategies"}
        )

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
            return [Reference(node.name, words.span) for node in self._spoken(words.expr)]
        spoken = names_in(self.tree(words))
        return [Reference(ref.name, words.part(ref.start, ref.end)) for ref in spoken]

    def rates(self, words: Words) -> list[Reference]:
        """The exchange rates that a formula may need to be told in money."""
        units = (self.model.vocabulary.unit(word) for word in _TOLD_IN.findall(words.text))
        if not any(unit is not None and unit.money for unit in units):
            return []
        return [Reference(f"exchange.{code}", words.span) for code in self.model.exchange]

    def bind(self, words: Words, scope: Scope, *, key: str, wanted: Unit | None = None) -> Expr:
        """The Expr of a formula among the figures of a scope."""
        if isinstance(words, Built) and words.expr is not None:
            return self._rebound(words.expr, words, scope, key)
        return bind(self.tree(words), words, scope, key=key, wanted=wanted)

    def _is_declared(self, node: Expr) -> bool:
        if not isinstance(node, Named):
            return False
        owner, dot, _ = node.name.partition(".")
        return node.name in self.names or (bool(dot) and owner in self.owners)

    def _spoken(self, expr: Expr) -> Iterator[Named]:
        for node in ancestors([expr], self._is_declared):
            if isinstance(node, Named) and self._is_declared(node):
                yield node

    def _rebound(self, expr: Expr, words: Words, scope: Scope, key: str) -> Expr:
        """A formula built in Python, on the model's figures in place of those it was built on.

        Its doubts are named after the figure, as those of a file are.
        """
        made: dict[int, Expr] = {}
        doubts = 0
        for node in ancestors([expr], self._is_declared):
            if isinstance(node, Draw):
                doubts += 1
                made[id(node)] = replace(node, key=key if doubts == 1 else f"{key}#{doubts}")
            elif isinstance(node, Named) and self._is_declared(node):
                made[id(node)] = _own(node, words, scope)
            else:
                made[id(node)] = _on(node, made)
        return made[id(expr)]


def formulas_of(figure: Figure) -> Iterator[Words]:
    """The texts of a figure that are formulas."""
    yield figure.formula
    if figure.range is not None:
        yield figure.range


def _on(node: Expr, made: Mapping[int, Expr]) -> Expr:
    """The same node on what was made of its parts; one with a name keeps its own doubt."""
    if isinstance(node, Call):
        return Call(node.function, tuple(made[id(arg)] for arg in node.args), node.unit)
    if isinstance(node, Named) and isinstance(node.body, Draw):
        return Named(node.name, replace(node.body, key=node.name), node.origin)
    return Named(node.name, made[id(node.body)], node.origin) if isinstance(node, Named) else node


def _own(node: Named, words: Words, scope: Scope) -> Expr:
    """The model's own figure of that name; a component has to have it."""
    own = scope.figure(node.name)
    if own is None and "." in node.name:
        near = did_you_mean(node.name, scope.known())
        mend = f"did you mean '{near}'?" if near else ""
        raise Rejected([Problem("T105", f"unknown name '{node.name}'", words.span, mend)])
    if own is not None and own.unit.dimension != node.unit.dimension:
        built, here = shown(node.unit), shown(own.unit)
        what = f"this was built on '{node.name}' in {built}, which is in {here} here"
        raise Rejected([Problem("T111", what, words.span)])
    return node if own is None else own
