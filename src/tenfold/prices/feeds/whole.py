"""Rates made into Rows: tiers put together, and what contradicts itself left out and told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from tenfold.prices.feeds.feed import Rate, Skip
from tenfold.prices.feeds.page import on_one_line
from tenfold.prices.row import Row, Step, Unreadable, read_row, written

__all__ = ["rounded", "rows_of"]

_PLACES = 10


def rounded(number: Fraction) -> Fraction:
    """A worked-out price with as many decimals as the providers themselves write."""
    return Fraction(round(number * 10**_PLACES), 10**_PLACES)


def rows_of(rates: Iterable[Rate], seen_on: str) -> tuple[tuple[Row, ...], tuple[Skip, ...]]:
    """Every whole price that some rates come to; a price of nothing is no offer, and no Row."""
    groups: dict[tuple[object, ...], list[Rate]] = {}
    for rate in rates:
        groups.setdefault(rate.key, []).append(rate)
    rows: list[Row] = []
    skipped: list[Skip] = []
    for group in groups.values():
        group.sort(key=lambda rate: rate.start)
        why = _fault(group)
        if why:
            skipped.append(_skip(group, why))
        elif any(rate.rate for rate in group):
            try:
                rows.append(_checked(_row(group, seen_on)))
            except Unreadable as error:
                skipped.append(_skip(group, str(error)))
    return tuple(rows), tuple(skipped)


def _skip(group: Sequence[Rate], why: str) -> Skip:
    first = group[0]
    where = f"{first.product} by {first.meter} in {first.region}, {first.term}"
    return Skip(where, why, first.source)


def _fault(group: Sequence[Rate]) -> str:
    """What keeps some rates from being one price."""
    units = {rate.unit for rate in group}
    if len(units) > 1:
        return f"it is priced by {' and by '.join(sorted(units))}"
    if group[0].start:
        return f"its first tier begins at {float(group[0].start):g}"
    for one, next_one in pairwise(group):
        if one.start == next_one.start and one.rate != next_one.rate:
            told = " and ".join(
                f"{float(r.rate):g}{f' ({r.sku})' if r.sku else ''}" for r in (one, next_one)
            )
            return f"it has two prices: {told}"
    return ""


def _row(group: Sequence[Rate], seen_on: str) -> Row:
    first = group[0]
    return Row(
        first.product, first.meter, first.region, first.term, first.unit, tuple(_steps(group)),
        first.seen_on or seen_on, first.source, first.evidence, dict(first.attributes),
        max(rate.effective for rate in group), on_one_line(first.note),
    )  # fmt: skip


def _steps(group: Sequence[Rate]) -> Iterator[Step]:
    """Ascending tiers, with neighbours of one rate put together."""
    kept = [group[0]]
    kept += [rate for before, rate in pairwise(group) if rate.rate != before.rate]
    ends = [rate.start for rate in kept[1:]]
    for rate, end in zip(kept, [*ends, None], strict=True):
        yield Step(end, rate.rate)


def _checked(row: Row) -> Row:
    """The Row, if a table can carry it."""
    if read_row(written(row)) != row:
        raise Unreadable("it does not read as it was written")
    return row
