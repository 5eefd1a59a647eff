"""A Distribution: what one figure comes to over all worlds, and how sure we are of that.

Every estimate carries its numerical error: half of the 95% interval that the
sets of worlds give, each being a small run of its own. Worlds where the figure
has no value are counted apart and are in nothing else. All in base units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tenfold.sampling.chance import Array
from tenfold.sampling.histogram import Binned
from tenfold.sampling.settings import SETS

__all__ = ["Distribution", "Estimate", "Kept", "certain", "distribution_of", "moments"]

_BINS_FROM, _BINS_TO = 0.5, 99.5  # percent: what a chart shows

_T95 = np.array((
    np.nan, np.inf,
    12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010,
    2.1788, 2.1604, 2.1448, 2.1314,
))  # fmt: skip
"""Student's t at 97.5% by how many estimates there are: for 2 of them, 1 degree of freedom."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number and its numerical error; 95 times in 100 the truth is no further away."""

    value: float
    error: float


@dataclass(frozen=True)
class Kept:
    """An output with all its values kept: a row for each set, NaN where there is no value."""

    values: Array

    @cached_property
    def rows(self) -> Array:
        """Each set's values in order of size; those without a value come last."""
        return np.sort(self.values, axis=1)

    @cached_property
    def worlds(self) -> NDArray[np.int64]:
        """How many worlds of each set have a value."""
        return np.array([row.searchsorted(np.nan) for row in self.rows], np.int64)

    @property
    def known(self) -> list[Array]:
        """The rows without what has no value."""
        return [row[:many] for row, many in zip(self.rows, self.worlds, strict=True)]

    def quantiles(self, shares: Array) -> tuple[Array, Array]:
        """The values with some shares of the worlds below: a row for each set, then for all.

        They lie on the line between two values, as in `numpy.quantile`; with them
        how far those of all may be off for values are not told apart: nothing.
        """
        place, part = _ranks(shares, self.worlds)
        each, last = np.arange(len(self.rows))[:, None], np.maximum(self.worlds - 1, 0)
        here = self.rows[each, place]
        there = self.rows[each, np.minimum(place + 1, last[:, None])]
        low, high = np.fmin.reduce(here), np.fmax.reduce(there)
        found = np.vstack((_between(here, there, part), self._of_all(shares, low, high)))
        return found, np.zeros(len(shares))

    def _of_all(self, shares: Array, low: Array, high: Array) -> Array:
        """The same of all sets together, between the least and the greatest that the sets say.

        A value that as many are below as of all its set is between them, so that
        a few from each set are put in order, and never all of them.
        """
        rows = self.known
        starts = [row.searchsorted(low, "left") for row in rows]
        stops = [row.searchsorted(high, "right") for row in rows]
        place, part = _ranks(shares, self.worlds.sum(keepdims=True))
        ranks = place[0] - np.sum(starts, axis=0)
        ends = np.full((2, len(shares)), np.nan)
        for at, rank in enumerate(ranks):
            taken = zip(rows, starts, stops, strict=True)
            near = np.concatenate([row[a[at] : b[at]] for row, a, b in taken])
            near.sort()
            if near.size:
                ends[:, at] = near[rank], near[min(rank + 1, near.size - 1)]
        return _between(ends[0], ends[1], part[0])

    def share(self, value: float, *, strict: bool = False) -> float:
        """The share of worlds at or below a value; with `strict`, below it."""
        worlds = int(self.worlds.sum())
        if not worlds:
            return float("nan")
        side: Literal["left", "right"] = "left" if strict else "right"
        return sum(int(row.searchsorted(value, side)) for row in self.known) / worlds


def _ranks(shares: Array, worlds: NDArray[np.int64]) -> tuple[NDArray[np.int64], Array]:
    """Which value in order of size has a share below it, and how far it is to the next."""
    rank = np.multiply.outer(np.maximum(worlds - 1, 0), shares)
    place = rank.astype(np.int64)
    return place, rank - place


def _between(here: Array, there: Array, part: Array) -> Array:
    with np.errstate(all="ignore"):
        found: Array = np.where(here == there, here, here + part * (there - here))
        return found


@dataclass(frozen=True)
class Distribution:
    """A figure over all worlds; `undefined` counts those where it has no value."""

    worlds: int
    undefined: int
    mean: Estimate
    deviation: float
    low: float
    high: float
    sets: Kept | Binned

    def quantile(self, percent: float) -> Estimate:
        """What `percent` of the worlds are below."""
        return self.quantiles([percent])[0]

    def quantiles(self, percents: Sequence[float]) -> list[Estimate]:
        """The same for several: quicker than one by one."""
        found, within = self.sets.quantiles(np.array(percents) / 100)
        errors = _errors(found[:-1].T) + within
        told = zip(found[-1], errors, strict=True)
        return [Estimate(float(value), float(error)) for value, error in told]

    def below(self, value: float) -> float:
        """The share of worlds at or below a value."""
        return self.sets.share(value)

    def histogram(self, bins: int = 60) -> tuple[Array, Array]:
        """Edges and the share of worlds in each bin, from the 0.5th to the 99.5th percentile."""
        low, high = (one.value for one in self.quantiles((_BINS_FROM, _BINS_TO)))
        if not low < high:
            half = abs(low) / 200 or 0.5
            low, high = low - half, low + half
        edges = np.linspace(low, high, bins + 1)
        first = self.sets.share(low, strict=True)
        upto = np.array([first, *(self.sets.share(float(edge)) for edge in edges[1:])])
        return edges, np.diff(upto)


def moments(
    worlds: NDArray[np.int64], sums: Array, squares: Array, middle: float
) -> tuple[Estimate, float]:
    """The mean and the standard deviation, from each set's sums about a `middle`."""
    with np.errstate(all="ignore"):
        count = int(worlds.sum())
        above = sums.sum() / count if count else np.nan
        error = float(_errors(middle + sums / worlds))
        square = squares.sum() - count * above * above
    deviation = float(np.sqrt(max(square, 0.0) / max(count - 1, 1))) if count else float("nan")
    return Estimate(float(middle + above), error), deviation


def distribution_of(values: Array) -> Distribution:
    """The Distribution of values that are all there: a row for each set."""
    sets = Kept(values)
    undefined = values.size - int(sets.worlds.sum())
    if undefined == values.size:
        nothing = float("nan")
        none = Estimate(nothing, nothing)
        return Distribution(values.size, undefined, none, nothing, nothing, nothing, sets)
    told = [row for row in sets.known if row.size]
    low, high = float(min(row[0] for row in told)), float(max(row[-1] for row in told))
    middle = float(told[0][told[0].size // 2])
    sums = np.empty((2, len(values)))
    with np.errstate(all="ignore"):
        for set_, row in enumerate(sets.known):
            apart = row - middle
            sums[0, set_] = np.add.reduce(apart)
            apart *= apart
            sums[1, set_] = np.add.reduce(apart)
        mean, deviation = moments(sets.worlds, sums[0], sums[1], middle)
    return Distribution(values.size, undefined, mean, deviation, low, high, sets)


def certain(value: float, worlds: int) -> Distribution:
    """The Distribution of what is in no doubt: the same in every world, without error."""
    undefined = worlds if np.isnan(value) else 0
    sets = Kept(np.full((SETS, 1), value))
    deviation = value if undefined else 0.0
    return Distribution(worlds, undefined, Estimate(value, 0.0), deviation, value, value, sets)


def _errors(estimates: Array) -> Array:
    """Half of the 95% interval that each row of estimates of one number gives for their mean."""
    known = np.isfinite(estimates)
    many = known.sum(axis=-1)
    least = np.where(known, estimates, np.inf).min(axis=-1, keepdims=True)
    with np.errstate(all="ignore"):
        apart = np.where(known, estimates - least, 0.0)
        mean = apart.sum(axis=-1, keepdims=True) / many[..., None]
        squares = np.where(known, (apart - mean) ** 2, 0.0).sum(axis=-1)
        error = _T95[many] * np.sqrt(squares / (many - 1) / many)
        found: Array = np.where(many < 2, _T95[many], error)
        return found
