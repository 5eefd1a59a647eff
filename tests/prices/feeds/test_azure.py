"""Azure: items that become tiers, Linux and Windows, blocks of units, and whole terms."""

from dataclasses import replace
from urllib.parse import unquote

import pytest

from tenfold.errors import Rejected
from tenfold.prices.feeds.azure import FEED
from tenfold.prices.feeds.crawl import crawl, gather
from tenfold.prices.feeds.feed import Asked

HERE = Asked("https://prices.azure.com/api", "Azure retail prices, Virtual Machines", "eastus")


def item(price, **said):
    return {
        "currencyCode": "USD", "tierMinimumUnits": 0.0, "retailPrice": price, "unitPrice": price,
        "armRegionName": "eastus", "location": "US East",
        "effectiveStartDate": "2026-01-01T00:00:00Z",
        "meterId": "m-1", "meterName": "D2s v5", "productId": "DZH", "skuId": "DZH/1",
        "productName": "Virtual Machines Dsv5 Series", "skuName": "D2s v5",
        "serviceName": "Virtual Machines", "serviceFamily": "Compute", "unitOfMeasure": "1 Hour",
        "type": "Consumption", "isPrimaryMeterRegion": True, "armSkuName": "Standard_D2s_v5",
        **said,
    }  # fmt: skip


def page(*items, following=None):
    return {
        "BillingCurrency": "USD", "CustomerEntityId": "Default", "Items": list(items),
        "NextPageLink": following, "Count": len(items),
    }  # fmt: skip


@pytest.fixture
def rows(chunks, wanted, told):
    def read(*items, **more):
        asks = replace(wanted, **more)
        return told(gather(FEED, [FEED.read(chunks(page(*items)), HERE, asks)], asks).rows)

    return read


def test_linux_is_what_is_not_called_windows(rows):
    found = rows(
        item(0.096),
        item(0.188, productName="Virtual Machines Dsv5 Series Windows"),
        item(0.3, productName="Dsv5 Series Cloud Services"),
        item(0.0192, skuName="D2s v5 Spot", meterName="D2s v5 Spot"),
        item(0.02, skuName="D2s v5 Low Priority"),
        item(0.09, type="DevTestConsumption"),
    )
    assert found == {
        ("azure/Standard_D2s_v5", "instance", "eastus", "on_demand"): [
            ("", "USD/instance/hour", "0.096")
        ],
        ("azure/Standard_D2s_v5", "instance", "eastus", "spot"): [
            ("", "USD/instance/hour", "0.0192")
        ],
    }


def test_a_reservation_is_the_price_of_its_whole_term(rows):
    found = rows(
        item(0.096),
        item(496.0, type="Reservation", reservationTerm="1 Year"),
        item(960.0, type="Reservation", reservationTerm="3 Years"),
        item(1500.0, type="Reservation", reservationTerm="5 Years"),
    )
    here = ("azure/Standard_D2s_v5", "instance", "eastus")
    assert found[*here, "commit_1y"][0][2] == "0.0566210046"
    assert found[*here, "commit_3y"][0][2] == "0.0365296804"
    assert len(found) == 3


def out(price, start, **said):
    return item(
        price, tierMinimumUnits=start, serviceName="Bandwidth", productName="Rtn Preference: MGN",
        meterName="Standard Data Transfer Out", skuName="Standard", armSkuName="",
        unitOfMeasure="1 GB", **said,
    )  # fmt: skip


def test_tiers_are_several_items_that_may_stand_on_different_pages(chunks, wanted, told):
    pages = [page(out(0.083, 10100), out(0.0, 0)), page(out(0.087, "100"))]
    read = [FEED.read(chunks(one), HERE, wanted) for one in pages]
    assert told(gather(FEED, read, wanted).rows) == {
        ("azure/internet-egress", "bytes", "eastus", "on_demand"): [
            ("", "USD/GB", "0 to 100, 0.087 to 10100, 0.083")
        ]
    }


def test_blocks_of_units_are_told_in_ours(rows):
    blob = {"serviceName": "Storage", "productName": "General Block Blob v2", "skuName": "Hot LRS",
            "armSkuName": ""}  # fmt: skip
    found = rows(
        item(0.0208, **blob, meterName="Hot LRS Data Stored", unitOfMeasure="1 GB/Month"),
        item(0.055, **blob, meterName="Hot LRS Write Operations", unitOfMeasure="10K"),
        item(0.45, **blob, meterName="Hot Read Operations", unitOfMeasure="1M"),
        item(10.0, serviceName="Azure Kubernetes Service", meterName="Standard Uptime SLA",
             unitOfMeasure="100 Hours", armSkuName=""),
    )  # fmt: skip
    assert {key[:2]: cells[0][1:] for key, cells in found.items()} == {
        ("azure/blob-hot-lrs", "storage"): ("USD/GiB/month", "0.0208"),
        ("azure/blob-hot-lrs", "writes"): ("USD/10,000 operations", "0.055"),
        ("azure/blob-hot-lrs", "reads"): ("USD/10,000 operations", "0.0045"),
        ("azure/aks", "instance"): ("USD/cluster/hour", "0.1"),
    }


@pytest.mark.parametrize(
    ("product", "sku", "name"),
    [
        ("General Purpose Ddsv5 Series Compute", "4 vCore", "azure/postgres-D4ds_v5"),
        ("General Purpose - Dadsv5 Series Compute", "2 vCore", "azure/postgres-D2ads_v5"),
        ("Memory Optimized Esv3 Series Compute", "4 vCore", "azure/postgres-E4s_v3"),
        ("Burstable BS Series Compute", "B1MS", "azure/postgres-B1ms"),
    ],
)
def test_servers_of_postgres_are_named_by_size(rows, product, sku, name):
    server = item(
        0.39, serviceName="Azure Database for PostgreSQL", skuName=sku, meterName="vCore",
        productName=f"Azure Database for PostgreSQL Flexible Server {product}", armSkuName="",
    )  # fmt: skip
    assert list(rows(server)) == [(name, "instance", "eastus", "on_demand")]


def test_a_zone_of_the_world_is_its_areas(rows):
    found = rows(item(
        0.083, serviceName="Azure Front Door Service", productName="Azure Front Door",
        meterName="Standard Data Transfer Out", armRegionName="Zone 1", unitOfMeasure="1 GB",
    ))  # fmt: skip
    assert sorted(key[2] for key in found) == ["europe", "north-america"]


def test_what_is_priced_everywhere_alike_is_asked_for_without_a_region(rows, wanted):
    gateway = item(0.045, serviceName="NAT Gateway", meterName="Standard Gateway",
                   armRegionName="Global", armSkuName="")  # fmt: skip
    assert rows(gateway, regions=("eastus",)) == {
        ("azure/nat-gateway", "instance", "global", "on_demand"): [
            ("", "USD/gateway/hour", "0.045")
        ]
    }
    asks = replace(wanted, regions=("eastus",), services=("nat gateway",))
    (asked,) = FEED.first(FEED.base, asks)
    assert (asked.region, "armRegionName" in asked.address) == ("", False)


def test_exponents_are_numbers_too(rows):
    tiny = item(6.1e-05, serviceName="Load Balancer", meterName="Standard Data Processed",
                unitOfMeasure="1 GB")  # fmt: skip
    assert next(iter(rows(tiny).values()))[0][2] == "0.000061"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"retailPrice": None}, "'retailPrice' is no number"),
        ({"retailPrice": -0.1}, "'retailPrice' is '-0.1'"),
        ({"retailPrice": 10**16}, "'retailPrice' is"),
        ({"currencyCode": "ABC"}, "its currency ABC is not known"),
        ({"unitOfMeasure": "1 Fortnight"}, "its unit '1 Fortnight' is not known"),
        ({"unitOfMeasure": "1 GB/Month"}, "it is counted by gigabyte by the month"),
        ({"productName": None}, "'productName' is no text"),
        ({"productName": "x" * 10_000}, "'productName' is 10,000 characters long"),
        ({"tierMinimumUnits": "soon"}, "'tierMinimumUnits' is 'soon'"),
    ],
)
def test_an_item_that_cannot_be_read_is_left_out_and_told(chunks, wanted, change, why):
    bad = item(0.1, **change)
    good = item(0.2, armSkuName="Standard_D4s_v5", meterId="m-2")
    read = FEED.read(chunks(page(bad, good)), HERE, wanted)
    assert [rate.product for rate in read.rates] == ["azure/Standard_D4s_v5"]
    (skip,) = read.skipped
    assert skip.where.startswith("Items[0] of https://")
    assert skip.why.startswith(why)


def test_a_tier_that_cannot_be_read_takes_its_meter_with_it(chunks, wanted):
    """Half of its tiers would be a price that nobody ever asked."""
    read = FEED.read(chunks(page(out(0.087, 0), out("NaN", 10100))), HERE, wanted)
    harvest = gather(FEED, [read], wanted)
    assert harvest.rows == ()
    assert len(harvest.skipped) == 1


@pytest.mark.parametrize("broken", [None, "x", [], {}, {"serviceName": "Bandwidth"}])
def test_an_item_that_is_none_makes_the_page_none(chunks, wanted, broken):
    with pytest.raises(Rejected, match=r"T605  of Items\[1\], "):
        FEED.read(chunks(page(item(0.1), broken)), HERE, wanted)


def test_two_prices_for_one_thing_are_none(chunks, wanted):
    read = FEED.read(chunks(page(item(0.1), item(0.2, meterId="m-2"))), HERE, wanted)
    harvest = gather(FEED, [read], wanted)
    assert harvest.rows == ()
    assert harvest.skipped[0].why == "it has two prices: 0.1 (m-1) and 0.2 (m-2)"


def test_each_service_and_region_is_asked_for_and_followed(chunks, wanted):
    asked = []

    def opened(address):
        asked.append(address)
        link = None if "skip" in address else f"{FEED.base}:443/api/next?skip={len(asked)}"
        return chunks(page(following=link))

    asks = replace(wanted, regions=("eastus", "westus"), services=("virtual machines",))
    harvest = crawl(FEED, FEED.base, asks, opened)
    assert len(asked) == 4
    assert "serviceName eq 'Virtual Machines' and armRegionName eq 'eastus'" in unquote(asked[0])
    assert harvest.covers == {
        ("Azure retail prices, Virtual Machines", "eastus"),
        ("Azure retail prices, Virtual Machines", "westus"),
    }


def test_a_saved_page_leads_nowhere_and_tells_all_of_nothing(chunks, wanted):
    saved = page(item(0.1), following="https://prices.azure.com/api?skip=1")
    read = FEED.read(chunks(saved), Asked("page.json"), wanted)
    assert (read.following, read.covers) == ((), ())


def test_a_link_that_is_no_link_is_refused(chunks, wanted):
    with pytest.raises(Rejected, match="'NextPageLink' of this page is no address"):
        FEED.read(chunks(page(following={"href": "x"})), HERE, wanted)


def test_what_has_no_name_and_no_unit_is_no_loss(chunks, wanted):
    other = item(3.0, serviceName="SQL Database", unitOfMeasure="1 Rotation", meterId="12345")
    read = FEED.read(chunks(page(other)), HERE, replace(wanted, everything=True))
    assert (read.rates, read.skipped, read.seen) == ((), (), 1)


def test_what_has_no_name_is_kept_by_its_meter_only_when_asked(rows):
    other = item(3.0, serviceName="SQL Database", meterId="12345678-aaaa", unitOfMeasure="1/Month")
    assert rows(other) == {}
    assert rows(other, everything=True) == {
        ("azure/sku-12345678-aaaa", "instance", "eastus", "on_demand"): [
            ("", "USD/instance/month", "3")
        ]
    }
