"""Bound: which of several sizes a component is bound by, and by how much over the next."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tenfold.laws.law import Binding
from tenfold.plan.graph import Graph
from tenfold.plan.plan import BoundPlan
from tenfold.plan.worth import Worth

__all__ = ["binds", "bounds_of", "loose"]


def bounds_of(graph: Graph, worth: Worth) -> Iterator[BoundPlan]:
    """For each component that is sized in several ways, the one that binds."""
    for part in graph.parts.values():
        for binding in part.bindings:
            ranked = _ranked(binding, worth)
            if len(ranked) < 2:
                continue
            (most, label), (next_, other) = ranked[:2]
            over = most / next_ if most and next_ else None
            size = worth.amount(binding.candidates[label])
            yield BoundPlan(part.name, binding.figure.name, label, size, other, over)


def binds(binding: Binding, worth: Worth) -> str:
    """The size that binds, the first of equals; nothing where none has a value."""
    ranked = _ranked(binding, worth)
    return ranked[0][1] if ranked else ""


def loose(graph: Graph, worth: Worth) -> frozenset[str]:
    """The names of sizes that do not bind."""
    every = (binding for part in graph.parts.values() for binding in part.bindings)
    return frozenset(
        figure.name
        for binding in every
        for label, figure in binding.candidates.items()
        if label != binds(binding, worth)
    )


def _ranked(binding: Binding, worth: Worth) -> list[tuple[Fraction, str]]:
    sizes = [(worth.value(figure), label) for label, figure in binding.candidates.items()]
    known = [(value, label) for value, label in sizes if value is not None]
    return sorted(known, key=lambda size: -size[0])
