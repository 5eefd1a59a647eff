"""Loops: the functions of the language over one block of worlds, compiled.

The same names and meanings as `kernels.KERNELS`, on rows of a block; no row is
written by a loop that reads it. A loop is a page of vector instructions, so it
holds no call and no branch that is rarely taken. This file needs numba.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba
import numpy as np
from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic

from tenfold.quantity.noise import NEAR, NEAREST
from tenfold.sampling.chance import Array

__all__ = [
    "CODES",
    "FIXED",
    "bits_of",
    "chosen",
    "double_of",
    "fast",
    "fixed",
    "joined",
    "single",
    "smooth",
]

Function = TypeVar("Function", bound=Callable[..., object])


def fast(function: Function) -> Function:
    """The function, compiled when it is first called and remembered on disk; it frees the GIL."""
    made = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    return cast("Function", made)


def smooth(function: Function) -> Function:
    """The same for a polynomial, where a product and a sum may be one step, rounded once."""
    made = numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
    return cast("Function", made(function))


Generated = tuple[object, Callable[..., object]]


def _to_bits(_typing: object, number: types.Type) -> Generated:
    def generate(_: object, builder: ir.IRBuilder, __: object, args: list[ir.Value]) -> object:
        return builder.bitcast(args[0], ir.IntType(64))

    return types.int64(number), generate


def _to_double(_typing: object, bits: types.Type) -> Generated:
    def generate(_: object, builder: ir.IRBuilder, __: object, args: list[ir.Value]) -> object:
        return builder.bitcast(args[0], ir.DoubleType())

    return types.float64(bits), generate


bits_of = cast("Callable[[float], int]", intrinsic(_to_bits))
"""The bits of a double, as a whole number."""

double_of = cast("Callable[[int | np.int64], float]", intrinsic(_to_double))
"""The double that has these bits."""

_NEAR, _NEAREST = float(NEAR), float(NEAREST)
_NOWHERE = float("nan")

_NAMES = (
    "add", "mul", "min", "max", "sub", "div", "and", "or", "pow",
    "lt", "le", "gt", "ge", "eq", "ne",
    "neg", "abs", "sqrt", "ceil", "floor", "round", "not",
    "if", "normal", "curve",
)  # fmt: skip
CODES = {name: code for code, name in enumerate(_NAMES)}
"""The number of each function."""

ADD, MUL, MIN, MAX, SUB, DIV, AND, OR, POW, LT, LE, GT, GE, EQ, NE = range(15)
NEG, ABS, SQRT, CEIL, FLOOR, ROUND, NOT, IF, NORMAL, CURVE = range(15, 25)
FIXED = 32
"""What is added to the number of a function whose right side is a constant."""


@fast
def joined(code: int, out: Array, a: Array, b: Array) -> None:
    """A function of two rows."""
    n = out.size
    if code >= LT:
        _compared(code, out, a, b)
    elif code == ADD:
        for i in range(n):
            out[i] = a[i] + b[i]
    elif code == MUL:
        for i in range(n):
            out[i] = a[i] * b[i]
    elif code == SUB:
        for i in range(n):
            out[i] = a[i] - b[i]
    elif code == DIV:
        for i in range(n):
            out[i] = a[i] / b[i] if b[i] != 0.0 else _NOWHERE
    elif code == MIN:
        for i in range(n):
            out[i] = a[i] if a[i] <= b[i] or a[i] != a[i] else b[i]
    elif code == MAX:
        for i in range(n):
            out[i] = a[i] if a[i] >= b[i] or a[i] != a[i] else b[i]
    elif code == POW:
        _raised(out, a, b)
    else:
        _both(code, out, a, b)


@fast
def _both(code: int, out: Array, a: Array, b: Array) -> None:
    least = 2 if code == AND else 1
    for i in range(out.size):
        holding = (1 if a[i] != 0.0 else 0) + (1 if b[i] != 0.0 else 0)
        found = 1.0 if holding >= least else 0.0
        out[i] = found if a[i] == a[i] and b[i] == b[i] else _NOWHERE


@fast
def _raised(out: Array, a: Array, b: Array) -> None:
    for i in range(out.size):
        found = a[i] ** b[i]
        vanished = found == 0.0 and a[i] != 0.0
        out[i] = found if abs(found) < np.inf and not vanished else _NOWHERE


@fast
def _compared(code: int, out: Array, a: Array, b: Array) -> None:
    same = 1.0 if code in (LE, GE, EQ) else 0.0
    less = 1.0 if code in (LT, LE, NE) else 0.0
    more = 1.0 if code in (GT, GE, NE) else 0.0
    for i in range(out.size):
        size = abs(a[i]) if abs(a[i]) > abs(b[i]) else abs(b[i])
        even = abs(a[i] - b[i]) <= _NEAR * size
        apart = less if a[i] < b[i] else more
        found = same if even else apart
        out[i] = found if a[i] == a[i] and b[i] == b[i] else _NOWHERE


@fast
def fixed(code: int, out: Array, a: Array, b: float) -> None:
    """A function of a row and a constant."""
    n = out.size
    if code >= LT:
        _compared_fixed(code, out, a, b)
    elif code == ADD:
        for i in range(n):
            out[i] = a[i] + b
    elif code == MUL:
        for i in range(n):
            out[i] = a[i] * b
    elif code == DIV:
        for i in range(n):
            out[i] = a[i] / b
    elif code == MIN:
        for i in range(n):
            out[i] = a[i] if a[i] <= b or a[i] != a[i] else b
    else:
        for i in range(n):
            out[i] = a[i] if a[i] >= b or a[i] != a[i] else b


@fast
def _compared_fixed(code: int, out: Array, a: Array, b: float) -> None:
    same = 1.0 if code in (LE, GE, EQ) else 0.0
    less = 1.0 if code in (LT, LE, NE) else 0.0
    more = 1.0 if code in (GT, GE, NE) else 0.0
    for i in range(out.size):
        size = abs(a[i]) if abs(a[i]) > abs(b) else abs(b)
        even = abs(a[i] - b) <= _NEAR * size
        apart = less if a[i] < b else more
        found = same if even else apart
        out[i] = found if a[i] == a[i] else _NOWHERE


@fast
def single(code: int, out: Array, a: Array) -> None:
    """A function of one row."""
    n = out.size
    if code == NEG:
        for i in range(n):
            out[i] = -a[i]
    elif code == ABS:
        for i in range(n):
            out[i] = abs(a[i])
    elif code == SQRT:
        for i in range(n):
            out[i] = np.sqrt(a[i])
    elif code == NOT:
        for i in range(n):
            out[i] = (1.0 if a[i] == 0.0 else 0.0) if a[i] == a[i] else _NOWHERE
    elif code == CEIL:
        for i in range(n):
            out[i] = np.ceil(_settled(a[i]))
    elif code == FLOOR:
        for i in range(n):
            out[i] = np.floor(_settled(a[i]))
    else:
        for i in range(n):
            out[i] = np.floor((_settled(2.0 * a[i]) + 1.0) / 2.0)


@fast
def _settled(value: float) -> float:
    near = np.rint(value)
    size = abs(near) if abs(near) > 1.0 else 1.0
    allowed = _NEAR * size if _NEAR * size < _NEAREST else _NEAREST
    return near if abs(value - near) <= allowed else value


@fast
def chosen(out: Array, condition: Array, then: Array, otherwise: Array) -> None:
    """One row where a condition holds, the other where it does not."""
    for i in range(out.size):
        found = then[i] if condition[i] != 0.0 else otherwise[i]
        out[i] = found if condition[i] == condition[i] else _NOWHERE
