"""What a refresh makes of a table: what stays, what goes, and what it calls each."""

from dataclasses import replace
from fractions import Fraction

from tenfold.prices.feeds.crawl import Harvest
from tenfold.prices.feeds.feed import Skip
from tenfold.prices.feeds.merge import merged
from tenfold.prices.row import Row, Step

LIST = "AWS price list, AmazonEC2"
COVERS = frozenset({(LIST, "us-east-1")})


def row(name, price, region="us-east-1", source=LIST, **attributes):
    return Row(
        f"aws/{name}", "instance", region, "on_demand", "USD/instance/hour",
        (Step(None, Fraction(price)),), "2026-11-24", source, attributes=attributes,
    )  # fmt: skip


def named(now):
    return [line.product.removeprefix("aws/") for line in now.rows]


def test_rows_come_and_go_and_change(wanted):
    old = [row("a", 1), row("b", 2), row("c", 3), row("d", 4)]
    fresh = (row("a", 1), row("b", 3), row("c", 2), row("e", 5))
    now = merged(old, Harvest(fresh, covers=COVERS), "aws", wanted)
    assert named(now) == ["a", "b", "c", "e"]
    assert (now.new, now.gone, now.dearer, now.cheaper, now.same, now.kept) == (1, 1, 1, 1, 1, 0)


def test_other_regions_services_and_sources_stay(wanted):
    old = [
        row("a", 1),
        row("b", 1, "eu-west-1"),
        row("c", 1, source="AWS price list, AmazonRDS"),
        row("d", 1, source="our own contract"),
    ]
    now = merged(old, Harvest((row("x", 1),), covers=COVERS), "aws", wanted)
    assert named(now) == ["b", "c", "d", "x"]
    assert (now.gone, now.kept) == (1, 3)


def test_nothing_goes_where_something_could_not_be_read(wanted):
    leaky = Harvest((row("x", 1),), (Skip("SKU A", "it is broken", LIST),), COVERS)
    assert named(merged([row("a", 1)], leaky, "aws", wanted)) == ["a", "x"]


def test_a_page_that_is_not_all_makes_nothing_go(wanted):
    assert named(merged([row("a", 1)], Harvest((row("x", 1),)), "aws", wanted)) == ["a", "x"]


def test_only_what_was_asked_for_goes(wanted):
    everywhere = Harvest((row("x", 1),), covers=frozenset({(LIST, "")}))
    old = [row("a", 1), row("b", 1, "eu-west-1"), row("sku-ABC", 1)]
    here = replace(wanted, regions=("us-east-1",))
    assert named(merged(old, everywhere, "aws", here)) == ["b", "sku-ABC", "x"]
    assert named(merged(old, everywhere, "aws", replace(here, everything=True))) == ["b", "x"]


def test_a_line_from_elsewhere_is_renewed_and_keeps_what_it_alone_tells(wanted):
    old = [row("a", 1, source="a blog", vcpu="2", memory="8", family="a")]
    now = merged(old, Harvest((row("a", 2, vcpu="4"),), covers=COVERS), "aws", wanted)
    (line,) = now.rows
    assert (line.source, line.attributes) == (LIST, {"vcpu": "4", "memory": "8", "family": "a"})
    assert (now.new, now.dearer) == (0, 1)


def test_lines_that_are_told_apart_by_a_person_are_not_mixed_up(wanted):
    old = [row("a", 1, source="x", engine="postgres"), row("a", 2, source="x", engine="mysql")]
    now = merged(old, Harvest((row("a", 3, engine="postgres"),), covers=COVERS), "aws", wanted)
    assert [(line.attributes["engine"], line.steps[0].rate) for line in now.rows] == [
        ("mysql", 2),
        ("postgres", 3),
    ]


def test_only_rows_of_the_table_are_its_own(wanted):
    now = merged([], Harvest((row("a", 1),), covers=COVERS), "google", wanted)
    assert now.rows == ()
