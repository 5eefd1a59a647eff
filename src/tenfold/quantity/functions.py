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
from dataclasses import dataclass
from fractions import Fraction

from tenfold.errors import TenfoldError
from tenfold.quantity.units import NUMBER, PERCENT, Unit

__all__ = ["FUNCTIONS", "JOINING", "OPERATORS", "Function", "UnitMismatch", "raised"]

Value = Fraction
Rule = Callable[..., Unit]

_POWER_BITS = 4096


class UnitMismatch(TenfoldError):
    """Quantities that cannot meet; `arg` is the place of the one at fault."""

    def __init__(self, what: str, mend: str = "", arg: int | None = None, verb: str = "") -> None:
        super().__init__(f"{what}; {mend}" if mend else what)
        self.what, self.mend, self.arg, self.verb = what, mend, arg, verb


@dataclass(frozen=True, slots=True)
class Function:
    """One function of the language. `most` is None where it takes any number of arguments."""

    name: str
    least: int
    most: int | None
    rule: Rule
    exact: Callable[..., Value]
    meaning: str
    example: str = ""
    source: str = "arithmetic"


def _show(unit: Unit) -> str:
    return f"[{unit}]" if str(unit) else "[plain number]"


def _same(verb: str, units: tuple[Unit, ...]) -> Unit:
    first = units[0]
    for place, unit in enumerate(units[1:], start=1):
        if unit.dimension != first.dimension:
            raise UnitMismatch(
                f"cannot {verb} {_show(first)} and {_show(unit)}: they do not measure the same thing",
                _mend(first, unit, verb),
                place,
                verb,
            )
    if first.is_number:
        return PERCENT if all(unit == PERCENT for unit in units) else NUMBER
    return first


def _mend(first: Unit, second: Unit, verb: str) -> str:
    if PERCENT in (first, second) and verb in ("add", "subtract"):
        return f"write 'x * (1 {'+' if verb == 'add' else '-'} 20%)' for a percentage of x"
    if first.times(second).is_number:
        return "one is the inverse of the other: turn it over"
    ratio = first.times(second, -1)
    extra = [(s, p) for s, p in ratio.factors if s.base]
    if len(extra) == 1 and abs(extra[0][1]) == 1:
        symbol, power = extra[0]
        side = "second" if power > 0 else "first"
        return f"the {side} lacks a factor in [{symbol.word}]"
    if len(extra) == 2 and {p for _, p in extra} == {1, -1} and all(s.is_currency for s, _ in extra):
        return "declare the rate under 'exchange:' and convert with 'as'"
    return ""


def _add(*units: Unit) -> Unit:
    return _same("add", units)


def _subtract(*units: Unit) -> Unit:
    return _same("subtract", units)


def _compare(*units: Unit) -> Unit:
    _same("compare", units)
    return NUMBER


def _greatest(*units: Unit) -> Unit:
    return _same("compare", units)


def _choose(condition: Unit, then: Unit, otherwise: Unit) -> Unit:
    if not condition.is_number:
        raise UnitMismatch(f"'if' needs a comparison, not {_show(condition)}", arg=0)
    return _same("choose between", (then, otherwise))


def _truth(*units: Unit) -> Unit:
    for place, unit in enumerate(units):
        if not unit.is_number:
            raise UnitMismatch(f"'and', 'or', 'not' join comparisons, not {_show(unit)}", arg=place)
    return NUMBER


def _whole(unit: Unit, step: Unit | None = None) -> Unit:
    if step is not None:
        return _same("round", (unit, step))
    if not unit.counts:
        raise UnitMismatch(
            f"{_show(unit)} has no whole numbers of its own",
            f"say the step, for example ceil(x, 1 {unit})",
            0,
        )
    return NUMBER if unit == PERCENT else unit


def _root(unit: Unit) -> Unit:
    if any(power % 2 for _, power in unit.factors if unit.dimension):
        raise UnitMismatch(f"the square root of {_show(unit)} measures nothing", arg=0)
    return Unit(tuple((symbol, power // 2) for symbol, power in unit.factors)) if unit.dimension else NUMBER


def raised(unit: Unit, exponent: Fraction | None) -> Unit:
    """The unit of a power; `exponent` is None where it is not a constant."""
    if unit.is_number:
        return NUMBER
    if exponent is None or exponent.denominator != 1 or abs(exponent) > 12:
        raise UnitMismatch(f"{_show(unit)} can be raised to small whole powers only", arg=1)
    return unit.power(int(exponent))


def _to_step(round_one: Callable[[Value], int]) -> Callable[..., Value]:
    def kernel(value: Value, step: Value = Fraction(1)) -> Value:
        return round_one(value / step) * step

    return kernel


def _half_up(value: Value) -> int:
    return math.floor(value + Fraction(1, 2))


def _sqrt(value: Value) -> Value:
    if value < 0:
        raise ZeroDivisionError
    over, under = math.isqrt(value.numerator), math.isqrt(value.denominator)
    if over * over == value.numerator and under * under == value.denominator:
        return Fraction(over, under)
    return Fraction(math.sqrt(value))


def _power(base: Value, exponent: Value) -> Value:
    """Exact for whole exponents of moderate size; otherwise to double precision."""
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if exponent.denominator == 1 and bits * abs(exponent) <= _POWER_BITS:
        return base ** int(exponent)
    if base < 0 or (base == 0 and exponent < 0):
        raise ZeroDivisionError
    return Fraction(float(base) ** float(exponent))


def _truthy(value: bool) -> Value:  # noqa: FBT001 - a kernel takes values, not flags
    return Fraction(int(value))


def _comparison(compare: Callable[[Value, Value], bool]) -> Callable[..., Value]:
    return lambda a, b: _truthy(compare(a, b))


def _table() -> dict[str, Function]:
    rows = [
        Function("add", 2, 2, _add, operator.add, "the sum of two"),
        Function("sub", 2, 2, _subtract, operator.sub, "the difference"),
        Function("mul", 2, 2, lambda a, b: a.times(b), operator.mul, "the product"),
        Function("div", 2, 2, lambda a, b: a.times(b, -1), operator.truediv, "the quotient"),
        Function("neg", 1, 1, lambda a: a, operator.neg, "the opposite"),
        Function("pow", 2, 2, lambda a, _: a, _power, "a power"),
        Function("lt", 2, 2, _compare, _comparison(operator.lt), "less than"),
        Function("le", 2, 2, _compare, _comparison(operator.le), "at most"),
        Function("gt", 2, 2, _compare, _comparison(operator.gt), "more than"),
        Function("ge", 2, 2, _compare, _comparison(operator.ge), "at least"),
        Function("eq", 2, 2, _compare, _comparison(operator.eq), "equal to"),
        Function("ne", 2, 2, _compare, _comparison(operator.ne), "not equal to"),
        Function("and", 2, 2, _truth, lambda a, b: _truthy(bool(a and b)), "both hold"),
        Function("or", 2, 2, _truth, lambda a, b: _truthy(bool(a or b)), "either holds"),
        Function("not", 1, 1, _truth, lambda a: _truthy(not a), "it does not hold"),
        Function("as", 1, 1, lambda a: a, operator.pos, "the same in another unit"),
        Function("if", 3, 3, _choose, lambda c, a, b: a if c else b, "one or the other"),
        Function("min", 2, None, _greatest, min, "the smallest", "min(1 TB, storage)"),
        Function("max", 2, None, _greatest, max, "the largest", "max(2 instances, needed)"),
        Function("sum", 1, None, _add, lambda *a: sum(a, Fraction(0)), "the sum", "sum(a, b, c)"),
        Function("ceil", 1, 2, _whole, _to_step(math.ceil), "round up to whole counts, or to a step", "ceil(x, 10 GB)"),
        Function("floor", 1, 2, _whole, _to_step(math.floor), "round down to whole counts, or to a step", "floor(x)"),
        Function("round", 1, 2, _whole, _to_step(_half_up), "round half up to whole counts, or to a step", "round(x)"),
        Function("abs", 1, 1, lambda a: a, abs, "the size without the sign", "abs(a - b)"),
        Function("sqrt", 1, 1, _root, _sqrt, "the square root", "sqrt(x)"),
    ]
    return {row.name: row for row in rows}


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
