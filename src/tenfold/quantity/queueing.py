"""Queueing: how long requests wait for servers that they share, one world at a time.

Plain doubles and Python's own `math`, so that nothing has to be loaded for a
plan; `queueing_arrays` holds the same over many worlds. What has no value is
NaN. Offered load is the mean number in service, were there always a server.

Erlang's B is exact for any number of servers. With 1/B(c) the integral of
e^-t (1 + t/a)^c over all t >= 0 (Erlang 1917, Fredericks), it takes forty
points however many servers there are; below 64 servers it is Erlang's own
recursion. Both are within 1e-13 of forty-digit values wherever B > 1e-15.

M/M/c, first come, first served, is exact. Other arrivals and services are told
by their squared coefficients of variation, ca2 and cs2: waits last on average
(ca2 + cs2) / 2 times as long as those of M/M/c (Allen and Cunneen), and the share
that waits is that of a pool (1 + ca2) / 2 times smaller (Hayward), taken from
Erlang's C by Sakasegawa's exponent (1977). The form was chosen on the same cases
that it is told of here. In simulated pools of 2 to 200 servers, variations from a
quarter to four, the 99th percentile of waits lies from 11% too low to 25% too
high, and the size within 2% or one server; at one server, against exact queues,
up to 13% too low. A lognormal service with cs2 = 4 has a tail that two moments do
not tell: its 99th percentile is a third too low, the 99.9th half. Mean waits are
from 8% too short, where services vary less than exponential ones, to 44% too long
in wide pools where they vary more. A service is itself told by two moments: one
of gamma shape with cs2 = 1/4 has a 99th percentile some 11% shorter.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

from tenfold.quantity.noise import NEAR

__all__ = [
    "BEYOND",
    "FEW",
    "LARGEST",
    "NEARLY_NONE",
    "POINTS",
    "SERIES",
    "STEPS",
    "blocked",
    "fastest_response",
    "fitted_servers",
    "gauss",
    "inverse_blocking",
    "servers_for_response",
    "servers_for_wait",
    "waiting",
]

FEW = 64
"""Servers below which the recursion is used."""

POINTS = 40
"""Points at which the integral is taken."""

BEYOND = 38.0
"""The integral ends where it is below e^-38 of its highest point."""

LARGEST = 2.0**50
"""More servers than this are not counted one by one by a double."""

SERIES = tuple(1.0 / k for k in range(19, 1, -2))
"""What is left of the series of log(1 + x) - x, the smallest term first."""

NEARLY_NONE = 1e-9
"""Less variation than this is none."""

STEPS = 200
"""No search takes more steps; most take five."""

Misses = Callable[[float], Sequence[float]]


def blocked(offered: float, servers: float) -> float:
    """Erlang's B: the share turned away where nobody can wait; servers count whole."""
    whole = _whole(servers)
    if not (offered >= 0 and whole >= 0):
        return math.nan
    return 1.0 / inverse_blocking(offered, whole) if offered else float(whole == 0)


def waiting(offered: float, servers: float) -> float:
    """Erlang's C: the share that waits; there is none unless servers exceed what is offered."""
    whole = _whole(servers)
    if not 0 <= offered < whole:
        return math.nan
    return _waiting(offered, whole, inverse_blocking(offered, whole)) if offered else 0.0


def _waiting(offered: float, servers: float, inverse: float) -> float:
    busy = offered / servers
    return 1.0 / (busy + (1.0 - busy) * inverse)


def _whole(servers: float) -> float:
    """Whole servers: those that are whole but for rounding, and no part of one."""
    if not abs(servers) < LARGEST:
        return math.nan
    near = round(servers)
    close = abs(servers - near) <= float(NEAR) * max(1.0, abs(near))
    return float(near if close else math.floor(servers))


def inverse_blocking(offered: float, servers: float) -> float:
    """1 / B for something offered and whole servers; infinite where no double holds it."""
    if servers < FEW:
        inverse = 1.0
        for server in range(1, int(servers) + 1):
            inverse = 1.0 + server / offered * inverse
        return inverse
    low, high, highest = _stretch(offered, servers)
    if highest > 700:
        return math.inf
    half, slope = (high - low) / 2, (servers - offered) / offered
    found = 0.0
    for point, weight in gauss(POINTS):
        t = low + half * (1.0 + point)
        found += weight * math.exp(t * slope + servers * _log_less(t / offered))
    return half * found


def _stretch(offered: float, servers: float) -> tuple[float, float, float]:
    """Where the integral is anything: from, to; and the logarithm of its highest point."""
    peak = max(0.0, servers - offered)
    wide = max(offered, servers)
    skew = 2 * BEYOND / 3 * wide / servers
    high = peak + skew + math.sqrt(skew * skew + 2 * BEYOND * wide * (wide / servers))
    if servers < offered:
        high = min(high, BEYOND * offered / (offered - servers))
    low = max(0.0, peak - math.sqrt(2 * BEYOND * servers))
    highest = peak * (servers - offered) / offered + servers * _log_less(peak / offered)
    return low, high, highest


def _log_less(x: float) -> float:
    """log(1 + x) - x, to the last digits also where x is small."""
    if abs(x) > 0.3:
        return math.log1p(x) - x
    r = x / (2.0 + x)
    square, found = r * r, 0.0
    for term in SERIES:
        found = found * square + term
    return 2.0 * r * square * found - x * r


@lru_cache(maxsize=4)
def gauss(points: int) -> tuple[tuple[float, float], ...]:
    """The points and weights of Gauss and Legendre from -1 to 1, by Newton's steps."""
    found = []
    for place in range(points):
        x = math.cos(math.pi * (place + 0.75) / (points + 0.5))
        slope = 1.0
        for _ in range(6):
            before, here = 1.0, x
            for k in range(2, points + 1):
                before, here = here, ((2 * k - 1) * x * here - (k - 1) * before) / k
            slope = points * (x * here - before) / (x * x - 1.0)
            x -= here / slope
        found.append((x, 2.0 / ((1.0 - x * x) * slope * slope)))
    return tuple(found)


# -- sizes ---------------------------------------------------------------------------


def servers_for_wait(
    load: float, service: float, wait: float, share: float, ca2: float = 1.0, cs2: float = 1.0
) -> float:
    """The fewest servers for which a share of requests waits no longer than `wait`."""
    misses = _misses(load * service, wait / service, share, (ca2, cs2), answered=False)
    return _fewest(load * service, misses)


def servers_for_response(
    load: float, service: float, goal: float, share: float, ca2: float = 1.0, cs2: float = 1.0
) -> float:
    """The fewest servers for which a share of requests is answered within `goal`."""
    misses = _misses(load * service, goal / service, share, (ca2, cs2), answered=True)
    return _fewest(load * service, misses)


def fitted_servers(*args: float, answered: bool) -> float:
    """The same in parts of a server, as a straight line between whole ones: it has slopes."""
    load, service, goal, share, ca2, cs2 = (*args, 1.0, 1.0)[:6]
    offered = load * service
    misses = _misses(offered, goal / service, share, (ca2, cs2), answered=answered)
    servers = _fewest(offered, misses)
    if misses is None or not servers > math.floor(offered) + 1:
        return offered + 1.0 if servers > 0 else servers
    above, below = misses(servers - 1.0)
    return servers - 1.0 + above / (above - below) if math.isfinite(below) else servers


def _misses(
    offered: float, within: float, share: float, varied: tuple[float, float], *, answered: bool
) -> Misses | None:
    """By how much some servers, and one more, miss a goal, in logarithms; None if all would."""
    ca2, cs2 = varied
    sound = offered >= 0 and within >= 0 and 0 <= share < 1 and ca2 >= 0 and cs2 >= 0
    if not sound or offered >= LARGEST:
        return None
    late = 1.0 - share
    services = _services(cs2, within) if answered else ()
    if any(left <= 0 for _, _, left in services):
        return None
    allowed = late - sum(part * math.exp(-rate * left) for part, rate, left in services)
    if not allowed > 0:
        return None

    def miss(servers: float, inverse: float) -> float:
        some, rate = _queue(offered, servers, inverse, ca2, cs2)
        if not some:
            return -math.inf
        if not answered:
            return math.log(some) - rate * within - math.log(allowed)
        over = sum(part * _longer(own, rate, left) for part, own, left in services)
        return math.log(some * over) - math.log(allowed) if some * over else -math.inf

    def misses(servers: float) -> Sequence[float]:
        inverse = inverse_blocking(offered, servers)
        more = servers + 1.0
        after = miss(more, 1.0 + more / offered * inverse)
        return (miss(servers, inverse) if servers > offered else math.inf), after

    return misses


def _queue(
    offered: float, servers: float, inverse: float, ca2: float, cs2: float
) -> tuple[float, float]:
    """The share that waits, and the rate at which waits end, in service times."""
    some, free = _waiting(offered, servers, inverse), servers - offered
    if ca2 == cs2 == 1:
        return some, free
    peaked = (1.0 + ca2) / 2
    steps = (math.sqrt(2 * (servers / peaked + 1)) - 1) / (math.sqrt(2 * (servers + 1)) - 1)
    return some**steps, 2 * free / max(ca2 + cs2, NEARLY_NONE)


def _services(cs2: float, within: float) -> tuple[tuple[float, float, float], ...]:
    """A service as exponentials: the share of each, its rate, and what is left for it.

    Below the exponential a constant and an exponential; above it two of them
    with balanced means. Times are in mean service times.
    """
    if cs2 <= 1:
        swings = max(math.sqrt(cs2), NEARLY_NONE)
        return ((1.0, 1.0 / swings, within - (1.0 - swings)),)
    lean = math.sqrt((cs2 - 1) / (cs2 + 1))
    return tuple((part, 2 * part, within) for part in ((1 + lean) / 2, (1 - lean) / 2))


def _longer(own: float, rate: float, left: float) -> float:
    """What waiting adds to the chance that one exponential after another lasts longer."""
    gap = abs(own - rate) * left
    mixed = -math.expm1(-gap) / gap if gap else 1.0
    return own * left * math.exp(-min(own, rate) * left) * mixed


def _fewest(offered: float, misses: Misses | None) -> float:
    """The least whole number that misses nothing: chords to the root, between bounds."""
    if misses is None:
        return math.nan
    if offered == 0:
        return 0.0
    first = _whole(offered) + 1.0
    low, high, at = first - 1.0, math.inf, first
    for _ in range(STEPS):
        here, after = misses(at)
        low, high = _closer(low, high, at, here, after)
        if high - low <= 1:
            return high
        fall = here - after
        guess = math.ceil(at + here / fall) if 0 < fall < math.inf else math.inf
        if high < math.inf:
            middle = (low + high) // 2
            at = float(min(guess, high - 1)) if low < guess else middle
            at = at if here < math.inf else middle
        else:
            at = min(float(guess), low + 8 * (low - first + 2.0 + math.sqrt(offered)))
    return math.nan


def _closer(low: float, high: float, at: float, here: float, after: float) -> tuple[float, float]:
    """Bounds on the answer, knowing what is missed there and by one more."""
    if here <= 0:
        return low, at
    return (at, at + 1.0) if after <= 0 else (at + 1.0, high)


def fastest_response(service: float, share: float, cs2: float = 1.0) -> float:
    """What a share of requests is answered within where none of them waits."""
    if not (service >= 0 and 0 <= share < 1 and cs2 >= 0):
        return math.nan
    late = math.log(1.0 - share)
    if cs2 <= 1:
        swings = math.sqrt(cs2)
        return service * (1.0 - swings - swings * late)
    within = 0.0
    for _ in range(STEPS):
        parts = [(part * math.exp(-rate * within), rate) for part, rate, _ in _services(cs2, 0.0)]
        over = sum(part for part, _ in parts)
        fall = sum(part * rate for part, rate in parts) / over
        step = (math.log(over) - late) / fall
        within += step
        if abs(step) <= 1e-15 * within:
            break
    return service * within
