"""How the benchmarks take time: in turn with what they are held against, and medians."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable, Iterable

__all__ = ["RUNS", "Row", "pair", "process", "show", "timed"]

RUNS = 15

Row = tuple[str, str, str, str]
"""What was measured, what it took, what it is held against, and the ratio."""


def timed(action: Callable[[], object], runs: int = RUNS) -> float:
    """The median of several runs, in milliseconds; one run before them is not counted."""
    action()
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found)


def pair(
    first: Callable[[], object], second: Callable[[], object], runs: int = RUNS
) -> tuple[float, float, float]:
    """Medians of two actions timed in turn, and the median of their ratios."""
    first(), second()
    one, two = [], []
    for _ in range(runs):
        one.append(_once(first))
        two.append(_once(second))
    return (
        statistics.median(one),
        statistics.median(two),
        statistics.median(a / b for a, b in zip(one, two, strict=True)),
    )


def _once(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def process(*command: str) -> Callable[[], object]:
    """A whole process, its output thrown away."""
    return lambda: subprocess.run(command, capture_output=True, check=False)


def show(rows: Iterable[Row]) -> None:
    """Rows in columns, each printed as soon as it is known."""
    for row in rows:
        print("  ".join(map(_filled, row, (60, 10, 44, 0))).rstrip(), flush=True)


def _filled(cell: str, width: int) -> str:
    return cell.ljust(width)
