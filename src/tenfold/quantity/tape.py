"""A Tape: many figures as one flat list of instructions, run for many worlds.

`compile_tape` walks a graph once: shared parts are written once, constants are
computed at once, and what nobody asked for is left out. A figure named in
`free` becomes an input, so it can be moved without compiling again.

Two ways to run it, over the same instructions. `exact` works in Fractions, one
world: what a person would check by hand. `sampled` works on float64 arrays
whose last axis is samples; scenario and scale-step axes broadcast in front.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tenfold.quantity.expr import Call, Const, Draw, Expr, Named, ancestors
from tenfold.quantity.functions import FUNCTIONS
from tenfold.quantity.units import Calendar

if TYPE_CHECKING:
    from tenfold.quantity.kernels import Array

__all__ = ["Tape", "Value", "compile_tape"]

Value = Fraction | None
"""A value in base units (seconds, bytes, dollars); None where it is undefined."""

_LARGEST_BITS = 8192


@dataclass(frozen=True, slots=True)
class _Step:
    """One instruction: a function, the slots it reads, the slot it fills."""

    function: str
    args: tuple[int, ...]
    out: int


@dataclass(frozen=True)
class Tape:
    """Instructions, the slots they fill, and where each figure is found."""

    steps: tuple[_Step, ...]
    start: tuple[Value, ...]
    inputs: Mapping[str, int]
    draws: Mapping[str, int]
    draw_scales: Mapping[str, Fraction]
    slots: Mapping[int, int]
    kept: tuple[Expr, ...]

    def slot(self, node: Expr) -> int:
        """Where the value of a node is found after a run."""
        return self.slots[id(node)]

    def exact(self, moved: Mapping[str, Value] | None = None) -> list[Value]:
        """Every slot in one world, exactly; `moved` gives inputs other values."""
        slots = list(self.start)
        for name, value in (moved or {}).items():
            slots[self.inputs[name]] = value
        for step in self.steps:
            slots[step.out] = _apply(step.function, [slots[arg] for arg in step.args])
        return slots

    def sampled(
        self,
        moved: Mapping[str, Array] | None = None,
        drawn: Mapping[str, Array] | None = None,
    ) -> list[Array]:
        """Every slot in many worlds at once, in base units.

        `moved` gives inputs by name, `drawn` gives draws by key, in the unit
        they were written in; both of any shape that broadcasts, samples last.
        """
        import numpy as np

        from tenfold.quantity.kernels import KERNELS

        slots = [np.array(np.nan if v is None else float(v)) for v in self.start]
        for name, array in (moved or {}).items():
            slots[self.inputs[name]] = array
        for key, array in (drawn or {}).items():
            slots[self.draws[key]] = array * float(self.draw_scales[key])
        with np.errstate(all="ignore"):
            for step in self.steps:
                slots[step.out] = KERNELS[step.function](*(slots[arg] for arg in step.args))
        return slots


def compile_tape(roots: Sequence[Expr], calendar: Calendar, free: Iterable[str] = ()) -> Tape:
    """The Tape of some figures; those named in `free` become inputs."""
    writer = _Writer(calendar, frozenset(free))
    stop = (lambda node: isinstance(node, Named) and node.name in writer.free) if writer.free else None
    for node in ancestors(roots, stop):
        writer.write(node)
    writer.settle()
    return Tape(
        tuple(writer.steps),
        tuple(writer.start),
        writer.inputs,
        writer.draws,
        writer.draw_scales,
        writer.slots,
        tuple(roots),
    )


class _Writer:
    """What is known while a Tape is written."""

    def __init__(self, calendar: Calendar, free: frozenset[str]) -> None:
        self.calendar, self.free = calendar, free
        self.steps: list[_Step] = []
        self.start: list[Value] = []
        self.moving: list[bool] = []
        self.inputs: dict[str, int] = {}
        self.inputs_seen: list[Named] = []
        self.draws: dict[str, int] = {}
        self.draw_scales: dict[str, Fraction] = {}
        self.slots: dict[int, int] = {}
        self.constants: dict[Value, int] = {}
        self.known: dict[tuple[str, tuple[int, ...]], int] = {}

    def new(self, value: Value, *, moving: bool) -> int:
        self.start.append(value)
        self.moving.append(moving)
        return len(self.start) - 1

    def constant(self, value: Value) -> int:
        if value not in self.constants:
            self.constants[value] = self.new(value, moving=False)
        return self.constants[value]

    def write(self, node: Expr) -> None:
        if isinstance(node, Named):
            self.slots[id(node)] = self.input(node) if node.name in self.free else self.slots[id(node.body)]
        elif isinstance(node, Const):
            self.slots[id(node)] = self.constant(node.number * node.unit.scale(self.calendar))
        elif isinstance(node, Draw):
            self.slots[id(node)] = self.draw(node)
        elif isinstance(node, Call):
            self.slots[id(node)] = self.apply(node)

    def input(self, node: Named) -> int:
        if node.name not in self.inputs:
            self.inputs[node.name] = self.new(None, moving=True)
            self.inputs_seen.append(node)
        return self.inputs[node.name]

    def settle(self) -> None:
        """Inputs stand on the values of their own bodies until they are moved."""
        if not self.inputs_seen:
            return
        bodies = compile_tape([node.body for node in self.inputs_seen], self.calendar)
        values = bodies.exact()
        for node in self.inputs_seen:
            self.start[self.inputs[node.name]] = values[bodies.slot(node.body)]

    def draw(self, node: Draw) -> int:
        if node.key not in self.draws:
            scale = node.unit.scale(self.calendar)
            self.draws[node.key] = self.new(node.base * scale, moving=True)
            self.draw_scales[node.key] = scale
        return self.draws[node.key]

    def apply(self, node: Call) -> int:
        function = node.function
        args = tuple(self.slots[id(arg)] for arg in node.args)
        if function == "as":
            return args[0]
        key = (function, args)
        if key not in self.known:
            if any(self.moving[arg] for arg in args):
                out = self.new(None, moving=True)
                self.steps.append(_Step(function, args, out))
            else:
                out = self.constant(_apply(function, [self.start[arg] for arg in args]))
            self.known[key] = out
        return self.known[key]


def _apply(function: str, args: list[Value]) -> Value:
    """One function in one world; None where it has no value there."""
    if function == "if":
        condition, then, otherwise = args
        return None if condition is None else then if condition else otherwise
    if None in args:
        return None
    kernel: Callable[..., Fraction] = FUNCTIONS[function].exact
    try:
        value = kernel(*args)
    except (ZeroDivisionError, OverflowError):
        return None
    if value.denominator.bit_length() > _LARGEST_BITS or value.numerator.bit_length() > _LARGEST_BITS:
        return _tamed(value)
    return value


def _tamed(value: Fraction) -> Value:
    """Too long to carry on exactly: kept to 1,000 bits, far beyond any reading of it."""
    shift = value.numerator.bit_length() - value.denominator.bit_length() - 1000
    if abs(shift) > 100_000:
        return None
    unit = Fraction(2) ** shift
    return round(value / unit) * unit
