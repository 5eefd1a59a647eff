"""A Robustness: how far the P90 depends on which doubts move together."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tenfold.plan.amount import Amount
from tenfold.plan.outcome import settled
from tenfold.plan.ties import DRIVERS
from tenfold.sampling.chance import SETS, Array, dimensions, normals_by_set
from tenfold.study.evidence import Evidence, spread_out
from tenfold.study.rerun import values_of

__all__ = ["Robustness", "robustness_of", "together"]

_EVERYTHING = f"{DRIVERS}everything, at once"
_BLOCK = 1024
"""Worlds that are tied at a time."""


@dataclass(frozen=True, slots=True)
class Robustness:
    """The P90 of the total under one belief about what moves together.

    `label` is `independent`, `as declared` or `all +0.5`: nothing moves together,
    what the model says, every two doubts with a rank correlation of a half.
    """

    label: str
    p90: Amount


def robustness_of(evidence: Evidence) -> tuple[Robustness, ...]:
    """The P90 of the total under three beliefs, in the same worlds from the same numbers."""
    alone = _alone(evidence)
    apart, half = values_of(evidence.tape, alone), _at_half(alone, evidence)
    return (
        Robustness("independent", _p90(apart, evidence)),
        Robustness("as declared", _p90(evidence.total, evidence)),
        Robustness("all +0.5", _p90(half, evidence)),
    )


def _p90(values: Array, evidence: Evidence) -> Amount:
    known = np.where(np.isfinite(values), values, np.nan)
    found = spread_out(np.broadcast_to(known, evidence.total.shape)).quantile(90)
    return settled(found.value, found.error, evidence.like)


def _at_half(alone: Mapping[str, Array], evidence: Evidence) -> Array:
    """The total with every two doubts correlated by a half, some worlds at a time."""
    common, found = _dealt(_EVERYTHING, evidence), np.empty_like(evidence.total)
    for start in range(0, found.size, _BLOCK):
        part = slice(start, start + _BLOCK)
        some = {key: z[part] for key, z in alone.items()}
        found[part] = values_of(evidence.tape, together(some, common[part], 0.5))
    return found


def _alone(evidence: Evidence) -> dict[str, Array]:
    """The normals of each doubt of the total before it was tied to others."""
    tied = {key for group in evidence.doubt.dependence.groups for key in group.keys}
    return {
        key: _dealt(key, evidence) if key in tied else evidence.normals[key]
        for key in evidence.keys
    }


def _dealt(key: str, evidence: Evidence) -> Array:
    """A key's own normals; under `sobol` a key that the run has not comes after those it has."""
    sampling, keys = evidence.sampling, evidence.sample.keys
    dimension = dimensions(keys).get(key, len(keys))
    return normals_by_set(sampling, key, range(SETS), 0, sampling.per_set, dimension).ravel()


def together(alone: Mapping[str, Array], common: Array, rank: float) -> dict[str, Array]:
    """Normals of which every two have one rank correlation: all follow a common one alike.

    Two that follow it by r are correlated by r * r.
    """
    loading = math.sqrt(2 * math.sin(math.pi * rank / 6))
    rest = math.sqrt(1 - loading**2)
    return {key: loading * common + rest * z for key, z in alone.items()}
