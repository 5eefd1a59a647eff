"""What changed between catalogues becomes a Document, data and a table: `tenfold prices diff`.

With a model it also says what that does to its total, and to which lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tenfold.plan.amount import Amount
from tenfold.plan.plan import LinePlan, Plan
from tenfold.prices.differ import Differences, Moved
from tenfold.prices.row import Row as Priced
from tenfold.prices.row import written
from tenfold.report.comparison import signed
from tenfold.report.document import Align, Block, Column, Document, Heading, Note, Prose, Row, Table
from tenfold.report.off import bounded, cents_in, percent
from tenfold.report.price_list import record_price
from tenfold.report.price_words import bought, by_share, count_of, in_tiers, price, specs
from tenfold.report.record import Data, number, number_of
from tenfold.report.tables import Rows

__all__ = ["Effect", "compose_diff", "diff_table", "effect_of", "record_diff"]

_SHOWN = 20
_KINDS = ("new", "gone", "dearer", "cheaper", "other")
_NONE = "—"


@dataclass(frozen=True)
class Line:
    """A line of a model's bill by the prices of each catalogue."""

    component: str
    item: str
    before: LinePlan | None
    after: LinePlan | None
    by: Fraction | None


@dataclass(frozen=True)
class Effect:
    """What a change of prices does to a model: its plan by each, and the lines that move."""

    before: Plan
    after: Plan
    lines: tuple[Line, ...]


def effect_of(before: Plan, after: Plan) -> Effect:
    """The lines of a model that cost something else by other prices, what moves most first."""
    then, now = (
        {(line.component, line.item): line for part in plan.components for line in part.lines}
        for plan in (before, after)
    )
    lines = [_line(key, then.get(key), now.get(key)) for key in dict.fromkeys((*then, *now))]
    moving = [line for line in lines if line.by != 0]
    moving.sort(key=lambda line: (line.by is None, -abs(line.by or 0)))
    return Effect(before, after, tuple(moving))


def _line(key: tuple[str, str], before: LinePlan | None, after: LinePlan | None) -> Line:
    costs = [None if line is None else line.cost for line in (before, after)]
    if costs == [None, None] or _told(costs[0]) == _told(costs[1]):
        return Line(*key, before, after, Fraction(0))
    known = [
        cost.value
        for cost in costs
        if cost is not None and cost.value is not None and not cost.open
    ]
    return Line(*key, before, after, known[1] - known[0] if len(known) == 2 else None)


def _told(cost: Amount | None) -> object:
    return None if cost is None else (cost.value, cost.open, cost.unit)


# -- for people ------------------------------------------------------------------------


def compose_diff(
    found: Differences, names: tuple[str, str], effect: Effect | None = None
) -> Document:
    """What changed, in counts and one by one, and what that does to a model."""
    chapters = (
        _opening(found, names),
        () if effect is None else _effect(effect, names),
        _moved(found, "dearer", "Dearer", names),
        _moved(found, "cheaper", "Cheaper", names),
        _moved(found, "other", "Changed in another way", names),
        _rows(found.new, "New"),
        _rows(found.gone, "Gone"),
    )
    return Document(tuple(block for chapter in chapters for block in chapter))


def _opening(found: Differences, names: tuple[str, str]) -> Iterator[Block]:
    yield Heading(f"Prices: {names[0]} → {names[1]}")
    counts = {kind: sum(told.get(kind, 0) for told in found.counts.values()) for kind in _KINDS}
    changed = sum(counts.values())
    if not changed:
        yield Prose(f"No price differs: {count_of(found.same, 'price')} the same{_again(found)}.")
    else:
        told = [f"{counts[kind]:,} {_KIND_TOLD[kind]}" for kind in _KINDS if counts[kind]]
        yield Prose(f"{', '.join(told)}; {found.same:,} the same{_again(found)}.")
        yield _by_provider(found)
    for only, name in ((found.only_before, names[0]), (found.only_after, names[1])):
        if only:
            yield Note(f"Only {name} has prices of {', '.join(only)}: they are not compared.")


_KIND_TOLD = {
    "new": "new",
    "gone": "gone",
    "dearer": "dearer",
    "cheaper": "cheaper",
    "other": "otherwise changed",
}


def _again(found: Differences) -> str:
    return f", {found.seen_again:,} of them seen again since" if found.seen_again else ""


def _by_provider(found: Differences) -> Table:
    columns = (Column("Provider"), *(Column(kind.capitalize(), "right") for kind in _KINDS))
    rows = [
        Row((name, *(f"{told[kind]:,}" if told.get(kind) else "" for kind in _KINDS)))
        for name, told in found.counts.items()
        if told
    ]
    return Table(columns, tuple(rows))


def _moved(found: Differences, way: str, title: str, names: tuple[str, str]) -> Iterator[Block]:
    moves = [move for move in found.moved if move.way == way]
    if moves:
        yield Heading(title, 2)
        yield _moves(moves, names, in_full=way == "other")


def _moves(moves: Sequence[Moved], names: tuple[str, str], *, in_full: bool) -> Table:
    """Prices before and after; where no share can be told, in all their tiers."""
    wordy = in_full or any(price(move.before) == price(move.after) for move in moves)
    align: Align = "left" if wordy else "right"
    columns = (
        Column("Product"),
        Column("Of", rank=3),
        Column("Region", rank=1),
        Column("Term", rank=4),
        Column("Specs", rank=5),
        Column(names[0], align),
        Column(names[1], align),
        Column("By", "right"),
    )
    rows = [
        Row((*_thing(move.after), *_both(move, in_full=in_full), by_share(move.by)))
        for move in moves
    ]
    return _kept(Table(columns, tuple(rows)))


def _both(move: Moved, *, in_full: bool) -> tuple[str, str]:
    """A price before and after; the unit once, where it is the same."""
    if in_full:
        return in_tiers(move.before), in_tiers(move.after)
    before, after = price(move.before), price(move.after)
    if before == after:
        return in_tiers(move.before), in_tiers(move.after)
    one_unit = move.before.unit == move.after.unit
    return before.partition("/")[0] if one_unit else before, after


def _thing(row: Priced) -> tuple[str, ...]:
    return row.product, row.meter, row.region, bought(row.term), specs(row)


def _kept(table: Table) -> Table:
    """The first rows, and the columns that have something to say."""
    said = [any(row.cells[at] for row in table.rows) for at in range(len(table.columns))]
    columns = tuple(column for column, has in zip(table.columns, said, strict=True) if has)
    rows = tuple(
        Row(tuple(cell for cell, has in zip(row.cells, said, strict=True) if has))
        for row in table.rows
    )
    return Table(columns, rows).first(_SHOWN)


def _rows(rows: Sequence[Priced], title: str) -> Iterator[Block]:
    if not rows:
        return
    columns = (
        Column("Product"),
        Column("Of", rank=2),
        Column("Region", rank=1),
        Column("Term", rank=3),
        Column("Specs", rank=4),
        Column("Price", "right"),
    )
    yield Heading(title, 2)
    yield _kept(Table(columns, tuple(Row((*_thing(row), price(row))) for row in rows)))


def _effect(effect: Effect, names: tuple[str, str]) -> Iterator[Block]:
    before, after = effect.before.total, effect.after.total
    reading = effect.before.scenario
    yield Heading(f"What that does to {effect.before.name}{f', {reading}' if reading else ''}", 2)
    cents = cents_in(before, after)
    then, now = (bounded(amount, cents=cents) for amount in (before, after))
    how = "Each stands before the prices that come with Tenfold, as in a model."
    if not effect.lines:
        yield Prose(f"Nothing: {then} a month by both. {how}")
        return
    by = None if before.value is None or after.value is None else after.value - before.value
    told = signed(None if before.open or after.open else by, before, cents=cents)
    share = ""
    if by and before.value and not before.open and not after.open:
        share = f", {percent(abs(by) / abs(before.value))} {'more' if by > 0 else 'less'}"
    yield Prose(f"{then[0].upper()}{then[1:]} a month becomes {now}: {told}{share}. {how}")
    columns = (
        Column("Line"),
        Column(names[0], "right"),
        Column(names[1], "right"),
        Column("By", "right"),
    )
    lines = [_moving(line, before, cents=cents) for line in effect.lines]
    yield Table(columns, tuple(lines)).first(_SHOWN)


def _moving(line: Line, like: Amount, *, cents: bool) -> Row:
    costs = (
        _NONE if one is None else bounded(one.cost, cents=cents)
        for one in (line.before, line.after)
    )
    return Row((f"{line.component}.{line.item}", *costs, signed(line.by, like, cents=cents)))


# -- for machines ----------------------------------------------------------------------


def record_diff(found: Differences, names: tuple[str, str], effect: Effect | None = None) -> Data:
    """What changed, as data."""
    counts: Data = {
        name: {kind: told.get(kind, 0) for kind in _KINDS} for name, told in found.counts.items()
    }
    return {
        "schema": "tenfold.prices.diff/1",
        "before": {"name": names[0], "digest": found.before.digest, "newest": found.before.newest},
        "after": {"name": names[1], "digest": found.after.digest, "newest": found.after.newest},
        "counts": counts,
        "same": found.same,
        "seen_again": found.seen_again,
        "only_before": list(found.only_before),
        "only_after": list(found.only_after),
        "new": [record_price(row) for row in found.new],
        "gone": [record_price(row) for row in found.gone],
        "moved": [_move_data(move) for move in found.moved],
        "model": None if effect is None else _effect_data(effect),
    }


def _move_data(move: Moved) -> Data:
    return {
        "way": move.way,
        "by": number(move.by),
        "before": record_price(move.before),
        "after": record_price(move.after),
    }


def _effect_data(effect: Effect) -> Data:
    before, after = effect.before, effect.after
    return {
        "name": before.name,
        "scenario": before.scenario or None,
        "unit": str(before.total.unit),
        "before": number_of(before.total),
        "before_at_least": before.total.at_least,
        "after": number_of(after.total),
        "after_at_least": after.total.at_least,
        "lines": [_line_data(line) for line in effect.lines],
    }


def _line_data(line: Line) -> Data:
    return {
        "component": line.component,
        "item": line.item,
        "before": None if line.before is None else number(line.before.cost.number),
        "after": None if line.after is None else number(line.after.cost.number),
    }


def diff_table(found: Differences) -> Rows:
    """What changed, as a header and rows."""
    header = [
        "change", "product", "meter", "region", "term", "attributes",
        "unit_before", "price_before", "unit", "price", "by", "seen_on", "source",
    ]  # fmt: skip
    told = [_cells(move.way, move.before, move.after, move.by) for move in found.moved]
    told += [_cells("new", None, row) for row in found.new]
    told += [_cells("gone", row, None) for row in found.gone]
    return header, told


def _cells(
    kind: str, before: Priced | None, after: Priced | None, by: Fraction | None = None
) -> list[str | int | float | None]:
    then, now = ([] if row is None else written(row) for row in (before, after))
    said = now or then
    prices = (*(then or [""] * 7)[5:7], *(now or [""] * 7)[5:7])
    return [kind, *said[:5], *prices, number(by), said[8], said[10]]
