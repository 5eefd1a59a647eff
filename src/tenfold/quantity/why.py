"""Why a figure is what it is: from the answer back to lines and sources.

`why` walks the same nodes that are evaluated, so it cannot tell another story.
Each step shows the formula, the formula with its values, and every conversion
that stands between them, the calendar's included. A figure is told once; one of
the same name in another world (before a strategy, after it) is another figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from tenfold.quantity.expr import Const, Draw, Expr, Named, Origin, ancestors
from tenfold.quantity.show import amount, number, readable, words
from tenfold.quantity.tape import Value
from tenfold.quantity.units import Calendar, Symbol, Unit, digits

__all__ = ["Reason", "why"]

_DEEPEST: Final = 40
_DIGITS_OF_A_RATE: Final = 14


@dataclass(frozen=True, slots=True)
class Reason:
    """One figure, what it is worth, and the reasons behind it."""

    name: str
    value: str
    formula: str = ""
    working: str = ""
    conversions: tuple[str, ...] = ()
    doubt: str = ""
    origin: Origin = field(default=Origin())
    told_above: bool = False
    """Its reasons stand elsewhere in the same telling."""
    children: tuple[Reason, ...] = ()
    cut_off: bool = False
    """Its reasons lie too deep to be told here; ask for them by its name."""


def why(figure: Named, worth: Callable[[Expr], Value], calendar: Calendar) -> Reason:
    """The derivation of a figure; `worth` gives the value of any node below it."""
    return _Teller(worth, calendar, set()).tell(figure, 0)


@dataclass(slots=True)
class _Teller:
    worth: Callable[[Expr], Value]
    calendar: Calendar
    told: set[int]

    def tell(self, figure: Named, depth: int) -> Reason:
        value, body, origin = self.say(figure), figure.body, figure.origin
        if isinstance(body, Const):
            stated = words(body)
            return Reason(figure.name, value, stated if stated != value else "", origin=origin)
        if isinstance(body, Draw):
            return Reason(figure.name, value, body.text, doubt=body.spread.says(), origin=origin)
        if id(figure) in self.told:
            return Reason(figure.name, value, words(body), origin=origin, told_above=True)
        if depth > _DEEPEST:
            return Reason(figure.name, value, words(body), origin=origin, cut_off=True)
        self.told.add(id(figure))
        inside = list(ancestors([body], _is_named))
        used = [node for node in inside if isinstance(node, Named)]
        shown = {id(node): self.say(node) for node in used}
        return Reason(
            figure.name,
            value,
            formula=words(body),
            working="" if isinstance(body, Named) else words(body, values=shown),
            conversions=tuple(self.conversions(figure, inside)),
            doubt="; ".join(f"{n.text}: {n.spread.says()}" for n in inside if isinstance(n, Draw)),
            origin=origin,
            children=tuple(self.tell(node, depth + 1) for node in used),
        )

    def say(self, node: Expr) -> str:
        return amount(self.worth(node), node.unit, self.calendar)

    def shown_unit(self, node: Expr) -> Unit:
        value = self.worth(node)
        return node.unit if value is None else readable(value, node.unit, self.calendar)

    def conversions(self, figure: Named, inside: list[Expr]) -> Iterator[str]:
        """Every pair of words for one dimension that this step goes between."""
        units = [self.shown_unit(node) for node in (figure, *inside) if isinstance(node, Named)]
        units += [node.unit for node in inside if isinstance(node, (Const, Draw))]
        words_by_base: dict[str, dict[str, Symbol]] = {}
        for unit in units:
            for symbol, _ in unit.factors:
                if symbol.base and not symbol.is_thing:
                    words_by_base.setdefault(symbol.base, {})[symbol.word] = symbol
        for found in words_by_base.values():
            by_size = sorted(found.values(), key=lambda s: (self.size(s), s.word))
            for small, big in pairwise(by_size):
                yield self.convert(small, big)

    def size(self, symbol: Symbol) -> Value:
        return Unit(((symbol, 1),)).scale(self.calendar)

    def convert(self, small: Symbol, big: Symbol) -> str:
        times = Unit(((big, 1), (small, -1))).scale(self.calendar)
        exactly = digits(times)
        many = (
            exactly
            if exactly and len(exactly) <= _DIGITS_OF_A_RATE
            else number(times, letters=False)
        )
        calendar = " (the model's calendar)" if big.calendar != small.calendar else ""
        return f"1 {big.word} = {many} {small.plural}{calendar}"


def _is_named(node: Expr) -> bool:
    return isinstance(node, Named)
