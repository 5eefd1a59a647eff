"""One product as a catalogue has it: its prices, what terms take off, and how prices moved.

A person may leave the provider out, or write `T4` for `gcp/gpu-t4`, where only
one product can be meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tenfold.errors import did_you_mean
from tenfold.prices.catalogue import Catalogue
from tenfold.prices.differ import Moved, moved
from tenfold.prices.parts import Part
from tenfold.prices.row import METERS, TERMS, Row
from tenfold.prices.wanted import Place

__all__ = ["Past", "Shown", "named", "nearest", "off_on_demand", "show"]


@dataclass(frozen=True, slots=True)
class Past:
    """One price in several catalogues, the oldest first; None where one has it not."""

    row: Row
    rows: tuple[Row | None, ...]
    change: Moved | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A product: the prices that are asked for, all that there are, and what they were before.

    Where the last catalogue has none of it, `known` is what the one before it had.
    """

    product: str
    rows: tuple[Row, ...]
    known: tuple[Row, ...]
    names: tuple[str, ...] = ()
    past: tuple[Past, ...] = ()
    gone: bool = False


def named(catalogue: Catalogue, word: str) -> tuple[str, ...]:
    """The products that a word may mean: one, several, or none."""
    given = word.strip()
    whole = [given] if "/" in given else [f"{name}/{given}" for name in catalogue.providers]
    found = []
    for name in whole:
        known = next((part for part in Part(name).names() if catalogue.rows(part)), "")
        found += [known or _any_case(catalogue, name)]
    return tuple(dict.fromkeys(name for name in found if name))


def _any_case(catalogue: Catalogue, name: str) -> str:
    folded = name.casefold()
    products = catalogue.products(folded.partition("/")[0])
    return next((product for product in products if product.casefold() == folded), "")


def nearest(catalogue: Catalogue, word: str) -> str:
    """The product that was probably meant, or nothing."""
    provider, sign, name = word.rpartition("/")
    providers = catalogue.providers
    near = provider if provider in providers else did_you_mean(provider, providers)
    those = [near] if sign and near else providers
    known = {
        product.partition("/")[2]: product for one in those for product in catalogue.products(one)
    }
    return known.get(did_you_mean(name, known), "")


def show(
    catalogues: Sequence[Catalogue],
    product: str,
    place: Place | None = None,
    terms: Iterable[str] = (),
) -> Shown:
    """A product as the last of some catalogues has it, and how it came to be so."""
    asked = set(terms) or set(TERMS)
    every = [catalogue.rows(product) for catalogue in catalogues]
    known = tuple(sorted(next(filter(None, reversed(every)), ()), key=_order))
    rows = _at(known, place, asked) if every[-1] else ()
    names = tuple(catalogue.name for catalogue in catalogues) if len(catalogues) > 1 else ()
    past = _pasts(every, place, asked) if names else ()
    return Shown(product, rows, known, names, past, gone=not every[-1])


def _order(row: Row) -> tuple[object, ...]:
    return (
        list(METERS).index(row.meter),
        row.region,
        sorted(row.attributes.items()),
        TERMS.index(row.term),
    )


def _at(rows: Sequence[Row], place: Place | None, terms: set[str]) -> tuple[Row, ...]:
    """The prices that hold in a place; where it has none of its own, its area's."""
    bought = [row for row in rows if row.term in terms]
    if place is None:
        return tuple(bought)
    best: dict[str, int] = {}
    for row in bought:
        rank = place.rank(row.region)
        if rank is not None:
            best[row.meter] = min(rank, best.get(row.meter, rank))
    return tuple(row for row in bought if place.rank(row.region) == best.get(row.meter, -1))


def _pasts(
    every: Sequence[Sequence[Row]], place: Place | None, terms: set[str]
) -> tuple[Past, ...]:
    tables = [{row.key: row for row in _at(rows, place, terms)} for rows in every]
    newest = {key: row for table in tables for key, row in table.items()}
    return tuple(
        _past([table.get(key) for table in tables], row)
        for key, row in sorted(newest.items(), key=lambda pair: _order(pair[1]))
    )


def _past(rows: Sequence[Row | None], row: Row) -> Past:
    there = [found for found in rows if found is not None]
    change = moved(there[0], there[-1]) if len(there) > 1 else None
    return Past(row, tuple(rows), change)


def off_on_demand(rows: Iterable[Row]) -> Mapping[tuple[object, ...], Fraction]:
    """By what share each price on another term differs from the same thing on demand."""
    all_of = list(rows)
    plain = {_thing(row): row for row in all_of if row.term == "on_demand"}
    found: dict[tuple[object, ...], Fraction] = {}
    for row in all_of:
        beside = plain.get(_thing(row))
        if row.term != "on_demand" and beside is not None:
            change = moved(beside, row)
            if change.by is not None and len(row.steps) == len(beside.steps) == 1:
                found[row.key] = change.by
    return found


def _thing(row: Row) -> tuple[object, ...]:
    """What is bought, whatever the term; a price on demand may carry what concerns it alone."""
    told = tuple(pair for pair in sorted(row.attributes.items()) if pair[0] != "sustained")
    return row.product, row.meter, row.region, told
