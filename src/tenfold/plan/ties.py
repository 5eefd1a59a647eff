"""What of a plan's doubts moves together: the names in `drivers:` and `correlate:` made keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tenfold.errors import Problem, Rejected, Span, Words, did_you_mean
from tenfold.model.model import Model
from tenfold.plan.graph import Graph
from tenfold.quantity.expr import Draw, Named, ancestors

__all__ = ["DRIVERS", "Tied", "ties_of"]

DRIVERS = "drivers."
"""What is put before the name of a driver to name its randomness."""


@dataclass(frozen=True, slots=True)
class Tied:
    """Two keys of randomness that move together, by how much, and who says so."""

    first: str
    second: str
    rank: float
    span: Span


def ties_of(graph: Graph) -> tuple[Tied, ...]:
    """Every tie between doubts of this reading; `Rejected` where a name has no doubt.

    What a scenario or a `set` has made certain is no longer tied.
    """
    reader = _Reader(graph)
    found = [*reader.drivers(graph.model), *reader.pairs(graph.model)]
    if reader.problems:
        raise Rejected(dict.fromkeys(reader.problems))
    return tuple(found)


@dataclass(frozen=True)
class _Reader:
    """Looks names up, and notes those that cannot be tied."""

    graph: Graph
    problems: list[Problem] = field(default_factory=list)

    def drivers(self, model: Model) -> Iterator[Tied]:
        for driver in model.drivers.values():
            for words, rank in driver.loadings:
                key = self.key(words)
                if key:
                    yield Tied(f"{DRIVERS}{driver.name}", key, float(rank), words.span)

    def pairs(self, model: Model) -> Iterator[Tied]:
        for pair in model.correlations:
            first, second = self.key(pair.first), self.key(pair.second)
            if first and second:
                yield Tied(first, second, float(pair.rank), pair.span)

    def key(self, words: Words) -> str:
        """The key of a figure's doubt; empty where it has none, with a Problem if it never had."""
        name = words.text.strip()
        figure = self.graph.figures.get(name)
        if figure is None:
            near = did_you_mean(name, self.graph.figures)
            mend = f"did you mean '{near}'?" if near else "name a figure that has a range"
            self.problems.append(Problem("T502", f"unknown figure '{name}'", words.span, mend))
            return ""
        keys = list(dict.fromkeys(_own_doubts(figure)))
        if len(keys) == 1:
            return keys[0]
        if keys or not figure.origin.pinned_by:
            self.problems.append(_untied(name, len(keys), words.span))
        return ""


def _own_doubts(figure: Named) -> Iterator[str]:
    """The keys of the ranges that a figure's own formula has."""
    for node in ancestors([figure.body], lambda node: isinstance(node, Named)):
        if isinstance(node, Draw):
            yield node.key


def _untied(name: str, doubts: int, span: Span) -> Problem:
    if doubts:
        what = f"'{name}' has {doubts} ranges, so it is not clear which one moves"
        return Problem("T513", what, span, "give each range a figure of its own")
    what = f"'{name}' is in no doubt of its own, so nothing can move with it"
    return Problem("T513", what, span, "give it a range, or name the figures that it rests on")
