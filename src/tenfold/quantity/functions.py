"""What the language can compute: each function's unit rule, kernel and meaning.

A rule says which units go in and which comes out, or raises `UnitMismatch`
with the mend. `exact` works on Fractions, one world at a time; `kernels.py`
holds the same functions over arrays. Operators are functions of this table
too, so there is one place where a quantity can be made from others.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction

from tenfold.quantity.capacity import CAPACITY
from tenfold.quantity.noise import same, settled
from tenfold.quantity.roots import square_root
from tenfold.quantity.rules import Function, UnitMismatch, missing_factor, same_unit, shown
from tenfold.quantity.units import NUMBER, PERCENT, Unit

__all__ = [
    "FUNCTIONS",
    "JOINING",
    "OPERATORS",
    "Function",
    "UnitMismatch",
    "missing_factor",
    "raised",
    "shown",
]

Value = Fraction

_POWER_BITS = 4096
_HIGHEST_POWER = 12


def raised(unit: Unit, exponent: Fraction | None) -> Unit:
    """The unit of a power; `exponent` is None where it is not a constant."""
    if unit.is_number:
        return NUMBER
    if exponent is None or exponent.denominator != 1 or abs(exponent) > _HIGHEST_POWER:
        mend = f"a whole number from -{_HIGHEST_POWER} to {_HIGHEST_POWER}"
        raise UnitMismatch(f"the exponent of {shown(unit)} is to be {mend}", arg=1)
    return _bounded(unit.times(NUMBER).power(int(exponent)))


def _bounded(unit: Unit) -> Unit:
    if any(abs(power) > _HIGHEST_POWER for _, power in unit.factors):
        raise UnitMismatch(f"nothing is measured in {shown(unit)}")
    return unit


def _product(left: Unit, right: Unit) -> Unit:
    return _bounded(left.times(right))


def _quotient(left: Unit, right: Unit) -> Unit:
    return _bounded(left.times(right, -1))


def _add(*units: Unit) -> Unit:
    return same_unit("add", units)


def _subtract(*units: Unit) -> Unit:
    return same_unit("subtract", units)


def _greatest(*units: Unit) -> Unit:
    return same_unit("compare", units)


def _compare(*units: Unit) -> Unit:
    same_unit("compare", units)
    return NUMBER


def _choose(condition: Unit, then: Unit, otherwise: Unit) -> Unit:
    if not condition.is_number:
        mend = "write for example: if a > b then x else y"
        raise UnitMismatch(f"'if' needs a comparison, not {shown(condition)}", mend, 0)
    return same_unit("choose between", (then, otherwise))


def _truth(*units: Unit) -> Unit:
    for place, unit in enumerate(units):
        if not unit.is_number:
            what = f"'and', 'or', 'not' join comparisons, not {shown(unit)}"
            raise UnitMismatch(what, "compare it with something first", place)
    return NUMBER


def _whole(unit: Unit, step: Unit | None = None) -> Unit:
    if step is not None:
        return same_unit("round", (unit, step))
    if unit == PERCENT:
        mend = "say the step: 1% for whole percents, 1 for whole numbers"
        raise UnitMismatch("a percentage can be rounded in two ways", mend, 0)
    if not unit.counts:
        mend = f"say the step, for example ceil(x, 1 {unit})"
        raise UnitMismatch(f"{shown(unit)} has no whole numbers of its own", mend, 0)
    return unit


def _root(unit: Unit) -> Unit:
    if any(power % 2 for _, power in unit.dimension):
        raise UnitMismatch(f"the square root of {shown(unit)} measures nothing", arg=0)
    words = {s.base: s for s, _ in unit.times(NUMBER).factors}
    return Unit(tuple((words[base], power // 2) for base, power in unit.dimension))


def _to_step(round_one: Callable[[Value], int]) -> Callable[..., Value]:
    def kernel(value: Value, step: Value = Fraction(1)) -> Value:
        return round_one(value / step) * step

    return kernel


def _up(value: Value) -> int:
    return math.ceil(settled(value))


def _down(value: Value) -> int:
    return math.floor(settled(value))


def _half_up(value: Value) -> int:
    return math.floor((settled(2 * value) + 1) / 2)


def _sqrt(value: Value) -> Value:
    if value < 0:
        raise ZeroDivisionError
    return square_root(value)


def _power(base: Value, exponent: Value) -> Value:
    """Exact for whole exponents of moderate size; otherwise to double precision."""
    whole = exponent.denominator == 1
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if whole and bits * abs(exponent) <= _POWER_BITS:
        return base ** int(exponent)
    if (base < 0 and not whole) or (base == 0 and exponent < 0):
        raise ZeroDivisionError
    size = Fraction(abs(float(base)) ** float(exponent))
    if base and not size:
        raise OverflowError
    return -size if base < 0 and exponent.numerator % 2 else size


def _comparison(holds: Callable[[bool, bool], bool]) -> Callable[[Value, Value], Value]:
    """A comparison, told whether its sides are the same and whether the left is less."""
    return lambda a, b: Fraction(holds(even := same(a, b), not even and a < b))


def _table() -> dict[str, Function]:
    rows = [
        Function("add", 2, 2, _add, operator.add, "the sum of two"),
        Function("sub", 2, 2, _subtract, operator.sub, "the difference"),
        Function("mul", 2, 2, _product, operator.mul, "the product"),
        Function("div", 2, 2, _quotient, operator.truediv, "the quotient"),
        Function("neg", 1, 1, lambda a: a, operator.neg, "the opposite"),
        Function("pow", 2, 2, lambda a, _: a, _power, "a power"),
        Function("lt", 2, 2, _compare, _comparison(lambda _, less: less), "less than"),
        Function("le", 2, 2, _compare, _comparison(lambda even, less: even or less), "at most"),
        Function(
            "gt", 2, 2, _compare, _comparison(lambda even, less: not (even or less)), "more than"
        ),
        Function("ge", 2, 2, _compare, _comparison(lambda _, less: not less), "at least"),
        Function("eq", 2, 2, _compare, _comparison(lambda even, _: even), "equal to"),
        Function("ne", 2, 2, _compare, _comparison(lambda even, _: not even), "not equal to"),
        Function("and", 2, 2, _truth, lambda a, b: Fraction(bool(a and b)), "both hold"),
        Function("or", 2, 2, _truth, lambda a, b: Fraction(bool(a or b)), "either holds"),
        Function("not", 1, 1, _truth, lambda a: Fraction(not a), "it does not hold"),
        Function("as", 1, 1, lambda a: a, operator.pos, "the same in another unit"),
        Function("if", 3, 3, _choose, lambda c, a, b: a if c else b, "one or the other"),
        Function("min", 2, None, _greatest, _least, "the smallest", "min(1 TB, storage)"),
        Function("max", 2, None, _greatest, _most, "the largest", "max(2 instances, needed)"),
        Function("sum", 1, None, _add, _total, "the sum", "sum(a, b, c)"),
        Function("ceil", 1, 2, _whole, _to_step(_up), *_rounding("up", "ceil(x, 10 GB)")),
        Function("floor", 1, 2, _whole, _to_step(_down), *_rounding("down", "floor(x)")),
        Function("round", 1, 2, _whole, _to_step(_half_up), *_rounding("half up", "round(x)")),
        Function("abs", 1, 1, lambda a: a, abs, "the size without the sign", "abs(a - b)"),
        Function("sqrt", 1, 1, _root, _sqrt, "the square root", "sqrt(x)"),
    ]
    return {row.name: row for row in (*rows, *CAPACITY.values())}


def _rounding(way: str, example: str) -> tuple[str, str]:
    return f"round {way} to whole counts, or to a step", example


def _least(*values: Value) -> Value:
    return min(values)


def _most(*values: Value) -> Value:
    return max(values)


def _total(*values: Value) -> Value:
    return sum(values, Fraction(0))


FUNCTIONS: Mapping[str, Function] = _table()
"""Every function and operator, by name."""

OPERATORS: Mapping[str, str] = {
    "+": "add", "-": "sub", "*": "mul", "/": "div", "^": "pow",
    "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne",
    "and": "and", "or": "or", "of": "mul",
}  # fmt: skip
"""The signs that formulas are written with, and the functions they stand for."""

JOINING = frozenset({"add", "sub", "lt", "le", "gt", "ge", "eq", "ne", "min", "max", "sum", "if"})
"""Functions whose arguments share a unit: a bare 0 fits any of them."""
