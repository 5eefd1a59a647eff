"""How near the truth each sampler comes, and how often the printed error reaches it.

    python benchmarks/convergence.py

The truth is a run of a thousand million worlds of plain Monte Carlo, from a seed
that nothing else uses. Each sampler is then run from many seeds. It prints the
tables of docs/doubt.md, and takes some minutes.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from unittest.mock import patch

from flagship import doubt

from tenfold.plan.doubt import Doubt
from tenfold.quantity.tape import compile_tape
from tenfold.sampling.chance import key_of
from tenfold.sampling.distribution import Distribution, Estimate
from tenfold.sampling.sample import sample
from tenfold.sampling.settings import SAMPLERS, Sampling
from tenfold.sampling.sobol_numbers import DIMENSIONS

TRUTH = Sampling(1_000_000_000, "mc", seed=20_261_124)
RUNS = {16_384: 400, 131_072: 200, 1_048_576: 100}
"""How many seeds each number of worlds is run from."""

WAYS, SEEDS = 20, 20
"""How many ways of giving out Sobol dimensions by name, and seeds for each."""

ASKED = ("mean", "P10", "P50", "P90", "P99")

Estimates = Sequence[Estimate]
Run = Callable[[Sampling], Estimates]


def runner(known: Doubt) -> Run:
    """The flagship's total, ready to be run again."""
    tape = compile_tape([known.total], known.graph.model.calendar)

    def run(sampling: Sampling) -> Estimates:
        drawn = sample(tape, [known.total], sampling, known.dependence, declared=[known.total])
        return estimates(drawn.distribution(known.total))

    return run


def estimates(found: Distribution) -> Estimates:
    """What is asked of the total, each with its printed error."""
    return [found.mean, *found.quantiles([int(name[1:]) for name in ASKED[1:]])]


def by_name(run: Run, worlds: int) -> Iterator[Estimates]:
    """Runs of `sobol` where the dimension of a key rests on its name alone, in many ways."""
    for way in range(WAYS):

        def dimensions(keys: Iterable[str], way: int = way) -> dict[str, int]:
            return {key: key_of(way, f"dimension of {key}", 0) % DIMENSIONS for key in keys}

        with patch("tenfold.sampling.sample.dimensions", dimensions):
            yield from [run(Sampling(worlds, "sobol", seed)) for seed in range(1, SEEDS + 1)]


def distance(found: Sequence[Estimates], truth: Estimates) -> Iterator[str]:
    """How far a run is from the truth: the root of the mean square, in percent."""
    for place, true in enumerate(truth):
        off = [(run[place].value / true.value - 1) ** 2 for run in found]
        yield f"{100 * math.sqrt(sum(off) / len(off)):.2g}%"


def covered(found: Sequence[Estimates], truth: Estimates) -> Iterator[str]:
    """How often the printed error reached the truth."""
    for place, true in enumerate(truth):
        reached = [abs(run[place].value - true.value) <= run[place].error for run in found]
        yield f"{100 * sum(reached) / len(reached):.0f}%"


def row(*cells: str) -> str:
    """A row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def head(*cells: str) -> str:
    """The first two rows of a table that ends in all that is asked."""
    names = (*cells, *ASKED)
    return f"\n{row(*names)}\n{row(*('---' for _ in names))}"


def main() -> None:
    """Print the tables, in Markdown."""
    known = doubt(Sampling(1_024))
    run, unit = runner(known), float(known.total.unit.scale(known.graph.model.calendar)) * 1e6
    truth = run(TRUTH)
    off, reached = [head("sampler", "worlds")], [head("sampler", "worlds", "seeds")]
    for worlds, seeds in RUNS.items():
        print(f"{worlds:,} worlds", file=sys.stderr)
        for sampler in SAMPLERS:
            found = [run(Sampling(worlds, sampler, seed)) for seed in range(1, seeds + 1)]
            off.append(row(sampler, f"{worlds:,}", *distance(found, truth)))
            reached.append(row(sampler, f"{worlds:,}", str(seeds), *covered(found, truth)))
        if worlds in {16_384, 131_072}:
            found = list(by_name(run, worlds))
            off.append(row("sobol, dimension by name", f"{worlds:,}", *distance(found, truth)))
    print(head("the truth"))
    print(row("million dollars a month", *(f"{one.value / unit:.4f}" for one in truth)))
    print(row("its own error", *(f"{100 * one.error / one.value:.4f}%" for one in truth)))
    print(*off, *reached, sep="\n")


if __name__ == "__main__":
    main()
