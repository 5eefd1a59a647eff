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

__all__ = ["KERNELS", "Array"]

Array = NDArray[np.float64]


def _divide(a: Array, b: Array) -> Array:
    return np.divide(a, b, out=np.full(np.broadcast_shapes(a.shape, b.shape), np.nan), where=b != 0)


def _power(a: Array, b: Array) -> Array:
    found: Array = np.power(a, b)
    return np.where(np.isfinite(found), found, np.nan)


def _truth(compare: Callable[[Array, Array], NDArray[np.bool_]]) -> Callable[[Array, Array], Array]:
    def kernel(a: Array, b: Array) -> Array:
        found = compare(a, b).astype(np.float64)
        return np.where(np.isnan(a) | np.isnan(b), np.nan, found)

    return kernel


def _to_step(round_one: Callable[[Array], Array]) -> Callable[..., Array]:
    def kernel(value: Array, step: Array | None = None) -> Array:
        if step is None:
            return round_one(_settled(value))
        return round_one(_settled(_divide(value, step))) * step

    return kernel


def _settled(value: Array) -> Array:
    """Whole where it is whole but for rounding: 100.00000000000001 is 100."""
    near = np.rint(value)
    return np.where(np.abs(value - near) <= 1e-12 * np.maximum(1.0, np.abs(near)), near, value)


def _sqrt(a: Array) -> Array:
    return np.sqrt(np.where(a < 0, np.nan, a))


KERNELS: Mapping[str, Callable[..., Array]] = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "div": _divide,
    "neg": np.negative,
    "as": np.positive,
    "pow": _power,
    "lt": _truth(np.less),
    "le": _truth(np.less_equal),
    "gt": _truth(np.greater),
    "ge": _truth(np.greater_equal),
    "eq": _truth(np.equal),
    "ne": _truth(np.not_equal),
    "and": _truth(np.logical_and),
    "or": _truth(np.logical_or),
    "not": lambda a: np.where(np.isnan(a), np.nan, (a == 0).astype(np.float64)),
    "if": lambda c, a, b: np.where(np.isnan(c), np.nan, np.where(c != 0, a, b)),
    "min": lambda *a: reduce(np.minimum, a),
    "max": lambda *a: reduce(np.maximum, a),
    "sum": lambda *a: reduce(np.add, a),
    "ceil": _to_step(np.ceil),
    "floor": _to_step(np.floor),
    "round": _to_step(lambda a: np.floor(a + 0.5)),
    "abs": np.abs,
    "sqrt": _sqrt,
}
