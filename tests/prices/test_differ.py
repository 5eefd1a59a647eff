"""What changed between two catalogues: which way, by how much, and what is the same price."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from tenfold.prices.differ import differ, moved
from tenfold.prices.row import Row, Step
from tenfold.prices.shipped import catalogue_of, shipped

TABLES = Path(__file__).parents[1] / "app" / "commands" / "prices"


def catalogue(name, *providers):
    return catalogue_of({one: (TABLES / name / f"{one}.csv").read_bytes for one in providers}, name)


def row(*rates, unit="USD/GiB", **more):
    """A price of tiers: each a rate, or a rate and where it ends."""
    steps = tuple(
        Step(None, rate) if not isinstance(rate, tuple) else Step(Fraction(rate[1]), rate[0])
        for rate in (
            (None if r is None else Fraction(str(r)))
            if not isinstance(r, tuple)
            else (None if r[0] is None else Fraction(str(r[0])), r[1])
            for r in rates
        )
    )
    return Row("a/b", "bytes", "global", "on_demand", unit, steps, "2026-01-01", "s", **more)


@pytest.mark.parametrize(
    ("before", "after", "way", "by"),
    [
        (row(1), row(1), "same", None),
        (row(1), row("1.5"), "dearer", "1/2"),
        (row(1), row("0.5"), "cheaper", "-1/2"),
        (row((1, 10), "0.5"), row((1, 10), "0.25"), "cheaper", "-1/2"),
        (row((1, 10), "0.5"), row((1, 20), "0.5"), "dearer", "1"),
        (row((1, 10), "0.5"), row((2, 10), "0.25"), "other", None),
        (row((0, 10), 1), row(1), "dearer", None),
        (row((1, 10), None), row((1, 10), 1), "other", None),
        (row(1), row(1, whole=True), "other", None),
        (row(1), row(1, packages=Fraction(5)), "other", None),
        (row(1), row(1, unit="USD/instance/hour"), "other", None),
        (row(1, unit="USD/1,000 requests"), row(10, unit="USD/10,000 requests"), "same", None),
        (row(1, unit="USD/GB"), row(1, unit="USD/GiB"), "cheaper", "-9223/134217728"),
    ],
)
def test_a_price_moves_one_way_or_another(before, after, way, by):
    found = moved(before, after)
    assert found.way == way
    if by == "-9223/134217728":
        assert float(found.by) == pytest.approx(1000**3 / 1024**3 - 1)
    else:
        assert found.by == (None if by is None else Fraction(by))


def test_what_moved_most_comes_first():
    found = differ(catalogue("old", "gcp"), catalogue("new", "gcp"))
    assert [(move.after.product, move.way) for move in found.moved] == [
        ("gcp/cloud-logging", "dearer"),
        ("gcp/gke", "dearer"),
        ("gcp/n1-highcpu-8", "dearer"),
        ("gcp/internet-egress", "cheaper"),
    ]
    assert [row.product for row in found.new] == ["gcp/new-thing"]
    assert [row.product for row in found.gone] == ["gcp/redis-basic-m2"]
    assert found.counts == {"gcp": {"dearer": 3, "cheaper": 1, "new": 1, "gone": 1}}
    assert found.same == 15
    assert found.seen_again == 15


def test_what_is_described_anew_is_the_same_price():
    found = differ(catalogue("old", "gcp"), catalogue("new", "gcp"))
    assert not [row for row in (*found.new, *found.gone) if row.product == "gcp/n2-highmem-8"]


def test_what_only_one_of_them_has_is_named_and_not_told_as_gone():
    found = differ(catalogue("old", "gcp", "openai"), catalogue("new", "gcp"))
    assert found.only_before == ("openai",)
    assert found.only_after == ()
    assert all(row.product.startswith("gcp/") for row in found.gone)


def test_the_other_way_round_is_the_other_way():
    forth = differ(catalogue("old", "gcp"), catalogue("new", "gcp"))
    back = differ(catalogue("new", "gcp"), catalogue("old", "gcp"))
    assert [row.key for row in forth.new] == [row.key for row in back.gone]
    assert len(forth.of("dearer")) == len(back.of("cheaper"))


def test_a_catalogue_differs_from_itself_in_nothing():
    found = differ(shipped(), shipped())
    assert (found.new, found.gone, found.moved) == ((), (), ())
    assert found.same == len(shipped().all())


def test_only_the_date_is_no_change():
    old = row(1)
    assert moved(old, replace(old, seen_on="2026-02-01")).way == "same"
