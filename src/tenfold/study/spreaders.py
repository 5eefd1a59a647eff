"""A Spreader: something in doubt, and how much of the spread of the total it makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from tenfold.plan.amount import Amount
from tenfold.plan.outcome import settled
from tenfold.sampling.chance import SETS, Array, Sampling, normals_by_set
from tenfold.sampling.dependence import Dependence
from tenfold.sampling.distribution import Estimate
from tenfold.study.evidence import Evidence, means_of
from tenfold.study.indices import edges, first_order, given_others, total_order
from tenfold.study.rerun import again, rerun_of

__all__ = ["Spreader", "spreaders_of"]

_BINS = 32
_REDRAWN = 256
"""Worlds of each set in which a doubt is drawn anew."""


@dataclass(frozen=True, slots=True)
class Spreader:
    """What one doubt does to the spread of the total.

    `first` is the share of the variance that knowing it alone would take away,
    `total` the share that would stay if all but it were known; both lie between
    0 and 1, and each has its numerical error. `low` and `high` are the mean of
    the total in the lowest and in the highest tenth of it; for a risk, where it
    does not happen and where it does. `text` is the range as it is written.
    """

    name: str
    text: str
    first: float
    total: float
    first_error: float
    total_error: float
    low: Amount
    high: Amount


def spreaders_of(evidence: Evidence) -> tuple[Spreader, ...]:
    """Every doubt that the total rests on, what makes most of the spread first."""
    totals = _totals(evidence)
    found = [_settled(_spreader(key, evidence, totals[key]), evidence) for key in evidence.keys]
    return tuple(sorted(found, key=lambda one: (-one.total, -one.first)))


def _spreader(key: str, evidence: Evidence, total: Estimate) -> Spreader:
    first = first_order(*_binned(key, evidence))
    tails = means_of(evidence.total, evidence.tail(key, 0.1))
    low, high = (settled(mean.value, mean.error, evidence.like) for mean in tails)
    text = " ".join(evidence.draw(key).text.split())
    return Spreader(
        key, text, first.value, total.value, first.error, total.error, low=low, high=high
    )


def _settled(found: Spreader, evidence: Evidence) -> Spreader:
    """What is known without sampling: one doubt is all of the spread; alone is part of in all."""
    if len(evidence.keys) == 1:
        sure = float(found.total > 0)
        return replace(found, first=sure, total=sure, first_error=0.0, total_error=0.0)
    tied = any(found.name in group.keys for group in evidence.doubt.dependence.groups)
    return found if tied or found.total >= found.first else replace(found, total=found.first)


def _binned(key: str, evidence: Evidence) -> tuple[Array, Array, Array]:
    if key in evidence.risks:
        return evidence.values(key), evidence.total, np.array([0.5])
    return evidence.normals[key], evidence.total, edges(_BINS)


def _totals(evidence: Evidence) -> dict[str, Estimate]:
    """The total index of every doubt, each drawn anew in the same few worlds."""
    few = fewer(evidence.sampling)
    there = {key: _first(evidence.normals[key], few.per_set) for key in evidence.keys}
    run = rerun_of(evidence.tape, there, there)
    before = np.broadcast_to(run.values, few.drawn)
    new = redrawn(there, evidence.doubt.dependence, few)
    return {key: total_order(before, again(run, key, normals)) for key, normals in new}


def fewer(sampling: Sampling) -> Sampling:
    """As many worlds of each set as a doubt is drawn anew in: strata, so a power of two."""
    most = min(_REDRAWN, sampling.per_set)
    return replace(sampling, worlds=SETS << most.bit_length() - 1, sampler="latin")


def _first(z: Array, worlds: int) -> Array:
    """The first worlds of each set."""
    return z.reshape(SETS, -1)[:, :worlds].ravel()


def redrawn(
    there: Mapping[str, Array], tied: Dependence, few: Sampling
) -> Iterator[tuple[str, Array]]:
    """Every key with its normals drawn once more, given all others that the total rests on.

    A driver is unseen: it is not among what is given.
    """
    foretold: dict[str, tuple[Array, float]] = {}
    for group in tied.groups:
        seen = [place for place, key in enumerate(group.keys) if key in there]
        keys = [group.keys[place] for place in seen]
        if keys:
            rows = np.array([there[key] for key in keys])
            means, deviations = given_others(rows, group.correlation[np.ix_(seen, seen)])
            foretold |= zip(keys, zip(means, deviations.tolist(), strict=True), strict=True)
    for key in there:
        name = f"{key}, once more"
        fresh = normals_by_set(few, name, range(SETS), 0, few.per_set).ravel()
        if key in foretold:
            mean, deviation = foretold[key]
            fresh = mean + deviation * fresh
        yield key, fresh
