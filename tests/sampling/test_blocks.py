"""Blocks: a program with NumPy, a stretch of worlds at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.quantity.bind import q
from tenfold.quantity.tape import compile_tape
from tenfold.quantity.units import CALENDAR
from tenfold.sampling.blocks import Evaluator, deal_of
from tenfold.sampling.chance import normals
from tenfold.sampling.curve import at, curve_of
from tenfold.sampling.dependence import INDEPENDENT
from tenfold.sampling.program import write_program
from tenfold.sampling.settings import Sampling

QUIET = settings(deadline=None, derandomize=True, max_examples=60)
SAMPLING = Sampling(worlds=16 * 64)


def ready(tape, nodes, sampling=SAMPLING):
    slots = [tape.slot(node) for node in nodes]
    program = write_program(tape, slots, [{}], [tape.exact()], INDEPENDENT)
    return Evaluator(program, deal_of(sampling, {}))


@QUIET
@given(data=st.data())
def test_a_program_gives_what_the_tape_gives(formulas, data):
    figures = data.draw(st.lists(formulas, min_size=1, max_size=3))
    tape = compile_tape(figures, CALENDAR)
    drawn = {
        draw: at(curve_of(draw.spread), normals(SAMPLING, draw.key, 3, 0, 64))
        for draw in tape.draws
    }
    expected = tape.sampled(drawn=drawn)
    evaluator = ready(tape, figures)
    found = {}
    evaluator.run(range(3, 4), 0, 64, found.__setitem__)
    for (_, slot), output in evaluator.program.told.items():
        wanted = np.where(np.isfinite(expected[slot]), expected[slot], np.nan)
        np.testing.assert_allclose(found[output][0], np.broadcast_to(wanted, 64), rtol=1e-12)


@pytest.mark.parametrize("sampler", ["latin", "sobol", "mc"])
def test_sets_and_blocks_give_the_same_bits_alone_and_together(scope, sampler):
    figure = scope.figure("latency") * scope.figure("latency") + q("1 ms^2")
    tape = compile_tape([figure], CALENDAR)
    evaluator = ready(tape, [figure], Sampling(16 * 1024, sampler))
    whole, parts = np.empty((16, 1024)), np.empty((16, 1024))

    def tell_whole(_, values):
        whole[:] = values

    evaluator.run(range(16), 0, 1024, tell_whole)
    for set_ in range(16):
        for start in range(0, 1024, 256):

            def tell(_, values, set_=set_, start=start):
                parts[set_, start : start + 256] = values

            evaluator.run(range(set_, set_ + 1), start, start + 256, tell)
    assert whole.tobytes() == parts.tobytes()
