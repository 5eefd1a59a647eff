"""Prices in words: rates, tiers, what is left out, the month, what is sold."""

from fractions import Fraction

import pytest

from tenfold.prices.row import COLUMNS, read_row
from tenfold.prices.shipped import shipped
from tenfold.report.price_words import (
    beyond,
    by_share,
    in_tiers,
    monthly,
    on_terms,
    price,
    row_count,
    specs,
)


def row(unit, cell, attributes=""):
    said = dict.fromkeys(COLUMNS, "") | {
        "product": "a/b", "meter": "bytes", "region": "global", "term": "on_demand", "unit": unit,
        "price": cell, "attributes": attributes, "seen_on": "2026-01-01", "evidence": "primary",
        "source": "s",
    }  # fmt: skip
    return read_row(list(said.values()))


@pytest.mark.parametrize(
    ("unit", "cell", "short", "whole", "rest"),
    [
        ("USD/instance/hour", "0.2833944", "$0.2834/instance/hour", "$0.2833944/instance/hour", []),
        ("USD/GiB", "0.5", "$0.50/GiB", "$0.50/GiB", []),
        ("USD/GiB", "0", "free", "free", []),
        ("USD/GiB", "?", "unpublished", "unpublished", []),
        ("USD/1M tokens", "10", "$10.00/1M tokens", "$10.00/1M tokens", []),
        ("EUR/GiB", "0.5", "€0.50/GiB", "€0.50/GiB", []),
        (
            "USD/GiB", "0.12 to 1024, 0.11 to 10240, 0.08", "$0.12 to $0.08/GiB",
            "first 1,024 GiB at $0.12, to 10,240 GiB at $0.11, then $0.08/GiB", [],
        ),
        (
            "USD/GiB", "0 to 50, 0.5", "$0.50/GiB",
            "first 50 GiB free, then $0.50/GiB", ["50 GiB free"],
        ),
        (
            "USD/GB", "0.081 to 10000, ?", "$0.081/GB",
            "first 10,000 GB at $0.081, then unpublished", ["unpublished above 10,000 GB"],
        ),
        (
            "USD/vm/hour", "0.0014 to 32, 0", "$0.0014/vm/hour",
            "first 32 vms at $0.0014, then free", ["free above 32 vms"],
        ),
        (
            "USD/rule/hour", "0.025; at least 18.25", "$0.025/rule/hour",
            "$0.025/rule/hour; at least $18.25 a month", [],
        ),
        (
            "USD/10,000 requests", "0.01 to 5, 0.02; whole; packages of 1000",
            "$0.01 to $0.02/10,000 requests",
            (
                "first 5 requests at $0.01, then $0.02/10,000 requests; the tier that is reached "
                "prices all of it; in packages of 1,000 requests"
            ), [],
        ),
        ("nonsense per what", "2", "2 nonsense per what", "2 nonsense per what", []),
    ],
)  # fmt: skip
def test_a_price_in_short_and_in_full(unit, cell, short, whole, rest):
    found = row(unit, cell)
    assert (price(found), in_tiers(found), beyond(found)) == (short, whole, rest)


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("USD/instance/hour", "$73.00"),
        ("USD/GiB/hour", "$73.00/GiB"),
        ("USD/node/month", "$0.10"),
        ("USD/GiB", ""),
        ("USD/GiB/month", ""),
    ],
)
def test_a_month(unit, told):
    assert monthly(row(unit, "0.1")) == told


@pytest.mark.parametrize(
    ("attributes", "told"),
    [
        ("vcpu=8;memory=7.2;family=n1;sustained=0.3", "8 vCPU, 7.2 GiB"),
        ("gpu=t4;gpus=1;gpu_memory=16", "T4, 16 GiB GPU"),
        ("gpu=a100-80gb;gpus=8", "8 x A100-80GB"),
        ("availability=zonal;engine=postgres", "zonal, postgres"),
        ("context=long", "context long"),
        ("", ""),
    ],
)
def test_what_is_sold(attributes, told):
    assert specs(row("USD/instance/hour", "1", attributes)) == told


def test_shares_counts_and_terms():
    assert [by_share(Fraction(n, 100)) for n in (12, -55, 0)] == ["+12.0%", "-55.0%", "0%"]
    assert by_share(None) == ""
    assert (row_count(1), row_count(1204)) == ("1 price", "1,204 prices")
    assert [on_terms(term) for term in ("spot", "commit_3y")] == ["spot", "for 3 years"]


def test_every_shipped_price_can_be_told():
    for found in shipped().all():
        assert "nan" not in price(found)
        assert in_tiers(found)
        assert "USD" not in price(found), found.unit
