"""A Shock: a risk that happens or not, and what it does to the total."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from tenfold.plan.amount import Amount
from tenfold.plan.outcome import settled
from tenfold.quantity.expr import Named
from tenfold.quantity.tape import compile_tape
from tenfold.study.evidence import Evidence, mean_of, spread_out
from tenfold.study.rerun import Rerun, again, rerun_of

__all__ = ["Shock", "shocks_of"]

_NEVER = np.array(np.inf)
"""The normal of a risk that does not happen, however likely it is."""


@dataclass(frozen=True, slots=True)
class Shock:
    """One declared risk.

    `probability` is as declared, `happened` the share of worlds where it did.
    `alone` is what it adds to the total in the base case, with no other risk;
    `mean_added` what it adds to the mean over all worlds, undefined where it is
    the risk that leaves the total without a value. `p90_without` is the
    P90 over the same worlds if it could not happen.
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
    if not chances:
        return ()
    keys = [chance.name for chance in chances.values()]
    run = rerun_of(evidence.tape, evidence.normals, keys)
    found = [_shock(name, chance, run, evidence) for name, chance in chances.items()]
    return tuple(sorted(found, key=lambda shock: -float(shock.mean_added.value or 0)))


def _shock(name: str, chance: Named, run: Rerun, evidence: Evidence) -> Shock:
    declared, like = evidence.doubt.graph.model.risks[name], evidence.like
    without = np.broadcast_to(again(run, chance.name, _NEVER), evidence.total.shape)
    without = np.where(np.isfinite(without), without, np.nan)
    p90 = spread_out(without).quantile(90)
    lost = np.isnan(evidence.total) & ~np.isnan(without)
    added = mean_of(evidence.total - without, evidence.apart)
    return Shock(
        name,
        declared.title,
        float(evidence.draw(chance.name).spread.numbers[0]),
        float((evidence.values(chance.name) > 0).mean()),
        alone=_alone(chance, evidence),
        mean_added=replace(added, value=None) if lost.any() else added,
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
    return replace(evidence.apart, value=added)
