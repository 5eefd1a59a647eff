"""Find prices in a catalogue by words, specs, place and term; where there are none, the nearest.

A word must be somewhere in a price: in its product, its attributes, what it
is commonly called, what it counts; else in its note or its source. The better
the place, the closer the price. What is priced by area answers for a region
in it where the region has no price of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from tenfold.errors import did_you_mean
from tenfold.prices.catalogue import Catalogue
from tenfold.prices.everyday import METER_WORDS, place_words, service_words
from tenfold.prices.rates import comparable, dimension_of
from tenfold.prices.row import METERS, TERMS, Row
from tenfold.prices.wanted import Wanted

__all__ = ["Found", "Hint", "find"]

_PART, _FAR = 100, 10_000
_PARTS = re.compile(r"[^a-z0-9]+")
_NEAREST = 5


@dataclass(frozen=True, slots=True)
class Hint:
    """What would find something: a word in place of another, or something not asked for."""

    what: str
    count: int = 0
    word: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The prices that were found, the closest first; where none, hints and the nearest."""

    wanted: Wanted
    rows: tuple[Row, ...]
    hints: tuple[Hint, ...] = ()
    nearest: tuple[Row, ...] = ()
    on_other_terms: int = 0


def find(catalogue: Catalogue, wanted: Wanted) -> Found:
    """What a catalogue has of what is wanted."""
    texts = [_Text.of(row) for row in catalogue.all()]
    rows = _matching(texts, wanted)
    if rows:
        others = (
            0 if wanted.terms else len(_matching(texts, replace(wanted, terms=TERMS))) - len(rows)
        )
        return Found(wanted, rows, on_other_terms=max(0, others))
    slips = tuple(_slips(texts, wanted))
    if slips:
        mended = {hint.word: hint.instead for hint in slips if hint.instead}
        return Found(wanted, (), slips, _mended(texts, wanted, mended))
    looser = _looser(texts, wanted)
    return Found(
        wanted,
        (),
        tuple(Hint(what, len(found)) for what, found in looser),
        looser[0][1][:_NEAREST] if looser else (),
    )


# -- one price -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Text:
    """A Row and the words that it may be found by: near ones by how near, and far text."""

    row: Row
    near: dict[str, int]
    far: str

    @classmethod
    def of(cls, row: Row) -> _Text:
        near: dict[str, int] = {}
        product = row.product.casefold()
        told = [product.partition("/")[2], *_PARTS.split(product)]
        attributes = [part for pair in row.attributes.items() for part in pair]
        attributes += [piece for value in row.attributes.values() for piece in value.split("-")]
        for rank, words in enumerate(
            (told, [word.casefold() for word in attributes], service_words(row.product),
             METER_WORDS.get(row.meter, row.meter).split())
        ):  # fmt: skip
            for word in words:
                near.setdefault(word, rank)
        return cls(row, near, f"{row.note} {row.source}".casefold())

    def distance(self, word: str) -> int | None:
        """How far this price is from a word; None where it has nothing of it."""
        for said in (word, word.removesuffix("s")):
            if said in self.near:
                return self.near[said]
        if word in self.row.product.casefold():
            return _PART
        return _FAR if word in self.far else None


def _matching(
    texts: Iterable[_Text], wanted: Wanted, ideal: Wanted | None = None
) -> tuple[Row, ...]:
    """The rows that are as wanted, in the order that is wanted, or closest to what is ideal."""
    terms = wanted.terms or ("on_demand",)
    found: list[tuple[int, Row]] = []
    for text in texts:
        row = text.row
        fits = (
            row.term in terms
            and (not wanted.meter or row.meter == wanted.meter)
            and (not wanted.providers or row.product.partition("/")[0] in wanted.providers)
            and (wanted.place is None or wanted.place.rank(row.region) is not None)
            and all(_meets(row, spec.name, spec.meets) for spec in wanted.specs)
        )
        if not fits:
            continue
        distances = [text.distance(word) for word in wanted.words]
        known = [distance for distance in distances if distance is not None]
        if len(known) == len(distances):
            found.append((sum(known), row))
    return _ordered(_placed(_near(found), wanted), ideal or wanted)


def _meets(row: Row, name: str, meets: object) -> bool:
    number = _number(row, name)
    return number is not None and callable(meets) and bool(meets(number))


def _number(row: Row, name: str) -> Fraction | None:
    try:
        return Fraction(row.attributes[name])
    except (KeyError, ValueError, ZeroDivisionError):
        return None


def _near(found: list[tuple[int, Row]]) -> list[tuple[int, Row]]:
    """A part of a word counts only where no whole one is found, a note or a source at last."""
    for limit in (_PART, _FAR):
        near = [(distance, row) for distance, row in found if distance < limit]
        if near:
            return near
    return found


def _placed(found: list[tuple[int, Row]], wanted: Wanted) -> list[tuple[int, Row]]:
    """Of each thing, the prices that are nearest to where it is wanted."""
    place = wanted.place
    if place is None:
        return found
    best: dict[tuple[str, str, str], int] = {}
    ranked = [(place.rank(row.region) or 0, distance, row) for distance, row in found]
    for rank, _, row in ranked:
        thing = (row.product, row.meter, row.term)
        best[thing] = min(rank, best.get(thing, rank))
    return [
        (distance, row)
        for rank, distance, row in ranked
        if rank == best[row.product, row.meter, row.term]
    ]


# -- in order --------------------------------------------------------------------------

_NEVER = Fraction(10**30)


def _ordered(found: list[tuple[int, Row]], wanted: Wanted) -> tuple[Row, ...]:
    """Sorted; the meters of one thing stay together, as do prices that compare."""
    if wanted.order == "name":
        return tuple(row for _, row in sorted(found, key=lambda pair: pair[1].key))
    bundles: dict[tuple[object, ...], list[tuple[int, Row]]] = {}
    for distance, row in found:
        bundles.setdefault((row.product, *row.key[2:]), []).append((distance, row))
    often = Counter(dimension_of(row) for _, row in found)
    keyed = []
    for bundle in bundles.values():
        rows = sorted((row for _, row in bundle), key=_by_meter)
        nearest = min(distance for distance, _ in bundle)
        keyed.append((_key(nearest, rows, often[dimension_of(rows[0])], wanted), rows))
    return tuple(row for _, rows in sorted(keyed, key=lambda pair: pair[0]) for row in rows)


_Key = tuple[Fraction | int | str, ...]


def _by_meter(row: Row) -> tuple[int, str]:
    return list(METERS).index(row.meter), row.region


def _key(distance: int, rows: Sequence[Row], often: int, wanted: Wanted) -> _Key:
    """Where a bundle belongs: by how close it is, or by its price among what compares with it."""
    first = rows[0]
    price = comparable(first)
    cost = _NEVER if price is None else price
    name = (first.product, first.region, first.term, str(sorted(first.attributes.items())))
    if wanted.order == "closest":
        return distance, _off(first, wanted), -often, cost, *name
    by_price = cost if wanted.order == "cheapest" or price is None else -cost
    return -often, str(dimension_of(first)), by_price, distance, *name


def _off(row: Row, wanted: Wanted) -> Fraction:
    """How far the numbers of a price are from those that are wanted, each as a share."""
    shares = Fraction(0)
    for spec in wanted.specs:
        number = _number(row, spec.name)
        if number is not None and spec.number:
            shares += abs(number - spec.number) / spec.number
    return shares


# -- where nothing is found --------------------------------------------------------------


def _slips(texts: Sequence[_Text], wanted: Wanted) -> Iterator[Hint]:
    """Words that no price has, and what was probably meant."""
    for word in wanted.words:
        if any(text.distance(word) is not None for text in texts):
            continue
        known = dict.fromkeys(
            name for text in texts for name in (*text.near, text.row.product) if len(name) > 2
        )
        near = did_you_mean(
            word, (*known, *place_words(), "cheapest", "dearest", "spot", "committed")
        )
        yield Hint(f"No price speaks of '{word}'", 0, word, near)


def _mended(texts: Sequence[_Text], wanted: Wanted, mended: dict[str, str]) -> tuple[Row, ...]:
    """The first of what the mended words find, where each is a word of a price."""
    if any(word not in mended for word in wanted.words if not _known(texts, word)):
        return ()
    words = tuple(mended.get(word, word) for word in wanted.words)
    return _matching(texts, replace(wanted, words=words))[:_NEAREST]


def _known(texts: Sequence[_Text], word: str) -> bool:
    return any(text.distance(word) is not None for text in texts)


def _looser(texts: Sequence[_Text], wanted: Wanted) -> list[tuple[str, tuple[Row, ...]]]:
    """What there is once one thing less is asked for, or two where one is not enough."""
    ideal = replace(wanted, order="closest")
    one = [(what, looser, _matching(texts, looser, ideal)) for what, looser in _without(wanted)]
    if any(found for _, _, found in one):
        return [(what, found) for what, _, found in one if found]
    tried: dict[Wanted, str] = {}
    for what, looser, _ in one:
        for more, loosest in _without(looser):
            tried.setdefault(loosest, f"{what} and {more}")
    two = [(what, _matching(texts, loosest, ideal)) for loosest, what in tried.items()]
    return [(what, found) for what, found in two if found]


_OTHER = {"vcpu": "another number of vCPUs", "gpus": "another number of GPUs"}


def _without(wanted: Wanted) -> Iterator[tuple[str, Wanted]]:
    """The same with one thing less, what a person would give up first coming first."""
    if set(wanted.terms or ("on_demand",)) != set(TERMS):
        yield "on another term", replace(wanted, terms=TERMS)
    if wanted.place is not None:
        yield f"outside {wanted.place.name}", replace(wanted, place=None)
    for spec in wanted.specs:
        rest = tuple(other for other in wanted.specs if other is not spec)
        yield f"with {_OTHER.get(spec.name, 'other memory')}", replace(wanted, specs=rest)
    if wanted.meter:
        yield f"by another meter than {wanted.meter}", replace(wanted, meter="")
    if wanted.providers:
        yield "of another provider", replace(wanted, providers=())
    for word in wanted.words:
        if len(wanted.words) > 1:
            rest_of = tuple(other for other in wanted.words if other != word)
            yield f"without '{word}'", replace(wanted, words=rest_of)
