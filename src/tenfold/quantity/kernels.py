"""The functions of the language over arrays: samples last, other axes in front.

The same names as `functions.FUNCTIONS`, the same meaning, on float64. What is
undefined (a division by zero) is NaN here and stays NaN downstream. This file
is the one that needs NumPy, so it is imported only when arrays are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from tenfold.quantity import popularity_arrays, queueing_arrays
from tenfold.quantity.noise import NEAR, NEAREST

__all__ = ["KERNELS", "Array"]

Array = NDArray[np.float64]
Truth = NDArray[np.bool_]

_NEAR = float(NEAR)
_NEAREST = float(NEAREST)


def _divide(a: Array, b: Array) -> Array:
    nowhere = np.full(np.broadcast_shapes(a.shape, b.shape), np.nan)
    quotient: Array = np.divide(a, b, out=nowhere, where=b != 0)
    return quotient


def _power(a: Array, b: Array) -> Array:
    found: Array = np.power(a, b)
    vanished = (found == 0) & (a != 0)
    return np.where(np.isfinite(found) & ~vanished, found, np.nan)


def _comparison(holds: Callable[[Truth, Truth], Truth]) -> Callable[[Array, Array], Array]:
    """A comparison, told where its sides are the same and where the left is less."""

    def kernel(a: Array, b: Array) -> Array:
        even = np.abs(a - b) <= _NEAR * np.maximum(np.abs(a), np.abs(b))
        found = holds(even, ~even & (a < b)).astype(np.float64)
        return np.where(np.isnan(a) | np.isnan(b), np.nan, found)

    return kernel


def _truth(join: Callable[[Array, Array], Truth]) -> Callable[[Array, Array], Array]:
    def kernel(a: Array, b: Array) -> Array:
        found = join(a, b).astype(np.float64)
        return np.where(np.isnan(a) | np.isnan(b), np.nan, found)

    return kernel


def _not(a: Array) -> Array:
    return np.where(np.isnan(a), np.nan, (a == 0).astype(np.float64))


def _choose(condition: Array, then: Array, otherwise: Array) -> Array:
    chosen = np.where(condition != 0, then, otherwise)
    return np.where(np.isnan(condition), np.nan, chosen)


def _to_step(round_one: Callable[[Array], Array]) -> Callable[..., Array]:
    def kernel(value: Array, step: Array | None = None) -> Array:
        return round_one(value) if step is None else round_one(_divide(value, step)) * step

    return kernel


def _settled(value: Array) -> Array:
    """Whole where it is whole but for rounding: 100.00000000000001 is 100."""
    near = np.rint(value)
    allowed = np.minimum(_NEAR * np.maximum(1.0, np.abs(near)), _NEAREST)
    return np.where(np.abs(value - near) <= allowed, near, value)


def _up(value: Array) -> Array:
    return np.ceil(_settled(value))


def _down(value: Array) -> Array:
    return np.floor(_settled(value))


def _half_up(value: Array) -> Array:
    return np.floor((_settled(2 * value) + 1) / 2)


def _sqrt(a: Array) -> Array:
    return np.sqrt(np.where(a < 0, np.nan, a))


def _usl(n: Array, rate: Array, contention: Array, coherency: Array) -> Array:
    sound = (n >= 0) & (contention >= 0) & (coherency >= 0)
    under = 1.0 + contention * (n - 1.0) + coherency * n * (n - 1.0)
    return _divide(n * rate, np.where(sound & (under > 0), under, np.nan))


def _tiers(quantity: Array, *steps: Array) -> Array:
    starts, ends = (np.array(0.0), *steps[1::2]), steps[1::2]
    parts = (np.minimum(quantity, end) for end in ends)
    found = np.zeros(())
    for rate, start, upto in zip(steps[::2], starts, (*parts, quantity), strict=True):
        found = found + np.maximum(upto - start, 0.0) * rate
    return found


KERNELS: Mapping[str, Callable[..., Array]] = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "div": _divide,
    "neg": np.negative,
    "as": np.positive,
    "pow": _power,
    "lt": _comparison(lambda _, less: less),
    "le": _comparison(lambda even, less: even | less),
    "gt": _comparison(lambda even, less: ~(even | less)),
    "ge": _comparison(lambda _, less: ~less),
    "eq": _comparison(lambda even, _: even),
    "ne": _comparison(lambda even, _: ~even),
    "and": _truth(np.logical_and),
    "or": _truth(np.logical_or),
    "not": _not,
    "if": _choose,
    "min": lambda *a: reduce(np.minimum, a),
    "max": lambda *a: reduce(np.maximum, a),
    "sum": lambda *a: reduce(np.add, a),
    "ceil": _to_step(_up),
    "floor": _to_step(_down),
    "round": _to_step(_half_up),
    "abs": np.abs,
    "sqrt": _sqrt,
    "erlang_b": queueing_arrays.blocked,
    "erlang_c": queueing_arrays.waiting,
    "servers_for_wait": queueing_arrays.servers_for_wait,
    "servers_for_response": queueing_arrays.servers_for_response,
    "fastest_response": queueing_arrays.fastest_response,
    "usl": _usl,
    "hit_ratio": popularity_arrays.hit_ratio,
    "tiers": _tiers,
}
