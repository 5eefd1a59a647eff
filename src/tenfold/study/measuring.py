"""A Measurement: how much surer the total would be if one input were known."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tenfold.plan.amount import Amount
from tenfold.plan.outcome import settled
from tenfold.sampling.chance import SETS, Array
from tenfold.study.evidence import Evidence
from tenfold.study.indices import STUDENT

__all__ = ["Measurement", "measurements_of", "width", "width_once_known"]

_BINS = 16
_PLACES = 3


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
    total, like = evidence.total, evidence.apart
    sets = [width(part) for part in total.reshape(SETS, -1)]
    now, mean = width(total), float(np.mean(sets))
    error = STUDENT * float(np.std(sets)) / math.sqrt(SETS - 1)
    if not (mean > 0 and math.isfinite(now)):
        return ()
    found = []
    for key in evidence.keys:
        narrows = 1 - _once_known(key, evidence) / mean
        narrows = round(narrows, _PLACES) if narrows * mean > error else 0.0
        after = settled(now * (1 - narrows), error, like)
        found.append(Measurement(key, settled(now, error, like), after, narrows))
    return tuple(sorted(found, key=lambda one: -one.narrows))


def _once_known(key: str, evidence: Evidence) -> float:
    if key not in evidence.risks:
        return width_once_known(evidence.total, evidence.normals[key])
    happens = evidence.values(key) > 0
    sides = [(side.mean(), evidence.total[side]) for side in (happens, ~happens)]
    return sum(float(share) * width(there) for share, there in sides if share)


def width(values: Array) -> float:
    """How far apart P10 and P90 of what has a value are; NaN where nothing has."""
    known = values[np.isfinite(values)]
    return float(_widths(known[None, :])[0]) if known.size else math.nan


def width_once_known(y: Array, z: Array) -> float:
    """The width of y to be expected where z is known, from worlds in bins of like z.

    Within a bin z still varies; what y follows of that, on a straight line, is
    taken out first. To be held against the width of as many worlds at random.
    """
    known = np.isfinite(y)
    y, z = y[known], z[known]
    if y.size < _BINS:
        return width(y)
    order = np.argsort(z)[: y.size // _BINS * _BINS]
    y, z = y[order].reshape(_BINS, -1), z[order].reshape(_BINS, -1)
    apart = z - z.mean(axis=1, keepdims=True)
    spread = (apart * apart).sum(axis=1, keepdims=True)
    along = (apart * y).sum(axis=1, keepdims=True)
    slope = np.divide(along, spread, out=np.zeros_like(along), where=spread > 0)
    return float(_widths(y - slope * apart).mean())


def _widths(rows: Array) -> Array:
    low, high = np.quantile(rows, (0.1, 0.9), axis=1)
    apart: Array = high - low
    return apart
