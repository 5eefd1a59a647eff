"""Slopes: how much a figure moves when any node that it rests on does.

One sweep, from the figure back to what it is made from, gives the slope at
every node at once (reverse accumulation). What goes up in steps is taken as the
straight line that it follows: a ceiling has the slope 1, and a number of servers
follows the goal that it meets. Of a minimum or a choice, what is taken in that
world counts; a comparison has no slope.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from tenfold.quantity.capacity import FLOATS
from tenfold.quantity.expr import Call, Expr, Named, ancestors
from tenfold.quantity.tape import Value, double

__all__ = ["slopes"]

Floats = Sequence[float]

_STEP = 1e-6


def slopes(root: Expr, value: Callable[[Expr], Value]) -> dict[int, float]:
    """The slope of a figure at each node, by the node's id, all in base units.

    `value` is what a node is worth in the world that is asked about. A slope
    is NaN where it passes something that has no value there.
    """
    order = list(ancestors([root]))
    worth = {id(node): double(value(node)) for node in order}
    found = dict.fromkeys(worth, 0.0)
    found[id(root)] = 1.0
    for node in reversed(order):
        slope = found[id(node)]
        if slope == 0:
            continue  # a branch not taken may hold what has no value
        if isinstance(node, Named):
            found[id(node.body)] += slope
        elif isinstance(node, Call):
            at = [worth[id(arg)] for arg in node.args]
            for arg, partial in zip(node.args, _partials(node.function, at), strict=True):
                found[id(arg)] += slope * partial if partial else 0.0
    return found


def _partials(function: str, at: Floats) -> Floats:
    """The slope of a function at each of its arguments; NaN where it has none."""
    try:
        return _PARTIALS[function](at)
    except (ZeroDivisionError, OverflowError, ValueError):
        return [math.nan] * len(at)


def _quotient(at: Floats) -> Floats:
    over, under = at
    return [1 / under, -over / under / under]


def _power(at: Floats) -> Floats:
    base, exponent = at
    if base == 0 and exponent < 1 and exponent:
        return [math.nan, math.nan]
    if base == 0:
        return [float(exponent == 1), 0.0]
    below = math.pow(base, exponent - 1)
    return [exponent * below, below * base * math.log(base) if base > 0 else 0.0]


def _chosen(at: Floats) -> Floats:
    if math.isnan(at[0]):
        return [0.0, math.nan, math.nan]
    return [0.0, 1.0, 0.0] if at[0] else [0.0, 0.0, 1.0]


def _first(most: Callable[[Floats], float]) -> Callable[[Floats], Floats]:
    """The whole slope at the argument that is taken, the first of equals."""

    def partials(at: Floats) -> Floats:
        if any(map(math.isnan, at)):
            return [math.nan] * len(at)
        taken = at.index(most(at))
        return [float(place == taken) for place in range(len(at))]

    return partials


def _flat(at: Floats) -> Floats:
    return [0.0] * len(at)


def _straight(at: Floats) -> Floats:
    """A value rounded to steps follows the value, whatever the step."""
    return [1.0, *([0.0] * (len(at) - 1))]


def _measured(function: Callable[..., float]) -> Callable[[Floats], Floats]:
    """Slopes by a small step to both sides, or to the one on which there is a value."""

    def partials(at: Floats) -> Floats:
        return [_tilt(function, at, place) for place in range(len(at))]

    return partials


def _tilt(function: Callable[..., float], at: Floats, place: int) -> float:
    step = _STEP * (abs(at[place]) or 1.0)
    values = []
    for moved in (at[place] - step, at[place], at[place] + step):
        try:
            values.append(function(*at[:place], moved, *at[place + 1 :]))
        except (ZeroDivisionError, OverflowError, ValueError):
            values.append(math.nan)
    before, here, after = values
    if math.isnan(before):
        return (after - here) / step
    return (here - before) / step if math.isnan(after) else (after - before) / (2 * step)


_PARTIALS: Mapping[str, Callable[[Floats], Floats]] = {
    **dict.fromkeys(("lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not"), _flat),
    **dict.fromkeys(("ceil", "floor", "round"), _straight),
    "add": lambda _: [1.0, 1.0],
    "sub": lambda _: [1.0, -1.0],
    "mul": lambda at: [at[1], at[0]],
    "div": _quotient,
    "neg": lambda _: [-1.0],
    "as": lambda _: [1.0],
    "pow": _power,
    "if": _chosen,
    "min": _first(min),
    "max": _first(max),
    "sum": lambda at: [1.0] * len(at),
    "abs": lambda at: [math.copysign(1.0, at[0]) if at[0] else 0.0],
    "sqrt": lambda at: [0.5 / math.sqrt(at[0])],
    **{name: _measured(function) for name, function in FLOATS.items()},
}
