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
from itertools import chain, product

from tenfold.errors import did_you_mean
from tenfold.quantity.symbols import (
    CURRENCIES,
    HOUR,
    MEASURED,
    PERCENT_SIGN,
    RATES,
    SLIPS,
    Symbol,
    measures,
    plural_of,
    things,
)

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
    "digits",
    "plural_of",
]

Dimension = tuple[tuple[str, int], ...]
"""Base dimensions and their powers, sorted; () is a plain number.

Bases: `time`, `information`, a currency by its ISO code, a thing by its name.
"""

Factors = tuple[tuple[Symbol, int], ...]

_RATE_OF = {
    counted: rate
    for rate, (counted, time) in RATES.items()
    if time == "s" and rate not in {"rps", "iops", "qps", "kbps"}
}
"""Below a price, `bit`, `request` and the like are told in `bps` and `RPS`."""

_MAGNITUDES = ((10**12, "T"), (10**9, "B"), (10**6, "M"))
_PLACES_WRITTEN = 40
_BITS_WRITTEN = 12_000
_LONGEST_THING = 40


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
        """Whether it measures nothing: a plain number, a percentage, `hours/day`."""
        return not self.dimension

    @property
    def money(self) -> str:
        """The currency, where it is money to the first power; else nothing."""
        found = [base for base, power in self.dimension if base in CURRENCIES and power == 1]
        return found[0] if len(found) == 1 else ""

    def beside(self, other: Unit, sign: int = 1) -> Unit:
        """Both units' words together, or those of the other below the line (sign -1).

        Nothing but equal words cancels, so its scale is the product of theirs:
        `24 hours/day` is a plain 1, and says so in its own words.
        """
        powers = dict(self.factors)
        for symbol, power in other.factors:
            powers[symbol] = powers.get(symbol, 0) + sign * power
        per = self.per if other.per == 1 else self.per * other.per**sign
        return Unit(tuple((s, p) for s, p in powers.items() if p), per)

    def times(self, other: Unit, sign: int = 1) -> Unit:
        """The unit that a product (sign 1) or a quotient (sign -1) is told in.

        Words of one base meet (`GB` cancels `/KB`), so its scale need not be
        the product of theirs. Values are kept in seconds, bytes and dollars,
        and only telling needs a unit. Times written together are a use and not
        a number: `hours/user/month` times users is `hours/month`.
        """
        return _told(self, other, sign)

    def power(self, exponent: int) -> Unit:
        """The unit that an integer power is told in."""
        return Unit(tuple((s, power * exponent) for s, power in self.factors if exponent))

    def priced(self) -> Unit:
        """Money in a price's order, `$/user/month`; `$-s/Mbit` becomes `$/Mbps`."""
        if not self.money:
            return self
        ordered = sorted(self.factors, key=lambda factor: factor[0].base == "time")
        seconds = next(((s, p) for s, p in ordered if s.word == "s" and p == 1), None)
        for place, (symbol, power) in enumerate(ordered):
            if seconds and power == -1 and symbol.word in _RATE_OF:
                rate = _RATE_OF[symbol.word]
                ordered[place] = (Symbol(rate, rate, symbol.base, symbol.scale), -1)
                ordered.remove(seconds)
                break
        return Unit(tuple(ordered), self.per)

    def __str__(self) -> str:
        return self.words()

    def words(self, *, plural: bool = False) -> str:
        """The unit as people write it: `requests/s/instance`, `$/GB/month`."""
        factors = self.priced().factors
        over = [(s, p) for s, p in factors if p > 0]
        over.sort(key=lambda factor: not factor[0].is_currency)
        under = [(s, -p) for s, p in factors if p < 0]
        last = len(over) - 1
        top = "-".join(_word(s, p, plural=plural and i == last) for i, (s, p) in enumerate(over))
        per = "" if self.per == 1 else f"{_magnitude(self.per)} "
        bottom = "".join(
            f"/{'' if i else per}{_word(s, p, plural=bool(per) and not i)}"
            for i, (s, p) in enumerate(under)
        )
        return top + bottom


def _word(symbol: Symbol, power: int, *, plural: bool) -> str:
    word = symbol.plural if plural else symbol.word
    return word if power == 1 else f"{word}^{power}"


def _magnitude(number: Fraction) -> str:
    for size, letter in _MAGNITUDES:
        if number % size == 0:
            return f"{number / size}{letter}"
    return digits(number) or str(number)


def digits(size: Fraction) -> str | None:
    """All digits of a number, where they end after forty decimals or fewer; else None."""
    rest, places = size.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0 and power <= _PLACES_WRITTEN:
            rest, power = rest // prime, power + 1
        places = max(places, power)
    if rest != 1 or places > _PLACES_WRITTEN or size.numerator.bit_length() > _BITS_WRITTEN:
        return None
    whole, part = divmod(abs(size.numerator) * 10**places // size.denominator, 10**places)
    text = f"{whole:,}.{part:0{places}d}" if places else f"{whole:,}"
    return f"-{text}" if size < 0 else text


@lru_cache(maxsize=4096)
def _told(left: Unit, right: Unit, sign: int) -> Unit:
    powers = dict(left.factors)
    for symbol, power in right.factors:
        powers[symbol] = powers.get(symbol, 0) + sign * power
    _meet(powers)
    rest = any(p and s.base not in {"", "time"} for s, p in powers.items())
    _meet_times(powers, _times(left, 1), _times(right, sign), use=sign > 0 and not rest)
    based = tuple((s, p) for s, p in powers.items() if p and s.base)
    if based:
        return Unit(based)
    shares = powers.get(PERCENT_SIGN, 0)
    if sign < 0:
        return PERCENT if shares == 1 else NUMBER
    # 50% of 10% is a percentage, and 5%/month * 12 months too; 50% of 5 is a number
    return PERCENT if shares and left.factors and right.factors else NUMBER


def _meet(powers: dict[Symbol, int]) -> None:
    """Let words of one base meet in one word: `day` cancels `/month`, `GB` cancels `/KB`."""
    groups: dict[str, list[Symbol]] = {}
    for symbol, power in powers.items():
        if power and symbol.base != "time":
            groups.setdefault(symbol.base, []).append(symbol)
    for group in groups.values():
        if len(group) > 1:
            whole = sum(powers[symbol] for symbol in group)
            kept = [symbol for symbol in group if powers[symbol] * whole > 0][-1:]
            powers.update(dict.fromkeys(group, 0))
            powers.update(dict.fromkeys(kept, whole))


def _times(unit: Unit, sign: int) -> dict[Symbol, int]:
    return {s: sign * power for s, power in unit.factors if s.base == "time"}


def _meet_times(
    powers: dict[Symbol, int], left: dict[Symbol, int], right: dict[Symbol, int], *, use: bool
) -> None:
    """Let times of different operands cancel: a `/day` and a `month`; those of one stay.

    `use` says that nothing else is left: `requests/month * s/request` is a use
    of `s/month`. An hour in the second is a number at work, and so is a ms.
    """
    for symbol in left.keys() & right.keys():
        both = left[symbol] + right[symbol]
        left[symbol] = both if left[symbol] * both > 0 else 0
        right[symbol] = both - left[symbol]
    for mine, other in product(left, right):
        over, under = (mine, other) if left[mine] > 0 else (other, mine)
        if left[mine] * right[other] < 0 and not (use and _is_use(over, under)):
            met = min(abs(left[mine]), abs(right[other]))
            step = met if left[mine] > 0 else -met
            left[mine] -= step
            right[other] += step
    _one_word(powers, [*left.items(), *right.items()])


def _one_word(powers: dict[Symbol, int], times: list[tuple[Symbol, int]]) -> None:
    """Tell times above the line in one word, and those below it in another."""
    powers.update((symbol, 0) for symbol, _ in times)
    for side in (1, -1):
        same = [(symbol, power) for symbol, power in times if power * side > 0]
        if same:
            powers[same[-1][0]] += sum(power for _, power in same)


def _is_use(over: Symbol, under: Symbol) -> bool:
    """Whether a time in a time is told as it is: hours in a month, seconds in a day."""
    return under.word != "s" and _seconds(over) < _seconds(under)


def _seconds(symbol: Symbol) -> Fraction:
    return _single(symbol).scale(CALENDAR)


NUMBER = Unit()
PERCENT = Unit(((PERCENT_SIGN, 1),))


@dataclass(frozen=True)
class Vocabulary:
    """The unit words that a model may use: the standard ones and its own things."""

    symbols: Mapping[str, Symbol]

    @classmethod
    def standard(cls) -> Vocabulary:
        """Time, information, currencies, and the things that systems count."""
        return cls(dict(chain(measures(), things())))

    def with_things(self, things: Iterable[tuple[str, str]]) -> Vocabulary:
        """A Vocabulary that counts more things, each a singular and a plural.

        A word that measures or pays keeps its meaning, whatever is declared.
        """
        more = dict(self.symbols)
        for name, plural in things:
            base = name if name not in MEASURED else f"counted {name}"
            symbol = Symbol(name, plural, base, Fraction(1))
            for word in (name, plural):
                if word not in more or more[word].is_thing:
                    more[word] = symbol
        return Vocabulary(more)

    def unit(self, word: str) -> Unit | None:
        """The unit that one word stands for, or None."""
        symbol = self.symbols.get(word)
        if symbol is not None:
            return _single(symbol)
        if word in RATES:
            counted, time = RATES[word]
            return Unit(((self.symbols[counted], 1), (self.symbols[time], -1)))
        return PERCENT if word == "%" else None

    def knows(self, word: str) -> bool:
        """Whether a word is a unit here."""
        return word in self.symbols or word in RATES

    def mend(self, word: str) -> str:
        """What to write in place of a word that is no unit."""
        if word in SLIPS:
            return f"write {SLIPS[word]}"
        near = did_you_mean(word, chain(self.symbols, RATES, (w for w in SLIPS if "b" in w[3:])))
        if near in SLIPS:
            return f"write {SLIPS[near]}"
        if near:
            return f"did you mean '{near}'? a word of your own is declared under 'things:'"
        return f"declare it: 'things: [{_one(word)}]'" if len(word) <= _LONGEST_THING else ""


def _one(word: str) -> str:
    """The singular that a plural was probably made from."""
    for ending, singular in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")):
        if word.endswith(ending):
            return word.removesuffix(ending) + singular
    return word.removesuffix("s") if not word.endswith("ss") else word


@lru_cache(maxsize=1024)
def _single(symbol: Symbol) -> Unit:
    return Unit(((symbol, 1),))


STANDARD = Vocabulary.standard()
