"""Popularity over arrays: the same sums as `popularity`, in many worlds at once."""

from __future__ import annotations

import numpy as np

from tenfold.quantity.popularity import CLOSE, HEAD, PANEL_POINTS, PANELS, TURNS
from tenfold.quantity.queueing_arrays import Array

__all__ = ["hit_ratio"]

_POINTS, _WEIGHTS = np.polynomial.legendre.leggauss(PANEL_POINTS)
_AT_ONCE = 256


def hit_ratio(items: Array, capacity: Array, alpha: Array) -> Array:
    """The share of requests that a cache of some of the things answers, in each world."""
    given = np.broadcast_arrays(items, capacity, alpha)
    items, capacity, alpha = (np.ravel(arg) for arg in given)
    known = np.floor(items * (1 + 1e-12))
    sound = (known >= 1) & (capacity >= 0) & (alpha >= 0) & np.isfinite(known * alpha)
    found = np.where(sound, np.where(capacity == 0, 0.0, 1.0), np.nan)
    ask = np.flatnonzero(sound & (capacity > 0) & (capacity < known))
    for start in range(0, ask.size, _AT_ONCE):
        at = ask[start : start + _AT_ONCE]
        found[at] = _answered(known[at], capacity[at], alpha[at])
    return found.reshape(given[0].shape)


def _answered(items: Array, capacity: Array, alpha: Array) -> Array:
    """A row for each world, a column for each place."""
    places, weights = _spread(items)
    shares = np.power(places, -alpha[:, None])
    whole = (weights * shares).sum(axis=1)
    time, going = np.log(capacity / whole), np.ones(items.shape, np.bool_)
    for _ in range(TURNS):
        asked = np.exp(time)[:, None] * shares
        held = -(weights * np.expm1(-asked)).sum(axis=1)
        slope = (weights * asked * np.exp(-asked)).sum(axis=1)
        step = np.log(capacity / held) * held / np.where(slope > 0, slope, np.inf)
        time = np.where(
            going, time + step, time
        )  # each world stops by itself, whoever is beside it
        going &= np.abs(step) >= CLOSE
        if not going.any():
            break
    stays = -np.expm1(-np.exp(time)[:, None] * shares)
    return np.where(
        np.isfinite(time), np.minimum(1.0, (weights * shares * stays).sum(axis=1) / whole), np.nan
    )


def _spread(items: Array) -> tuple[Array, Array]:
    """Places among the things, and how many things each stands for, a row for each world."""
    head = np.arange(1.0, HEAD + 1)
    start, end = np.log(HEAD + 0.5), np.log(np.maximum(items, HEAD) + 0.5)
    half = ((end - start) / PANELS / 2)[:, None]
    steps = (2 * np.arange(PANELS)[:, None] + 1 + _POINTS).ravel()
    places = np.exp(start + half * steps)
    tail = half * np.tile(_WEIGHTS, PANELS) * places
    first = np.broadcast_to(head, (items.size, HEAD))
    return (
        np.concatenate((first, places), axis=1),
        np.concatenate(((first <= items[:, None]).astype(np.float64), tail), axis=1),
    )
