"""Plots: what a Document draws, in the letters that a Paper has.

A heap of worlds stands on an axis with its marks below; a reach lies in a row
of a table. A plot shows what is told in figures beside it, and nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tenfold.report.document import Heap, Mark, Reach
from tenfold.report.letters import wide
from tenfold.report.paper import Paper

__all__ = ["heap", "reach"]

_HIGH = 6
_WIDEST = 76
_REACH = 24
_MARGIN = 2
_STRETCHED = 1.0  # how much wider than the heap the axis may be for a limit beyond it


def reach(cell: Reach, paper: Paper) -> str:
    """From the low share to the high one, with the mark where it starts."""
    full, upright = paper.signs.bar[-1], paper.signs.axis[-1]
    low, high, mark = (_column(share, _REACH) for share in (cell.low, cell.high, cell.mark))
    drawn = [full if low <= at <= high else " " for at in range(_REACH)]
    drawn[mark] = upright
    return "".join(drawn).rstrip()


def _column(share: float, size: int) -> int:
    """The column that a share of the width falls into."""
    return 0 if math.isnan(share) else min(size - 1, int(max(0.0, min(1.0, share)) * size))


def heap(block: Heap, paper: Paper) -> list[str]:
    """The heap, its axis, and the marks with their names."""
    frame = _frame(block, min(paper.width or _WIDEST, _WIDEST) - 2 * _MARGIN)
    lines = [*_rising(block, frame, paper), _axis(block.marks, frame, paper)]
    lines += _names(block.marks, frame, paper)
    return [(" " * _MARGIN + line).rstrip() for line in lines]


@dataclass(frozen=True)
class _Frame:
    """The stretch of numbers that is drawn, in so many columns."""

    low: float
    high: float
    size: int

    def column(self, number: float) -> int:
        """The column of a number; what lies beyond stands at the end."""
        return _column((number - self.low) / (self.high - self.low), self.size)

    def holds(self, number: float) -> bool:
        """Whether a number is within the frame."""
        return self.low <= number <= self.high

    @property
    def cells(self) -> list[tuple[float, float]]:
        """Where each column begins and ends."""
        step = (self.high - self.low) / self.size
        ends = [self.low + step * at for at in range(self.size + 1)]
        return list(pairwise(ends))


def _frame(block: Heap, size: int) -> _Frame:
    """All of the heap, and of its marks those that are not far from it."""
    low, high = block.edges[0], block.edges[-1]
    room = (high - low) * _STRETCHED
    near = [mark.at for mark in block.marks if low - room <= mark.at <= high + room]
    low, high = min([low, *near]), max([high, *near])
    if low == high:
        low, high = low - 0.5, high + 0.5
    return _Frame(low, high, size)


def _rising(block: Heap, frame: _Frame, paper: Paper) -> list[str]:
    """The rows of the heap, the highest first; limits stand before it."""
    levels = paper.signs.rise
    shares = [_share_in(cell, block) for cell in frame.cells]
    most = max(shares) or 1.0
    steps = [round(share / most * _HIGH * len(levels)) or int(share > 0) for share in shares]
    limits = {frame.column(mark.at) for mark in block.marks if mark.limit}
    rows = []
    for row in reversed(range(_HIGH)):
        held = [step - row * len(levels) for step in steps]
        letters = [levels[min(part, len(levels)) - 1] if part > 0 else " " for part in held]
        for at in limits:
            letters[at] = paper.signs.axis[-1]
        rows.append("".join(letters))
    return rows


def _share_in(cell: tuple[float, float], block: Heap) -> float:
    """How much of the heap lies in one cell; each stretch is level within itself."""
    low, high = cell
    found = 0.0
    for (start, end), share in zip(pairwise(block.edges), block.shares, strict=True):
        if end > start:
            found += share * max(0.0, min(high, end) - max(low, start)) / (end - start)
        elif low <= start < high:
            found += share
    return found


def _axis(marks: Iterable[Mark], frame: _Frame, paper: Paper) -> str:
    letters = [paper.signs.axis[0]] * frame.size
    for mark in marks:
        letters[frame.column(mark.at)] = paper.signs.axis[1]
    return "".join(letters)


def _names(marks: Sequence[Mark], frame: _Frame, paper: Paper) -> list[str]:
    """The names of the marks, each below its own, in as few rows as they need."""
    rows: list[str] = []
    for mark in sorted(marks, key=lambda mark: mark.at):
        name = _named(mark, frame, paper)
        start = frame.column(mark.at) - wide(name) // 2
        start = max(0, min(start, frame.size - wide(name)))
        free = (at for at, row in enumerate(rows) if wide(row) + 2 <= start or not row)
        at = next(free, len(rows))
        if at == len(rows):
            rows.append("")
        rows[at] += " " * (start - wide(rows[at])) + name
    return rows


def _named(mark: Mark, frame: _Frame, paper: Paper) -> str:
    """The name of a mark; of one that lies beyond, with an arrow to where it is."""
    name = paper.take(mark.label)
    if frame.holds(mark.at):
        return name
    return paper.letters(f"← {name}" if mark.at < frame.low else f"{name} →")
