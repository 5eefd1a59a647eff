"""A Tape: many figures as one flat list of instructions, run for many worlds.

`compile_tape` walks a graph once: shared parts are written once, constants are
computed at once, and what nobody asked for is left out. A figure named in
`free` becomes an input, so it can be moved without compiling again; one that
is not moved is what its own formula says, in that world.

Two ways to run it, over the same instructions. `exact` works in Fractions, one
world: what a person would check by hand. `sampled` works on float64 arrays
whose last axis is samples; scenario and scale-step axes broadcast in front.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tenfold.quantity.expr import Call, Const, Draw, Expr, Named, ancestors
from tenfold.quantity.functions import FUNCTIONS
from tenfold.quantity.spread import Spread
from tenfold.quantity.units import Calendar, Unit

if TYPE_CHECKING:
    from tenfold.quantity.kernels import Array

__all__ = ["INPUT", "Step", "Tape", "Value", "compile_tape", "double"]

Value = Fraction | None
"""A value in base units (seconds, bytes, dollars); None where it is undefined."""

_MOST_BITS = 4096
_KEPT_BITS = 1000
INPUT = "input"
"""The function of a step that may be moved."""

_Doubt = tuple[str, Spread, Unit, Fraction]


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction: a function, the slots it reads, the slot it fills.

    The function `input` fills its slot with what the figure was moved to, else
    with what it reads.
    """

    function: str
    args: tuple[int, ...]
    out: int
    name: str = ""


@dataclass(frozen=True)
class Tape:
    """Instructions, the slots they fill, and where each figure is found.

    `draws` holds each doubt once, with its slot: a key that is read in two
    ways (a strategy that narrows a range) has a doubt for each.
    """

    steps: tuple[Step, ...]
    start: tuple[Value, ...]
    inputs: frozenset[str]
    draws: Mapping[Draw, int]
    draw_scales: Mapping[Draw, Fraction]
    slots: Mapping[int, int]
    kept: tuple[Expr, ...]

    def slot(self, node: Expr) -> int:
        """Where the value of a node is found after a run."""
        return self.slots[id(node)]

    def exact(self, moved: Mapping[str, Value] | None = None) -> list[Value]:
        """Every slot in one world, exactly; `moved` gives inputs other values."""
        given = dict(moved or {})
        self._check(given)
        slots = list(self.start)
        for step in self.steps:
            args = [slots[arg] for arg in step.args]
            if step.function == INPUT:
                slots[step.out] = given.get(step.name, args[0])
            else:
                slots[step.out] = _apply(step.function, args)
        return slots

    def sampled(
        self,
        moved: Mapping[str, Array] | None = None,
        drawn: Mapping[Draw, Array] | None = None,
    ) -> list[Array]:
        """Every slot in many worlds at once, in base units.

        `moved` gives inputs by name, in base units; `drawn` gives draws in the
        unit they were written in. Both of any shape that broadcasts, samples last.
        """
        import numpy as np

        from tenfold.quantity.kernels import KERNELS

        given = dict(moved or {})
        self._check(given)
        slots = [np.array(double(value)) for value in self.start]
        for draw, array in (drawn or {}).items():
            slots[self.draws[draw]] = array * double(self.draw_scales[draw])
        with np.errstate(all="ignore"):
            for step in self.steps:
                args = [slots[arg] for arg in step.args]
                if step.function == INPUT:
                    slots[step.out] = np.asarray(given.get(step.name, args[0]), np.float64)
                else:
                    slots[step.out] = KERNELS[step.function](*args)
        return slots

    def _check(self, moved: Iterable[str]) -> None:
        unknown = sorted(set(moved) - self.inputs)
        if unknown:
            raise KeyError(f"not free on this tape: {', '.join(unknown)}")


def compile_tape(roots: Sequence[Expr], calendar: Calendar, free: Iterable[str] = ()) -> Tape:
    """The Tape of some figures; those named in `free` become inputs."""
    writer = _Writer(calendar, frozenset(free))
    for node in ancestors(roots):
        writer.write(node)
    return Tape(
        tuple(writer.steps),
        tuple(writer.start),
        frozenset(writer.inputs),
        writer.draws,
        {draw: draw.unit.scale(calendar) for draw in writer.draws},
        writer.slots,
        tuple(roots),
    )


class _Writer:
    """What is known while a Tape is written."""

    def __init__(self, calendar: Calendar, free: frozenset[str]) -> None:
        self.calendar, self.free = calendar, free
        self.steps: list[Step] = []
        self.start: list[Value] = []
        self.moving: list[bool] = []
        self.inputs: set[str] = set()
        self.draws: dict[Draw, int] = {}
        self.slots: dict[int, int] = {}
        self.constants: dict[Value, int] = {}
        self.doubts: dict[_Doubt, int] = {}
        self.known: dict[Step, int] = {}

    def write(self, node: Expr) -> None:
        if isinstance(node, Named):
            self.slots[id(node)] = self.figure(node)
        elif isinstance(node, Const):
            self.slots[id(node)] = self.constant(node.number * node.unit.scale(self.calendar))
        elif isinstance(node, Draw):
            self.slots[id(node)] = self.draw(node)
        elif isinstance(node, Call):
            self.slots[id(node)] = self.apply(node)

    def new(self, value: Value, *, moving: bool) -> int:
        self.start.append(value)
        self.moving.append(moving)
        return len(self.start) - 1

    def constant(self, value: Value) -> int:
        if value not in self.constants:
            self.constants[value] = self.new(value, moving=False)
        return self.constants[value]

    def figure(self, node: Named) -> int:
        body = self.slots[id(node.body)]
        if node.name not in self.free:
            return body
        self.inputs.add(node.name)
        return self.step(INPUT, (body,), node.name)

    def draw(self, node: Draw) -> int:
        doubt = (node.key, node.spread, node.unit, node.base)
        if doubt not in self.doubts:
            value = node.base * node.unit.scale(self.calendar)
            self.doubts[doubt] = self.draws[node] = self.new(value, moving=True)
        return self.doubts[doubt]

    def apply(self, node: Call) -> int:
        args = tuple(self.slots[id(arg)] for arg in node.args)
        if node.function == "as":
            return args[0]
        if any(self.moving[arg] for arg in args):
            return self.step(node.function, args)
        return self.constant(_apply(node.function, [self.start[arg] for arg in args]))

    def step(self, function: str, args: tuple[int, ...], name: str = "") -> int:
        """The slot that an instruction fills; one that is there already is used again."""
        asked = Step(function, args, 0, name)
        if asked not in self.known:
            out = self.known[asked] = self.new(None, moving=True)
            self.steps.append(Step(function, args, out, name))
        return self.known[asked]


def double(value: Value) -> float:
    """The nearest double; NaN where there is no value, or none that a double can hold."""
    try:
        return math.nan if value is None else float(value)
    except OverflowError:
        return math.nan


def _apply(function: str, args: list[Value]) -> Value:
    """One function in one world; None where it has no value there."""
    if function == "if":
        condition, then, otherwise = args
        return None if condition is None else then if condition else otherwise
    if None in args:
        return None
    kernel: Callable[..., Fraction] = FUNCTIONS[function].exact
    try:
        return _tamed(kernel(*args))
    except (ZeroDivisionError, OverflowError):
        return None


def _tamed(value: Fraction) -> Value:
    """What is too long to carry on exactly is kept to 1,000 bits, beyond any reading of it.

    What is beyond all measure is undefined.
    """
    over, under = value.numerator.bit_length(), value.denominator.bit_length()
    if max(over, under) <= _MOST_BITS:
        return value
    if abs(over - under) > _MOST_BITS:
        return None
    unit = Fraction(2) ** (over - under - _KEPT_BITS)
    return round(value / unit) * unit
