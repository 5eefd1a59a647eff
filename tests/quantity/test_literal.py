"""Literals: what people write in cost documents, and what nobody could read safely."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tenfold.errors import Rejected, Words
from tenfold.quantity.literal import read_literal, read_unit
from tenfold.quantity.units import CALENDAR, STANDARD

NAMES = frozenset({"users", "n", "api.load", "disk", "seats"})


def literal(text, names=NAMES, **options):
    return read_literal(Words.typed(text, "here"), 0, STANDARD, names, **options)


def refusal(text, names=NAMES, **options):
    with pytest.raises(Rejected) as refused:
        literal(text, names, **options)
    (problem,) = refused.value.problems
    return problem


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("1B users", 10**9, "user"),
        ("500M", 5 * 10**8, ""),
        ("5 KB/user", 5, "KB/user"),
        ("5KB/user", 5, "KB/user"),
        ("5\u00a0KB/user", 5, "KB/user"),
        ("$0.08/GB", "0.08", "$/GB"),
        ("$ 0.08/GB", "0.08", "$/GB"),
        ("$8M", 8 * 10**6, "$"),
        ("$8B/year", 8 * 10**9, "$/year"),
        ("$1.5 million/month", 1_500_000, "$/month"),
        ("$9 USD/month", 9, "$/month"),
        ("9 EUR/month", 9, "€/month"),
        ("EUR 9/month", 9, "€/month"),
        ("€9/month", 9, "€/month"),
        ("9 €/month", 9, "€/month"),
        ("9€", 9, "€"),
        ("JPY 900", 900, "JPY"),
        ("900 JPY", 900, "JPY"),
        ("50%", 50, "%"),
        ("50 %", 50, "%"),
        ("99.95%", "99.95", "%"),
        ("5%/month", 5, "%/month"),
        ("500K requests/s", 500_000, "request/s"),
        ("5,000 requests/s/instance", 5000, "request/s/instance"),
        ("5 requests per user per day", 5, "request/user/day"),
        ("5 reqs/sec", 5, "request/s"),
        ("500K RPS", 500_000, "request/s"),
        ("60 rpm/user", 60, "request/minute/user"),
        ("8 Gbps", 8, "Gbit/s"),
        ("730 hours", 730, "hour"),
        ("80 GiB", 80, "GiB"),
        ("$2.50/1M tokens", "2.50", "$/1M tokens"),
        ("$0.40 per million requests", "0.40", "$/1M requests"),
        ("$0.40/million requests", "0.40", "$/1M requests"),
        ("$5 per 1,000 requests", 5, "$/1,000 requests"),
        ("$2/1e6 tokens", 2, "$/1M tokens"),
        ("$2/0.5 GB", 2, "$/0.5 GB"),
        ("1 post/10 users", 1, "post/10 users"),
        ("$0.04/vCPU-hour", "0.04", "$/vCPU/hour"),
        ("$0.02/GB-month", "0.02", "$/GB/month"),
        ("5 GB-months", 5, "GB-month"),
        ("5 GB^2/s", 5, "GB^2/s"),
        ("5 requests/s/s", 5, "request/s^2"),
        ("5 users/s", 5, "user/s"),
        ("24 hours/day", 24, "hour/day"),
        ("1 GB/KB", 1, "GB/KB"),
        ("3 GB/GB", 3, ""),
        ("1e9 users", 10**9, "user"),
        ("1_000 users", 1000, "user"),
        ("10 Million users", 10**7, "user"),
        ("3x", 3, ""),
        ("1/s", 1, "/s"),
        ("5 per day", 5, "/day"),
        ("5 KB/users", 5, "KB/user"),
        ("5 users", 5, "user"),
        ("2 GPUs", 2, "GPU"),
        ("12 hrs", 12, "hour"),
        ("5 min", 5, "minute"),
        ("3 people", 3, "person"),
        ("1B GB", 10**9, "GB"),
    ],
)
def test_a_literal_means_what_a_person_means(text, number, unit):
    found = literal(text)
    (reading,) = found.readings
    assert (reading.number, str(reading.unit)) == (Fraction(number), unit)
    assert found.text == text
    assert (found.start, found.end) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("5 GB / n", 4),
        ("100/n", 3),
        ("100 / n", 3),
        ("5 GB/(n)", 4),
        ("10/min(n, 2)", 2),
        ("10/(users)", 2),
        ("50% of users", 3),
        ("2 to 4 ms", 1),
        ("5 GB - 3 GB", 4),
        ("5 GB-3 GB", 4),
        ("5 GB-n", 4),
        ("10M users within 2x", 9),
        ("3x users", 2),
        ("5 users of n", 7),
        ("$5 / 3", 2),
        ("$5/2M", 2),
        ("5 GB / EUR 9", 4),
        ("5 GB / $9", 4),
        ("5 GB/$9", 4),
        ("5 as %", 1),
        ("5^2", 1),
        ("5 GB^n", 4),
    ],
)
def test_a_literal_ends_where_arithmetic_begins(text, length):
    assert literal(text).text == text[:length]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("64B", [("64", "B", "64 bytes"), ("64e9", "", "64 billion")]),
        ("1B", [("1", "B", "1 byte"), ("1e9", "", "1 billion")]),
        (
            "1.5B/request",
            [
                ("1.5", "B/request", "1.5 bytes/request"),
                ("1.5e9", "/request", "1.5 billion/request"),
            ],
        ),
        ("64B/KB", [("64", "B/KB", "64 bytes/KB"), ("64e9", "/KB", "64 billion/KB")]),
    ],
)
def test_bytes_and_billions_are_both_kept(text, readings):
    found = literal(text).readings
    said = [(reading.number, str(reading.unit), reading.says) for reading in found]
    assert said == [(Fraction(number), unit, says) for number, unit, says in readings]


@pytest.mark.parametrize(
    ("text", "places", "scaled"),
    [("1.5M", -5, True), ("1,000", 0, False), ("$0.315/hour", 3, False), ("64B", 0, True)],
)
def test_a_literal_says_how_finely_it_was_written(text, places, scaled):
    found = literal(text)
    assert (found.digits, found.scaled) == (places, scaled)
    assert found.readings[0].digits == places


def test_each_reading_has_a_fineness_of_its_own():
    assert [reading.digits for reading in literal("1.5B").readings] == [1, -8]


@pytest.mark.parametrize(
    ("text", "code", "what", "mend", "marked"),
    [
        ("5 M", "T102", "'M' stands alone", "glue it to the number: '5M'", "M"),
        ("5 K users", "T102", "'K' stands alone", "glue it to the number: '5K'", "K"),
        ("1 B users", "T102", "'B' stands alone", "glue it to the number: '1B'", "B"),
        ("$5 B", "T102", "'B' stands alone", "glue it to the number: '$5B'", "B"),
        (
            "5m",
            "T102",
            "unknown unit 'm'",
            "write 'M' for millions, 'min' for minutes, 'month' for months",
            "m",
        ),
        (
            "5 Mb",
            "T102",
            "unknown unit 'Mb'",
            "write 'MB' for megabytes or 'Mbit' for megabits",
            "Mb",
        ),
        ("5bn", "T102", "unknown unit 'bn'", "write 'B' for billions", "bn"),
        ("5 dollars", "T102", "unknown unit 'dollars'", STANDARD.mend("dollars"), "dollars"),
        ("5 reqeusts/s", "T102", "unknown unit 'reqeusts'", STANDARD.mend("reqeusts"), "reqeusts"),
        ("5 GB/moth", "T102", "unknown unit 'moth'", STANDARD.mend("moth"), "moth"),
        ("5 GB²", "T102", "unknown unit 'GB²'", "write 'GB^2'", "GB²"),
        ("$5m", "T101", "unknown magnitude 'm'", "write K, M, B or T", "m"),
        (
            "$5M users",
            "T101",
            "'users' behind an amount of money",
            "write '$4/ticket' for a price, or '*' to multiply",
            "users",
        ),
        ("$9 EUR", "T101", "'$9' is in $, and in EUR", "write one of the two", "EUR"),
        ("$-5", "T101", "a number is missing behind '$'", "write '-$5' for money owed", "$"),
        ("$x", "T101", "a number is missing behind '$'", "write '$5'", "$"),
        ("$2/0 tokens", "T101", "nothing is counted per 0", "write '/1M tokens'", "0"),
        (
            "$2/M tokens",
            "T102",
            "unknown unit 'M'",
            "write 'M' glued to a number, as in '5M' or '/1M tokens'",
            "M",
        ),
        ("5 GB/10 GB", "T102", "the unit cancels itself", "write the number alone", "5 GB/10 GB"),
        ("5 GB^13", "T102", "nothing is measured in 'GB^13'", "", "GB^13"),
        ("5 GB^0", "T102", "nothing is measured in 'GB^0'", "", "GB^0"),
        ("5" + "/s" * 13, "T102", "the same unit is written too often", "", "5" + "/s" * 13),
        (
            "$100 / users",
            "T103",
            "'users' is both a unit and a figure here",
            "write '$100/user' for the unit, '$100 / (users)' for the figure",
            "/ users",
        ),
        (
            "100/users",
            "T103",
            "'users' is both a unit and a figure here",
            "write '100/user' for the unit, '100 / (users)' for the figure",
            "/users",
        ),
        (
            "5 GB / month",
            "T103",
            "'month' is a unit, and a unit is glued to its number",
            "write '5 GB/month'",
            "/ month",
        ),
        (
            "5 KB/api.load",
            "T103",
            "'api.load' is a figure, not a unit",
            "to divide by it, put spaces around '/': ' / api.load'",
            "/api.load",
        ),
        (
            "5 api.load",
            "T102",
            "'api.load' is a figure, not a unit",
            "write '* api.load' to multiply by it",
            "api.load",
        ),
        (
            "5 GB per n",
            "T102",
            "'n' is a figure, not a unit",
            "write '/ n' to divide by it",
            "n",
        ),
        (
            "5 GB-disk",
            "T103",
            "'disk' in '5 GB-disk' is both a unit and a figure",
            "put spaces around '-' to subtract the figure: ' - disk'",
            "disk",
        ),
        (
            "5 GB/1e301 s",
            "T101",
            "'1e301' is beyond all measure",
            None,
            "1e301",
        ),
    ],
)
def test_what_nobody_could_read_safely_is_refused_with_its_readings(text, code, what, mend, marked):
    problem = refusal(text)
    assert (problem.code, problem.what, problem.span.text) == (code, what, marked)
    if mend is not None:
        assert problem.mend == mend


def test_a_comma_among_arguments_is_one_thing_or_the_other():
    problem = refusal("1,000", in_call=True)
    assert problem.what == "'1,000' could be one number or several arguments"
    assert problem.mend == "write '1_000', or put a space behind the comma"
    assert literal("1,000 users", in_call=True).readings[0].number == 1000
    assert literal("$1,000", in_call=True).readings[0].number == 1000
    assert literal("1_000", in_call=True).readings[0].number == 1000


def test_a_figure_decides_what_a_word_below_the_line_is():
    assert str(literal("5/users", frozenset()).readings[0].unit) == "/user"
    assert literal("5/seats", frozenset({"seats"}) - NAMES).text == "5/seats"
    with pytest.raises(Rejected, match="both a unit and a figure"):
        literal("5/seats")


@pytest.mark.parametrize(
    ("text", "unit", "end"),
    [
        ("GB", "GB", 2),
        (" TB/month", "TB/month", 9),
        ("$/1M tokens", "$/1M tokens", 11),
        ("€", "€", 1),
        ("%", "%", 1),
        ("1/s", "/s", 3),
        ("/s", "/s", 2),
        ("GB-month * 2", "GB-month", 8),
        ("USD/hour", "$/hour", 8),
        ("hours/day", "hour/day", 9),
    ],
)
def test_a_unit_stands_on_its_own(text, unit, end):
    found, stop = read_unit(Words.typed(text, "here"), 0, STANDARD)
    assert (str(found), stop) == (unit, end)


@pytest.mark.parametrize("text", ["", " ", "5", "foo", "$/", "GB/foo", "(", "1", "²", "at"])
def test_what_is_no_unit_is_refused_or_left_alone(text):
    words = Words.typed(text, "here")
    if text == "$/":
        assert read_unit(words, 0, STANDARD)[1] == 1
        return
    with pytest.raises(Rejected, match=r"unknown unit|a unit is missing here"):
        read_unit(words, 0, STANDARD)


def test_a_month_below_another_time_keeps_both_words():
    (reading,) = literal("5 GB/month/hour").readings
    assert reading.unit.scale(CALENDAR) == Fraction(10**9, 730 * 3600 * 3600)
