"""A Robustness: how far the P90 depends on which doubts move together."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from tenfold.plan.amount import Amount
from tenfold.plan.outcome import settled
from tenfold.plan.ties import DRIVERS
from tenfold.quantity.dependence import INDEPENDENT, Dependence, Tie, dependence
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
    doubt = evidence.doubt
    return (
        Robustness("independent", _p90(INDEPENDENT, evidence)),
        Robustness("as declared", doubt.outcome(doubt.total).high),
        Robustness("all +0.5", _p90(together(evidence.keys, 0.5), evidence)),
    )


def _p90(believed: Dependence, evidence: Evidence) -> Amount:
    total = evidence.doubt.total
    tape = compile_tape([total], evidence.calendar)
    found = sample(tape, [total], evidence.sampling, believed).distribution(total).quantile(90)
    return settled(found.value, found.error, evidence.like)


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
