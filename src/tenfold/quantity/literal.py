"""Literals: a number, how big it is said to be, and the unit glued to it.

    literal  := [currency] number [magnitude] [unit]
    number   := 1,000,000 | 1_000 | 1.5e9 | 3x
    magnitude:= K M B T glued, before a counted thing or after a currency;
                or thousand million billion trillion
    unit     := word { ("/" | " per ") [number] word } | word "-" word

Where two readings are possible (`64B` is 64 bytes or 64 billion) both are
kept, and the dimension that is asked for decides. What nobody could read
safely (`5 M`, `5m`, `$100 / users`) is refused with the readings spelled out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from tenfold.errors import Problem, Rejected, Words
from tenfold.quantity.units import CURRENCIES, NUMBER, PERCENT, Unit, Vocabulary

__all__ = ["Literal", "Reading", "read_literal", "read_unit"]

_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:_\d+)*)(?:\.\d+(?:_\d+)*)?(?:[eE][+-]?\d+(?![\w.]))?|\.\d+")
_GLUED = re.compile(r"[^\W\d_]+|%")
_WORD = re.compile(r"[^\W\d_]\w*")
_SPACE = re.compile(r"[ \t\r\n]+")
_PER = re.compile(r"\s+per\s+")
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW"}
_MAGNITUDES = {"K": 3, "k": 3, "M": 6, "B": 9, "T": 12}
_NAMED = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_KEYWORDS = {"of", "to", "within", "then", "else", "and", "or", "as", "per", "at", "if", "not"}
_LARGEST_EXPONENT = 300
_MISREAD = {
    "m": "'M' for millions, 'min' for minutes, 'month' for months",
    "b": "'B' for billions or bytes, 'bit' for bits",
    "t": "'T' for trillions",
    "bn": "'B'",
    "mm": "'M'",
    "mn": "'M'",
    "mio": "'M'",
    "G": "'B' for billions, 'GB' for gigabytes",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a literal can mean."""

    number: Fraction
    unit: Unit
    says: str = ""


@dataclass(frozen=True, slots=True)
class Literal:
    """A quantity as written; more than one reading where the text allows two."""

    readings: tuple[Reading, ...]
    text: str
    start: int
    end: int
    digits: int = 0
    """How many decimal places its last written digit stands behind the point, magnitude included."""
    scaled: bool = False


@dataclass(slots=True)
class _Cursor:
    """A place in the text while one literal is read."""

    words: Words
    at: int
    vocabulary: Vocabulary
    names: frozenset[str] | set[str]

    @property
    def text(self) -> str:
        return self.words.text

    def wrong(self, start: int, code: str, what: str, mend: str = "", end: int | None = None) -> Rejected:
        stop = max(start + 1, self.at if end is None else end)
        return Rejected([Problem(code, what, self.words.part(start, stop), mend)])


def read_literal(
    words: Words,
    start: int,
    vocabulary: Vocabulary,
    names: frozenset[str] | set[str],
    *,
    in_call: bool = False,
) -> Literal:
    """The literal that begins at `start`; `Rejected` where it cannot be read safely."""
    cursor = _Cursor(words, start, vocabulary, names)
    currency = _currency(cursor)
    number, digits = _number(cursor)
    after = cursor.at
    power, billions_or_bytes = _magnitude(cursor, currency)
    unit = _unit_after(cursor, currency)
    if in_call and cursor.at == after and not currency.factors and "," in cursor.text[start:after]:
        written = cursor.text[start:after]
        mend = f"write {written.replace(',', '_')} or put a space after the comma"
        raise cursor.wrong(start, "T101", f"'{written}' could be one number or several arguments", mend)
    scaled = number * 10**power
    text = cursor.text[start : cursor.at]
    if not billions_or_bytes:
        reading = Reading(scaled, unit)
        return Literal((reading,), text, start, cursor.at, digits - power, bool(power))
    byte = vocabulary.unit("B") or NUMBER
    readings = (
        Reading(number, byte.times(unit), f"{_plain(number)} bytes"),
        Reading(number * 10**9, unit, f"{_plain(number)} billion"),
    )
    return Literal(readings, text, start, cursor.at, digits, scaled=True)


def read_unit(words: Words, start: int, vocabulary: Vocabulary) -> tuple[Unit, int]:
    """The unit written at `start` (after `as`, or in a table), and where it ends."""
    cursor = _Cursor(words, start, vocabulary, frozenset())
    sign = cursor.text[start : start + 1]
    if sign in _SIGNS:
        cursor.at += 1
        unit = vocabulary.unit(_SIGNS[sign]) or NUMBER
    elif sign == "%":
        cursor.at += 1
        unit = PERCENT
    else:
        unit = _product(cursor)
    return _denominators(cursor, unit), cursor.at


def _plain(number: Fraction) -> str:
    return str(number) if number.denominator == 1 else str(float(number))


def _currency(cursor: _Cursor) -> Unit:
    text, start = cursor.text, cursor.at
    sign = text[start]
    if sign not in _SIGNS:
        return NUMBER
    cursor.at = _skip_space(text, start + 1)
    if not text[cursor.at : cursor.at + 1].isdigit() and text[cursor.at : cursor.at + 1] != ".":
        raise cursor.wrong(start, "T101", f"a number is missing after '{sign}'")
    return cursor.vocabulary.unit(_SIGNS[sign]) or NUMBER


def _skip_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _number(cursor: _Cursor) -> tuple[Fraction, int]:
    match = _NUMBER.match(cursor.text, cursor.at)
    if match is None:  # the lexer saw a digit, so this is a comma or dot out of place
        raise cursor.wrong(cursor.at, "T101", "a number is missing here")
    start, written = cursor.at, match.group()
    cursor.at = match.end()
    tail = cursor.text[cursor.at : cursor.at + 2]
    if tail[:1] in (",", ".") and tail[1:].isdigit():
        run = _run(cursor, start)
        mend = "group thousands by three: 1,000,000; a decimal point is '.'"
        raise cursor.wrong(start, "T101", f"'{run}' is no number", mend, end=start + len(run))
    mantissa, _, exponent = written.replace(",", "").replace("_", "").lower().partition("e")
    if exponent and abs(int(exponent)) > _LARGEST_EXPONENT:
        raise cursor.wrong(start, "T101", f"'{written}' is beyond all measure")
    places = len(mantissa.partition(".")[2]) - int(exponent or 0)
    return Fraction(mantissa) * Fraction(10) ** int(exponent or 0), places


def _run(cursor: _Cursor, start: int) -> str:
    found = re.match(r"[\d.,_]+", cursor.text[start:])
    return found.group().rstrip(".,") if found else ""


def _magnitude(cursor: _Cursor, currency: Unit) -> tuple[int, bool]:
    """The power of ten that letters or a word glued to the number stand for."""
    text, start = cursor.text, cursor.at
    glued = _GLUED.match(text, start)
    if glued is None:
        return _magnitude_word(cursor)
    word = glued.group()
    if text[glued.end() : glued.end() + 1] == "_" or (word != "x" and text[glued.end() : glued.end() + 1].isdigit()):
        raise cursor.wrong(start, "T101", f"a sign is missing between the number and '{_WORD.match(text, start).group()}'")  # type: ignore[union-attr]
    if word == "x":
        cursor.at = glued.end()
        return 0, False
    if word in _MAGNITUDES:
        cursor.at = glued.end()
        if word == "B" and not currency.factors and not _thing_follows(cursor):
            return 0, True
        return _MAGNITUDES[word], False
    if word in _MISREAD and not (currency.factors and cursor.vocabulary.knows(word)):
        raise cursor.wrong(start, "T102", f"'{word}' after a number can be read in more than one way", f"write {_MISREAD[word]}", end=glued.end())
    return 0, False


def _magnitude_word(cursor: _Cursor) -> tuple[int, bool]:
    at = _skip_space(cursor.text, cursor.at)
    word = _WORD.match(cursor.text, at)
    if at == cursor.at or word is None:
        return 0, False
    if word.group() in _NAMED:
        cursor.at = word.end()
        return _NAMED[word.group()], False
    if word.group() in ("K", "k", "M", "T"):
        letter = word.group().upper()
        raise cursor.wrong(at, "T102", f"'{word.group()}' stands alone", f"glue it to the number: {cursor.text[:at].split()[-1]}{letter}", end=word.end())
    return 0, False


def _thing_follows(cursor: _Cursor) -> bool:
    """Whether the next word counts things, so that a glued B means billion."""
    at = _skip_space(cursor.text, cursor.at)
    word = _WORD.match(cursor.text, at)
    if at == cursor.at or word is None or word.group() in _KEYWORDS:
        return False
    symbol = cursor.vocabulary.symbols.get(word.group())
    return symbol is not None and symbol.is_thing


def _unit_after(cursor: _Cursor, currency: Unit) -> Unit:
    """The unit that follows the number: glued, or one space away."""
    text, start = cursor.text, cursor.at
    if text[start : start + 1] == "%":
        cursor.at = start + 1
        return _denominators(cursor, PERCENT)
    at = _skip_space(text, start)
    word = _WORD.match(text, at)
    if word is None or word.group() in _KEYWORDS:
        return _denominators(cursor, currency)
    if currency.factors and at == start:
        raise cursor.wrong(at, "T102", f"unknown magnitude '{word.group()}'", "write K, M, B or T", end=word.end())
    cursor.at = at
    code = CURRENCIES.get(word.group())
    if currency.factors and code is None:
        raise cursor.wrong(at, "T101", f"'{word.group()}' after an amount of money", "write '$4/ticket' for a price, or '*' to multiply", end=word.end())
    unit = _product(cursor)
    return _denominators(cursor, currency if currency.factors else unit)


def _product(cursor: _Cursor) -> Unit:
    """A unit word, or several joined by hyphens: `GB-month`, `vCPU-hours`."""
    unit = _word(cursor)
    while cursor.text[cursor.at : cursor.at + 1] == "-":
        word = _WORD.match(cursor.text, cursor.at + 1)
        if word is None or not cursor.vocabulary.knows(word.group()):
            break
        cursor.at += 1
        unit = unit.times(_word(cursor))
    return unit


def _word(cursor: _Cursor) -> Unit:
    start = cursor.at
    word = _WORD.match(cursor.text, start)
    if word is None:
        raise cursor.wrong(start, "T102", "a unit is missing here")
    cursor.at = word.end()
    unit = cursor.vocabulary.unit(word.group())
    if unit is not None:
        return unit
    if word.group() in cursor.names:
        raise cursor.wrong(start, "T102", f"'{word.group()}' is a figure, not a unit", f"write '* {word.group()}' to multiply by it")
    raise cursor.wrong(start, "T102", f"unknown unit '{word.group()}'", cursor.vocabulary.mend(word.group()))


def _denominators(cursor: _Cursor, unit: Unit) -> Unit:
    """All the `/user`, `per day`, `/1M tokens` that follow; stops where arithmetic begins."""
    per = Fraction(1)
    while True:
        step = _denominator_at(cursor, bare=not unit.factors)
        if step is None:
            return unit if per == 1 else Unit(unit.factors, per)
        cursor.at = step
        number = _NUMBER.match(cursor.text, step)
        if number is not None:
            amount, _ = _number(cursor)
            power, _ = _magnitude(cursor, PERCENT)
            per *= amount * 10**power
            cursor.at = _skip_space(cursor.text, cursor.at)
        unit = _over(unit, _product(cursor))


def _over(unit: Unit, below: Unit) -> Unit:
    """Divide words without cancelling: `GB/GB` is refused by nobody, `1/s` keeps its s."""
    if any(symbol.base and symbol.base == s.base for symbol, _ in unit.factors for s, _ in below.factors):
        return unit.times(below, -1)
    return Unit(unit.factors + tuple((symbol, -power) for symbol, power in below.factors))


def _denominator_at(cursor: _Cursor, *, bare: bool) -> int | None:
    """Where the unit below the line begins, or None where a division begins instead."""
    text, at = cursor.text, cursor.at
    spelled = _PER.match(text, at)
    if spelled is not None:
        return spelled.end()
    slash = _skip_space(text, at)
    if text[slash : slash + 1] != "/":
        return None
    after = _skip_space(text, slash + 1)
    glued = slash == at and after == slash + 1
    word = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*").match(text, after)
    number = None if word else re.compile(r"[\d.,_]+[KMBT]?\s*([^\W\d]\w*)").match(text, after)
    if word is None:
        counted = number is not None and glued and cursor.vocabulary.knows(number.group(1))
        return after if counted and not bare else None
    name = word.group()
    is_unit, is_name = cursor.vocabulary.knows(name.split("-")[0]), name in cursor.names
    if is_unit and not is_name and glued:
        return after
    if glued and not bare and not is_name:
        return after
    if glued and not bare:
        return after if is_unit else _refuse_glued_name(cursor, slash, name, word.end())
    if not is_unit:
        return None
    amount = text[:slash].split("(")[-1].strip() or "1"
    as_unit, as_figure = f"'{amount}/{_singular(cursor, name)}' for the unit", f"'{amount} / ({name})' for the figure"
    if is_name:
        raise cursor.wrong(slash, "T103", f"'{name}' is both a unit and a figure here", f"write {as_unit}, {as_figure}", end=word.end())
    raise cursor.wrong(slash, "T103", f"'{name}' is a unit, and a unit is glued to its number", f"write '{amount}/{name}'", end=word.end())


def _refuse_glued_name(cursor: _Cursor, slash: int, name: str, end: int) -> int:
    raise cursor.wrong(slash, "T103", f"'{name}' is a figure, not a unit", f"to divide by it, put spaces around '/': ' / {name}'", end=end)


def _singular(cursor: _Cursor, word: str) -> str:
    unit = cursor.vocabulary.unit(word)
    return str(unit) if unit is not None else word
