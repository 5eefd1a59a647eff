"""A Histogram: how many worlds have a value near each number, at whatever size.

A bin is found from the bits of a number: the power of two and the first digits
after it, so every bin is as wide as a fixed share of what it holds. There are
bins for either sign and one for what is nearest zero on each side; what is
beyond the last bin is counted in it, and nothing is lost: the least and the
greatest value are known. Where values repeat (whole servers, a floor of 2
replicas), the ends of what each bin holds are kept too, so that one that holds
the same value again and again answers with that value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tenfold.quantity.chance import Array

__all__ = ["COARSE", "FINE", "Binned", "Ruler", "ruler_of"]

COARSE, FINE = 7, 12
"""Binary digits that tell bins of an octave apart: 128, or 4,096; fewer for very wide ranges."""

_SIZE = 0x7FFF_FFFF_FFFF_FFFF  # a double without its sign
_DIGITS = 52
_MOST_BINS = {COARSE: 2**13, FINE: 2**15}
_TWO_SIDED = 16  # octaves from the largest value down to what counts as near zero
_REPEATED = 0.99  # values that are fewer than this share of the worlds repeat themselves


@dataclass(frozen=True, slots=True)
class Ruler:
    """Where the bins of an output lie.

    Bins are told apart by the first bits of a double, less `shift` of them;
    `least` is the first such number with a bin of its own, `above` and `below`
    how many there are for each sign. `middle` is a value in their midst,
    `watched` whether the ends of what each bin holds are kept.
    """

    shift: int
    least: int
    above: int
    below: int
    middle: float
    watched: bool

    @property
    def bins(self) -> int:
        """How many bins there are; the place after the last is for what has no value."""
        return self.above + self.below + 2

    def places(self, values: Array) -> NDArray[np.int64]:
        """The bin of each value; the place after the last for one that is not finite."""
        size = (values.view(np.int64) & _SIZE) >> self.shift
        rank = np.maximum(size - (self.least - 1), 0)
        above = self.below + 1 + np.minimum(rank, self.above)
        below = self.below - np.minimum(rank, self.below)
        found: NDArray[np.int64] = np.where(values < 0, below, above)
        return np.where(np.isfinite(values), found, self.bins)

    def edges(self) -> Array:
        """Where each bin begins and the last one ends."""
        most = max(self.above, self.below)
        keys = np.arange(self.least, self.least + most + 1, dtype=np.int64)
        sizes = (keys << self.shift).view(np.float64)
        below = np.append(-sizes[: self.below + 1][::-1], -0.0)
        return np.append(below, sizes[: self.above + 1])


def ruler_of(pilot: Array, digits: int = COARSE) -> Ruler:
    """Bins for values like those of a pilot, with room for what it did not meet."""
    known = pilot[np.isfinite(pilot)]
    if not known.size:
        return Ruler(_DIGITS - digits, 1, 0, 0, 0.0, watched=False)
    sizes = np.abs(known[known != 0])
    low, high = (sizes.min(), sizes.max()) if sizes.size else (1.0, 1.0)
    one_sided = bool((known > 0).all() or (known < 0).all())
    ends = np.array([low, high]).view(np.int64) >> _DIGITS
    if not one_sided:
        ends[0] = max(ends[0], ends[1] - _TWO_SIDED)
    room = (ends[1] - ends[0]) // 2 + 1
    first = max(int(ends[0] - room), 1)
    octaves = min(int(ends[1] + room), 2046) - first + 1
    most = _MOST_BINS[digits]
    sides = int((known > 0).any()) + int((known < 0).any())
    while octaves * sides << digits > most:
        digits -= 1
    each = octaves << digits
    above, below = (each if there.any() else 0 for there in (known > 0, known < 0))
    watched = np.unique(known).size < _REPEATED * known.size
    middle = float(np.sort(known)[known.size // 2])
    return Ruler(_DIGITS - digits, first << digits, above, below, middle, bool(watched))


@dataclass(frozen=True)
class Binned:
    """An output as a Histogram for each set of worlds; `counts` has a row a set.

    `low` and `high` are the ends of all values, `lows` and `highs` those of
    what each bin holds where they are known.
    """

    ruler: Ruler
    counts: NDArray[np.uint32]
    low: float
    high: float
    lows: Array | None = field(default=None)
    highs: Array | None = field(default=None)

    @cached_property
    def upto(self) -> NDArray[np.int64]:
        """Worlds below the end of each bin: a row for each set, and one for all together."""
        counts = self.counts[:, : self.ruler.bins].astype(np.int64)
        return np.cumsum(np.vstack((counts, counts.sum(axis=0))), axis=1)

    @cached_property
    def ends(self) -> tuple[Array, Array]:
        """The least and the greatest value that each bin can hold."""
        edges = np.clip(self.ruler.edges(), self.low, self.high)
        least, most = edges[:-1].copy(), edges[1:].copy()
        least[0], most[-1] = self.low, self.high
        if self.lows is not None and self.highs is not None:
            held = self.lows <= self.highs
            least[held], most[held] = self.lows[held], self.highs[held]
        return least, most

    def quantile(self, share: float) -> Array:
        """The value with a share of the worlds below: for each set, then for all together."""
        worlds = self.upto[:, -1]
        rank = share * np.maximum(worlds - 1, 0)
        place = np.array(
            [np.searchsorted(row, at, "right") for row, at in zip(self.upto, rank, strict=True)]
        )
        place = np.minimum(place, self.ruler.bins - 1)
        rows = np.arange(len(rank))
        before = np.where(place > 0, self.upto[rows, place - 1], 0)
        inside = np.maximum(self.upto[rows, place] - before, 1)
        least, most = (ends[place] for ends in self.ends)
        part = np.clip((rank - before + 0.5) / inside, 0.0, 1.0)
        return np.where(worlds > 0, least + part * (most - least), np.nan)

    def share(self, value: float, *, strict: bool = False) -> float:
        """The share of worlds at or below a value; with `strict`, below it."""
        upto = self.upto[-1]
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
