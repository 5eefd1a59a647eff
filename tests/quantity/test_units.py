"""Units: what they measure, how big they are, and how they meet."""

from __future__ import annotations

from fractions import Fraction

import pint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.errors import Words
from tenfold.quantity.bind import q
from tenfold.quantity.literal import read_unit
from tenfold.quantity.symbols import RATES, SLIPS, measures, things
from tenfold.quantity.units import (
    CALENDAR,
    CURRENCIES,
    NUMBER,
    PERCENT,
    STANDARD,
    Calendar,
    Symbol,
    Unit,
    digits,
    plural_of,
)

QUIET = settings(deadline=None, derandomize=True)


def unit(text):
    return read_unit(Words.typed(text, "unit"), 0, STANDARD)[0]


SYMBOLS = sorted(set(STANDARD.symbols.values()), key=lambda symbol: symbol.word)


@st.composite
def units(draw):
    factors = draw(
        st.lists(
            st.tuples(st.sampled_from(SYMBOLS), st.sampled_from([-2, -1, -1, 1, 1, 2])), max_size=4
        )
    )
    made = NUMBER
    for factor in factors:
        made = made.beside(Unit((factor,)))
    return made


# -- what a unit measures ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("GB", (("information", 1),)),
        ("bit", (("information", 1),)),
        ("requests/user/day", (("request", 1), ("time", -1), ("user", -1))),
        ("$/GB/month", (("USD", 1), ("information", -1), ("time", -1))),
        ("GB/KB", ()),
        ("hours/day", ()),
        ("GB-month", (("information", 1), ("time", 1))),
    ],
)
def test_a_unit_measures_its_bases(text, dimension):
    assert unit(text).dimension == dimension


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("KB", 1000),
        ("kB", 1000),
        ("KiB", 1024),
        ("EB", 10**18),
        ("EiB", 2**60),
        ("bit", Fraction(1, 8)),
        ("Mbit/s", 125_000),
        ("Mbps", 125_000),
        ("ns", Fraction(1, 10**9)),
        ("minute", 60),
        ("day", 86_400),
        ("week", 604_800),
        ("month", 730 * 3600),
        ("quarter", 3 * 730 * 3600),
        ("year", 8760 * 3600),
        ("hours/day", Fraction(1, 24)),
        ("hours/month", Fraction(1, 730)),
        ("GB/month/hour", Fraction(10**9, 730 * 3600 * 3600)),
        ("GB/KB", 10**6),
        ("%", Fraction(1, 100)),
        ("rps", 1),
        ("rpm", Fraction(1, 60)),
    ],
)
def test_a_unit_has_a_scale(text, scale):
    assert unit(text).scale(CALENDAR) == scale


def test_a_calendar_gives_months_and_years_their_length():
    short = Calendar(Fraction(720))
    assert unit("month").scale(short) == 720 * 3600
    assert unit("year").scale(short) == 12 * 720 * 3600
    assert unit("$/year").scale(Calendar(Fraction(720), Fraction(8760))) == Fraction(1, 8760 * 3600)
    assert unit("hours/month").scale(short) == Fraction(1, 720)


def test_counted_things_are_told_from_measures_and_money():
    assert unit("user").counts
    assert unit("requests/user").counts
    assert NUMBER.counts
    assert not unit("requests/s").counts
    assert not unit("$").counts
    assert STANDARD.symbols["$"].is_currency
    assert not STANDARD.symbols["GB"].is_thing


def test_money_is_found_above_the_line_alone():
    assert unit("$/GB/month").money == "USD"
    assert unit("users/$").money == ""
    assert unit("$").times(unit("€")).money == ""
    assert unit("$").power(2).money == ""


# -- how units meet --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "sign", "right", "told"),
    [
        ("requests/user/day", 1, "user", "request/day"),
        ("$/GB", 1, "KB", "$"),
        ("$/hour", 1, "hours/month", "$/month"),
        ("requests/s", 1, "hours/month", "request/month"),
        ("requests/s", 1, "month", "request"),
        ("GB/month", 1, "hour", "GB"),
        ("user", -1, "user", ""),
        ("GB", -1, "KB", ""),
        ("GB", 1, "GB", "GB^2"),
        ("TB", 1, "GB", "GB^2"),
        ("$", -1, "user", "$/user"),
        ("$/1M tokens", 1, "token", "$"),
        ("%", 1, "user", "user"),
        ("%", 1, "%", "%"),
        ("%", -1, "%", ""),
        ("hours/day", 1, "%", "hour/day"),
        ("hours/user/month", 1, "user", "hour/month"),
        ("requests/month", 1, "hour/request", "hour/month"),
        ("requests/month", 1, "s/request", "s/month"),
        ("requests/s", 1, "s/request", ""),
        ("requests/s", 1, "ms/request", ""),
        ("users/s", 1, "minutes/user", ""),
        ("hours/day", 1, "days/month", "hour/month"),
        ("hour", 1, "days", "day^2"),
        ("$/month", -1, "hours/month", "$/hour"),
        ("requests/s", -1, "requests/day", ""),
        ("month", -1, "day", ""),
        ("hours/day", -1, "hours/month", ""),
        ("%/month", 1, "month", "%"),
        ("%/month", 1, "user", "user/month"),
    ],
)
def test_a_product_is_told_in_one_word_for_each_base(left, sign, right, told):
    assert str(unit(left).times(unit(right), sign)) == told


def test_a_percentage_stays_one_where_it_is_a_share_of_a_share():
    assert NUMBER.times(PERCENT) == NUMBER
    assert PERCENT.times(NUMBER) == NUMBER
    assert PERCENT.times(NUMBER, -1) == PERCENT
    assert NUMBER.times(PERCENT, -1) == NUMBER


def test_words_side_by_side_keep_their_scale():
    both = unit("hour").beside(unit("day"), -1)
    assert str(both) == "hour/day"
    assert both.scale(CALENDAR) == Fraction(1, 24)
    assert unit("GB").beside(unit("GB"), -1) == NUMBER


@QUIET
@given(units(), units())
def test_dimensions_add_up(a, b):
    whole = dict(a.dimension)
    for base, power in b.dimension:
        whole[base] = whole.get(base, 0) + power
    wanted = tuple(sorted((base, power) for base, power in whole.items() if power))
    assert a.times(b).dimension == a.beside(b).dimension == wanted


@QUIET
@given(units(), units())
def test_products_commute_and_quotients_undo_them(a, b):
    assert a.times(b).dimension == b.times(a).dimension
    assert a.times(b).times(b, -1).dimension == a.dimension
    assert a.times(a, -1).dimension == ()


@QUIET
@given(units(), units())
def test_the_scale_of_words_side_by_side_is_the_product(a, b):
    assert a.beside(b).scale(CALENDAR) == a.scale(CALENDAR) * b.scale(CALENDAR)
    assert a.beside(b, -1).scale(CALENDAR) == a.scale(CALENDAR) / b.scale(CALENDAR)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_number_below_the_line_is_part_of_the_scale(sign):
    left, right = unit("GB/10 users"), unit("$/1M tokens")
    product = left.scale(CALENDAR) * right.scale(CALENDAR) ** sign
    assert left.beside(right, sign).scale(CALENDAR) == product


@QUIET
@given(units(), st.integers(min_value=-3, max_value=3))
def test_a_power_is_a_repeated_product(a, exponent):
    wanted = tuple((base, power * exponent) for base, power in a.dimension if exponent)
    assert a.power(exponent).dimension == wanted


@QUIET
@given(units(), units())
def test_a_unit_told_has_one_word_for_each_base(a, b):
    factors = a.times(b).factors
    bases = [symbol.base for symbol, _ in factors if symbol.base != "time"]
    assert len(bases) == len(set(bases))
    sides = [power > 0 for symbol, power in factors if symbol.base == "time"]
    assert len(sides) == len(set(sides))


# -- an oracle --------------------------------------------------------------------------

PINTS = {
    "ms": "millisecond", "s": "second", "minute": "minute", "hour": "hour", "day": "day",
    "week": "week", "B": "byte", "KB": "kilobyte", "MB": "megabyte", "GB": "gigabyte",
    "KiB": "kibibyte", "GiB": "gibibyte", "bit": "bit", "Mbit": "megabit", "Gbit": "gigabit",
}  # fmt: skip


@pytest.fixture(scope="module")
def registry():
    made = pint.UnitRegistry(on_redefinition="ignore", non_int_type=Fraction)
    made.define("bit = [information]")  # where it is none, a byte is a plain number
    made._build_cache()
    return made


@QUIET
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(PINTS)), st.booleans(), st.integers(1, 10**6)),
        min_size=1,
        max_size=5,
    )
)
def test_pint_agrees_on_products_and_quotients(registry, value, parts):
    ours, theirs = q("1"), registry.Quantity(Fraction(1))
    for word, below, size in parts:
        mine, yours = q(f"{size} {word}"), registry.Quantity(Fraction(size), PINTS[word])
        ours, theirs = (ours / mine, theirs / yours) if below else (ours * mine, theirs * yours)
    powers = {"[time]": "time", "[information]": "information"}
    dimension = {powers[name]: power for name, power in theirs.dimensionality.items()}
    assert dict(ours.unit.dimension) == dimension
    base = registry.Quantity(Fraction(1), "second") ** dimension.get("time", 0)
    base *= registry.Quantity(Fraction(1), "byte") ** dimension.get("information", 0)
    assert value(ours) == (theirs / base).to("").magnitude


# -- words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "many"),
    [
        ("requests/user/day", "request/user/day", "requests/user/day"),
        ("$/GB/month", "$/GB/month", "$/GB/month"),
        ("$/1M tokens", "$/1M tokens", "$/1M tokens"),
        ("$/2,500 requests", "$/2,500 requests", "$/2,500 requests"),
        ("$/0.5 GB", "$/0.5 GB", "$/0.5 GB"),
        ("$/1.5M tokens", "$/1,500,000 tokens", "$/1,500,000 tokens"),
        ("vCPU-hours", "vCPU-hour", "vCPU-hours"),
        ("people", "person", "people"),
        ("$/month/user", "$/user/month", "$/user/month"),
        ("$/Mbps/month", "$/Mbps/month", "$/Mbps/month"),
        ("$/month/IOPS", "$/IOPS/month", "$/IOPS/month"),
        ("GB-s/request", "GB-s/request", "GB-s/request"),
        ("/s", "/s", "/s"),
    ],
)
def test_a_unit_is_written_as_people_write_it(text, words, many):
    assert str(unit(text)) == words
    assert unit(text).words(plural=True) == many


@pytest.mark.parametrize("text", ["$/Mbps/month", "$/IOPS/month", "$/RPS", "$/QPS/year"])
def test_a_price_per_rate_parses_back(text):
    assert unit(str(unit(text))).dimension == unit(text).dimension
    assert unit(str(unit(text))).scale(CALENDAR) == unit(text).scale(CALENDAR)


def test_money_comes_first():
    assert str(unit("GB").beside(unit("$"))) == "$-GB"


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("user", "users"),
        ("query", "queries"),
        ("key", "keys"),
        ("match", "matches"),
        ("index", "indexes"),
        ("series", "series"),
        ("box", "boxes"),
        ("quiz", "quizes"),
        ("class", "classes"),
    ],
)
def test_plurals(one, many):
    known = STANDARD.symbols.get(one)
    assert (known.plural if known else plural_of(one)) == many


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (Fraction(1, 8), "0.125"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(10**6), "1,000,000"),
        (Fraction(1, 3), None),
        (Fraction(1, 10**40), "0." + "0" * 39 + "1"),
        (Fraction(1, 10**41), None),
        (Fraction(0), "0"),
        (Fraction(10) ** 5000, None),
    ],
)
def test_all_digits_of_a_number(size, text):
    assert digits(size) == text


# -- the vocabulary --------------------------------------------------------------------------


def test_every_word_stands_for_one_thing():
    seen = {}
    for word, symbol in [*measures(), *things()]:
        assert seen.setdefault(word, symbol) == symbol, word
    assert not set(seen) & (set(RATES) | set(SLIPS))
    assert {"K", "M", "T", "of", "per", "to", "if"}.isdisjoint(seen)


def test_every_rate_is_made_of_known_words():
    for word in RATES:
        assert STANDARD.knows(word)
        assert STANDARD.unit(word).dimension


def test_every_currency_is_written_by_its_code_and_its_sign():
    for code, sign in CURRENCIES.items():
        assert STANDARD.unit(code) == STANDARD.unit(sign)
        assert STANDARD.unit(code).money == code


def test_a_model_may_count_things_of_its_own():
    own = STANDARD.with_things([("canvas", "canvases")])
    assert own.unit("canvases").dimension == (("canvas", 1),)
    assert own.unit("canvas") == own.unit("canvases")
    assert not STANDARD.knows("canvas")


@pytest.mark.parametrize(("one", "many"), [("GB", "GBs"), ("box", "hour"), ("B", "$")])
def test_a_word_that_measures_keeps_its_meaning(one, many):
    own = STANDARD.with_things([(one, many)])
    for word in (one, many):
        if STANDARD.knows(word):
            assert own.unit(word) == STANDARD.unit(word)


def test_a_thing_may_be_called_by_the_name_of_a_dimension():
    own = STANDARD.with_things([("time", "times"), ("information", "information")])
    assert own.unit("time").counts
    assert own.unit("time").dimension != STANDARD.unit("s").dimension


@pytest.mark.parametrize(
    ("word", "mend"),
    [
        ("reqeusts", "did you mean 'requests'? a word of your own is declared under 'things:'"),
        ("gib", "did you mean 'GiB'? a word of your own is declared under 'things:'"),
        ("canvases", "declare it: 'things: [canvase]'"),
        ("bookings_made", "declare it: 'things: [bookings_made]'"),
        ("Mb", "write 'MB' for megabytes or 'Mbit' for megabits"),
        ("dollars", "write '$' before the number, or 'USD' after it"),
        ("TPS", "write 'transactions/s' or 'tokens/s'"),
        ("x" * 100, ""),
    ],
)
def test_a_word_that_is_no_unit_gets_its_mend(word, mend):
    assert STANDARD.mend(word) == mend


def test_symbols_of_one_word_are_told_apart():
    assert Symbol("x", "x", "x", Fraction(1)) != Symbol("x", "x", "time", Fraction(1))
