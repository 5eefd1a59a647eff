"""An Interval as written: its ends brought to one unit, and read as a Spread.

An end may leave out what another says (`2 to 4 ms`, `$8M to $15M/month`). Ends
that a person could have meant otherwise (`8 to 15K`, `$8 to $15M`) are refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tenfold.errors import Problem, Rejected, Words, quoted
from tenfold.quantity.expr import Call, Const, Expr, Named
from tenfold.quantity.functions import shown
from tenfold.quantity.literal import Literal
from tenfold.quantity.spread import SHAPES, Spread, SpreadError, around, between, shaped, within
from tenfold.quantity.tree import Invoke, Node, Range, Sign
from tenfold.quantity.units import CALENDAR, NUMBER, PERCENT, Unit

__all__ = ["End", "read_range", "read_shape"]

_FULL = "write both ends in full and in one unit, such as '$8M to $15M'"
_FAR_APART = 1000


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """One end of an interval: what was written, and the plain quantity that it is."""

    node: Node
    value: Const

    @property
    def scaled(self) -> bool:
        """Whether a K, M or B made its number bigger."""
        node = self.node.operand if isinstance(self.node, Sign) else self.node
        return isinstance(node, Literal) and node.scaled


def read_range(words: Words, node: Range, sides: Sequence[Expr]) -> tuple[Spread, Unit]:
    """The Spread of `low to high`, `middle ± half` or `middle within 2x`, and its unit."""
    left, right = (_end(words, n, e) for n, e in zip((node.left, node.right), sides, strict=True))
    try:
        if node.kind == "within":
            return within(left.value.number, _factor(words, right)), left.value.unit
        if node.kind == "±":
            return _around(words, left, right)
        (low, high), unit = _in_one_unit(words, (left, right))
        return between(low, high, whole=Fraction(100) if unit == PERCENT else None), unit
    except SpreadError as error:
        raise _wrong(words, node, error.what, error.mend) from None


def read_shape(words: Words, node: Invoke, sides: Sequence[Expr]) -> tuple[Spread, Unit]:
    """The Spread of `triangular(1 ms, 2 ms, 5 ms)` and its kind, and its unit."""
    need = SHAPES[node.name]
    if len(node.args) != len(need):
        what = f"'{node.name}' takes {len(need)} numbers, not {len(node.args)}"
        raise _wrong(words, node, what, f"write {node.name}({', '.join(need)})")
    ends = [_end(words, n, e) for n, e in zip(node.args, sides, strict=True)]
    if node.name == "beta" and (odd := [end for end in ends if end.value.unit != NUMBER]):
        what = f"the counts of beta are plain numbers, not {shown(odd[0].value.unit)}"
        raise _wrong(words, odd[0].node, what, "multiply it: 'beta(8, 2) * 5 GB'")
    numbers, unit = _in_one_unit(words, ends)
    try:
        whole = Fraction(100) if unit == PERCENT else Fraction(1)
        return shaped(node.name, numbers, whole=whole), unit
    except SpreadError as error:
        raise _wrong(words, node, error.what, error.mend) from None


def _wrong(words: Words, node: Node, what: str, mend: str, code: str = "T107") -> Rejected:
    return Rejected([Problem(code, what, words.part(node.start, node.end), mend)])


def _end(words: Words, node: Node, expr: Expr) -> End:
    sign = 1
    while isinstance(expr, Call) and expr.function == "neg":
        sign, expr = -sign, expr.args[0]
    if isinstance(expr, Const):
        return End(node, expr if sign == 1 else Const(-expr.number, expr.unit))
    mend = "put the doubt on one part in parentheses: '(40% to 50%) of users'"
    if isinstance(expr, Named):
        mend = f"write a number in place of {quoted(expr.name)}"
    raise _wrong(words, node, "the ends of a range are plain quantities", mend)


def _factor(words: Words, end: End) -> Fraction:
    if end.value.unit == PERCENT:
        mend = f"write '± {words.text[end.node.start : end.node.end]}'"
        raise _wrong(words, end.node, "'within' takes a factor, not a percentage", mend)
    if end.value.unit != NUMBER:
        what = f"'within' takes a factor, not {shown(end.value.unit)}"
        raise _wrong(words, end.node, what, "write for example 'within 2x'")
    return end.value.number


def _around(words: Words, middle: End, half: End) -> tuple[Spread, Unit]:
    if half.value.unit == PERCENT and middle.value.unit != PERCENT:
        share = half.value.number / 100
        return around(middle.value.number, abs(middle.value.number) * share), middle.value.unit
    numbers, unit = _in_one_unit(words, (middle, half), alike=False)
    return around(*numbers), unit


def _in_one_unit(
    words: Words, ends: Sequence[End], *, alike: bool = True
) -> tuple[tuple[Fraction, ...], Unit]:
    """The numbers of several ends in the fullest unit among them.

    `alike` where they are ends of one range, which are of one size, more or less.
    """
    unit = max((end.value.unit for end in reversed(ends)), key=lambda u: len(u.factors))
    numbers = tuple(_number_in(words, end, unit) for end in ends)
    largest = max(map(abs, numbers)) if alike else Fraction(0)
    if any(end.scaled for end in ends):
        for end, number in zip(ends, numbers, strict=True):
            far = largest >= _FAR_APART * abs(number)
            if number and not end.scaled and (far or end.value.unit != unit):
                raise _short(words, end)
    return numbers, unit


def _short(words: Words, end: End) -> Rejected:
    """The refusal of `8 to 15K` and `$8 to $15M`, where 8 was hardly meant to be 8 ones."""
    said = quoted(words.text[end.node.start : end.node.end])
    what = f"the ends are sized differently, and {said} may be short for more"
    mend = "write both ends with their K, M or B, or with all their digits"
    return _wrong(words, end.node, what, mend)


def _number_in(words: Words, end: End, unit: Unit) -> Fraction:
    here, number = end.value.unit, end.value.number
    if _is_start_of(here, unit):
        return number
    if here.dimension != unit.dimension:
        what = f"the ends measure different things: {shown(here)} and {shown(unit)}"
        raise _wrong(words, end.node, what, _FULL, "T110")
    if any(symbol.calendar for symbol, _ in (*here.factors, *unit.factors)):
        what = f"the ends are in {shown(here)} and {shown(unit)}, and months differ in length"
        raise _wrong(words, end.node, what, _FULL)
    return number * here.scale(CALENDAR) / unit.scale(CALENDAR)


def _is_start_of(here: Unit, unit: Unit) -> bool:
    """Whether a unit is the other with its end left out: `$` of `$/month`."""
    if here == unit:
        return True
    return here.per == 1 and unit.factors[: len(here.factors)] == here.factors
