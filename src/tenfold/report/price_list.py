"""Found prices become a Document, data and a table: what `tenfold prices find` tells.

What all prices have in common is told once, below them, and not in every row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tenfold.prices.find import Found, Hint
from tenfold.prices.rates import a_month
from tenfold.prices.row import Row as Priced
from tenfold.prices.row import Step, written
from tenfold.prices.wanted import told
from tenfold.report.document import Block, Column, Document, Heading, Note, Prose, Row, Table
from tenfold.report.price_words import beyond, bought, count_of, monthly, price, row_count, specs
from tenfold.report.record import Data, number
from tenfold.report.tables import Rows

__all__ = [
    "PRICE_HEADER",
    "compose_found",
    "found_table",
    "price_cells",
    "record_found",
    "record_price",
]

PRICE_HEADER = [
    "product", "meter", "region", "term", "attributes", "unit", "price", "per_month",
    "effective", "seen_on", "evidence", "source", "note",
]  # fmt: skip
"""The columns of a price in a table: those of a catalogue, and what a month comes to."""


@dataclass(frozen=True)
class _Column:
    """A column of the list, what it says of a price, and how that is told of all of them."""

    column: Column
    cells: tuple[str, ...]
    of_all: str = ""

    @property
    def same(self) -> bool:
        """Whether it says one thing of every price, so that it can be told once."""
        return bool(self.of_all) and len(self.cells) > 1 and len(set(self.cells)) == 1

    @property
    def told(self) -> str:
        """What it says of all prices, in a sentence."""
        said = self.cells[0]
        if said == "global":
            return "anywhere"
        return self.of_all.format(f"for {said}" if said.endswith(("year", "years")) else said)


def compose_found(found: Found, limit: int, looked: str) -> Document:
    """What was found, at most so many of it, or the nearest; `looked` is where it was looked."""
    if not found.rows:
        return Document(tuple(_nothing(found, looked)))
    return Document(tuple(_list(found, limit, looked)))


def _list(found: Found, limit: int, looked: str) -> Iterator[Block]:
    shown = found.rows[:limit]
    many = len(found.rows)
    yield Heading(f"Prices: {told(found.wanted)}")
    first = f", the first {len(shown):,} of them here" if len(shown) < many else ""
    yield Prose(f"{row_count(many)}{first}, in {looked}.")
    columns = _columns(shown)
    yield _table(shown, [column for column in columns if not column.same])
    same = [column.told for column in columns if column.same]
    if same:
        yield Prose(f"All of them {', '.join(same)}.")
    if len(shown) < many:
        yield Note(f"{many - len(shown):,} more: --limit {many} tells them all.")
    if found.on_other_terms:
        more = count_of(found.on_other_terms, "more price")
        yield Note(f"{more} on other terms: spot, 1 year, 3 years; --term any for all.")


def _nothing(found: Found, looked: str) -> Iterator[Block]:
    yield Heading(f"Prices: {told(found.wanted)}")
    yield Prose(f"There is no such price in {looked}.")
    for hint in found.hints:
        yield Note(_hinted(hint), "warn")
    if found.nearest:
        yield Heading("The nearest", 2)
        yield _table(found.nearest, _columns(found.nearest))


def _hinted(hint: Hint) -> str:
    if not hint.word:
        verb = "is" if hint.count == 1 else "are"
        return f"{_sentence(hint.what)} there {verb} {hint.count:,}."
    return f"{hint.what}. Did you mean '{hint.instead}'?" if hint.instead else f"{hint.what}."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] if text[:2].islower() else text


def _columns(rows: Sequence[Priced]) -> list[_Column]:
    """What there is to tell of some prices, what has nothing to tell left out."""
    meters = len({row.meter for row in rows}) > 1
    columns = (
        _Column(Column("Product"), tuple(row.product for row in rows)),
        _Column(Column("Of", rank=1), tuple(row.meter if meters else "" for row in rows)),
        _Column(Column("Price", "right"), tuple(price(row) for row in rows)),
        _Column(Column("A month", "right", rank=2), tuple(monthly(row) for row in rows)),
        _Column(Column("Region", rank=1), tuple(row.region for row in rows), "in {}"),
        _Column(Column("Term", rank=3), tuple(bought(row.term) for row in rows), "{}"),
        _Column(Column("Specs", rank=4), tuple(_specs(row) for row in rows)),
        _Column(Column("Seen on", rank=5), tuple(row.seen_on for row in rows), "seen on {}"),
        _Column(Column("Evidence", rank=6), tuple(row.evidence for row in rows), "by {} evidence"),
    )
    return [column for column in columns if any(column.cells)]


def _specs(row: Priced) -> str:
    return ", ".join(filter(None, (specs(row), *beyond(row))))


def _table(rows: Sequence[Priced], columns: Sequence[_Column]) -> Table:
    lines = tuple(Row(tuple(column.cells[at] for column in columns)) for at in range(len(rows)))
    return Table(tuple(column.column for column in columns), lines)


# -- for machines ----------------------------------------------------------------------


def record_found(found: Found, limit: int | None, looked: str) -> Data:
    """What was found, as data."""
    rows = found.rows if limit is None else found.rows[:limit]
    return {
        "schema": "tenfold.prices.find/1",
        "read_as": told(found.wanted),
        "catalogue": looked,
        "total": len(found.rows),
        "on_other_terms": found.on_other_terms,
        "prices": [record_price(row) for row in rows],
        "hints": [_hint(hint) for hint in found.hints],
        "nearest": [record_price(row) for row in found.nearest],
    }


def _hint(hint: Hint) -> Data:
    return {"what": hint.what, "count": hint.count, "word": hint.word, "instead": hint.instead}


def _tier(step: Step) -> Data:
    return {"up_to": number(step.up_to), "price": number(step.rate)}


def record_price(row: Priced) -> Data:
    """One price as data: its tiers in the unit's own measure, what is unpublished null."""
    return {
        "product": row.product,
        "meter": row.meter,
        "region": row.region,
        "term": row.term,
        "attributes": dict(row.attributes),
        "unit": row.unit,
        "tiers": [_tier(step) for step in row.steps],
        "whole": row.whole,
        "packages": number(row.packages),
        "at_least": number(row.minimum),
        "per_month": _per_month(row),
        "effective": row.effective or None,
        "seen_on": row.seen_on,
        "evidence": row.evidence,
        "source": row.source,
        "note": row.note,
    }


def found_table(found: Found, limit: int | None) -> Rows:
    """What was found as a header and rows, with the columns of a catalogue."""
    rows = found.rows if limit is None else found.rows[:limit]
    return PRICE_HEADER, [price_cells(row) for row in rows]


def price_cells(row: Priced) -> list[str | int | float | None]:
    """The cells of one price under `PRICE_HEADER`."""
    said: list[str | int | float | None] = list(written(row))
    return [*said[:7], _per_month(row), *said[7:]]


def _per_month(row: Priced) -> float | int | None:
    month = a_month(row)
    return None if month is None else number(month.amount)
