"""A Worth: what every node of some roots comes to in one world.

It is one run of one tape, with what a missing price leaves open. The tape
keeps the roots, so that a node is known by its identity for as long as the
Worth lives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tenfold.plan.amount import Amount
from tenfold.plan.graph import Graph
from tenfold.plan.lack import NOTHING, Lack, Sources, lacks_of, sources_of
from tenfold.quantity.expr import Expr
from tenfold.quantity.tape import Tape, Value, compile_tape
from tenfold.quantity.units import Calendar

__all__ = ["Following", "Worth", "follow"]


@dataclass(frozen=True)
class Worth:
    """The values of one run, and what is lacking in them."""

    tape: Tape
    slots: Sequence[Value]
    calendar: Calendar
    lacks: Mapping[int, Lack]

    def value(self, node: Expr) -> Value:
        """What a node is worth, in base units; None where it is undefined."""
        return self.slots[self.tape.slot(node)]

    def lack(self, node: Expr) -> Lack:
        """What a missing price leaves open of a node."""
        return self.lacks.get(id(node), NOTHING)

    def amount(self, node: Expr) -> Amount:
        """What a node is worth, told in its own unit."""
        value, lack = self.value(node), self.lack(node)
        either = lack.more and lack.less
        at_least = lack.more and not either
        missing = either or (at_least and not value)
        at_most = lack.less and not either
        return Amount(value, node.unit, self.calendar, at_least, missing, at_most)


@dataclass(frozen=True)
class Following:
    """Roots on a tape, ready to be run with some inputs moved."""

    tape: Tape
    calendar: Calendar
    sources: Sources

    def run(self, moved: Mapping[str, Value] | None = None) -> Worth:
        """The Worth with these inputs at other values; those not on the tape move nothing."""
        free = {name: value for name, value in (moved or {}).items() if name in self.tape.inputs}
        slots = self.tape.exact(free)
        roots, slot = self.tape.kept, self.tape.slot
        lacks = lacks_of(roots, self.sources, lambda node: slots[slot(node)], free)
        return Worth(self.tape, slots, self.calendar, lacks)


def follow(roots: Sequence[Expr], graphs: Iterable[Graph], free: Iterable[str] = ()) -> Following:
    """Put roots of some graphs on a tape; figures named in `free` can be moved."""
    known = tuple(graphs)
    calendar = known[0].model.calendar
    return Following(compile_tape(roots, calendar, free), calendar, sources_of(known))
