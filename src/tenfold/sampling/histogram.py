"""A Histogram: how many worlds have a value in each bin, the bins laid over a pilot.

The pilot is the first worlds of a run. Bins hold about as many of its values
each, wherever those lie, so a quantile is found to a small share of the worlds
whatever the shape: narrow, one of many powers of ten, or piled up at an end.

A value lies in one of some thousand even cells, and a cell has a first bin.
Most bins are whole cells; where many of the pilot's values crowd into one cell,
edges within tell its bins apart. Cells are even in the bits of a number where
values span many octaves, so that they keep to a share of its size. Beyond the
pilot bins are wide, and the least and the greatest value of all end them.

Where values repeat (whole servers, a floor of 2 replicas), the ends of what
each bin holds are kept too, so that one that holds the same value again and
again answers with that value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tenfold.sampling.chance import Array

__all__ = ["COARSE", "FINE", "Binned", "Ruler", "ruler_of"]

COARSE, FINE = 2**11, 2**13
"""Bins that share the pilot's values among them; a few more lie beyond it and where it is thin."""

_CELLS_PER_BIN = 4
_WIDEST = 64  # cells: no bin is wider, however few values it has
_FEWEST = 2  # values of the pilot in a bin: fewer tell nothing
_CROWDED = 4  # bins: a cell with more values of the pilot than that is divided
_SPARE = 16  # one in so many cells lies below the pilot, and one above it
_ONE_SCALE = 16.0  # what spans more than this, and is on one side of zero, is told apart by octave
_BY_CHANCE = 2.0  # times the root of its worlds: what those of a bin differ by
_SMALLEST, _LARGEST = 1e-300, 1e300
_INFINITE = 0x7FF0_0000_0000_0000  # the bits of infinity
_TINY = 2.0**-40  # how near to a value that repeats its bin ends: arithmetic may stray by less
_REPEATED = 0.99  # values that are fewer than this share of the worlds repeat themselves

Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Ruler:
    """Where the bins of an output lie.

    Cells begin at `start`, `scale` of them for one; they are those of the value,
    or with `octaves` of its bits as a whole number. `guide` is the bin at which
    each cell begins, and after the last the place of what is not finite; `edges`
    where each bin but the first begins (and then nothing but NaN); `halvings`
    how often a cell's edges are halved to find the bin. `middle` is a value in
    the midst, `watched` whether the ends of what each bin holds are kept.
    """

    octaves: bool
    start: float
    scale: float
    guide: NDArray[np.uint16]
    edges: Array
    halvings: int
    bins: int
    middle: float
    watched: bool

    def places(self, values: Array) -> Whole:
        """The bin of each value; the place after the last for one that is not finite."""
        last = self.guide.size - 1
        cells = _cells(_keys(values, octaves=self.octaves), self.start, self.scale, last)
        found = self.guide[np.where(np.isfinite(values), cells, last)].astype(np.int64)
        for halving in range(self.halvings - 1, -1, -1):
            half = 1 << halving
            found += half * (values >= self.edges[found + (half - 1)])
        return found

    def ends(self, low: float, high: float) -> tuple[Array, Array]:
        """The least and the greatest value that each bin can hold, of those between two ends."""
        edges = np.clip(self.edges[: self.bins - 1], low, high)
        return np.append(low, edges), np.append(edges, high)


def _keys(values: Array, *, octaves: bool) -> Array:
    """What is divided into even cells."""
    return np.where(values > 0, values, 0.0).view(np.int64).astype(float) if octaves else values


def _cells(keys: Array, start: float, scale: float, cells: int) -> Whole:
    with np.errstate(all="ignore"):
        at = (keys - start) * scale
    found: Whole = np.clip(np.where(at > 0, at, 0.0), 0.0, cells - 1.0).astype(np.int64)
    return found


def ruler_of(pilot: Array, bins: int = COARSE) -> Ruler:
    """Bins for values like those of a pilot, with room for what it did not meet."""
    known = np.sort(pilot[np.isfinite(pilot)])
    if not known.size:
        nothing = np.array([0, 1], np.uint16), np.array([np.nan])
        return Ruler(False, 0.0, 0.0, *nothing, 0, 1, 0.0, False)  # noqa: FBT003 - by place, as they stand
    cells = _CELLS_PER_BIN * bins
    octaves = _many_octaves(known)
    keys = _keys(known, octaves=octaves)
    start, scale = _laid(keys[keys > 0] if octaves else keys, cells)
    step = max(known.size // bins, _FEWEST)
    at = _cells(keys, start, scale, cells)
    each = np.bincount(at, minlength=cells)
    filled = (np.cumsum(each) - each) // step  # bins, by the pilot's values below a cell
    begun = np.diff(filled, prepend=0) > 0
    begun[_WIDEST::_WIDEST] = True
    guide, halvings = np.cumsum(begun, dtype=np.int64), 0
    begins = np.flatnonzero(begun)
    edges = _starts(begins, start, scale, octaves=octaves)
    if each.max() > _CROWDED * step:
        inner = _crowded(known, at, step)
        within = _cells(_keys(inner, octaves=octaves), start, scale, cells)
        both = np.append(edges, inner)
        edges = both[np.lexsort((both, np.append(begins, within)))]
        divided = np.bincount(within, minlength=cells)
        guide += np.cumsum(divided) - divided
        halvings = int(divided.max()).bit_length()
    edges = np.maximum.accumulate(edges)
    return Ruler(
        octaves,
        start,
        scale,
        np.append(guide, edges.size + 1).astype(np.uint16),
        np.append(edges, np.full(1 << halvings, np.nan)),
        halvings,
        edges.size + 1,
        float(known[known.size // 2]),
        watched=bool(_distinct(known) < _REPEATED * known.size),
    )


def _distinct(known: Array) -> int:
    return 1 + int(np.count_nonzero(known[1:] != known[:-1]))


def _many_octaves(known: Array) -> bool:
    """Whether values are on one side of zero and span more than a few octaves."""
    above = known[known > 0]
    return bool(known[0] >= 0 and above.size and known[-1] / _ONE_SCALE > above[0])


def _laid(keys: Array, cells: int) -> tuple[float, float]:
    """Where cells begin and how many there are for one, with room on either side of the pilot."""
    low, high = float(keys[0]), float(keys[-1])
    spare = cells // _SPARE
    width = (high - low) / (cells - 2 * spare)
    start = low - spare * width
    if width < _SMALLEST or start < -_LARGEST or width > _LARGEST:
        return low, 0.0  # all in one cell, where edges tell bins apart
    return start, 1 / width


def _starts(cells: Whole, start: float, scale: float, *, octaves: bool) -> Array:
    """Where some cells begin, to rounding."""
    with np.errstate(all="ignore"):
        keys = start + cells / np.float64(scale)
    if not octaves:
        return keys
    return np.clip(keys, 0, _INFINITE).astype(np.int64).view(np.float64)


def _crowded(known: Array, at: Whole, step: int) -> Array:
    """Edges within cells: where one has too many of the pilot's values for a bin.

    A value that repeats as often as a bin has values has a bin of its own.
    """
    begun = np.flatnonzero(np.diff(at, prepend=-1))
    size = np.diff(np.append(begun, at.size))
    inside = np.repeat(size > _CROWDED * step, size)
    runs = np.flatnonzero(np.append(True, known[1:] != known[:-1]))
    length = np.diff(np.append(runs, known.size))
    repeated = np.repeat(length >= step, length)
    steps = np.arange(known.size) % step == 0
    plain = known[inside & steps & ~repeated]
    alone = np.unique(known[inside & repeated])
    near = np.abs(alone) * _TINY
    with np.errstate(over="ignore"):
        after = np.where(alone == 0, np.nextafter(0.0, 1.0), alone + near)
        return np.unique(np.concatenate((plain, alone - near, after)))


@dataclass(frozen=True)
class Binned:
    """An output as a Histogram for each set of worlds, and one for all together.

    `upto` has a row for each, the last for all: the worlds below the end of each
    bin. `low` and `high` are the ends of all values, `lows` and `highs` those of
    what each bin holds where they are known.
    """

    ruler: Ruler
    upto: NDArray[np.uint32]
    low: float
    high: float
    lows: Array | None = field(default=None)
    highs: Array | None = field(default=None)

    @cached_property
    def ends(self) -> tuple[Array, Array]:
        """The least and the greatest value that each bin can hold."""
        least, most = self.ruler.ends(self.low, self.high)
        if self.lows is not None and self.highs is not None:
            held = self.lows <= self.highs
            least[held], most[held] = self.lows[held], self.highs[held]
        return least, most

    def quantiles(self, shares: Array) -> tuple[Array, Array]:
        """The values with some shares of the worlds below: a row for each set, then for all.

        With them how far those of all together may be from the true ones, for
        their bins are wide.
        """
        worlds, place, part = self._found(shares)
        least, most = (ends[place] for ends in self.ends)
        found = np.clip(least + part * (most - least), least, most)
        found[worlds == 0] = np.nan
        return found, self._within(place[-1], part[-1])

    def _found(self, shares: Array) -> tuple[Whole, Whole, Array]:
        """The worlds of each row; by share the bin with that many below, and how far into it."""
        worlds = self.upto[:, -1].astype(np.int64)
        rank = np.multiply.outer(np.maximum(worlds - 1, 0), shares)
        pairs = zip(self.upto, rank.astype(np.uint32), strict=True)
        found = np.array([row.searchsorted(whole, "right") for row, whole in pairs])
        place = np.minimum(found, self.ruler.bins - 1)
        each = np.arange(len(rank))[:, None]
        before = np.where(place > 0, self.upto[each, place - 1], 0)
        inside = np.maximum(self.upto[each, place] - before, 1)
        return worlds, place, np.clip((rank - before + 0.5) / inside, 0.0, 1.0)

    def _within(self, here: Whole, part: Array) -> Array:
        """How far a quantile in each of some bins may be from the true one.

        A bin is taken to be filled evenly. If a share g of its width is empty, or
        a share g of its worlds lie at one point, and it is otherwise as dense as
        those beside it, then its own density is 1 - g of theirs, or they are
        1 - g of its own; and a quantile is at most g of the width away, times the
        larger part of the bin to one side of it. What few worlds fill unevenly by
        chance is added to g.
        """
        least, most = self.ends
        width = most[here] - least[here]
        uneven = self._uneven(here) if self.lows is None else 1.0
        return np.where(width > 0, width * np.maximum(part, 1 - part) * uneven, 0.0)

    def _uneven(self, here: Whole) -> Array:
        """By what share bins are denser than those beside them, or they than it; 1 at most."""
        last = self.ruler.bins - 1
        beside = np.clip(here + np.array([[-1], [0], [1]]), 0, last)
        before = np.where(beside > 0, self.upto[-1, beside - 1], 0)
        counts = (self.upto[-1, beside] - before).astype(np.float64)
        width = self.ends[1][beside] - self.ends[0][beside]
        told = (here > 0) & (here < last) & ((counts > 0) & (width > 0)).all(axis=0)
        with np.errstate(all="ignore"):
            density = counts / width
            ratio = density / density[1]
            uneven = np.maximum(ratio.max(axis=0), 1 / ratio.min(axis=0)) - 1
            uneven += _BY_CHANCE / np.sqrt(counts[1])
        return np.where(told & (uneven < 1), uneven, 1.0)

    def share(self, value: float, *, strict: bool = False) -> float:
        """The share of worlds at or below a value; with `strict`, below it."""
        upto = self.upto[-1].astype(np.int64)
        if not upto[-1]:
            return float("nan")
        if value < self.low or (strict and value == self.low):
            return 0.0
        if value > self.high or (value == self.high and not strict):
            return 1.0
        place = int(self.ruler.places(np.array([value], np.float64))[0])
        before = upto[place - 1] if place else 0
        least, most = self.ends[0][place], self.ends[1][place]
        if least < most:
            part = float(np.clip((value - least) / (most - least), 0.0, 1.0))
        else:
            part = float(least < value or (least == value and not strict))
        return float((before + part * (upto[place] - before)) / upto[-1])
