"""Rates become whole prices: tiers in order, nothing contradicting itself, nothing lost."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.prices.feeds.feed import Rate
from tenfold.prices.feeds.whole import rounded, rows_of
from tenfold.prices.row import Step, read_row, written


def rate(price, start=0, **said):
    more = {"unit": "USD/GiB", "source": "list", **said}
    return Rate(
        "aws/x", "bytes", "global", "on_demand", rate=Fraction(price), start=Fraction(start), **more
    )


def test_tiers_come_in_any_order_and_go_into_one_row():
    (row,), skipped = rows_of([rate("0.5", 50), rate(0)], "2026-11-24")
    assert row.steps == (Step(Fraction(50), Fraction(0)), Step(None, Fraction(1, 2)))
    assert (row.seen_on, skipped) == ("2026-11-24", ())


@pytest.mark.parametrize(
    ("rates", "why"),
    [
        ([rate(1), rate(2)], "it has two prices: 1 and 2"),
        ([rate(1), rate(2, sku="b", start=0)], "it has two prices: 1 and 2 (b)"),
        ([rate(1, 5)], "its first tier begins at 5"),
        ([rate(1), rate(2, 5, unit="EUR/GiB")], "it is priced by EUR/GiB and by USD/GiB"),
        ([rate(Fraction(1, 3))], "1/3 has no end to its decimals"),
        ([rate(n, n) for n in range(50)], "is no price"),
        ([rate(1, effective="soon")], "a date is written 2026-07-30"),
    ],
)
def test_what_is_no_one_price_is_left_out_and_told(rates, why):
    rows, (skip,) = rows_of(rates, "2026-11-24")
    assert rows == ()
    assert why in skip.why
    assert skip.where == "aws/x by bytes in global, on_demand"


def test_the_same_price_said_twice_is_one():
    rows, skipped = rows_of([rate(1), rate(1)], "2026-11-24")
    assert (len(rows), len(rows[0].steps), skipped) == (1, 1, ())


def test_a_price_of_nothing_is_no_row():
    assert rows_of([rate(0), rate(0, 10)], "2026-11-24") == ((), ())


def test_a_price_that_is_worked_out_has_ten_decimals():
    assert rounded(Fraction(496, 8760)) == Fraction("0.0566210046")
    assert rounded(Fraction(1, 4)) == Fraction(1, 4)


@given(
    st.dictionaries(
        st.integers(0, 10**9), st.decimals(min_value=0, max_value=10**6, places=8), max_size=12
    ).map(lambda tiers: {**tiers, 0: 1})
)
def test_every_row_reads_as_it_is_written_and_asks_what_its_tiers_ask(tiers):
    (row,), _ = rows_of([rate(str(price), start) for start, price in tiers.items()], "2026-11-24")
    assert read_row(written(row)) == row
    for start, price in tiers.items():
        step = next(step for step in row.steps if step.up_to is None or step.up_to > start)
        assert step.rate == Fraction(price)
