"""A Shock: a risk that happens or not, and what it does to the total."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from tenfold.plan.amount import Amount
from tenfold.plan.outcome import settled
from tenfold.quantity.expr import Named
from tenfold.quantity.tape import compile_tape
from tenfold.study.evidence import Evidence, spread_out

__all__ = ["Shock", "shocks_of"]


@dataclass(frozen=True, slots=True)
class Shock:
    """One declared risk.

    `probability` is as declared, `happened` the share of worlds where it did.
    `alone` is what it adds to the total in the base case, with no other risk;
    `mean_added` what it adds to the mean over all worlds, its probability
    counted; `p90_without` the P90 over the worlds where it did not happen.
    """

    name: str
    title: str
    probability: float
    happened: float
    alone: Amount
    mean_added: Amount
    p90_without: Amount
    doc: str = ""


def shocks_of(evidence: Evidence) -> tuple[Shock, ...]:
    """The risks that anything rests on, what adds most to the mean first."""
    chances = evidence.doubt.chances
    found = [_shock(name, chance, evidence) for name, chance in chances.items()]
    return tuple(sorted(found, key=lambda shock: -float(shock.mean_added.value or 0)))


def _shock(name: str, chance: Named, evidence: Evidence) -> Shock:
    declared, like = evidence.doubt.graph.model.risks[name], evidence.like
    happens = evidence.values(chance.name) > 0
    probability = float(evidence.draw(chance.name).spread.numbers[0])
    given, without = (
        spread_out(np.where(where, evidence.total, np.nan)) for where in (happens, ~happens)
    )
    p90 = without.quantile(90)
    added = probability * (given.mean.value - without.mean.value)
    error = probability * math.hypot(given.mean.error, without.mean.error)
    return Shock(
        name,
        declared.title,
        probability,
        float(happens.mean()),
        alone=_alone(chance, evidence),
        mean_added=settled(added, error, _plain(like)),
        p90_without=settled(p90.value, p90.error, like),
        doc=declared.doc,
    )


def _alone(chance: Named, evidence: Evidence) -> Amount:
    """What the risk adds in the base case; exact, for nothing is drawn."""
    total = evidence.doubt.total
    tape = compile_tape([total], evidence.calendar, [chance.name])
    moved = {chance.name: Fraction(1)} if chance.name in tape.inputs else {}
    before, after = (tape.exact(case)[tape.slot(total)] for case in ({}, moved))
    added = None if before is None or after is None else after - before
    return replace(_plain(evidence.like), value=added)


def _plain(like: Amount) -> Amount:
    """A difference of two costs, each of which may be at least so much, is neither."""
    return replace(like, at_least=False, at_most=False)
