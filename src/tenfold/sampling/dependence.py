"""A Dependence: which doubts move together, and how: groups of keys, each with a matrix.

Independent normals z of a group become dependent ones as lower @ z (a Gaussian
copula). What is not stated follows from what is: see `completion`. Groups stand
in the order in which their keys are first mentioned; within one, drivers stand
first, and a key that is put behind the others changes no row before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tenfold.sampling.completion import Array, Truth, complete, regression
from tenfold.sampling.conflict import Conflict, Tie, conflict_in, stated, twice

__all__ = ["INDEPENDENT", "Conflict", "Dependence", "Group", "Tie", "dependence"]


@dataclass(frozen=True, eq=False)
class Group:
    """Keys that move together: the correlation of their normals, and its lower triangle.

    `lower` times its transpose is `correlation`; both are read-only.
    """

    keys: tuple[str, ...]
    correlation: Array
    lower: Array


@dataclass(frozen=True, eq=False)
class Dependence:
    """Groups of keys; whatever is in none of them is independent of everything."""

    groups: tuple[Group, ...] = ()


INDEPENDENT = Dependence()
"""Nothing moves with anything."""


def dependence(ties: Iterable[Tie], latent: Iterable[str] = ()) -> Dependence:
    """How keys move together by their ties; `Conflict` where those cannot all hold.

    Keys that are `latent` are drivers: independent of each other.
    """
    once = _once(ties)
    drivers = list(latent)
    return Dependence(tuple(_group(keys, once, drivers) for keys in _groups(once, set(drivers))))


def _once(ties: Iterable[Tie]) -> list[Tie]:
    """Each tie once; `Conflict` where one says two things."""
    found: dict[frozenset[str], Tie] = {}
    for tie in ties:
        if tie.first == tie.second or not -1 < tie.rank < 1:
            raise ValueError(f"no tie between two keys: {tie}")
        first = found.setdefault(frozenset((tie.first, tie.second)), tie)
        if first.rank != tie.rank:
            raise twice(first, tie)
    return list(found.values())


def _groups(ties: Sequence[Tie], latent: set[str]) -> list[list[str]]:
    """The keys that hang together, drivers first, then as they are first mentioned."""
    group_of: dict[str, dict[str, None]] = {}
    for tie in ties:
        pair = dict.fromkeys((tie.first, tie.second))
        first, second = (group_of.setdefault(key, {key: None}) for key in pair)
        if first is not second:
            first.update(second)
            group_of.update(dict.fromkeys(second, first))
    mentioned = {key: at for at, key in enumerate(group_of)}
    groups = list({id(group): group for group in group_of.values()}.values())
    return [sorted(group, key=lambda key: (key not in latent, mentioned[key])) for group in groups]


def _group(keys: list[str], ties: Sequence[Tie], latent: Sequence[str]) -> Group:
    told = stated(keys, ties, latent)
    correlation = complete(told.correlation, told.known)
    if correlation is None:
        raise conflict_in(keys, ties, latent)
    lower = _lower(correlation, told.known)
    correlation.flags.writeable = lower.flags.writeable = False
    return Group(tuple(keys), correlation, lower)


def _lower(correlation: Array, known: Truth) -> Array:
    """The Cholesky factor, row by row, each from those before it that it rests on.

    What a row does not rest on is exactly zero there, so that a row is the same
    whatever else there is.
    """
    lower = np.zeros_like(correlation)
    for at, on in enumerate(_foretelling(known)):
        weights = regression(correlation, at, on) if on else np.zeros(0)
        lower[at, :at] = (weights[:, None] * lower[on, :at]).sum(axis=0)
        lower[at, at] = np.sqrt(1 - float((weights * correlation[at, on]).sum()))
    return lower


def _foretelling(known: Truth) -> list[list[int]]:
    """For each, those before it that it is tied to, directly or by way of some behind it."""
    before = [set(np.flatnonzero(row[:at]).tolist()) for at, row in enumerate(known)]
    for on in reversed(before):
        if on:
            nearest = max(on)
            before[nearest] |= on - {nearest}
    return [sorted(on) for on in before]
