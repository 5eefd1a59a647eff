"""The compiled way to run a Program: many times as fast, where numba is there.

The same worlds and the same answers as with `blocks`, to some 1e-12. What is
compiled is an interpreter, once for all models and then remembered on disk.
Each thread takes whole sets of worlds. This file needs numba.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from tenfold.sampling.chance import Array, backwards, key_of, words_of
from tenfold.sampling.curve import TABLE, curve_of
from tenfold.sampling.loops import CODES, FIXED
from tenfold.sampling.machine import LANES, Bins, Code, Deck, Desk, Shapes, Whole, run
from tenfold.sampling.program import Instruction, Program
from tenfold.sampling.settings import SETS, Sampling
from tenfold.sampling.sobol_numbers import DIMENSIONS, directions
from tenfold.sampling.tally import Layout, Tally

__all__ = ["BLOCK", "run_compiled"]

BLOCK = 1024
"""Worlds in a block: enough that each output finds its bins in the cache but once a block."""

_WITH_CONSTANT = frozenset({"add", "mul", "div", "min", "max", "lt", "le", "gt", "ge", "eq", "ne"})


def run_compiled(  # noqa: PLR0913, PLR0917 - as many as a run has parts
    program: Program,
    kept: Array,
    tally: Tally,
    sampling: Sampling,
    dimension: Mapping[str, int],
    threads: int | None = None,
    block: int | None = None,
) -> None:
    """Run all sets: fill `kept`, by row, set and world, and count the rest."""
    machine = _Setup(program, tally.layout, sampling, dimension, block or BLOCK)

    def one(set_: int) -> None:
        machine.run(set_, kept, tally)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(one, range(SETS)))


class _Setup:
    """A Program as the arrays that a Machine reads; every set of worlds shares them."""

    def __init__(
        self,
        program: Program,
        layout: Layout,
        sampling: Sampling,
        dimension: Mapping[str, int],
        block: int,
    ) -> None:
        self.program, self.layout, self.sampling = program, layout, sampling
        self.block = min(1 << (max(block, LANES) - 1).bit_length(), 4096)
        self.fixed: dict[int, int] = {}
        steps = [self.step(step) for step in program.steps]
        self.code = Code(
            np.array([step for step, _ in steps], np.int64).reshape(-1, 7),
            np.array([number for _, number in steps], np.float64),
        )
        self.shapes = _shapes(program)
        self.rulers, self.numbers, self.guides, self.edges = _rulers(layout)
        places = [dimension.get(key, 0) for key in program.keys]
        numbers = [directions(place if place < DIMENSIONS else 0) for place in places]
        self.points = backwards(np.array(numbers, np.uint32).reshape(-1, 32))
        spaced = {"latin": 0, "sobol": 1, "mc": 2}[sampling.sampler]
        self.spaced = np.array(
            [0 if spaced == 1 and place >= DIMENSIONS else spaced for place in places], np.int64
        )

    def step(self, step: Instruction) -> tuple[tuple[int, ...], float]:
        """An instruction as numbers, and its constant if it has one at its right."""
        function, args = step.function, step.args
        number = self.program.constants[-1 - args[1]] if len(args) == 2 and args[1] < 0 else 0.0
        if function == "sub" and args[1] < 0:
            function, number = "add", -number
        held = len(args) == 2 and args[0] >= 0 > args[1] and function in _WITH_CONSTANT
        read = [self.row(arg) for arg in (args[:1] if held else args)]
        read += [0] * (3 - len(read))
        code = CODES[function] + (FIXED if held else 0)
        return (code, step.out, *read, step.which, step.output), number

    def row(self, arg: int) -> int:
        """The row of the buffer that a step reads: a register, or a row with a constant in it."""
        if arg >= 0:
            return arg
        return self.program.registers + self.fixed.setdefault(arg, len(self.fixed))

    def run(self, set_: int, kept: Array, tally: Tally) -> None:
        worlds, outputs = self.sampling.per_set, len(self.layout.rulers)
        rows = np.empty((self.program.registers + len(self.fixed) + 3, self.block))
        for arg, place in self.fixed.items():
            rows[self.program.registers + place] = self.program.constants[-1 - arg]
        lanes = np.zeros((outputs, 4, LANES))
        lanes[:, 2], lanes[:, 3] = np.inf, -np.inf
        counted = (lanes, tally.counts[set_], tally.bin_ends[set_])
        laid = (self.rulers, self.numbers, self.guides, self.edges)
        bins = Bins(*laid, *counted, kept, set_)
        short, places = np.empty(self.block, np.uint32), np.empty(self.block, np.int32)
        run(self.code, self.deck(set_), self.shapes, bins, Desk(rows, short, places), worlds)
        tally.sums[set_] = np.cumsum(lanes[:, :2], axis=2)[:, :, -1].T
        tally.ends[set_] = lanes[:, 2].min(axis=1), lanes[:, 3].max(axis=1)

    def deck(self, set_: int) -> Deck:
        """What the normals of a set are dealt from."""
        seed, digits = self.sampling.seed, (self.sampling.per_set - 1).bit_length()
        keys = np.array([key_of(seed, key, set_) for key in self.program.keys], np.uint64)
        words = np.ascontiguousarray(words_of(keys).T)
        return Deck(digits, keys, words, self.points, self.spaced)


def _shapes(program: Program) -> Shapes:
    curves = [curve_of(spread) for spread in program.spreads]
    tables = [curve for curve in curves if curve.kind == TABLE]
    place = {id(curve): at for at, curve in enumerate(tables)}
    kinds = [(curve.kind, place.get(id(curve), 0)) for curve in curves]
    numbers = [(curve.a, curve.b, curve.whole, curve.first) for curve in curves]
    found = np.array([(curve.values, curve.slopes) for curve in tables], np.float64)
    return Shapes(
        np.array(kinds, np.int64).reshape(-1, 2),
        np.array(numbers, np.float64).reshape(-1, 4),
        found if tables else np.empty((0, 2, 1)),
    )


def _rulers(layout: Layout) -> tuple[Whole, Array, NDArray[np.uint16], Array]:
    """By output a row of whole numbers and one of others; all guides, and all edges."""
    rows, numbers = [], []
    guides, edges = [np.empty(0, np.uint16)], [np.empty(0)]
    cells = before = 0
    for output, ruler in enumerate(layout.rulers):
        row, start, end = layout.kept[output], layout.starts[output], layout.ends[output]
        if ruler is None:
            rows.append((0, 0, 0, 0, start, -1, row, 0, 0))
            numbers.append((0.0, 0.0, 0.0))
            continue
        size, watched = ruler.guide.size - 1, end if ruler.watched else -1
        found = (int(ruler.octaves), size, ruler.halvings, ruler.bins)
        rows.append((*found, start, watched, row, cells, before))
        numbers.append((ruler.start, ruler.scale, ruler.middle))
        guides.append(ruler.guide)
        edges.append(ruler.edges)
        cells, before = cells + size + 1, before + ruler.edges.size
    return (
        np.array(rows, np.int64).reshape(-1, 9),
        np.array(numbers, np.float64).reshape(-1, 3),
        np.concatenate(guides),
        np.concatenate(edges),
    )
