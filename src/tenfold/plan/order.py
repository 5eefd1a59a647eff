"""In which order figures and components can be bound, and which go in circles.

A unit of work is one figure or one whole component: a component's settings
are bound together and its law runs once. `total` rests on all components.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tenfold.errors import Problem
from tenfold.model.model import Model
from tenfold.plan.formulas import Reference

__all__ = ["ALONE", "TOTAL", "Link", "Links", "circle", "in_order", "unit_of"]

TOTAL = "total"

Link = tuple[str, Reference]
"""A unit that another rests on, and the reference that says so."""

ALONE = ("exchange.", "discounts.")
"""Owners whose figures are units of work of their own, each by itself."""

Links = Mapping[str, Sequence[Link]]
"""For each unit, what it rests on."""

_SHOWN_WHOLE = 8


def unit_of(name: str, model: Model) -> str:
    """The unit of work that a name belongs to; that of a component ends in a dot."""
    if name in model.assumptions or name in model.figures or name.startswith(ALONE):
        return name
    owner = name.partition(".")[0]
    return TOTAL if owner == TOTAL else f"{owner}."


def in_order(links: Links) -> tuple[list[str], list[Problem], set[str]]:
    """Units, each after what it rests on; a Problem for each circle; who is in one."""
    walk = _Walk(links)
    for start in links:
        walk.down_from(start)
    return walk.order, walk.problems, walk.caught


@dataclass
class _Walk:
    """A walk down the links, depth first, without recursion."""

    links: Links
    order: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    caught: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    came_by: dict[str, Reference] = field(default_factory=dict)

    def down_from(self, start: str) -> None:
        if start in self.done:
            return
        path = {start: self.below(start)}
        while path:
            unit, below = next(reversed(path.items()))
            target, reference = next(below, ("", None))
            if reference is None:
                path.popitem()
                self.done.add(unit)
                self.order.append(unit)
            elif target in path:
                self.found(list(path), target, reference)
            elif target not in self.done:
                path[target] = self.below(target)
                self.came_by[target] = reference

    def below(self, unit: str) -> Iterator[Link]:
        return (link for link in self.links[unit] if link[0] in self.links)

    def found(self, path: list[str], target: str, reference: Reference) -> None:
        round_trip = path[path.index(target) :]
        if round_trip[-1] == TOTAL and len(round_trip) > 1:
            reference = self.came_by[TOTAL]  # that a total has parts is nobody's mistake
        if self.caught.isdisjoint(round_trip):
            self.problems.append(circle(round_trip, reference))
        self.caught.update(round_trip)


def circle(units: list[str], reference: Reference) -> Problem:
    """A circle, told with the path that closes it."""
    names = [unit.rstrip(".") for unit in units]
    if len(names) == 1:
        what = f"'{names[0]}' is defined by itself"
        return Problem("T505", what, reference.span, "name what it is made from")
    shown = names if len(names) <= _SHOWN_WHOLE else [*names[:4], "...", *names[-3:]]
    path = " -> ".join([*shown, names[0]])
    mend = "one of them has to be stated"
    return Problem("T505", f"circular reference: {path}", reference.span, mend)
