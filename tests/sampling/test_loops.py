"""Loops: each function, compiled, does what its kernel does."""

from __future__ import annotations

import numpy as np
import pytest

from tenfold.quantity.kernels import KERNELS

pytest.importorskip("numba")

from tenfold.sampling.loops import CODES, bits_of, chosen, double_of, fast, fixed, joined, single
from tenfold.sampling.program import IN_NUMPY

NUMBERS = np.array([
    0.0, -0.0, 1.0, -1.0, 2.5, -2.5, 3.0, 3.0000000000000004, 2.9999999999999996, 0.5, 1.5, 1e-300,
    -1e-300, 1e300, 1e200, -1e300, 99.99999999999999, 100.00000000000001, 1e15 + 0.5, 0.005,
    np.inf, -np.inf, np.nan, 7.0, 12.0, -7.2, 1e12, 1e12 + 0.5,
])  # fmt: skip
LEFT, RIGHT = (one.ravel().copy() for one in np.meshgrid(NUMBERS, NUMBERS))
TWO = ("add", "mul", "min", "max", "sub", "div", "and", "or", "lt", "le", "gt", "ge", "eq", "ne")


def expected(name, *args):
    with np.errstate(all="ignore"):
        return KERNELS[name](*args)


def same(found, wanted):
    np.testing.assert_array_equal(found, wanted)


@pytest.mark.parametrize("name", TWO)
def test_functions_of_two_rows(name):
    out = np.empty_like(LEFT)
    joined(CODES[name], out, LEFT, RIGHT)
    same(out, expected(name, LEFT, RIGHT))


def test_powers():
    out = np.empty_like(LEFT)
    joined(CODES["pow"], out, LEFT, RIGHT)
    np.testing.assert_allclose(out, expected("pow", LEFT, RIGHT), rtol=1e-13)


@pytest.mark.parametrize(
    "name", ["add", "mul", "div", "min", "max", "lt", "le", "gt", "ge", "eq", "ne"]
)
def test_functions_of_a_row_and_a_constant(name):
    out = np.empty_like(NUMBERS)
    for number in NUMBERS:
        if np.isnan(number) or (name == "div" and number == 0):
            continue  # no Program asks for this: it has no value in any world
        fixed(CODES[name], out, NUMBERS, number)
        same(out, expected(name, NUMBERS, np.array(number)))


@pytest.mark.parametrize("name", ["neg", "abs", "sqrt", "ceil", "floor", "round", "not"])
def test_functions_of_one_row(name):
    out = np.empty_like(NUMBERS)
    single(CODES[name], out, NUMBERS)
    same(out, expected(name, NUMBERS))


def test_one_or_the_other():
    out = np.empty_like(LEFT)
    condition = np.resize([0.0, 1.0, np.nan, -0.0, 3.0], LEFT.size)
    chosen(out, condition, LEFT, RIGHT)
    same(out, expected("if", condition, LEFT, RIGHT))


def test_every_function_has_a_number_of_its_own():
    made = {"as", "sum", "tiers"}  # a Program writes these as others
    assert set(KERNELS) - made - IN_NUMPY == set(CODES) - {"normal", "curve"}
    assert len(set(CODES.values())) == len(CODES)


def test_the_bits_of_a_number_are_those_of_the_number():
    @fast
    def there(out, bits, numbers):
        for i in range(numbers.size):
            bits[i] = bits_of(numbers[i])
            out[i] = double_of(bits[i])

    out, bits = np.empty_like(NUMBERS), np.empty(NUMBERS.size, np.int64)
    there(out, bits, NUMBERS)
    same(bits, NUMBERS.view(np.int64))
    same(out, NUMBERS)
