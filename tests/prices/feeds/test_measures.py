"""Units of providers: what they count, exactly, and never a guess."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.prices.feeds.measures import (
    Measure,
    azure_measure,
    factor,
    google_measure,
    meant,
    threshold,
)
from tenfold.prices.feeds.page import Bad


@pytest.mark.parametrize(
    ("said", "amount", "of", "per"),
    [
        ("1 Hour", 1, "", "hour"),
        ("100 Hours", 100, "", "hour"),
        ("1/Hour", 1, "", "hour"),
        ("1/Month", 1, "", "month"),
        ("10K", 10_000, "", ""),
        ("1M", 1_000_000, "", ""),
        ("1 GB", 1, "gigabyte", ""),
        ("100 GB", 100, "gigabyte", ""),
        ("1 GB/Month", 1, "gigabyte", "month"),
        ("1 GiB/Hour", 1, "gigabyte", "hour"),
    ],
)
def test_units_of_azure(said, amount, of, per):
    assert azure_measure(said) == Measure(Fraction(amount), of, per)


@pytest.mark.parametrize(
    ("said", "amount", "of", "per"),
    [
        ("h", 1, "", "hour"),
        ("s", Fraction(1, 3600), "", "hour"),
        ("min", Fraction(1, 60), "", "hour"),
        ("mo", 1, "", "month"),
        ("count", 1, "", ""),
        ("GiBy", 1, "gigabyte", ""),
        ("TiBy", 1024, "gigabyte", ""),
        ("MiBy", Fraction(1, 1024), "gigabyte", ""),
        ("GiBy.h", 1, "gigabyte", "hour"),
        ("GiBy.mo", 1, "gigabyte", "month"),
        ("GiBy.s", Fraction(1, 3600), "gigabyte", "hour"),
    ],
)
def test_units_of_google(said, amount, of, per):
    assert google_measure(said) == Measure(Fraction(amount), of, per)


@pytest.mark.parametrize(
    "said", ["", "1 TB", "1 Rotation", "GB", "0 GB", "-1 GB", "1e3 GB", "1 GB/Day"]
)
def test_what_azure_counts_and_nobody_knows(said):
    with pytest.raises(Bad):
        azure_measure(said)


@pytest.mark.parametrize("said", ["1/s", "GB", "h.GiBy", "GiBy.h.h", "GiBy.GiBy"])
def test_what_google_counts_and_nobody_knows(said):
    with pytest.raises(Bad):
        google_measure(said)


@given(st.text(max_size=30))
def test_any_text_is_a_measure_or_is_refused(text):
    for read in (azure_measure, google_measure):
        try:
            found = read(text)
        except Bad:
            continue
        assert found.amount > 0
        meter, unit = meant(found)
        assert meter
        assert factor(found, unit) > 0


@given(st.integers(1, 999_999), st.sampled_from(["", "K", "M"]))
def test_a_block_is_divided_by_its_size(amount, prefix):
    measure = azure_measure(f"{amount}{prefix}")
    each = factor(measure, "10,000 requests") * measure.amount
    assert each == 10_000


@given(st.integers(1, 10**6), st.sampled_from(["Hours", "GB", "GB/Month"]))
def test_a_hundred_of_something_cost_a_hundred_times_as_much(amount, rest):
    one, many = azure_measure(f"1 {rest}"), azure_measure(f"{amount} {rest}")
    unit = meant(one)[1]
    assert factor(one, unit) == factor(many, unit) * amount


def test_what_is_counted_otherwise_is_refused():
    with pytest.raises(Bad, match="counted by gigabyte by the month, not by instance/hour"):
        factor(google_measure("GiBy.mo"), "instance/hour")


def test_a_tier_begins_at_things_and_not_at_blocks():
    assert threshold(Fraction(5), azure_measure("10K")) == 50_000
    assert threshold(Fraction(1), google_measure("TiBy")) == 1024
    with pytest.raises(Bad):
        threshold(Fraction(1), azure_measure("1 Hour"))
