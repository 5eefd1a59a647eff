"""A Measurement: how much surer the total would be if one input were known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenfold.plan.amount import Amount
from tenfold.plan.outcome import settled
from tenfold.quantity.chance import SETS, Array
from tenfold.study.evidence import Evidence
from tenfold.study.indices import STUDENT, edges

__all__ = ["Measurement", "measurements_of", "width", "width_once_known"]

_BINS = 16


@dataclass(frozen=True, slots=True)
class Measurement:
    """What measuring one input is worth.

    `now` is the width of the range that holds the total eight times in ten,
    `after` the width to be expected once the input is known, and `narrows` the
    share of it that goes, between 0 and 1.
    """

    name: str
    now: Amount
    after: Amount
    narrows: float


def measurements_of(evidence: Evidence) -> tuple[Measurement, ...]:
    """Every doubt that the total rests on, what is best worth measuring first."""
    sets = [width(part) for part in evidence.total.reshape(SETS, -1)]
    now, mean = width(evidence.total), float(np.mean(sets))
    error = STUDENT * float(np.std(sets, ddof=1)) / SETS**0.5
    if not (mean > 0 and np.isfinite(now)):
        return ()
    like, found = evidence.like, []
    for key in evidence.keys:
        narrows = 1 - width_once_known(evidence.total, *_bins_of(key, evidence)) / mean
        narrows = round(min(narrows, 1.0), 3) if narrows * mean > error else 0.0
        after = settled(now * (1 - narrows), error, like)
        found.append(Measurement(key, settled(now, error, like), after, narrows))
    return tuple(sorted(found, key=lambda one: -one.narrows))


def _bins_of(key: str, evidence: Evidence) -> tuple[Array, NDArray[np.intp]]:
    if key in evidence.risks:
        happens = evidence.values(key)
        return happens, happens.astype(np.intp)
    z = evidence.normals[key]
    return z, np.searchsorted(edges(_BINS), z)


def width(values: Array) -> float:
    """How far apart P10 and P90 of what has a value are."""
    known = values[np.isfinite(values)]
    if not known.size:
        return float("nan")
    low, high = np.quantile(known, (0.1, 0.9))
    return float(high - low)


def width_once_known(y: Array, z: Array, place: NDArray[np.intp]) -> float:
    """The width of y to be expected where z is known, from worlds in bins of z.

    Within a bin z still varies; what y follows of that, on a straight line, is
    taken out first. To be held against the width of as many worlds at random.
    """
    known = np.isfinite(y)
    y, z, place = y[known], z[known], place[known]
    expected = 0.0
    for bin_ in np.unique(place):
        here = place == bin_
        expected += width(_level(y[here], z[here])) * float(here.mean())
    return expected


def _level(y: Array, z: Array) -> Array:
    """What is left of y without what follows z on a straight line."""
    apart = z - z.mean()
    spread = float(apart @ apart)
    return y - apart * (float(apart @ y) / spread) if spread > 0 else y
