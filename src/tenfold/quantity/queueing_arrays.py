"""Queueing over arrays: the same formulas as `queueing`, in many worlds at once.

Worlds are searched together, and those that have found their size are left
out of what is still to do. Chords are drawn to the root on a coarse integral,
and the size that comes out is held against the full one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenfold.quantity.noise import NEAR
from tenfold.quantity.queueing import BEYOND, FEW, LARGEST, NEARLY_NONE, POINTS, SERIES, STEPS

__all__ = [
    "Array",
    "blocked",
    "fastest_response",
    "servers_for_response",
    "servers_for_wait",
    "waiting",
]

Array = NDArray[np.float64]
Truth = NDArray[np.bool_]

_FULL = (*np.polynomial.legendre.leggauss(POINTS), BEYOND)
_COARSE = (*np.polynomial.legendre.leggauss(12), 14.0)
_AT_ONCE = 4096

Rule = tuple[Array, Array, float]
"""Points and weights of an integral, and where it may end."""


def blocked(offered: Array, servers: Array) -> Array:
    """Erlang's B in each world."""
    offered, servers = np.broadcast_arrays(offered, _whole(servers))
    found = np.full(offered.shape, np.nan)
    found[(offered == 0) & (servers >= 0)] = 0.0
    found[(offered >= 0) & (servers == 0)] = 1.0
    ask = (offered > 0) & (servers > 0) & np.isfinite(offered)
    found[ask] = 1.0 / _inverse_blocking(offered[ask], servers[ask], _FULL)
    return found


def waiting(offered: Array, servers: Array) -> Array:
    """Erlang's C in each world."""
    offered, servers = np.broadcast_arrays(offered, _whole(servers))
    found = np.where((offered == 0) & (servers > 0), 0.0, np.nan)
    ask = (offered > 0) & (offered < servers)
    found[ask] = _waiting(
        offered[ask], servers[ask], _inverse_blocking(offered[ask], servers[ask], _FULL)
    )
    return found


def _waiting(offered: Array, servers: Array, inverse: Array) -> Array:
    busy = offered / servers
    return 1.0 / (busy + (1.0 - busy) * inverse)


def _whole(servers: Array) -> Array:
    near = np.rint(servers)
    close = np.abs(servers - near) <= float(NEAR) * np.maximum(1.0, np.abs(near))
    whole = np.where(close, near, np.floor(servers))
    return np.where(np.abs(servers) < LARGEST, whole, np.nan)


def _inverse_blocking(offered: Array, servers: Array, rule: Rule) -> Array:
    """1 / B; both are one row."""
    found = np.ones_like(offered)
    few = servers < FEW
    if few.any():
        found[few] = _recursion(offered[few], servers[few])
    many = np.flatnonzero(~few)
    for start in range(0, many.size, _AT_ONCE):
        at = many[start : start + _AT_ONCE]
        found[at] = _integral(offered[at], servers[at], rule)
    return found


def _recursion(offered: Array, servers: Array) -> Array:
    inverse = np.ones_like(offered)
    for server in range(1, int(servers.max(initial=0)) + 1):
        more = 1.0 + server / offered * inverse
        inverse = np.where(server <= servers, more, inverse)
    return inverse


def _integral(offered: Array, servers: Array, rule: Rule) -> Array:
    points, weights, beyond = rule
    low, high = _stretch(offered, servers, beyond)
    half, slope = (high - low) / 2, (servers - offered) / offered
    found = np.zeros_like(offered)
    for point, weight in zip(points, weights, strict=True):
        t = low + half * (1.0 + point)
        found += weight * np.exp(t * slope + servers * _log_less(t / offered))
    return half * found


def _stretch(offered: Array, servers: Array, beyond: float) -> tuple[Array, Array]:
    peak, wide = np.maximum(0.0, servers - offered), np.maximum(offered, servers)
    skew = 2 * beyond / 3 * wide / servers
    high = peak + skew + np.sqrt(skew * skew + 2 * beyond * wide * (wide / servers))
    short = offered > servers
    ends = beyond * offered / np.where(short, offered - servers, 1.0)
    high = np.where(short, np.minimum(high, ends), high)
    return np.maximum(0.0, peak - np.sqrt(2 * beyond * servers)), high


def _log_less(x: Array) -> Array:
    """log(1 + x) - x."""
    r = x / (2.0 + x)
    square, found = r * r, np.zeros_like(x)
    for term in SERIES:
        found = found * square + term
    found = 2.0 * r * square * found - x * r
    far = np.abs(x) > 0.3
    found[far] = np.log1p(x[far]) - x[far]
    return found


# -- sizes ---------------------------------------------------------------------------


def servers_for_wait(*args: Array) -> Array:
    """The fewest servers for which a share of requests waits no longer than a goal."""
    return _sizes(args, answered=False)


def servers_for_response(*args: Array) -> Array:
    """The fewest servers for which a share of requests is answered within a goal."""
    return _sizes(args, answered=True)


def _sizes(args: tuple[Array, ...], *, answered: bool) -> Array:
    one = np.array(1.0)
    given = np.broadcast_arrays(*(*args, one, one)[:6])
    load, service, goal, share, ca2, cs2 = (np.ravel(arg) for arg in given)
    offered, within = load * service, goal / service
    sound = (offered >= 0) & (within >= 0) & (share >= 0) & (share < 1) & (ca2 >= 0) & (cs2 >= 0)
    late = 1.0 - share
    services = _services(cs2, within) if answered else ()
    allowed = late - sum(part * np.exp(-rate * left) for part, rate, left in services)
    sound &= (allowed > 0) & (offered < LARGEST) & (service > 0)
    for _, _, left in services:
        sound &= left > 0
    found = np.where(sound & (offered == 0), 0.0, np.nan)
    at = np.flatnonzero(sound & (offered > 0))
    goals = _Goals(
        offered[at], within[at], allowed[at], ca2[at], cs2[at],
        tuple((part[at], rate[at], left[at]) for part, rate, left in services),
    )  # fmt: skip
    found[at] = _fewest(goals)
    return found.reshape(given[0].shape)


@dataclass(frozen=True, slots=True)
class _Goals:
    """What is asked in each world, in mean service times."""

    offered: Array
    within: Array
    allowed: Array
    ca2: Array
    cs2: Array
    services: tuple[tuple[Array, Array, Array], ...]

    def some(self, at: Truth | NDArray[np.intp]) -> _Goals:
        """The same in some of the worlds."""
        return _Goals(
            self.offered[at], self.within[at], self.allowed[at], self.ca2[at], self.cs2[at],
            tuple((part[at], rate[at], left[at]) for part, rate, left in self.services),
        )  # fmt: skip

    def misses(self, servers: Array, rule: Rule) -> tuple[Array, Array]:
        """By how much so many servers, and one more, miss the goal, in logarithms."""
        inverse, more = _inverse_blocking(self.offered, servers, rule), servers + 1.0
        here = np.where(servers > self.offered, self.miss(servers, inverse), np.inf)
        return here, self.miss(more, 1.0 + more / self.offered * inverse)

    def miss(self, servers: Array, inverse: Array) -> Array:
        """By how much so many servers miss the goal."""
        some, rate = self.queue(servers, inverse)
        if not self.services:
            return np.log(some) - rate * self.within - np.log(self.allowed)
        over = sum(part * _longer(own, rate, left) for part, own, left in self.services)
        return np.log(some * over) - np.log(self.allowed)

    def queue(self, servers: Array, inverse: Array) -> tuple[Array, Array]:
        """The share that waits, and the rate at which waits end."""
        offered, ca2, cs2 = self.offered, self.ca2, self.cs2
        some, free = _waiting(offered, servers, inverse), servers - offered
        if (ca2 == 1).all() and (cs2 == 1).all():
            return some, free
        peaked = (1.0 + ca2) / 2
        steps = (np.sqrt(2 * (servers / peaked + 1)) - 1) / (np.sqrt(2 * (servers + 1)) - 1)
        return some**steps, 2 * free / np.maximum(ca2 + cs2, NEARLY_NONE)


def _services(cs2: Array, within: Array) -> tuple[tuple[Array, Array, Array], ...]:
    """A service as exponentials: one of them has no share where one is enough."""
    swings = np.maximum(np.sqrt(np.minimum(cs2, 1.0)), NEARLY_NONE)
    lean = np.sqrt(np.maximum(cs2 - 1, 0.0) / (cs2 + 1))
    steady, left = cs2 <= 1, np.where(cs2 <= 1, within - (1.0 - swings), within)
    if steady.all():
        return ((np.ones_like(cs2), 1.0 / swings, left),)
    long, short = (1 + lean) / 2, (1 - lean) / 2
    return (
        (np.where(steady, 1.0, long), np.where(steady, 1.0 / swings, 2 * long), left),
        (np.where(steady, 0.0, short), np.where(steady, 1.0 / swings, 2 * short), left),
    )


def _longer(own: Array, rate: Array, left: Array) -> Array:
    gap = np.abs(own - rate) * left
    mixed = np.where(gap > 0, -np.expm1(-gap) / np.where(gap > 0, gap, 1.0), 1.0)
    return own * left * np.exp(-np.minimum(own, rate) * left) * mixed


def _fewest(goals: _Goals) -> Array:
    """The least whole number in each world that misses nothing."""
    first = _whole(goals.offered) + 1.0
    near = _search(goals, first, first, _COARSE)
    at = np.maximum(np.where(np.isfinite(near), near, first) - 1.0, first)
    return _search(goals, first, at, _FULL)


def _search(goals: _Goals, first: Array, start: Array, rule: Rule) -> Array:
    """Chords to the root from `start`, between bounds, until all worlds have closed them."""
    answer = np.full(first.shape, np.nan)
    todo = np.arange(first.size)
    low, high, at = first - 1.0, np.full(first.shape, np.inf), start
    for _ in range(STEPS):
        here, after = goals.misses(at, rule)
        holds, next_holds = here <= 0, after <= 0
        high = np.where(holds, at, np.where(next_holds, at + 1.0, high))
        low = np.where(holds, low, np.where(next_holds, at, at + 1.0))
        open_ = high - low > 1
        answer[todo[~open_]] = high[~open_]
        if not open_.any():
            break
        todo, goals, first = todo[open_], goals.some(open_), first[open_]
        low, high, at = low[open_], high[open_], at[open_]
        at = _next(low, high, at, here[open_], after[open_], first - np.sqrt(goals.offered))
    return answer


def _next(low: Array, high: Array, at: Array, here: Array, after: Array, wide: Array) -> Array:
    """Where to look next: at the root of the chord, or in the middle where that is no help."""
    fall = here - after
    helps = (fall > 0) & np.isfinite(fall)
    guess = np.where(helps, np.ceil(at + here / np.where(helps, fall, 1.0)), np.inf)
    middle = np.floor((low + high) / 2)
    inside = np.where(guess > low, np.minimum(guess, high - 1), middle)
    inside = np.where(here < np.inf, inside, middle)
    outside = np.minimum(guess, low + 8 * (low - wide + 2.0))
    return np.where(np.isfinite(high), inside, outside)


def fastest_response(service: Array, share: Array, cs2: Array | None = None) -> Array:
    """What a share of requests is answered within where none of them waits."""
    given = (service, share, np.array(1.0) if cs2 is None else cs2)
    service, share, cs2 = np.broadcast_arrays(*given)
    sound = (service >= 0) & (share >= 0) & (share < 1) & (cs2 >= 0)
    late, swings = np.log(1.0 - share), np.sqrt(np.minimum(cs2, 1.0))
    within = np.where(cs2 <= 1, 1.0 - swings - swings * late, 0.0)
    wild = sound & (cs2 > 1)
    if wild.any():
        within[wild] = _quantile(late[wild], cs2[wild])
    return np.where(sound, service * within, np.nan)


def _quantile(late: Array, cs2: Array) -> Array:
    """Where the logarithm of the tail of two exponentials falls to a value: Newton from below."""
    within, going = np.zeros_like(late), np.ones(late.shape, np.bool_)
    services = _services(cs2, within)
    for _ in range(STEPS):
        parts = [(part * np.exp(-rate * within), rate) for part, rate, _ in services]
        over = sum(part for part, _ in parts)
        step = (np.log(over) - late) * over / sum(part * rate for part, rate in parts)
        within = np.where(going, within + step, within)
        going &= np.abs(step) > 1e-15 * within
        if not going.any():
            break
    return within
