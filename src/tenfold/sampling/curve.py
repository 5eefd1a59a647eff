"""A Curve: the value of a Spread where a standard normal came out at z.

Every shape is drawn from a normal, so that any two can move together. A Curve never
falls but for a chance, which is 1 where z is low. This file needs NumPy, and SciPy
for pert and beta alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tenfold.quantity.spread import Spread
from tenfold.quantity.tape import double
from tenfold.sampling.chance import inverse_normal

__all__ = [
    "CHANCE",
    "KNOTS_PER_ONE",
    "LOGIT",
    "LOGNORMAL",
    "NORMAL",
    "TABLE",
    "Array",
    "Curve",
    "at",
    "curve_of",
]

Array = NDArray[np.float64]

NORMAL, LOGNORMAL, LOGIT, TABLE, CHANCE = range(5)

KNOTS_PER_ONE = 64
"""How many knots a table has for one standard deviation."""

FURTHEST = 9.0
"""A table ends here: a normal is beyond once in 10**19 draws."""

_MANY = 1e6  # counts of which the logarithms leave too few digits for a density

Shape = tuple[Array, Array]
"""Values from 0 to 1 at some z, and how steep they are there."""


def _none() -> Array:
    return np.empty(0)


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A value in the unit that was written, as a function of z.

    NORMAL a + b z. LOGNORMAL exp(a + b z). LOGIT whole / (1 + exp(-(a + b z))).
    CHANCE 1 where z is below a, else 0. TABLE from a to b: at `first` and each 1/64
    on, `values`, and `slopes` for one knot on; between knots a cubic that meets both.
    """

    kind: int
    a: float
    b: float = 0.0
    whole: float = 1.0
    first: float = -FURTHEST
    values: Array = field(default_factory=_none, repr=False)
    slopes: Array = field(default_factory=_none, repr=False)


@lru_cache(maxsize=1024)
def curve_of(spread: Spread) -> Curve:
    """The Curve of a Spread: what it was fitted to lies where a normal is 5% and 95% below."""
    return _CURVES[spread.shape](spread)


def at(curve: Curve, z: Array) -> Array:
    """The values at z: inf or 0 where a number is too large or small for a double."""
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        return _AT[curve.kind](curve, z)


def _line(curve: Curve, z: Array) -> Array:
    return curve.a + curve.b * z


def _share(curve: Curve, z: Array) -> Array:
    return curve.whole / (1 + np.exp(-_line(curve, z)))


def _happens(curve: Curve, z: Array) -> Array:
    return (z < curve.a).astype(np.float64)


def _between_knots(curve: Curve, z: Array) -> Array:
    """The cubic of C. Hermite through two knots, held between the ends of the shape."""
    last = len(curve.values) - 1
    place = np.clip((z - curve.first) * KNOTS_PER_ONE, 0, last)
    knot = np.minimum(place.astype(np.int64), last - 1)
    part = place - knot
    before, slope = curve.values[knot], curve.slopes[knot]
    rise, beyond = curve.values[knot + 1] - before, curve.slopes[knot + 1]
    bend = slope + beyond - 2 * rise
    found = before + part * (slope + part * (rise - slope - bend + part * bend))
    held: Array = np.clip(found, curve.a, curve.b)
    return held


_AT: Mapping[int, Callable[[Curve, Array], Array]] = {
    NORMAL: _line,
    LOGNORMAL: lambda curve, z: np.exp(_line(curve, z)),
    LOGIT: _share,
    TABLE: _between_knots,
    CHANCE: _happens,
}


# How far out the ends of a 90% interval are, in standard deviations.
_END = float(inverse_normal(np.array([0.95]))[0])


def _normal(spread: Spread) -> Curve:
    low, high = spread.numbers
    return Curve(NORMAL, double((low + high) / 2), double((high - low) / 2) / _END)


def _lognormal(spread: Spread) -> Curve:
    low, high = spread.numbers
    return Curve(LOGNORMAL, _log(low * high) / 2, _log(high / low) / 2 / _END)


def _logit(spread: Spread) -> Curve:
    low, high = (number / (spread.whole - number) for number in spread.numbers)
    return Curve(LOGIT, _log(low * high) / 2, _log(high / low) / 2 / _END, double(spread.whole))


def _chance(spread: Spread) -> Curve:
    chance = float(spread.numbers[0])
    if not 0 < chance < 1:
        return Curve(CHANCE, math.copysign(math.inf, chance - 0.5))
    return Curve(CHANCE, float(inverse_normal(np.array([chance]))[0]))


def _log(number: Fraction) -> float:
    """The logarithm of any number above 0, also of one that no double can hold."""
    if Fraction(1, 2) < number < 2:
        return math.log1p(float(number - 1))
    return math.log(number.numerator) - math.log(number.denominator)


def _uniform(spread: Spread) -> Curve:
    z = _knots()
    return _table(spread.numbers, (_below(z), _bell(z)))


def _triangular(spread: Spread) -> Curve:
    """The likely value is a knot, because the curve has a kink there."""
    low, likely, high = spread.numbers
    rising = double((likely - low) / (high - low))
    turn = float(inverse_normal(np.array([rising]))[0]) if 0 < rising < 1 else math.inf
    first = _first(turn)
    z = _knots(first)
    left = np.sqrt(_below(z) * rising)
    right = np.sqrt(_below(-z) * (1 - rising))
    up = _below(z) <= rising
    steep = _bell(z) / 2 * np.where(up, rising, 1 - rising) / np.where(up, left, right)
    return _table(spread.numbers, (np.where(up, left, 1 - right), steep), first)


def _pert(spread: Spread) -> Curve:
    """The Beta distribution of PERT (D. Malcolm and others, 1959) between its ends."""
    low, likely, high = spread.numbers
    rising = double((likely - low) / (high - low))
    return _table(spread.numbers, _beta_shape(1 + 4 * rising, 1 + 4 * (1 - rising)))


def _beta(spread: Spread) -> Curve:
    successes, failures = map(double, spread.numbers)
    return _table((Fraction(0), spread.whole), _beta_shape(successes, failures))


def _beta_shape(a: float, b: float) -> Shape:
    from scipy.special import betainccinv, betaincinv, betaln  # noqa: PLC0415

    z = _knots()
    tail, low = _below(-np.abs(z)), z < 0
    share = np.where(low, betaincinv(a, b, tail), betainccinv(a, b, tail))
    rest = np.where(low, betainccinv(b, a, tail), betaincinv(b, a, tail))
    with np.errstate(all="ignore"):
        density = np.exp((a - 1) * np.log(share) + (b - 1) * np.log(rest) - betaln(a, b))
        steep = _bell(z) / density
    trusted = np.isfinite(steep) & (a + b < _MANY)
    return share, np.where(trusted, steep, np.gradient(share, 1 / KNOTS_PER_ONE))


_CURVES: Mapping[str, Callable[[Spread], Curve]] = {
    "normal": _normal,
    "lognormal": _lognormal,
    "logitnormal": _logit,
    "uniform": _uniform,
    "triangular": _triangular,
    "pert": _pert,
    "beta": _beta,
    "chance": _chance,
}


def _table(ends: tuple[Fraction, ...], shape: Shape, first: float = -FURTHEST) -> Curve:
    """A shape between two ends. No slope is above three times the rise on either side.

    That keeps the cubics from falling (F. Fritsch and R. Carlson, 1980); it touches
    only shapes that jump between two knots, such as beta(0.01, 0.01).
    """
    low, high = double(ends[0]), double(ends[-1])
    share, steep = shape
    rise = np.diff(share)
    most = 3 * np.minimum(np.append(rise, rise[-1]), np.insert(rise, 0, rise[0]))
    slopes = np.minimum(steep / KNOTS_PER_ONE, most)
    with np.errstate(over="ignore", invalid="ignore"):
        values = low * (1 - share) + high * share
        return Curve(TABLE, low, high, 1.0, first, values, high * slopes - low * slopes)


def _first(turn: float) -> float:
    """Where a table begins for a knot to fall on `turn`."""
    if abs(turn) >= FURTHEST:
        return -FURTHEST
    return turn - math.ceil((turn + FURTHEST) * KNOTS_PER_ONE) / KNOTS_PER_ONE


def _knots(first: float = -FURTHEST) -> Array:
    return first + np.arange(round(2 * FURTHEST * KNOTS_PER_ONE) + 2) / KNOTS_PER_ONE


def _below(z: Array) -> Array:
    """The chance that a normal is below z, to its last digit on the lower side."""
    return np.array([math.erfc(-one / math.sqrt(2)) / 2 for one in z.tolist()])


def _bell(z: Array) -> Array:
    """How dense a normal is at z."""
    density: Array = np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return density
