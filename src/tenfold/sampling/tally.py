"""A Tally: what is counted of every output in each set of worlds, world by world.

It holds sums, ends and histograms, so its size does not grow with the worlds.
Sums are taken over runs of 256 worlds, and those one after another, so that
they come to the same bits however the worlds were handed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tenfold.sampling.chance import Array
from tenfold.sampling.distribution import Distribution, moments
from tenfold.sampling.histogram import Binned, Ruler
from tenfold.sampling.settings import SETS

__all__ = ["RUN", "Layout", "Tally"]

RUN = 256
"""Worlds that are summed in one go."""


@dataclass(frozen=True)
class Layout:
    """Where each output has its bins among those of all; some outputs are kept instead.

    `rulers` and `kept` are by output: either a ruler, or a row of what is kept.
    """

    rulers: tuple[Ruler | None, ...]
    kept: tuple[int, ...]

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where the bins of each output start: one more for what has no value."""
        sizes = [0 if ruler is None else ruler.bins + 1 for ruler in self.rulers]
        return tuple(int(at) for at in np.cumsum([0, *sizes]))

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where the ends of what each bin holds start, for outputs that are watched."""
        sizes = [
            0 if ruler is None or not ruler.watched else ruler.bins + 1 for ruler in self.rulers
        ]
        return tuple(int(at) for at in np.cumsum([0, *sizes]))

    def tally(self) -> Tally:
        """A Tally of no world yet."""
        outputs, bins, ends = len(self.rulers), self.starts[-1], self.ends[-1]
        return Tally(
            self,
            np.zeros((SETS + 1, bins), np.uint32),
            np.zeros((SETS, 2, outputs)),
            _nowhere(outputs),
            _nowhere(ends),
        )


def _nowhere(many: int) -> Array:
    """The least and the greatest of nothing, for each set."""
    found = np.full((SETS, 2, many), np.inf)
    found[:, 1] = -np.inf
    return found


@dataclass(frozen=True)
class Tally:
    """By set: counts by bin, sums and squares about each middle, ends of outputs and of their bins.

    Once `closed`, counts are running sums, and have a row more for all sets together.
    """

    layout: Layout
    counts: NDArray[np.uint32]
    sums: Array
    ends: Array
    bin_ends: Array

    def count(self, set_: int, output: int, values: Array) -> None:
        """Count the next values of an output; all but the last lot are whole runs."""
        ruler = self._ruler(output)
        places = ruler.places(values)
        start, stop = self.layout.starts[output : output + 2]
        found = np.bincount(places, minlength=ruler.bins + 1)
        self.counts[set_, start:stop] += found.astype(np.uint32)
        known = np.isfinite(values)
        apart = np.where(known, values - ruler.middle, 0.0)
        sums, (lowest, highest) = self.sums[set_], self.ends[set_]
        sums[0, output] = _added(sums[0, output], apart)
        sums[1, output] = _added(sums[1, output], apart * apart)
        lowest[output] = min(lowest[output], np.where(known, values, np.inf).min())
        highest[output] = max(highest[output], np.where(known, values, -np.inf).max())
        if ruler.watched:
            start, stop = self.layout.ends[output : output + 2]
            lows, highs = self.bin_ends[set_, :, start:stop]
            np.minimum.at(lows, places[known], values[known])
            np.maximum.at(highs, places[known], values[known])

    def closed(self) -> Tally:
        """The Tally when all worlds are counted; it takes the place of this one, to save room."""
        sets = self.counts[:-1]
        for start, stop in pairwise(self.layout.starts):
            part = sets[:, start:stop]
            np.add.accumulate(part, axis=1, out=part)
        np.add.reduce(sets, axis=0, out=self.counts[-1])
        return self

    def distribution(self, output: int) -> Distribution:
        """The Distribution of an output, once all is closed."""
        ruler = self._ruler(output)
        start, stop = self.layout.starts[output : output + 2]
        upto = self.counts[:, start : stop - 1]
        worlds, drawn = (self.counts[:, at].astype(np.int64) for at in (stop - 2, stop - 1))
        low, high = float(self.ends[:, 0, output].min()), float(self.ends[:, 1, output].max())
        if not worlds[-1]:
            low = high = float("nan")
        held: tuple[Array | None, Array | None] = (None, None)
        if ruler.watched:
            start, stop = self.layout.ends[output : output + 2]
            held = (
                self.bin_ends[:, 0, start : stop - 1].min(axis=0),
                self.bin_ends[:, 1, start : stop - 1].max(axis=0),
            )
        sums = self.sums[:, :, output]
        mean, deviation = moments(worlds[:-1], sums[:, 0], sums[:, 1], ruler.middle)
        undefined = int(drawn[-1] - worlds[-1])
        sets = Binned(ruler, upto, low, high, *held)
        return Distribution(int(drawn[-1]), undefined, mean, deviation, low, high, sets)

    def _ruler(self, output: int) -> Ruler:
        ruler = self.layout.rulers[output]
        if ruler is None:
            raise ValueError(f"output {output} is kept, not counted")
        return ruler


def _added(so_far: float, values: Array) -> float:
    """A sum that goes on, run by run."""
    whole = len(values) // RUN * RUN
    runs = values[:whole].reshape(-1, RUN).sum(axis=1)
    return float(np.cumsum(np.concatenate(([so_far], runs, [values[whole:].sum()])))[-1])
