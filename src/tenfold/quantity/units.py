"""A Unit: what a number measures, in the words its writer used.

A Unit keeps the words ("requests/user/day"), knows its Dimension (what may be
added to what) and its scale (how many seconds, bytes or dollars it is). The
length of a month belongs to no unit: a Calendar gives it when a value is
asked for. Counted things (user, request, shard) and each currency are
dimensions of their own. Units are values; there is no registry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

from tenfold.errors import did_you_mean

__all__ = [
    "CALENDAR",
    "CURRENCIES",
    "NUMBER",
    "PERCENT",
    "STANDARD",
    "Calendar",
    "Dimension",
    "Symbol",
    "Unit",
    "Vocabulary",
    "plural_of",
]

Dimension = tuple[tuple[str, int], ...]
"""Base dimensions and their powers, sorted; () is a plain number.

Bases: `time`, `information`, a currency by its ISO code, a thing by its name.
"""

HOUR = Fraction(3600)


@dataclass(frozen=True, slots=True)
class Calendar:
    """How long a month is, in hours; a year is twelve of them unless stated.

    730 hours is the month that the cloud providers' calculators bill.
    """

    month: Fraction = Fraction(730)
    year: Fraction | None = None

    def seconds(self, months: int, years: int) -> Fraction:
        """The factor that powers of a month and of a year stand for."""
        year = self.month * 12 if self.year is None else self.year
        return (self.month * HOUR) ** months * (year * HOUR) ** years


CALENDAR = Calendar()


@dataclass(frozen=True, slots=True)
class Symbol:
    """One word of a unit, such as `GB`, `month`, `user` or `$`."""

    word: str
    plural: str
    base: str
    scale: Fraction
    calendar: str = ""

    @property
    def is_thing(self) -> bool:
        """Whether it counts things, rather than measuring or paying."""
        return self.base not in _MEASURED and self.base not in CURRENCIES

    @property
    def is_currency(self) -> bool:
        """Whether it is money."""
        return self.base in CURRENCIES


CURRENCIES: Mapping[str, str] = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "JPY",
    "CNY": "CNY",
    "INR": "₹",
    "KRW": "₩",
    "BRL": "BRL",
    "CHF": "CHF",
    "CAD": "CAD",
    "AUD": "AUD",
    "NZD": "NZD",
    "SEK": "SEK",
    "NOK": "NOK",
    "DKK": "DKK",
    "PLN": "PLN",
    "CZK": "CZK",
    "SGD": "SGD",
    "HKD": "HKD",
    "MXN": "MXN",
    "ZAR": "ZAR",
    "TRY": "TRY",
    "ILS": "ILS",
}
"""Currencies by ISO 4217 code, each with the sign it is written with."""

_MEASURED = {"", "time", "information"}

Factors = tuple[tuple[Symbol, int], ...]


@dataclass(frozen=True)
class Unit:
    """Words with powers, such as `$/GB/month`; `per` holds the 1M of `$2/1M tokens`."""

    factors: Factors = ()
    per: Fraction = Fraction(1)

    @cached_property
    def dimension(self) -> Dimension:
        """What it measures, words aside."""
        powers: dict[str, int] = {}
        for symbol, power in self.factors:
            if symbol.base:
                powers[symbol.base] = powers.get(symbol.base, 0) + power
        return tuple(sorted((base, power) for base, power in powers.items() if power))

    @cached_property
    def _fixed(self) -> tuple[Fraction, int, int]:
        scale, months, years = 1 / self.per, 0, 0
        for symbol, power in self.factors:
            scale *= symbol.scale**power
            months += power * (symbol.calendar == "month")
            years += power * (symbol.calendar == "year")
        return scale, months, years

    def scale(self, calendar: Calendar) -> Fraction:
        """How many seconds, bytes, dollars, things one of it is."""
        scale, months, years = self._fixed
        if months or years:
            return scale * calendar.seconds(months, years)
        return scale

    @property
    def counts(self) -> bool:
        """Whether it is made of counted things only (or is a plain number)."""
        return all(symbol.is_thing for symbol, _ in self.factors if symbol.base)

    @property
    def is_number(self) -> bool:
        """Whether it measures nothing: a plain number or a percentage."""
        return not self.dimension

    @property
    def money(self) -> str:
        """The currency, where it is money to the first power; else nothing."""
        found = [base for base, power in self.dimension if base in CURRENCIES and power == 1]
        return found[0] if len(found) == 1 else ""

    def times(self, other: Unit, sign: int = 1) -> Unit:
        """The unit of a product (sign 1) or of a quotient (sign -1)."""
        return _times(self, other, sign)

    def power(self, exponent: int) -> Unit:
        """The unit of an integer power."""
        return Unit(tuple((symbol, power * exponent) for symbol, power in self.factors))

    def __str__(self) -> str:
        return self.words()

    def words(self, *, plural: bool = False) -> str:
        """The unit as people write it: `requests/s/instance`, `$/GB/month`."""
        over = sorted(((s, p) for s, p in self.factors if p > 0), key=lambda f: not f[0].is_currency)
        under = [(s, p) for s, p in self.factors if p < 0]
        top = "-".join(_word(s, p, plural=plural and i == len(over) - 1) for i, (s, p) in enumerate(over))
        per = "" if self.per == 1 else f"{_magnitude(self.per)} "
        bottom = "".join(
            f"/{per if i == 0 else ''}{_word(s, -p, plural=bool(per) and i == 0)}"
            for i, (s, p) in enumerate(under)
        )
        return top + bottom


NUMBER = Unit()


def _word(symbol: Symbol, power: int, *, plural: bool) -> str:
    word = symbol.plural if plural else symbol.word
    return word if power == 1 else f"{word}^{power}"


def _magnitude(number: Fraction) -> str:
    for size, letter in ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "K")):
        if number % size == 0 and number >= size and (size > 1000 or number < 10**6):
            return f"{number / size}{letter}" if size > 1000 else f"{int(number):,}"
    return f"{number}"


@lru_cache(maxsize=4096)
def _times(left: Unit, right: Unit, sign: int) -> Unit:
    """Multiply words: equal words add up, different words of one base cancel."""
    powers: dict[Symbol, int] = dict(left.factors)
    for symbol, power in right.factors:
        powers[symbol] = powers.get(symbol, 0) + sign * power
    _cancel(powers)
    kept = [(s, p) for s, p in powers.items() if p]
    if any(s.base for s, _ in kept):
        kept = [(s, p) for s, p in kept if s.base]
    elif any(s.base == "" for s, _ in kept):
        kept = [(PERCENT_SIGN, 1)]
    return Unit(tuple(kept))


def _cancel(powers: dict[Symbol, int]) -> None:
    """Let `day` cancel `/month`, and `GB` cancel `/KB`: one base, opposite signs."""
    for symbol in list(powers):
        for other in list(powers):
            if other is symbol or other.base != symbol.base or not symbol.base:
                continue
            if powers[symbol] * powers[other] < 0:
                moved = min(abs(powers[symbol]), abs(powers[other]))
                step = 1 if powers[symbol] > 0 else -1
                powers[symbol] -= step * moved
                powers[other] += step * moved
            elif powers[symbol] * powers[other] > 0:
                powers[symbol] += powers[other]
                powers[other] = 0


def plural_of(word: str) -> str:
    """The English plural of a counted thing."""
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


PERCENT_SIGN = Symbol("%", "%", "", Fraction(1, 100))
PERCENT = Unit(((PERCENT_SIGN, 1),))

_THINGS = """
account agent alert app attachment backup booking bucket call cell certificate click client
cluster comment connection container conversation core customer database deployment developer
device disk document domain download email employee endpoint engineer episode event feature feed
file frame function game gateway group host image index installation instance
invocation invoice item job key label layer license line link list log lookup machine match
member message metric migration model module namespace node notification object
operation order organization page parameter partition partner payment person picture pipeline
player pod point policy post process product profile project prompt publisher query queue rack
reading record region registration release replica report repository request response rule run
sample search seat sensor series server service session shard site slot snapshot span step
store stream subscriber subscription table task team tenant test thread ticket token topic
trace track transaction transfer trip upload user vehicle version video view viewer visit
visitor volume vote warehouse webhook word worker workflow workspace zone
"""

_IRREGULAR = {"series": "series", "person": "people", "index": "indexes"}
_SPELLED = {"vCPU": ("vcpu", "vCPUs", "vcpus"), "GPU": ("gpu", "GPUs", "gpus"), "vm": ("VM", "vms", "VMs")}


def _measures() -> dict[str, Symbol]:
    found: dict[str, Symbol] = {}

    def put(base: str, scale: Fraction, word: str, *others: str, plural: str = "", calendar: str = "") -> None:
        symbol = Symbol(word, plural or word, base, scale, calendar)
        for name in (word, symbol.plural, *others):
            found[name] = symbol

    one = Fraction(1)
    put("time", Fraction(1, 10**9), "ns", "nanosecond", "nanoseconds")
    put("time", Fraction(1, 10**6), "us", "µs", "μs", "microsecond", "microseconds")
    put("time", Fraction(1, 1000), "ms", "millisecond", "milliseconds")
    put("time", one, "s", "sec", "second", "seconds")
    put("time", Fraction(60), "minute", "min", plural="minutes")
    put("time", HOUR, "hour", "h", "hr", "hrs", plural="hours")
    put("time", 24 * HOUR, "day", plural="days")
    put("time", 7 * 24 * HOUR, "week", plural="weeks")
    put("time", one, "month", "mo", plural="months", calendar="month")
    put("time", one, "year", "yr", plural="years", calendar="year")
    put("information", one, "B", "byte", "bytes")
    put("information", Fraction(1, 8), "bit", plural="bits")
    for step, letter in enumerate("KMGTPE", start=1):
        put("information", Fraction(1000**step), f"{letter}B", *(["kB"] if letter == "K" else []))
        put("information", Fraction(1024**step), f"{letter}iB")
        put("information", Fraction(1000**step, 8), f"{letter}bit", *(["kbit"] if letter == "K" else []))
    for code, sign in CURRENCIES.items():
        put(code, one, sign, code)
    return found


_MEASURES = _measures()

_RATES = {
    "rps": ("request", "s"),
    "qps": ("query", "s"),
    "tps": ("transaction", "s"),
    "iops": ("operation", "s"),
    "bps": ("bit", "s"),
    "kbps": ("Kbit", "s"),
    "Mbps": ("Mbit", "s"),
    "Gbps": ("Gbit", "s"),
    "Tbps": ("Tbit", "s"),
}
_RATES |= {word.upper(): parts for word, parts in _RATES.items() if word[-2:] == "ps" and word[0] in "rqti"}

_SLIPS = {
    "m": "'min' for minutes, 'month', or 'M' glued to the number for millions",
    "mb": "'MB' for megabytes or 'Mbit' for megabits",
    "Mb": "'MB' for megabytes or 'Mbit' for megabits",
    "kb": "'KB' for kilobytes or 'Kbit' for kilobits",
    "Kb": "'KB' for kilobytes or 'Kbit' for kilobits",
    "gb": "'GB' for gigabytes or 'Gbit' for gigabits",
    "Gb": "'GB' for gigabytes or 'Gbit' for gigabits",
    "tb": "'TB' for terabytes or 'Tbit' for terabits",
    "Tb": "'TB' for terabytes or 'Tbit' for terabits",
    "b": "'B' for bytes, 'bit' for bits, or 'B' glued to the number for billions",
    "MBps": "'MB/s'",
    "GBps": "'GB/s'",
    "¥": "'JPY' or 'CNY'",
    "dollar": "'$' before the number, or 'USD'",
    "dollars": "'$' before the number, or 'USD'",
    "euro": "'€' before the number, or 'EUR'",
    "euros": "'€' before the number, or 'EUR'",
    "cent": "'$0.01'",
    "cents": "'$0.01'",
}


def _thing(name: str, plural: str) -> Symbol:
    return Symbol(name, plural, name, Fraction(1))


@dataclass(frozen=True)
class Vocabulary:
    """The unit words that a model may use: the standard ones and its own things."""

    symbols: Mapping[str, Symbol]

    @classmethod
    def standard(cls) -> Vocabulary:
        """Time, information, currencies, and the things that systems count."""
        found = dict(_MEASURES)
        for name in _THINGS.split():
            symbol = _thing(name, _IRREGULAR.get(name) or plural_of(name))
            found[name] = found[symbol.plural] = symbol
        for name, (lower, plural, lowers) in _SPELLED.items():
            symbol = _thing(name, plural)
            found |= dict.fromkeys((name, lower, plural, lowers), symbol)
        found["op"] = found["ops"] = found["operation"]
        return cls(found)

    def with_things(self, things: Iterable[tuple[str, str]]) -> Vocabulary:
        """A Vocabulary that counts more things, each a singular and a plural."""
        more = dict(self.symbols)
        for name, plural in things:
            more[name] = more[plural] = _thing(name, plural)
        return Vocabulary(more)

    def unit(self, word: str) -> Unit | None:
        """The unit that one word stands for, or None."""
        symbol = self.symbols.get(word)
        if symbol is not None:
            return _single(symbol)
        if word in _RATES:
            counted, time = _RATES[word]
            return Unit(((self.symbols[counted], 1), (self.symbols[time], -1)))
        return PERCENT if word == "%" else None

    def knows(self, word: str) -> bool:
        """Whether a word is a unit here."""
        return word in self.symbols or word in _RATES

    def mend(self, word: str) -> str:
        """What to write in place of a word that is no unit."""
        if word in _SLIPS:
            return f"write {_SLIPS[word]}"
        near = did_you_mean(word, self.symbols)
        declare = f"declare it: 'things: [{word}]'" if word.replace("_", "").isalpha() else ""
        return f"did you mean '{near}'?" if near else declare


@lru_cache(maxsize=1024)
def _single(symbol: Symbol) -> Unit:
    return Unit(((symbol, 1),))


STANDARD = Vocabulary.standard()
