"""Intervals as written: their ends, brought to one unit and read as a doubt."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tenfold.errors import Rejected
from tenfold.quantity.bind import q
from tenfold.quantity.expr import Draw


@pytest.mark.parametrize(
    ("text", "shape", "numbers", "unit"),
    [
        ("2 to 4 ms", "lognormal", (2, 4), "ms"),
        ("2 ms to 4 ms", "lognormal", (2, 4), "ms"),
        ("5 ms to 1 s", "lognormal", ("0.005", 1), "s"),
        ("500 KB to 2 MB", "lognormal", ("0.5", 2), "MB"),
        ("500K to 2M users", "lognormal", (500_000, 2_000_000), "user"),
        ("$8M to $15M/month", "lognormal", (8_000_000, 15_000_000), "$/month"),
        ("$2 to $3/1M tokens", "lognormal", (2, 3), "$/1M tokens"),
        ("40 to 50%", "logitnormal", (40, 50), "%"),
        ("0.2 to 0.4", "lognormal", ("0.2", "0.4"), ""),
        ("50% to 150%", "lognormal", (50, 150), "%"),
        ("-5 to 5 ms", "normal", (-5, 5), "ms"),
        ("-5% to 5%", "normal", (-5, 5), "%"),
        ("0 to 5 GB", "normal", (0, 5), "GB"),
        ("(0) to 5K", "normal", (0, 5000), ""),
        ("$800 to $700,000", "lognormal", (800, 700_000), "$"),
        ("5 ms ± 10%", "normal", ("4.5", "5.5"), "ms"),
        ("-5 ms ± 10%", "normal", ("-5.5", "-4.5"), "ms"),
        ("5 ± 1 ms", "normal", (4, 6), "ms"),
        ("10M users ± 500 users", "normal", (9_999_500, 10_000_500), "user"),
        ("500K bytes to 1 GB", "lognormal", ("0.0005", 1), "GB"),
        ("50% ± 5%", "normal", (45, 55), "%"),
        ("5 ± 10%", "normal", ("4.5", "5.5"), ""),
        ("10M users within 2x", "lognormal", (5_000_000, 20_000_000), "user"),
        ("10 within 2", "lognormal", (5, 20), ""),
        ("uniform(1, 2 GB)", "uniform", (1, 2), "GB"),
        ("triangular(1 ms, 2 ms, 1 s)", "triangular", ("0.001", "0.002", 1), "s"),
        ("pert(1, 2, 5 users)", "pert", (1, 2, 5), "user"),
        ("uniform(0%, 100%)", "uniform", (0, 100), "%"),
        ("beta(8, 2)", "beta", (8, 2), ""),
        ("normal(-1, 1)", "normal", (-1, 1), ""),
    ],
)
def test_an_interval_is_read_in_the_fullest_unit_of_its_ends(text, shape, numbers, unit):
    draw = q(text)
    assert isinstance(draw, Draw)
    assert draw.spread.shape == shape
    assert draw.spread.numbers == tuple(Fraction(n) for n in numbers)
    assert str(draw.unit) == unit
    assert draw.text == text


FULL = "write both ends in full and in one unit, such as '$8M to $15M'"
SIZES = "write both ends with their K, M or B, or with all their digits"
PARTS = "put the doubt on one part in parentheses: '(40% to 50%) of users'"


@pytest.mark.parametrize(
    ("text", "code", "what", "mend", "marked"),
    [
        (
            "10M users ± 2",
            "T107",
            "the ends are sized differently, and '2' may be short for more",
            SIZES,
            "2",
        ),
        ("5 to 4", "T107", "the range runs from high to low", "put the lower end first", "5 to 4"),
        (
            "8 to 15K",
            "T107",
            "the ends are sized differently, and '8' may be short for more",
            SIZES,
            "8",
        ),
        (
            "$8 to $15M",
            "T107",
            "the ends are sized differently, and '$8' may be short for more",
            SIZES,
            "$8",
        ),
        (
            "$800 to $900K",
            "T107",
            "the ends are sized differently, and '$800' may be short for more",
            SIZES,
            "$800",
        ),
        (
            "8M to 15",
            "T107",
            "the ends are sized differently, and '15' may be short for more",
            SIZES,
            "15",
        ),
        (
            "-5 to 5K",
            "T107",
            "the ends are sized differently, and '-5' may be short for more",
            SIZES,
            "-5",
        ),
        (
            "$8 to 15 million/month",
            "T110",
            "the ends measure different things: [$] and [/month]",
            FULL,
            "$8",
        ),
        (
            "2 GB to 4 users",
            "T110",
            "the ends measure different things: [GB] and [user]",
            FULL,
            "2 GB",
        ),
        (
            "1 month to 50 days",
            "T107",
            "the ends are in [month] and [day], and months differ in length",
            FULL,
            "1 month",
        ),
        (
            "40% to 50% of users",
            "T107",
            "the ends of a range are plain quantities",
            PARTS,
            "50% of users",
        ),
        (
            "users to 2B users",
            "T107",
            "the ends of a range are plain quantities",
            "write a number in place of 'users'",
            "users",
        ),
        (
            "10M users within 10%",
            "T107",
            "'within' takes a factor, not a percentage",
            "write '± 10%'",
            "10%",
        ),
        (
            "10M users within 2 GB",
            "T107",
            "'within' takes a factor, not [GB]",
            "write for example 'within 2x'",
            "2 GB",
        ),
        (
            "5 within 0.5x",
            "T107",
            "'within' needs a factor above 1",
            "write for example 'within 2x'",
            "5 within 0.5x",
        ),
        (
            "5 ms ± 0%",
            "T107",
            "the doubt after '±' is to be above 0",
            "write for example '± 10%'",
            "5 ms ± 0%",
        ),
        (
            "pert(1)",
            "T107",
            "'pert' takes 3 numbers, not 1",
            "write pert(low, likely, high)",
            "pert(1)",
        ),
        (
            "beta(2 GB, 3)",
            "T107",
            "the counts of beta are plain numbers, not [GB]",
            "multiply it: 'beta(8, 2) * 5 GB'",
            "2 GB",
        ),
        (
            "beta(8%, 2)",
            "T107",
            "the counts of beta are plain numbers, not [%]",
            "multiply it: 'beta(8, 2) * 5 GB'",
            "8%",
        ),
        (
            "uniform(1 GB, 2 s)",
            "T110",
            "the ends measure different things: [GB] and [s]",
            FULL,
            "1 GB",
        ),
        (
            "triangular(1, 3, 2)",
            "T107",
            "the numbers of triangular are to rise",
            "write triangular(low, likely, high)",
            "triangular(1, 3, 2)",
        ),
    ],
)
def test_an_interval_that_could_be_meant_otherwise_is_refused(text, code, what, mend, marked, ask):
    with pytest.raises(Rejected) as refused:
        ask(text)
    (problem,) = refused.value.problems
    assert (problem.code, problem.what, problem.mend) == (code, what, mend)
    assert problem.span.text == marked


def test_bytes_or_billions_are_settled_by_the_other_end():
    assert q("64B to 128 bytes").spread.numbers == (64, 128)
    assert q("64B to 128 billion").spread.numbers == (64 * 10**9, 128 * 10**9)
    with pytest.raises(Rejected, match="'64B' can be read in two ways"):
        q("64B to 128B")


def test_a_range_in_a_formula_is_a_doubt_of_its_own(ask, value):
    whole = ask("(40% to 50%) of users + (10% to 20%) of users", key="active")
    draws = [whole.args[0].args[0], whole.args[1].args[0]]
    assert [draw.key for draw in draws] == ["active", "active#2"]
    assert [draw.text for draw in draws] == ["40% to 50%", "10% to 20%"]
    assert value(ask("(2 to 8 ms) * 3")) == Fraction(12, 1000)
