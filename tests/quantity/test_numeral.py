"""Numerals: digits and magnitudes, and what could be one number or another."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tenfold.errors import Rejected, Words
from tenfold.quantity.numeral import KEYWORDS, SIGNS, Cursor, read_magnitude, read_number
from tenfold.quantity.symbols import CURRENCIES
from tenfold.quantity.units import STANDARD


def cursor(text, at=0):
    return Cursor(Words.typed(text, "here"), 0, at, STANDARD, frozenset())


@pytest.mark.parametrize(
    ("text", "number", "places", "end"),
    [
        ("1", "1", 0, 1),
        ("1,000,000", "1000000", 0, 9),
        ("1_000_000", "1000000", 0, 9),
        ("1.50", "1.5", 2, 4),
        (".5", "0.5", 1, 2),
        ("1.5e9", "1500000000", -8, 5),
        ("2E-3", "0.002", 3, 4),
        ("1,234.5", "1234.5", 1, 7),
        ("007", "7", 0, 3),
        ("5 KB", "5", 0, 1),
        ("5KB", "5", 0, 1),
        ("5.", "5", 0, 1),
        ("5e", "5", 0, 1),
        ("5,", "5", 0, 1),
        ("1e300", "1e300", -300, 5),
    ],
)
def test_a_number_is_read_exactly(text, number, places, end):
    here = cursor(text)
    assert read_number(here) == (Fraction(number), places)
    assert here.at == end


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("1,5", "1,5"),
        ("1,00,000", "1,00,000"),
        ("1.000.000 users", "1.000.000"),
        ("1,000,00", "1,000,00"),
        ("12,3456", "12,3456"),
        ("1.5.2", "1.5.2"),
    ],
)
def test_a_comma_or_a_point_out_of_place_is_no_number(text, run):
    with pytest.raises(Rejected) as refusal:
        read_number(cursor(text))
    (problem,) = refusal.value.problems
    assert problem.what == f"'{run}' is no number"
    assert problem.span.text == run
    assert problem.code == "T101"


@pytest.mark.parametrize(
    "text",
    ["1e301", "1e-301", "1e999999999", "1e" + "9" * 5000, "9" * 20_000, "0." + "0" * 5000 + "1"],
)
def test_what_is_beyond_all_measure_is_refused_at_once(text):
    with pytest.raises(Rejected, match="is beyond all measure"):
        read_number(cursor(text))


@pytest.mark.parametrize("text", ["٣", "५", "²", "Ⅷ", "½", "x", ""])
def test_digits_are_those_from_0_to_9(text):
    with pytest.raises(Rejected, match="a number is missing here"):
        read_number(cursor(text))


@pytest.mark.parametrize(
    ("text", "power", "bytes_too"),
    [
        ("K", 3, False),
        ("k", 3, False),
        ("M users", 6, False),
        ("B users", 9, False),
        ("B RPS", 9, False),
        ("B €", 9, False),
        ("B", 9, True),
        ("B/user", 9, True),
        ("B per user", 9, True),
        ("T", 12, False),
        (" million", 6, False),
        (" Billion", 9, False),
        ("thousand", 3, False),
        ("x", 0, False),
        (" B", 0, False),
        (" users", 0, False),
        ("KB", 0, False),
        ("", 0, False),
        ("/user", 0, False),
    ],
)
def test_a_magnitude_is_a_letter_glued_or_a_word(text, power, bytes_too):
    assert read_magnitude(cursor(f"5{text}", 1)) == (power, bytes_too)


def test_money_has_no_bytes():
    assert read_magnitude(cursor("$5B", 2), money=True) == (9, False)


@pytest.mark.parametrize(
    ("text", "what", "mend", "marked"),
    [
        (" M", "'M' stands alone", "glue it to the number: '5M'", "M"),
        (" k users", "'k' stands alone", "glue it to the number: '5K'", "k"),
        (" B users", "'B' stands alone", "glue it to the number: '5B'", "B"),
        (
            "x2",
            "a sign is missing between the number and 'x2'",
            "put a space before a unit, '*' before a figure",
            "x2",
        ),
        (
            "users_2",
            "a sign is missing between the number and 'users_2'",
            "put a space before a unit, '*' before a figure",
            "users_2",
        ),
    ],
)
def test_a_magnitude_that_cannot_be_read_safely_is_refused(text, what, mend, marked):
    with pytest.raises(Rejected) as refusal:
        read_magnitude(cursor(f"5{text}", 1))
    (problem,) = refusal.value.problems
    assert (problem.what, problem.mend, problem.span.text) == (what, mend, marked)


def test_money_with_a_letter_apart_is_refused():
    with pytest.raises(Rejected, match="'B' stands alone"):
        read_magnitude(cursor("$5 B", 2), money=True)


def test_every_sign_is_of_a_known_currency_and_no_unit_is_a_keyword():
    assert set(SIGNS.values()) <= set(CURRENCIES)
    assert {CURRENCIES[code] for code in SIGNS.values()} == set(SIGNS)
    assert KEYWORDS.isdisjoint(STANDARD.symbols)
