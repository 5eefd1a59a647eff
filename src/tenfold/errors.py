"""A Problem: what is wrong, where it stands, and the mend.

Problems in a person's file are collected and told together; only then is
`Rejected` raised. The tree of exceptions is small on purpose:

    TenfoldError
    └── Rejected        the input cannot be used: carries its Problems

Codes by family: T1 quantity, T2 model, T3 prices, T4 laws, T5 plan, T9 files
and the command line. A code never changes its meaning.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

__all__ = [
    "NOWHERE",
    "Problem",
    "Rejected",
    "Source",
    "Span",
    "TenfoldError",
    "Words",
    "did_you_mean",
    "tell",
]

_TOLD_AT_MOST = 50
_LINE_SHOWN_AT_MOST = 160


@dataclass(frozen=True)
class Source:
    """A text that a person wrote, and the name they know it by."""

    name: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        for line in self.text.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        return starts

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character offset."""
        line = max(0, bisect_right(self._line_starts, offset) - 1)
        return line + 1, offset - self._line_starts[line] + 1

    def line(self, number: int) -> str:
        """The text of a line, without its end."""
        starts = self._line_starts
        if not 1 <= number < len(starts):
            return ""
        return self.text[starts[number - 1] : starts[number]].rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")


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

    def part(self, start: int, end: int) -> Span:
        """Where the characters from start to end stand in the Source."""
        shift = self.span.text.find(self.text) if self.text else -1
        if shift < 0:
            return self.span
        base = self.span.start + shift
        return Span(self.span.source, base + start, base + max(end, start))


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
        super().__init__(tell(self.problems))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or nothing."""
    names = list(known)
    lowered = {name.lower(): name for name in names}
    if word.lower() in lowered:
        return lowered[word.lower()]
    close = get_close_matches(word, names, n=1, cutoff=0.72)
    return close[0] if close else ""


def tell(problems: Iterable[Problem]) -> str:
    """Problems in words, each with its line and a caret, in file order."""
    told = sorted(problems, key=lambda p: (p.span.source.name, p.span.start, p.code))
    blocks = [_tell_one(problem) for problem in told[:_TOLD_AT_MOST]]
    if len(told) > _TOLD_AT_MOST:
        blocks.append(f"... and {len(told) - _TOLD_AT_MOST} more problems")
    return "\n\n".join(blocks)


def _tell_one(problem: Problem) -> str:
    if not problem.span.source.name:
        head = f"{problem.code}  {problem.what}"
        return head + (f"\n      {problem.mend}" if problem.mend else "")
    head = f"{problem.span}  {problem.code}  {problem.what}"
    if not problem.span.source.text:
        return head + (f"\n      {problem.mend}" if problem.mend else "")
    return head + "\n" + _excerpt(problem.span, problem.mend)


def _excerpt(span: Span, mend: str) -> str:
    number, column = span.line, span.column
    text = span.source.line(number)
    wide = max(1, min(span.end - span.start, len(text) - column + 1))
    first = 0
    if len(text) > _LINE_SHOWN_AT_MOST:
        first = max(0, min(column - 41, len(text) - _LINE_SHOWN_AT_MOST))
        text = text[first : first + _LINE_SHOWN_AT_MOST]
        wide = max(1, min(wide, first + len(text) - column + 1))
    shown = "".join(c if c.isprintable() else " " for c in text)
    before = " " * (column - 1 - first)
    carets = f"{before}{'^' * wide} {mend}".rstrip()
    return f"{number:5} | {shown}\n      | {carets}"
