"""A priced Need becomes a Line of the bill: item, quantity, unit price, monthly cost.

Its cost is money per month in the model's currency, whatever the price was
stated per.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tenfold.errors import Problem, Rejected, Span
from tenfold.laws.law import Need
from tenfold.prices.catalogue import Missing
from tenfold.prices.offer import Offer
from tenfold.prices.price import cost_of, flat, unknown_rate
from tenfold.quantity.expr import Call, Expr, Named, Origin, call
from tenfold.quantity.functions import shown
from tenfold.quantity.units import STANDARD, Unit

__all__ = ["Line", "charge", "monthly", "per_month"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the bill: item, quantity, unit price, monthly cost.

    `unknown` are rates that nobody knows: each counts as nothing, and whatever
    rests on it knows that it lacks it. Where there are tiers, the unit price is
    what one comes to on average. `stated_by` says who states the cost, whatever
    the price.
    """

    component: str
    item: str
    title: str
    quantity: Named | None
    price: Expr | None
    cost: Named
    offer: Offer | Missing | None = None
    unknown: tuple[Expr, ...] = ()
    stated_by: str = ""

    @property
    def lacks_price(self) -> bool:
        """Whether its price is missing, or some of it, and its cost with it."""
        return bool(self.unknown) and not self.stated_by


def monthly(currency: str) -> Unit:
    """Money per month, the unit that every bill is in."""
    return Unit(((STANDARD.symbols[currency], 1), (STANDARD.symbols["month"], -1)))


def charge(
    component: str,
    need: Need,
    offer: Offer | Missing,
    currency: str,
    a_month: Callable[[Expr], Expr],
    called: str,
) -> Line:
    """The Line of a Need; `a_month` brings money to the model's currency per month.

    `called` is the name of its unit price, where that is worked out.
    """
    name = f"{component}.{need.item}"
    quantity, why = need.quantity, "quantity times unit price"
    if isinstance(offer, Missing):
        price, why = (
            flat(unknown_rate(monthly(currency).times(quantity.unit, -1))),
            "its price is missing",
        )
    else:
        price = offer.price
        if offer.committed and need.held is not None:
            quantity = need.held
    found = cost_of(price, quantity, name)
    unknown = (
        found.unknown if isinstance(offer, Offer) else tuple(t.rate for t in price.tiers if t.rate)
    )
    cost = Named(f"{name}.cost", a_month(found.cost), Origin(doc=why))
    rate = price.rate if price.rate is not None else _on_average(cost, quantity, price.unit, called)
    return Line(component, need.item, need.title, quantity, rate, cost, offer, unknown)


def _on_average(cost: Named, quantity: Expr, unit: Unit, called: str) -> Expr:
    """What one comes to, where there are tiers; unknown where there is nothing to be paid for."""
    one = call("div", cost, quantity)
    told = Call("as", (one,), unit) if one.unit.dimension == unit.dimension else one
    return Named(called, told, Origin(doc="on average over its tiers"))


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
