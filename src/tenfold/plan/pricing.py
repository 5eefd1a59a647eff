"""A Need gets an Offer: the model's own price, else the catalogue's, else it is Missing.

Where list prices are preferred, a stated price gives way to the list's if there
is one. What a scenario, a strategy or a `set` makes of a price it makes of the
one that stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from tenfold.errors import Problem, Rejected, Span, Words
from tenfold.laws.law import Need
from tenfold.model.model import Change, Figure
from tenfold.plan.buying import discounts_on, known_term
from tenfold.plan.desk import Desk
from tenfold.plan.figure import Place, declared, layered
from tenfold.plan.graph import Pin
from tenfold.prices.catalogue import Ambiguous, Answer, Ask, Missing, Piece, Quote
from tenfold.prices.offer import Offer
from tenfold.prices.price import Price, Tier, a_month_of, cost_of, flat, scaled, several
from tenfold.prices.quote import amount_of, origin_of, price_of, rented
from tenfold.prices.row import Row, is_commitment
from tenfold.quantity.expr import Call, Const, Expr, Named, Origin, ancestors, call, maximum
from tenfold.quantity.functions import UnitMismatch
from tenfold.quantity.units import CALENDAR, PERCENT, Unit

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
    held = any(_is_held(desk, need.ask, piece) for piece in quote.pieces)
    pieces = [
        _Priced(desk, need, stated.name, piece, len(quote.pieces), held) for piece in quote.pieces
    ]
    prices = [priced.price() for priced in pieces]
    price = prices[0]
    if len(prices) > 1:
        rates = [found.rate for found in prices]
        if None in rates:
            return Missing(need.ask, "what is priced in tiers cannot be a part of something")
        price = flat(_sum([rate for rate in rates if rate is not None]))
    rows = tuple(piece.row for piece in quote.pieces if piece.row is not None)
    price, by = _standing(desk, stated, price, need, rows)
    if by:
        return Offer(price, f"set by {by}", committed=held)
    return Offer(
        price, _source(quote), min(_seen_on(desk, quote), default=""), rows,
        tuple(piece.own for piece in quote.pieces if piece.own), held,
        next((piece.remark for piece in quote.pieces if piece.remark), ""),
    )  # fmt: skip


def _is_held(desk: Desk, ask: Ask, piece: Piece) -> bool:
    """Whether a part is committed to; one at the model's own price is, where the term says so."""
    if piece.row is not None:
        return is_commitment(piece.row)
    return (ask.term or desk.world.bought.terms.term).startswith("commit")


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


def _standing(
    desk: Desk, stated: Stated, price: Price, need: Need, rows: tuple[Row, ...]
) -> tuple[Price, str]:
    """The list's price as a figure of the component, with what is set on top of it.

    Where something is set in its place that has nothing of it, also who sets it.
    """
    rate = price.rate
    layers = desk.take(stated.name.removeprefix(desk.full("")))
    if rate is None:
        return _on_tiers(stated, price, need, layers, desk.pins)
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


def _on_tiers(
    stated: Stated, price: Price, need: Need, layers: list[Change], pins: list[Pin]
) -> tuple[Price, str]:
    """A price in tiers; what is set on top of it is set on what one comes to on average."""
    if not layers:
        return price, ""
    bought = need.quantity
    least = Const(Fraction(1, 10**9), a_month_of(price.unit, bought.unit))
    cost = cost_of(price, bought, stated.name)
    one = Call("as", (call("div", cost.cost, maximum(bought, least)),), price.unit)
    named = Named(stated.name, one, Origin(doc="on average over its tiers"))
    final, changed = layered(replace(stated.place, wanted=price.unit), named, layers)
    pins += changed
    final = final or named
    builds_on_it = any(node is named for node in ancestors([final]))
    if builds_on_it and cost.unknown:
        what = f"'{stated.name}' builds on a price list that does not say what all of it costs"
        mend = "set a price, or say the tier that is missing under 'prices: own:'"
        raise Rejected([Problem("T505", what, layers[-1].figure.span, mend)])
    return flat(final), "" if builds_on_it else final.origin.pinned_by


@dataclass(frozen=True, slots=True)
class _Priced:
    """One piece of a quote, on its way to a Price."""

    desk: Desk
    need: Need
    name: str
    piece: Piece
    beside: int
    held: bool

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
        """What a list price is multiplied by: sustained use, each discount, what is in use."""
        world = self.desk.world
        sustained = row.attributes.get("sustained", "")
        if world.bought.terms.sustained_use and sustained and row.term == "on_demand":
            left = Const((1 - Fraction(sustained)) * 100, Unit(PERCENT.factors))
            yield Named(
                "left after sustained use",
                left,
                Origin(doc="taken for what runs on average, all month; invoiced accounts get none"),
            )
        for discount in discounts_on(row, world.model.buying.discounts):
            off = world.figure(f"discounts.{discount.name}")
            if off is not None:
                yield call("sub", Const(Fraction(1)), off)
        if self.held and not is_commitment(row) and self.need.held is not None:
            held = self.need.held
            used = call("div", self.need.quantity, maximum(held, Const(Fraction(1), held.unit)))
            yield Named("in use of what is held", used, Origin(doc="what is not committed to"))

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
        tiers: list[Tier] = []
        for up_to, figure in own.rates:
            key = f"{self.piece.own} {figure.name}"
            place = Place(self.piece.own, world, world.scope, key=key)
            rate = self.rented(declared(place, figure))
            end = None if up_to is None else world.formulas.bind(up_to, world.scope, key="")
            _refuse_odd(end, tiers, figure, up_to)
            tiers.append(Tier(end, rate))
        return Price(tuple(tiers), tiers[0].rate.unit if tiers[0].rate is not None else Unit())


def _refuse_odd(end: Expr | None, below: list[Tier], figure: Figure, up_to: Words | None) -> None:
    """A price of the model's own that is less than nothing, or tiers that do not ascend."""
    if figure.formula.text.lstrip().startswith(("-", "−")):
        what = f"a price cannot be below none: '{figure.formula.text}'"
        mend = "a discount goes under 'discounts:'"
        raise Rejected([Problem("T503", what, figure.formula.span, mend)])
    last = below[-1].up_to if below else None
    if up_to is None or not isinstance(end, Const):
        return
    least = last.number * last.unit.scale(CALENDAR) if isinstance(last, Const) else Fraction(0)
    if end.number * end.unit.scale(CALENDAR) <= least:
        what = f"the tiers do not ascend: '{up_to.text}' is no more than the one before it"
        raise Rejected([Problem("T503", what, up_to.span, "write the smallest first")])
