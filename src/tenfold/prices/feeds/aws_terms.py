"""What AWS asks for a product: on demand by tiers, or reserved, its upfront spread over hours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from tenfold.prices.feeds.aws_names import UNITS, Named
from tenfold.prices.feeds.feed import Rate
from tenfold.prices.feeds.page import Bad, currency_of, mapping_of, numeral, on_one_line, text_of
from tenfold.prices.feeds.whole import rounded

__all__ = ["on_demand", "reserved"]

_HOURS = {"1yr": ("commit_1y", 8_760), "3yr": ("commit_3y", 26_280)}
_PAID = {
    ("1yr", "No Upfront"): "standard",
    ("1yr", "All Upfront"): "all-upfront",
    ("3yr", "All Upfront"): "standard",
    ("3yr", "No Upfront"): "no-upfront",
}
"""What is meant by a commitment where nobody says how it is paid: as the catalogue has it."""
_MOST_DIMENSIONS = 60


def on_demand(named: Named, offers: object, sku: str, source: str) -> Iterator[Rate]:
    """The rates of one product's OnDemand offers; there is one such offer."""
    for offer in mapping_of(offers, "OnDemand").values():
        since = _since(offer)
        for dimension in _dimensions(offer):
            if not named.meter and dimension.get("unit") not in UNITS:
                continue  # of what has no name here, a unit that is not known is no loss
            currency, price = _price(dimension)
            unit, meter, scale = _measure(named, text_of(dimension, "unit"))
            said = on_one_line(text_of(dimension, "description", ""))
            start = numeral(dimension.get("beginRange", "0"), "beginRange")
            _sane_end(dimension, start)
            note = f"{named.note}: {said}" if not named.meter else named.note
            yield Rate(
                named.product, meter, named.region, "on_demand", f"{currency}/{unit}",
                price * scale, source, start, named.attributes, since, note=note, sku=sku,
            )  # fmt: skip


def reserved(named: Named, offers: object, sku: str, source: str) -> Iterator[Rate]:
    """Standard reservations of one and three years, nothing or all of it paid before."""
    for offer in mapping_of(offers, "Reserved").values():
        terms = mapping_of(mapping_of(offer, "offer").get("termAttributes"), "termAttributes")
        lease = text_of(terms, "LeaseContractLength", "")
        paid = _PAID.get((lease, text_of(terms, "PurchaseOption", "")))
        if paid is None or text_of(terms, "OfferingClass", "standard") != "standard":
            continue
        term, hours = _HOURS[lease]
        hourly = upfront = Fraction(0)
        currency = "USD"
        for dimension in _dimensions(offer):
            currency, price = _price(dimension)
            if text_of(dimension, "unit") == "Quantity":
                upfront += price
            else:
                _measure(named, text_of(dimension, "unit"))
                hourly += price
        told = f"all of {float(upfront):,.0f} {currency} upfront, spread over {hours:,} hours"
        yield Rate(
            named.product, named.meter, named.region, term, f"{currency}/{named.unit}",
            rounded(hourly + upfront / hours), source,
            attributes=(*named.attributes, ("payment", paid)), effective=_since(offer),
            evidence="derived" if upfront else "primary",
            note=told if upfront else "nothing upfront", sku=sku,
        )  # fmt: skip


def _since(offer: object) -> str:
    return text_of(mapping_of(offer, "offer"), "effectiveDate", "")[:10]


def _dimensions(offer: object) -> list[Mapping[str, object]]:
    found = mapping_of(mapping_of(offer, "offer").get("priceDimensions"), "priceDimensions")
    if not 0 < len(found) <= _MOST_DIMENSIONS:
        raise Bad(f"it has {len(found)} price dimensions")
    return [mapping_of(dimension, "priceDimensions") for dimension in found.values()]


def _price(dimension: Mapping[str, object]) -> tuple[str, Fraction]:
    prices = mapping_of(dimension.get("pricePerUnit"), "pricePerUnit")
    if len(prices) != 1:
        raise Bad(f"it is priced in {len(prices)} currencies")
    currency, price = next(iter(prices.items()))
    return currency_of(currency), numeral(price, "pricePerUnit")


def _measure(named: Named, theirs: str) -> tuple[str, str, int]:
    """The unit of a price in our words, its meter, and how many of theirs it is."""
    if named.meter:
        if theirs not in named.units:
            raise Bad(f"it is counted in {theirs}, not in {named.units[0]}")
        return named.unit, named.meter, named.scale
    if theirs not in UNITS:
        raise Bad(f"its unit {theirs} is not known")
    meter, unit, scale = UNITS[theirs]
    return unit, meter, scale


def _sane_end(dimension: Mapping[str, object], start: Fraction) -> None:
    end = dimension.get("endRange", "Inf")
    if end != "Inf" and numeral(end, "endRange") <= start:
        raise Bad("a tier of it ends before it begins")
