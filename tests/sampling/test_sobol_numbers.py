"""Sobol numbers: those of Joe and Kuo, and what makes them fit for use."""

from __future__ import annotations

import pytest

from tenfold.sampling.sobol_numbers import BITS, DIMENSIONS, directions


@pytest.mark.parametrize(
    ("dimension", "odd"),
    [  # from the file new-joe-kuo-6.21201: the numbers m of its lines for 2, 5, 100 and 256
        (0, (1, 1, 1, 1)),
        (1, (1,)),
        (4, (1, 1, 1)),
        (99, (1, 1, 5, 5, 11, 5, 45, 117, 217)),
        (255, (1, 1, 1, 5, 19, 3, 53, 133, 97, 863, 983)),
    ],
)
def test_the_first_numbers_are_those_of_the_file(dimension, odd):
    found = [number >> (BITS - 1 - digit) for digit, number in enumerate(directions(dimension))]
    assert tuple(found[: len(odd)]) == odd


def test_the_second_dimension_is_a_triangle_of_pascal():
    expected, number = [], 1 << (BITS - 1)
    for _ in range(BITS):
        expected.append(number)
        number ^= number >> 1
    assert list(directions(1)) == expected


@pytest.mark.parametrize("dimension", range(DIMENSIONS))
def test_each_number_begins_one_digit_further_on(dimension):
    """Its last digit, and so the points of every 2**m indices lie in 2**m different strata."""
    numbers = directions(dimension)
    assert [number & -number for number in numbers] == [
        1 << (BITS - 1 - digit) for digit in range(BITS)
    ]


def test_no_two_dimensions_are_the_same():
    assert len({directions(dimension) for dimension in range(DIMENSIONS)}) == DIMENSIONS
