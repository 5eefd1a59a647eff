"""What a claim says: a number with its printed rounding, a range, true or false."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tenfold.errors import Problem, Rejected, Words
from tenfold.plan.amount import Amount
from tenfold.plan.formulas import Formulas
from tenfold.quantity.bind import Scope, fit
from tenfold.quantity.expr import Call, Const, Draw
from tenfold.quantity.literal import Literal
from tenfold.quantity.syntax import Node, Range, Ref, Sign
from tenfold.quantity.units import NUMBER, Unit

__all__ = ["Said", "read_said"]

_NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Said:
    """The ends of what is said, and how far printing may have rounded each."""

    low: Fraction
    high: Fraction
    slack_low: Fraction
    slack_high: Fraction
    unit: Unit
    is_truth: bool = False

    @property
    def middle(self) -> Fraction:
        """The number, or the middle of the range."""
        return (self.low + self.high) / 2

    @property
    def is_number(self) -> bool:
        """Whether one number is said."""
        return self.low == self.high and not self.is_truth

    def verdict(self, computed: Amount) -> str:
        """Whether it holds of what is computed: holds, off or unknown."""
        value = computed.value
        if value is None or computed.missing:
            return "unknown"
        if self.is_truth:
            return (
                "unknown" if computed.open else "holds" if bool(value) == bool(self.low) else "off"
            )
        size = value / self.unit.scale(computed.calendar)
        too_big = size > self.high + self.slack_high
        too_small = size < self.low - self.slack_low
        if (computed.at_least and not too_big) or (computed.at_most and not too_small):
            return "unknown"
        return "off" if too_big or too_small else "holds"

    def over(self, computed: Amount) -> Fraction | None:
        """Claimed over computed; for a range, the end that is nearer."""
        if self.is_truth or not computed.value:
            return None
        scale = self.unit.scale(computed.calendar)
        nearest = min(max(computed.value, self.low * scale), self.high * scale)
        return nearest / computed.value


def read_said(words: Words, unit: Unit, formulas: Formulas, scope: Scope) -> Said:
    """What a claim says of a figure in a unit."""
    tree = formulas.tree(words)
    if isinstance(tree, Ref) and tree.name in {"true", "false"}:
        truth = Fraction(tree.name == "true")
        return Said(truth, truth, _NONE, _NONE, NUMBER, is_truth=True)
    expr = fit(formulas.bind(words, scope, key="claim", wanted=unit), unit)
    if isinstance(expr, Draw):
        low, high = expr.spread.numbers[0], expr.spread.numbers[-1]
        ends = (tree.left, tree.right) if isinstance(tree, Range) else (tree, tree)
        return Said(low, high, _slack(ends[0], low), _slack(ends[1], high), expr.unit)
    sign = 1
    if isinstance(expr, Call) and expr.function == "neg":
        sign, expr = -1, expr.args[0]
    if not isinstance(expr, Const):
        what = "a claim says a plain quantity, a range, 'true' or 'false'"
        raise Rejected([Problem("T508", what, words.span)])
    number, slack = sign * expr.number, _slack(tree, expr.number)
    return Said(number, number, slack, slack, expr.unit)


def _slack(tree: Node, number: Fraction) -> Fraction:
    """Half of what its last written digit is worth; trailing zeros count as written."""
    while isinstance(tree, Sign):
        tree = tree.operand
    if not isinstance(tree, Literal):
        return abs(number) / 10**9
    return Fraction(10) ** -tree.digits / 2
