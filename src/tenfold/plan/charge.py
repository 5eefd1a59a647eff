"""A Need gets a price: the model's own, else the catalogue's, else it is Missing.

A Line is what remains of it on the bill. Its cost is money per month in the
model's currency, whatever the price was stated per.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from tenfold.errors import Problem, Rejected, Span
from tenfold.laws.law import Need
from tenfold.prices.catalogue import Ask, Catalogue, Missing, Offer
from tenfold.quantity.expr import Call, Const, Expr, Named, Origin, call
from tenfold.quantity.functions import shown
from tenfold.quantity.units import STANDARD, Unit

__all__ = ["Line", "charge", "monthly", "per_month"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the bill: item, quantity, unit price, monthly cost.

    A line without an offer has a price that is not known: it counts as nothing,
    and whatever rests on it knows that it lacks it. `stated_by` says who states
    the cost, whatever the price.
    """

    component: str
    item: str
    title: str
    quantity: Named | None
    price: Expr | None
    cost: Named
    offer: Offer | Missing | None = None
    stated_by: str = ""

    @property
    def lacks_price(self) -> bool:
        """Whether its price is missing, and its cost with it."""
        return isinstance(self.offer, Missing) and not self.stated_by


def monthly(currency: str) -> Unit:
    """Money per month, the unit that every bill is in."""
    return Unit(((STANDARD.symbols[currency], 1), (STANDARD.symbols["month"], -1)))


def charge(
    component: str,
    need: Need,
    price: Named | None,
    catalogue: Catalogue,
    currency: str,
    a_month: Callable[[Expr], Expr],
) -> Line:
    """The Line of a Need; `a_month` brings money to the model's currency per month."""
    offer = _offer(need.ask, price, catalogue)
    why = "quantity times unit price" if isinstance(offer, Offer) else "its price is missing"
    asked: Expr = _unknown(need.quantity, currency)
    if isinstance(offer, Offer):
        asked = offer.price
    cost = a_month(call("mul", need.quantity, asked))
    named = Named(f"{component}.{need.item}.cost", cost, Origin(doc=why))
    return Line(component, need.item, need.title, need.quantity, asked, named, offer)


def _unknown(quantity: Expr, currency: str) -> Const:
    """A price that is missing: nothing, and never taken for it."""
    unit = monthly(currency).times(quantity.unit, -1)
    return Const(Fraction(0), unit, "a price that is missing")


def _offer(ask: Ask, price: Named | None, catalogue: Catalogue) -> Offer | Missing:
    if price is None:
        return catalogue(ask)
    return Offer(price, price.origin.source or "stated in the model", price.origin.as_of)


def per_month(
    spent: Expr, currency: str, figure: Callable[[str], Expr | None], span: Span, what: str
) -> Expr:
    """Money per month in the model's currency; `Rejected` says what it is instead."""
    unit = monthly(currency)
    paid_in = spent.unit.money
    if paid_in and paid_in != currency:
        rate = figure(f"exchange.{paid_in}")
        if rate is None:
            told = f"{what} is paid in {paid_in}, the model counts in {currency}"
            mend = f"declare the rate: 'exchange: {{{paid_in}: ...}}'"
            raise Rejected([Problem("T302", told, span, mend)])
        spent = call("mul", spent, rate)
    if spent.unit.dimension != unit.dimension:
        told = f"{what} comes to {shown(spent.unit)}, and a bill is in {shown(unit)}"
        raise Rejected([Problem("T301", told, span, _price_mend(spent, unit))])
    return spent if spent.unit == unit else Call("as", (spent,), unit)


def _price_mend(spent: Expr, unit: Unit) -> str:
    """What a price is to be per, or not to be per."""
    over = spent.unit.times(unit, -1)
    extra = [symbol.word for symbol, power in over.factors if symbol.base and power == 1]
    lacking = [symbol.word for symbol, power in over.factors if symbol.base and power == -1]
    if len(extra) == len(lacking) == 1:
        return f"what is counted in '{extra[0]}' is not priced per '{lacking[0]}'"
    if extra and len(extra) == len([s for s, _ in over.factors if s.base]):
        return f"is the price per '{'/'.join(extra)}' too? then write it with '/{'/'.join(extra)}'"
    return "check what the price is per"
