"""A Condition: what must be true of one input for a goal to be met."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tenfold.plan.amount import Amount
from tenfold.plan.outcome import settled
from tenfold.quantity.expr import Call, Const, Expr
from tenfold.quantity.tape import compile_tape
from tenfold.sampling.curve import at, curve_of
from tenfold.sampling.distribution import Estimate
from tenfold.study.evidence import Evidence, Truth, keys_of, means_of
from tenfold.study.goals import speaks_of_total
from tenfold.study.rerun import Rerun, again, rerun_of, values_of

__all__ = ["Aim", "Condition", "aim_of", "conditions_of"]

_REACH = 2.5758
"""P0.5 to P99.5 of a standard normal."""

_GRID = 257
_ROUNDS = 3
_DIGITS = 1e-4


@dataclass(frozen=True, slots=True)
class Condition:
    """One input in the worlds that meet the goal, and in those that do not.

    `typical`, `within` and `beyond` are its mean over all worlds, over those
    that meet the goal and those that miss it (None where there are none), and
    `around_p90` that over the worlds whose total lies about its P90. At
    `break_even`, all else in the base case, the goal is just met; None where no
    value that is likely at all does it.
    """

    name: str
    typical: Amount
    within: Amount | None
    beyond: Amount | None
    around_p90: Amount
    break_even: Amount | None


@dataclass(frozen=True, slots=True)
class Aim:
    """What is to hold, in words and as a comparison."""

    text: str
    holds: Expr


def aim_of(evidence: Evidence) -> Aim:
    """The first goal at a percentile, else the first about the total, else its P90."""
    doubt, sample = evidence.doubt, evidence.sample
    pairs = zip(doubt.graph.model.goals, doubt.goals, strict=True)
    doubtful = [(goal, holds) for goal, holds in pairs if sample.doubtful(holds)]
    at_percentile = [pair for pair in doubtful if pair[0].percentile is not None]
    of_total = [pair for pair in doubtful if speaks_of_total(pair[1], doubt)]
    for goal, holds in (*at_percentile, *of_total):
        return Aim(" ".join(goal.words.text.split()), holds)
    high = doubt.outcome(doubt.total).high
    most = Const(high.number or Fraction(0), high.unit)
    return Aim(f"total.cost <= {high}, its P90", Call("le", (doubt.total, most)))


def conditions_of(aim: Aim, evidence: Evidence) -> tuple[Condition, ...]:
    """Every doubt that an aim rests on, what tells hit from miss most clearly first."""
    if evidence.like.missing or not np.isfinite(evidence.total).any():
        return ()
    tape = compile_tape([aim.holds], evidence.calendar)
    met = np.broadcast_to(values_of(tape, evidence.normals), evidence.total.shape)
    hit, miss = met == 1, np.isfinite(met) & (met != 1)
    low, high = np.nanquantile(evidence.total, (0.85, 0.95))
    around = (evidence.total >= low) & (evidence.total <= high)
    keys = keys_of(tape)
    base = rerun_of(tape, {}, keys)
    found = [_condition(key, evidence, (hit, miss, around), base) for key in keys]
    return tuple(one for _, one in sorted(found, key=lambda pair: -pair[0]))


def _condition(
    key: str, evidence: Evidence, worlds: tuple[Truth, Truth, Truth], base: Rerun
) -> tuple[float, Condition]:
    """A condition, and how far hit and miss lie apart in it, in standard deviations."""
    hit, miss, around = worlds
    values, like = evidence.values(key), evidence.told(key)
    everywhere = np.ones_like(hit)
    typical, within, beyond, near, far = means_of(values, (everywhere, hit, miss, around, ~around))

    def told(mean: Estimate) -> Amount:
        return settled(mean.value, mean.error, like)

    found = Condition(
        key,
        told(typical),
        told(within) if hit.any() else None,
        told(beyond) if miss.any() else None,
        told(near if around.any() else typical),
        _break_even(key, evidence, base),
    )
    ends = (within, beyond) if hit.any() and miss.any() else (near, far)
    apart = abs(ends[0].value - ends[1].value) / (float(np.nanstd(values)) or math.inf)
    return apart if math.isfinite(apart) else 0.0, found


def _break_even(key: str, evidence: Evidence, base: Rerun) -> Amount | None:
    """Where the aim turns true, all else in the base case; the place nearest to that."""
    if key in evidence.risks:
        return None
    draw, like = evidence.draw(key), evidence.told(key)
    scale, curve = float(draw.unit.scale(evidence.calendar)), curve_of(draw.spread)
    low, high = -_REACH, _REACH
    for _ in range(_ROUNDS):
        z = np.linspace(low, high, _GRID)
        values = at(curve, z) * scale
        holds = np.broadcast_to(again(base, key, z) == 1, z.shape)
        turns = np.flatnonzero(holds[1:] != holds[:-1])
        if not turns.size:
            return None
        turn = turns[np.argmin(np.abs(values[turns] - float(like.value or 0)))]
        low, high = z[turn], z[turn + 1]
    met = float(values[turn] if holds[turn] else values[turn + 1])
    return settled(met, abs(met) * _DIGITS, like)
