"""Where an answer goes and in what form: a terminal, a pipe, files by their suffix."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from tenfold.app.files import print_whole, refused, write_whole
from tenfold.report import text
from tenfold.report.chart import Form, Spec
from tenfold.report.document import Document
from tenfold.report.record import Data
from tenfold.report.tables import Rows

__all__ = ["FORMATS", "Answer", "Out", "told_json"]

FORMATS = ("text", "json", "markdown", "csv")
_SUFFIXES = {".txt": "text", ".md": "markdown", ".json": "json", ".csv": "csv"}
_PICTURES: dict[str, Form] = {".svg": "svg", ".png": "png"}
_NARROWEST, _WIDEST, _IN_A_FILE = 40, 200, 100
_NEEDED = "─━│├└✓✗×→≥█▁┬"


@dataclass(frozen=True)
class Answer:
    """One result in every form it can be told in; what has no table or no chart leaves it out."""

    document: Callable[[], Document]
    data: Callable[[], Data]
    csv: Callable[[], Rows] | None = None
    chart: Callable[[], Spec] | None = None


@dataclass(frozen=True)
class Out:
    """The options that say how an answer is told."""

    format: str = ""
    files: tuple[str, ...] = ()
    colour: str = "auto"
    width: int | None = None
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def write(self, answer: Answer) -> None:
        """Tell the answer: to the files named, else to stdout; nothing is written if one fails."""
        names = self.files or ("-",)
        texts = [(name, self._told(answer, name)) for name in names]
        for name, told in texts:
            if isinstance(told, str) and name == "-":
                print_whole(told)
            else:
                write_whole(name, told)

    def _told(self, answer: Answer, name: str) -> str | bytes:
        picture = _PICTURES.get(PurePath(name).suffix.lower())
        if picture and not (self.format and len(self.files) == 1):
            return _drawn(answer, picture)
        form = self._format_of(name)
        printed = name == "-"
        if form == "json":
            return told_json(answer.data(), ascii_only=printed and not _utf8())
        if form == "csv":
            return _told_csv(answer)
        if form == "markdown":
            from tenfold.report import markdown

            return markdown.write(answer.document())
        if printed:
            width, colour = self._columns(), self._coloured()
            return text.write(answer.document(), width=width, colour=colour, ascii_only=not _utf8())
        return text.write(answer.document(), width=self.width or _IN_A_FILE)

    def _format_of(self, name: str) -> str:
        if name == "-":
            return self.format or "text"
        if self.format and len(self.files) == 1:
            return self.format
        found = _SUFFIXES.get(PurePath(name).suffix.lower(), self.format)
        if not found:
            mend = f"use {', '.join([*_SUFFIXES, *_PICTURES])}, or say --format"
            raise refused(f"the suffix of '{name}' names no format", mend, code="T902")
        return found

    def _columns(self) -> int | None:
        """The width of text on stdout: as told, the terminal's, or no limit on a pipe."""
        if self.width:
            return self.width
        told = self.environ.get("COLUMNS", "")
        wide = int(told) if told.isdecimal() and len(told) < 6 else 0
        if not wide and _terminal():
            wide = shutil.get_terminal_size((80, 24)).columns
        return max(_NARROWEST, min(_WIDEST, wide)) if wide else None

    def _coloured(self) -> bool:
        if self.colour != "auto":
            return self.colour == "always"
        if self.environ.get("NO_COLOR"):
            return False
        if self.environ.get("FORCE_COLOR"):
            return True
        return _terminal() and self.environ.get("TERM") != "dumb"


def told_json(data: Data, *, ascii_only: bool = False) -> str:
    """Data as JSON, the same bytes for the same data."""
    import json

    return json.dumps(data, indent=2, ensure_ascii=ascii_only, allow_nan=False) + "\n"


def _told_csv(answer: Answer) -> str:
    from tenfold.report import table_csv

    if answer.csv is None:
        raise refused("this answer is no table for CSV", "use text, json or markdown", code="T902")
    return table_csv.write(*answer.csv())


def _drawn(answer: Answer, form: Form) -> bytes:
    from tenfold.report.chart import drawn

    if answer.chart is None:
        raise refused("of this answer there is no chart", "use text, json or markdown", code="T902")
    return drawn(answer.chart(), form)


def _terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _utf8() -> bool:
    """Whether stdout has the letters that a text is drawn with."""
    try:
        _NEEDED.encode((sys.stdout and sys.stdout.encoding) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
