"""A Symbol: one word of a unit, and the words that every model may use.

A word measures time or information, pays in a currency, or counts a thing.
What people write by habit and nobody could read safely (`Mb`, `dollars`) is
listed too, each beside what to write in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

__all__ = [
    "CURRENCIES",
    "HOUR",
    "MEASURED",
    "PERCENT_SIGN",
    "RATES",
    "SLIPS",
    "Symbol",
    "measures",
    "plural_of",
    "things",
]

HOUR = Fraction(3600)


@dataclass(frozen=True, slots=True)
class Symbol:
    """One word of a unit, such as `GB`, `month`, `user` or `$`.

    `scale` is in seconds, bytes, or ones. Where `calendar` says month or year,
    it is in those instead, and a Calendar says how long they are.
    """

    word: str
    plural: str
    base: str
    scale: Fraction
    calendar: str = ""

    def __hash__(self) -> int:
        return hash(self.word)

    @property
    def is_thing(self) -> bool:
        """Whether it counts things, rather than measuring or paying."""
        return self.base not in MEASURED and self.base not in CURRENCIES

    @property
    def is_currency(self) -> bool:
        """Whether it is money."""
        return self.base in CURRENCIES


MEASURED = frozenset({"", "time", "information"})
"""Bases that are no things and no money; "" is that of a percentage."""

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

PERCENT_SIGN = Symbol("%", "%", "", Fraction(1, 100))

RATES: Mapping[str, tuple[str, str]] = {
    "rps": ("request", "s"),
    "RPS": ("request", "s"),
    "rpm": ("request", "minute"),
    "RPM": ("request", "minute"),
    "qps": ("query", "s"),
    "QPS": ("query", "s"),
    "iops": ("operation", "s"),
    "IOPS": ("operation", "s"),
    "bps": ("bit", "s"),
    "kbps": ("Kbit", "s"),
    "Kbps": ("Kbit", "s"),
    "Mbps": ("Mbit", "s"),
    "Gbps": ("Gbit", "s"),
    "Tbps": ("Tbit", "s"),
}
"""Words that stand for one unit per another."""

_SPELLED_OUT = {
    f"{prefix}{kind}{many}": f"'{letter}{sign}'"
    for letter, prefix in zip(
        "KMGTPE", ("kilo", "mega", "giga", "tera", "peta", "exa"), strict=True
    )
    for kind, sign in (("byte", "B"), ("bit", "bit"))
    for many in ("", "s")
}

_BYTES_OR_BITS = {
    letter: f"'{letter.upper()}B' for {prefix}bytes or '{letter.upper()}bit' for {prefix}bits"
    for letter, prefix in {"k": "kilo", "m": "mega", "g": "giga", "t": "tera", "p": "peta"}.items()
}

SLIPS: Mapping[str, str] = {
    **_SPELLED_OUT,
    **{f"{letter}b": readings for letter, readings in _BYTES_OR_BITS.items()},
    **{f"{letter.upper()}b": readings for letter, readings in _BYTES_OR_BITS.items()},
    "m": "'M' for millions, 'min' for minutes, 'month' for months",
    "b": "'B' for billions or bytes, 'bit' for bits",
    "t": "'T' for trillions",
    "g": "'GB' for gigabytes, 'B' for billions",
    "G": "'GB' for gigabytes, 'B' for billions",
    "d": "'day'",
    "w": "'week'",
    "y": "'year'",
    "K": "'K' glued to a number, as in '5K' or '/1K tokens'",
    "k": "'K' glued to a number, as in '5K' or '/1K tokens'",
    "M": "'M' glued to a number, as in '5M' or '/1M tokens'",
    "T": "'T' glued to a number, as in '5T'",
    "MM": "'M' for millions",
    "mm": "'M' for millions",
    "mn": "'M' for millions",
    "mio": "'M' for millions",
    "mil": "'M' for millions",
    "bn": "'B' for billions",
    "Bn": "'B' for billions",
    "tps": "'transactions/s' or 'tokens/s'",
    "TPS": "'transactions/s' or 'tokens/s'",
    "tpm": "'tokens/minute' or 'transactions/minute'",
    "TPM": "'tokens/minute' or 'transactions/minute'",
    "mbps": "'Mbps' for megabits, 'MB/s' for megabytes",
    "gbps": "'Gbps' for gigabits, 'GB/s' for gigabytes",
    "KBps": "'KB/s'",
    "MBps": "'MB/s'",
    "GBps": "'GB/s'",
    "¥": "'JPY' or 'CNY'",
    "dollar": "'$' before the number, or 'USD' after it",
    "dollars": "'$' before the number, or 'USD' after it",
    "euro": "'€' before the number, or 'EUR' after it",
    "euros": "'€' before the number, or 'EUR' after it",
    "cent": "'$0.01'",
    "cents": "'$0.01'",
    "in": "'as' to tell it in another unit",
    "x": "'*' to multiply",
    "percent": "'%' glued to the number",
    "pct": "'%' glued to the number",
}
"""Words that are no units though people write them, and what to write instead."""

_TIMES = (
    Symbol("ns", "ns", "time", Fraction(1, 10**9)),
    Symbol("us", "us", "time", Fraction(1, 10**6)),
    Symbol("ms", "ms", "time", Fraction(1, 1000)),
    Symbol("s", "s", "time", Fraction(1)),
    Symbol("minute", "minutes", "time", Fraction(60)),
    Symbol("hour", "hours", "time", HOUR),
    Symbol("day", "days", "time", 24 * HOUR),
    Symbol("week", "weeks", "time", 7 * 24 * HOUR),
    Symbol("month", "months", "time", Fraction(1), "month"),
    Symbol("quarter", "quarters", "time", Fraction(3), "month"),
    Symbol("year", "years", "time", Fraction(1), "year"),
)

_ALSO = {
    "ns": "nanosecond nanoseconds",
    "us": "µs μs microsecond microseconds",
    "ms": "millisecond milliseconds",
    "s": "sec secs second seconds",
    "minute": "min mins",
    "hour": "h hr hrs",
    "month": "mo",
    "year": "yr yrs",
    "B": "byte bytes",
    "KB": "kB",
    "Kbit": "kbit",
    "operation": "op ops",
    "request": "req reqs",
}

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
_SPELLED = {
    "vCPU": ("vcpu", "vCPUs", "vcpus"),
    "CPU": ("cpu", "CPUs", "cpus"),
    "GPU": ("gpu", "GPUs", "gpus"),
    "vm": ("VM", "vms", "VMs"),
}


def plural_of(word: str) -> str:
    """The English plural of a counted thing."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def measures() -> Iterator[tuple[str, Symbol]]:
    """Every word for time, information and money, with what it means."""
    for symbol in (*_TIMES, *_information()):
        for word in (symbol.word, symbol.plural, *_ALSO.get(symbol.word, "").split()):
            yield word, symbol
    for code, sign in CURRENCIES.items():
        symbol = Symbol(sign, sign, code, Fraction(1))
        yield sign, symbol
        yield code, symbol


def things() -> Iterator[tuple[str, Symbol]]:
    """Every word for a thing that systems count, with what it means."""
    for name in _THINGS.split():
        symbol = Symbol(name, _IRREGULAR.get(name) or plural_of(name), name, Fraction(1))
        for word in (name, symbol.plural, *_ALSO.get(name, "").split()):
            yield word, symbol
    for name, (lower, plural, lowers) in _SPELLED.items():
        symbol = Symbol(name, plural, name, Fraction(1))
        for word in (name, lower, plural, lowers):
            yield word, symbol


def _information() -> Iterator[Symbol]:
    yield Symbol("B", "B", "information", Fraction(1))
    yield Symbol("bit", "bits", "information", Fraction(1, 8))
    for step, letter in enumerate("KMGTPE", start=1):
        yield Symbol(f"{letter}B", f"{letter}B", "information", Fraction(1000**step))
        yield Symbol(f"{letter}iB", f"{letter}iB", "information", Fraction(1024**step))
        yield Symbol(f"{letter}bit", f"{letter}bit", "information", Fraction(1000**step, 8))
