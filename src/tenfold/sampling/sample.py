"""A Sample: figures of a Tape in many worlds, each with its own draws.

`sample` runs the worlds and keeps what they come to. Small runs keep every
value; large ones count as they go, so that they need no more memory however
many worlds there are. The same run gives the same bytes, whatever the number
of threads or the size of a block.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from tenfold.quantity.expr import Expr
from tenfold.quantity.tape import Tape, Value, double
from tenfold.sampling.blocks import BLOCK, Evaluator, deal_of
from tenfold.sampling.chance import Array, dimensions
from tenfold.sampling.dependence import INDEPENDENT, Dependence
from tenfold.sampling.distribution import Distribution, Estimate, certain, distribution_of
from tenfold.sampling.histogram import COARSE, FINE, Ruler, ruler_of
from tenfold.sampling.program import IN_NUMPY, Case, Program, write_normals, write_program
from tenfold.sampling.settings import SETS, Sampling
from tenfold.sampling.tally import RUN, Layout, Tally

__all__ = ["Distribution", "Estimate", "Sample", "sample"]

MOST_KEPT = 6_000_000
"""Values that are kept; a run that makes more counts them instead."""

MOST_BESIDE = 1_000_000
"""Values of declared outputs that are kept beside others that are counted."""

PILOT = 1_024
"""Worlds of each set that tell where bins should lie."""

_WORTH_STARTING = 80_000_000  # steps times worlds: NumPy takes half a second longer for so many


@dataclass(frozen=True)
class Way:
    """How a run is carried out; the answers are the same in every way."""

    sampling: Sampling
    dimension: dict[str, int]
    threads: int | None
    block: int | None
    engine: str


@dataclass(frozen=True)
class Sample:
    """What figures of a Tape come to in many worlds.

    `known` is what was told already, by output: working it out anew would cost
    a sort, and come to the same.
    """

    tape: Tape
    keys: tuple[str, ...]
    cases: Sequence[Case]
    exact: Sequence[Sequence[Value]]
    dependence: Dependence
    program: Program
    way: Way
    kept: Array
    tally: Tally
    known: dict[int, Distribution] = field(default_factory=dict, repr=False, compare=False)

    @property
    def sampling(self) -> Sampling:
        """How many worlds, how they were drawn, from which seed."""
        return self.way.sampling

    def doubtful(self, node: Expr, case: int = 0) -> bool:
        """Whether a node differs between worlds at all."""
        return (case, self.tape.slot(node)) in self.program.doubtful

    def distribution(self, node: Expr, case: int = 0) -> Distribution:
        """What a node comes to over all worlds, in base units."""
        if not self.doubtful(node, case):
            return certain(self._certain(node, case), self.sampling.drawn)
        output = self._output(node, case)
        if output not in self.known:
            self.known[output] = self._distribution(output)
        return self.known[output]

    def _distribution(self, output: int) -> Distribution:
        row = self.tally.layout.kept[output]
        if row >= 0:
            return distribution_of(self.kept[row])
        return self.tally.distribution(output)

    def values(self, node: Expr, case: int = 0) -> Array:
        """One value for each world, set by set; what was only counted is made again."""
        if not self.doubtful(node, case):
            return np.full(self.sampling.drawn, self._certain(node, case))
        row = self.tally.layout.kept[self._output(node, case)]
        if row >= 0:
            found: Array = self.kept[row].flatten()
            return found
        slots, cases, exact = [self.tape.slot(node)], [self.cases[case]], [self.exact[case]]
        program = write_program(self.tape, slots, cases, exact, self.dependence)
        made: Array = _all(program, self.way)[0]
        return made

    def normals(self, key: str) -> Array:
        """The standard normal of a key in each world, after the ties to other keys."""
        return self.normals_of([key])[key]

    def normals_of(self, keys: Sequence[str]) -> dict[str, Array]:
        """The same for several keys in one run: keys that are tied are dealt once, not for each."""
        asked = tuple(dict.fromkeys(keys))
        unknown = [key for key in asked if key not in self.keys]
        if unknown:
            raise KeyError(f"no key of this sample: {', '.join(unknown)}")
        if not asked:
            return {}
        program = write_normals(asked, self.dependence)
        rows = _all(program, self.way)
        return {key: rows[program.told[0, place]] for place, key in enumerate(asked)}

    def _certain(self, node: Expr, case: int) -> float:
        return double(self.exact[case][self.tape.slot(node)])

    def _output(self, node: Expr, case: int) -> int:
        place = (case, self.tape.slot(node))
        if place not in self.program.told:
            raise KeyError("this node is in doubt, and was not among the outputs")
        return self.program.told[place]


def sample(  # noqa: PLR0913 - what is asked comes first; the rest says how, and is rarely given
    tape: Tape,
    outputs: Sequence[Expr],
    sampling: Sampling,
    dependence: Dependence = INDEPENDENT,
    *,
    cases: Sequence[Case] = ({},),
    declared: Sequence[Expr] = (),
    threads: int | None = None,
    block: int | None = None,
    engine: str = "",
) -> Sample:
    """Run `outputs` of a Tape in many worlds, once for each case of inputs moved.

    All cases meet the same draws. `declared` are the outputs whose quantiles
    matter most: they are exact as far as memory allows. `engine` is `numpy` or
    `compiled`; left out, it is what is fastest.
    """
    exact = [tape.exact(case) for case in cases]
    slots = [tape.slot(node) for node in outputs]
    program = write_program(tape, slots, cases, exact, dependence)
    tied = (key for group in dependence.groups for key in group.keys)
    keys = tuple(sorted({*(draw.key for draw in tape.draws), *tied}))
    way = Way(sampling, dimensions(keys), threads, block, engine)
    chosen = {tape.slot(node) for node in declared}
    fine = {output for (_, slot), output in program.told.items() if slot in chosen}
    layout = _layout(program, way, fine)
    kept, tally = _run(program, layout, way)
    return Sample(tape, keys, cases, exact, dependence, program, way, kept, tally)


def _layout(program: Program, way: Way, fine: set[int]) -> Layout:
    """Which outputs are kept, and what bins the others are counted in."""
    if program.outputs <= MOST_KEPT // way.sampling.drawn:
        return Layout((None,) * program.outputs, tuple(range(program.outputs)))
    room = MOST_BESIDE // way.sampling.drawn
    kept = {output: row for row, output in enumerate(sorted(fine)[:room])}
    rulers: list[Ruler | None] = [None] * program.outputs

    def lay(output: int, values: Array) -> None:
        if output not in kept:
            rulers[output] = ruler_of(values, FINE if output in fine else COARSE)

    evaluator = Evaluator(program, deal_of(way.sampling, way.dimension))
    evaluator.run(range(SETS), 0, min(PILOT, way.sampling.per_set), lay)
    return Layout(tuple(rulers), tuple(kept.get(output, -1) for output in range(program.outputs)))


def _all(program: Program, way: Way) -> Array:
    """Every output of a Program in every world: a row for each."""
    kept, _ = _run(program, Layout((None,) * program.outputs, tuple(range(program.outputs))), way)
    return kept.reshape(program.outputs, -1)


def _run(program: Program, layout: Layout, way: Way) -> tuple[Array, Tally]:
    """All sets of worlds: what is kept (a row an output, then by set), and what is counted."""
    rows = sum(row >= 0 for row in layout.kept)
    kept, tally = np.empty((rows, SETS, way.sampling.per_set)), layout.tally()
    run = _compiled(program, way) or _in_numpy
    run(program, kept, tally, way.sampling, way.dimension, way.threads, way.block)
    return kept, tally.closed()


def _in_numpy(  # noqa: PLR0913, PLR0917 - as many as a run has parts
    program: Program,
    kept: Array,
    tally: Tally,
    sampling: Sampling,
    dimension: Mapping[str, int],
    threads: int | None = None,
    block: int | None = None,
) -> None:
    """Fill what is kept and count the rest, with NumPy."""
    evaluator = Evaluator(program, deal_of(sampling, dimension))
    worlds, row = sampling.per_set, tally.layout.kept
    block = -(-min(block or BLOCK, BLOCK) // RUN) * RUN
    together = max(block // worlds, 1)

    def some(first: int) -> None:
        sets = range(first, min(first + together, SETS))
        for start in range(0, worlds, block):
            stop = min(start + block, worlds)

            def tell(output: int, values: Array, start: int = start, stop: int = stop) -> None:
                if row[output] >= 0:
                    kept[row[output], sets.start : sets.stop, start:stop] = values
                else:
                    for set_, of_set in zip(sets, values, strict=True):
                        tally.count(set_, output, of_set)

            evaluator.run(sets, start, stop, tell)

    firsts = range(0, SETS, together)
    if (threads or 1) == 1:  # threads of NumPy get in each other's way unless asked for
        for first in firsts:
            some(first)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(some, firsts))


def _size(program: Program, way: Way) -> int:
    return way.sampling.drawn * len(program.steps)


def _compiled(program: Program, way: Way) -> Callable[..., None] | None:
    """The compiled way to run, where it is asked for, or is there and worth its start.

    A Program with a function that it does not know runs with NumPy, whatever is asked for.
    """
    if way.engine == "numpy" or (not way.engine and _size(program, way) < _WORTH_STARTING):
        return None
    if any(step.function in IN_NUMPY for step in program.steps):
        return None
    try:
        from tenfold.sampling.compiled import run_compiled  # noqa: PLC0415 - half a second, and numba is optional
    except ImportError:
        if way.engine:
            raise
        return None
    return run_compiled
