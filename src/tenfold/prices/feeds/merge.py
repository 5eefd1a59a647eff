"""What a refresh makes of a table: rows come, change and go, and are counted.

A row goes only when its own source was read in full, in its region, without an
item that could not be read. What a person wrote, from another source, stays
unless the feed prices the very same thing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tenfold.prices.differ import moved
from tenfold.prices.feeds.crawl import Harvest
from tenfold.prices.feeds.feed import Wanted
from tenfold.prices.row import DESCRIPTIVE, Row

__all__ = ["Merged", "merged"]


@dataclass(frozen=True, slots=True)
class Merged:
    """A table after a refresh, and in numbers what is different about it."""

    rows: tuple[Row, ...]
    new: int = 0
    gone: int = 0
    dearer: int = 0
    cheaper: int = 0
    otherwise: int = 0
    same: int = 0
    kept: int = 0


def merged(old: Iterable[Row], harvest: Harvest, provider: str, wanted: Wanted) -> Merged:
    """The rows of a provider's table, those of a harvest in the place of what they restate."""
    before = tuple(old)
    fresh = [row for row in harvest.rows if row.product.startswith(f"{provider}/")]
    restated = _restated(before, fresh)
    replaced = {row.key for row in restated.values()}
    leaky = {skip.source for skip in harvest.skipped}
    stays = [row for row in before if row.key not in replaced]
    kept = [row for row in stays if row.source in leaky or not _gone(row, harvest, wanted)]
    ways = [moved(restated[row.key], row).way for row in fresh if row.key in restated]
    renewed = [_described(row, restated.get(row.key)) for row in fresh]
    return Merged(
        tuple(sorted((*renewed, *kept), key=lambda row: row.key)),
        new=len(fresh) - len(ways),
        gone=len(stays) - len(kept),
        dearer=ways.count("dearer"),
        cheaper=ways.count("cheaper"),
        otherwise=ways.count("other"),
        same=ways.count("same"),
        kept=len(kept),
    )


def _restated(before: Iterable[Row], fresh: Iterable[Row]) -> dict[tuple[object, ...], Row]:
    """For each new row, the old one whose place it takes: the same, or the only one like it."""
    alike: dict[tuple[object, ...], list[Row]] = {}
    for row in before:
        alike.setdefault(row.identity, []).append(row)
    found: dict[tuple[object, ...], Row] = {}
    for row in fresh:
        rivals = alike.get(row.identity, [])
        same = [rival for rival in rivals if rival.key == row.key]
        if same or len(rivals) == 1:
            found[row.key] = (same or rivals)[0]
    return found


def _described(row: Row, before: Row | None) -> Row:
    """A renewed row, with what its line told before and the feed does not tell."""
    if before is None:
        return row
    lacking = {
        name: value
        for name, value in before.attributes.items()
        if name in DESCRIPTIVE and name not in row.attributes
    }
    return replace(row, attributes={**row.attributes, **lacking}) if lacking else row


def _gone(row: Row, harvest: Harvest, wanted: Wanted) -> bool:
    """Whether all of a row's source was read, in its region, without finding it."""
    told_of = (row.source, row.region) in harvest.covers or (row.source, "") in harvest.covers
    by_sku = row.product.partition("/")[2].startswith("sku-")
    return told_of and wanted.place(row.region) and (wanted.everything or not by_sku)
