"""Measure worlds: against NumPy, a loop written for one model, other tools, and memory.

    python benchmarks/doubt.py

SQUIGGLE may name a folder in which `npm install @quri/squiggle-lang` was run.
Part of benchmarks/run.py. Nothing here judges.
"""

from __future__ import annotations

import compileall
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
from flagship import FILE, SCENARIO, figures
from peers import peers, squiggle
from timing import Row, pair, process, show, timed
from worlds_by_hand import SHARES, fused, node_by_node

from tenfold.quantity.sample import Sample, sample
from tenfold.quantity.sampling import Sampling

__all__ = ["parts"]

MILLION = 1 << 20
PERCENT = [round(100 * share) for share in SHARES]
RUNS = 7
MONTH = 720 * 3600


def told(found: Sample) -> Mapping[int, list[float]]:
    """Quantiles of all that was asked for and is in doubt, by slot of the tape."""
    nodes = {found.tape.slot(node): node for node in found.tape.kept if found.doubtful(node)}
    known = {slot: found.distribution(node) for slot, node in nodes.items()}
    return {slot: [one.quantile(p).value for p in PERCENT] for slot, one in known.items()}


def every_figure() -> Iterator[Row]:
    """All figures at five quantiles: NumPy on whole arrays, and a loop for this model alone."""
    known, sampling = figures(), Sampling(MILLION)
    tape, total = known.tape, [known.total]

    def drawn(threads: int | None = None) -> Sample:
        return sample(
            tape, known.all, sampling, declared=total, engine="compiled", threads=threads
        )

    first = drawn()
    ours, slot = told(first), tape.slot(known.total)
    like = sample(tape, known.all, sampling, engine="compiled")
    alone = fused(like)

    def in_numpy() -> Mapping[int, list[float]]:
        return node_by_node(known, list(ours), MILLION)

    agree("NumPy", in_numpy()[slot], ours[slot])
    agree("a loop", alone(sampling)[like.program.told[0, slot]], ours[slot])
    what = f"{len(known.all)} figures, {len(ours)} in doubt, {MILLION:,} worlds"
    yield faster(what, lambda: told(drawn()), "NumPy, node by node", in_numpy, 5)
    yield faster("  1 thread", lambda: told(drawn(1)), "NumPy, node by node", in_numpy, 5)
    yield faster("  2 threads", lambda: told(drawn(2)), "one loop by hand", lambda: alone(sampling))
    yield faster("  drawn and counted alone", drawn, "one loop by hand", lambda: alone(sampling))
    yield "  quantiles alone", f"{timed(lambda: told(first), RUNS):.0f} ms", "", ""


def the_total() -> Iterator[Row]:
    """The total alone, as other tools would have it."""
    known = figures(total_alone=True)
    slot = known.tape.slot(known.total)
    others = list(peers())
    for worlds in (1 << 14, 1 << 17, MILLION):

        def ours(worlds: int = worlds) -> list[float]:
            drawn = sample(known.tape, known.all, Sampling(worlds), declared=known.all)
            return [dollars * MONTH for dollars in told(drawn)[slot]]

        what = f"the total alone, {worlds:,} worlds"
        for name, run in others:
            agree(name, run(worlds), ours())
            yield faster(what, ours, name, lambda run=run, n=worlds: run(n))  # type: ignore[misc]
        told_by = squiggle(worlds, 3) if worlds < MILLION else None
        if told_by is not None:
            agree("Squiggle", told_by[1], ours())
            took, theirs = timed(ours, RUNS), statistics.median(told_by[0])
            yield what, f"{took:.1f} ms", f"Squiggle in node, {theirs:.0f} ms", ratio(theirs / took)
        elif worlds < MILLION:
            yield what, "", "Squiggle: left out, SQUIGGLE names no folder", ""


def faster(
    what: str,
    ours: Callable[[], object],
    name: str,
    theirs: Callable[[], object],
    runs: int = RUNS,
) -> Row:
    """A row for two that are timed in turn."""
    slow, took, times = pair(theirs, ours, runs)
    return what, f"{took:.1f} ms", f"{name}, {slow:.0f} ms", ratio(times)


def ratio(times: float) -> str:
    """How many times as long the other takes."""
    return f"it takes {times:.3g}x as long"


def agree(name: str, theirs: object, ours: object) -> None:
    """Stop where the medians are further apart than 2%."""
    one, other = (np.asarray(values, np.float64)[len(PERCENT) // 2] for values in (theirs, ours))
    if not abs(one / other - 1) < 0.02:
        raise SystemExit(f"{name} has a median of {one}, Tenfold {other}: they must agree")


def memory() -> Iterator[Row]:
    """How much a run needs beyond a process that has imported the same and done nothing."""
    if not Path("/proc/self/status").exists():
        yield "memory", "", "left out: this system has no /proc", ""
        return
    for power in (17, 20, 23, 26):
        asked = (sys.executable, "-c", f"import doubt; doubt.needed({1 << power})")
        found = subprocess.run(
            asked, cwd=Path(__file__).parent, capture_output=True, text=True, check=True
        )
        idle, most = map(int, found.stdout.split())
        yield (
            f"memory, all figures, {1 << power:,} worlds",
            f"{most / 1024:.0f} MB",
            f"the process before, {idle / 1024:.0f} MB",
            f"{(most - idle) / 1024:.0f} MB more",
        )


def needed(worlds: int) -> None:
    """Print the memory held before a run and the most that was held in it, in kilobytes."""
    import tenfold.quantity.compiled  # noqa: F401 - what is imported is not what a run needs

    known = figures()
    idle = _held("VmRSS")
    drawn = sample(
        known.tape, known.all, Sampling(worlds), declared=[known.total], engine="compiled"
    )
    told(drawn)
    print(idle, _held("VmHWM"))


def _held(name: str) -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split(f"{name}:")[1].split()[0])


def cold() -> Iterator[Row]:
    """Whole processes on the flagship, bytecode compiled."""
    compileall.compile_dir(str(FILE.parent.parent / "src"), quiet=2)
    read = (str(FILE), "--scenario", SCENARIO)
    floor = process(sys.executable, "-c", "import numpy")
    for verb in ("plan", "risk"):
        run = process(sys.executable, "-m", "tenfold", verb, *read)
        took, bare, times = pair(run, floor)
        yield (
            f"tenfold {verb}, flagship, {Sampling().worlds:,} worlds",
            f"{took:.0f} ms",
            f"python -c 'import numpy', {bare:.0f} ms",
            f"{times:.1f}x",
        )


def parts() -> Iterator[Row]:
    """Every row."""
    for part in (every_figure, the_total, memory, cold):
        yield from part()


if __name__ == "__main__":
    show(parts())
