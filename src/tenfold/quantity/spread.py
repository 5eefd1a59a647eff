"""A Spread: how sure we are of a number.

A Spread has no unit; an Expr gives it one. It is a value: two equal Spreads
mean the same doubt. It never remembers a draw. Its numbers are in the unit
that was written, so a percentage of 2% is 2 here and `whole` is 100.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from tenfold.errors import TenfoldError
from tenfold.quantity.roots import square_root

__all__ = ["SHAPES", "Spread", "SpreadError", "around", "between", "shaped", "within"]


class SpreadError(TenfoldError):
    """A range or shape that no doubt can have; says why, and the mend."""

    def __init__(self, what: str, mend: str = "") -> None:
        super().__init__(what, mend)
        self.what, self.mend = what, mend

    def __str__(self) -> str:
        return f"{self.what}; {self.mend}" if self.mend else self.what


@dataclass(frozen=True, slots=True)
class Spread:
    """A shape and the numbers that fix it.

    normal, lognormal, logitnormal: the ends of the 90% interval. uniform: the
    ends of all that can be. triangular, pert: low, likely, high. beta: the
    two counts of a Beta distribution. chance: how likely it is that something
    happens, which then is 1 and else 0. `whole` is what 100% is, for logitnormal.
    """

    shape: str
    numbers: tuple[Fraction, ...]
    whole: Fraction = Fraction(1)

    @property
    def base(self) -> Fraction:
        """The base case: the median of an interval, the likely value of a shape."""
        return _BASE[self.shape](self)

    def says(self) -> str:
        """How the doubt was read, for a person to agree with or not."""
        return _SAYS[self.shape]


def between(low: Fraction, high: Fraction, *, whole: Fraction | None = None) -> Spread:
    """`low to high`: a 90% interval.

    Lognormal where both ends are positive, logit-normal for a percentage
    (`whole` given), normal otherwise.
    """
    if low == high:
        raise SpreadError("both ends of the range are the same", "write the number alone")
    if low > high:
        raise SpreadError("the range runs from high to low", "put the lower end first")
    if whole is not None and low > 0 and high < whole:
        return Spread("logitnormal", (low, high), whole)
    if whole is not None and low >= 0 and high <= whole:
        raise SpreadError(
            "a 90% interval of a percentage cannot touch 0% or 100%",
            "end it just inside, or write uniform(low, high)",
        )
    return Spread("lognormal" if low > 0 else "normal", (low, high))


def around(middle: Fraction, half: Fraction) -> Spread:
    """`middle ± half`: normal, nine times in ten no further than half from the middle."""
    if half <= 0:
        raise SpreadError("the doubt after '±' is to be above 0", "write for example '± 10%'")
    return Spread("normal", (middle - half, middle + half))


def within(middle: Fraction, factor: Fraction) -> Spread:
    """`middle within 2x`: lognormal, nine times in ten between half and double."""
    if middle <= 0:
        raise SpreadError("'within' needs a number above 0 before it", "write 'low to high'")
    if factor <= 1:
        raise SpreadError("'within' needs a factor above 1", "write for example 'within 2x'")
    return Spread("lognormal", (middle / factor, middle * factor))


def shaped(shape: str, numbers: tuple[Fraction, ...], *, whole: Fraction = Fraction(1)) -> Spread:
    """A named shape; its numbers are checked."""
    if shape == "beta":
        if min(numbers) <= 0:
            raise SpreadError("both counts of beta are to be above 0", "write beta(8, 2)")
        return Spread(shape, numbers, whole)
    if any(a > b for a, b in pairwise(numbers)) or numbers[0] == numbers[-1]:
        order = ", ".join(SHAPES[shape])
        raise SpreadError(f"the numbers of {shape} are to rise", f"write {shape}({order})")
    if shape == "lognormal" and numbers[0] <= 0:
        raise SpreadError("both ends of lognormal are to be above 0", "use normal(low, high)")
    return Spread(shape, numbers, whole)


SHAPES: Mapping[str, tuple[str, ...]] = {
    "normal": ("low", "high"),
    "lognormal": ("low", "high"),
    "uniform": ("low", "high"),
    "triangular": ("low", "likely", "high"),
    "pert": ("low", "likely", "high"),
    "beta": ("successes", "failures"),
}
"""Named shapes and what their arguments mean."""


def _geometric(spread: Spread) -> Fraction:
    return square_root(spread.numbers[0] * spread.numbers[1])


def _halfway(spread: Spread) -> Fraction:
    return (spread.numbers[0] + spread.numbers[1]) / 2


def _likely(spread: Spread) -> Fraction:
    return spread.numbers[1]


def _logit_middle(spread: Spread) -> Fraction:
    low, high = (number / spread.whole for number in spread.numbers)
    odds = square_root(low / (1 - low) * high / (1 - high))
    return odds / (1 + odds) * spread.whole


def _beta_mean(spread: Spread) -> Fraction:
    successes, failures = spread.numbers
    return successes / (successes + failures) * spread.whole


_BASE: Mapping[str, Callable[[Spread], Fraction]] = {
    "lognormal": _geometric,
    "normal": _halfway,
    "logitnormal": _logit_middle,
    "uniform": _halfway,
    "triangular": _likely,
    "pert": _likely,
    "beta": _beta_mean,
    "chance": lambda _: Fraction(0),  # a plan stands on what is expected: it does not happen
}

_SAYS: Mapping[str, str] = {
    "lognormal": "read as lognormal, 90% interval",
    "normal": "read as normal, 90% interval",
    "logitnormal": "read as logit-normal, 90% interval",
    "uniform": "read as uniform between the ends",
    "triangular": "read as triangular: low, likely, high",
    "pert": "read as PERT: low, likely, high",
    "beta": "read as beta: successes, failures",
    "chance": "happens or not",
}
