"""What a person reads: rounded honestly, and exactly where it is to be typed back."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tenfold.quantity.bind import q
from tenfold.quantity.expr import Call
from tenfold.quantity.show import (
    amount,
    decimal,
    in_unit,
    number,
    readable,
    short_money,
)
from tenfold.quantity.units import CALENDAR, NUMBER, PERCENT, Calendar

QUIET = settings(deadline=None, derandomize=True)


def shown(text, value, calendar=CALENDAR):
    expr = q(text)
    return amount(value(expr, calendar), expr.unit, calendar)


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("1B users", "1B users"),
        ("1 user", "1 user"),
        ("1,000,000 users", "1M users"),
        ("1,234,567 users", "1,234,567 users"),
        ("12,345,678 users", "12.35M users"),
        ("999,999,999 users", "1B users"),
        ("999,960 users", "999,960 users"),
        ("500K requests/s", "500,000 requests/s"),
        ("5T requests", "5T requests"),
        ("5e20 requests", "5e20 requests"),
        ("0 users", "0 users"),
        ("2.5 instances", "2.5 instances"),
        ("2,500.4 instances", "2,500 instances"),
        ("$0.315/hour as $/month", "$229.95/month"),
        ("$19,955,040/month", "$19,955,040/month"),
        ("$1,234.5", "$1,235"),
        ("$0.08/GB", "$0.08/GB"),
        ("$0.5/GB", "$0.50/GB"),
        ("$0.0000166667/GB-s", "$0.00001667/GB/s"),
        ("$2.50/1M tokens", "$2.50/1M tokens"),
        ("$0.005", "$0.005"),
        ("$0", "$0"),
        ("-$5", "-$5.00"),
        ("€9/month", "€9.00/month"),
        ("900 JPY/month", "JPY 900/month"),
        ("5% * 5%", "0.25%"),
        ("99.95%", "99.95%"),
        ("99.999%", "99.999%"),
        ("99.99999%", "99.99999%"),
        ("100%", "100%"),
        ("24.123%", "24.12%"),
        ("0.99999", "0.99999"),
        ("0.333", "0.333"),
        ("1/3", "0.3333"),
        ("2/3", "0.6667"),
        ("0.00000000001", "1e-11"),
        ("1e300 * 1e300", "1e600"),
        ("81,000 GB", "81 TB"),
        ("0.5 GB", "500 MB"),
        ("999.999 KB", "1 MB"),
        ("5,000 EB", "5,000 EB"),
        ("0.5 bytes", "0.5 B"),
        ("80 GiB", "80 GiB"),
        ("2048 MiB", "2 GiB"),
        ("8,000 Mbit/s", "8 Gbit/s"),
        ("1 bit", "1 bit"),
        ("5 bits", "5 bits"),
        ("0.0005 s", "500 us"),
        ("90 s", "90 s"),
        ("3 hours", "3 hours"),
        ("24 hours/day", "24 hours/day"),
        ("5 GB-month", "5 GB-months"),
        ("5/s", "5/s"),
        ("1,000,000,000/day", "1,000,000,000/day"),
        ("1/0", "undefined"),
    ],
)
def test_an_amount_reads_as_people_write_it(text, reads, value):
    assert shown(text, value) == reads


def test_the_calendar_decides_what_a_month_costs(value):
    price = "$0.315/hour as $/month"
    assert shown(price, value, Calendar(Fraction(720))) == "$226.80/month"
    assert shown("730 hours as months", value, Calendar(Fraction(720))) == "1.014 months"


@pytest.mark.parametrize(
    ("size", "places", "text"),
    [
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction("1.005"), 2, "1.01"),
        (Fraction("-0.004"), 2, "0.00"),
        (Fraction(10**40, 3), 0, f"{10**40 // 3:,}"),
        (Fraction(1, 3), 3, "0.333"),
    ],
)
def test_rounding_is_half_away_from_zero(size, places, text):
    assert decimal(size, places) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (19_955_040, "$19.96M"),
        (4_010_000_000, "$4.01B"),
        (999_999_999, "$1B"),
        (730, "$730.00"),
        (0, "$0"),
        (-1_500_000, "-$1.5M"),
    ],
)
def test_money_in_a_sentence(size, text):
    assert short_money(Fraction(size)) == text


def test_a_number_in_a_unit():
    assert in_unit(Fraction(5000), q("1 KB").unit, CALENDAR) == 5
    assert in_unit(None, NUMBER, CALENDAR) is None


def test_zero_keeps_its_unit():
    unit = q("1 GB").unit
    assert readable(Fraction(0), unit, CALENDAR) == unit


ANY = st.fractions() | st.builds(
    lambda n, e: n * Fraction(10) ** e,
    st.fractions(min_value=-1000, max_value=1000),
    st.integers(min_value=-40, max_value=40),
)
SHOWN_UNITS = [
    "1",
    "1%",
    "1 user",
    "$1/month",
    "1 GB",
    "1 s",
    "1 GB/s",
    "1/day",
    "900 JPY",
    "1 bit",
]


@QUIET
@given(ANY, st.sampled_from(SHOWN_UNITS))
@example(Fraction(1, 10**400), "$1/month")
@example(Fraction(10**400), "1 GB")
@example(Fraction("99.9999"), "1%")
def test_an_amount_is_never_misleading(size, text):
    """It is within half of its fourth digit (money: a cent), and 0 or 100% only where it is."""
    unit = q(text).unit
    base = size * unit.scale(CALENDAR)
    said = amount(base, unit, CALENDAR)
    assert (re.fullmatch(r"\D*0(?:[^\d.].*)?", said) is not None) == (size == 0)
    if size and not Fraction(1, 10**250) < abs(size) < 10**250:
        return
    read_back = q(said)
    sign, literal = (-1, read_back.args[0]) if isinstance(read_back, Call) else (1, read_back)
    back = sign * literal.number * literal.unit.scale(CALENDAR)
    slack = max(abs(base) / 1999, unit.scale(CALENDAR) / 199 if "$" in said else 0)
    assert abs(back - base) <= slack
    assert (back == 1) <= (base == 1) or text != "1%"


@QUIET
@given(st.fractions(min_value=0, max_value=100))
def test_no_share_is_shown_as_all_or_nothing(size):
    said = amount(size / 100, PERCENT, CALENDAR)
    assert (said == "100%") == (size == 100)
    assert (said == "0%") == (size == 0)


@QUIET
@given(st.integers(min_value=0, max_value=10**7 - 1))
def test_a_count_below_ten_million_is_told_whole(size):
    assert q(number(Fraction(size))).number == size
