"""A Numeral: the digits of a literal, and how big they are said to be.

    number    := 1,000,000 | 1_000 | 1.5e9 | 3x
    magnitude := K M B T glued to the number, or thousand million billion trillion

A `Cursor` is a place in a text while one literal is read; here it reads the
first part of it. What could be one number or another (`1,5`, `5 M`, `5m`) is
refused with the readings spelled out.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tenfold.errors import Problem, Rejected, Words, quoted
from tenfold.quantity.symbols import CURRENCIES
from tenfold.quantity.units import Vocabulary

__all__ = ["KEYWORDS", "SIGNS", "Cursor", "beyond", "read_magnitude", "read_number"]

KEYWORDS: Final = frozenset(
    {"of", "to", "within", "if", "then", "else", "and", "or", "not", "as", "per", "at"}
)
"""Words that join quantities, so no unit and no figure is called by them."""

SIGNS: Final = {"$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW"}
"""Signs of money, and the currencies they stand for."""

_NUMBER = re.compile(
    r"(?:(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+(?:_[0-9]+)*)(?:\.[0-9]+(?:_[0-9]+)*)?"
    r"|\.[0-9]+(?:_[0-9]+)*)(?:[eE][+-]?[0-9]+(?![\w.]))?"
)
_RUN = re.compile(r"[0-9.,_]*[0-9]")
_LETTERS = re.compile(r"[^\W\d_]+")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d]\w*")
_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")

_DIGITS = frozenset("0123456789")
_GLUED = {"K": 3, "k": 3, "M": 6, "B": 9, "T": 12}
_SPELLED = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_ALONE = frozenset({"K", "k", "M", "T"})
_MOST_DIGITS = 400
_LARGEST_EXPONENT = 300
_LONGEST_POWER = 5


@dataclass(slots=True, eq=False)
class Cursor:
    """A place in the text while one literal is read."""

    words: Words
    start: int
    at: int
    vocabulary: Vocabulary
    names: AbstractSet[str]

    @property
    def text(self) -> str:
        """All of the formula."""
        return self.words.text

    def next(self, count: int = 1) -> str:
        """The characters that come next."""
        return self.words.text[self.at : self.at + count]

    def past_space(self, at: int | None = None) -> int:
        """Where the next thing begins that is no space."""
        here = self.at if at is None else at
        space = _SPACE.match(self.words.text, here)
        return space.end() if space else here

    def word(self, at: int | None = None) -> re.Match[str] | None:
        """The word that begins here, or at another place."""
        return _WORD.match(self.words.text, self.at if at is None else at)

    def name(self, at: int) -> str:
        """The word at a place with all its dots, as a figure would be called."""
        found = _DOTTED.match(self.words.text, at)
        return found.group() if found else ""

    def digit_at(self, at: int) -> bool:
        """Whether a number begins at a place."""
        return self.words.text[at : at + 1] in _DIGITS or (
            self.words.text[at : at + 1] == "." and self.words.text[at + 1 : at + 2] in _DIGITS
        )

    def wrong(self, start: int, end: int, code: str, what: str, mend: str = "") -> Rejected:
        """A Problem with the characters from start to end, or with the last there is."""
        last = max(0, len(self.words.text.rstrip()) - 1)
        first = min(start, last)
        span = self.words.part(first, max(first + 1, end if start <= last else 0))
        return Rejected([Problem(code, what, span, mend)])


def read_number(cursor: Cursor) -> tuple[Fraction, int]:
    """The number that begins here, and how many digits stand behind its point."""
    start = cursor.at
    match = _NUMBER.match(cursor.text, start)
    if match is None:
        raise cursor.wrong(start, start + 1, "T101", "a number is missing here")
    written = match.group()
    cursor.at = match.end()
    if cursor.next() in {",", "."} and cursor.text[cursor.at + 1 : cursor.at + 2] in _DIGITS:
        raise _no_number(cursor, start)
    mantissa, _, power = written.replace(",", "").replace("_", "").lower().partition("e")
    if len(mantissa) > _MOST_DIGITS or len(power) > _LONGEST_POWER:
        raise beyond(cursor, start)
    whole, _, part = mantissa.partition(".")
    places = len(part) - int(power or 0)
    number = Fraction(int(whole + part), 10 ** max(places, 0)) * 10 ** max(-places, 0)
    if (power or len(mantissa) > _LARGEST_EXPONENT) and not _within_measure(number):
        raise beyond(cursor, start)
    return number, places


def _no_number(cursor: Cursor, start: int) -> Rejected:
    found = _RUN.match(cursor.text, start)
    run = found.group() if found else cursor.next()
    mend = "group thousands by three, '1,000,000', and write a point for decimals, '1.5'"
    return cursor.wrong(start, start + len(run), "T101", f"{quoted(run)} is no number", mend)


def beyond(cursor: Cursor, start: int) -> Rejected:
    """The refusal of a number that no quantity comes near."""
    what = f"{quoted(cursor.text[start : cursor.at])} is beyond all measure"
    mend = f"a number has at most {_LARGEST_EXPONENT} digits before or behind its point"
    return cursor.wrong(start, cursor.at, "T101", what, mend)


def _within_measure(number: Fraction) -> bool:
    limit = 10**_LARGEST_EXPONENT
    return not number or Fraction(1, limit) <= number <= limit


def read_magnitude(cursor: Cursor, *, money: bool = False) -> tuple[int, bool]:
    """The power of ten that a letter or a word stands for, and whether it could be bytes.

    A glued B is a billion where a unit follows or money is meant.
    """
    glued = _LETTERS.match(cursor.text, cursor.at)
    if glued is None:
        return _magnitude_apart(cursor, money=money)
    word, start, end = glued.group(), glued.start(), glued.end()
    if cursor.text[end : end + 1] == "_" or cursor.text[end : end + 1] in _DIGITS:
        whole = cursor.word()
        stop = whole.end() if whole else end
        what = f"a sign is missing between the number and {quoted(cursor.text[start:stop])}"
        raise cursor.wrong(
            start, stop, "T101", what, "put a space before a unit, '*' before a figure"
        )
    if word.lower() in _SPELLED:
        cursor.at = end
        return _SPELLED[word.lower()], False
    if word == "x":
        cursor.at = end
        return 0, False
    if word in _GLUED:
        cursor.at = end
        return _GLUED[word], word == "B" and not money and not _unit_follows(cursor)
    return 0, False


def _magnitude_apart(cursor: Cursor, *, money: bool) -> tuple[int, bool]:
    """The same for a word that stands apart: `5 million`; a letter is to be glued."""
    at = cursor.past_space()
    word = cursor.word(at)
    if at == cursor.at or word is None:
        return 0, False
    if word.group().lower() in _SPELLED:
        cursor.at = word.end()
        return _SPELLED[word.group().lower()], False
    letter = word.group()
    alone = letter in _ALONE and not cursor.vocabulary.knows(letter)
    if letter == "B":
        after = Cursor(cursor.words, cursor.start, word.end(), cursor.vocabulary, cursor.names)
        alone = money or _unit_follows(after)
    if alone:
        number = cursor.text[cursor.start : cursor.at]
        mend = f"glue it to the number: '{number}{letter.upper()}'"
        raise cursor.wrong(at, word.end(), "T102", f"'{letter}' stands alone", mend)
    return 0, False


def _unit_follows(cursor: Cursor) -> bool:
    """Whether a unit of its own comes next, so that a B before it is no byte."""
    at = cursor.past_space()
    if cursor.text[at : at + 1] in SIGNS:
        return True
    word = cursor.word(at)
    if at == cursor.at or word is None or word.group() in KEYWORDS:
        return False
    return word.group() in CURRENCIES or cursor.vocabulary.knows(word.group())
