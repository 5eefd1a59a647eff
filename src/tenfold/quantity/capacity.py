"""Capacity: the functions that size by queues, by scaling and by popularity, and price in tiers.

Their unit rules and what is known of them; the mathematics is in `queueing`
and `popularity`. They are computed in doubles, the base case too, which is
carried on as the exact fraction of that double.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from tenfold.quantity import popularity, queueing
from tenfold.quantity.rules import Function, Reach, UnitMismatch, same_unit, shown
from tenfold.quantity.units import NUMBER, PERCENT, Unit

__all__ = ["CAPACITY", "FLOATS", "graduated", "usl"]

_NONE, _ALL = Fraction(0), Fraction(1)
_BUSIEST = Fraction(95, 100)
_BESIDE = (
    "beyond it, load that varies, uneven balancing and failures bind before the queue does: "
    "plan with 'target_utilisation' or spare servers beside it"
)
_POOLS = "M/M/c; other variabilities by Allen, Cunneen, Hayward and Sakasegawa"
_UNSTABLE = "servers are to exceed the offered load, and counts and times are not below none"
_TOO_TIGHT = (
    "no number of servers keeps that goal: the service alone takes longer (see fastest_response), "
    "it takes no time at all, or the share is not below 100%"
)


def _computed(function: Callable[..., float]) -> Callable[..., Fraction]:
    """A function of doubles over Fractions; what has no value is told as a division by zero."""

    def kernel(*args: Fraction) -> Fraction:
        found = function(*map(float, args))
        if math.isnan(found):
            raise ZeroDivisionError
        return Fraction(found)

    return kernel


# -- unit rules -----------------------------------------------------------------------


def _number(name: str, unit: Unit, arg: int) -> None:
    if not unit.is_number:
        raise UnitMismatch(f"{name} is a plain number or a share, not {shown(unit)}", arg=arg)


def _count(name: str, unit: Unit, arg: int, mend: str = "") -> None:
    if not unit.counts:
        raise UnitMismatch(f"{name} is a count, not {shown(unit)}", mend, arg)


def _occupancy(offered: Unit, servers: Unit) -> Unit:
    _count("the offered load", offered, 0, "multiply the load by the time that one takes")
    _count("'servers'", servers, 1)
    return PERCENT


_TIME = (("time", 1),)


def _time(name: str, unit: Unit, arg: int) -> None:
    if unit.dimension != _TIME:
        raise UnitMismatch(f"{name} is a time, not {shown(unit)}", "for example 50 ms", arg)


def _servers(load: Unit, service: Unit, goal: Unit, share: Unit, *varied: Unit) -> Unit:
    times = [power for base, power in load.dimension if base == "time"]
    others = [symbol for symbol, _ in load.factors if symbol.base and symbol.base != "time"]
    if times != [-1] or not all(symbol.is_thing for symbol in others):
        raise UnitMismatch(
            f"a load is things per time, not {shown(load)}", "for example 100 requests/s", 0
        )
    _time("the service time", service, 1)
    _time("the goal", goal, 2)
    _number("the share", share, 3)
    if len(varied) == 1:
        mend = "write 1 for the one that is not known: arrivals at random, exponential services"
        raise UnitMismatch("both variabilities are said, or none", mend, 4)
    for arg, unit in enumerate(varied, start=4):
        _number("a squared coefficient of variation", unit, arg)
    return NUMBER


def _fastest(service: Unit, share: Unit, varied: Unit = NUMBER) -> Unit:
    _time("the service time", service, 0)
    _number("the share", share, 1)
    _number("a squared coefficient of variation", varied, 2)
    return service


def _scaled(n: Unit, rate: Unit, contention: Unit, coherency: Unit) -> Unit:
    _count("what is scaled", n, 0)
    _number("contention", contention, 2)
    _number("coherency", coherency, 3)
    return rate.times(n)


def _cached(items: Unit, capacity: Unit, alpha: Unit) -> Unit:
    _count("what is asked for", items, 0, "divide the bytes by the size of one")
    same_unit("compare", (items, capacity))
    _number("alpha", alpha, 2)
    return PERCENT


def _graduated(quantity: Unit, *steps: Unit) -> Unit:
    rates, ends = steps[::2], steps[1::2]
    if len(rates) == len(ends):
        mend = "leave out the last end: the last rate is for all that is beyond"
        raise UnitMismatch("tiers are rates with an end between each two", mend, len(steps))
    same_unit("compare", (quantity, *ends))
    return quantity.times(same_unit("add", rates))


# -- what is computed -----------------------------------------------------------------


def usl(n: float, rate: float, contention: float, coherency: float) -> float:
    """Gunther's Universal Scalability Law: what n that share something carry together."""
    if not (n >= 0 and contention >= 0 and coherency >= 0):
        return math.nan
    under = 1.0 + contention * (n - 1.0) + coherency * n * (n - 1.0)
    return n * rate / under if under > 0 else math.nan


def graduated(quantity: Fraction, *steps: Fraction) -> Fraction:
    """The sum of each tier's part at its rate."""
    starts, ends = (_NONE, *steps[1::2]), steps[1::2]
    found = _NONE
    for place, rate in enumerate(steps[::2]):
        upto = min(quantity, ends[place]) if place < len(ends) else quantity
        found += max(upto - starts[place], _NONE) * rate
    return found


def _between(function: Callable[[float, float], float]) -> Callable[[float, float], float]:
    """A function of whole servers, drawn straight between them."""

    def drawn(offered: float, servers: float) -> float:
        whole = math.floor(servers)
        here, after = function(offered, whole), function(offered, whole + 1)
        return here + (servers - whole) * (after - here)

    return drawn


def _use(offered: Fraction, servers: Fraction, *_: Fraction) -> Fraction:
    return offered / servers if servers else _NONE


def _use_of_size(load: Fraction, service: Fraction, *rest: Fraction) -> Fraction:
    return load * service / rest[-1] if rest[-1] else _NONE


def _beside_peak(
    n: Fraction, _: Fraction, contention: Fraction, coherency: Fraction, *__: Fraction
) -> Fraction:
    """How much more than the count at which more no longer help."""
    return n * n * coherency / (1 - contention) if contention < 1 else Fraction(2)


_BUSY = Reach("utilisation", _NONE, _BUSIEST, _use, _BESIDE, PERCENT)
_BUSY_SIZE = Reach("utilisation", _NONE, _BUSIEST, _use_of_size, _BESIDE, PERCENT)
_ZIPF = Reach(
    "alpha", Fraction(1, 10), Fraction(3), lambda _, __, alpha, ___: alpha,
    "what people ask for lies between 0.6 and 1.2: measure it",
)  # fmt: skip
_PEAK = Reach(
    "coherency * n^2 / (1 - contention)", _NONE, _ALL, _beside_peak,
    "beyond the peak more servers carry less: there is a smaller number that carries as much",
)  # fmt: skip

_ROWS = (
    Function(
        "erlang_b", 2, 2, _occupancy, _computed(queueing.blocked),
        "the share turned away where nobody waits", "erlang_b(80, 100)",
        "Erlang 1917, as the integral of Fredericks", lost=_UNSTABLE,
    ),
    Function(
        "erlang_c", 2, 2, _occupancy, _computed(queueing.waiting),
        "the share that waits for a server", "erlang_c(80, 100)",
        "Erlang 1917", (_BUSY,), _UNSTABLE,
    ),
    Function(
        "servers_for_wait", 4, 6, _servers, _computed(queueing.servers_for_wait),
        "the fewest servers for which a share waits no longer than a goal",
        "servers_for_wait(500 requests/s, 20 ms, 10 ms, 99%)",
        _POOLS, (_BUSY_SIZE,), _TOO_TIGHT,
    ),
    Function(
        "servers_for_response", 4, 6, _servers, _computed(queueing.servers_for_response),
        "the fewest servers for which a share is answered within a goal",
        "servers_for_response(500 requests/s, 20 ms, 150 ms, 99%)",
        _POOLS, (_BUSY_SIZE,), _TOO_TIGHT,
    ),
    Function(
        "fastest_response", 2, 3, _fastest, _computed(queueing.fastest_response),
        "what a share is answered within where nobody waits", "fastest_response(20 ms, 99%)",
        "the quantile of an exponential, or of two moments", lost=_TOO_TIGHT,
    ),
    Function(
        "usl", 4, 4, _scaled, _computed(usl),
        "what n servers or cores carry together", "usl(16 cores, 100 requests/s/core, 3%, 0.01%)",
        "Gunther 2007, Guerrilla Capacity Planning", (_PEAK,),
        "counts, contention and coherency are not below none",
    ),
    Function(
        "hit_ratio", 3, 3, _cached, _computed(popularity.hit_ratio),
        "the share of requests that a cache answers", "hit_ratio(1M keys, 100K keys, 0.8)",
        "Che, Tung and Wang 2002", (_ZIPF,), "there is nothing to ask for, or less than none fits",
    ),
    Function(
        "tiers", 2, None, _graduated, graduated,
        "what a quantity comes to at rates that change at each end",
        "tiers(bytes, $0.085/GB, 10 TB, $0.08/GB)",
    ),
)  # fmt: skip

CAPACITY: Mapping[str, Function] = {row.name: row for row in _ROWS}
"""The functions of capacity planning, by name."""

FLOATS: Mapping[str, Callable[..., float]] = {
    "erlang_b": _between(queueing.blocked),
    "erlang_c": _between(queueing.waiting),
    "servers_for_wait": lambda *a: queueing.fitted_servers(*a, answered=False),
    "servers_for_response": lambda *a: queueing.fitted_servers(*a, answered=True),
    "fastest_response": queueing.fastest_response,
    "usl": usl,
    "hit_ratio": popularity.hit_ratio,
    "tiers": lambda *a: float(graduated(*map(Fraction, a))),
}
"""The same in doubles, smooth where they go up in steps: what slopes are taken of."""
