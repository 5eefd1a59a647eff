"""How near the truth each sampler comes, and how honest the printed error is.

    python benchmarks/convergence.py

The truth is a run of a thousand million worlds of plain Monte Carlo, from a seed
that nothing else uses. Each sampler is then run from many seeds. It prints the
two tables of docs/doubt.md, and takes some minutes.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterable, Iterator, Sequence

from flagship import doubt

from tenfold.quantity.distribution import Distribution, Estimate
from tenfold.quantity.sample import sample
from tenfold.quantity.sampling import SAMPLERS, Sampling
from tenfold.quantity.tape import compile_tape

TRUTH = Sampling(1_000_000_000, "mc", seed=20_261_124)
RUNS = {16_384: 400, 131_072: 200, 1_048_576: 100}
"""How many seeds each number of worlds is run from."""

ASKED = ("mean", "P10", "P50", "P90", "P99")


def estimates(found: Distribution) -> list[Estimate]:
    """What is asked of the total, each with its printed error."""
    return [found.mean, *(found.quantile(int(name[1:])) for name in ASKED[1:])]


def main() -> None:
    """Print both tables, in Markdown."""
    known = doubt(Sampling(1_024))
    calendar = known.graph.model.calendar
    tape = compile_tape([known.total], calendar)

    def run(sampling: Sampling) -> list[Estimate]:
        drawn = sample(tape, [known.total], sampling, known.dependence, declared=[known.total])
        return estimates(drawn.distribution(known.total))

    scale = float(known.total.unit.scale(calendar))
    start = time.perf_counter()
    truth = run(TRUTH)
    took = time.perf_counter() - start
    print(f"truth ({TRUTH.drawn:,} worlds, {took:.0f} s):", file=sys.stderr)
    print(f"| the truth, $M a month | {row(f'{e.value / scale / 1e6:.4f}' for e in truth)} |")
    print(f"| its own error | {row(f'{100 * e.error / e.value:.4f}%' for e in truth)} |")
    distances, covers = [], []
    for worlds, seeds in RUNS.items():
        for sampler in SAMPLERS:
            found = [run(Sampling(worlds, sampler, seed)) for seed in range(1, seeds + 1)]
            name = f"| {sampler} | {worlds:,} "
            distances.append(f"{name}| {row(distance(found, truth))} |")
            covers.append(f"{name}| {seeds} | {row(covered(found, truth))} |")
            print(distances[-1], covers[-1], sep="\n", file=sys.stderr)
    head = " | ".join(ASKED)
    print(f"\n| sampler | worlds | {head} |\n|---|---|{'---|' * len(ASKED)}", *distances, sep="\n")
    print(f"\n| sampler | worlds | seeds | {head} |\n|---|---|---|{'---|' * len(ASKED)}", *covers, sep="\n")


def row(cells: Iterable[str]) -> str:
    """Cells of a Markdown table."""
    return " | ".join(cells)


def distance(found: Sequence[Sequence[Estimate]], truth: Sequence[Estimate]) -> Iterator[str]:
    """How far a run is from the truth: the root of the mean square, in percent."""
    for place, true in enumerate(truth):
        off = [(run[place].value / true.value - 1) ** 2 for run in found]
        yield f"{100 * math.sqrt(sum(off) / len(off)):.2g}%"


def covered(found: Sequence[Sequence[Estimate]], truth: Sequence[Estimate]) -> Iterator[str]:
    """How often the printed error reached the truth."""
    for place, true in enumerate(truth):
        reached = [abs(run[place].value - true.value) <= run[place].error for run in found]
        yield f"{100 * sum(reached) / len(reached):.0f}%"


if __name__ == "__main__":
    main()
