"""Google Cloud: SKUs of parts that become machines, money in units and nanos, an API key."""

from dataclasses import replace

import pytest

from tenfold.errors import Rejected
from tenfold.prices.feeds.crawl import crawl, gather
from tenfold.prices.feeds.feed import Asked
from tenfold.prices.feeds.gcp import FEED

HERE = Asked(
    "https://x/v1/services/6F81-5844-456A/skus", "Google Cloud billing catalogue, Compute Engine"
)
COMPUTE = "services/6F81-5844-456A"


def money(nanos, units="0"):
    return {"currencyCode": "USD", "units": units, "nanos": nanos}


def sku(description, nanos, usage="OnDemand", unit="h", regions=("us-central1",), **said):
    tiers = said.pop("tiers", [{"startUsageAmount": 0, "unitPrice": money(nanos)}])
    return {
        "name": f"{COMPUTE}/skus/1", "skuId": said.pop("id", "AAAA-BBBB-CCCC"),
        "description": description,
        "category": {
            "serviceDisplayName": said.pop("service", "Compute Engine"),
            "resourceFamily": "Compute",
            "resourceGroup": "CPU", "usageType": usage,
        },
        "serviceRegions": list(regions),
        "pricingInfo": [{
            "effectiveTime": "2026-11-20T08:00:00Z", "summary": "",
            "pricingExpression": {
                "usageUnit": unit, "displayQuantity": 1, "tieredRates": tiers,
                "baseUnitConversionFactor": 3600.0,
            },
            "currencyConversionRate": 1.0,
        }],
        "serviceProviderName": "Google", **said,
    }  # fmt: skip


def page(*skus, token=""):
    return {"skus": list(skus), "nextPageToken": token}


@pytest.fixture
def rows(chunks, wanted, told):
    def read(*skus, **more):
        asks = replace(wanted, **more)
        return told(gather(FEED, [FEED.read(chunks(page(*skus)), HERE, asks)], asks).rows)

    return read


CORE = sku(
    "N1 Predefined Instance Core running in Americas",
    31_611_000,
    regions=("us-central1", "us-east1"),
)
RAM = sku(
    "N1 Predefined Instance Ram running in Americas",
    4_237_000,
    unit="GiBy.h",
    regions=("us-central1",),
)


def test_a_machine_is_the_sum_of_its_cores_and_its_memory(rows):
    found = rows(CORE, RAM)
    assert found["gcp/n1-highcpu-8", "instance", "us-central1", "on_demand"] == [
        ("vcpu=8;memory=7.2;family=n1;sustained=0.3", "USD/instance/hour", "0.2833944")
    ]
    assert found["gcp/n1-standard-4", "instance", "us-central1", "on_demand"][0][2] == "0.189999"
    assert {key[2] for key in found} == {"us-central1"}  # the memory is not sold in us-east1
    assert not any("part-" in key[0] for key in found)


def test_near_duplicates_are_not_taken_for_the_plain_sku(rows):
    found = rows(
        CORE,
        RAM,
        sku("N1 Predefined Instance Core running in Americas DWS", 1),
        sku("N2 Custom Instance Core running in Americas", 2),
        sku("N2 Sole Tenancy Instance Core running in Americas", 2),
        sku("Custom Extended Instance Ram running in Americas", 2),
        sku("N1 Predefined Instance Core running in Americas", 6_000_000, "Preemptible"),
        sku(
            "Spot Preemptible N1 Predefined Instance Ram running in Americas",
            900_000,
            "Preemptible",
            "GiBy.h",
        ),
        sku("Commitment v1: Cpu in Americas for 1 Year", 19_915_000, "Commit1Yr"),
        sku("Commitment v1: Ram in Americas for 1 Year", 2_669_000, "Commit1Yr", "GiBy.h"),
    )
    machine = ("gcp/n1-highcpu-8", "instance", "us-central1")
    assert {key[3]: cells[0][2] for key, cells in found.items() if key[:3] == machine} == {
        "on_demand": "0.2833944",
        "spot": "0.05448",
        "commit_1y": "0.1785368",
    }
    assert {key[0].split("-")[0] for key in found} == {"gcp/n1"}


def test_a_machine_with_gpus_has_them_in_its_price(rows):
    found = rows(
        sku("G2 Instance Core running in Americas", 24_988_000),
        sku("G2 Instance Ram running in Americas", 2_927_000, unit="GiBy.h"),
        sku("Nvidia L4 GPU running in Americas", 560_040_000),
    )
    assert found["gcp/g2-standard-4", "instance", "us-central1", "on_demand"] == [
        ("vcpu=4;memory=16;family=g2;gpu=l4;gpus=1", "USD/instance/hour", "0.706824")
    ]
    assert found["gcp/gpu-l4", "instance", "us-central1", "on_demand"] == [
        ("gpu=l4;gpus=1;gpu_memory=24", "USD/GPU/hour", "0.56004")
    ]


def test_a_part_with_two_prices_makes_no_machine(chunks, wanted):
    twin = {**CORE, "skuId": "DDDD-EEEE-FFFF"}
    twin["pricingInfo"] = sku("", 1)["pricingInfo"]
    harvest = gather(FEED, [FEED.read(chunks(page(CORE, RAM, twin)), HERE, wanted)], wanted)
    assert harvest.rows == ()
    assert harvest.skipped[0].why.startswith(
        "it has two prices: 0.031611 (AAAA-BBBB-CCCC) and 1e-09"
    )


def test_databases_disks_and_capacity_have_their_names(rows):
    sql = {"service": "Cloud SQL"}
    found = rows(
        sku("Cloud SQL for PostgreSQL: Zonal - vCPU in Americas", 41_300_000, **sql),
        sku("Cloud SQL for PostgreSQL: Zonal - RAM in Americas", 7_000_000, unit="GiBy.h", **sql),
        sku("Cloud SQL for PostgreSQL: Regional - Standard storage in Americas", 340_000_000,
            unit="GiBy.mo", **sql),
        sku("Cloud SQL for MySQL: Zonal - vCPU in Americas", 41_000_000, **sql),
        sku("Redis Capacity Basic M2 Iowa", 27_000_000, unit="GiBy.h",
            service="Cloud Memorystore for Redis"),
        sku("Balanced PD Capacity in Iowa", 100_000_000, unit="GiBy.mo"),
        sku("Standard Storage Iowa", 20_000_000, unit="GiBy.mo", service="Cloud Storage"),
        sku("Standard Storage US Multi-region", 26_000_000, unit="GiBy.mo",
        service="Cloud Storage"),
    )  # fmt: skip
    told = {(key[0], key[1]): cells[0] for key, cells in found.items()}
    assert told["gcp/cloud-sql-vcpu", "instance"] == (
        "availability=zonal",
        "USD/vCPU/hour",
        "0.0413",
    )
    assert told["gcp/cloud-sql-ssd", "storage"] == (
        "availability=regional",
        "USD/GiB/month",
        "0.34",
    )
    assert told["gcp/db-n1-highmem-8", "instance"][2] == "0.6944"
    assert told["gcp/redis-basic-m2", "instance"] == ("band=m2", "USD/GiB/hour", "0.027")
    assert told["gcp/pd-balanced", "storage"][2] == "0.1"
    assert told["gcp/gcs-standard", "storage"][2] == "0.02"


def test_tiers_and_free_allowances(rows):
    tiers = [
        {"startUsageAmount": 0, "unitPrice": money(120_000_000)},
        {"startUsageAmount": 1024, "unitPrice": money(110_000_000)},
        {"startUsageAmount": 10240, "unitPrice": money(80_000_000)},
    ]
    free = [
        {"startUsageAmount": 0, "unitPrice": {"currencyCode": "USD"}},
        {"startUsageAmount": 50.0, "unitPrice": money(500_000_000)},
    ]
    found = rows(
        sku(
            "Network Internet Data Transfer Out from Americas to Americas",
            0,
            unit="GiBy",
            tiers=tiers,
        ),
        sku("Log Storage cost", 0, unit="GiBy", tiers=free, service="Cloud Logging"),
    )
    assert found["gcp/internet-egress", "bytes", "us-central1", "on_demand"][0][2] == (
        "0.12 to 1024, 0.11 to 10240, 0.08"
    )
    assert found["gcp/cloud-logging", "logs", "global", "on_demand"][0][2] == "0 to 50, 0.5"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"serviceRegions": None}, "'serviceRegions' are no regions"),
        ({"serviceRegions": ["us central"]}, "'serviceRegions' are no regions"),
        ({"pricingInfo": []}, "it has no 'pricingInfo'"),
        ({"tiers": []}, "it has no 'tieredRates' that can be read"),
        ({"tiers": [{"unitPrice": money(2_000_000_000)}]}, "'nanos' are no part of one"),
        ({"tiers": [{"unitPrice": money(-5)}]}, "'nanos' is '-5'"),
        ({"tiers": [{"unitPrice": {"currencyCode": "QQQ"}}]}, "its currency QQQ is not known"),
        ({"unit": "1/s"}, "its unit '1/s' is not known"),
        ({"description": None}, "'description' is no text"),
    ],
)
def test_an_item_that_cannot_be_read_is_left_out_and_told(chunks, wanted, change, why):
    base = {"nanos": 1, "description": "Balanced PD Capacity", "unit": "GiBy.mo"}
    bad = sku(**{**base, **change})
    read = FEED.read(chunks(page(bad, CORE)), HERE, wanted)
    assert {rate.sku for rate in read.rates} == {"AAAA-BBBB-CCCC"}
    assert [skip.why.startswith(why) for skip in read.skipped] == [True]
    assert read.skipped[0].where.startswith("skus[0] of https://x/")


def test_services_lead_to_their_skus_and_those_from_page_to_page(chunks, wanted):
    services = {"services": [
        {"name": COMPUTE, "serviceId": "6F81-5844-456A", "displayName": "Compute Engine"},
        {"name": "services/0000-0000-0000", "displayName": "Something Else"},
    ]}  # fmt: skip
    asked = []

    def opened(address):
        asked.append(address)
        if address.endswith("services?pageSize=5000"):
            return chunks(services)
        if "pageToken" in address:
            return chunks(page(RAM))
        return chunks({"skus": [CORE], "nextPageToken": "a b&c"})

    harvest = crawl(FEED, FEED.base, wanted, opened)
    skus = f"{FEED.base}/v1/{COMPUTE}/skus?pageSize=5000&currencyCode=USD"
    assert asked[1:] == [skus, f"{skus}&pageToken=a%20b%26c"]
    assert harvest.covers == {("Google Cloud billing catalogue, Compute Engine", "")}
    assert any(row.product == "gcp/n1-standard-8" for row in harvest.rows)


def test_names_of_services_are_not_put_into_addresses_as_they_come(chunks, wanted):
    services = {"services": [{"name": "services/../../etc", "displayName": "Compute Engine"}]}
    with pytest.raises(Rejected, match=r"services\[0\] has no name that can be asked for"):
        FEED.read(chunks(services), Asked("https://x/v1/services"), wanted)


def test_what_has_no_name_is_kept_by_its_sku_only_when_asked(rows):
    other = sku(
        "Vertex AI something", 1_000, id="1234-ABCD-5678", unit="count", service="Vertex AI"
    )
    assert rows(other) == {}
    assert rows(other, everything=True) == {
        ("gcp/sku-1234-ABCD-5678", "requests", "us-central1", "on_demand"): [
            ("", "USD/1M requests", "1")
        ]
    }
