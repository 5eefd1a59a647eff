"""Text that reads back as what it came from: quantities and formulas, exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.errors import Words
from tenfold.quantity.bind import Scope, q, read
from tenfold.quantity.expr import Call, Const, Named, call, const, maximum
from tenfold.quantity.spelling import money_first, spell, words
from tenfold.quantity.units import CALENDAR, STANDARD, Unit

QUIET = settings(deadline=None, derandomize=True)

# -- spelling ---------------------------------------------------------------------

UNITS = [
    "1", "1%", "1 user", "$1/month", "1 GB", "1 GB^2/s", "1/day", "900 JPY/month", "$2/1M tokens",
    "$1/2,500 requests", "1 GB-month", "5%/month", "24 hours/day", "$1/0.5 GB", "1/s^2",
]  # fmt: skip


@QUIET
@given(
    st.fractions() | st.decimals(-(10**9), 10**9, allow_nan=False, places=7).map(Fraction),
    st.sampled_from(UNITS),
)
def test_a_spelled_quantity_reads_back_as_itself(size, text):
    unit = q(text).unit
    back = q(spell(size, unit))
    wanted = Const(size, unit)
    assert back.unit.dimension == unit.dimension
    assert _worth(back) == _worth(wanted)
    literal = back.args[0] if isinstance(back, Call) and back.function == "neg" else back
    if isinstance(literal, Const):
        assert literal.unit == unit


def _worth(expr):
    if isinstance(expr, Const):
        return expr.number * expr.unit.scale(CALENDAR)
    args = [_worth(arg) for arg in expr.args]
    match expr.function:
        case "neg":
            return -args[0]
        case "mul":
            return args[0] * args[1]
        case _:
            return args[0] / args[1]


@pytest.mark.parametrize("word", sorted(STANDARD.symbols))
def test_every_unit_word_reads_back_from_its_spelling(word):
    unit = q(f"5 {word}").unit
    assert q(spell(Fraction(5), unit)).unit == unit
    assert q(spell(Fraction(1), unit)).unit == unit


# -- formulas ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "50% of users",
        "50% of 10% of users",
        "users * (1 - share)",
        "users - (5 users - 3 users)",
        "users / (n / 3)",
        "(2 ^ 3) ^ 2",
        "2 ^ 3 ^ 2",
        "2 ^ -2",
        "(-2) ^ 2",
        "-2 ^ 2",
        "(5 GB) ^ 2",
        "$100 / (users)",
        "n * 5 GB / (users)",
        "n ^ 2 / (users ^ 2)",
        "cost / users",
        "max(2 users, 50% of users)",
        "max(1_000, n)",
        "max(2 users, users) * 3",
        "if n > 3 then users else 2 users",
        "(if n > 3 then 1 else 2) * users",
        "max(if n > 3 then 1 else 2, n)",
        "not n > 3 and n < 9 or n == 7",
        "not (n > 3 and n < 9)",
        "(not n > 3) == 1",
        "(n > 3) == 1",
        "cost as $/year",
        "(cost as $/year) * 2 years",
        "latency * 3",
        "(2 to 4 ms) * 3",
        "(40% to 50%) of users",
        "max(2 to 4 ms, latency)",
        "ceil(users / 3 users, 10)",
    ],
)
def test_a_formula_is_written_as_a_person_would(text, ask):
    assert words(ask(text)) == text


def test_a_formula_is_written_with_no_more_parentheses_than_it_needs(ask):
    assert words(ask("((users) * (((2)))) + (3 users)")) == "users * 2 + 3 users"


def test_a_unit_of_the_model_is_told_from_a_figure_of_its_name():
    vocabulary = STANDARD.with_things([("canvas", "canvases")])
    figures = {"canvas": Named("canvas", q("3 canvases", vocabulary))}
    scope = Scope(figures.get, lambda: figures, vocabulary)
    expr = read(Words.typed("$100 / (canvas)", "here"), scope)
    assert words(expr, vocabulary=vocabulary) == "$100 / (canvas)"


def test_a_number_that_code_stated_is_spelled():
    third = const(Fraction(1, 3), q("1 GB").unit)
    assert words(third) == "1 GB / 3"
    assert words(third * third) == "1 GB / 3 * (1 GB / 3)"
    assert words(maximum(const(1000), const(2))) == "max(1_000, 2)"
    assert words(const(-3) ** 2) == "(-3) ^ 2"
    assert words(const(3) + q("5%")) == "(3) + 5%"
    assert words(const(2, q("1 GB-month").unit)) == "2 GB-month"


def test_values_stand_in_place_of_names(ask):
    expr = ask("users * share")
    values = {id(expr.args[0]): "1B users", id(expr.args[1]): "-20%"}
    assert words(expr, values=values) == "1B users * (-20%)"


def test_a_formula_that_runs_on_is_cut():
    expr = q("1 GB")
    for _ in range(30_000):
        expr = expr + q("1 GB")
    assert words(expr).endswith(" ...")
    shared = q("1")
    for _ in range(200):
        shared = call("add", shared, shared)
    assert len(words(shared)) < 5000


@QUIET
@given(data=st.data())
def test_what_is_written_reads_back_as_the_same_formula(formulas, scope, value, data):
    expr = data.draw(formulas)
    text = words(expr)
    back = read(Words.typed(text, "here"), scope)
    assert back.unit.dimension == expr.unit.dimension, text
    assert value(back) == value(expr), text


@QUIET
@given(data=st.data())
def test_what_is_written_is_written_the_same_again(formulas, scope, data):
    text = words(data.draw(formulas))
    assert words(read(Words.typed(text, "here"), scope)) == text


def test_money_is_written_before_its_number():
    paid, rest = money_first(q("$5/GB").unit)
    assert (paid.word, rest) == ("$", "/GB")
    assert money_first(q("5 GB/$").unit) == (None, "GB/$")
    assert spell(Fraction(-5), q("$1/GB").unit) == "-$5/GB"
    assert spell(Fraction(5), q("900 JPY/month").unit) == "JPY 5/month"


def test_a_unit_without_words_is_a_plain_number():
    assert spell(Fraction(5), Unit()) == "5"
