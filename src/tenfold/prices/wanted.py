"""A Wanted: what somebody looks for in a catalogue, as their words say it.

8 vCPU 32 GB cheapest in eu     numbers with units are specs, the rest is read
t4 gpu us-central1 spot         as a place, a term, an order, or a word that
redis europe                    a price must have somewhere
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final, Literal

from tenfold.prices.everyday import PROVIDER_WORDS, STOP_WORDS, TERM_WORDS, place_words
from tenfold.prices.regions import regions
from tenfold.prices.row import TERMS

__all__ = ["ORDERS", "Bound", "Place", "Spec", "Wanted", "place_of", "told", "wanted"]

Bound = Literal["", "at least", "at most"]
ORDERS: Final = ("closest", "cheapest", "dearest", "name")
"""How what is found may be sorted."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A number that a price must have among its attributes: `vcpu` 8, `memory` at least 32."""

    name: str
    number: Fraction
    bound: Bound = ""

    def meets(self, found: Fraction) -> bool:
        """Whether a number is as it is wanted."""
        if not self.bound:
            return found == self.number
        return found >= self.number if self.bound == "at least" else found <= self.number


@dataclass(frozen=True, slots=True)
class Place:
    """Where: the regions that are meant, and the areas whose prices hold there too."""

    name: str
    regions: frozenset[str]
    areas: frozenset[str] = frozenset()

    def rank(self, region: str) -> int | None:
        """How well a price's region answers: 0 as asked, 1 its area, 2 anywhere; else None."""
        if region in self.regions:
            return 0
        return 1 if region in self.areas else 2 if region == "global" else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything that is asked of a price; what is empty is not asked."""

    words: tuple[str, ...] = ()
    specs: tuple[Spec, ...] = ()
    place: Place | None = None
    terms: tuple[str, ...] = ()
    meter: str = ""
    providers: tuple[str, ...] = ()
    order: str = "closest"


@dataclass
class _Reading:
    """What has been read so far."""

    words: list[str] = field(default_factory=list)
    specs: list[Spec] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    terms: set[str] = field(default_factory=set)
    committed: bool = False
    providers: list[str] = field(default_factory=list)
    order: str = ""


def wanted(text: str, providers: Collection[str] = ()) -> Wanted:
    """What words ask for; `providers` are those that a catalogue knows."""
    rest = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text.casefold())
    rest = re.sub(r"[,;?!'\"]", " ", rest).strip()
    reading = _Reading()
    while rest:
        taken = next((size for read in _READERS if (size := read(rest, reading))), 0)
        if not taken:
            taken = _word(rest, reading, providers)
        rest = rest[taken:].strip()
    return Wanted(
        tuple(dict.fromkeys(reading.words)),
        tuple({spec.name: spec for spec in reading.specs}.values()),
        _all_of(reading.places),
        _terms(reading),
        "",
        tuple(dict.fromkeys(reading.providers)),
        reading.order or "closest",
    )


def _terms(reading: _Reading) -> tuple[str, ...]:
    """The terms that are asked for; a commitment without years is of any length."""
    commitments = {term for term in TERMS if term.startswith("commit")}
    more = commitments if reading.committed and not reading.terms & commitments else set()
    return tuple(term for term in TERMS if term in reading.terms | more)


def place_of(word: str) -> Place | None:
    """The place that a word means, with the areas around it."""
    found = place_words().get(word.casefold().strip())
    if found is None:
        return None
    name, codes = found
    known = regions()
    around = {known[code].area for code in codes if code in known and known[code].provider}
    return Place(name, codes, frozenset(around - codes))


def _all_of(places: Iterable[Place]) -> Place | None:
    """Several places as one."""
    several = list(places)
    if not several:
        return None
    return Place(
        " or ".join(dict.fromkeys(place.name for place in several)),
        frozenset().union(*(place.regions for place in several)),
        frozenset().union(*(place.areas for place in several)),
    )


# -- one phrase after another ----------------------------------------------------------

_SPEC = re.compile(
    r"(?P<least>at least|min(?:imum)?|>=?|over)?"
    r"(?P<most>at most|max(?:imum)?|up to|<=?|under)?\s*"
    r"(?P<number>\d{1,12}(?:\.\d{1,9})?)(?P<plus>\s*\+)?[\s-]*"
    r"(?P<unit>vcpus?|cpus?|cores?|gpus?|[kmgt]i?b|g|x(?=\s))(?P<more>\+)?(?![\w.-])"
    r"(?P<of>\s+(?:of\s+)?(?:ram|memory|mem|vram|gpu memory))?"
)
_ORDER = re.compile(
    r"(?P<cheapest>cheapest|cheap|lowest|least expensive)|"
    r"(?P<dearest>dearest|most expensive|highest)"
)
_YEARS = re.compile(
    r"(?:(?:commit(?:ted|ment)?|reserved|reservation|cud)s?[-_ ]*(?:for )?)?"
    r"(?P<years>1|3|one|three)[-_ ]*(?:years?|yrs?|y)(?![\w.-])"
    r"(?:[-_ ]+(?:commit(?:ted|ments?)?|reserved|reservations?|cuds?))?"
)
_TERMS = tuple((re.compile(rf"(?:{said})(?![\w.-])"), terms) for said, terms in TERM_WORDS.items())
_GIB = {"kb": "1/1048576", "mb": "1/1024", "gb": "1", "g": "1", "tb": "1024"}


def _spec(rest: str, reading: _Reading) -> int:
    found = _SPEC.match(rest)
    if found is None:
        return 0
    number, unit = Fraction(found["number"]), found["unit"]
    name = "memory"
    bound: Bound = "at least"
    if unit.startswith(("vcpu", "cpu", "core")):
        name, bound = "vcpu", ""
    elif unit.startswith(("gpu", "x")):
        name, bound = "gpus", ""
    else:
        number *= Fraction(_GIB[unit.replace("ib", "b")])
        name = "gpu_memory" if re.search("vram|gpu", found["of"] or "") else name
    if found["least"] or found["plus"] or found["more"]:
        bound = "at least"
    reading.specs.append(Spec(name, number, "at most" if found["most"] else bound))
    return found.end()


def _order(rest: str, reading: _Reading) -> int:
    found = _ORDER.match(rest)
    if found is None or rest[found.end() : found.end() + 1].isalnum():
        return 0
    reading.order = "cheapest" if found["cheapest"] else "dearest"
    after = re.match(r"\s*first\b", rest[found.end() :])
    return found.end() + (after.end() if after else 0)


def _term(rest: str, reading: _Reading) -> int:
    found = _YEARS.match(rest)
    if found is not None:
        reading.terms.add("commit_1y" if found["years"] in {"1", "one"} else "commit_3y")
        return found.end()
    for pattern, terms in _TERMS:
        if said := pattern.match(rest):
            reading.terms.update(terms)
            reading.committed |= not terms
            return said.end()
    return 0


def _place(rest: str, reading: _Reading) -> int:
    for count in (3, 2, 1):
        said = re.match(r"\S+" + r"\s+\S+" * (count - 1), rest)
        place = None if said is None else place_of(" ".join(said[0].split()))
        if said is not None and place is not None:
            reading.places.append(place)
            return said.end()
    return 0


def _provider(rest: str, reading: _Reading) -> int:
    for word, names in PROVIDER_WORDS.items():
        if re.match(rf"{word}(?![\w./-])", rest):
            reading.providers += names
            return len(word)
    return 0


_READERS: tuple[Callable[[str, _Reading], int], ...] = (_spec, _order, _term, _place, _provider)


def _word(rest: str, reading: _Reading, providers: Collection[str]) -> int:
    word = rest.split(maxsplit=1)[0]
    if word in providers:
        reading.providers.append(word)
    elif word not in STOP_WORDS:
        reading.words.append(word)
    return len(word)


# -- in words ------------------------------------------------------------------------

_SPECS = {
    "vcpu": "{} vCPU",
    "memory": "{} GiB",
    "gpus": "{} GPUs",
    "gpu_memory": "{} GiB on the GPU",
}
_TERMS_TOLD = {"commit_1y": "committed for a year", "commit_3y": "committed for three years"}


def told(asked: Wanted) -> str:
    """How a search was read, in one line."""
    return ", ".join(_told(replace(asked, terms=asked.terms or ("on_demand",))))


def _told(asked: Wanted) -> Iterator[str]:
    if asked.words:
        yield " ".join(asked.words)
    for spec in asked.specs:
        number = f"{float(spec.number):,g}"
        said = _SPECS[spec.name].format(number)
        yield f"{spec.bound} {said}".strip() if number != "1" else said.replace("GPUs", "GPU")
    if asked.meter:
        yield f"by {asked.meter}"
    if asked.providers:
        yield f"of {' or '.join(asked.providers)}"
    if asked.place is not None:
        yield f"in {asked.place.name}"
    if len(asked.terms) < len(TERMS):
        yield " or ".join(_TERMS_TOLD.get(term, term.replace("_", " ")) for term in asked.terms)
    else:
        yield "on any term"
    yield {"name": "by name"}.get(asked.order, f"{asked.order} first")
