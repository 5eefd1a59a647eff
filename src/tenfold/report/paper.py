"""A Paper: what a text is written on, with its width, its colours, its signs.

Colour is plain ANSI: bold, faint, green, yellow, red, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from tenfold.report.document import Kind, Tone
from tenfold.report.letters import lines, one_line, plain

__all__ = ["ASCII", "DRAWN", "Paper", "Signs", "Style"]

Style: TypeAlias = Tone | Kind | Literal["bold"]

_PROSE_AT_MOST = 100
_CODES: dict[Style, str] = {
    "good": "32",
    "warn": "33",
    "bad": "31",
    "bold": "1",
    "total": "1",
    "faint": "2",
}


@dataclass(frozen=True)
class Signs:
    """The signs that the writer itself draws."""

    marks: dict[Tone, str]
    rule: str
    double: str
    bullet: str
    more: str
    fork: str
    last: str
    trunk: str
    bar: str
    rise: str
    axis: str


DRAWN = Signs(
    marks={"good": "✓ ", "bad": "✗ ", "warn": "! ", "plain": "· "},
    rule="─",
    double="━",
    bullet="• ",
    more="…",
    fork="├─ ",
    last="└─ ",
    trunk="│  ",
    bar="▏▎▍▌▋▊▉█",
    rise="▁▂▃▄▅▆▇█",
    axis="─┬│",
)
ASCII = Signs(
    marks={"good": "ok ", "bad": "x  ", "warn": "!  ", "plain": "-  "},
    rule="-",
    double="=",
    bullet="- ",
    more="...",
    fork="|- ",
    last="`- ",
    trunk="|  ",
    bar="#",
    rise=".:#",
    axis="-+|",
)


@dataclass(frozen=True)
class Paper:
    """A paper so many columns wide; a pipe has no width."""

    width: int | None
    colour: bool
    signs: Signs

    @property
    def measure(self) -> int:
        """The width of prose, which tires the eye beyond 100 columns."""
        return min(self.width or _PROSE_AT_MOST, _PROSE_AT_MOST)

    def take(self, text: str) -> str:
        """The text on one line, in letters that this paper has."""
        return self.letters(one_line(text)).strip()

    def take_lines(self, text: str) -> list[str]:
        """The lines of the text as they stand, in letters that this paper has."""
        return [self.letters(line) for line in lines(text)]

    def letters(self, text: str) -> str:
        """The text in ASCII, if this paper has nothing else."""
        return plain(text) if self.signs is ASCII else text

    def paint(self, text: str, *styles: Style) -> str:
        """The text in its colours, if this paper has any."""
        codes = ";".join(_CODES[style] for style in styles if style in _CODES)
        return f"\x1b[{codes}m{text}\x1b[0m" if self.colour and codes and text else text
