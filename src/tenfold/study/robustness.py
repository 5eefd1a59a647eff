"""A Robustness: how far the P90 depends on which doubts move together."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from tenfold.plan.amount import Amount
from tenfold.plan.outcome import settled
from tenfold.plan.ties import DRIVERS
from tenfold.quantity.dependence import INDEPENDENT, Dependence, Group, Tie, dependence
from tenfold.quantity.sample import sample
from tenfold.quantity.tape import compile_tape
from tenfold.study.evidence import Evidence

__all__ = ["Robustness", "robustness_of", "together"]

_EVERYTHING = f"{DRIVERS}everything, at once"


@dataclass(frozen=True, slots=True)
class Robustness:
    """The P90 of the total under one belief about what moves together.

    `label` is `independent`, `as declared` or `all +0.5`: nothing moves together,
    what the model says, every two doubts with a rank correlation of a half.
    """

    label: str
    p90: Amount


def robustness_of(evidence: Evidence) -> tuple[Robustness, ...]:
    """The P90 of the total under three beliefs, on the same random numbers."""
    declared = evidence.doubt.dependence
    return (
        Robustness("independent", _p90(INDEPENDENT, evidence)),
        Robustness("as declared", _p90(declared, evidence)),
        Robustness("all +0.5", _p90(together(evidence.keys, 0.5), evidence)),
    )


def _p90(believed: Dependence, evidence: Evidence) -> Amount:
    """The P90 under one belief, in a run that draws the same keys whatever is believed."""
    total = evidence.doubt.total
    tape = compile_tape([total], evidence.calendar)
    drawn = _beside(believed, (*evidence.sample.keys, _EVERYTHING))
    found = sample(tape, [total], evidence.sampling, drawn).distribution(total).quantile(90)
    return settled(found.value, found.error, evidence.like)


def _beside(believed: Dependence, keys: Iterable[str]) -> Dependence:
    """The same belief with other keys that move with nothing: under `sobol` they count."""
    tied = {key for group in believed.groups for key in group.keys}
    alone = (Group((key,), np.eye(1), np.eye(1)) for key in keys if key not in tied)
    return Dependence((*believed.groups, *alone))


def together(keys: Iterable[str], rank: float) -> Dependence:
    """Every two keys with one rank correlation: all of them follow one driver alike.

    On the normal scale two that follow it by r are correlated by r * r.
    """
    several = tuple(keys)
    if len(several) < 2:
        return INDEPENDENT
    loading = math.sqrt(2 * math.sin(math.pi * rank / 6))
    each = math.asin(loading / 2) * 6 / math.pi
    return dependence([Tie(_EVERYTHING, key, each) for key in several], [_EVERYTHING])
