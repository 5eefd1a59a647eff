"""A Need gets an Offer: the model's own price, else the catalogue's, else it is Missing.

Where list prices are preferred, a stated price gives way to the list's if there
is one. What a scenario, a strategy or a `set` makes of a price it makes of the
one that stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from tenfold.errors import Problem, Rejected, Span
from tenfold.laws.law import Need
from tenfold.model.model import Change, Figure
from tenfold.plan.buying import discounts_on, known_term
from tenfold.plan.desk import Desk
from tenfold.plan.figure import Place, declared, layered
from tenfold.plan.graph import Pin
from tenfold.prices.catalogue import Ambiguous, Answer, Ask, Missing, Piece, Quote
from tenfold.prices.offer import Offer
from tenfold.prices.price import Price, Tier, flat, scaled, several
from tenfold.prices.quote import amount_of, origin_of, price_of, rented
from tenfold.prices.row import Row, is_commitment
from tenfold.quantity.expr import Call, Const, Expr, Named, Origin, ancestors, call
from tenfold.quantity.functions import UnitMismatch
from tenfold.quantity.units import PERCENT, Unit

__all__ = ["LIST", "Stated", "offer_for"]

LIST = "the price list"
"""Who sets a price in place of a stated one."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Where the model states a price: its name, what is written, and how it is bound."""

    name: str
    figure: Figure | None
    place: Place
    span: Span
    bound: Named | None = None


def offer_for(desk: Desk, need: Need, stated: Stated) -> Offer | Missing:
    """The price of a Need; `Rejected` where several would do."""
    answer = _answer(desk, need.ask, stated)
    if isinstance(answer, Quote):
        try:
            return _of_the_list(desk, need, stated, answer)
        except UnitMismatch as error:
            what = f"'{need.ask.product}' of {desk.label}: {error.what}"
            where = _asked_at(desk, need.ask, stated)
            mend = error.mend or "say how much of each is in one: '10 GiB of gcp/redis-basic-m2'"
            raise Rejected([Problem("T301", what, where, mend)]) from None
    bound = stated.bound if stated.bound is not None else _as_set(desk, need, stated)
    if bound is not None:
        origin = bound.origin
        return Offer(flat(bound), origin.source or "stated in the model", origin.as_of)
    return answer


def _as_set(desk: Desk, need: Need, stated: Stated) -> Named | None:
    """A price that is set where none is stated."""
    setting = desk.law.setting(need.ask.stated)
    if setting is None or setting.name not in desk.changed:
        return None
    return desk.setting(setting) if stated.name == desk.full(setting.name) else None


def _answer(desk: Desk, ask: Ask, stated: Stated) -> Quote | Missing:
    """What the catalogue says, asked only where it matters."""
    world = desk.world
    if stated.bound is not None and not world.bought.listed:
        return Missing(ask, "")
    if "/" in ask.product:
        known_term(ask.term, desk.place("term"))
    answer: Answer = world.catalogue.answer(ask, world.bought.terms, world.model.buying.own)
    if isinstance(answer, Ambiguous):
        raise Rejected([Problem("T602", answer.what, _asked_at(desk, ask, stated), answer.mend)])
    return answer


def _asked_at(desk: Desk, ask: Ask, stated: Stated) -> Span:
    """Where the product is named; else where the price would stand."""
    for setting in desk.component.settings.values():
        if setting.formula.text.strip() == ask.product:
            return setting.formula.span
    return stated.span


# -- from a quote to an offer ----------------------------------------------------------


def _of_the_list(desk: Desk, need: Need, stated: Stated, quote: Quote) -> Offer | Missing:
    committed = {is_commitment(piece.row) for piece in quote.pieces if piece.row is not None}
    mixed = len(committed) > 1
    pieces = [
        _Priced(desk, need, stated.name, piece, len(quote.pieces), mixed) for piece in quote.pieces
    ]
    prices = [priced.price() for priced in pieces]
    price = prices[0]
    if len(prices) > 1:
        rates = [found.rate for found in prices]
        if None in rates:
            return Missing(need.ask, "what is priced in tiers cannot be a part of something")
        price = flat(_sum([rate for rate in rates if rate is not None]))
    rows = tuple(piece.row for piece in quote.pieces if piece.row is not None)
    price, by = _standing(desk, stated, price, rows)
    if by:
        return Offer(price, f"set by {by}")
    return Offer(
        price, _source(quote), min(_seen_on(desk, quote), default=""), rows,
        tuple(piece.own for piece in quote.pieces if piece.own),
    )  # fmt: skip


def _seen_on(desk: Desk, quote: Quote) -> Iterator[str]:
    """The days that its prices are of, where they say them."""
    for piece in quote.pieces:
        if piece.row is not None:
            yield piece.row.seen_on
        else:
            rates = desk.world.model.buying.own[piece.own].rates
            yield from (figure.as_of for _, figure in rates if figure.as_of)


def _sum(rates: list[Expr]) -> Expr:
    found = rates[0]
    for rate in rates[1:]:
        found = call("add", found, rate)
    return found


def _source(quote: Quote) -> str:
    told = []
    for piece in quote.pieces:
        amount = "" if piece.part.amount == "1" else f"{piece.part.amount} x "
        if piece.row is None:
            told.append(f"{amount}{piece.own}, own price")
        else:
            bought = piece.remark or piece.row.term.replace("_", " ")
            told.append(f"{amount}{piece.row.product}, {piece.row.region}, {bought}")
    return " + ".join(told)


def _standing(desk: Desk, stated: Stated, price: Price, rows: tuple[Row, ...]) -> tuple[Price, str]:
    """The list's price as a figure of the component, with what is set on top of it.

    Where something is set in its place that has nothing of it, also who sets it.
    """
    rate = price.rate
    layers = desk.take(stated.name.removeprefix(desk.full("")))
    if rate is None:
        return _in_place_of_tiers(desk, stated, price, layers)
    origin = Origin(doc="the list price of its parts")
    if len(rows) == 1:
        origin = origin_of(rows[0])
    elif not rows and isinstance(rate, Named):
        origin = rate.origin
    named = rate if isinstance(rate, Named) and rate.name == stated.name else None
    named = named or Named(stated.name, rate, origin)
    final, _ = layered(replace(stated.place, wanted=named.unit), named, layers)
    final = final or named
    desk.pins[:] = [pin for pin in desk.pins if pin.name != stated.name]
    before = None if stated.figure is None else declared(stated.place, stated.figure)
    if before is not None or final is not named:
        by = LIST if final is named else final.origin.pinned_by
        desk.pins.append(Pin(stated.name, by, final, before or named))
    builds_on_it = any(node is named for node in ancestors([final]))
    return flat(final), "" if builds_on_it else final.origin.pinned_by


def _in_place_of_tiers(
    desk: Desk, stated: Stated, price: Price, layers: list[Change]
) -> tuple[Price, str]:
    """A price in tiers, unless one is set in its place; none builds on it."""
    for change in layers:
        spoken = desk.world.formulas.references(change.figure.formula)
        if any(reference.name == stated.name for reference in spoken):
            what = f"'{stated.name}' is a price in tiers, and nothing is built on it"
            mend = "set one price, or take something off under 'prices: discounts:'"
            raise Rejected([Problem("T505", what, change.figure.span, mend)])
    final, pins = layered(replace(stated.place, wanted=price.unit), None, layers)
    desk.pins += pins
    return (price, "") if final is None else (flat(final), final.origin.pinned_by)


@dataclass(frozen=True, slots=True)
class _Priced:
    """One piece of a quote, on its way to a Price."""

    desk: Desk
    need: Need
    name: str
    piece: Piece
    beside: int
    mixed: bool

    def price(self) -> Price:
        """Its rates, less what is taken off them, for as much of it as there is in one."""
        bought = self.need.quantity.unit
        row = self.piece.row
        if row is None:
            price = self.own()
        else:
            price = price_of(row, bought, self.called(row))
            for factor in self.factors(row):
                price = scaled(price, factor)
        if self.piece.part.amount != "1":
            price = several(price, amount_of(self.piece.part.amount, price.unit, bought))
        return price

    def called(self, row: Row) -> str:
        """The name of a rate: that of the setting, where nothing else is done to it."""
        plain = self.beside == 1 and self.piece.part.amount == "1"
        plain = plain and not any(True for _ in self.factors(row))
        return self.name if plain else f"{self.name} of {row.product}"

    def factors(self, row: Row) -> Iterator[Expr]:
        """What a list price is multiplied by: sustained use, each discount, what is held idle."""
        world = self.desk.world
        sustained = row.attributes.get("sustained", "")
        if world.bought.terms.sustained_use and sustained and row.term == "on_demand":
            left = Const((1 - Fraction(sustained)) * 100, Unit(PERCENT.factors))
            yield Named(
                "sustained use", left, Origin(doc="a full month of use, as self-serve accounts pay")
            )
        for discount in discounts_on(row, world.model.buying.discounts):
            off = world.figure(f"discounts.{discount.name}")
            if off is not None:
                yield call("sub", Const(Fraction(1)), off)
        if self.mixed and is_commitment(row) and self.need.held is not None:
            held = call("div", self.need.held, self.need.quantity)
            yield Named(
                "held for each in use", held, Origin(doc="a commitment is paid for idle too")
            )

    def rented(self, rate: Named) -> Named:
        """A price of the model's own in the word of what is rented."""
        unit = rented(rate.unit, self.need.quantity.unit)
        if unit == rate.unit or self.need.ask.meter != "instance":
            return rate
        renamed = call("mul", rate, Const(Fraction(1), unit.times(rate.unit, -1)))
        return Named(rate.name, Call("as", (renamed,), unit), rate.origin)

    def own(self) -> Price:
        """The model's own price of a product."""
        world = self.desk.world
        own = world.model.buying.own[self.piece.own]
        tiers = []
        for up_to, figure in own.rates:
            key = f"{self.piece.own} {figure.name}"
            place = Place(self.piece.own, world, world.scope, key=key)
            rate = self.rented(declared(place, figure))
            end = None if up_to is None else world.formulas.bind(up_to, world.scope, key="")
            tiers.append(Tier(end, rate))
        return Price(tuple(tiers), tiers[0].rate.unit if tiers[0].rate is not None else Unit())
