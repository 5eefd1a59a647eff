"""Rates as they compare: units, the month, the ends of tiers; sources and products by name."""

from fractions import Fraction

import pytest

from tenfold.prices.rates import a_month, comparable, dimension_of, ends_of, known_unit, stretches
from tenfold.prices.row import Row, Step
from tenfold.prices.shipped import shipped
from tenfold.prices.shown import named, nearest, off_on_demand, show
from tenfold.prices.sources import shipped_sources, sources_of
from tenfold.prices.wanted import place_of


def row(unit, *steps, **more):
    tiers = tuple(
        Step(None if end is None else Fraction(end), None if rate is None else Fraction(str(rate)))
        for end, rate in steps
    )
    return Row("a/b", "bytes", "global", "on_demand", unit, tiers, "2026-01-01", "s", **more)


@pytest.mark.parametrize(
    ("unit", "rate", "month", "told"),
    [
        ("USD/instance/hour", "0.2833944", "206.877912", "$/month"),
        ("USD/GiB/hour", "0.027", "19.71", "$/GiB/month"),
        ("USD/vCPU/hour", "0.0826", "60.298", "$/vCPU/month"),
        ("USD/node/month", "164.25", "164.25", "$/month"),
    ],
)
def test_a_month_of_what_is_rented_by_time(unit, rate, month, told):
    found = a_month(row(unit, (None, rate)))
    assert found.amount == Fraction(month)
    assert str(found.unit) == told


@pytest.mark.parametrize(
    "price",
    [
        row("USD/GiB", (None, 1)),
        row("USD/GiB/month", (None, 1)),
        row("USD/1M tokens", (None, 1)),
        row("USD/rule/hour", (5, 1), (None, 2)),
        row("USD/instance/hour", (None, None)),
        row("USD/instance/hour", (None, 1), minimum=Fraction(5)),
        row("nonsense per what", (None, 1)),
    ],
    ids=lambda price: price.unit,
)
def test_a_month_is_told_only_where_it_means_something(price):
    assert a_month(price) is None


def test_prices_in_two_units_compare():
    assert comparable(row("USD/GB", (None, 1))) > comparable(row("USD/GiB", (None, 1)))
    small, large = row("USD/1,000 requests", (None, 1)), row("USD/10,000 requests", (None, 10))
    assert comparable(small) == comparable(large)
    assert dimension_of(small) == dimension_of(large)


def test_what_is_free_at_first_compares_by_what_it_costs_then():
    assert comparable(row("USD/GiB", (50, 0), (None, 1))) == comparable(row("USD/GiB", (None, 1)))
    assert comparable(row("USD/GiB", (None, 0))) == 0
    assert comparable(row("USD/GiB", (None, None))) is None


def test_a_unit_that_is_none_compares_with_itself_alone():
    assert known_unit("nonsense per what") is None
    assert dimension_of(row("nonsense per what", (None, 1))) != dimension_of(row("USD", (None, 1)))


def test_tiers_end_in_what_is_counted_whatever_the_price_is_per():
    assert list(ends_of(row("USD/GiB", (1024, 2), (None, 1)))) == [1024**4]
    assert list(ends_of(row("USD/10,000 requests", (500, 2), (None, 1)))) == [500]


def test_stretches_between_ends():
    price = row("USD/GB", (10, 2), (20, 1), (None, None))
    ends = tuple(Fraction(10**9 * end) for end in (5, 10, 15, 20))
    told = [None if rate is None else rate * 10**9 for rate in stretches(price, ends)]
    assert told == [2, 2, 1, 1, None]


# -- one product ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "product"),
    [
        ("gcp/n1-highcpu-8", "gcp/n1-highcpu-8"),
        ("N1-HIGHCPU-8", "gcp/n1-highcpu-8"),
        ("standard_d2s_v5", "azure/Standard_D2s_v5"),
        ("t4", "gcp/gpu-t4"),
    ],
)
def test_a_product_is_found_by_less_than_its_name(word, product):
    assert named(shipped(), word) == (product,)


def test_a_name_that_several_have_is_told_with_all_of_them():
    assert set(named(shipped(), "internet-egress")) == {
        "gcp/internet-egress",
        "aws/internet-egress",
        "azure/internet-egress",
    }


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("gcp/n1-highcpu-9", "gcp/n1-highcpu-8"),
        ("gpc/gke", "gcp/gke"),
        ("n1-higcpu-8", "gcp/n1-highcpu-8"),
        ("zzz/zzzzzz", ""),
        ("", ""),
        ("/", ""),
    ],
)
def test_a_slip_in_a_product_is_asked_about(word, near):
    assert named(shipped(), word) == ()
    assert nearest(shipped(), word) == near


def test_terms_are_held_against_the_same_thing_on_demand():
    rows = shipped().rows("gcp/n1-highcpu-8")
    off = off_on_demand(rows)
    told = {row.term: off.get(row.key) for row in rows if row.region == "us-central1"}
    assert told["on_demand"] is None
    assert float(told["commit_3y"]) == pytest.approx(-0.55, abs=0.001)


def test_a_region_without_a_price_is_told_its_area():
    found = show([shipped()], "gcp/cloud-cdn", place_of("us-central1"))
    assert {row.region for row in found.rows} == {"north-america", "global"}
    assert len(found.known) > len(found.rows)


# -- sources --------------------------------------------------------------------------


def test_every_source_that_a_shipped_price_cites_is_known():
    known = shipped_sources()
    assert {row.source for row in shipped().all()} <= set(known)
    assert all(source.title and source.where for source in known.values())


def test_lines_that_are_no_sources_are_passed_over():
    found = sources_of(b'source,title,where,licence\na,A,there,MIT\nb,only three,cells\n"')
    assert list(found) == ["a"]
    assert found["a"].licence == "MIT"
