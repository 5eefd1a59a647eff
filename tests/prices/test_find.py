"""Finding prices: by words, sizes, places and terms, in order; else the nearest."""

from pathlib import Path

import pytest

from tenfold.prices.everyday import METER_WORDS
from tenfold.prices.find import find
from tenfold.prices.row import METERS
from tenfold.prices.shipped import catalogue_of, shipped
from tenfold.prices.wanted import wanted

TABLES = Path(__file__).parents[1] / "app" / "commands" / "prices" / "old"
CATALOGUE = catalogue_of(
    {name: (TABLES / f"{name}.csv").read_bytes for name in ("gcp", "openai")}, "tables"
)


def found(text):
    return find(CATALOGUE, wanted(text, CATALOGUE.providers))


def names(text):
    return [f"{row.product} {row.region}" for row in found(text).rows]


def test_sizes_and_an_area_and_an_order():
    assert names("8 vCPU 32 GB cheapest in eu") == [
        "gcp/n2-highmem-8 europe-west1",
        "gcp/e2-standard-8 europe-west1",
        "gcp/n2-standard-8 europe-west1",
    ]


def test_what_is_closest_to_a_size_comes_first_unless_the_order_is_by_price():
    assert names("8 vCPU 32 GB in eu")[0] == "gcp/e2-standard-8 europe-west1"
    assert names("8 vCPU 32 GB in eu dearest")[0] == "gcp/n2-standard-8 europe-west1"


def test_a_term():
    (row,) = found("t4 gpu us-central1 spot").rows
    assert (row.product, row.term) == ("gcp/gpu-t4", "spot")


def test_on_demand_unless_told_and_the_rest_is_counted():
    told = found("n1-highcpu-8 us-central1")
    assert [row.term for row in told.rows] == ["on_demand"]
    assert told.on_other_terms == 3


def test_the_meters_of_one_thing_stay_together():
    assert [row.meter for row in found("gpt mini").rows] == [
        "tokens_in",
        "tokens_cached",
        "tokens_out",
    ]


@pytest.mark.parametrize(
    ("word", "product"),
    [
        ("redis", "gcp/redis-basic-m2"),
        ("kubernetes", "gcp/gke"),
        ("llm", "openai/gpt-5-mini"),
        ("cdn", "gcp/cloud-cdn"),
        ("logging", "gcp/cloud-logging"),
        ("logs", "gcp/cloud-logging"),
        ("regional", "gcp/cloud-sql-ssd"),
        ("premium", "gcp/internet-egress"),
    ],
)
def test_a_word_is_found_in_what_a_price_says_and_in_what_it_is_called(word, product):
    assert found(word).rows[0].product == product


def test_a_note_counts_only_where_nothing_is_nearer():
    assert {row.product for row in found("gpu").rows} == {"gcp/gpu-t4"}


def test_a_price_by_area_answers_for_a_region():
    assert {(row.meter, row.region) for row in found("cdn us-central1").rows} == {
        ("bytes", "north-america"),
        ("requests", "global"),
    }


def test_a_slip_is_asked_about_and_the_nearest_is_told():
    told = found("redsi europe")
    assert not told.rows
    (hint,) = told.hints
    assert (hint.word, hint.instead) == ("redsi", "redis")
    assert [row.product for row in told.nearest] == ["gcp/redis-basic-m2"]


def test_a_word_like_no_other_has_no_hint():
    (hint,) = found("zzzzzz").hints
    assert hint.instead == ""


def test_what_stands_in_the_way_is_told():
    told = found("redis frankfurt")
    assert [(hint.what, hint.count) for hint in told.hints] == [("outside Frankfurt", 2)]
    told = found("t4 gpu 3 years us-central1")
    assert told.hints[0].what == "on another term"
    assert {row.product for row in told.nearest} == {"gcp/gpu-t4"}


def test_two_things_may_stand_in_the_way():
    told = found("8 vCPU 900 GB frankfurt")
    assert not told.rows
    assert told.hints[0].what == "outside Frankfurt and with other memory"
    assert told.nearest


@pytest.mark.parametrize(
    "text", ["", "spot", "8 vCPU", "1 x t4", "gpt", "europe", "gcp", "$", "dearest tokens"]
)
@pytest.mark.parametrize("order", ["closest", "cheapest", "dearest", "name"])
def test_every_order_keeps_what_is_found(text, order):
    from dataclasses import replace

    asked = wanted(text, CATALOGUE.providers)
    rows = find(CATALOGUE, asked).rows
    assert sorted(row.key for row in find(CATALOGUE, replace(asked, order=order)).rows) == sorted(
        row.key for row in rows
    )


def test_every_meter_has_everyday_words():
    assert set(METER_WORDS) == set(METERS)


@pytest.mark.parametrize(
    "text",
    [
        "8 vCPU 32 GB cheapest in eu",
        "t4 gpu us-central1 spot",
        "egress",
        "gpt mini",
        "redis europe",
    ],
)
def test_the_shipped_prices_answer_what_people_ask(text):
    assert find(shipped(), wanted(text, shipped().providers)).rows
