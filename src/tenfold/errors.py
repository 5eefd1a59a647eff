"""A Problem: what is wrong, where it stands, and the mend.

Problems in a person's file are collected and told together; only then is
`Rejected` raised. The tree of exceptions is small on purpose:

    TenfoldError
    └── Rejected        the input cannot be used: carries its Problems

Codes by family: T1 quantity, T2 model, T3 money, T4 laws, T5 plan, T6 the price
catalogue, T9 files and the command line. A code never changes its meaning.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from unicodedata import combining, east_asian_width

__all__ = [
    "NOWHERE",
    "Problem",
    "Rejected",
    "Source",
    "Span",
    "TenfoldError",
    "Words",
    "did_you_mean",
    "quoted",
    "tell",
]

_TOLD_AT_MOST = 50
_LINE_SHOWN_AT_MOST = 160
_SHOWN_BEFORE_CARET = 40
_QUOTED_AT_MOST = 48
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Source:
    """A text that a person wrote, and the name they know it by."""

    name: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character offset."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line, without its end."""
        starts = self._line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


@dataclass(frozen=True)
class Span:
    """A stretch of a Source, in character offsets."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        """The line it begins on, from 1."""
        return self.source.place(self.start)[0]

    @property
    def column(self) -> int:
        """The column it begins at, from 1."""
        return self.source.place(self.start)[1]

    @property
    def text(self) -> str:
        """What is written there."""
        return self.source.text[self.start : self.end]

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}"


NOWHERE = Span(Source("", ""), 0, 0)
"""The Span of what no text states, such as a figure built in Python."""


@dataclass(frozen=True)
class Words:
    """Text as it is read, and the Span it was read from.

    A quoted or folded scalar reads differently from what stands in the file;
    `part` then answers with the whole scalar rather than with a wrong place.
    """

    text: str
    span: Span = NOWHERE

    @classmethod
    def typed(cls, text: str, name: str) -> Words:
        """Text that came from no file: a command-line option, Python code."""
        source = Source(name, text)
        return cls(text, Span(source, 0, len(text)))

    @cached_property
    def _base(self) -> int:
        """Where the text begins in the Source; -1 where it does not stand there as read."""
        shift = self.span.text.find(self.text) if self.text else -1
        return shift if shift < 0 else self.span.start + shift

    def part(self, start: int, end: int) -> Span:
        """Where the characters from start to end stand in the Source."""
        if self._base < 0:
            return self.span
        return Span(self.span.source, self._base + start, self._base + max(end, start))


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, said once: what, where, why, the mend."""

    code: str
    what: str
    span: Span = NOWHERE
    mend: str = ""

    def __str__(self) -> str:
        return tell([self])


class TenfoldError(Exception):
    """Anything that Tenfold refuses, with the reason in its text."""


class Rejected(TenfoldError):
    """The input cannot be used; `problems` says all that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return tell(self.problems)


def quoted(text: str) -> str:
    """Somebody's words in quotes, on one line, cut where they run on."""
    line = " ".join(text.split())
    short = line if len(line) <= _QUOTED_AT_MOST else line[: _QUOTED_AT_MOST - 3] + "..."
    return f"'{short}'"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or nothing."""
    best, least = "", _slips_allowed(word) + 1
    lower = word.lower()
    for name in known:
        if name.lower() == lower:
            return name
        if abs(len(name) - len(word)) < least:
            slips = _slips(lower, name.lower(), least)
            if slips < least:
                best, least = name, slips
    return best


def _slips_allowed(word: str) -> int:
    return 0 if len(word) < 3 or len(word) > 60 else 1 if len(word) < 6 else 2


def _slips(left: str, right: str, enough: int) -> int:
    """How many letters are left out, put in, mistaken or swapped; `enough` or more is that."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, start=1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(right, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) >= enough:
            return enough
    return row[-1]


def tell(problems: Iterable[Problem]) -> str:
    """Problems in words, each with its line and a caret, in file order."""
    told = sorted(problems, key=lambda p: (p.span.source.name, p.span.start, p.code))
    blocks = [_tell_one(problem) for problem in told[:_TOLD_AT_MOST]]
    rest = len(told) - len(blocks)
    if rest:
        blocks.append(f"... and {rest} more problem{'' if rest == 1 else 's'}")
    return "\n\n".join(blocks)


def _tell_one(problem: Problem) -> str:
    what, mend = _visible(problem.what), _visible(problem.mend)
    source = problem.span.source
    where = source.name if "://" in source.name else str(problem.span)
    place = f"{where}  " if source.name else ""
    head = f"{_visible(place)}{problem.code}  {what}"
    if source.name and source.text:
        return head + "\n" + _excerpt(problem.span, mend)
    return head + (f"\n      {mend}" if mend else "")


def _excerpt(span: Span, mend: str) -> str:
    number, column = span.line, span.column
    text = span.source.line(number)
    start = min(column - 1, len(text))
    first = 0
    if len(text) > _LINE_SHOWN_AT_MOST:
        first = max(0, min(start - _SHOWN_BEFORE_CARET, len(text) - _LINE_SHOWN_AT_MOST))
    last = first + _LINE_SHOWN_AT_MOST
    marked = text[start : max(start, min(start + span.end - span.start, last))]
    before = " " * _wide(text[first:start])
    carets = f"{before}{'^' * max(1, _wide(marked))} {mend}".rstrip()
    return f"{number:5} | {_visible(text[first:last])}\n      | {carets}"


def _visible(text: str) -> str:
    """Text that cannot disturb a terminal: what does not show is a space."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def _wide(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
