"""What changed from one catalogue to another: new, gone, dearer, cheaper.

Two prices are the same one where they agree in product, meter, region, term
and attributes. How far one moved is told of the stretch of its tiers that
moved most, since no average stands for all who pay it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from tenfold.prices.catalogue import Catalogue
from tenfold.prices.rates import dimension_of, ends_of, stretches
from tenfold.prices.row import Row

__all__ = ["Differences", "Moved", "Way", "differ", "moved"]

Way = Literal["dearer", "cheaper", "other", "same"]
"""`other`: some dearer and some cheaper, another unit, tiers that say no rate."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One price before and after, which way it went, and by what share where that can be told."""

    before: Row
    after: Row
    way: Way
    by: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that changed from one catalogue to another, what moved most coming first.

    Providers that only one of the two has are named; their prices are not new or gone.
    """

    before: Catalogue
    after: Catalogue
    new: tuple[Row, ...]
    gone: tuple[Row, ...]
    moved: tuple[Moved, ...]
    same: int
    seen_again: int
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()

    def of(self, way: Way) -> tuple[Moved, ...]:
        """The prices that went one way."""
        return tuple(move for move in self.moved if move.way == way)

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """For each provider that both have, how many prices changed in which way."""
        told: dict[str, Counter[str]] = {
            name: Counter() for name in self.before.providers if name in self.after.providers
        }
        changed = (
            *(("new", row) for row in self.new),
            *(("gone", row) for row in self.gone),
            *((move.way, move.after) for move in self.moved),
        )
        for what, row in changed:
            told[_provider(row)][what] += 1
        return told


def differ(before: Catalogue, after: Catalogue) -> Differences:
    """What changed from one catalogue to another."""
    both = set(before.providers) & set(after.providers)
    then, now = (
        {row.key: row for row in catalogue.all() if _provider(row) in both}
        for catalogue in (before, after)
    )
    pairs = [(row, now[key]) for key, row in then.items() if key in now]
    lone_then = [row for key, row in then.items() if key not in now]
    lone_now = [row for key, row in now.items() if key not in then]
    again, gone, new = _renamed(lone_then, lone_now)
    moves = [moved(old, row) for old, row in (*pairs, *again)]
    changed = sorted((move for move in moves if move.way != "same"), key=_rank)
    same = [move for move in moves if move.way == "same"]
    return Differences(
        before, after, tuple(sorted(new, key=_key)), tuple(sorted(gone, key=_key)),
        tuple(changed), len(same), sum(move.after.seen_on > move.before.seen_on for move in same),
        tuple(name for name in before.providers if name not in both),
        tuple(name for name in after.providers if name not in both),
    )  # fmt: skip


def moved(before: Row, after: Row) -> Moved:
    """How one price moved."""
    if dimension_of(before) != dimension_of(after) or before.whole != after.whole:
        return Moved(before, after, "other")
    ends = tuple(sorted({*ends_of(before), *ends_of(after)}))
    then, now = (tuple(stretches(row, ends)) for row in (before, after))
    more = [(_share(old, new), old, new) for old, new in zip(then, now, strict=True) if old != new]
    if not more:
        kept = (before.packages, before.minimum) == (after.packages, after.minimum)
        return Moved(before, after, "same" if kept else "other")
    if any(old is None or new is None for _, old, new in more):
        return Moved(before, after, "other")
    ups = [(new or 0) > (old or 0) for _, old, new in more]
    if all(ups) or not any(ups):
        shares = [share for share, _, _ in more if share is not None]
        by = max(shares, key=abs) if len(shares) == len(more) else None
        return Moved(before, after, "dearer" if ups[0] else "cheaper", by)
    return Moved(before, after, "other")


def _share(old: Fraction | None, new: Fraction | None) -> Fraction | None:
    """By what share a rate moved; None where there was none to move from."""
    return None if not old or new is None else new / old - 1


def _renamed(
    gone: Iterable[Row], new: Iterable[Row]
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Pairs of lone rows that differ in their attributes alone: one was described anew."""
    then, now = _by_name(gone), _by_name(new)
    pairs = [
        (then[name][0], now[name][0])
        for name in then
        if len(then[name]) == 1 and len(now.get(name, ())) == 1
    ]
    paired = {row.key for pair in pairs for row in pair}
    left = [
        [row for rows in side.values() for row in rows if row.key not in paired]
        for side in (then, now)
    ]
    return pairs, left[0], left[1]


def _by_name(rows: Iterable[Row]) -> dict[tuple[str, ...], list[Row]]:
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(row.key[:4], []).append(row)
    return found


def _rank(move: Moved) -> tuple[int, Fraction, tuple[object, ...]]:
    """Dearer before cheaper before the rest; what cannot be told in a share moved most."""
    ways = ("dearer", "cheaper", "other", "same")
    size = Fraction(10**9) if move.by is None else abs(move.by)
    return ways.index(move.way), -size, move.after.key


def _key(row: Row) -> tuple[object, ...]:
    return row.key


def _provider(row: Row) -> str:
    return row.product.partition("/")[0]
