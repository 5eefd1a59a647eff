"""AWS: offer files as they stream, indexes, and answers of the Query API that somebody saved."""

import json
from dataclasses import replace

import pytest

from tenfold.errors import Rejected
from tenfold.prices.feeds import aws_offer
from tenfold.prices.feeds.aws import FEED
from tenfold.prices.feeds.crawl import crawl, gather
from tenfold.prices.feeds.feed import Asked

BASE = FEED.base
HERE = Asked("offer.json", "AWS price list, AmazonEC2", "us-east-1")


def product(sku, family, usage="", **said):
    attributes = {"regionCode": "us-east-1", "usagetype": usage, **said}
    return {"sku": sku, "productFamily": family, "attributes": attributes}


def machine(sku, kind="m5.large", **said):
    more = {
        "instanceType": kind, "operatingSystem": "Linux", "preInstalledSw": "NA",
        "capacitystatus": "Used", "tenancy": "Shared", "vcpu": "2", "memory": "8 GiB",
    }  # fmt: skip
    return product(sku, "Compute Instance", f"BoxUsage:{kind}", **{**more, **said})


def dimension(price, unit="Hrs", begin="0", end="Inf"):
    return {
        "rateCode": "x", "unit": unit, "beginRange": begin, "endRange": end,
        "description": f"${price} per {unit}", "pricePerUnit": {"USD": price}, "appliesTo": [],
    }  # fmt: skip


def on_demand(sku, *dimensions):
    rates = {f"{sku}.J.{n}": one for n, one in enumerate(dimensions)}
    offer = {"sku": sku, "effectiveDate": "2026-11-01T00:00:00Z", "priceDimensions": rates}
    return {f"{sku}.J": {**offer, "termAttributes": {}}}


def reserved(sku, lease, option, *dimensions, kind="standard"):
    offer = next(iter(on_demand(sku, *dimensions).values()))
    terms = {"LeaseContractLength": lease, "PurchaseOption": option, "OfferingClass": kind}
    return {f"{sku}.{lease}.{option}.{kind}": {**offer, "termAttributes": terms}}


def offer(products, demand, kept=None, code="AmazonEC2"):
    return {
        "formatVersion": "v1.0", "disclaimer": "as it is", "offerCode": code, "version": "2026",
        "publicationDate": "2026-11-01T00:00:00Z",
        "products": {one["sku"]: one for one in products},
        "terms": {"OnDemand": demand, "Reserved": kept or {}}, "attributesList": {},
    }  # fmt: skip


@pytest.fixture
def rows(chunks, wanted, told):
    def read(page, asked=HERE, size=1 << 16, **more):
        asks = replace(wanted, **more)
        return told(gather(FEED, [FEED.read(chunks(page, size), asked, asks)], asks).rows)

    return read


def test_a_machine_is_linux_shared_plain_and_used(rows):
    products = [
        machine("A"),
        machine("B", operatingSystem="Windows"),
        machine("C", tenancy="Dedicated"),
        machine("D", preInstalledSw="SQL Web"),
        machine("E", capacitystatus="AllocatedCapacityReservation"),
        machine("F", locationType="AWS Local Zone"),
    ]
    demand = {one["sku"]: on_demand(one["sku"], dimension("0.0960000000")) for one in products}
    assert rows(offer(products, demand)) == {
        ("aws/m5.large", "instance", "us-east-1", "on_demand"): [
            ("vcpu=2;memory=8;family=m5", "USD/instance/hour", "0.096")
        ]
    }


def test_it_reads_the_same_in_pieces_of_any_size(rows):
    page = offer([machine("A")], {"A": on_demand("A", dimension("0.1"))})
    assert rows(page) == rows(page, size=1) == rows(page, size=7)


def test_reservations_are_spread_over_their_hours(rows):
    kept = {
        "A": {
            **reserved("A", "1yr", "No Upfront", dimension("0.06")),
            **reserved("A", "3yr", "All Upfront", dimension("0"), dimension("946", "Quantity")),
            **reserved("A", "3yr", "No Upfront", dimension("0.0413")),
            **reserved(
                "A", "3yr", "Partial Upfront", dimension("0.02"), dimension("500", "Quantity")
            ),
            **reserved("A", "1yr", "No Upfront", dimension("0.07"), kind="convertible"),
        }
    }
    found = rows(offer([machine("A")], {"A": on_demand("A", dimension("0.096"))}, kept))
    size = "vcpu=2;memory=8;family=m5"
    assert found["aws/m5.large", "instance", "us-east-1", "commit_1y"] == [
        (f"{size};payment=standard", "USD/instance/hour", "0.06")
    ]
    assert found["aws/m5.large", "instance", "us-east-1", "commit_3y"] == [
        (f"{size};payment=standard", "USD/instance/hour", "0.0359969559"),
        (f"{size};payment=no-upfront", "USD/instance/hour", "0.0413"),
    ]


def test_databases_caches_and_searchers_have_names_of_one_price_each(rows):
    databases = [
        product("P", "Database Instance", databaseEngine="PostgreSQL", deploymentOption="Single-AZ",
                instanceType="db.m5.large", licenseModel="No license required"),
        product("Q", "Database Instance", databaseEngine="PostgreSQL", deploymentOption="Multi-AZ",
                instanceType="db.m5.large", licenseModel="No license required"),
        product("M", "Database Instance", databaseEngine="MySQL", deploymentOption="Single-AZ",
                instanceType="db.m5.large", licenseModel="No license required"),
        product("O", "Database Instance", databaseEngine="Oracle", deploymentOption="Single-AZ",
                instanceType="db.m5.large", licenseModel="License included"),
        product("S", "Database Instance", "InstanceUsage:db.r6g.large",
                databaseEngine="Aurora PostgreSQL",
                deploymentOption="Single-AZ", instanceType="db.r6g.large"),
        product("I", "Database Instance", "InstanceUsageIOOptimized:db.r6g.large",
                instanceType="db.r6g.large",
                databaseEngine="Aurora PostgreSQL", deploymentOption="Single-AZ"),
        product("G", "Database Storage", "USE1-RDS:GP2-Storage"),
    ]  # fmt: skip
    prices = dict(zip("PQMOSI", ("0.178", "0.356", "0.171", "1", "0.26", "0.338"), strict=True))
    demand = {sku: on_demand(sku, dimension(price)) for sku, price in prices.items()}
    demand["G"] = on_demand("G", dimension("0.115", "GB-Mo"))
    found = rows(offer(databases, demand, code="AmazonRDS"))
    here = ("instance", "us-east-1", "on_demand")
    assert {cells[0]: cells[2] for cells in found["aws/db.m5.large", *here]} == {
        "availability=zonal;engine=postgres;family=m5": "0.178",
        "availability=regional;engine=postgres;family=m5": "0.356",
    }
    assert found["aws/mysql.db.m5.large", *here][0][2] == "0.171"
    assert {cells[0]: cells[2] for cells in found["aws/aurora.db.r6g.large", *here]} == {
        "config=standard": "0.26",
        "config=io-optimized": "0.338",
    }
    assert found["aws/rds-gp2", "storage", "us-east-1", "on_demand"] == [
        ("availability=zonal", "USD/GiB/month", "0.115")
    ]


def test_tiers_step_by_what_a_month_comes_to(rows):
    out = product("T", "Data Transfer", "DataTransfer-Out-Bytes", transferType="AWS Outbound",
                  fromRegionCode="us-east-1")  # fmt: skip
    tiers = [
        dimension("0.0850000000", "GB", "10240", "51200"),
        dimension("0.0900000000", "GB", "0", "10240"),
        dimension("0.0700000000", "GB", "51200"),
    ]
    found = rows(offer([out], {"T": on_demand("T", *tiers)}, code="AWSDataTransfer"))
    assert found == {
        ("aws/internet-egress", "bytes", "us-east-1", "on_demand"): [
            ("", "USD/GiB", "0.09 to 10240, 0.085 to 51200, 0.07")
        ]
    }


def test_what_has_no_name_is_kept_by_its_sku_only_when_asked(rows):
    other = product("ABC123", "Dedicated Host", "HostUsage:m5", servicecode="AmazonEC2")
    page = offer([other], {"ABC123": on_demand("ABC123", dimension("5.069"))})
    assert rows(page) == {}
    assert rows(page, everything=True) == {
        ("aws/sku-ABC123", "instance", "us-east-1", "on_demand"): [
            ("", "USD/instance/hour", "5.069")
        ]
    }


def test_prices_of_china_are_in_its_money(rows):
    price = {**dimension("0"), "pricePerUnit": {"CNY": "0.6"}}
    page = offer([machine("A", regionCode="cn-north-1")], {"A": on_demand("A", price)})
    assert rows(page)["aws/m5.large", "instance", "cn-north-1", "on_demand"][0][1:] == (
        "CNY/instance/hour", "0.6",
    )  # fmt: skip


def test_a_price_of_nothing_is_no_offer(rows):
    assert rows(offer([machine("A")], {"A": on_demand("A", dimension("0.0000000000"))})) == {}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"pricePerUnit": {"USD": "NaN"}}, "'pricePerUnit' is 'NaN'"),
        ({"pricePerUnit": {"USD": "-1"}}, "'pricePerUnit' is '-1'"),
        ({"pricePerUnit": {"USD": "1e17"}}, "'pricePerUnit' is '1e17', which is no amount"),
        ({"pricePerUnit": {"XTS": "1"}}, "its currency XTS is not known"),
        ({"pricePerUnit": {"USD": "1", "EUR": "1"}}, "it is priced in 2 currencies"),
        ({"pricePerUnit": []}, "'pricePerUnit' is no object"),
        ({"unit": "Furlongs"}, "it is counted in Furlongs, not in Hrs"),
        ({"unit": None}, "'unit' is no text"),
        ({"beginRange": "Inf"}, "'beginRange' is 'Inf'"),
        ({"beginRange": "10", "endRange": "5"}, "a tier of it ends before it begins"),
    ],
)
def test_an_item_that_cannot_be_read_is_left_out_and_told(chunks, wanted, change, why):
    bad = {**dimension("0.1"), **change}
    page = offer(
        [machine("A"), machine("B", "m5.xlarge")],
        {"A": on_demand("A", bad), "B": on_demand("B", dimension("0.192"))},
    )
    harvest = gather(FEED, [FEED.read(chunks(page), HERE, wanted)], wanted)
    assert [row.product for row in harvest.rows] == ["aws/m5.xlarge"]
    (skip,) = harvest.skipped
    assert skip.where == "SKU A"
    assert skip.why.startswith(why)
    assert skip.source == "AWS price list, AmazonEC2"


GOOD = json.dumps(offer([machine("A")], {"A": on_demand("A", dimension("0.1"))})).encode()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (GOOD[:-40], "no offer that can be read"),
        (GOOD + b"{}", "no offer that can be read"),
        (GOOD.replace(b'"terms"', b'"torms"'), "it has no products and terms"),
        (GOOD.replace(b'"offerCode"', b'"offerMode"'), "its offerCode does not come first"),
        (b'{"offerCode": "x", "terms": {}, "products": {}}', "its terms come before its products"),
        (b'{"offerCode": "x", "products": {"A": ' + b'{"a":' * 60, "nested more than 24 deep"),
        (
            b'{"offerCode": "x", "skip": ' + b"[" * 60 + b']}, "products":',
            "nested more than 24 deep",
        ),
        (GOOD.replace(b'"regionCode"', b'"usagetype"'), "says 'usagetype' twice in one place"),
        (b"<html>busy</html>", "this is a web page"),
        (b'{"message": "Forbidden"}', "no page of AWS prices: it has message"),
        (b"", "this page is empty"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_whole(wanted, data, what):
    with pytest.raises(Rejected, match="T605") as refused:
        FEED.read([data], HERE, wanted)
    assert what in refused.value.problems[0].what


def test_an_entry_without_end_is_left_early(wanted):
    def endless():
        yield b'{"offerCode": "x", "products": {"A": {"sku": "'
        while True:
            yield b"a" * (1 << 20)

    with pytest.raises(Rejected, match="it has an entry without end"):
        FEED.read(endless(), HERE, wanted)


def test_more_than_any_file_has_is_refused(chunks, wanted, monkeypatch):
    monkeypatch.setattr(aws_offer, "_MOST_KEPT", 1)
    page = offer([machine("A"), machine("B", "m5.xlarge")], {})
    with pytest.raises(Rejected, match="more than 1 of its products are wanted"):
        FEED.read(chunks(page), HERE, wanted)


def test_indexes_lead_to_the_files_of_the_services_and_regions_that_are_wanted(chunks, wanted):
    offers = {
        code: {"offerCode": code, "currentVersionUrl": f"/v/{code}.json",
               "currentRegionIndexUrl": f"/offers/{code}/region_index.json"}
        for code in ("AmazonEC2", "AmazonRDS", "AmazonChime")
    }  # fmt: skip
    regions = {
        code: {"regionCode": code, "currentVersionUrl": f"/offers/AmazonEC2/{code}.json"}
        for code in ("us-east-1", "eu-west-1")
    }
    pages = {
        f"{BASE}/offers/v1.0/aws/index.json": {"formatVersion": "v1.0", "offers": offers},
        f"{BASE}/offers/AmazonEC2/region_index.json": {"regions": regions},
        f"{BASE}/offers/AmazonEC2/us-east-1.json": offer(
            [machine("A")], {"A": on_demand("A", dimension("0.1"))}
        ),
    }
    asks = replace(wanted, regions=("us-east-1",), services=("ec2",))
    harvest = crawl(FEED, BASE, asks, lambda address: chunks(pages[address]))
    assert [row.product for row in harvest.rows] == ["aws/m5.large"]
    assert harvest.covers == {("AWS price list, AmazonEC2", "us-east-1")}
    assert harvest.pages == 3
    with pytest.raises(Rejected, match="there is no such service: nonesuch"):
        crawl(FEED, BASE, replace(wanted, services=("nonesuch",)), lambda a: chunks(pages[a]))


def test_saved_answers_of_the_query_api(chunks, wanted, told):
    answer = {
        "product": machine("A"), "serviceCode": "AmazonEC2", "version": "2026",
        "terms": {
            "OnDemand": on_demand("A", dimension("0.096")),
            "Reserved": reserved("A", "1yr", "No Upfront", dimension("0.06")),
        },
    }  # fmt: skip
    page = {"FormatVersion": "aws_v1", "NextToken": "abc", "PriceList": [json.dumps(answer), "{}"]}
    harvest = gather(FEED, [FEED.read(chunks(page), Asked("page.json"), wanted)], wanted)
    assert {key[3]: cells[0][2] for key, cells in told(harvest.rows).items()} == {
        "on_demand": "0.096",
        "commit_1y": "0.06",
    }
    assert harvest.covers == frozenset()
    assert [skip.where for skip in harvest.skipped] == ["page.json, PriceList[1]"]
    with pytest.raises(Rejected, match=r"PriceList\[0\]"):
        FEED.read(chunks({"PriceList": ["{oops"]}), Asked("page.json"), wanted)
