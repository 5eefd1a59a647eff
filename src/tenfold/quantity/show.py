"""Quantities and formulas in words: what a person reads, and can type back.

`amount` rounds for reading and picks a readable unit; `spell` and `words` are
exact and parse back to what they came from.
"""

from __future__ import annotations

from fractions import Fraction

from tenfold.quantity.expr import Call, Const, Draw, Expr, Named
from tenfold.quantity.functions import OPERATORS
from tenfold.quantity.tape import Value
from tenfold.quantity.units import NUMBER, PERCENT, STANDARD, Calendar, Symbol, Unit

__all__ = ["amount", "decimal", "in_unit", "number", "readable", "short_money", "spell", "words"]

UNDEFINED = "undefined"
_PREFIXES = {
    "decimal": ("B", "KB", "MB", "GB", "TB", "PB", "EB"),
    "binary": ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"),
    "bits": ("bit", "Kbit", "Mbit", "Gbit", "Tbit", "Pbit", "Ebit"),
}
_SHORT_TIMES = ("ns", "us", "ms", "s")
_LETTERS = ((10**12, "T"), (10**9, "B"), (10**6, "M"))
_SIGNS = {function: sign for sign, function in OPERATORS.items() if sign != "of"}
_RANKS = {"or": 0, "and": 1, "lt": 2, "le": 2, "gt": 2, "ge": 2, "eq": 2, "ne": 2,
          "add": 3, "sub": 3, "mul": 4, "div": 4, "neg": 6, "pow": 7, "as": 0}  # fmt: skip


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
    return _PREFIXES["binary"] if symbol.word.endswith("iB") else _PREFIXES["decimal"]


def _best(value: Fraction, unit: Unit, place: int, family: tuple[str, ...], calendar: Calendar) -> Unit:
    chosen = unit
    for word in family:
        symbol = STANDARD.symbols[word]
        factors = (*unit.factors[:place], (symbol, 1), *unit.factors[place + 1 :])
        candidate = Unit(factors, unit.per)
        if abs(value / candidate.scale(calendar)) >= 1 or word == family[0]:
            chosen = candidate
    return chosen


def _written(size: Fraction, unit: Unit) -> str:
    """A number and its unit: `$226.80/month`, `500K requests/s`, `24.1%`."""
    sign = "-" if size < 0 else ""
    size = abs(size)
    first = unit.factors[0] if unit.factors else None
    if first is not None and first[0].is_currency and first[1] == 1:
        mark = first[0].word
        rest = Unit(unit.factors[1:], unit.per).words()
        return f"{sign}{mark}{'' if len(mark) == 1 else ' '}{_money(size)}{rest}"
    text = sign + number(size, letters=bool(unit.dimension))
    if not unit.factors:
        return text
    tail = unit.words(plural=size != 1)
    return text + tail if tail[0] in "/%" else f"{text} {tail}"


def _money(size: Fraction) -> str:
    if size >= 1000:
        return decimal(size, 0)
    if size >= 1:
        return decimal(size, 2)
    return _small(size, at_least=2) if size else "0"


def short_money(value: Fraction, sign: str = "$") -> str:
    """Money for a sentence: `$19.96M`, `$4.01B`, `$730`."""
    minus, size = ("-" if value < 0 else ""), abs(value)
    for bound, letter in _LETTERS:
        if size >= bound:
            return f"{minus}{sign}{_significant(size / bound, 4)}{letter}"
    return f"{minus}{sign}{_money(size)}"


def number(size: Fraction, *, letters: bool = True) -> str:
    """A plain number rounded for reading: four digits, or all of a count."""
    sign, size = ("-" if size < 0 else ""), abs(size)
    for bound, letter in _LETTERS if letters else ():
        if size >= bound:
            short = _significant(size / bound, 4)
            if Fraction(short.replace(",", "")) * bound == size or size >= 10**7:
                return f"{sign}{short}{letter}"
    if size.denominator == 1 or size >= 1000:
        return sign + decimal(size, 0)
    return sign + (_significant(size, 4) if size >= 1 else _small(size))


def _significant(size: Fraction, digits: int) -> str:
    whole = len(str(int(size)))
    return _trimmed(decimal(size, max(0, digits - whole)))


def _small(size: Fraction, at_least: int = 0) -> str:
    """Four significant digits of a number below one."""
    if size == 0:
        return "0"
    places = 4
    while size * 10**places < 1000 and places < 30:
        places += 1
    if size * 10**places < 1:
        return f"{float(size):.3e}"
    text = _trimmed(decimal(size, places))
    short = at_least - len(text.partition(".")[2])
    return text if short <= 0 else (text if "." in text else text + ".") + "0" * short


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimal(size: Fraction, places: int) -> str:
    """Rounded half away from zero, thousands grouped; exact, whatever the size."""
    scaled = abs(size) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if size < 0 and whole else ""
    if not places:
        return f"{sign}{whole:,}"
    digits = f"{whole:0{places + 1}d}"
    return f"{sign}{int(digits[:-places]):,}.{digits[-places:]}"


def spell(size: Fraction, unit: Unit = NUMBER) -> str:
    """A number and its unit exactly, as a literal that parses back to them."""
    text = _exactly(abs(size))
    if text is None:
        over, under = _exactly(Fraction(abs(size.numerator))), _exactly(Fraction(size.denominator))
        tail = spell(Fraction(1), unit) if unit.factors else "1"
        return f"({'-' if size < 0 else ''}{over} / {under} * {tail})"
    sign = "-" if size < 0 else ""
    first = unit.factors[0] if unit.factors else None
    if first is not None and first[0].is_currency and first[1] == 1:
        mark, rest = first[0].word, Unit(unit.factors[1:], unit.per).words()
        return f"{sign}{mark}{text}{rest}" if len(mark) == 1 else f"{sign}{text} {mark}{rest}"
    tail = unit.words(plural=abs(size) != 1)
    return sign + text + (tail if not tail or tail[0] in "/%" else f" {tail}")


def _exactly(size: Fraction) -> str | None:
    """All digits of a number with a finite decimal expansion, else None."""
    rest, places = size.denominator, 0
    while rest % 10 == 0:
        rest, places = rest // 10, places + 1
    while rest % 2 == 0 or rest % 5 == 0:
        rest, places = rest // (2 if rest % 2 == 0 else 5), places + 1
    return None if rest != 1 or places > 40 else _trimmed(decimal(size, places)) if places else decimal(size, 0)


def words(expr: Expr, *, values: dict[int, str] | None = None) -> str:
    """A formula as a person would write it; `values` shows nodes by their value.

    Figures are shown by name, and not opened: `why` does that.
    """
    return _Writer(values or {}).write(expr, 0)


class _Writer:
    """Writes one formula; parentheses only where they are needed."""

    def __init__(self, values: dict[int, str]) -> None:
        self.values = values

    def write(self, node: Expr, least: int) -> str:
        shown = self.values.get(id(node))
        if shown is not None:
            return f"({shown})" if shown.startswith("-") and least else shown
        if isinstance(node, Named):
            return node.name
        if isinstance(node, Const):
            return node.text or spell(node.number, node.unit)
        if isinstance(node, Draw):
            return f"({node.text})" if least else node.text
        if isinstance(node, Call):
            return self.call(node, least)
        return ""

    def call(self, node: Call, least: int) -> str:
        function, args = node.function, node.args
        rank = _RANKS.get(function)
        if function == "if":
            condition, then, otherwise = (self.write(arg, 1) for arg in args)
            text, rank = f"if {condition} then {then} else {otherwise}", 0
            return f"({text})" if least else text
        if rank is None or function == "not":
            inside = ", ".join(self.write(arg, 0) for arg in args)
            return f"not ({inside})" if function == "not" else f"{function}({inside})"
        if function == "neg":
            text = f"-{self.write(args[0], rank)}"
        elif function == "as":
            text = f"{self.write(args[0], 1)} as {node.unit}"
        elif args[0].unit == PERCENT and function == "mul" and isinstance(args[0], (Const, Named)) and not self.values:
            text, rank = f"{self.write(args[0], 5)} of {self.write(args[1], 5)}", 5
        else:
            right = self.write(args[1], rank if function == "pow" else rank + 1)
            if function == "div" and isinstance(args[0], Const) and STANDARD.knows(right):
                right = f"({right})"  # '$100 / users' has two readings; this has one
            text = f"{self.write(args[0], rank)} {_SIGNS[function]} {right}"
        return f"({text})" if rank < least else text
