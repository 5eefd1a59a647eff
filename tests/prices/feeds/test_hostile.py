"""Pages bent at random: whatever is in them, a feed gives Rows or a refusal, and never a fault."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.errors import Rejected
from tenfold.prices.feeds.crawl import gather
from tenfold.prices.feeds.feed import Asked, Wanted
from tenfold.prices.feeds.table import FEEDS
from tenfold.prices.row import read_row, written

RATE = {
    "unit": "Hrs", "beginRange": "0", "endRange": "Inf", "description": "x",
    "pricePerUnit": {"USD": "0.0960000000"},
}  # fmt: skip
OFFER = {"sku": "A", "effectiveDate": "2026-11-01T00:00:00Z", "priceDimensions": {"A.1": RATE}}
MACHINE = {
    "sku": "A", "productFamily": "Compute Instance", "attributes": {
        "regionCode": "us-east-1", "instanceType": "m5.large", "operatingSystem": "Linux",
        "preInstalledSw": "NA", "capacitystatus": "Used", "tenancy": "Shared", "vcpu": "2",
    },
}  # fmt: skip
LEASE = {"LeaseContractLength": "1yr", "PurchaseOption": "No Upfront", "OfferingClass": "standard"}
TERMS = {"OnDemand": {"A.J": OFFER}, "Reserved": {"A.R": {**OFFER, "termAttributes": LEASE}}}
ITEM = {
    "currencyCode": "USD", "tierMinimumUnits": 0.0, "retailPrice": 0.096, "armRegionName": "eastus",
    "effectiveStartDate": "2026-01-01T00:00:00Z", "meterId": "m", "meterName": "D2s v5",
    "productName": "Virtual Machines Dsv5 Series", "skuName": "D2s v5", "type": "Consumption",
    "serviceName": "Virtual Machines", "unitOfMeasure": "1 Hour", "armSkuName": "Standard_D2s_v5",
}  # fmt: skip
SKU = {
    "skuId": "AAAA-BBBB-CCCC", "description": "Balanced PD Capacity",
    "serviceRegions": ["us-central1"],
    "category": {"serviceDisplayName": "Compute Engine", "usageType": "OnDemand"},
    "pricingInfo": [{
        "effectiveTime": "2026-11-20T08:00:00Z", "pricingExpression": {
            "usageUnit": "GiBy.mo", "tieredRates": [
                {"startUsageAmount": 0, "unitPrice": {"currencyCode": "USD", "nanos": 100000000}},
            ],
        },
    }],
}  # fmt: skip
PAGES = {
    "an AWS index": ("aws", {"offers": {"AmazonEC2": {"currentRegionIndexUrl": "/x.json"}}}),
    "an AWS index of regions": ("aws", {"regions": {"us-east-1": {"currentVersionUrl": "/x"}}}),
    "an AWS answer": ("aws", {"PriceList": [
        {"product": MACHINE, "serviceCode": "AmazonEC2", "terms": TERMS}, "{}"]}),
    "an AWS offer": ("aws", {
        "offerCode": "AmazonEC2", "products": {"A": MACHINE},
        "terms": {name: {"A": term} for name, term in TERMS.items()}}),
    "Azure": ("azure", {"Items": [ITEM, {**ITEM, "type": "Reservation",
    "reservationTerm": "1 Year"}],
                        "NextPageLink": "/next"}),
    "Google's services": ("gcp", {"services": [
        {"name": "services/6F81-5844-456A", "displayName": "Compute Engine"}],
        "nextPageToken": "x"}),
    "Google's SKUs": ("gcp", {"skus": [SKU, {**SKU, "skuId": "DDDD-EEEE-FFFF"}],
    "nextPageToken": "x"}),
}  # fmt: skip
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.sampled_from(
        [-1, 0, 1e308, 10**30, "", "NaN", "Infinity", "-1", "1e99", "\x00", "9" * 5_000]
    )
    | st.text(max_size=5)
    | st.integers()
    | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=3,
)


def places(node, path=()):
    """Where everything stands in a page."""
    yield path
    pairs = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    for name, inner in pairs:
        yield from places(inner, (*path, name))


def bent(page, path, value):
    """The page with something else in one place."""
    if not path:
        return value
    page = copy.deepcopy(page)
    node = page
    for name in path[:-1]:
        node = node[name]
    node[path[-1]] = value
    return page


def read(name, data):
    """Rows of a page that a table can carry, or nothing where it is refused."""
    feed = FEEDS[PAGES[name][0]]
    wanted = Wanted("2026-11-24", everything=True)
    asked = Asked(f"{feed.base}/page", "a list", "us-east-1")
    try:
        rows = gather(feed, [feed.read(iter([data]), asked, wanted)], wanted).rows
    except Rejected as refusal:
        told = refusal
        rows = None
    if rows is None:
        assert {problem.code for problem in told.problems} == {"T605"}
        assert str(told).replace("\n", "").isprintable()
        return None
    assert all(read_row(written(row)) == row for row in rows)
    return rows


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_good_before_they_are_bent(name):
    assert read(name, json.dumps(PAGES[name][1]).encode()) is not None


@pytest.mark.parametrize("name", PAGES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_page_with_something_else_in_one_place(name, data):
    page = PAGES[name][1]
    path = data.draw(st.sampled_from(list(places(page))))
    read(name, json.dumps(bent(page, path, data.draw(ANYTHING))).encode())


@pytest.mark.parametrize("name", PAGES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_page_with_bytes_missing_or_put_in(name, data):
    whole = json.dumps(PAGES[name][1]).encode()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    read(name, whole[:start] + data.draw(st.binary(max_size=8)) + whole[end:])
