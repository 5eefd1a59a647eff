"""A Conflict: ties that cannot all hold, the fewest that show it, and what could.

Three that all move together cannot have two that move against each other. Ties
round a cycle can hold together where their angles allow it (W. Barrett,
C. Johnson, P. Tarazaga, 'The real positive definite completion problem for a
simple cycle', 1993): with a = arccos(r)/pi on each tie, no odd number of them
crossed, at 1 - a each, and the others at a, comes to less than 1 in sum. So the
shortest faulty cycle is a shortest walk from a thing to its other side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import copysign, pi, sin

import numpy as np

from tenfold.errors import TenfoldError, quoted
from tenfold.sampling.completion import SHORT_OF_ONE, Array, Truth, closes, complete, hanging

__all__ = ["Conflict", "Stated", "Tie", "conflict_in", "stated", "twice"]

_LISTED_AT_MOST = 6
_TOGETHER = 1_000_000
"""Walks that are made a step longer at once, at most: more would only take memory."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Two keys that move together: their rank correlation (Spearman), between -1 and 1."""

    first: str
    second: str
    rank: float

    @property
    def normal(self) -> float:
        """The correlation of two normals whose ranks are so correlated (K. Pearson, 1907)."""
        return 2 * sin(pi * self.rank / 6)


class Conflict(TenfoldError):
    """Ties that cannot all hold.

    `cycle` has the keys, `ties` the ties between them that are at odds, in the
    order of a cycle where they form one. `feasible` are the same ties, all
    weakened alike until they can hold.
    """

    def __init__(
        self,
        cycle: Sequence[str],
        ties: Sequence[Tie],
        feasible: Sequence[Tie],
        what: str,
        mend: str,
    ) -> None:
        self.cycle = tuple(cycle)
        self.ties = tuple(ties)
        self.feasible = tuple(feasible)
        self.what = what
        self.mend = mend
        super().__init__(f"{what}: {mend}")


@dataclass(frozen=True)
class Stated:
    """What is stated of some keys: the normal correlations, and where one is known."""

    correlation: Array
    known: Truth

    def among(self, some: Sequence[int]) -> Stated:
        """What is stated of some of them."""
        part = np.ix_(some, some)
        return Stated(self.correlation[part], self.known[part])

    def holds(self) -> bool:
        """Whether all of it can hold, of keys that need not be connected."""
        return all(
            complete(part.correlation, part.known) is not None
            for part in (self.among(some) for some in _connected(self.known))
        )


def stated(keys: Sequence[str], ties: Sequence[Tie], latent: Sequence[str]) -> Stated:
    """What ties state of some keys; drivers are independent of each other."""
    place = {key: at for at, key in enumerate(keys)}
    correlation, known = np.eye(len(keys)), np.eye(len(keys), dtype=np.bool_)
    drivers = [place[key] for key in latent if key in place]
    known[np.ix_(drivers, drivers)] = True
    for tie in ties:
        if tie.first in place and tie.second in place:
            at, to = place[tie.first], place[tie.second]
            correlation[at, to] = correlation[to, at] = tie.normal
            known[at, to] = known[to, at] = True
    return Stated(correlation, known)


def conflict_in(keys: Sequence[str], ties: Sequence[Tie], latent: Sequence[str]) -> Conflict:
    """The smallest Conflict in ties of which it is known that they cannot all hold."""
    whole = stated(keys, ties, latent)
    cycle = _shortest_cycle(whole)
    if cycle:
        names = [keys[at] for at in cycle]
        around = {frozenset(pair): at for at, pair in enumerate(pairwise([*names, names[0]]))}
        found = {around.get(frozenset((tie.first, tie.second)), -1): tie for tie in ties}
        odd = [found[at] for at in range(len(names)) if at in found]
        odd = odd if len(odd) == len(names) else [tie for tie in ties if tie in odd]
    else:
        names = [keys[at] for at in _fewest(whole)]
        odd = [tie for tie in ties if tie.first in names and tie.second in names]
    drivers = [name for name in latent if name in names]
    return _conflict(names, odd, drivers, round_=len(cycle) == len(odd) and len(drivers) < 2)


def twice(first: Tie, again: Tie) -> Conflict:
    """The Conflict of one pair that is tied in two ways."""
    pair = (first.first, first.second)
    what = f"{_and(map(quoted, pair))} are tied twice, by {_told(first)} and {_told(again)}"
    return Conflict(pair, (first, again), (first,), what, "keep one of the two")


def _conflict(
    names: Sequence[str], odd: Sequence[Tie], drivers: Sequence[str], *, round_: bool
) -> Conflict:
    feasible, share = _weakened(odd, names, drivers, round_=round_)
    because = ", for drivers are independent of each other" if len(drivers) > 1 else ""
    if len(odd) > _LISTED_AT_MOST:
        what = f"the {len(odd)} correlations between {_and(map(quoted, names))} cannot all hold"
        mend = f"weaken them: at {share:.2f} of their size they can hold"
        return Conflict(names, odd, feasible, what + because, mend)
    said = (f"{quoted(tie.first)} with {quoted(tie.second)} {_told(tie)}" for tie in odd)
    all_, them = {1: ("", "it"), 2: ("both ", "them")}.get(len(odd), ("all ", "them"))
    what = f"{_and(said)} cannot {all_}hold{because}"
    mend = f"weaken {them}: {_and(f'{tie.rank:.2f}' for tie in feasible)} can hold"
    return Conflict(names, odd, feasible, what, mend)


def _weakened(
    ties: Sequence[Tie], names: Sequence[str], drivers: Sequence[str], *, round_: bool
) -> tuple[list[Tie], float]:
    """The ties, all weakened alike until they can hold, to two decimals; and to what share.

    Where they go `round_` a cycle it is known at once whether they may; only what is told is tried.
    """

    def holds(weak: Sequence[Tie]) -> bool:
        return stated(names, weak, drivers).holds()

    def may_hold(weak: Sequence[Tie]) -> bool:
        return closes(np.array([tie.normal for tie in weak]))

    may = may_hold if round_ else holds
    low, high = 0, 1000
    while high - low > 1:
        middle = (low + high) // 2
        scaled = [Tie(tie.first, tie.second, tie.rank * middle / 1000) for tie in ties]
        low, high = (middle, high) if may(scaled) else (low, middle)
    while not holds(found := [_rounded(tie, low) for tie in ties]):
        low -= 1
    return found, low // 10 / 100


def _rounded(tie: Tie, thousandths: int) -> Tie:
    return Tie(
        tie.first, tie.second, int(tie.rank * thousandths / 10 + copysign(1e-9, tie.rank)) / 100
    )


def _told(tie: Tie) -> str:
    """A rank with every digit it has: what is told as 1 could not be refused for being less."""
    return str(tie.rank).removesuffix(".0")


def _and(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


# -- the fewest at odds --------------------------------------------------------------


def _shortest_cycle(whole: Stated) -> list[int]:
    """The shortest cycle whose ties cannot hold, the worst of such; none where all can.

    A walk that is no shorter than one of fewer ties leads nowhere new, so there is
    an end to it as soon as no tie more makes any walk shorter.
    """
    rest = hanging(whole.known)[1]
    size = len(rest)
    steps = _steps(whole.among(rest))
    ways = _Ways(steps)
    nearest = np.where(np.eye(size, 2 * size, dtype=np.bool_), 0.0, np.inf)
    for taken in range(1, size + 1 if size > 1 else 0):
        onward = ways.onward(nearest)
        around = np.diagonal(onward[:, size:])
        start = int(around.argmin())
        if around[start] < SHORT_OF_ONE:
            return [rest[at] for at in _cycle(steps, ways, start, taken)]
        if (onward == nearest).all():
            return []
        nearest = onward
    return []


def _steps(part: Stated) -> Array:
    """How long a step is from each thing and its other side to each, where there is a tie."""
    angle = np.arccos(part.correlation) / pi
    tied = part.known & ~np.eye(len(angle), dtype=np.bool_)
    along, across = (np.where(tied, length, np.inf) for length in (angle, 1 - angle))
    return np.block([[along, across], [across, along]])


class _Ways:
    """The steps there are, by where they lead: few, where few things are tied."""

    def __init__(self, steps: Array) -> None:
        self.to, self.start = np.nonzero(np.isfinite(steps.T))
        self.length = steps[self.start, self.to]
        self.first = np.flatnonzero(np.diff(self.to, prepend=-1))

    def onward(self, nearest: Array) -> Array:
        """How far everything is with a step more, or without; a row for each start."""
        found = nearest.copy()
        together = max(_TOGETHER // len(self.to), 1)
        for at in range(0, len(nearest), together):
            rows = slice(at, at + together)
            ways = nearest[rows, self.start] + self.length
            reached = np.minimum.reduceat(ways, self.first, axis=1)
            np.minimum(found[rows], reached, out=found[rows])
        return found


def _cycle(steps: Array, ways: _Ways, start: int, taken: int) -> list[int]:
    """The things on the shortest walk from one to its other side, the first of them first."""
    size = len(steps) // 2
    walked = [np.where(np.arange(2 * size) == start, 0.0, np.inf)]
    for _ in range(taken - 1):
        walked.append(ways.onward(walked[-1][None])[0])
    at, found = start + size, list[int]()
    for before in reversed(walked):
        at = int((before + steps[:, at]).argmin())
        found.append(at % size)
    first = found.index(min(found))
    found = [*found[first:], *found[:first]]
    return found if found[1] < found[-1] else [found[0], *reversed(found[1:])]


def _fewest(whole: Stated) -> list[int]:
    """Some that cannot all hold, of which none can be spared; those mentioned first are kept."""
    left = list(reversed(range(len(whole.known))))
    many = len(left)
    while many:
        many //= 2
        at = 0
        while many and at < len(left):
            rest = [*left[:at], *left[at + many :]]
            spared = bool(rest) and not whole.among(rest).holds()
            left, at = (rest, at) if spared else (left, at + many)
    return sorted(left)


def _connected(known: Truth) -> list[list[int]]:
    """The things in groups that hang together."""
    found: list[list[int]] = []
    left = dict.fromkeys(range(len(known)))
    while left:
        group, seen = [next(iter(left))], set()
        while group:
            at = group.pop()
            if at not in seen:
                seen.add(at)
                group += np.flatnonzero(known[at]).tolist()
        found.append(sorted(seen))
        for at in seen:
            del left[at]
    return found
