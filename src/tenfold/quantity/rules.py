"""Rules: how a function of the language says which units it takes, and what it is.

A rule says which units go in and which comes out, or raises `UnitMismatch`
with the mend. What every rule is made with lives here; the functions stand in
`functions` and `capacity`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from tenfold.errors import TenfoldError
from tenfold.quantity.units import NUMBER, PERCENT, Unit

__all__ = ["DIVIDED", "Function", "Reach", "UnitMismatch", "missing_factor", "same_unit", "shown"]

Rule = Callable[..., Unit]

DIVIDED = "something is divided by zero"
_UNIT_SHOWN_AT_MOST = 60


class UnitMismatch(TenfoldError):
    """Quantities that cannot meet; `arg` is the place of the one at fault."""

    def __init__(self, what: str, mend: str = "", arg: int | None = None, verb: str = "") -> None:
        super().__init__(what, mend, arg, verb)
        self.what, self.mend, self.arg, self.verb = what, mend, arg, verb

    def __str__(self) -> str:
        return f"{self.what}; {self.mend}" if self.mend else self.what


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a function is known to be true: what of it, from where to where.

    `of` gives that number from the arguments and the result, in base units.
    """

    what: str
    least: Fraction
    most: Fraction
    of: Callable[..., Fraction]
    beyond: str
    """What is so beyond it, and what to do."""
    unit: Unit = NUMBER


@dataclass(frozen=True, slots=True)
class Function:
    """One function of the language. `most` is None where it takes any number of arguments."""

    name: str
    least: int
    most: int | None
    rule: Rule
    exact: Callable[..., Fraction]
    meaning: str
    example: str = ""
    source: str = "arithmetic"
    reach: tuple[Reach, ...] = ()
    lost: str = DIVIDED
    """Why it has no value, where its arguments have one."""


def shown(unit: Unit) -> str:
    """A unit as errors show it: in brackets, and cut where it runs on."""
    text = str(unit)
    if len(text) > _UNIT_SHOWN_AT_MOST:
        text = text[: _UNIT_SHOWN_AT_MOST - 3] + "..."
    return f"[{text}]" if text else "[plain number]"


def missing_factor(first: Unit, second: Unit) -> str:
    """What would make two units meet, where that can be told in a sentence."""
    if not first.is_number and first.times(second).is_number:
        return "one is the other turned over: divide 1 by one of them"
    ratio = first.times(second, -1)
    extra = [(symbol, power) for symbol, power in ratio.factors if symbol.base]
    currencies = [symbol for symbol, _ in extra if symbol.is_currency]
    if len(currencies) == len(extra) == 2 and sum(power for _, power in extra) == 0:
        return "declare the rate under 'exchange:' and convert with 'as'"
    if len(extra) != 1 or abs(extra[0][1]) != 1:
        return ""
    (symbol, power) = extra[0]
    small, big = (second, first) if power > 0 else (first, second)
    if small.is_number:
        return f"give the plain number a unit: '1 {symbol.word}'"
    return f"multiply {shown(small)} by something in [{symbol.word}], or divide {shown(big)} by it"


def same_unit(verb: str, units: tuple[Unit, ...]) -> Unit:
    """The unit that several share, the first's; `verb` says what was to be done with them."""
    first = units[0]
    for place, unit in enumerate(units[1:], start=1):
        if unit.dimension != first.dimension:
            what = f"cannot {verb} {shown(first)} and {shown(unit)}"
            what += ": they do not measure the same thing"
            raise UnitMismatch(what, _mend(first, unit, verb), place, verb)
    if first.is_number:
        if all(any(symbol.base for symbol, _ in unit.factors) for unit in units):
            return first  # hours a month
        return PERCENT if all(unit == PERCENT for unit in units) else NUMBER
    return first


def _mend(first: Unit, second: Unit, verb: str) -> str:
    if PERCENT in (first, second) and verb in ("add", "subtract"):
        sign = "+" if verb == "add" else "-"
        return f"write 'x * (1 {sign} 20%)' for a percentage of x"
    return missing_factor(first, second)
