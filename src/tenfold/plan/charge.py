"""A Need gets a price: the model's own, else the catalogue's, else it is Missing.

A Line is what remains of it on the bill. Its cost is money per month in the
model's currency, whatever the price was stated per.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tenfold.errors import Problem, Rejected, Span
from tenfold.laws.law import Need
from tenfold.prices.catalogue import Ask, Catalogue, Missing, Offer
from tenfold.quantity.expr import Call, Expr, Named, Origin, call
from tenfold.quantity.units import STANDARD, Unit

__all__ = ["Line", "charge", "monthly", "per_month"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the bill: item, quantity, unit price, monthly cost."""

    component: str
    item: str
    title: str
    quantity: Named | None
    offer: Offer | Missing
    cost: Named | None


def monthly(currency: str) -> Unit:
    """Money per month, the unit that every bill is in."""
    return Unit(((STANDARD.symbols[currency], 1), (STANDARD.symbols["month"], -1)))


def charge(
    component: str,
    need: Need,
    prices: Mapping[str, Named],
    catalogue: Catalogue,
    convert: Callable[[Expr, Span], Expr],
    place: Callable[[str], Span],
) -> Line:
    """The Line of a Need; `convert` brings money to the model's currency per month."""
    offer = _offer(need.ask, prices, catalogue)
    if isinstance(offer, Missing):
        return Line(component, need.item, need.title, need.quantity, offer, None)
    spent = call("mul", need.quantity, offer.price)
    span = place(need.ask.stated)
    cost = convert(spent, span)
    name = f"{component}.{need.item}.cost"
    return Line(component, need.item, need.title, need.quantity, offer, Named(name, cost, Origin(doc="quantity times unit price")))


def _offer(ask: Ask, prices: Mapping[str, Named], catalogue: Catalogue) -> Offer | Missing:
    stated = prices.get(ask.stated)
    if stated is None:
        return catalogue(ask)
    origin = stated.origin
    return Offer(stated, origin.source or "stated in the model", origin.as_of, stated=True)


def per_month(spent: Expr, currency: str, rate: Callable[[str], Expr | None], span: Span, what: str) -> Expr:
    """Money per month in the model's currency; `Rejected` says what it is instead."""
    unit = monthly(currency)
    if spent.unit.money and spent.unit.money != currency:
        exchange = rate(spent.unit.money)
        if exchange is None:
            code = spent.unit.money
            raise Rejected([Problem("T302", f"{what} is paid in {code}, the model counts in {currency}", span, f"declare the rate: 'exchange: {{{code}: ...}}'")])
        spent = call("mul", spent, exchange)
    if spent.unit.dimension != unit.dimension:
        mend = _price_mend(spent, unit)
        raise Rejected([Problem("T301", f"{what} comes to [{spent.unit}], and a bill is in [{unit}]", span, mend)])
    return Call("as", (spent,), unit)


def _price_mend(spent: Expr, unit: Unit) -> str:
    over = spent.unit.times(unit, -1)
    extra = [(symbol.word, power) for symbol, power in over.factors if symbol.base]
    below = "".join(f"/{word}" for word, power in extra for _ in range(power))
    if below and all(power > 0 for _, power in extra):
        return f"is the price per '{below[1:]}' too? then write it with '{below}'"
    return "check what the price is per"
