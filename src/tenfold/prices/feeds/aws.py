"""AWS: the bulk price list, an index, an index of regions and a file for each; or saved answers.

The Query API needs signed requests, which are left to AWS's own tool: save its
answers and read those.

    aws pricing get-products --service-code AmazonEC2 --region us-east-1 > page.json
    tenfold prices refresh aws --from page.json
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from tenfold.errors import quoted
from tenfold.prices.feeds.aws_names import SERVICES
from tenfold.prices.feeds.aws_offer import called_by, read_offer, source_of
from tenfold.prices.feeds.aws_terms import on_demand, reserved
from tenfold.prices.feeds.feed import Asked, Feed, Page, Rate, Skip, Wanted, untrusted
from tenfold.prices.feeds.page import Bad, items_of, mapping_of, parsed, text_of

__all__ = ["FEED"]

_INDEX = "/offers/v1.0/aws/index.json"
_KINDS = re.compile(rb'"(offers|regions|PriceList|products)"\s*:')
_GLOBAL = frozenset({"AmazonCloudFront"})
_PEEKED = 1 << 16


def _first(base: str, wanted: Wanted) -> tuple[Asked, ...]:
    del wanted
    return (Asked(base.rstrip("/") + _INDEX),)


def _read(chunks: Iterable[bytes], asked: Asked, wanted: Wanted) -> Page:
    """A page of any of the four kinds, told by what it holds."""
    left = iter(chunks)
    head = b""
    for chunk in left:
        head += chunk
        if len(head) >= _PEEKED:
            break
    whole = chain([head], left)
    kind = _KINDS.search(head[:_PEEKED])
    if kind is None:
        page = parsed(whole, asked.address)
        says = ", ".join(list(page)[:6]) or "nothing"
        raise untrusted(asked.address, f"this is no page of AWS prices: it has {says}")
    match kind[1]:
        case b"offers":
            return _index(whole, asked, wanted)
        case b"regions":
            return _regions(whole, asked, wanted)
        case b"PriceList":
            return _answers(whole, asked, wanted)
        case _:
            return read_offer(whole, asked, wanted)


def _index(chunks: Iterable[bytes], asked: Asked, wanted: Wanted) -> Page:
    """The index of all offers leads to the index of regions of each that is wanted."""
    offers = _within(parsed(chunks, asked.address), "offers", asked)
    following: list[Asked] = []
    for code, offer in offers.items():
        short = re.sub(r"\A(Amazon|AWS|aws)", "", code)
        if not wanted.service(code, short) or not (wanted.services or code in SERVICES):
            continue
        name = "currentVersionUrl" if code in _GLOBAL else "currentRegionIndexUrl"
        following.append(Asked(_leads(offer, name, code, asked), source_of(code)))
    if not following:
        what = f"there is no such service: {', '.join(wanted.services)}"
        raise untrusted(asked.address, what, f"it has {', '.join(list(offers)[:8])}, ...")
    return Page((), tuple(following))


def _regions(chunks: Iterable[bytes], asked: Asked, wanted: Wanted) -> Page:
    """The index of regions leads to the file of each that is wanted."""
    regions = _within(parsed(chunks, asked.address), "regions", asked)
    following = tuple(
        Asked(_leads(region, "currentVersionUrl", code, asked), asked.source, code)
        for code, region in regions.items()
        if not wanted.regions or code in wanted.regions
    )
    return Page((), following)


def _within(page: object, name: str, asked: Asked) -> dict[str, object]:
    found = page.get(name) if isinstance(page, dict) else None
    if not isinstance(found, dict):
        raise untrusted(asked.address, f"'{name}' of this page is no object")
    return found


def _leads(entry: object, name: str, code: str, asked: Asked) -> str:
    try:
        return text_of(mapping_of(entry, code), name)
    except Bad as error:
        raise untrusted(asked.address, f"of {quoted(code)}, {error}") from None


def _answers(chunks: Iterable[bytes], asked: Asked, wanted: Wanted) -> Page:
    """A page of answers of the Query API: each is a text that is JSON itself."""
    rates: list[Rate] = []
    skipped: list[Skip] = []
    items = items_of(parsed(chunks, asked.address), "PriceList", asked.address)
    for place, item in enumerate(items):
        entry = (
            parsed([item.encode()], f"{asked.address}, PriceList[{place}]")
            if isinstance(item, str)
            else item
        )
        service = ""
        try:
            told = mapping_of(entry, f"PriceList[{place}]")
            service = text_of(told, "serviceCode", "")
            rates += list(_answer(told, service, wanted))
        except Bad as error:
            skipped.append(
                Skip(f"{asked.address}, PriceList[{place}]", str(error), source_of(service))
            )
    return Page(tuple(rates), (), tuple(skipped), (), len(items))


def _answer(told: object, service: str, wanted: Wanted) -> Iterator[Rate]:
    answer = mapping_of(told, "PriceList")
    product = mapping_of(answer.get("product"), "product")
    sku = text_of(product, "sku")
    known, _ = called_by(sku, product, service, "", wanted)
    if known is None or not wanted.place(known.region):
        return
    terms = mapping_of(answer.get("terms", {}), "terms")
    yield from on_demand(known, terms.get("OnDemand", {}), sku, source_of(service))
    if known.meter == "instance":
        yield from reserved(known, terms.get("Reserved", {}), sku, source_of(service))


FEED = Feed(
    "aws",
    "AWS price list, bulk",
    "AWS price list",
    "https://pricing.us-east-1.amazonaws.com",
    _first,
    _read,
    large=True,
    by_region=True,
)
