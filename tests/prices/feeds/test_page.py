"""Pages that nobody should trust: each is refused with what is wrong, and none is half read."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.errors import Rejected
from tenfold.prices.feeds.page import (
    Bad,
    currency_of,
    items_of,
    joined,
    numeral,
    on_one_line,
    parsed,
    text_of,
)


def test_numbers_stay_text_so_that_no_digit_is_lost():
    page = parsed([b'{"a": 0.10000000000000000555, "b": 1e-5, "c": "7"}'], "here")
    assert page == {"a": "0.10000000000000000555", "b": "1e-5", "c": "7"}
    assert numeral(page["b"], "b") == Fraction(1, 100_000)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "this page is empty"),
        (b" \n ", "this page is empty"),
        (b"<!doctype html><p>Sorry", "this is a web page, and no JSON"),
        (b'{"Items": [', "this page is no JSON at line 1, column 12"),
        (b"[1, 2]", "this page is JSON, and no object of prices"),
        (b'{"a": NaN}', "this page says NaN, which is no price"),
        (b'{"a": -Infinity}', "this page says -Infinity, which is no price"),
        (b'{"a": 1, "a": 2}', "this page says 'a' twice in one place"),
        (b'{"a": "\xff"}', "byte 7 of this page is no UTF-8"),
        (b'{"a":' + b"[" * 200_000, "this page is nested without end"),
    ],
)
def test_a_page_that_cannot_be_trusted(data, what):
    with pytest.raises(Rejected) as refused:
        parsed([data], "https://prices.example/page")
    problem = refused.value.problems[0]
    assert problem.code == "T605"
    assert problem.what.startswith(what)
    assert problem.span.source.name == "https://prices.example/page"
    assert problem.mend


def test_a_page_without_end_is_left_early():
    def endless():
        while True:
            yield b" " * (1 << 20)

    with pytest.raises(Rejected, match="more than 8 MB"):
        joined(endless(), "here", 8 << 20)


@pytest.mark.parametrize(
    "said",
    [
        None, True, "", "-1", "NaN", "Infinity", "1,5", "0x10", "1e99", "9" * 19, "1e400",
        "0." + "1" * 30, " 1", "1_000", [], {},
    ],
)  # fmt: skip
def test_what_is_no_number_of_money(said):
    with pytest.raises(Bad):
        numeral(said, "price")


@given(st.decimals(min_value=0, max_value=10**9, places=10, allow_nan=False))
def test_a_number_is_exactly_what_is_written(number):
    assert numeral(f"{number:f}", "price") == Fraction(number)


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_is_refused(text):
    with suppress(Bad):
        assert numeral(text, "price") >= 0


def test_texts_are_no_longer_than_a_person_would_write():
    assert text_of({"a": "x"}, "a") == "x"
    assert text_of({"a": None}, "a", "") == ""
    for item in ({}, {"a": 1}, {"a": "x" * 5_000}):
        with pytest.raises(Bad):
            text_of(item, "a")
    assert on_one_line("a\nb\x1b[31m" + "c" * 500).startswith("a b [31m")
    assert len(on_one_line("c" * 500)) == 160


def test_currencies_are_those_of_the_language():
    assert currency_of("CNY") == "CNY"
    for said in ("XXX", "usd", None, "US"):
        with pytest.raises(Bad):
            currency_of(said)


def test_a_page_of_something_else_says_what_it_has():
    with pytest.raises(Rejected, match=r"no list 'Items': it has error, code"):
        items_of({"error": "x", "code": "1"}, "Items", "here")
