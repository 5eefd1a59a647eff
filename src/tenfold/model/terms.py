"""The terms that a model is told in: its months, its currency, the things it counts."""

from __future__ import annotations

from fractions import Fraction

from tenfold.errors import Problem, Rejected, Words
from tenfold.model.outline import Mapping, Node, entries
from tenfold.model.reader import NAME, RESERVED, Reader
from tenfold.quantity.bind import EMPTY, read
from tenfold.quantity.expr import Const
from tenfold.quantity.units import (
    CALENDAR,
    CURRENCIES,
    STANDARD,
    Calendar,
    Vocabulary,
    plural_of,
)

__all__ = ["calendar", "currency", "is_currency", "vocabulary"]


def calendar(reader: Reader, top: Mapping) -> Calendar:
    """How long a month and a year are."""
    month, year = (_hours(reader, top.get(key), key) for key in ("month", "year"))
    return Calendar(CALENDAR.month if month is None else month, year)


def _hours(reader: Reader, node: Node | None, key: str) -> Fraction | None:
    words = reader.scalar(node, key)
    if words is None:
        return None
    try:
        length = read(words, EMPTY)
    except Rejected as error:
        reader.problems += error.problems
        return None
    if isinstance(length, Const) and length.number > 0 and _is_fixed_time(length):
        return length.number * length.unit.scale(CALENDAR) / 3600
    what = f"the length of a {key} is a time in hours or days"
    reader.wrong("T224", what, words.span, "for example '720 hours'")
    return None


def _is_fixed_time(length: Const) -> bool:
    in_calendar = any(symbol.calendar for symbol, _ in length.unit.factors)
    return length.unit.dimension == (("time", 1),) and not in_calendar


def currency(reader: Reader, node: Node | None) -> str:
    """The currency of the bill."""
    words = reader.scalar(node, "currency")
    return "USD" if words is None or not is_currency(reader, words) else words.text


def is_currency(reader: Reader, words: Words) -> bool:
    """Whether this is the code of a currency."""
    known = words.text in CURRENCIES
    if not known:
        upper = words.text.upper()
        mend = f"write '{upper}'" if upper in CURRENCIES else f"one of {', '.join(CURRENCIES)}"
        reader.wrong("T223", f"unknown currency '{words.text}'", words.span, mend)
    return known


def vocabulary(reader: Reader, node: Node | None) -> Vocabulary:
    """The unit words of a model: the standard ones, and the things that it declares."""
    if isinstance(node, Mapping):
        named = [(e.key, reader.text(e.value, e.key.text)) for e in entries(node)]
    else:
        named = [(words, "") for words in reader.items(node, "things")]
    return STANDARD.with_things(
        (words.text, plural or plural_of(words.text))
        for words, plural in named
        if _can_be_counted(reader, words)
    )


def _can_be_counted(reader: Reader, words: Words) -> bool:
    name = words.text
    symbol = STANDARD.symbols.get(name)
    if not NAME.match(name) or name in RESERVED:
        problem = (f"'{name}' cannot name a thing", "use letters, digits and '_'")
    elif symbol is not None and not symbol.is_thing:
        problem = (f"'{name}' is a unit already", "choose another word")
    else:
        return True
    reader.problems.append(Problem("T222", problem[0], words.span, problem[1]))
    return False
