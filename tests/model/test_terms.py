"""Months, currency and counted things."""

from fractions import Fraction

import pytest

from tenfold.errors import Source
from tenfold.model.file import read_model


def read(lines):
    return read_model(Source("m.yaml", f"tenfold: 1\n{lines}\n"))


def test_a_month_has_730_hours_and_a_year_twelve_of_them(model):
    assert (model.calendar.month, model.calendar.year) == (730, None)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("720 hours", 720),
        ("30 days", 720),
        ("30.5 days", 732),
        ("4 weeks", 672),
        ("1,000 minutes", Fraction(50, 3)),
    ],
)
def test_a_month_is_as_long_as_it_says(text, hours):
    assert read(f"month: {text}").calendar.month == hours


def test_a_year_may_have_a_length_of_its_own(model):
    """
    month: 720 hours
    year: 365 days
    """
    assert (model.calendar.month, model.calendar.year) == (720, 8760)


@pytest.mark.parametrize(
    "text",
    ["720", "5 GB", "0 hours", "-5 days", "1 month", "1 year", "2 to 3 days", "5 days + 1 day"],
)
def test_a_month_is_a_plain_time(text, refusals):
    assert refusals(f"month: {text}") == [
        "2:8 T224 the length of a month is a time in hours or days | for example '720 hours'"
    ]


def test_what_cannot_be_read_is_told_as_it_is(refusals):
    (told,) = refusals("month: 720 hrz")
    assert told.startswith("2:12 ")
    assert "unknown unit 'hrz'" in told


@pytest.mark.parametrize(
    ("text", "mend"), [("DOLLAR", "one of USD, EUR"), ("usd", "write 'USD'"), ("$", "one of USD")]
)
def test_a_currency_goes_by_its_code(text, mend, refusals):
    (told,) = refusals(f"currency: {text}")
    assert told.startswith(f"2:11 T223 unknown currency '{text}' | {mend}")


def test_rates_are_of_currencies(refusals):
    assert refusals("exchange: {EURO: $1.1}")[0].startswith("2:12 T223 unknown currency 'EURO'")


def test_things_have_plurals(model):
    """
    things: {canvas: canvases, ox: oxen, day_pass: }
    """
    words = model.vocabulary
    assert words.unit("oxen") == words.unit("ox")
    assert str(words.unit("canvases")) == "canvas"
    assert words.unit("day_passes") is not None


def test_a_thing_that_is_known_may_be_declared_again(model):
    """
    things: [user, booking]
    """
    assert model.vocabulary.unit("bookings") is not None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[GB]", "2:10 T222 'GB' is a unit already | choose another word"),
        ("[month]", "2:10 T222 'month' is a unit already | choose another word"),
        ("[USD]", "2:10 T222 'USD' is a unit already | choose another word"),
        ("[a b]", "2:10 T222 'a b' cannot name a thing | use letters, digits and '_'"),
        ("[of]", "2:10 T222 'of' cannot name a thing | use letters, digits and '_'"),
        ("{3d: 3ds}", "2:10 T222 '3d' cannot name a thing | use letters, digits and '_'"),
        ("canvas", "2:9 T221 'things' is a list | write one '- ...' a line"),
    ],
)
def test_a_thing_is_a_word_of_its_own(text, told, refusals):
    assert refusals(f"things: {text}") == [told]
