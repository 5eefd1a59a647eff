"""In which order figures and components can be bound, and which go in circles.

A unit of work is one figure or one whole component: a component's settings
are bound together and its law runs once. `total` rests on all components.
"""

from __future__ import annotations

from collections.abc import Mapping

from tenfold.errors import Problem
from tenfold.plan.formulas import Reference

__all__ = ["TOTAL", "in_order"]

TOTAL = "total"

Links = Mapping[str, list[tuple[str, Reference]]]
"""For each unit, the units it rests on, each with the reference that says so."""


def in_order(links: Links) -> tuple[list[str], list[Problem], set[str]]:
    """Units, each after what it rests on; a Problem for each circle; who is in one."""
    order: list[str] = []
    problems: list[Problem] = []
    caught: set[str] = set()
    done: set[str] = set()
    for start in links:
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            unit, place = stack.pop()
            if place == 0:
                if unit in done:
                    continue
                path.append(unit)
                on_path.add(unit)
            below = links.get(unit, [])
            while place < len(below) and (below[place][0] in done or below[place][0] not in links):
                place += 1
            if place == len(below):
                done.add(unit)
                order.append(unit)
                path.pop()
                on_path.discard(unit)
                continue
            target, reference = below[place]
            stack.append((unit, place + 1))
            if target in on_path:
                circle = path[path.index(target) :]
                if not caught & set(circle):
                    problems.append(_circle(circle, reference))
                caught.update(circle)
            else:
                stack.append((target, 0))
    return order, problems, caught


def _circle(circle: list[str], reference: Reference) -> Problem:
    if len(circle) == 1:
        return Problem("T505", f"'{circle[0]}' is defined by itself", reference.span, "name what it is made from")
    shown = circle if len(circle) <= 8 else [*circle[:4], "...", *circle[-3:]]
    path = " -> ".join([*shown, circle[0]])
    return Problem("T505", f"circular reference: {path}", reference.span, "one of them has to be stated")
