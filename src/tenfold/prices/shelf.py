"""A Shelf: the table of one provider, read no further than it is asked.

The text is cut into lines once, and a line is read when its product is asked
for: a plan that needs three prices does not read a thousand.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tenfold.errors import Problem, Rejected, Source, Span
from tenfold.prices.quote import unit_of
from tenfold.prices.row import COLUMNS, Row, Unreadable, cells, read_row

__all__ = ["Shelf"]

_HEADER = ",".join(COLUMNS)


@dataclass
class Shelf:
    """The prices of one provider, from a table that is fetched when first asked for."""

    provider: str
    fetch: Callable[[], bytes]
    file: str = ""
    _read: dict[str, tuple[Row, ...]] = field(default_factory=dict)

    @cached_property
    def _data(self) -> bytes:
        return self.fetch()

    def data(self) -> bytes:
        """The table as it is written."""
        return self._data

    @cached_property
    def source(self) -> Source:
        """The table as a text with places."""
        name = self.file or f"{self.provider}.csv"
        try:
            text = self._data.decode()
        except UnicodeDecodeError as error:
            what = f"byte {error.start:,} of this table is no UTF-8"
            raise Rejected([Problem("T601", what, Span(Source(name, ""), 0, 0))]) from None
        return Source(name, text.replace("\r\n", "\n"))

    @cached_property
    def _lines(self) -> Mapping[str, list[tuple[int, str]]]:
        """The lines of each product, with where each begins."""
        text = self.source.text
        header, _, rest = text.partition("\n")
        if header.strip() != _HEADER:
            span = Span(self.source, 0, len(header))
            raise Rejected(
                [Problem("T601", "this is no table of prices", span, f"begin with {_HEADER}")]
            )
        found: dict[str, list[tuple[int, str]]] = {}
        place = len(header) + 1
        for line in rest.split("\n"):
            if line.strip():
                product = line.partition(",")[0].strip().strip('"')
                found.setdefault(product, []).append((place, line))
            place += len(line) + 1
        return found

    def products(self) -> tuple[str, ...]:
        """The names of all products in the table."""
        return tuple(self._lines)

    def rows(self, product: str) -> tuple[Row, ...]:
        """The prices of one product; `Rejected` with what cannot be read of them."""
        if product not in self._read:
            rows: dict[object, Row] = {}
            problems: list[Problem] = []
            for place, line in self._lines.get(product, ()):
                try:
                    row = self._row(line, rows)
                    rows[row.identity] = row
                except Unreadable as error:
                    span = Span(self.source, place, place + len(line))
                    problems.append(
                        Problem("T601", str(error), span, "correct the line, or refresh the table")
                    )
            if problems:
                raise Rejected(problems)
            self._read[product] = tuple(rows.values())
        return self._read[product]

    def _row(self, line: str, above: Container[object]) -> Row:
        try:
            row = read_row(next(cells([line])))
        except csv.Error as error:
            raise Unreadable(f"this is no line of a table: {error}") from None
        if row.product.partition("/")[0] != self.provider:
            raise Unreadable(f"'{row.product}' is not sold by {self.provider}")
        if row.identity in above:
            raise Unreadable(f"this price of '{row.product}' stands above already")
        try:
            unit = unit_of(row.unit)
        except Rejected as error:
            raise Unreadable(f"'{row.unit}' is no unit: {error.problems[0].what}") from None
        if not unit.money:
            raise Unreadable(f"'{row.unit}' is no money: write USD/GiB")
        return row
