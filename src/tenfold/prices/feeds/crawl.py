"""A crawl: every page of a feed read in turn, and what all of them came to.

The pages are handed in by `opened`, so nothing is fetched here. What a page may
lead to is bounded: to the host that was asked, never back, and not for ever.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from tenfold.prices.feeds.feed import Asked, Feed, Page, Rate, Skip, Wanted, untrusted
from tenfold.prices.feeds.whole import rows_of
from tenfold.prices.row import Row

__all__ = ["MOST_PAGES", "Harvest", "crawl", "gather", "host_of"]

MOST_PAGES = 5_000
_MOST_RATES = 2_000_000
_PORTS = {"https": 443, "http": 80}

Opened = Callable[[str], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a refresh brought: whole prices, what was left out, and what is now known in full."""

    rows: tuple[Row, ...]
    skipped: tuple[Skip, ...] = ()
    covers: frozenset[tuple[str, str]] = frozenset()
    pages: int = 0
    seen: int = 0


def host_of(address: str) -> tuple[str, str, int | None]:
    """The scheme, host and port that an address leads to."""
    parts = urlsplit(address)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme)


def crawl(feed: Feed, base: str, wanted: Wanted, opened: Opened, most: int = MOST_PAGES) -> Harvest:
    """Every page from the first one on; `Rejected` where one cannot be trusted."""
    waiting = deque(feed.first(base, wanted))
    asked_before: set[str] = set()
    pages: list[Page] = []
    prices = 0
    while waiting:
        asked = waiting.popleft()
        if len(pages) >= most:
            what = f"its pages do not end: {most:,} were read"
            raise untrusted(asked.address, what, "ask for less: --region, --service")
        asked_before.add(asked.address)
        page = feed.read(opened(asked.address), asked, wanted)
        pages.append(page)
        for following in page.following:
            onward = _onward(base, asked, following)
            if onward.address in asked_before:
                what = "this page leads back to one that was read before"
                raise untrusted(asked.address, what)
            waiting.append(onward)
        prices += len(page.rates)
        if prices > _MOST_RATES:
            raise untrusted(asked.address, f"its pages have more than {_MOST_RATES:,} prices")
    return gather(feed, pages, wanted)


def _onward(base: str, asked: Asked, following: Asked) -> Asked:
    """Where a page leads, if that is where it may lead."""
    try:
        address = urljoin(asked.address, following.address)
        elsewhere = host_of(address) != host_of(base)
    except ValueError:
        address, elsewhere = following.address, True
    if elsewhere or len(address) > 4_000:
        what = f"this page leads to another place: {address[:200]}"
        raise untrusted(asked.address, what, f"only {base} was asked")
    return Asked(address, following.source, following.region)


def gather(feed: Feed, pages: Iterable[Page], wanted: Wanted) -> Harvest:
    """What some pages come to together; tiers and parts may stand on different ones."""
    read = list(pages)
    every = [skip for page in read for skip in page.skipped]
    broken = {(skip.source, skip.sku) for skip in every if skip.sku}
    sound = (rate for page in read for rate in page.rates if (rate.source, rate.sku) not in broken)
    rates, lacking = feed.rates(sound, wanted)
    rows, skipped = rows_of(_here(rates, wanted), wanted.seen_on)
    covers = {cover for page in read for cover in page.covers}
    if not feed.base:  # it asks nobody, so it has all there is in itself
        covers |= {(row.source, "") for row in rows}
    return Harvest(
        rows,
        (*every, *lacking, *skipped),
        frozenset(covers),
        len(read),
        sum(page.seen for page in read),
    )


def _here(rates: Iterable[Rate], wanted: Wanted) -> Iterable[Rate]:
    return (rate for rate in rates if wanted.place(rate.region))
