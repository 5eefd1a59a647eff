"""Reruns: one doubt changed, and only what rests on it run again."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from tenfold.quantity.chance import Sampling, normals
from tenfold.quantity.expr import Draw, Named, call
from tenfold.quantity.spread import between
from tenfold.quantity.units import CALENDAR
from tenfold.study import rerun
from tenfold.study.rerun import again, rerun_of

Z = {name: normals(Sampling(), name, 0, 0, 500) for name in ("a", "b", "c")}


def doubt(name):
    return Named(name, Draw(name, between(Fraction(1), Fraction(3))))


def test_a_rerun_is_the_run_with_one_doubt_changed():
    a, b = doubt("a"), doubt("b")
    node = call("ceil", a * a * 10) / b + a
    before = rerun_of(node, CALENDAR, Z)
    after = again(before, "a", Z["c"])
    assert np.array_equal(after, rerun_of(node, CALENDAR, {**Z, "a": Z["c"]}).values)
    assert not np.array_equal(after, before.values)
    assert np.array_equal(again(before, "a", Z["a"]), before.values)


def test_only_what_rests_on_the_doubt_is_run(monkeypatch):
    a, b = doubt("a"), doubt("b")
    run = rerun_of(call("max", a + 1, b * 2), CALENDAR, Z)
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
    run = rerun_of(doubt("a") * 2, CALENDAR, Z)
    assert again(run, "b", Z["c"]) is run.values


def test_what_has_no_normals_stays_in_the_base_case():
    a, b = doubt("a"), doubt("b")
    run = rerun_of(a * b, CALENDAR, {})
    assert float(run.values) == pytest.approx(3)  # the medians of 1 to 3
    assert again(run, "a", np.zeros(3)) == pytest.approx([3.0] * 3)


def test_one_doubt_may_be_read_in_two_ways():
    wide, narrow = (
        Draw("a", between(Fraction(1), Fraction(9))),
        Draw("a", between(Fraction(2), Fraction(4))),
    )
    run = rerun_of(wide - narrow, CALENDAR, Z)
    after = again(run, "a", Z["c"])
    assert np.array_equal(after, rerun_of(wide - narrow, CALENDAR, {"a": Z["c"]}).values)
