"""Literals: a number, how big it is said to be, and the unit glued to it.

    literal  := [currency] number [magnitude] [unit]        $0.08/GB, 5M users, 9 €/month
    currency := "$" | "€" | "EUR" | ...
    unit     := factors { ("/" | " per ") [number [magnitude]] factors }
    factors  := word ["^" power] { "-" word ["^" power] }   GB-month

Where two readings are possible (`64B` is 64 bytes or 64 billion) both are
kept, and the dimension that is asked for decides. What nobody could read
safely (`5 M`, `5m`, `$100 / users`) is refused with the readings spelled out.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tenfold.errors import Rejected, Words, quoted
from tenfold.quantity.numeral import (
    KEYWORDS,
    SIGNS,
    Cursor,
    beyond,
    read_magnitude,
    read_number,
)
from tenfold.quantity.symbols import CURRENCIES
from tenfold.quantity.units import NUMBER, PERCENT, Unit, Vocabulary

__all__ = ["Literal", "Reading", "read_literal", "read_unit"]

_PER = re.compile(r"\s+per\s+")
_COUNTED = re.compile(r"[0-9.,_]+(?:[eE][+-]?[0-9]+)?[KMBTk]?\s*([^\W\d]\w*)(?:\s+([^\W\d]\w*))?")
_BRACKETED = re.compile(r"\(\s*[^\W\d]\w*(?:\s*[*·×-]\s*[^\W\d]\w*)*\s*\)")
_WORDS = re.compile(r"[^\W\d]\w*")
_BELOW = re.compile(r"\s*/\s*([^\W\d]\w*)(?![\w.(])")
_POWER = re.compile(r"\^(-?[0-9]{1,4})(?![\w.])")
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MAGNITUDE_WORDS = frozenset({"thousand", "million", "billion", "trillion"})
_HIGHEST_POWER = 12
_MOST_PER = 10**300
_ONE = Fraction(1)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One thing that a literal can mean."""

    number: Fraction
    unit: Unit
    says: str = ""
    digits: int = 0
    """How many places its last digit stands behind the point, its magnitude included."""


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """A quantity as written; more than one reading where the text allows two."""

    readings: tuple[Reading, ...]
    text: str
    start: int
    end: int
    digits: int = 0
    """Those of its first reading."""
    scaled: bool = False
    """Whether a magnitude such as K or million made it bigger."""


def read_literal(
    words: Words,
    start: int,
    vocabulary: Vocabulary,
    names: AbstractSet[str],
    *,
    in_call: bool = False,
) -> Literal:
    """The literal that begins at `start`; `Rejected` where it cannot be read safely."""
    cursor = Cursor(words, start, start, vocabulary, names)
    currency = _currency(cursor)
    number, places = read_number(cursor)
    bare_end = cursor.at
    power, bytes_too = read_magnitude(cursor, money=bool(currency.factors))
    sized_end = cursor.at
    unit = _unit_after(cursor, currency)
    if in_call and cursor.at == bare_end and not currency.factors:
        _refuse_comma(cursor)
    text = cursor.text[start : cursor.at]
    if not bytes_too:
        size = number * 10**power if power else number
        reading = Reading(size, unit, digits=places - power)
        return Literal((reading,), text, start, cursor.at, places - power, bool(power))
    return _two_ways(cursor, (number, places), unit, cursor.text[sized_end : cursor.at])


def read_unit(words: Words, start: int, vocabulary: Vocabulary) -> tuple[Unit, int]:
    """The unit written at `start` (after `as`, or in a table), and where it ends."""
    cursor = Cursor(words, start, start, vocabulary, frozenset())
    cursor.start = cursor.at = cursor.past_space()
    if cursor.next() == "%":
        cursor.at += 1
        unit = PERCENT
    elif cursor.next() == "/" or cursor.next(2) == "1/":
        cursor.at += cursor.next() == "1"
        unit = NUMBER
    else:
        unit = _product(cursor)
    return _denominators(cursor, unit, bare=False), cursor.at


def _two_ways(cursor: Cursor, written: tuple[Fraction, int], unit: Unit, rest: str) -> Literal:
    """A glued B: bytes or billions, whichever is asked for."""
    number, places = written
    byte = cursor.vocabulary.unit("B") or NUMBER
    shown = cursor.text[cursor.start : cursor.at - len(rest)].rstrip("B")
    bytes_said = f"{shown} {'byte' if number == 1 else 'bytes'}{rest}"
    readings = (
        Reading(number, byte.beside(unit), bytes_said, places),
        Reading(number * 10**9, unit, f"{shown} billion{rest}", places - 9),
    )
    text = cursor.text[cursor.start : cursor.at]
    return Literal(readings, text, cursor.start, cursor.at, places, scaled=True)


def _refuse_comma(cursor: Cursor) -> None:
    written = cursor.text[cursor.start : cursor.at]
    if "," in written:
        mend = f"write '{written.replace(',', '_')}', or put a space behind the comma"
        what = f"{quoted(written)} could be one number or several arguments"
        raise cursor.wrong(cursor.start, cursor.at, "T101", what, mend)


def _currency(cursor: Cursor) -> Unit:
    """The money that a sign or a code before the number says, and the space behind it."""
    start = cursor.at
    word = cursor.word()
    sign = word.group() if word else cursor.next()
    code = SIGNS.get(sign, sign)
    if code not in CURRENCIES:
        return NUMBER
    cursor.at = cursor.past_space(start + len(sign))
    if not cursor.digit_at(cursor.at):
        mend = f"write '-{sign}5' for money owed" if cursor.next() == "-" else f"write '{sign}5'"
        what = f"a number is missing behind '{sign}'"
        raise cursor.wrong(start, start + len(sign), "T101", what, mend)
    return cursor.vocabulary.unit(code) or NUMBER


def _unit_after(cursor: Cursor, currency: Unit) -> Unit:
    """The unit that follows the number: glued, or a space away."""
    if currency.factors:
        _own_code(cursor, currency)
        return _denominators(cursor, currency, bare=False)
    at = cursor.past_space()
    if cursor.text[at : at + 1] == "%":
        cursor.at = at + 1
        return _denominators(cursor, PERCENT, bare=False)
    word = cursor.word(at)
    is_sign = cursor.text[at : at + 1] in SIGNS and not cursor.digit_at(cursor.past_space(at + 1))
    is_word = word is not None and word.group() not in KEYWORDS
    if cursor.text[cursor.at - 1] == "x" or not (is_sign or is_word):
        return _denominators(cursor, NUMBER, bare=True)
    cursor.at = at
    return _denominators(cursor, _product(cursor), bare=False)


def _own_code(cursor: Cursor, currency: Unit) -> None:
    """Behind `$9` may stand `USD`, and no other word."""
    at = cursor.past_space()
    word = cursor.word(at)
    if word is None or word.group() in KEYWORDS:
        return
    said = word.group()
    if at == cursor.at:
        what, mend = f"unknown magnitude {quoted(said)}", "write K, M, B or T"
    elif cursor.vocabulary.unit(said) == currency:
        cursor.at = word.end()
        return
    elif said in CURRENCIES:
        what = f"'{cursor.text[cursor.start : cursor.at]}' is in {currency}, and in {said}"
        mend = "write one of the two"
    else:
        what = f"{quoted(said)} behind an amount of money"
        mend = "write '$4/ticket' for a price, or '*' to multiply"
    raise cursor.wrong(at, word.end(), "T101", what, mend)


def _product(cursor: Cursor) -> Unit:
    """A unit word, or several joined by hyphens: `GB-month`, `vCPU-hours`."""
    unit = _factor(cursor)
    while cursor.next() == "-":
        word = cursor.word(cursor.at + 1)
        if word is None or not cursor.vocabulary.knows(word.group()):
            break
        if word.group() in cursor.names:
            said = cursor.text[cursor.start : word.end()]
            mend = f"put spaces around '-' to subtract the figure: ' - {word.group()}'"
            what = f"'{word.group()}' in {quoted(said)} is both a unit and a figure"
            raise cursor.wrong(word.start(), word.end(), "T103", what, mend)
        cursor.at += 1
        unit = unit.beside(_factor(cursor))
    return unit


def _factor(cursor: Cursor) -> Unit:
    """One word or sign of money, with its power."""
    start = cursor.at
    if cursor.next() in SIGNS:
        cursor.at += 1
        unit = cursor.vocabulary.unit(SIGNS[cursor.text[start]]) or NUMBER
    else:
        unit = _word(cursor)
    power = _POWER.match(cursor.text, cursor.at)
    if power is None:
        return unit
    cursor.at = power.end()
    exponent = int(power.group(1))
    if not 0 < abs(exponent) <= _HIGHEST_POWER:
        what = f"nothing is measured in {quoted(cursor.text[start : cursor.at])}"
        raise cursor.wrong(start, cursor.at, "T102", what)
    return Unit(tuple((symbol, p * exponent) for symbol, p in unit.factors))


def _word(cursor: Cursor) -> Unit:
    start = cursor.at
    word = cursor.word()
    if word is None:
        what = "a unit is missing here"
        raise cursor.wrong(start, start + 1, "T102", what, "write for example 'GB' or '$/month'")
    cursor.at = word.end()
    unit = cursor.vocabulary.unit(word.group())
    return unit if unit is not None else _refuse_word(cursor, start, word.group())


def _refuse_word(cursor: Cursor, start: int, word: str) -> Unit:
    name = cursor.name(start)
    if name in cursor.names:
        below = cursor.text[:start].rstrip().endswith(("/", "per"))
        mend = (
            f"write '/ {name}' to divide by it" if below else f"write '* {name}' to multiply by it"
        )
        what = f"{quoted(name)} is a figure, not a unit"
        raise cursor.wrong(start, start + len(name), "T102", what, mend)
    plain = word.translate(_RAISED)
    letters = plain.rstrip("0123456789")
    if plain != word:
        mend = f"write '{letters}^{plain[len(letters) :]}'"
    else:
        mend = cursor.vocabulary.mend(word)
    raise cursor.wrong(start, cursor.at, "T102", f"unknown unit {quoted(word)}", mend)


def _denominators(cursor: Cursor, unit: Unit, *, bare: bool) -> Unit:
    """All the `/user`, `per day`, `/1M tokens` that follow; stops where arithmetic begins."""
    per = _ONE
    while (step := _denominator_at(cursor, bare=bare and not unit.factors)) is not None:
        cursor.at = step
        count = _count_below(cursor)
        per = count if per == 1 else per * count
        if per != 1 and not 1 / Fraction(_MOST_PER) <= per <= _MOST_PER:
            raise beyond(cursor, step)
        unit = unit.beside(_product(cursor), -1)
        if any(abs(power) > _HIGHEST_POWER for _, power in unit.factors):
            what = "the same unit is written too often"
            raise cursor.wrong(cursor.start, cursor.at, "T102", what)
    if per != 1 and not unit.factors:
        what, mend = "the unit cancels itself", "write the number alone"
        raise cursor.wrong(cursor.start, cursor.at, "T102", what, mend)
    return Unit(unit.factors, per)


def _count_below(cursor: Cursor) -> Fraction:
    """The number in `/1M tokens`, `per 1,000 requests`, `per million tokens`; else 1."""
    start = cursor.at
    number = _ONE
    if cursor.digit_at(start):
        number, _ = read_number(cursor)
        power, _ = read_magnitude(cursor, money=True)
    else:
        word = cursor.word()
        if word is None or word.group().lower() not in _MAGNITUDE_WORDS:
            return number
        power, _ = read_magnitude(cursor)
    if number == 0:
        raise cursor.wrong(
            start, cursor.at, "T101", "nothing is counted per 0", "write '/1M tokens'"
        )
    cursor.at = cursor.past_space()
    return number * Fraction(10) ** power


def _denominator_at(cursor: Cursor, *, bare: bool) -> int | None:
    """Where the unit below the line begins, or None where a division begins instead."""
    spelled = _PER.match(cursor.text, cursor.at)
    if spelled is not None:
        return spelled.end()
    slash = cursor.past_space()
    if cursor.text[slash : slash + 1] != "/":
        return None
    after = cursor.past_space(slash + 1)
    glued = slash == cursor.at and after == slash + 1
    if cursor.word(after) is not None:
        return _word_below(cursor, slash, after, glued=glued, bare=bare)
    if cursor.text[after : after + 1] in SIGNS and glued and not bare:
        return None if cursor.digit_at(cursor.past_space(after + 1)) else after
    _refuse_units_in_brackets(cursor, slash, after)
    counted = _COUNTED.match(cursor.text, after)
    if counted is None or not glued or bare:
        return None
    words = [word for word in counted.groups() if word]
    unit = words[-1] if words[0].lower() in _MAGNITUDE_WORDS else words[0]
    return after if cursor.vocabulary.knows(unit) else None


def _word_below(cursor: Cursor, slash: int, after: int, *, glued: bool, bare: bool) -> int | None:
    """The same where a word follows the slash, which may be a unit, a figure, or both."""
    name = cursor.name(after)
    end = after + len(name)
    is_unit, is_name = cursor.vocabulary.knows(name), name in cursor.names
    amount_follows = name in CURRENCIES and cursor.digit_at(cursor.past_space(end))
    if amount_follows or cursor.text[end : end + 1] == "(":
        return None
    if glued and is_unit and not (is_name and bare):
        return after
    if glued and not bare:
        if not is_name:
            return after
        mend = f"to divide by it, put spaces around '/': ' / {name}'"
        raise cursor.wrong(slash, end, "T103", f"{quoted(name)} is a figure, not a unit", mend)
    if is_unit:
        raise _two_meanings(cursor, slash, name, is_name=is_name)
    return None


def _refuse_units_in_brackets(cursor: Cursor, slash: int, after: int) -> None:
    """`$0.02/(GB*month)`, where the units are written as a formula."""
    found = _BRACKETED.match(cursor.text, after)
    words = _WORDS.findall(found.group()) if found else []
    if found is None or not all(cursor.vocabulary.knows(w) for w in words):
        return
    if not cursor.names.isdisjoint(words):
        return
    amount = cursor.text[cursor.start : cursor.at]
    what = f"{quoted(found.group())} are units, and a unit is glued to its number"
    mend = f"write '{amount}/{'/'.join(str(cursor.vocabulary.unit(w)) for w in words)}'"
    raise cursor.wrong(slash, found.end(), "T103", what, mend)


def _more_below(cursor: Cursor, slash: int, name: str) -> str:
    """The units below the line that follow the first: `/month` in `$20 / TB / month`."""
    at, more = cursor.past_space(slash + 1) + len(name), ""
    while (step := _BELOW.match(cursor.text, at)) and cursor.vocabulary.knows(step[1]):
        if step[1] in cursor.names:
            break
        at, more = step.end(), f"{more}/{cursor.vocabulary.unit(step[1])}"
    return more


def _two_meanings(cursor: Cursor, slash: int, name: str, *, is_name: bool) -> Rejected:
    amount = cursor.text[cursor.start : cursor.at]
    unit = f"'{amount}/{cursor.vocabulary.unit(name)}{_more_below(cursor, slash, name)}'"
    if is_name:
        what = f"'{name}' is both a unit and a figure here"
        mend = f"write {unit} for the unit, '{amount} / ({name})' for the figure"
    else:
        what = f"'{name}' is a unit, and a unit is glued to its number"
        mend = f"write {unit}"
    return cursor.wrong(slash, cursor.past_space(slash + 1) + len(name), "T103", what, mend)
