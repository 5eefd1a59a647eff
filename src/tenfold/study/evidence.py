"""Evidence: the worlds of one run, laid out for the questions that are asked of them.

It holds the total and the normals of every doubt that the total rests on, one a
world, set by set. A question needs no more worlds than `MOST`: where a run has
more, as many are drawn for it apart, from the same seed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tenfold.plan.amount import Amount
from tenfold.plan.doubt import Doubt
from tenfold.plan.outcome import settled
from tenfold.quantity.expr import Draw, Expr
from tenfold.quantity.tape import Tape, compile_tape
from tenfold.quantity.units import PERCENT, Calendar
from tenfold.sampling.chance import SETS, Array, Sampling, inverse_normal
from tenfold.sampling.curve import at, curve_of
from tenfold.sampling.distribution import Distribution, Estimate, distribution_of, moments
from tenfold.sampling.sample import Sample, sample

__all__ = [
    "MOST",
    "Evidence",
    "Truth",
    "evidence_of",
    "keys_of",
    "mean_of",
    "means_of",
    "spread_out",
]

Truth = NDArray[np.bool_]

MOST = 2**14
"""Worlds that a question is asked of, at most."""


@dataclass(frozen=True)
class Evidence:
    """The total in each world, NaN where it has no value, and what it rests on.

    `normals` are those of the doubts of the total, of the goals and of the risks,
    after the ties between them.
    """

    doubt: Doubt
    sample: Sample
    total: Array
    normals: Mapping[str, Array]

    @property
    def sampling(self) -> Sampling:
        """The worlds that are asked."""
        return self.sample.sampling

    @property
    def calendar(self) -> Calendar:
        """How long a month is."""
        return self.doubt.base.calendar

    @property
    def like(self) -> Amount:
        """The total of the base case: how costs are told."""
        return self.doubt.base.amount(self.doubt.total)

    @property
    def apart(self) -> Amount:
        """How a difference of costs is told; of two that are at least so much, it is neither."""
        return replace(self.like, at_least=False, at_most=False)

    @cached_property
    def tape(self) -> Tape:
        """The total alone on a tape."""
        return compile_tape([self.doubt.total], self.calendar)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The doubts of the total."""
        return keys_of(self.tape)

    @cached_property
    def risks(self) -> frozenset[str]:
        """The keys that are risks: they happen or not."""
        return frozenset(key for key in self.normals if self.draw(key).spread.shape == "chance")

    def draw(self, key: str) -> Draw:
        """The range of a key, or the chance of a risk."""
        return self.doubt.draws[key]

    def values(self, key: str) -> Array:
        """What is in doubt, in each world, in base units; a risk is 1 where it happens.

        NaN is what no double can hold.
        """
        draw = self.draw(key)
        scale = float(draw.unit.scale(self.calendar))
        values = at(curve_of(draw.spread), self.normals[key]) * scale
        return np.where(np.isfinite(values), values, np.nan)

    def told(self, key: str) -> Amount:
        """What is in doubt in the base case: how it is told; a risk as a percentage."""
        draw = self.draw(key)
        unit = PERCENT if key in self.risks else draw.unit
        return Amount(draw.base * draw.unit.scale(self.calendar), unit, self.calendar)

    def tail(self, key: str, share: float) -> tuple[Truth, Truth]:
        """The worlds in the lowest and in the highest share of a doubt.

        Of a risk, those where it does not happen and those where it does.
        """
        if key in self.risks:
            happens = self.values(key) > 0
            return ~happens, happens
        end = float(inverse_normal(np.array([share]))[0])
        return self.normals[key] <= end, self.normals[key] >= -end


def evidence_of(doubt: Doubt) -> Evidence:
    """The worlds of a run, or as many as a question needs."""
    calendar, total = doubt.base.calendar, doubt.total
    roots: list[Expr] = [total, *doubt.goals, *doubt.chances.values()]
    asked = doubt.sample
    if asked.sampling.drawn > MOST:  # on the same tape: under sobol, other keys move these
        fewer = replace(doubt.sampling, worlds=MOST)
        asked = sample(doubt.following.tape, roots, fewer, doubt.dependence)
    tape, known = compile_tape(roots, calendar), asked.values(total)
    return Evidence(
        doubt,
        asked,
        np.where(np.isfinite(known), known, np.nan),
        asked.normals_of(keys_of(tape)),
    )


def keys_of(tape: Tape) -> tuple[str, ...]:
    """The doubts that a tape reads, each once."""
    return tuple(dict.fromkeys(draw.key for draw in tape.draws))


def spread_out(values: Array) -> Distribution:
    """The Distribution of one value a world; NaN is none."""
    return distribution_of(values.reshape(SETS, -1))


def means_of(values: Array, parts: Iterable[Truth]) -> list[Estimate]:
    """The mean of what has a value in each of some parts of the worlds; NaN where nothing has."""
    known = np.isfinite(values)
    middle = float(values[np.argmax(known)]) if known.any() else math.nan
    apart = np.where(known, values - middle, 0.0)
    return [_mean(apart, known, part, middle) for part in parts]


def _mean(apart: Array, known: Truth, part: Truth, middle: float) -> Estimate:
    """A mean from each set's sum about a `middle`."""
    worlds = np.count_nonzero((known & part).reshape(SETS, -1), axis=1)
    sums = np.einsum("sw,sw->s", apart.reshape(SETS, -1), part.reshape(SETS, -1))
    return moments(worlds, sums, np.zeros(SETS), middle)[0]


def mean_of(values: Array, like: Amount) -> Amount:
    """The mean of what has a value, rounded to its numerical error; undefined where nothing has."""
    (mean,) = means_of(values, [np.ones(values.shape, dtype=np.bool_)])
    return settled(mean.value, mean.error, like)
