"""Google Cloud: the Cloud Billing Catalog, services and then the SKUs of each, with an API key.

The key goes into a header, never into an address, so that no message can show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from urllib.parse import quote, urlsplit

from tenfold.prices.feeds.feed import Asked, Feed, Key, Page, Rate, Skip, Wanted, untrusted
from tenfold.prices.feeds.gcp_machines import composed
from tenfold.prices.feeds.gcp_names import SERVICES, Named, named
from tenfold.prices.feeds.measures import factor, google_measure, known, meant, threshold
from tenfold.prices.feeds.page import (
    Bad,
    currency_of,
    items_of,
    mapping_of,
    numeral,
    on_one_line,
    parsed,
    text_of,
)

__all__ = ["FEED"]

_TITLE = "Google Cloud billing catalogue"
_SERVICE = re.compile(r"services/[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}\Z")
_SKU = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}\Z")
_REGION = re.compile(r"[a-z][a-z0-9-]{1,40}\Z")
_NANOS = 10**9
_MOST_TIERS = 60


def _first(base: str, wanted: Wanted) -> tuple[Asked, ...]:
    del wanted
    return (Asked(f"{base.rstrip('/')}/v1/services?pageSize=5000"),)


def _read(chunks: Iterable[bytes], asked: Asked, wanted: Wanted) -> Page:
    page = parsed(chunks, asked.address)
    if "services" in page:
        return _services(page, asked, wanted)
    items = items_of(page, "skus", asked.address)
    rates: list[Rate] = []
    skipped: list[Skip] = []
    for place, found in enumerate(items):
        source = asked.source
        try:
            item = mapping_of(found, "sku")
            category = mapping_of(item.get("category"), "category")
            service = text_of(category, "serviceDisplayName")
            source = asked.source or f"{_TITLE}, {service}"
            rates += list(_rates(item, category, service, source, wanted))
        except Bad as error:
            skipped.append(Skip(f"skus[{place}] of {asked.address}", str(error), source))
    covers = ((asked.source, ""),) if asked.source else ()
    return Page(tuple(rates), _following(page, asked), tuple(skipped), covers, len(items))


def _services(page: Mapping[str, object], asked: Asked, wanted: Wanted) -> Page:
    """The list of services leads to the SKUs of each that is wanted."""
    following: list[Asked] = []
    base = asked.address.partition("/v1/")[0]
    for place, found in enumerate(items_of(page, "services", asked.address)):
        try:
            service = mapping_of(found, "service")
            name, title = text_of(service, "name"), text_of(service, "displayName")
        except Bad as error:
            raise untrusted(asked.address, f"of services[{place}], {error}") from None
        number = name.partition("/")[2]
        if not wanted.service(title, number) or not (wanted.services or title in SERVICES):
            continue
        if not _SERVICE.match(name):
            raise untrusted(asked.address, f"services[{place}] has no name that can be asked for")
        address = f"{base}/v1/{name}/skus?pageSize=5000&currencyCode=USD"
        following.append(Asked(address, f"{_TITLE}, {on_one_line(title, 60)}"))
    return Page((), (*following, *_following(page, asked)))


def _following(page: Mapping[str, object], asked: Asked) -> tuple[Asked, ...]:
    """The next page, unless this one was saved by somebody, or is the last."""
    token = page.get("nextPageToken")
    if not token or not urlsplit(asked.address).scheme:
        return ()
    if not isinstance(token, str) or len(token) > 2_000:
        raise untrusted(asked.address, "'nextPageToken' of this page is no token")
    plain = re.sub(r"&pageToken=[^&]*", "", asked.address)
    return (Asked(f"{plain}&pageToken={quote(token, safe='')}", asked.source, asked.region),)


def _rates(
    item: Mapping[str, object],
    category: Mapping[str, object],
    service: str,
    source: str,
    wanted: Wanted,
) -> Iterator[Rate]:
    sku, description = text_of(item, "skuId"), text_of(item, "description")
    usage = text_of(category, "usageType", "OnDemand")
    names = list(named(service, description, usage))
    if not names and wanted.everything and usage == "OnDemand" and _SKU.match(sku):
        told = on_one_line(f"{service}: {description}")
        names = [Named(f"gcp/sku-{sku}", "", "", note=told)]
    if not names:
        return
    regions = [region for region in _regions(item) if wanted.place(region)]
    tiers = list(_tiers(item))
    if not names[0].meter and not known(google_measure, tiers[0][1]):
        return
    for name in names:
        for region in ("global",) if name.everywhere else regions:
            for currency, usage_unit, start, price, since in tiers:
                measure = google_measure(usage_unit)
                meter, unit = (name.meter, name.unit) if name.meter else meant(measure)
                yield Rate(
                    name.product, meter, region, name.term, f"{currency}/{unit}",
                    price * factor(measure, unit), source, threshold(start, measure),
                    name.attributes, since, note=name.note, sku=sku,
                )  # fmt: skip


def _regions(item: Mapping[str, object]) -> list[str]:
    found = item.get("serviceRegions")
    if not isinstance(found, list) or not all(
        isinstance(region, str) and _REGION.match(region) for region in found
    ):
        raise Bad("'serviceRegions' are no regions")
    return list(dict.fromkeys(found))


def _tiers(item: Mapping[str, object]) -> Iterator[tuple[str, str, Fraction, Fraction, str]]:
    """Currency, unit, where it begins, price and date of each tier, as it is priced now."""
    infos = item.get("pricingInfo")
    if not isinstance(infos, list) or not infos:
        raise Bad("it has no 'pricingInfo'")
    info = mapping_of(infos[-1], "pricingInfo")
    said = mapping_of(info.get("pricingExpression"), "pricingExpression")
    tiers = said.get("tieredRates")
    if not isinstance(tiers, list) or not 0 < len(tiers) <= _MOST_TIERS:
        raise Bad("it has no 'tieredRates' that can be read")
    since = text_of(info, "effectiveTime", "")[:10]
    for tier in tiers:
        rate = mapping_of(tier, "tieredRates")
        money = mapping_of(rate.get("unitPrice"), "unitPrice")
        nanos = numeral(money.get("nanos", "0"), "nanos")
        if nanos >= _NANOS or nanos.denominator != 1:
            raise Bad("'nanos' are no part of one")
        price = numeral(money.get("units", "0"), "units") + nanos / _NANOS
        start = numeral(rate.get("startUsageAmount", "0"), "startUsageAmount")
        yield (
            currency_of(money.get("currencyCode")),
            text_of(said, "usageUnit"),
            start,
            price,
            since,
        )


FEED = Feed(
    "gcp",
    "Google Cloud billing catalogue",
    _TITLE,
    "https://cloudbilling.googleapis.com",
    _first,
    _read,
    composed,
    Key(
        "GOOGLE_API_KEY",
        "X-Goog-Api-Key",
        "make an API key for the Cloud Billing API and set GOOGLE_API_KEY to it",
    ),
)
