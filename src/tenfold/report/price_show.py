"""A product becomes a Document, data and a table: what `tenfold prices show` tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from tenfold.prices.row import METERS
from tenfold.prices.row import Row as Priced
from tenfold.prices.shown import Past, Shown, off_on_demand
from tenfold.prices.sources import PriceSource
from tenfold.report.document import (
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Items,
    Note,
    Prose,
    Row,
    Table,
)
from tenfold.report.price_list import PRICE_HEADER, price_cells, record_price
from tenfold.report.price_words import (
    bought,
    by_share,
    in_tiers,
    monthly,
    on_terms,
    price,
    row_count,
    specs,
)
from tenfold.report.record import Data, number
from tenfold.report.tables import Rows

__all__ = ["compose_shown", "record_shown", "shown_table"]

_Sources = Mapping[str, PriceSource]
_NONE = "—"
_REGIONS_TOLD = 12


def compose_shown(shown: Shown, sources: _Sources) -> Document:
    """Every price of a product, what it rests on, and how it moved."""
    chapters = (
        _opening(shown),
        _prices(shown),
        _past(shown),
        _notes(shown),
        _sources(shown, sources),
    )
    return Document(tuple(block for chapter in chapters for block in chapter))


def _opening(shown: Shown) -> Iterator[Block]:
    yield Heading(shown.product)
    facts = tuple(_facts(shown.known))
    if facts:
        yield Facts(facts)
    if shown.rows:
        alike = [told for told in _alike(shown.rows).values() if told]
        every = "all " if len(shown.rows) > 1 and alike else ""
        told = ", ".join([f"{row_count(len(shown.rows))}{_of(shown)}", *alike])
        yield Prose(f"{told.replace(', ', f', {every}', 1)}.")
        return
    if shown.gone:
        yield Note(f"{shown.names[-1]} has it no more.", "warn")
        return
    places = sorted({row.region for row in shown.known})
    told = ", ".join(places[:_REGIONS_TOLD]) + (", ..." if len(places) > _REGIONS_TOLD else "")
    terms = ", ".join(dict.fromkeys(bought(row.term) for row in shown.known))
    yield Note(f"There is no such price of it: it is priced in {told}; {terms}.", "warn")


def _of(shown: Shown) -> str:
    return f" of {len(shown.known):,}" if len(shown.rows) < len(shown.known) else ""


def _facts(rows: Sequence[Priced]) -> Iterator[tuple[str, str]]:
    """What all prices of a product say of it."""
    first = rows[0]
    same = {
        name: value
        for name, value in first.attributes.items()
        if all(row.attributes.get(name) == value for row in rows)
    }
    told = {
        "vcpu": ("vCPU", same.get("vcpu", "")),
        "memory": ("Memory", f"{same.get('memory')} GiB"),
        "gpu": ("GPU", f"{same.get('gpus', '1')} x {same.get('gpu', '').upper()}"),
        "gpus": ("", ""),
        "gpu_memory": ("GPU memory", f"{same.get('gpu_memory')} GiB"),
    }
    for name, value in same.items():
        label, text = told.get(name, (name.replace("_", " ").capitalize(), value))
        if label and name != "sustained":
            yield label, text
    off = next((row.attributes["sustained"] for row in rows if "sustained" in row.attributes), "")
    if off:
        share = f"{float(off) * 100:.3g}%" if off.replace(".", "", 1).isdigit() else off
        yield "Sustained use", f"up to {share} off on demand, for accounts that get it"


def _alike(rows: Sequence[Priced]) -> dict[str, str]:
    """What is the same of every price, by the column that it would have, in words."""
    columns = {
        "Term": ([on_terms(row.term) for row in rows], "{}"),
        "Seen on": ([row.seen_on for row in rows], "seen on {}"),
        "Since": ([row.effective for row in rows], "in effect since {}"),
        "Evidence": ([row.evidence for row in rows], "by {} evidence"),
    }
    return {
        title: said.format(cells[0]) if cells[0] else ""
        for title, (cells, said) in columns.items()
        if len(set(cells)) == 1
    }


def _prices(shown: Shown) -> Iterator[Block]:
    off = off_on_demand(shown.known)
    alike = _alike(shown.rows) if shown.rows else {}
    for meter in METERS:
        rows = [row for row in shown.rows if row.meter == meter]
        if rows:
            yield Heading(f"By {meter}: {METERS[meter].partition(':')[0]}", 2)
            told = [
                (column, cells)
                for column, cells in _columns(rows, off)
                if column.title not in alike and any(cells)
            ]
            lines = tuple(Row(tuple(cells[at] for _, cells in told)) for at in range(len(rows)))
            yield Table(tuple(column for column, _ in told), lines)


def _columns(
    rows: Sequence[Priced], off: Mapping[tuple[object, ...], Fraction]
) -> Iterator[tuple[Column, list[str]]]:
    yield Column("Region"), [row.region for row in rows]
    yield Column("Term"), [bought(row.term) for row in rows]
    yield Column("Which", rank=2), [_apart(row, rows) for row in rows]
    tiered = any(len(row.steps) > 1 or row.packages or row.minimum for row in rows)
    yield Column("Price", "left" if tiered else "right"), [in_tiers(row) for row in rows]
    yield Column("A month", "right", rank=1), [monthly(row) for row in rows]
    told = [by_share(off.get(row.key)) for row in rows]
    yield Column("Against on demand", "right", rank=1), told
    yield Column("Seen on", rank=3), [row.seen_on for row in rows]
    yield Column("Since", rank=4), [row.effective for row in rows]
    yield Column("Evidence", rank=5), [row.evidence for row in rows]


def _apart(row: Priced, rows: Sequence[Priced]) -> str:
    """What tells a price from others of the same place and term."""
    names = [
        name
        for name in row.attributes
        if name != "sustained" and len({other.attributes.get(name) for other in rows}) > 1
    ]
    return ", ".join(f"{name.replace('_', ' ')} {row.attributes[name]}" for name in names)


def _past(shown: Shown) -> Iterator[Block]:
    if not shown.names:
        return
    yield Heading("How it moved", 2)
    if all(past.change is not None and past.change.way == "same" for past in shown.past):
        yield Prose(f"The same in {' and '.join(shown.names)}.")
        return
    titles = [Column(_dated(name, place, shown), "right") for place, name in enumerate(shown.names)]
    columns = (Column("Price of"), *titles, Column("Change", "right"))
    names = _told_apart([past.row for past in shown.past])
    lines = (_was(name, past) for name, past in zip(names, shown.past, strict=True))
    yield Table(columns, tuple(lines))


def _told_apart(rows: Sequence[Priced]) -> list[str]:
    """Each price by what tells it from the others; by its meter where nothing does."""
    parts = [(row.meter, row.region, bought(row.term), specs(row)) for row in rows]
    varied = [at for at in range(4) if len({part[at] for part in parts}) > 1] or [0]
    return [", ".join(filter(None, (part[at] for at in varied))) for part in parts]


def _dated(name: str, place: int, shown: Shown) -> str:
    """A catalogue, and when it saw this product last."""
    there = [past.rows[place] for past in shown.past]
    seen = max((row.seen_on for row in there if row is not None), default="")
    return f"{name}, {seen}" if seen else name


def _was(name: str, past: Past) -> Row:
    cells = (_NONE if found is None else price(found) for found in past.rows)
    return Row((name, *cells, _changed(past)))


def _changed(past: Past) -> str:
    change = past.change
    if change is None:
        return "new" if past.rows[-1] is not None else "gone"
    if past.rows[-1] is None:
        return "gone"
    return "same" if change.way == "same" else by_share(change.by) or change.way


def _notes(shown: Shown) -> Iterator[Block]:
    notes: dict[str, list[Priced]] = {}
    for row in shown.rows:
        if row.note:
            notes.setdefault(row.note, []).append(row)
    if notes:
        yield Heading("Notes", 2)
        yield Items(tuple(_note(note, rows, shown.rows) for note, rows in notes.items()))


def _note(note: str, rows: Sequence[Priced], among: Sequence[Priced]) -> str:
    """A note, and which prices it is of where it is not of all."""
    if len(rows) == len(among):
        return note
    told = _of_which(rows, among)
    return f"{note} ({told})" if told else note


def _of_which(rows: Sequence[Priced], among: Sequence[Priced]) -> str:
    parts: Iterable[tuple[set[str], set[str]]] = (
        ({row.meter for row in rows}, {row.meter for row in among}),
        ({row.region for row in rows}, {row.region for row in among}),
        ({bought(row.term) for row in rows}, {bought(row.term) for row in among}),
    )
    return "; ".join(", ".join(sorted(own)) for own, every in parts if own != every)


def _sources(shown: Shown, sources: _Sources) -> Iterator[Block]:
    names = dict.fromkeys(row.source for row in shown.rows)
    if names:
        yield Heading("Sources", 2)
        yield Items(tuple(_source(name, sources.get(name)) for name in names))


def _source(name: str, found: PriceSource | None) -> str:
    if found is None:
        return name
    licence = f"licence {found.licence}" if found.licence else ""
    return "; ".join(filter(None, (f"{name}: {found.title}", found.where, licence)))


# -- for machines ----------------------------------------------------------------------


def record_shown(shown: Shown, sources: _Sources) -> Data:
    """A product as data."""
    off = off_on_demand(shown.known)
    names = dict.fromkeys(row.source for row in shown.rows)
    return {
        "schema": "tenfold.prices.show/1",
        "product": shown.product,
        "prices": [
            {**record_price(row), "against_on_demand": number(off.get(row.key))}
            for row in shown.rows
        ],
        "sources": {name: _source_data(sources.get(name)) for name in names},
        "catalogues": list(shown.names),
        "history": [_past_data(past, shown.names) for past in shown.past],
    }


def _source_data(found: PriceSource | None) -> Data | None:
    if found is None:
        return None
    return {"title": found.title, "where": found.where, "licence": found.licence or None}


def _past_data(past: Past, names: Sequence[str]) -> Data:
    row, change = past.row, past.change
    return {
        "meter": row.meter,
        "region": row.region,
        "term": row.term,
        "attributes": dict(row.attributes),
        "prices": {
            name: None if found is None else record_price(found)
            for name, found in zip(names, past.rows, strict=True)
        },
        "way": None if change is None else change.way,
        "change": None if change is None else number(change.by),
    }


def shown_table(shown: Shown) -> Rows:
    """A product as a header and rows, with the columns of a catalogue."""
    off = off_on_demand(shown.known)
    header = [*PRICE_HEADER, "against_on_demand"]
    return header, [[*price_cells(row), number(off.get(row.key))] for row in shown.rows]
