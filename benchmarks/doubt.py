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

from tenfold.sampling.sample import Sample, sample
from tenfold.sampling.settings import Sampling

__all__ = ["parts"]

MILLION = 1 << 20
PERCENT = [round(100 * share) for share in SHARES]
RUNS = 7
MONTH = 720 * 3600

Quantiles = Mapping[int, object]
"""Quantiles of figures, by slot of the tape."""


def told(found: Sample) -> Mapping[int, list[float]]:
    """Quantiles of all that was asked for and is in doubt, by slot of the tape."""
    nodes = {found.tape.slot(node): node for node in found.tape.kept if found.doubtful(node)}
    known = {slot: found.distribution(node) for slot, node in nodes.items()}
    return {slot: [q.value for q in one.quantiles(PERCENT)] for slot, one in known.items()}


def every_figure() -> Iterator[Row]:
    """All figures at five quantiles against NumPy on whole arrays, node by node."""
    known = figures()
    slot = known.tape.slot(known.total)
    for worlds in (1 << 14, 1 << 17, MILLION):

        def drawn(threads: int | None = None, worlds: int = worlds) -> Sample:
            how = Sampling(worlds)
            return sample(known.tape, known.all, how, declared=[known.total], threads=threads)

        first = drawn()
        ours = told(first)

        def in_numpy(worlds: int = worlds, ours: Mapping[int, object] = ours) -> Quantiles:
            return node_by_node(known, list(ours), worlds)

        agree("NumPy", in_numpy()[slot], ours[slot])
        yield faster(
            f"{len(known.all)} figures, {len(ours)} in doubt, {worlds:,} worlds",
            lambda drawn=drawn: told(drawn()),  # type: ignore[misc]
            "NumPy, node by node",
            in_numpy,
        )
        alone = timed(lambda first=first: told(first), RUNS)  # type: ignore[misc]
        yield "  quantiles alone", f"{alone:.1f} ms", "", ""
    one = lambda: told(drawn(1))  # noqa: E731 - the last and largest number of worlds
    yield faster("  the same with 1 thread", one, "NumPy, node by node", in_numpy)


def one_model() -> Iterator[Row]:
    """The same against a loop that was written and compiled for this model alone."""
    known, sampling = figures(), Sampling(MILLION)

    def drawn() -> Sample:
        return sample(known.tape, known.all, sampling, declared=[known.total], engine="compiled")

    like = sample(known.tape, known.all, sampling, engine="compiled")
    loop, slot = fused(like), known.tape.slot(known.total)

    def by_hand() -> object:
        return loop(sampling)

    agree("the loop", loop(sampling)[like.program.told[0, slot]], told(drawn())[slot])
    name = "one loop for this model"
    what = f"{len(known.all)} figures, {MILLION:,} worlds"
    yield faster(what, lambda: told(drawn()), name, by_hand)
    yield faster("  drawn and counted, not yet summed up", drawn, name, by_hand)


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
        told_by = squiggle(worlds, 3)
        if told_by is not None:
            agree("Squiggle", told_by[1], ours())
            took, theirs = timed(ours, RUNS), statistics.median(told_by[0])
            yield what, f"{took:.1f} ms", f"Squiggle in node, {theirs:.0f} ms", ratio(theirs / took)
        else:
            yield what, "", "Squiggle: left out, SQUIGGLE names no folder", ""


def faster(
    what: str,
    ours: Callable[[], object],
    name: str,
    theirs: Callable[[], object],
) -> Row:
    """A row for two that are timed in turn."""
    slow, took, times = pair(theirs, ours, RUNS)
    return what, f"{took:.1f} ms", f"{name}, {slow:.0f} ms", ratio(times)


def ratio(times: float) -> str:
    """How many times as long the other takes, which is named beside it."""
    return f"{times:.3g}x as long"


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
    for power in (17, 20, 22, 26):
        asked = (sys.executable, "-c", f"import doubt; doubt.needed({1 << power})")
        found = subprocess.run(
            asked, cwd=Path(__file__).parent, capture_output=True, text=True, check=True
        )
        idle, ready, most = map(int, found.stdout.split())
        yield (
            f"memory, all figures, {1 << power:,} worlds",
            f"{most / 1024:.0f} MB",
            f"the process before, {idle / 1024:.0f} MB",
            f"{(most - idle) / 1024:.0f} MB more, {(most - ready) / 1024:.0f} MB without the loops",
        )


def needed(worlds: int) -> None:
    """Print the memory held before a run, with the compiled loops read, and at most; in kB."""
    import tenfold.sampling.compiled  # noqa: F401 - what is imported is not what a run needs

    known = figures()
    idle = _held("VmRSS")
    sample(known.tape, known.all, Sampling(1_024), engine="compiled")
    ready = _held("VmRSS")
    drawn = sample(
        known.tape, known.all, Sampling(worlds), declared=[known.total], engine="compiled"
    )
    told(drawn)
    print(idle, ready, _held("VmHWM"))


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
    for part in (every_figure, one_model, the_total, memory, cold):
        yield from part()


if __name__ == "__main__":
    show(parts())
