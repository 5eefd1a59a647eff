"""A completion: the correlations that nobody stated, from those that somebody did.

Of all correlation matrices with the stated entries, it is the one of largest
determinant: it assumes nothing more, so two things are correlated only through
what joins them (A. P. Dempster, 'Covariance selection', 1972). Its inverse is
zero where nothing is stated.

What hangs on one other thing alone is settled by a product, what hangs on
things that are all tied to each other by a regression; only the rest is solved
for. So a thing more that hangs on one changes no bit of the others.
"""

from __future__ import annotations

from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "SHORT_OF_ONE",
    "SMALLEST",
    "Array",
    "Truth",
    "Whole",
    "closes",
    "complete",
    "hanging",
    "regression",
]

Array = NDArray[np.float64]
Truth = NDArray[np.bool_]
Whole = NDArray[np.intp]

SMALLEST = 1e-7
"""The smallest eigenvalue of a correlation matrix that is still used: less is as good as none."""

SHORT_OF_ONE = 1 - 1e-9
"""Angles around a cycle that come to less cannot close it: see `conflict`."""

_MOST_STEPS = 400
_SETTLED = 1e-7
_DAMPED = 0.25


def complete(stated: Array, known: Truth) -> Array | None:
    """The completion of a matrix, stated where `known`; None where there is none.

    Both are symmetric; the diagonal is one, and known. Everything is connected.
    """
    whole = np.where(known, stated, 0.0)
    hung, rest = hanging(known)
    peeled, core = _peeled(known, rest)
    solved = _solved(whole[np.ix_(core, core)], known[np.ix_(core, core)])
    if solved is None:
        return None
    whole[np.ix_(core, core)] = solved
    placed = list(core)
    for one, on in [*reversed(peeled), *hung]:
        if not _holds(whole[np.ix_([one, *on], [one, *on])]):
            return None
        others = [other for other in placed if other not in on]
        weights = regression(whole, one, on)
        foretold = (weights[:, None] * whole[np.ix_(on, others)]).sum(axis=0)
        whole[one, others] = whole[others, one] = foretold
        placed.append(one)
    return whole


def regression(correlation: Array, one: int, on: list[int]) -> Array:
    """The weights by which some others foretell one."""
    if len(on) == 1:
        return correlation[one, on]
    return _solution(correlation[np.ix_(on, on)], correlation[on, one])


def _holds(correlation: Array) -> bool:
    return bool(np.linalg.eigvalsh(correlation)[0] >= SMALLEST)


def hanging(known: Truth) -> tuple[list[tuple[int, list[int]]], list[int]]:
    """What hangs on one other thing, nearest first, with that other; and the rest.

    The first of all is never among them: what is a tree hangs on it.
    """
    ties = [set(np.flatnonzero(row).tolist()) - {at} for at, row in enumerate(known)]
    on: dict[int, int] = {}
    leaves = [at for at in range(1, len(ties)) if len(ties[at]) == 1]
    while leaves:
        leaf = leaves.pop()
        on[leaf] = parent = next(iter(ties[leaf]))
        ties[parent].discard(leaf)
        if parent and len(ties[parent]) == 1:
            leaves.append(parent)
    depth: dict[int, int] = {}
    for leaf in reversed(on):
        depth[leaf] = depth.get(on[leaf], 0) + 1
    order = sorted(on, key=lambda leaf: (depth[leaf], leaf))
    return [(leaf, [on[leaf]]) for leaf in order], [at for at in range(len(ties)) if at not in on]


def _peeled(known: Truth, rest: list[int]) -> tuple[list[tuple[int, list[int]]], list[int]]:
    """What hangs on things that are all tied to each other, as it comes off; and the core."""
    peeled: list[tuple[int, list[int]]] = []
    left = list(rest)
    while len(left) > 1:
        for one in reversed(left):
            on = [other for other in left if other != one and known[one, other]]
            if known[np.ix_(on, on)].all():
                peeled.append((one, on))
                left.remove(one)
                break
        else:
            break
    return peeled, left


def _solved(stated: Array, known: Truth) -> Array | None:
    """The completion by Newton's method on the inverse; None where there is none.

    It minimises tr(S K) - log det K over the matrices K that are zero where
    nothing is stated; that function is self-concordant, so damped steps of
    1/(1+decrement) always lead there (S. Boyd, L. Vandenberghe, 'Convex
    Optimization', 9.6). A K with tr(S K) <= 0 proves that there is no completion.
    """
    if known.all():
        return stated if _holds(stated) else None
    if (known.sum(axis=0) == 3).all() and not closes(stated[np.triu(known, 1)]):
        return None
    rows, columns = np.nonzero(np.triu(known))
    weight = np.where(rows == columns, 0.5, 1.0)
    inverse = np.eye(len(stated))
    for _ in range(_MOST_STEPS):
        found = _inverse(inverse)
        slope = 2 * weight * (stated - found)[rows, columns]
        step = _solution(_curvature(found, rows, columns, weight), -slope)
        decrement = sqrt(max(0.0, -float(slope @ step)))
        step /= 1 + decrement if decrement > _DAMPED else 1
        inverse[rows, columns] += step
        inverse[columns, rows] = inverse[rows, columns]
        sizes = np.linalg.eigvalsh(inverse)
        if np.sum(stated * inverse) <= 0 or sizes[0] <= 0 or sizes[-1] > 1 / SMALLEST:
            return None
        if decrement < _SETTLED:
            return _tidied(_inverse(inverse), stated, known)
    return None


def closes(around: Array) -> bool:
    """Whether correlations around one cycle leave room for the others.

    Their angles must, as those of a polygon: see `conflict`. What is on the verge
    is left to be tried.
    """
    angle = np.arccos(around) / pi
    shortest = np.minimum(angle, 1 - angle).sum()
    if np.count_nonzero(angle > 1 / 2) % 2 == 0:
        shortest += np.abs(1 - 2 * angle).min()
    return bool(shortest >= SHORT_OF_ONE)


def _curvature(found: Array, rows: Whole, columns: Whole, weight: Array) -> Array:
    """The second derivatives of -log det by the stated entries of the inverse."""
    above, below = found.take(rows, 0), found.take(columns, 0)
    curvature: Array = above.take(rows, 1)
    curvature *= below.take(columns, 1)
    crossed = above.take(columns, 1)
    crossed *= below.take(rows, 1)
    curvature += crossed
    curvature *= 2 * np.outer(weight, weight)
    return curvature


def _inverse(matrix: Array) -> Array:
    return np.asarray(np.linalg.inv(matrix), dtype=np.float64)


def _solution(matrix: Array, right: Array) -> Array:
    return np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)


def _tidied(found: Array, stated: Array, known: Truth) -> Array | None:
    """Symmetric to the last bit, with what is stated exactly as it is stated."""
    tidy: Array = np.where(known, stated, (found + found.T) / 2)
    return tidy if _holds(tidy) else None
