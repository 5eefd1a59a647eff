"""A Price: what a month of something costs, by rates that may change with how much it is.

The cost of a quantity is an expression of the language: it is explained,
sampled and differentiated like any other, and has no branches. A rate that
nobody publishes stands as an unknown, so that what rests on it is "at least".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from tenfold.quantity.expr import Call, Const, Expr, Named, Origin, call, maximum, minimum, total
from tenfold.quantity.units import STANDARD, Unit

__all__ = [
    "Cost",
    "Price",
    "Tier",
    "a_month_of",
    "cost_of",
    "flat",
    "scaled",
    "several",
    "unknown_rate",
]


@dataclass(frozen=True, slots=True)
class Tier:
    """A rate, and the amount in a month up to which it holds; the last has no end.

    The rate is None where nobody publishes it.
    """

    up_to: Expr | None
    rate: Expr | None


@dataclass(frozen=True, slots=True)
class Price:
    """Rates by tier: each prices what lies in it, or, where `whole`, everything once it is reached.

    What is sold in `packages` is rounded up to whole ones; a month costs at least
    the `minimum`. `unit` is money per something.
    """

    tiers: tuple[Tier, ...]
    unit: Unit
    whole: bool = False
    packages: Expr | None = None
    minimum: Expr | None = None

    @property
    def rate(self) -> Expr | None:
        """The one rate, where there is only one, and nothing else to it."""
        plain = len(self.tiers) == 1 and self.packages is None and self.minimum is None
        return self.tiers[0].rate if plain else None


@dataclass(frozen=True, slots=True)
class Cost:
    """What a quantity costs, as it is priced; nobody publishes the `unknown` rates."""

    cost: Expr
    unknown: tuple[Expr, ...] = ()


def flat(rate: Expr) -> Price:
    """A Price of one rate."""
    return Price((Tier(None, rate),), rate.unit)


def scaled(price: Price, factor: Expr) -> Price:
    """A Price with all that it says of money taken by a factor: less a discount."""
    least = None if price.minimum is None else _times(price.minimum, factor, price.minimum.unit)
    return replace(_rates_times(price, factor, price.unit), minimum=least)


def several(price: Price, amount: Expr) -> Price:
    """The Price of a thing that holds an amount of what is priced: its tiers are reached sooner."""
    unit = price.unit if amount.unit.is_number else price.unit.times(amount.unit)
    taken = _rates_times(price, amount, unit)
    ends = (None if tier.up_to is None else call("div", tier.up_to, amount) for tier in taken.tiers)
    tiers = tuple(Tier(end, tier.rate) for end, tier in zip(ends, taken.tiers, strict=True))
    packages = None if price.packages is None else call("div", price.packages, amount)
    return replace(taken, tiers=tiers, packages=packages)


def _rates_times(price: Price, factor: Expr, unit: Unit) -> Price:
    rates = (None if t.rate is None else _times(t.rate, factor, unit) for t in price.tiers)
    tiers = tuple(Tier(t.up_to, rate) for t, rate in zip(price.tiers, rates, strict=True))
    return replace(price, tiers=tiers, unit=unit)


def _times(money: Expr, factor: Expr, unit: Unit) -> Expr:
    taken = call("mul", money, factor)
    return taken if taken.unit == unit else Call("as", (taken,), unit)


def unknown_rate(unit: Unit) -> Const:
    """A price that nobody knows: nothing, and never taken for it."""
    return Const(Fraction(0), unit, "a price that is missing")


def cost_of(price: Price, quantity: Expr, name: str) -> Cost:
    """What a quantity costs; `name` is what its parts are called by when they are explained."""
    unknown: list[Expr] = []
    rates = [_rate(tier, price.unit, unknown) for tier in price.tiers]
    bought = quantity
    if price.packages is not None:
        bought = Named(f"{name}.packages", call("ceil", quantity, price.packages), _WHOLE)
    if len(rates) == 1:
        cost = call("mul", bought, rates[0])
    elif price.whole:
        cost = call("mul", bought, _reached(price, rates, bought))
    else:
        parts = list(_parts(price, rates, bought, name))
        cost = total(parts, parts[0].unit)
    if price.minimum is not None:
        cost = maximum(cost, price.minimum)
    return Cost(cost, tuple(unknown))


_WHOLE = Origin(doc="sold in whole packages")


def _rate(tier: Tier, unit: Unit, unknown: list[Expr]) -> Expr:
    if tier.rate is not None:
        return tier.rate
    rate = unknown_rate(unit)
    unknown.append(rate)
    return rate


def _parts(price: Price, rates: list[Expr], bought: Expr, name: str) -> Iterator[Expr]:
    """The cost of each tier: its rate for what lies between its ends."""
    nothing = Const(Fraction(0), bought.unit)
    start: Expr | None = None
    for place, (tier, rate) in enumerate(zip(price.tiers, rates, strict=True), start=1):
        inside = bought if start is None else maximum(bought - start, nothing)
        if tier.up_to is not None:
            inside = minimum(inside, tier.up_to if start is None else tier.up_to - start)
        start = tier.up_to
        yield Named(f"{name}.tier_{place}", call("mul", inside, rate), Origin(doc=_told(place)))


def _told(place: int) -> str:
    return "what lies in the first tier" if place == 1 else f"what lies in tier {place}"


def _reached(price: Price, rates: list[Expr], bought: Expr) -> Expr:
    """The rate of the tier that the whole amount reaches."""
    found = rates[-1]
    for tier, rate in zip(reversed(price.tiers[:-1]), reversed(rates[:-1]), strict=True):
        if tier.up_to is not None:
            found = call("if", call("le", bought, tier.up_to), rate, found)
    return found


def a_month_of(unit: Unit, bought: Unit) -> Unit:
    """What a month of something is counted in: of `$/GiB` and bytes a day, GiB a month."""
    factors = [
        (symbol, -power)
        for symbol, power in unit.factors
        if symbol.base not in {"", "time"} and not symbol.is_currency
    ]
    if any(symbol.base == "time" and power == -1 for symbol, power in bought.factors):
        factors.append((STANDARD.symbols["month"], -1))
    return Unit(tuple(factors))
