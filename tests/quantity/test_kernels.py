"""Kernels: the functions of the table over arrays, with the same meaning."""

from __future__ import annotations

import math
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tenfold.quantity.bind import q
from tenfold.quantity.expr import Call, ancestors
from tenfold.quantity.functions import FUNCTIONS
from tenfold.quantity.kernels import KERNELS
from tenfold.quantity.tape import compile_tape
from tenfold.quantity.units import CALENDAR

QUIET = settings(deadline=None, derandomize=True)

NUMBERS = st.sampled_from(
    [Fraction(n, d) for n in (-7, -2, -1, 0, 1, 2, 3, 10, 1000) for d in (1, 2, 3, 10)]
)
LARGEST = Fraction(10) ** 300


def test_the_kernels_are_those_of_the_table():
    assert set(KERNELS) == set(FUNCTIONS)


def exactly(name, args):
    if name == "if" or all(arg is not None for arg in args):
        try:
            return FUNCTIONS[name].exact(*args)
        except (ZeroDivisionError, OverflowError):
            return None
    return None


def counts(name):
    """How many arguments a function may be given."""
    function = FUNCTIONS[name]
    counted = range(function.least, (function.most or 6) + 1)
    refused = {"servers_for_wait": {5}, "servers_for_response": {5}, "tiers": {3, 5}}
    return [count for count in counted if count not in refused.get(name, set())]


@QUIET
@given(st.sampled_from(sorted(FUNCTIONS)), st.data())
def test_each_kernel_agrees_with_its_function(name, data):
    count = data.draw(st.sampled_from(counts(name)))
    args = data.draw(st.lists(NUMBERS, min_size=count, max_size=count))
    wanted = exactly(name, args)
    with np.errstate(all="ignore"):
        found = float(KERNELS[name](*(np.array(float(arg)) for arg in args)))
    if wanted is None or not (wanted == 0 or 1 / LARGEST < abs(wanted) < LARGEST):
        assert math.isnan(found)
    else:
        assert found == pytest.approx(float(wanted), rel=1e-12, abs=0)


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - {"if"}))
def test_what_is_undefined_stays_undefined(name):
    count = max(FUNCTIONS[name].least, 1)
    queue = [1.0, 1.0, 9.0, 0.5]
    sound = {
        "erlang_c": [0.5, 1.0], "fastest_response": [1.0, 0.5],
        "servers_for_wait": queue, "servers_for_response": queue,
    }.get(name, [1.0] * count)  # fmt: skip
    args = [np.array([one, one]) for one in sound]
    args[0][0] = np.nan
    with np.errstate(all="ignore"):
        found = KERNELS[name](*args)
    assert np.isnan(found[0])
    assert not np.isnan(found[1])


def test_a_branch_not_taken_may_be_undefined():
    condition, nan = np.array([1.0, 0.0, np.nan]), np.array(np.nan)
    found = KERNELS["if"](condition, np.array(5.0), nan)
    assert found[0] == 5.0
    assert np.isnan(found[1:]).all()


def test_counts_are_not_pushed_up_by_noise():
    noisy = np.array([100.00000000000001, 99.99999999999999, 100.4])
    assert KERNELS["ceil"](noisy).tolist() == [100, 100, 101]
    assert KERNELS["floor"](noisy).tolist() == [100, 100, 100]
    assert KERNELS["round"](np.array([2.4999999999999996, -2.5])).tolist() == [3, -2]


def cancels(expr):
    """Whether a difference in it may lose the digits that doubles hold."""
    return any(
        isinstance(node, Call) and node.function in {"sub", "add", "sum"}
        for node in ancestors([expr])
    )


@QUIET
@given(data=st.data())
def test_random_formulas_come_to_the_same_in_both_ways(formulas, data):
    expr = data.draw(formulas)
    tape = compile_tape([expr], CALENDAR, free=["users", "n", "share"])
    exact, sampled = tape.exact(), tape.sampled()
    sizes = [abs(value) for value in exact if value]
    assume(not sizes or (max(sizes) < LARGEST and min(sizes) > 1 / LARGEST))
    assume(not cancels(expr))
    wanted, found = exact[tape.slot(expr)], float(sampled[tape.slot(expr)])
    if wanted is None:
        assert math.isnan(found)
    else:
        assert found == pytest.approx(float(wanted), rel=1e-12, abs=0)


@QUIET
@given(st.lists(NUMBERS, min_size=2, max_size=6))
def test_sums_and_differences_come_to_the_same_in_both_ways(numbers):
    expr = q("0")
    for number in numbers:
        expr = expr + number - number / 7
    tape = compile_tape([expr], CALENDAR)
    wanted, found = tape.exact()[tape.slot(expr)], float(tape.sampled()[tape.slot(expr)])
    assert found == pytest.approx(float(wanted), rel=1e-12, abs=1e-12)


def test_numpy_is_loaded_only_when_arrays_are_asked_for():
    code = (
        "import sys, tenfold.quantity.bind, tenfold.quantity.why, tenfold.quantity.tape\n"
        "assert 'numpy' not in sys.modules and 'difflib' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
