"""CSV: a table for spreadsheets and programs, by RFC 4180 with Unix line ends.

A number stays a number. A text that a spreadsheet would take for a formula
gets an apostrophe before it; one that would command a terminal is made
harmless.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from tenfold.report.letters import LINE_END, visible

__all__ = ["write"]

_FORMULA = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")


def write(header: Sequence[str], rows: Sequence[Sequence[str | int | float | None]]) -> str:
    """The header and the rows; what is not known is an empty cell."""
    paper = StringIO()
    writer = csv.writer(paper, lineterminator="\n")
    for row in (header, *rows):
        if len(row) != len(header):
            message = f"a row of {len(row)} cells under {len(header)} columns: {row}"
            raise ValueError(message)
        writer.writerow([_cell(value) for value in row])
    return paper.getvalue()


def _cell(value: str | float | None) -> str | float:
    if value is None or value != value:  # noqa: PLR0124 - a NaN
        return ""
    return _harmless(value) if isinstance(value, str) else value


def _harmless(text: str) -> str:
    text = "\t".join(map(visible, LINE_END.sub("\n", text).split("\t")))
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
