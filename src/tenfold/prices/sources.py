"""Sources: where the prices of a catalogue were read, by the short name that its rows cite.

source,title,where,licence
"""

from __future__ import annotations

import csv
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tenfold.prices.row import cells

__all__ = ["PriceSource", "shipped_sources", "sources_of"]

_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class PriceSource:
    """One source: what it is, where it is to be found, and its licence where it has one."""

    name: str
    title: str
    where: str
    licence: str


def sources_of(data: bytes) -> Mapping[str, PriceSource]:
    """The sources that a table says; a line that says none is passed over."""
    found: dict[str, PriceSource] = {}
    try:
        lines = data.decode(errors="replace").replace("\r\n", "\n").split("\n")
        for row in cells(lines):
            if len(row) == _COLUMNS and row[0] != "source":
                name, title, where, licence = (cell.strip() for cell in row)
                found[name] = PriceSource(name, title, where, licence)
    except csv.Error:
        return found
    return found


@cache
def shipped_sources() -> Mapping[str, PriceSource]:
    """The sources of the prices that come with Tenfold."""
    return sources_of(pkgutil.get_data("tenfold.prices", "data/sources.csv") or b"")
