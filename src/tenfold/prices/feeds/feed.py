"""A Feed: where a provider publishes its prices, and how a page of them is read.

A feed opens nothing. It says what it wants to be handed (`first`), reads what
it is handed (`read`: bytes in, Rates out, and what to ask for next) and, when
all pages are in, makes whole prices of them (`rates`). Two kinds of fault:

    an item that cannot be read    is left out, counted and told; its page stands
    a page that cannot be trusted  is refused (T605), and with it the whole refresh
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from tenfold.errors import Problem, Rejected, Source, Span

__all__ = [
    "AREAS",
    "Asked",
    "Feed",
    "Key",
    "Page",
    "Rate",
    "Skip",
    "Wanted",
    "plain",
    "untrusted",
]

AREAS = frozenset({
    "global", "north-america", "south-america", "europe", "asia-pacific", "oceania",
    "japan", "india", "china", "middle-east", "africa",
})  # fmt: skip
"""What is priced by where viewers are, or everywhere alike: no choice of regions leaves it out."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a refresh is to bring: all that has a name of ours, unless it says less or more."""

    seen_on: str
    regions: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    everything: bool = False

    def place(self, region: str) -> bool:
        """Whether prices of a region are wanted."""
        return not self.regions or region in self.regions or region in AREAS

    def service(self, *names: str) -> bool:
        """Whether a service is wanted, by any of the names that it goes by."""
        wanted = {plain(name) for name in self.services}
        return not wanted or any(plain(name) in wanted for name in names)


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that is wanted: its address, and what its pages together tell all of.

    `source` is empty for a page that somebody saved: nobody knows whether it is all.
    """

    address: str
    source: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """What a page says of one price: the rate from some amount on."""

    product: str
    meter: str
    region: str
    term: str
    unit: str
    rate: Fraction
    source: str
    start: Fraction = Fraction(0)
    attributes: tuple[tuple[str, str], ...] = ()
    effective: str = ""
    evidence: str = "primary"
    note: str = ""
    sku: str = ""
    seen_on: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, tuple[tuple[str, str], ...]]:
        """What its tiers have in common."""
        return self.product, self.meter, self.region, self.term, tuple(sorted(self.attributes))


@dataclass(frozen=True, slots=True)
class Skip:
    """An item that could not be read, and why; its source loses no row for it.

    Where other items are tiers of the same `sku`, they are left out with it.
    """

    where: str
    why: str
    source: str
    sku: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page came to. `covers` are the sources, by region, that it tells all of."""

    rates: tuple[Rate, ...] = ()
    following: tuple[Asked, ...] = ()
    skipped: tuple[Skip, ...] = ()
    covers: tuple[tuple[str, str], ...] = ()
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Key:
    """What a feed must be given before it answers: where it is kept, and how it is sent."""

    variable: str
    header: str
    mend: str


def _as_they_are(rates: Iterable[Rate], wanted: Wanted) -> tuple[Iterable[Rate], tuple[Skip, ...]]:
    del wanted
    return rates, ()


@dataclass(frozen=True, slots=True)
class Feed:
    """One provider's price list. `sources` is how all of its sources begin."""

    name: str
    title: str
    sources: str
    base: str
    first: Callable[[str, Wanted], tuple[Asked, ...]]
    read: Callable[[Iterable[bytes], Asked, Wanted], Page]
    rates: Callable[[Iterable[Rate], Wanted], tuple[Iterable[Rate], tuple[Skip, ...]]] = field(
        default=_as_they_are
    )
    key: Key | None = None
    large: bool = False
    by_region: bool = False


def plain(name: str) -> str:
    """A name without its case, spaces and signs, as people mistake those."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def untrusted(address: str, what: str, mend: str = "") -> Rejected:
    """A page that cannot be trusted: which, what of it, and the mend."""
    told = mend or "try again later; if it stays so, tell us; the catalogue stays as it was"
    return Rejected([Problem("T605", what, Span(Source(address, ""), 0, 0), told)])
