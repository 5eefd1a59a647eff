"""Letters: what a character may do on paper, and how much room it takes.

The texts of a Document come from people's files. Before a writer shows one,
nothing may be left in it that commands a terminal, turns the direction of
reading, or ends a line that the writer did not end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

__all__ = ["LINE_END", "lines", "one_line", "plain", "visible", "wide", "wrap"]

LINE_END = re.compile(r"\r\n?|\n")

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_JOINERS = "\u200c\u200d"
_UNSEEN = "\u00ad\u200b\u2060\ufeff"
_COMMANDS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NEVER_FIRST = frozenset("、。，．）」』】》〉！？：；・ー々")
_JOINT = re.compile(r"(?<=[-/_.:])(?=[^\W\d_])")

_MONEY = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY"}
_BEFORE_A_FIGURE = re.compile(rf"([{''.join(_MONEY)}])(?=[-+.\d])")
_POWER = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
_GREEK = re.compile(r"GREEK (?:SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)")
_SPELLINGS = {
    "-": "‐‑‒–—―−─━",
    "'": "‘’‚′",
    '"': "“”„″",
    "*": "•∙·⋅∗",
    "/": "÷⁄",
    "|": "│┃",
    "+": "├└┌┐┘┤┬┴┼",
    "#": "█▉▊▋▌▍▎▏",
    "x": "×✗✘❌",
    "u": "µμ",
    "->": "→",
    "<-": "←",
    "<->": "↔",
    "=>": "⇒",
    "^": "↑",
    "v": "↓",
    "<<": "«",
    ">>": "»",
    "<=": "≤",
    ">=": "≥",
    "!=": "≠",
    "~": "≈",
    "==": "≡",
    "+/-": "±",
    "inf": "∞",
    " 1/2": "½",
    " 1/4": "¼",
    " 3/4": "¾",
    "sqrt ": "√",
    "sum ": "∑",
    "delta ": "Δ∆",
    "deg": "°",
    "ohm": "Ω",
    "ok": "✓✔✅",
    "!": "⚠",
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "o": "ø",
    "O": "Ø",
    "oe": "œ",
    "OE": "Œ",
    "l": "ł",
    "L": "Ł",
    "D": "Đ",
    "d": "đð",
    "th": "þ",
    "lambda": "λΛ",
    "i": "ı",
}
_ASCII = {letter: spelt for spelt, letters in _SPELLINGS.items() for letter in letters} | _MONEY


def one_line(text: str) -> str:
    """The text on one line, stripped, with nothing in it that commands."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return visible(_BREAKS.sub(" ", text)).strip()


def visible(text: str) -> str:
    r"""The text with its `\n`, every other control made harmless to see."""
    return "".join(map(_harmless, text))


def lines(text: str) -> list[str]:
    """The lines of the text as they stand, harmless, with spaces for tabs."""
    if not text.strip():
        return []
    return [visible(line.expandtabs(4)) for line in LINE_END.split(text.strip("\r\n"))]


def plain(text: str) -> str:
    """The text in ASCII: what has a known spelling is spelt, the rest is ?."""
    if text.isascii():
        return text
    text = _BEFORE_A_FIGURE.sub(lambda found: _MONEY[found[0]] + " ", text)
    text = _POWER.sub(lambda found: "^" + unicodedata.normalize("NFKD", found[0]), text)
    return "".join(map(_spelt, text))


def wide(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def wrap(text: str, width: int, *, hang: int = 0, fold: int | None = None) -> list[str]:
    """Lines of at most that width, broken at spaces; a word is never cut.

    Lines after the first are indented by `hang`. A word wider than `fold` may
    also break within, after a `/ - _ . :` that a letter follows: so never
    inside a number. What still does not fit makes its line longer.
    """
    broken: list[str] = []
    line, used = "", 0
    for piece in _pieces(text, fold):
        size = wide(piece)
        if line and used + wide(piece.rstrip()) > width - (hang if broken else 0):
            broken.append(line.rstrip())
            line, used = "", 0
        line, used = line + piece, used + size
    broken.append(line.rstrip())
    return [broken[0], *((" " * hang + line).rstrip() for line in broken[1:])]


def _pieces(text: str, fold: int | None) -> Iterator[str]:
    for word in re.findall(r"[^ ]+", text):
        long = fold is not None and wide(word) > fold
        parts = _JOINT.split(word) if long else [word]
        parts = [piece for part in parts for piece in _between_signs(part)]
        yield from parts[:-1]
        yield parts[-1] + " "


def _between_signs(word: str) -> list[str]:
    """A word of a script without spaces may break between any two signs."""
    if wide(word) == len(word):
        return [word]
    pieces = [word[0]]
    for before, letter in pairwise(word):
        signs = 2 in (_columns(before), _columns(letter))
        if signs and _columns(letter) and before not in _JOINERS and letter not in _NEVER_FIRST:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@lru_cache(maxsize=4096)
def _harmless(letter: str) -> str:
    if letter == "\n" or letter in _JOINERS or unicodedata.category(letter) not in _COMMANDS:
        return letter
    if letter in _UNSEEN:
        return ""
    if letter < " ":
        return chr(0x2400 + ord(letter))
    return "␡" if letter == "\x7f" else "?"


@lru_cache(maxsize=4096)
def _columns(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"} or "\u1160" <= letter <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


@lru_cache(maxsize=4096)
def _spelt(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter in _ASCII:
        return _ASCII[letter]
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return ""
    if greek := _GREEK.match(unicodedata.name(letter, "")):
        return greek[1].lower()
    bare = unicodedata.normalize("NFKD", letter)
    bare = "".join(_ASCII.get(part, part) for part in bare if not unicodedata.combining(part))
    return bare if bare and bare.isascii() and bare.isprintable() else "?"
