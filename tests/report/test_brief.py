"""Words for doubt: few digits, simple chances, and no chance told as none or as certain."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold import api
from tenfold.report.brief import apart, brief, brief_cell, in_percent, odds, sure, worlds_of
from tenfold.report.document import Cell

PLAN = api.plan(
    api.read("tenfold: 1\nassumptions: {a: 1 user, b: $1/month, c: €1/year, d: $1.50/user/month}\n")
)


def money(number, name="b", **more):
    like = PLAN[name]
    value = like.unit.scale(like.calendar) * Fraction(str(number))
    return replace(like, value=value, **more)


@pytest.mark.parametrize(
    ("number", "three", "four"),
    [
        ("8123456", "$8.12M", "$8.123M"),
        ("8000000", "$8M", "$8M"),
        ("999600", "$1M", "$999,600"),
        ("52454", "$52,500", "$52,450"),
        ("999.6", "$1,000", "$999.60"),
        ("543.1", "$543", "$543.10"),
        ("880", "$880", "$880"),
        ("54.3", "$54.30", "$54.30"),
        ("0.0123456", "$0.01235", "$0.01235"),
        ("0", "$0", "$0"),
        ("-1234567", "-$1.23M", "-$1.235M"),
        ("4011105250", "$4.01B", "$4.011B"),
        ("2.5e12", "$2.5T", "$2.5T"),
    ],
)
def test_money_is_told_in_few_digits(number, three, four):
    assert brief(money(number)) == three
    assert brief(money(number), 4) == four


def test_a_currency_without_a_sign_of_one_letter_and_a_year_are_told_too():
    assert brief(money(52_454, "c")) == "€52,500"


def test_what_is_no_money_is_told_with_its_unit():
    assert brief(PLAN["a"]) == "1 user"
    assert brief(PLAN["d"]) == "$1.50/user/month"


def test_a_bound_is_words_in_a_sentence_and_a_sign_in_a_table():
    amount = money(8_123_456, at_least=True)
    assert brief(amount) == "at least $8.12M"
    assert brief_cell(amount) == Cell("≥ $8.123M", "warn")
    assert brief_cell(money(5, at_most=True)).text == "≤ $5"
    assert brief_cell(None) == Cell("—")
    assert brief(replace(amount, missing=True)) == "missing"
    assert brief(replace(amount, value=None)) == "undefined"


@given(st.floats(1e-3, 1e17))
def test_few_digits_are_near_the_number(number):
    text = brief(money(Fraction(number))).replace("$", "").replace(",", "")
    scale = {"K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}.get(text[-1], 1)
    told = float(text.rstrip("KMBT")) * scale
    assert told == pytest.approx(number, rel=0.0051)


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "less than 1 in 200"),
        (0.004, "less than 1 in 200"),
        (0.0071, "1 in 140"),
        (0.025, "1 in 40"),
        (0.1, "1 in 10"),
        (0.143, "1 in 7"),
        (0.2, "1 in 5"),
        (0.3, "3 in 10"),
        (0.5, "1 in 2"),
        (0.7, "7 in 10"),
        (0.8, "4 in 5"),
        (0.9, "9 in 10"),
        (0.96, "24 in 25"),
        (0.998, "more than 199 in 200"),
        (1.0, "more than 199 in 200"),
    ],
)
def test_chances_are_told_in_small_numbers(share, words):
    assert odds(share) == words


@given(st.floats(0.005, 0.995))
def test_odds_are_near_the_chance(share):
    part, _, whole = odds(share).partition(" in ")
    assert int(part) / int(whole) == pytest.approx(share, abs=0.051)


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0, "no world"),
        (0.001, "hardly any world"),
        (0.1, "1 world of 10"),
        (0.62, "6 worlds of 10"),
        (0.999, "nearly every world"),
        (1, "every world"),
    ],
)
def test_worlds_are_counted_out_of_ten(share, words):
    assert worlds_of(share) == words


@pytest.mark.parametrize(
    ("share", "places", "text"),
    [
        (0.0, 0, "0%"), (0.001, 0, "<1%"), (0.47, 0, "47%"), (0.999, 0, ">99%"), (1.0, 0, "100%"),
        (0.0004, 1, "<0.1%"), (0.1234, 1, "12.3%"), (1.5, 0, "150%"),
    ],
)  # fmt: skip
def test_a_share_is_never_rounded_to_nothing_or_to_all(share, places, text):
    assert in_percent(share, places) == text


def test_a_share_has_as_many_places_as_its_error():
    assert sure(0.1432, 0.003) == "14.3% ± 0.3%"
    assert sure(0.1432, 0.02) == "14% ± 2%"
    assert sure(0.5, 0.0) == "50.0%"


def test_a_unit_that_all_cells_have_stands_apart():
    cells = [Cell("1,500 requests/s"), Cell("—"), Cell("≥ 12 requests/s", "warn")]
    told, unit = apart(cells)
    assert unit == "requests/s"
    assert told == [Cell("1,500"), Cell("—"), Cell("≥ 12", "warn")]
    assert apart([Cell("1 instance"), Cell("2 instances")])[1] == "instances"
    mixed = [Cell("1.5 GB"), Cell("2 TB")]
    assert apart(mixed) == (mixed, "")
    assert apart([Cell("12%"), Cell("9%")]) == ([Cell("12%"), Cell("9%")], "")
    assert apart([Cell("undefined"), Cell("9")])[1] == ""
