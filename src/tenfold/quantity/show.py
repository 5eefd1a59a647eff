"""Quantities in words: what a person reads, and can type back.

`amount` rounds for reading and picks a readable unit; what is shown as 0 is
0, and what is shown as 100% is all. `spell` is exact and parses back to what
it came from, and so does `words`, the formula as a person would write it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from tenfold.quantity.spelling import money_first, spell, words
from tenfold.quantity.tape import Value
from tenfold.quantity.units import STANDARD, Calendar, Symbol, Unit

__all__ = ["amount", "decimal", "in_unit", "number", "readable", "short_money", "spell", "words"]

UNDEFINED: Final = "undefined"

_PREFIXES = {
    "decimal": ("B", "KB", "MB", "GB", "TB", "PB", "EB"),
    "binary": ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"),
    "bits": ("bit", "Kbit", "Mbit", "Gbit", "Tbit", "Pbit", "Ebit"),
}
_SHORT_TIMES = ("ns", "us", "ms", "s")
_LETTERS = ((10**12, "T"), (10**9, "B"), (10**6, "M"))
_DIGITS: Final = 4
_NO_CENTS = frozenset({"JPY", "KRW"})
_ROUNDS_TO_ONE = Fraction(99995, 100000)
_TOO_LONG = 10**18
_TOO_SMALL = Fraction(1, 10**9)


def amount(value: Value, unit: Unit, calendar: Calendar) -> str:
    """A value in base units, rounded for reading, in a unit that reads well."""
    if value is None:
        return UNDEFINED
    shown = readable(value, unit, calendar)
    return _written(value / shown.scale(calendar), shown)


def in_unit(value: Value, unit: Unit, calendar: Calendar) -> Value:
    """A value in base units as a number of `unit`."""
    return None if value is None else value / unit.scale(calendar)


def readable(value: Fraction, unit: Unit, calendar: Calendar) -> Unit:
    """The same unit with the prefix that keeps the number between 1 and 1,000."""
    if value == 0:
        return unit
    for place, (symbol, power) in enumerate(unit.factors):
        if power == 1 and symbol.base == "information":
            return _best(value, unit, place, _family(symbol), calendar)
        if power == 1 and symbol.word in _SHORT_TIMES and len(unit.factors) == 1:
            return _best(value, unit, place, _SHORT_TIMES, calendar)
    return unit


def _family(symbol: Symbol) -> tuple[str, ...]:
    if symbol.word in _PREFIXES["bits"]:
        return _PREFIXES["bits"]
    return _PREFIXES["binary" if symbol.word.endswith("iB") else "decimal"]


def _best(
    value: Fraction, unit: Unit, place: int, family: tuple[str, ...], calendar: Calendar
) -> Unit:
    own = unit.factors[place][0]
    size = abs(value) / unit.scale(calendar) * own.scale
    fitting = [s for word in family if size / (s := STANDARD.symbols[word]).scale >= _ROUNDS_TO_ONE]
    symbol = fitting[-1] if fitting else STANDARD.symbols[family[0]]
    factors = (*unit.factors[:place], (symbol, 1), *unit.factors[place + 1 :])
    return Unit(factors, unit.per)


def _written(size: Fraction, unit: Unit) -> str:
    """A number and its unit: `$226.80/month`, `500,000 requests/s`, `24.1%`."""
    sign = "-" if size < 0 else ""
    size = abs(size)
    paid, rest = money_first(unit)
    if paid is not None:
        space = "" if len(paid.word) == 1 else " "
        cents = 0 if paid.base in _NO_CENTS else 2
        return f"{sign}{paid.word}{space}{_money(size, cents)}{rest}"
    counted = any(power > 0 and symbol.base for symbol, power in unit.factors)
    text = number(size, letters=counted)  # '1B/day' would have two readings
    if not unit.factors:
        return sign + text
    tail = unit.words(plural=text != "1")
    if tail.startswith("%"):
        text = _percentage(size)
    return f"{sign}{text}{tail}" if tail[0] in "/%" else f"{sign}{text} {tail}"


def _money(size: Fraction, cents: int = 2) -> str:
    if size == 0:
        return "0"
    if size >= _TOO_LONG:
        return number(size, letters=False)
    if size >= 1000:
        return decimal(size, 0)
    if size >= 1:
        return decimal(size, cents) if cents else _significant(size)
    text = _small(size)
    short = cents - len(text.partition(".")[2])
    return (
        text if short <= 0 or "e" in text else (text if "." in text else text + ".") + "0" * short
    )


def _percentage(size: Fraction) -> str:
    """Near 100, as many digits as tell it from 100: `99.95`, `99.999`."""
    if 90 < size < 100:
        return _told_apart(size, 100)
    return number(size, letters=False)


def _told_apart(size: Fraction, whole: int) -> str:
    """A number just below a whole one, with the digits that tell it from that."""
    return _trimmed(decimal(size, _places_below(whole - size) + 1))


def short_money(value: Fraction, sign: str = "$") -> str:
    """Money for a sentence: `$19.96M`, `$4.01B`, `$730`."""
    minus, size = ("-" if value < 0 else ""), abs(value)
    short = _with_letter(size)
    return f"{minus}{sign}{short or _money(size)}"


def number(size: Fraction, *, letters: bool = True) -> str:
    """A number rounded for reading: four digits, or all of a count.

    Without letters it is a plain one, and one just below 1 is told from 1.
    """
    sign, size = ("-" if size < 0 else ""), abs(size)
    if size >= _TOO_LONG or 0 < size < _TOO_SMALL:
        return sign + _scientific(size)
    short = _with_letter(size) if letters else ""
    if short and (size >= 10**7 or size % 1000 == 0):
        return sign + short
    if size.denominator == 1 or size >= 1000:
        return sign + decimal(size, 0)
    if not letters and _ROUNDS_TO_ONE <= size < 1:
        return sign + _told_apart(size, 1)
    return sign + (_significant(size) if size >= 1 else _small(size))


def _with_letter(size: Fraction) -> str:
    """`19.96M`; nothing below a million."""
    if size >= _TOO_LONG:
        return ""
    for bound, letter in _LETTERS:
        if size >= bound * _ROUNDS_TO_ONE and size >= 10**6:
            return f"{_significant(size / bound)}{letter}"
    return ""


def _significant(size: Fraction) -> str:
    """Four digits of a number of one or more."""
    whole = len(str(int(size)))
    return _trimmed(decimal(size, max(0, _DIGITS - whole)))


def _small(size: Fraction) -> str:
    """Four digits of a number below one."""
    if size < _TOO_SMALL:
        return _scientific(size)
    return _trimmed(decimal(size, _places_below(size) + _DIGITS - 1))


def _places_below(size: Fraction) -> int:
    """The place behind the point of the first digit of a number below one; else 1."""
    places = 1
    while size * 10**places < 1:
        places += 1
    return places


def _scientific(size: Fraction) -> str:
    """`1.5e21`, of any number at all."""
    power = int((size.numerator.bit_length() - size.denominator.bit_length()) * 0.30103) - 2
    while size >= Fraction(10) ** (power + 1):
        power += 1
    mantissa = decimal(size / Fraction(10) ** power, _DIGITS - 1)
    if mantissa.startswith("10"):
        mantissa, power = "1", power + 1
    return f"{_trimmed(mantissa)}e{power}"


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimal(size: Fraction, places: int) -> str:
    """Rounded half away from zero, thousands grouped; exact, whatever the size."""
    scaled = abs(size) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if size < 0 and whole else ""
    if not places:
        return f"{sign}{whole:,}"
    figures = f"{whole:0{places + 1}d}"
    return f"{sign}{int(figures[:-places]):,}.{figures[-places:]}"
