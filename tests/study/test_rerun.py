"""Reruns: one doubt changed, and only what rests on it run again."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from tenfold.quantity.expr import Draw, Named, call
from tenfold.quantity.spread import between
from tenfold.quantity.tape import compile_tape
from tenfold.quantity.units import CALENDAR
from tenfold.sampling.chance import Sampling, normals
from tenfold.study import rerun
from tenfold.study.rerun import again, rerun_of, values_of

Z = {name: normals(Sampling(), name, 0, 0, 500) for name in ("a", "b", "c")}


def doubt(name):
    return Named(name, Draw(name, between(Fraction(1), Fraction(3))))


def taped(node):
    return compile_tape([node], CALENDAR)


def test_a_rerun_is_the_run_with_one_doubt_changed():
    a, b = doubt("a"), doubt("b")
    node = call("ceil", a * a * 10) / b + a
    before = rerun_of(taped(node), Z, "ab")
    after = again(before, "a", Z["c"])
    assert np.array_equal(after, values_of(taped(node), {**Z, "a": Z["c"]}))
    assert not np.array_equal(after, before.values)
    assert np.array_equal(again(before, "a", Z["a"]), before.values)


def test_only_what_rests_on_the_doubt_is_run(monkeypatch):
    a, b = doubt("a"), doubt("b")
    run = rerun_of(taped(call("max", a + 1, b * 2)), Z, "ab")
    ran = []

    def watched(name, kernel):
        def watch(*args):
            ran.append(name)
            return kernel(*args)

        return watch

    kernels = {name: watched(name, kernel) for name, kernel in rerun.KERNELS.items()}
    monkeypatch.setattr(rerun, "KERNELS", kernels)
    again(run, "a", Z["c"])
    assert ran == ["add", "max"]


def test_a_doubt_that_it_does_not_rest_on_changes_nothing():
    run = rerun_of(taped(doubt("a") * 2), Z, "ab")
    assert again(run, "b", Z["c"]) is run.values


def test_what_has_no_normals_stays_in_the_base_case():
    a, b = doubt("a"), doubt("b")
    run = rerun_of(taped(a * b), {}, "a")
    assert float(run.values) == pytest.approx(3)  # the medians of 1 to 3
    assert again(run, "a", np.zeros(3)) == pytest.approx([3.0] * 3)


def test_one_doubt_may_be_read_in_two_ways():
    wide, narrow = (
        Draw("a", between(Fraction(1), Fraction(9))),
        Draw("a", between(Fraction(2), Fraction(4))),
    )
    run = rerun_of(taped(wide - narrow), Z, "a")
    after = again(run, "a", Z["c"])
    assert np.array_equal(after, values_of(taped(wide - narrow), {"a": Z["c"]}))


def test_worlds_are_run_in_parts_and_only_what_is_read_is_kept(monkeypatch):
    a, b = doubt("a"), doubt("b")
    node = call("ceil", a * a * 10) / b + a * b
    whole = rerun_of(taped(node), Z, "b")
    monkeypatch.setattr(rerun, "_BLOCK", 64)
    parts = rerun_of(taped(node), Z, "b")
    assert np.array_equal(parts.values, whole.values)
    assert np.array_equal(again(parts, "b", Z["c"]), again(whole, "b", Z["c"]))
    tape = taped(node)
    read = {tape.slot(one) for one in (node, *node.args, a, b, node.args[0].args[0])}
    assert set(parts.slots) == read


def test_a_key_that_may_not_be_changed_has_nothing_kept_for_it():
    run = rerun_of(taped(doubt("a") * doubt("b") + 1), Z, ())
    assert len(run.slots) == 1
