"""Where an answer goes and in what form: a terminal, a pipe, files by their suffix."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from tenfold.app.files import write_whole
from tenfold.errors import Problem, Rejected
from tenfold.report import markdown, table_csv, text
from tenfold.report.document import Document
from tenfold.report.record import Data

__all__ = ["FORMATS", "Answer", "Out"]

FORMATS = ("text", "markdown", "json", "csv")
_SUFFIXES = {".txt": "text", ".md": "markdown", ".json": "json", ".csv": "csv"}
_WIDEST = 200
_NEEDED = "─━│├└✓✗×→≥█"

Rows = tuple[list[str], list[list[str | int | float | None]]]


@dataclass(frozen=True)
class Answer:
    """One result in every form it can be told in; `csv` is left out where there is no table."""

    document: Callable[[], Document]
    data: Callable[[], Data]
    csv: Callable[[], Rows] | None = None


@dataclass(frozen=True)
class Out:
    """The options that say how an answer is told."""

    format: str = ""
    files: tuple[str, ...] = ()
    colour: str = "auto"
    width: int | None = None
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def write(self, answer: Answer) -> None:
        """Tell the answer: to the files named, else to stdout."""
        texts = [(name, self._told(answer, self._format_of(name), to_file=True)) for name in self.files]
        for name, told in texts:
            if name == "-":
                self._print(told)
            else:
                write_whole(name, told)
        if not self.files:
            self._print(self._told(answer, self.format or "text", to_file=False))

    def _format_of(self, name: str) -> str:
        if self.format and len(self.files) == 1:
            return self.format
        found = _SUFFIXES.get(PurePath(name).suffix.lower(), self.format or ("text" if name == "-" else ""))
        if not found:
            mend = f"use {', '.join(_SUFFIXES)}, or say --format"
            raise Rejected([Problem("T902", f"the suffix of '{name}' names no format", mend=mend)])
        return found

    def _told(self, answer: Answer, form: str, *, to_file: bool) -> str:
        if form == "json":
            return json.dumps(answer.data(), indent=2, ensure_ascii=not to_file and not self._utf8()) + "\n"
        if form == "csv":
            if answer.csv is None:
                raise Rejected([Problem("T902", "this answer is no table", mend="use text, markdown or json")])
            return table_csv.write(*answer.csv())
        if form == "markdown":
            return markdown.write(answer.document())
        if to_file:
            return text.write(answer.document(), width=self.width or 100)
        return text.write(answer.document(), width=self._columns(), colour=self._coloured(), ascii_only=not self._utf8())

    def _columns(self) -> int | None:
        if self.width:
            return self.width
        if not sys.stdout.isatty():
            return None
        return max(40, min(_WIDEST, shutil.get_terminal_size((80, 24)).columns))

    def _coloured(self) -> bool:
        if self.colour != "auto":
            return self.colour == "always"
        if self.environ.get("NO_COLOR"):
            return False
        if self.environ.get("FORCE_COLOR"):
            return True
        return sys.stdout.isatty() and self.environ.get("TERM") != "dumb"

    def _utf8(self) -> bool:
        try:
            _NEEDED.encode(sys.stdout.encoding or "ascii")
        except (UnicodeEncodeError, LookupError):
            return False
        return True

    def _print(self, told: str) -> None:
        encoding = sys.stdout.encoding or "ascii"
        sys.stdout.write(told.encode(encoding, errors="replace").decode(encoding))
