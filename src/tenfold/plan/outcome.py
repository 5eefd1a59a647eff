"""An Outcome: what a figure comes to over all worlds, rounded to its numerical error.

Sampling leaves an error of its own, which is known. Digits beyond it mean
nothing and would differ between machines, so no Amount here carries them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from tenfold.plan.amount import Amount

if TYPE_CHECKING:
    from tenfold.sampling.distribution import Distribution

__all__ = [
    "PERCENTILES",
    "Chance",
    "Outcome",
    "chance_of",
    "first_digit",
    "margin",
    "outcome_of",
    "settled",
]

PERCENTILES = (5, 10, 25, 50, 75, 90, 95)
"""The percentiles that are told of every figure."""

_EXACT_DIGITS = 12
_LAST_DIGIT = Fraction(1, 10**12)
_NEVER_SEEN, _T95 = 3.0, 1.96
_ONE_WORLD = 0.1  # the share of a sum that one world may have for a mean to be told


@dataclass(frozen=True, slots=True)
class Outcome:
    """One figure over all worlds.

    `errors` and `mean_error` are numerical: the truth lies within them nineteen
    times in twenty. `undefined` is the share of worlds where it has no value;
    they are left out of the rest. A figure that rests on no doubt is `certain`.
    """

    base: Amount
    mean: Amount
    percentiles: Mapping[int, Amount]
    mean_error: Amount
    errors: Mapping[int, Amount]
    undefined: float = 0.0
    certain: bool = False

    @property
    def low(self) -> Amount:
        """One world in ten is below it."""
        return self.percentiles[10]

    @property
    def high(self) -> Amount:
        """One world in ten is above it."""
        return self.percentiles[90]


@dataclass(frozen=True, slots=True)
class Chance:
    """The share of worlds in which something holds, and its numerical error."""

    share: float
    error: float


def outcome_of(base: Amount, found: Distribution | None) -> Outcome:
    """The Outcome of a figure; None stands for one that is in no doubt.

    A mean that hangs on one world is not told: more worlds would tell another.
    """
    if found is None:
        nothing = replace(base, value=Fraction(0), at_least=False, at_most=False)
        same = dict.fromkeys(PERCENTILES, base)
        none = dict.fromkeys(PERCENTILES, nothing)
        return Outcome(base, base, same, nothing, none, certain=True)
    estimates = dict(zip(PERCENTILES, found.quantiles(PERCENTILES), strict=True))
    carried = abs(found.high) <= _ONE_WORLD * found.worlds * abs(found.mean.value)
    return Outcome(
        base,
        settled(found.mean.value if carried else math.nan, found.mean.error, base),
        {percent: settled(one.value, one.error, base) for percent, one in estimates.items()},
        margin(found.mean.error, base),
        {percent: margin(one.error, base) for percent, one in estimates.items()},
        found.undefined / found.worlds,
    )


def chance_of(found: Distribution) -> Chance:
    """How often a comparison holds; where it has no value it does not.

    What was never seen in n worlds may still happen in 3 of n (the rule of three).
    """
    known = 1 - found.undefined / found.worlds
    share = found.mean.value * known if known else 0.0
    error = found.mean.error * known if known else 0.0
    if share in (0, 1):
        error = _NEVER_SEEN / found.worlds
    elif found.undefined:
        error = math.hypot(error, _T95 * math.sqrt(known * (1 - known) / found.worlds))
    return Chance(_to_digit(share, error), _up_to_digit(error))


def settled(value: float, error: float, like: Amount) -> Amount:
    """A value in base units as an Amount like another, rounded to the first digit of its error."""
    if not math.isfinite(value):
        return replace(like, value=None)
    scale = like.unit.scale(like.calendar)
    number = Fraction(value) / scale
    off = Fraction(error) / scale if math.isfinite(error) else abs(number)
    digit = first_digit(off) if off else first_digit(number) - _EXACT_DIGITS + 1
    return replace(like, value=_rounded(number, digit) * scale)


def margin(error: float, like: Amount) -> Amount:
    """A numerical error as an Amount, rounded up to one digit."""
    plain = replace(like, at_least=False, at_most=False)
    if not math.isfinite(error):
        return replace(plain, value=None)
    scale = like.unit.scale(like.calendar)
    off = Fraction(error) / scale
    if not off:
        return replace(plain, value=Fraction(0))
    step = Fraction(10) ** first_digit(off)
    return replace(plain, value=_up(off / step) * step * scale)


def _to_digit(number: float, error: float) -> float:
    digit = first_digit(Fraction(error)) if error else -_EXACT_DIGITS
    return float(_rounded(Fraction(number), digit))


def _up_to_digit(error: float) -> float:
    step = Fraction(10) ** first_digit(Fraction(error))
    return float(_up(Fraction(error) / step) * step)


def _up(number: Fraction) -> int:
    """The next whole number; one that is whole but for a last binary digit is itself."""
    return math.ceil(number - _LAST_DIGIT)


def first_digit(number: Fraction) -> int:
    """The power of ten of a number's first digit, however long the number is; 0 of nothing."""
    size = abs(number)
    if not size:
        return 0
    bits = size.numerator.bit_length() - size.denominator.bit_length()
    found = math.floor(bits * math.log10(2))
    while Fraction(10) ** (found + 1) <= size:
        found += 1
    while Fraction(10) ** found > size:
        found -= 1
    return found


def _rounded(number: Fraction, digit: int) -> Fraction:
    step = Fraction(10) ** digit
    return round(number / step) * step
