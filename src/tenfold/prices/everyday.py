"""Everyday words for what a catalogue names in its own way: services, meters, terms, places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from tenfold.prices.regions import Region, regions
from tenfold.prices.row import TERMS

__all__ = [
    "METER_WORDS",
    "PROVIDER_WORDS",
    "STOP_WORDS",
    "TERM_WORDS",
    "place_words",
    "service_words",
]

STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "at",
        "by",
        "can",
        "do",
        "does",
        "find",
        "for",
        "from",
        "how",
        "i",
        "in",
        "is",
        "it",
        "me",
        "much",
        "my",
        "of",
        "on",
        "only",
        "or",
        "per",
        "price",
        "priced",
        "prices",
        "pricing",
        "cost",
        "costs",
        "show",
        "some",
        "than",
        "the",
        "to",
        "what",
        "which",
        "will",
        "with",
    ]
)
"""What a question is made of, and no price is told apart by."""

PROVIDER_WORDS: Mapping[str, tuple[str, ...]] = {
    "amazon": ("aws",),
    "microsoft": ("azure",),
    "google cloud": ("gcp",),
    "google": ("google", "gcp"),
}
"""Who is meant; a provider's own name is meant as it is."""

TERM_WORDS: Mapping[str, tuple[str, ...]] = {
    "spot|preemptible|interruptible": ("spot",),
    "on[-_ ]?demand|pay[- ]as[- ]you[- ]go|payg": ("on_demand",),
    r"(?:any|all|every) terms?": TERMS,
    "savings plans?|commit(?:ted|ments?)?|reserved|reservations?|cuds?": (),
}
"""How a thing is bought, as patterns; a commitment is of some years, which are read beside it."""

METER_WORDS: Mapping[str, str] = {
    "instance": "instance machine vm server node rented compute",
    "storage": "storage store disk volume capacity",
    "bytes": "bytes traffic transfer bandwidth egress internet",
    "fill": "fill origin",
    "requests": "requests operations lookups ops",
    "reads": "reads read get operations",
    "writes": "writes write put operations",
    "retrieved": "retrieved retrieval",
    "backup": "backup snapshot",
    "logs": "logs logging ingestion",
    "spans": "spans traces tracing",
    "metrics": "metrics monitoring series samples",
    "tokens_in": "tokens tokens_in input prompt llm",
    "tokens_cached": "tokens tokens_cached cached llm",
    "tokens_out": "tokens tokens_out output completion llm",
}
"""What is counted, in more words than the catalogue has for it."""

_SERVICES: tuple[tuple[str, str], ...] = (
    (r"/(redis|managed-redis|cache\.|elasticache)", "redis cache memorystore elasticache valkey"),
    (r"/(cloud-sql|db[-.]|rds|aurora|alloydb|postgres)", "sql database db"),
    (r"/(cloud-sql|db-|alloydb|postgres)", "postgres postgresql"),
    (r"/(cloud-sql|db-)", "cloudsql mysql"),
    (r"/(rds|db\.|aurora)", "rds mysql postgres postgresql"),
    (r"/(firestore|dynamodb|cosmos)", "nosql database db documents"),
    (r"/(cloudfront|cloud-cdn|front-door|cdn)", "cdn edge"),
    (r"/(waf|cloud-armor|front-door-waf|ddos)", "waf firewall ddos"),
    (r"/(gke|eks|aks)", "kubernetes k8s cluster"),
    (r"/(gcs|s3|blob)", "object objects bucket blob"),
    (r"/(pd-|ebs|disk|hyperdisk|local-ssd)", "disk block volume"),
    (r"\.search$|/(opensearch|ai-search|ultrawarm)", "search elasticsearch opensearch"),
    (r"/(load-balancer|network-load|application-gateway)", "load balancer lb alb nlb"),
    (r"/(internet-egress|inter-)", "egress network traffic"),
    (r"/(cloud-logging|cloudwatch-logs|log-analytics)", "logs logging"),
    (r"/(static-ip|public-ip)", "ip address ipv4"),
    (r"^(openai|anthropic|google|mistral|groq)/", "llm model tokens ai"),
)  # fmt: skip

_AREAS: Mapping[str, tuple[str, ...]] = {
    "europe": ("eu", "europe", "european", "european union"),
    "north-america": ("north america", "america", "american"),
    "asia-pacific": ("asia", "asian", "apac", "asia pacific"),
    "south-america": ("south america", "latin america", "latam"),
    "middle-east": ("middle east",),
    "oceania": ("oceania", "australia"),
    "china": ("china",),
    "africa": ("africa",),
}
_COUNTRIES: Mapping[str, tuple[str, str]] = {
    r"us([-0-9]|$)|.*us[23]?$|usgov|nam4": ("the US", "us|usa|united states|the states"),
    r"(europe-west2|eu-west-2|uk).*": ("Britain", "uk|united kingdom|britain|england"),
    r"(europe-west(3|10)|eu-central-1$|germany).*": ("Germany", "germany|german"),
    r"(europe-west9|eu-west-3|france).*": ("France", "france|french"),
    r"(europe-west4$|westeurope)": ("the Netherlands", "netherlands|dutch|holland"),
    r"(eu-west-1|northeurope)$": ("Ireland", "ireland|irish|dublin"),
    r"(asia-northeast[12]$|ap-northeast-[13]|japan|asia1).*": ("Japan", "japan"),
    r"(asia-south[12]$|ap-south-|.*india).*": ("India", "india"),
    r"(southamerica-east|sa-east|brazil).*": ("Brazil", "brazil"),
    r"(northamerica-northeast|ca-|canada).*": ("Canada", "canada"),
}
_VAGUE = frozenset(
    [
        "central",
        "east",
        "gov",
        "government",
        "north",
        "south",
        "southeast",
        "northeast",
        "west",
        "multi",
        "region",
        "dual",
        "and",
        "of",
        "us",
        "uk",
        "new",
        "northern",
        "southern",
        "united",
        "union",
        "2",
        "3",
        "4",
    ]
)
_WORD = re.compile(r"[a-z0-9]+")


@cache
def service_words(product: str) -> tuple[str, ...]:
    """Everyday words for what a product is."""
    return tuple(
        word
        for pattern, words in _SERVICES
        if re.search(pattern, product)
        for word in words.split()
    )


@cache
def place_words() -> Mapping[str, tuple[str, frozenset[str]]]:
    """What each word for a place is called, and the regions and areas that it means.

    A region's own code comes before a city of that name, and that before an area.
    """
    known = regions()
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for word, named, codes in (
        *_areas(known.values()),
        *_countries(known),
        *_cities(known.values()),
    ):
        found.setdefault(word, (named, codes))
    for code, region in known.items():
        if code not in found:
            found[code] = (
                f"{code} ({region.title})" if region.provider else region.title,
                frozenset({code}),
            )
    return found


_Place = tuple[str, str, frozenset[str]]


def _areas(known: Iterable[Region]) -> Iterator[_Place]:
    all_of = list(known)
    for area, words in _AREAS.items():
        codes = frozenset(region.code for region in all_of if region.area == area) | {area}
        title = next((region.title for region in all_of if region.code == area), area.title())
        yield from ((word, title, codes) for word in (*words, area))


def _countries(known: Mapping[str, Region]) -> Iterator[_Place]:
    for pattern, (named, words) in _COUNTRIES.items():
        codes = frozenset(code for code in known if re.match(pattern, code))
        yield from ((word, named, codes) for word in words.split("|"))


def _cities(known: Iterable[Region]) -> Iterator[_Place]:
    """The words of titles that mean a place: `frankfurt`, `hong kong`, `virginia`."""
    by_word: dict[str, set[str]] = {}
    for region in known:
        for name in re.split(r" and |[()]", region.title.lower()):
            words = _WORD.findall(name)
            for word in (" ".join(words), *words):
                if word and word not in _VAGUE and not set(word.split()) <= _VAGUE:
                    by_word.setdefault(word, set()).add(region.code)
    for word, codes in by_word.items():
        yield word, word.title(), frozenset(codes)
