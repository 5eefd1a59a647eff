"""A Rerun: a figure in some worlds, ready to be run once more with one doubt changed.

Only what rests on that doubt is worked out again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from tenfold.quantity.chance import Array
from tenfold.quantity.curve import at, curve_of
from tenfold.quantity.expr import Draw, Expr
from tenfold.quantity.kernels import KERNELS
from tenfold.quantity.tape import Step, Tape, compile_tape
from tenfold.quantity.units import Calendar

__all__ = ["Rerun", "again", "rerun_of"]


@dataclass(frozen=True)
class Rerun:
    """A figure on a tape of its own, and every slot of it in some worlds."""

    tape: Tape
    figure: int
    slots: list[Array]

    @property
    def values(self) -> Array:
        """The figure in those worlds."""
        return self.slots[self.figure]


def rerun_of(node: Expr, calendar: Calendar, normals: Mapping[str, Array]) -> Rerun:
    """A figure in the worlds of some normals; what has none stays in its base case."""
    tape = compile_tape([node], calendar)
    drawn = {draw: _drawn(draw, normals[draw.key]) for draw in tape.draws if draw.key in normals}
    return Rerun(tape, tape.slot(node), tape.sampled(drawn=drawn))


def again(run: Rerun, key: str, normals: Array) -> Array:
    """The figure in the same worlds, with other normals for one key."""
    mine = [draw for draw in run.tape.draws if draw.key == key]
    scales = run.tape.draw_scales
    new = {run.tape.draws[draw]: _drawn(draw, normals) * float(scales[draw]) for draw in mine}
    with np.errstate(all="ignore"):
        for step in _following(run.tape, set(new)):
            args = [new[arg] if arg in new else run.slots[arg] for arg in step.args]
            new[step.out] = KERNELS[step.function](*args)
    return new.get(run.figure, run.values)


def _drawn(draw: Draw, normals: Array) -> Array:
    return at(curve_of(draw.spread), normals)


def _following(tape: Tape, changed: set[int]) -> Iterator[Step]:
    """The steps that read what is changed, or what rests on it."""
    for step in tape.steps:
        if not changed.isdisjoint(step.args):
            changed.add(step.out)
            yield step
