"""Blocks: a Program run over a stretch of worlds at a time, with NumPy.

A block is short enough to stay in the processor's cache, so a step costs what
its arithmetic costs. Worlds are handed on output by output, the moment each is
made, and the array is free for the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from tenfold.quantity.kernels import KERNELS
from tenfold.sampling.chance import Array, normals_by_set
from tenfold.sampling.curve import Curve, at, curve_of
from tenfold.sampling.program import Instruction, Program
from tenfold.sampling.settings import Sampling

__all__ = ["BLOCK", "Deal", "Evaluator", "deal_of"]

BLOCK = 16_384
"""Worlds in a block, at most."""

Deal = Callable[[str, range, int, int], Array]
"""The normals of a key in some sets, from one world to another: a row for each set."""

Tell = Callable[[int, Array], None]
"""What is done with an output and its values in a block of worlds: a row for each set."""


def deal_of(sampling: Sampling, dimension: Mapping[str, int]) -> Deal:
    """How normals are dealt to the keys of a run."""

    def deal(key: str, sets: range, start: int, stop: int) -> Array:
        return normals_by_set(sampling, key, sets, start, stop, dimension.get(key, 0))

    return deal


class Evaluator:
    """A Program ready to be run for some worlds of some sets."""

    def __init__(self, program: Program, deal: Deal) -> None:
        self.program, self.deal = program, deal
        self.constants = [np.array(number) for number in program.constants]
        self.curves: list[Curve] = [curve_of(spread) for spread in program.spreads]

    def run(self, sets: range, start: int, stop: int, tell: Tell) -> None:
        """Tell every output from one world to another; NaN where there is no value."""
        held: list[Array] = [np.empty(0)] * self.program.registers
        with np.errstate(all="ignore"):
            for step in self.program.steps:
                if step.function == "normal":
                    made = self.deal(self.program.keys[step.which], sets, start, stop)
                else:
                    made = self._made(step, held)
                held[step.out] = made
                if step.output >= 0:
                    tell(step.output, np.where(np.isfinite(made), made, np.nan))

    def _made(self, step: Instruction, held: list[Array]) -> Array:
        if step.function == "curve":
            return at(self.curves[step.which], held[step.args[0]])
        args = [held[arg] if arg >= 0 else self.constants[-1 - arg] for arg in step.args]
        return KERNELS[step.function](*args)
