"""A Program: what a Tape does in worlds that differ, and nothing else.

What rests on no draw is worked out beforehand and stands here as a constant.
Several cases of one Tape (an input moved) make one Program, and share all that
the move leaves alone. Steps that no output needs are dropped. Registers are
used again as soon as nothing will read them; no step writes what it reads, so
that a loop over a block of worlds need not fear that its arrays overlap.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tenfold.quantity.capacity import CAPACITY
from tenfold.quantity.expr import Draw
from tenfold.quantity.spread import Spread
from tenfold.quantity.tape import INPUT, Step, Tape, Value, double
from tenfold.sampling.dependence import Dependence

__all__ = ["IN_NUMPY", "Case", "Instruction", "Program", "write_normals", "write_program"]

Case = Mapping[str, Value]
"""Inputs of a Tape at other values, by name."""

Place = tuple[int, int]
"""A case and a slot of the Tape."""

_SWAPPED = {
    "add": "add", "mul": "mul", "min": "min", "max": "max", "eq": "eq", "ne": "ne",
    "and": "and", "or": "or", "lt": "gt", "gt": "lt", "le": "ge", "ge": "le",
}  # fmt: skip
_MANY = {"sum": "add", "min": "min", "max": "max"}
IN_NUMPY = frozenset(CAPACITY) - {"tiers"}
"""Functions that are searches and sums of their own: the compiled way does not know them."""

_STEPPED = frozenset({"ceil", "floor", "round"})
_PLAIN: Mapping[str, Callable[..., float]] = {
    "add": operator.add, "mul": operator.mul, "min": min, "max": max,
}  # fmt: skip
_IDLE = {("add", 0.0), ("sub", 0.0), ("mul", 1.0), ("div", 1.0)}


@dataclass(frozen=True, slots=True)
class Instruction:
    """One step: a function, what it reads, the register it fills, the output it makes.

    What it reads is a register, or a constant where it is below 0: -1 is the
    first constant, -2 the second. `which` is the key of a `normal` or the
    spread of a `curve`; `output` is -1 where nobody asked for the value.
    """

    function: str
    args: tuple[int, ...]
    out: int
    which: int
    output: int


@dataclass(frozen=True)
class Program:
    """Instructions, and where the values are that were asked for.

    `keys` are the sources of randomness that are drawn from, `spreads` the
    shapes that are put on them. `doubtful` holds each case and slot of the Tape
    that differs between worlds, and `told` the outputs of those asked for.
    """

    steps: tuple[Instruction, ...]
    constants: tuple[float, ...]
    registers: int
    keys: tuple[str, ...]
    spreads: tuple[Spread, ...]
    outputs: int
    told: Mapping[Place, int]
    doubtful: frozenset[Place]


def write_program(
    tape: Tape,
    slots: Iterable[int],
    cases: Sequence[Case],
    worlds: Sequence[Sequence[Value]],
    dependence: Dependence,
) -> Program:
    """The Program that makes some slots of a Tape, for each case; `worlds` are its exact values."""
    asked = dict.fromkeys(slots)
    writer = _Writer(dependence)
    doubtful: dict[Place, int] = {}
    for case, (moved, exact) in enumerate(zip(cases, worlds, strict=True)):
        found = writer.follow(tape, moved, exact)
        doubtful |= {(case, slot): value for slot, value in found.items() if value >= 0}
    places = [(case, slot) for case in range(len(cases)) for slot in asked]
    wanted = {place: doubtful[place] for place in places if place in doubtful}
    return _program(writer, wanted, frozenset(doubtful))


def write_normals(keys: Sequence[str], dependence: Dependence) -> Program:
    """The Program that makes the normals of some keys, as they move together: output by place."""
    writer = _Writer(dependence)
    wanted = {(0, place): writer.normal(key) for place, key in enumerate(keys)}
    return _program(writer, wanted, frozenset(wanted))


@dataclass(frozen=True, slots=True)
class _Made:
    """A value and what makes it; it is numbered by its place among all that is made."""

    function: str
    args: tuple[int, ...]
    which: int = 0


class _Writer:
    """What is known while a Program is written: each value once, by what makes it.

    A value is a number from 0; a constant is below 0, as in an Instruction.
    """

    def __init__(self, dependence: Dependence) -> None:
        self.rows = {key: (g, row) for g in dependence.groups for row, key in enumerate(g.keys)}
        self.made: dict[_Made, int] = {}
        self.constants: dict[float | None, int] = {}
        self.numbers: list[float | None] = []
        self.keys: dict[str, int] = {}
        self.spreads: dict[Spread, int] = {}

    def follow(self, tape: Tape, moved: Case, exact: Sequence[Value]) -> dict[int, int]:
        """What makes each slot that rests on a draw in this case."""
        found = {
            slot: self.drawn(draw, double(tape.draw_scales[draw]))
            for draw, slot in tape.draws.items()
        }
        for step in tape.steps:
            still = step.function == INPUT and step.name in moved
            if still or not any(arg in found for arg in step.args):
                continue
            args = [found[a] if a in found else self.constant(double(exact[a])) for a in step.args]
            if step.function != "if" and all(arg < 0 for arg in args):
                found[step.out] = self.constant(double(exact[step.out]))
            else:
                found[step.out] = self.apply(step, args)
        return found

    def constant(self, value: float) -> int:
        known = None if math.isnan(value) else value
        if known not in self.constants:
            self.constants[known] = len(self.numbers)
            self.numbers.append(known)
        return -1 - self.constants[known]

    def number(self, arg: int) -> float | None:
        """The number that a constant is; None for one without a value."""
        return self.numbers[-1 - arg]

    def drawn(self, draw: Draw, scale: float) -> int:
        spread = self.spreads.setdefault(draw.spread, len(self.spreads))
        shaped = self.make("curve", (self.normal(draw.key),), spread)
        return self.simple("mul", (shaped, self.constant(scale)))

    def normal(self, key: str) -> int:
        """The standard normal of a key: its own, or joined with those before it in its group."""
        if key not in self.rows:
            return self.own(key)
        group, row = self.rows[key]
        joined = self.constant(0.0)
        for column in group.lower[row, : row + 1].nonzero()[0]:
            share = float(group.lower[row, column])
            part = self.simple("mul", (self.own(group.keys[column]), self.constant(share)))
            joined = self.simple("add", (part, joined))
        return joined

    def own(self, key: str) -> int:
        return self.make("normal", (), self.keys.setdefault(key, len(self.keys)))

    def apply(self, step: Step, args: list[int]) -> int:
        """A function of the language in functions of one, two or three fixed arguments."""
        function = step.function
        if function == INPUT:
            return args[0]
        if function == "if":
            return self.choice(args)
        if function in _MANY:
            joined = args[0]
            for arg in args[1:]:
                joined = self.simple(_MANY[function], (joined, arg))
            return joined
        if function == "tiers":
            return self.graduated(args)
        if function in IN_NUMPY:
            return self.make(function, tuple(args))
        if function in _STEPPED and len(args) == 2:
            whole = self.simple(function, (self.simple("div", (args[0], args[1])),))
            return self.simple("mul", (whole, args[1]))
        return self.simple(function, tuple(args))

    def graduated(self, args: list[int]) -> int:
        """Tiers, as the sum of what lies in each of them."""
        quantity, none = args[0], self.constant(0.0)
        starts, ends, found = [none, *args[2::2]], args[2::2], none
        for place, rate in enumerate(args[1::2]):
            upto = quantity
            if place < len(ends):
                upto = self.simple("min", (quantity, ends[place]))
            part = self.simple("max", (self.simple("sub", (upto, starts[place])), none))
            found = self.simple("add", (self.simple("mul", (part, rate)), found))
        return found

    def choice(self, args: list[int]) -> int:
        condition, then, otherwise = args
        if condition >= 0:
            return self.make("if", tuple(args))
        holds = self.number(condition)
        return condition if holds is None else then if holds else otherwise

    def simple(self, function: str, args: tuple[int, ...]) -> int:
        """One step, a constant at its right where it can be; none where it would do nothing."""
        if any(arg < 0 and self.number(arg) is None for arg in args):
            return self.constant(math.nan)
        if function in _PLAIN and all(arg < 0 for arg in args):
            return self.constant(_PLAIN[function](*(self.numbers[-1 - arg] for arg in args)))
        if function in _SWAPPED and args[0] < 0 <= args[1]:
            function, args = _SWAPPED[function], (args[1], args[0])
        if len(args) == 2 and args[1] < 0:
            number = self.number(args[1])
            if (function, number) in _IDLE:
                return args[0]
            if function == "div" and not number:
                return self.constant(math.nan)
        return self.make(function, args)

    def make(self, function: str, args: tuple[int, ...], which: int = 0) -> int:
        if _SWAPPED.get(function) == function and args[0] > args[1] >= 0:
            args = (args[1], args[0])
        return self.made.setdefault(_Made(function, args, which), len(self.made))


def _program(writer: _Writer, wanted: Mapping[Place, int], doubtful: frozenset[Place]) -> Program:
    """What is wanted and all that it rests on, in an order that holds few registers."""
    made = list(writer.made)
    order = _ordered(made, wanted.values())
    outputs = {value: place for place, value in enumerate(dict.fromkeys(wanted.values()))}
    keys, spreads = (_in_use(order, made, kind) for kind in ("normal", "curve"))
    kinds = {"normal": keys, "curve": spreads}
    registers = _Registers(order, made)
    steps = []
    for value in order:
        what = made[value]
        args, out = registers.fill(value, what.args)
        which = kinds[what.function][what.which] if what.function in kinds else 0
        steps.append(Instruction(what.function, args, out, which, outputs.get(value, -1)))
    return Program(
        tuple(steps),
        tuple(math.nan if number is None else number for number in writer.numbers),
        registers.count,
        tuple(key for place, key in enumerate(writer.keys) if place in keys),
        tuple(spread for place, spread in enumerate(writer.spreads) if place in spreads),
        len(outputs),
        {place: outputs[value] for place, value in wanted.items()},
        doubtful,
    )


def _ordered(made: Sequence[_Made], wanted: Iterable[int]) -> list[int]:
    """Every value that is needed, each once, just before it is read; what takes longest first."""
    depth: list[int] = []
    for what in made:
        depth.append(1 + max((depth[arg] for arg in what.args if arg >= 0), default=0))
    done: dict[int, None] = {}
    stack = [(value, False) for value in reversed(list(wanted))]
    while stack:
        value, ready = stack.pop()
        if value in done:
            continue
        if ready:
            done[value] = None
            continue
        stack.append((value, True))
        args = sorted((arg for arg in made[value].args if arg >= 0), key=depth.__getitem__)
        stack.extend((arg, False) for arg in args)
    return list(done)


def _in_use(order: Iterable[int], made: Sequence[_Made], function: str) -> dict[int, int]:
    """The keys or spreads that are used, numbered anew in the order they were met."""
    used = sorted({made[value].which for value in order if made[value].function == function})
    return {which: place for place, which in enumerate(used)}


class _Registers:
    """Which register holds which value; one is free again after the last step that reads it."""

    def __init__(self, order: Sequence[int], made: Sequence[_Made]) -> None:
        self.last = {arg: value for value in order for arg in made[value].args if arg >= 0}
        self.held: dict[int, int] = {}
        self.free: list[int] = []
        self.count = 0

    def fill(self, value: int, args: tuple[int, ...]) -> tuple[tuple[int, ...], int]:
        """The registers that a step reads, and the one that it fills."""
        read = tuple(self.held[arg] if arg >= 0 else arg for arg in args)
        if not self.free:
            self.free.append(self.count)
            self.count += 1
        out = self.free.pop()
        done = {arg for arg in args if self.last.get(arg) == value}
        self.free += [self.held.pop(arg) for arg in sorted(done)]
        if value in self.last:
            self.held[value] = out
        else:
            self.free.append(out)
        return read, out
