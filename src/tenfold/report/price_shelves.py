"""What a catalogue holds becomes a Document, data and a table: providers, regions, dates."""

from __future__ import annotations

from dataclasses import dataclass

from tenfold.prices.catalogue import Catalogue
from tenfold.report.document import Column, Document, Facts, Heading, Prose, Row, Table
from tenfold.report.price_words import row_count
from tenfold.report.record import Data
from tenfold.report.tables import Rows

__all__ = ["compose_shelves", "record_shelves", "shelves_table"]


@dataclass(frozen=True)
class _Holding:
    """What there is of one provider."""

    provider: str
    products: int
    prices: int
    regions: tuple[str, ...]
    oldest: str
    newest: str


def _holdings(catalogue: Catalogue) -> list[_Holding]:
    found = []
    for provider in catalogue.providers:
        names = catalogue.products(provider)
        rows = [row for name in names for row in catalogue.rows(name)]
        dates = sorted(row.seen_on for row in rows)
        regions = tuple(sorted({row.region for row in rows}))
        ends = (dates[0], dates[-1]) if dates else ("", "")
        found.append(_Holding(provider, len(names), len(rows), regions, *ends))
    return found


def compose_shelves(catalogue: Catalogue) -> Document:
    """Who sells what, where, and when it was seen."""
    found = _holdings(catalogue)
    columns = (
        Column("Provider"),
        Column("Products", "right"),
        Column("Prices", "right"),
        Column("Regions", "right", rank=1),
        Column("Seen from", rank=2),
        Column("to", rank=2),
    )
    rows = tuple(
        Row((
            one.provider, f"{one.products:,}", f"{one.prices:,}", f"{len(one.regions):,}",
            one.oldest, one.newest,
        ))
        for one in found
    )  # fmt: skip
    many = row_count(sum(one.prices for one in found))
    where = tuple((one.provider, ", ".join(one.regions)) for one in found)
    return Document(
        (
            Heading(f"Prices: {catalogue.name}"),
            Prose(f"{many}. Say what to find, for example: 8 vCPU 32 GB cheapest in eu."),
            Table(columns, rows),
            Heading("Regions and areas that have prices", 2),
            Facts(where),
        )
    )


def record_shelves(catalogue: Catalogue) -> Data:
    """The same as data."""
    providers: Data = {
        one.provider: {
            "products": one.products,
            "prices": one.prices,
            "regions": list(one.regions),
            "seen_from": one.oldest or None,
            "seen_to": one.newest or None,
        }
        for one in _holdings(catalogue)
    }
    return {
        "schema": "tenfold.prices/1",
        "catalogue": catalogue.name,
        "digest": catalogue.digest,
        "providers": providers,
    }


def shelves_table(catalogue: Catalogue) -> Rows:
    """How many prices each region has."""
    counts: dict[tuple[str, str], int] = {}
    for row in catalogue.all():
        key = (row.product.partition("/")[0], row.region)
        counts[key] = counts.get(key, 0) + 1
    header = ["provider", "region", "prices"]
    return header, [[provider, region, many] for (provider, region), many in sorted(counts.items())]
