"""Sensitivity indices: how much of the variance of a figure is due to each doubt.

The first-order index of a doubt is the share of the variance that would go if it
alone were known, read off the worlds as they are; the total index the share
that would stay if all else were known, from the same worlds with that doubt
drawn anew. Both hold where doubts move together. Where none do, the first sum
to at most 1 and the others to at least 1.

Worlds come set by set; the error is the jackknife's over the sets.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tenfold.sampling.chance import SETS, Array, inverse_normal
from tenfold.sampling.distribution import Estimate

__all__ = ["edges", "first_order", "given_others", "total_order"]

STUDENT = 2.1314
"""Nineteen in twenty of Student's t with 15 degrees of freedom, for 16 sets."""

_PLACES = 4
"""Decimals that are told of an index: less than any run can tell apart."""


def edges(bins: int) -> Array:
    """The inner edges of bins in which a standard normal is equally likely to lie."""
    return inverse_normal(np.arange(1, bins) / bins)


def first_order(z: Array, y: Array, inner: Array) -> Estimate:
    """The share of the variance of y that knowing z would take away.

    The mean of y at z is a straight line in each bin of z, by least squares; what
    is left about it counts with the degrees of freedom that it has. Where z is
    one of two values, the lines are level.
    """
    known = np.isfinite(y)
    y = _centred(y, known)
    place = _bins_of(z, inner) + _set_of(y) * (len(inner) + 1)
    parts = (known * 1.0, z * known, y, z * z * known, z * y, y * y)
    shape = (SETS, len(inner) + 1)
    sums = [np.bincount(place, part, SETS * shape[1]).reshape(shape) for part in parts]
    return _jackknifed(np.array(sums), _explained)


def total_order(y: Array, again: Array) -> Estimate:
    """The share of the variance of y that stays where only one doubt is drawn anew.

    `again` is y after that. The estimator is that of M. Jansen (1999), 'Analysis of
    variance designs for model output', over the variance of these very worlds.
    """
    known = np.isfinite(y) & np.isfinite(again)
    scaled = _centred(np.concatenate((y, again)), np.concatenate((known, known)))
    y, again = scaled[: len(y)], scaled[len(y) :]
    parts = (known * 1.0, y, again, y * y, again * again, (y - again) ** 2)
    sums = [part.reshape(SETS, -1).sum(1) for part in parts]
    return _jackknifed(np.array(sums), _moved)


def given_others(group: Array, correlation: Array) -> tuple[Array, Array]:
    """The mean of each normal of a group where the others are known, and its deviation.

    `group` holds the normals, a row for each, as do the means. Both stand in the
    inverse of the correlation.
    """
    precision = np.linalg.inv(correlation)
    own = np.diagonal(precision)
    return group - precision @ group / own[:, None], 1 / np.sqrt(own)


def _centred(y: Array, known: NDArray[np.bool_]) -> Array:
    """What y is about its mean, of a size that can be squared; 0 where it is not known."""
    if not known.any():
        return np.zeros_like(y)
    size = np.abs(y[known]).max() or 1.0
    y = np.where(known, y, 0.0) / size
    centred: Array = np.where(known, y - y[known].mean(), 0.0)
    return centred


def _bins_of(z: Array, inner: Array) -> NDArray[np.intp]:
    """The bin of each z: sorting all of them is quicker than to look for each."""
    order = np.argsort(z)
    upto = np.searchsorted(z[order], inner, "right")
    found = np.empty(len(z), dtype=np.intp)
    sizes = np.diff(upto, prepend=0, append=len(z))
    found[order] = np.repeat(np.arange(len(inner) + 1), sizes)
    return found


def _set_of(y: Array) -> NDArray[np.intp]:
    return np.repeat(np.arange(SETS), len(y) // SETS)


def _explained(sums: Array) -> Array:
    """Shares of variance that lines in bins explain; the bins are the last axis."""
    count, z, y, zz, zy, yy = sums
    filled = np.maximum(count, 1.0)
    apart, along = zz - z * z / filled, zy - z * y / filled
    sloped = (apart > 1e-9 * count) & (count > 2)
    fit = np.divide(along * along, apart, out=np.zeros_like(apart), where=sloped)
    left = (yy - y * y / filled - fit).sum(-1)
    free = count.sum(-1) - (count > 0).sum(-1) - sloped.sum(-1)
    whole = yy.sum(-1) - y.sum(-1) ** 2 / np.maximum(count.sum(-1), 1.0)
    return np.where(whole > 0, 1 - _over(left, free) * _over(count.sum(-1) - 1, whole), 0.0)


def _moved(sums: Array) -> Array:
    count, y, again, yy, aa, apart = sums
    count = np.maximum(count, 1.0)
    moved: Array = apart * _over(np.ones_like(yy), yy - y * y / count + aa - again * again / count)
    return moved


def _over(above: Array, below: Array) -> Array:
    """A quotient; nothing where there is nothing to share."""
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)


def _jackknifed(sums: Array, share: Callable[[Array], Array]) -> Estimate:
    """A share made of sums, with its error; the sums have the parts first, then the sets."""
    whole = sums.sum(1, keepdims=True)
    found, *without = share(np.concatenate((whole, whole - sums), axis=1)).tolist()
    spread = float(np.std(without)) * math.sqrt(SETS - 1)
    return Estimate(round(min(max(found, 0.0), 1.0), _PLACES), round(STUDENT * spread, _PLACES))
