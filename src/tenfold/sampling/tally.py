"""A Tally: what is counted of every output in one set of worlds, world by world.

It holds sums, ends and histograms, so its size does not grow with the worlds.
Sums are taken over runs of 256 worlds, and those one after another, so that
they come to the same bits however the worlds were handed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tenfold.sampling.chance import Array
from tenfold.sampling.distribution import Distribution, moments
from tenfold.sampling.histogram import Binned, Ruler

__all__ = ["RUN", "Layout", "Tally", "distribution_of_tallies"]

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
            np.zeros(bins, np.uint32),
            np.zeros((2, outputs)),
            np.vstack((np.full(outputs, np.inf), np.full(outputs, -np.inf))),
            np.vstack((np.full(ends, np.inf), np.full(ends, -np.inf))),
        )


@dataclass(frozen=True)
class Tally:
    """Counts by bin; sums and squares about each middle; ends of outputs and of their bins."""

    layout: Layout
    counts: NDArray[np.uint32]
    sums: Array
    ends: Array
    bin_ends: Array

    def count(self, output: int, values: Array) -> None:
        """Count the next values of an output; all but the last lot are whole runs."""
        ruler = self.layout.rulers[output]
        if ruler is None:
            raise ValueError(f"output {output} is kept, not counted")
        places = ruler.places(values)
        start = self.layout.starts[output]
        found = np.bincount(places, minlength=ruler.bins + 1)
        self.counts[start : start + ruler.bins + 1] += found.astype(np.uint32)
        known = np.isfinite(values)
        apart = np.where(known, values - ruler.middle, 0.0)
        self.sums[0, output] = _added(self.sums[0, output], apart)
        self.sums[1, output] = _added(self.sums[1, output], apart * apart)
        lowest, highest = self.ends
        lowest[output] = min(lowest[output], np.where(known, values, np.inf).min())
        highest[output] = max(highest[output], np.where(known, values, -np.inf).max())
        if ruler.watched:
            ends = self.bin_ends[:, self.layout.ends[output] : self.layout.ends[output + 1]]
            np.minimum.at(ends[0], places[known], values[known])
            np.maximum.at(ends[1], places[known], values[known])


def _added(so_far: float, values: Array) -> float:
    """A sum that goes on, run by run."""
    whole = len(values) // RUN * RUN
    runs = values[:whole].reshape(-1, RUN).sum(axis=1)
    return float(np.cumsum(np.concatenate(([so_far], runs, [values[whole:].sum()])))[-1])


def distribution_of_tallies(tallies: Sequence[Tally], output: int) -> Distribution:
    """The Distribution of an output from the Tally of each set."""
    layout = tallies[0].layout
    ruler = layout.rulers[output]
    if ruler is None:
        raise ValueError(f"output {output} is kept, not counted")
    bins = slice(layout.starts[output], layout.starts[output + 1])
    counts = np.array([tally.counts[bins] for tally in tallies])
    worlds = counts[:, :-1].sum(axis=1, dtype=np.int64)
    undefined = int(counts[:, -1].sum(dtype=np.int64))
    sums = np.array([tally.sums[:, output] for tally in tallies])
    low = float(min(tally.ends[0, output] for tally in tallies))
    high = float(max(tally.ends[1, output] for tally in tallies))
    held = None
    if ruler.watched:
        part = slice(layout.ends[output], layout.ends[output + 1] - 1)
        held = np.array([tally.bin_ends[:, part] for tally in tallies])
    total = int(worlds.sum())
    if not total:
        low = high = float("nan")
    sets = Binned(
        ruler,
        counts[:, :-1],
        low,
        high,
        None if held is None else held[:, 0].min(axis=0),
        None if held is None else held[:, 1].max(axis=0),
    )
    mean, deviation = moments(worlds, sums[:, 0], sums[:, 1], ruler.middle)
    return Distribution(total + undefined, undefined, mean, deviation, low, high, sets)
