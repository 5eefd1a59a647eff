"""Why a figure is what it is: from the answer back to lines and sources.

`why` walks the same nodes that are evaluated, so it cannot tell another story.
Each step shows the formula, the formula with its values, and every conversion
that stands between them, the calendar's included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tenfold.quantity.expr import Const, Draw, Expr, Named, Origin, ancestors
from tenfold.quantity.show import amount, number, readable, words
from tenfold.quantity.tape import Value
from tenfold.quantity.units import Calendar, Symbol, Unit

__all__ = ["Reason", "why"]

_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Reason:
    """One figure, what it is worth, and the reasons behind it."""

    name: str
    value: str
    formula: str = ""
    working: str = ""
    conversions: tuple[str, ...] = ()
    doubt: str = ""
    origin: Origin = Origin()
    told_above: bool = False
    children: tuple[Reason, ...] = ()


def why(figure: Named, worth: Callable[[Expr], Value], calendar: Calendar) -> Reason:
    """The derivation of a figure; `worth` gives the value of any node below it."""
    return _Teller(worth, calendar, set()).tell(figure, 0)


@dataclass(slots=True)
class _Teller:
    worth: Callable[[Expr], Value]
    calendar: Calendar
    told: set[str]

    def tell(self, figure: Named, depth: int) -> Reason:
        value = self.say(figure)
        body = figure.body
        origin = figure.origin
        if isinstance(body, Const):
            return Reason(figure.name, value, body.text if body.text != value else "", origin=origin)
        if isinstance(body, Draw):
            return Reason(figure.name, value, body.text, doubt=body.spread.says(), origin=origin)
        formula = words(body)
        if figure.name in self.told or depth > _DEEPEST:
            return Reason(figure.name, value, formula, origin=origin, told_above=True)
        self.told.add(figure.name)
        used = list(_mentioned(body))
        shown = {id(node): self.say(node) for node in used}
        working = "" if isinstance(body, Named) else words(body, values=shown)
        children = tuple(self.tell(node, depth + 1) for node in used)
        return Reason(
            figure.name, value, formula, working, tuple(self.conversions(figure, used)),
            origin=origin, children=children,
        )  # fmt: skip

    def say(self, node: Expr) -> str:
        return amount(self.worth(node), node.unit, self.calendar)

    def shown_unit(self, node: Expr) -> Unit:
        value = self.worth(node)
        return node.unit if value is None else readable(value, node.unit, self.calendar)

    def conversions(self, figure: Named, used: list[Named]) -> Iterator[str]:
        """Every pair of words for one dimension that this step goes between."""
        units = [self.shown_unit(node) for node in (figure, *used)]
        units += [n.unit for n in ancestors([figure.body], lambda n: isinstance(n, Named)) if isinstance(n, Const)]
        words_by_base: dict[str, dict[str, Symbol]] = {}
        for unit in units:
            for symbol, _ in unit.factors:
                if symbol.base and not symbol.is_thing:
                    words_by_base.setdefault(symbol.base, {})[symbol.word] = symbol
        for found in words_by_base.values():
            by_size = sorted(found.values(), key=lambda s: (_one(s).scale(self.calendar), s.word))
            for small, big in zip(by_size, by_size[1:], strict=False):
                yield self.convert(small, big)

    def convert(self, small: Symbol, big: Symbol) -> str:
        times = _one(big).scale(self.calendar) / _one(small).scale(self.calendar)
        many = number(times, letters=False)
        calendar = " (the model's calendar)" if big.calendar != small.calendar else ""
        return f"1 {big.word} = {many} {small.plural if times != 1 else small.word}{calendar}"


def _one(symbol: Symbol) -> Unit:
    return Unit(((symbol, 1),))


def _mentioned(body: Expr) -> Iterator[Named]:
    """The figures that a formula speaks of directly, each once."""
    for node in ancestors([body], lambda n: isinstance(n, Named)):
        if isinstance(node, Named):
            yield node
