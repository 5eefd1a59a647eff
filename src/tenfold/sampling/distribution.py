"""A Distribution: what one figure comes to over all worlds, and how sure we are of that.

Every estimate carries its numerical error: half of the 95% interval that the
sets of worlds give, each being a small run of its own. Worlds where the figure
has no value are counted apart and are in nothing else. All in base units.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tenfold.sampling.chance import Array
from tenfold.sampling.histogram import Binned
from tenfold.sampling.settings import SETS

__all__ = ["Distribution", "Estimate", "Kept", "certain", "distribution_of", "moments"]

_BINS_FROM, _BINS_TO = 0.5, 99.5  # percent: what a chart shows

_T95 = (
    12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010,
    2.1788, 2.1604, 2.1448, 2.1314,
)  # fmt: skip
"""Student's t at 97.5%, for 1 to 15 degrees of freedom."""


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
    def together(self) -> Array:
        """The values of all sets in order of size."""
        known = np.sort(self.values, axis=None)
        return known[: known.size - np.count_nonzero(np.isnan(known))]

    @cached_property
    def worlds(self) -> NDArray[np.int64]:
        """How many worlds of each set have a value."""
        known: NDArray[np.int64] = np.count_nonzero(~np.isnan(self.rows), axis=1)
        return known

    def quantile(self, share: float) -> Array:
        """The value with a share of the worlds below: for each set, then for all together.

        It lies on the line between two values, as in `numpy.quantile`.
        """
        found = _between(self.rows, self.worlds, share)
        size = np.array([self.together.size])
        both = self.together if self.together.size else np.array([np.nan])
        return np.append(found, _between(both[None, :], size, share))

    def within(self, share: float) -> float:  # noqa: ARG002 - as of a Histogram
        """How far a quantile may be from the true one, for values are not told apart: nothing."""
        return 0.0

    def share(self, value: float, *, strict: bool = False) -> float:
        """The share of worlds at or below a value; with `strict`, below it."""
        row = self.together
        if not row.size:
            return float("nan")
        return float(np.searchsorted(row, value, "left" if strict else "right") / row.size)


def _between(rows: Array, worlds: NDArray[np.int64], share: float) -> Array:
    rank = share * np.maximum(worlds - 1, 0)
    place = rank.astype(np.int64)
    each = np.arange(len(rows))
    here, there = rows[each, place], rows[each, np.minimum(place + 1, np.maximum(worlds - 1, 0))]
    with np.errstate(all="ignore"):
        return np.where(here == there, here, here + (rank - place) * (there - here))


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
        found = self.sets.quantile(percent / 100)
        return Estimate(float(found[-1]), _error(found[:-1]) + self.sets.within(percent / 100))

    def below(self, value: float) -> float:
        """The share of worlds at or below a value."""
        return self.sets.share(value)

    def histogram(self, bins: int = 60) -> tuple[Array, Array]:
        """Edges and the share of worlds in each bin, from the 0.5th to the 99.5th percentile."""
        low, high = (self.quantile(at).value for at in (_BINS_FROM, _BINS_TO))
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
        error = _error(middle + sums / worlds)
        square = squares.sum() - count * above * above
    deviation = float(np.sqrt(max(square, 0.0) / max(count - 1, 1))) if count else float("nan")
    return Estimate(float(middle + above), error), deviation


def distribution_of(values: Array) -> Distribution:
    """The Distribution of values that are all there: a row for each set."""
    known = ~np.isnan(values)
    worlds = known.sum(axis=1)
    if not worlds.any():
        nothing = float("nan")
        none = Estimate(nothing, nothing)
        return Distribution(values.size, values.size, none, nothing, nothing, nothing, Kept(values))
    middle = float(values[known][0])
    with np.errstate(all="ignore"):
        apart = np.where(known, values - middle, 0.0)
        mean, deviation = moments(worlds, apart.sum(axis=1), (apart * apart).sum(axis=1), middle)
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    undefined = values.size - int(worlds.sum())
    return Distribution(values.size, undefined, mean, deviation, low, high, Kept(values))


def certain(value: float, worlds: int) -> Distribution:
    """The Distribution of what is in no doubt: the same in every world, without error."""
    undefined = worlds if np.isnan(value) else 0
    sets = Kept(np.full((SETS, 1), value))
    deviation = value if undefined else 0.0
    return Distribution(worlds, undefined, Estimate(value, 0.0), deviation, value, value, sets)


def _error(estimates: Array) -> float:
    """Half of the 95% interval that some estimates of the same number give for their mean."""
    known = estimates[np.isfinite(estimates)]
    if known.size < 2:
        return float("inf") if known.size else float("nan")
    if (known == known[0]).all():
        return 0.0
    with np.errstate(all="ignore"):
        spread = float(np.std(known - known[0], ddof=1))
    return _T95[known.size - 2] * spread / float(np.sqrt(known.size))
