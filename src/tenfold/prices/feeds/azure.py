"""Azure: the retail prices API, page by page for each service and region, open to everybody.

Tiers are several items of one meter, and may stand on different pages. Where one
of them cannot be read, none of its meter is: half of its tiers would be another price.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from urllib.parse import quote

from tenfold.prices.feeds.azure_names import SERVICES, WITHOUT_REGION, Item, Named, named
from tenfold.prices.feeds.feed import Asked, Feed, Page, Rate, Skip, Wanted, untrusted
from tenfold.prices.feeds.measures import azure_measure, factor, known, meant, threshold
from tenfold.prices.feeds.page import (
    Bad,
    amount_of,
    currency_of,
    items_of,
    mapping_of,
    numeral,
    on_one_line,
    parsed,
    text_of,
)
from tenfold.prices.feeds.whole import rounded

__all__ = ["FEED"]

_PATH = "/api/retail/prices?api-version=2023-01-01-preview&$filter="
_TITLE = "Azure retail prices"
_HOURS = {"1 Year": ("commit_1y", 8_760), "3 Years": ("commit_3y", 26_280)}
_REGION = re.compile(r"[a-z][a-z0-9-]{1,40}\Z")
_SKU = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{3,60}\Z")


def _first(base: str, wanted: Wanted) -> tuple[Asked, ...]:
    found: list[Asked] = []
    known = [name for name in SERVICES if wanted.service(name)]
    services = known or list(wanted.services)
    for service in services:
        regions = ("",) if service in WITHOUT_REGION else wanted.regions or ("",)
        for region in regions:
            clauses = [f"serviceName eq '{_escaped(service)}'"]
            clauses += [f"armRegionName eq '{_escaped(region)}'"] if region else []
            address = base.rstrip("/") + _PATH + quote(" and ".join(clauses))
            found.append(Asked(address, f"{_TITLE}, {service}", region))
    return tuple(found)


def _escaped(text: str) -> str:
    return text.replace("'", "''")


def _read(chunks: Iterable[bytes], asked: Asked, wanted: Wanted) -> Page:
    page = parsed(chunks, asked.address)
    items = items_of(page, "Items", asked.address)
    rates: list[Rate] = []
    skipped: list[Skip] = []
    for place, found in enumerate(items):
        try:
            item = mapping_of(found, "item")
            service, meter = text_of(item, "serviceName"), text_of(item, "meterId")
        except Bad as error:
            raise untrusted(asked.address, f"of Items[{place}], {error}") from None
        source = f"{_TITLE}, {service}"
        try:
            rates += list(_rates(item, source, wanted))
        except Bad as error:
            skipped.append(Skip(f"Items[{place}] of {asked.address}", str(error), source, meter))
    covers = ((asked.source, asked.region),) if asked.source else ()
    return Page(tuple(rates), _following(page, asked), tuple(skipped), covers, len(items))


def _following(page: Mapping[str, object], asked: Asked) -> tuple[Asked, ...]:
    """The next page, unless this one was saved by somebody, or is the last."""
    link = page.get("NextPageLink")
    if not link or not asked.source:
        return ()
    if not isinstance(link, str):
        raise untrusted(asked.address, "'NextPageLink' of this page is no address")
    return (Asked(link, asked.source, asked.region),)


def _rates(item: Mapping[str, object], source: str, wanted: Wanted) -> Iterator[Rate]:
    kind = text_of(item, "type")
    if kind not in {"Consumption", "Reservation"}:
        return
    words = Item(
        text_of(item, "serviceName"), text_of(item, "productName"), text_of(item, "skuName", ""),
        text_of(item, "meterName", ""), text_of(item, "armSkuName", ""),
        _place(text_of(item, "armRegionName", "")),
    )  # fmt: skip
    places = list(named(words))
    if kind == "Reservation":
        for place in places:
            yield from _reserved(item, place, source)
        return
    if not places and wanted.everything:
        places = list(_unnamed(item, words))
        if not known(azure_measure, text_of(item, "unitOfMeasure")):
            return
    for place in places:
        measure = azure_measure(text_of(item, "unitOfMeasure"))
        meter, unit = (place.meter, place.unit) if place.meter else meant(measure)
        currency = currency_of(item.get("currencyCode"))
        yield Rate(
            place.product, meter, place.region, place.term, f"{currency}/{unit}",
            amount_of(item, "retailPrice") * factor(measure, unit), source,
            threshold(numeral(item.get("tierMinimumUnits", "0"), "tierMinimumUnits"), measure),
            place.attributes, text_of(item, "effectiveStartDate", "")[:10],
            note=place.note, sku=text_of(item, "meterId"),
        )  # fmt: skip


def _place(region: str) -> str:
    return "global" if region in {"", "Global"} else region


def _reserved(item: Mapping[str, object], place: Named, source: str) -> Iterator[Rate]:
    """A reservation: what all of its years cost, spread over their hours."""
    term, hours = _HOURS.get(text_of(item, "reservationTerm", ""), ("", 1))
    if not term or place.unit != "instance/hour" or place.term != "on_demand":
        return
    total = amount_of(item, "retailPrice")
    currency = currency_of(item.get("currencyCode"))
    yield Rate(
        place.product, place.meter, place.region, term, f"{currency}/{place.unit}",
        rounded(Fraction(total) / hours), source, attributes=place.attributes,
        effective=text_of(item, "effectiveStartDate", "")[:10], evidence="derived",
        note=f"reservation of {float(total):,.2f} {currency}, spread over {hours:,} hours",
        sku=text_of(item, "meterId"),
    )  # fmt: skip


def _unnamed(item: Mapping[str, object], words: Item) -> Iterator[Named]:
    """A stable name for what has none, with what it is in its note."""
    meter = text_of(item, "meterId", "")
    region = words.region if _REGION.match(words.region) else "global"
    if _SKU.match(meter):
        told = on_one_line(f"{words.service}: {words.product}, {words.sku}, {words.meter}")
        yield Named(f"azure/sku-{meter}", "", region, "", note=told)


FEED = Feed("azure", "Azure retail prices API", _TITLE, "https://prices.azure.com", _first, _read)
