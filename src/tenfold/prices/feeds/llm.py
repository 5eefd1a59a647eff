"""Language models: the prices that the package genai-prices carries; nothing is asked of anybody.

    pip install 'tenfold[llm]'

The package gathers the providers' own pages, so what it tells is `secondary`.
It bears no date: prices count as seen on the day of their provider's newest
dated one that holds already. Prices by the hour of day are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from tenfold.errors import Problem, Rejected
from tenfold.prices.feeds.feed import Asked, Feed, Page, Rate, Skip, Wanted, untrusted
from tenfold.prices.feeds.page import Bad, numeral

__all__ = ["FEED"]

PROVIDERS = ("openai", "anthropic", "google", "mistral", "groq")
"""Whose models are read; others when they are asked for, or with everything."""

_TITLE = "genai-prices"
_METERS = (
    ("input_mtok", "tokens_in"),
    ("cache_read_mtok", "tokens_cached"),
    ("output_mtok", "tokens_out"),
)
_SIGNS = re.compile(r"[^A-Za-z0-9._/-]+")
_MODEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*\Z")


def _first(base: str, wanted: Wanted) -> tuple[Asked, ...]:
    del base, wanted
    return ()


def _read(chunks: Iterable[bytes], asked: Asked, wanted: Wanted) -> Page:
    del chunks, wanted
    what = "prices of language models come from a package, and not from pages"
    raise untrusted(asked.address, what, "leave out --from and --url")


def _rates(found: Iterable[Rate], wanted: Wanted) -> tuple[Iterable[Rate], tuple[Skip, ...]]:
    del found
    try:
        from genai_prices import __version__
        from genai_prices.data import providers
    except ImportError:
        mend = "pip install 'tenfold[llm]'"
        raise Rejected(
            [Problem("T606", "prices of models need the package genai-prices", mend=mend)]
        ) from None
    rates: list[Rate] = []
    skipped: list[Skip] = []
    for provider in providers:
        name = provider.id.replace("_", "-")
        asked = wanted.services and wanted.service(name)
        if not (asked or (not wanted.services and (name in PROVIDERS or wanted.everything))):
            continue
        source = f"{_TITLE}, {name}"
        day, version = _newest(provider, wanted.seen_on), f"{_TITLE} {__version__}"
        for model in provider.models:
            try:
                rates += [
                    replace(
                        rate, seen_on=day, note=f"{rate.note}; {version}" if rate.note else version
                    )
                    for rate in _model(name, model, source, wanted)
                ]
            except Bad as error:
                skipped.append(Skip(f"{name}/{model.id}", str(error), source))
    return rates, tuple(skipped)


def _newest(provider: object, day: str) -> str:
    """The day of a provider's newest dated price that holds already."""
    dated = (
        _since(price)
        for model in getattr(provider, "models", ())
        for price in (*_listed(model.prices), *(getattr(model, "price_variants", None) or ()))
    )
    return max((since for since in dated if since and since <= day), default=day)


def _listed(prices: object) -> list[object]:
    return prices if isinstance(prices, list) else []


def _model(provider: str, model: object, source: str, wanted: Wanted) -> Iterator[Rate]:
    """The prices of a model that hold on the day, and of its batches."""
    name = _SIGNS.sub("-", str(getattr(model, "id", ""))).lstrip("-")
    if not _MODEL.match(name):
        raise Bad("its name is no name of a product")
    standard = _holding(getattr(model, "prices", None), wanted.seen_on)
    if standard is not None:
        yield from _meters(f"{provider}/{name}", *standard, source)
    newest: dict[str, tuple[str, object]] = {}
    for variant in getattr(model, "price_variants", None) or ():
        ending, since = _ending(variant.when, wanted), _since(variant)
        if ending and since is not None and newest.get(ending, ("",))[0] <= since <= wanted.seen_on:
            newest[ending] = since, variant.prices
    for ending, (since, prices) in newest.items():
        yield from _meters(f"{provider}/{name}-{ending}", prices, since, source)


def _ending(when: Mapping[str, str], wanted: Wanted) -> str:
    if when == {"processing": "batch"}:
        return "batch"
    tier = when.get("service_tier", "") if len(when) == 1 else ""
    return (
        tier
        if wanted.everything and re.fullmatch(r"[a-z]{2,20}", tier) and tier != "default"
        else ""
    )


def _holding(prices: object, day: str) -> tuple[object, str] | None:
    """The prices that hold on a day, and since when."""
    if not isinstance(prices, list):
        return None if prices is None else (prices, "")
    dated = [(_since(price), price.prices) for price in prices]
    holding = [(since, price) for since, price in dated if since is not None and since <= day]
    if not holding:
        raise Bad("its prices are by the hour of day, or all yet to come")
    since, price = max(holding, key=lambda pair: pair[0])
    return price, since


def _since(price: object) -> str | None:
    """The first day of a price: empty without one, None where it holds at some hours only."""
    constraint = getattr(price, "constraint", None)
    if constraint is None:
        return ""
    start = getattr(constraint, "start_date", None)
    return None if start is None else str(start.isoformat())


def _meters(product: str, prices: object, since: str, source: str) -> Iterator[Rate]:
    for field, meter in _METERS:
        found = getattr(prices, field, None)
        if found is not None:
            for context, rate, note in _contexts(found):
                told = (("context", context),) if context else ()
                yield Rate(
                    product, meter, "global", "on_demand", "USD/1M tokens", rate, source,
                    attributes=told, effective=since, evidence="secondary", note=note,
                )  # fmt: skip


def _contexts(found: object) -> Iterator[tuple[str, Fraction, str]]:
    """One rate, or one for each length of request; a length prices all of the request."""
    tiers = getattr(found, "tiers", None)
    if tiers is None:
        yield "", numeral(str(found), "a price"), ""
        return
    yield "standard", numeral(str(getattr(found, "base", None)), "a price"), ""
    for place, tier in enumerate(tiers):
        name = "long" if place == 0 else f"above-{tier.start}"
        note = f"all of a request of more than {tier.start} tokens"
        yield name, numeral(str(tier.price), "a price"), note


FEED = Feed("llm", "language models", _TITLE, "", _first, _read, _rates)
