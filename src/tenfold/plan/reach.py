"""Reach: figures that come from further than a function is known to be true."""

from __future__ import annotations

from collections.abc import Iterator

from tenfold.errors import Problem
from tenfold.plan.bound import loose
from tenfold.plan.graph import Graph
from tenfold.plan.worth import Worth
from tenfold.quantity.expr import Call, Expr, Named, ancestors
from tenfold.quantity.functions import FUNCTIONS
from tenfold.quantity.rules import Reach
from tenfold.quantity.show import amount

__all__ = ["beyond_reach"]


def beyond_reach(graph: Graph, worth: Worth) -> Iterator[Problem]:
    """A remark for each figure that rests on a function beyond what is known of it.

    A candidate size that does not bind is left alone: the plan does not rest on it.
    """
    aside = loose(graph, worth)
    for figure in graph.figures.values():
        if figure.name in aside:
            continue
        for node in ancestors([figure.body], _is_named):
            if isinstance(node, Call):
                for reach in FUNCTIONS[node.function].reach:
                    yield from _beyond(figure, node, reach, worth)


def _is_named(node: Expr) -> bool:
    return isinstance(node, Named)


def _beyond(figure: Named, node: Call, reach: Reach, worth: Worth) -> Iterator[Problem]:
    given = [worth.value(arg) for arg in (*node.args, node)]
    values = [value for value in given if value is not None]
    if len(values) < len(given):
        return
    found = reach.of(*values)
    if not reach.least <= found <= reach.most:
        calendar = worth.calendar
        told, low, high = (
            amount(v, reach.unit, calendar) for v in (found, reach.least, reach.most)
        )
        what = f"in '{figure.name}' {reach.what} comes to {told}, and {node.function} is known"
        what += f" from {low} to {high}"
        yield Problem("T595", what, figure.origin.span, reach.beyond)
