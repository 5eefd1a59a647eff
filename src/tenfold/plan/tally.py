"""The bill of one component: its lines, what is set in their place, and their sum.

Whatever is set, the lines add up to the cost: where the cost itself is stated,
a line of its own holds what the others do not come to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from tenfold.errors import Problem, Rejected, did_you_mean
from tenfold.laws.law import Need, Setting, Sizing
from tenfold.model.model import BillItem, Figure
from tenfold.plan.charge import Line, charge, monthly
from tenfold.plan.desk import Desk
from tenfold.plan.figure import Place, declared, in_unit, layered
from tenfold.plan.graph import Part, Pin
from tenfold.plan.pricing import LIST, Stated, offer_for
from tenfold.prices.catalogue import Ask, Missing
from tenfold.prices.offer import Offer
from tenfold.prices.price import flat
from tenfold.quantity.bind import Broken, Scope
from tenfold.quantity.expr import Const, Expr, Named, Origin, call, total
from tenfold.quantity.functions import UnitMismatch

__all__ = ["STATED", "add_up", "lines_of"]

STATED = "stated"
"""The line that a stated cost adds, so that lines still add up."""


def lines_of(desk: Desk, sizing: Sizing, scope: Scope) -> tuple[Line, ...]:
    """The lines of a component: those of its law, then its own."""
    lines = [_line(desk, *found) for found in _priced(desk, sizing)]
    if desk.problems:
        raise Rejected(desk.problems)
    for item in desk.component.bill:
        try:
            lines.append(_own_line(desk, item, scope, lines))
        except Rejected as error:
            desk.problems += error.problems
        except Broken:
            desk.failed.add(item.item)
    if desk.problems:
        raise Rejected(desk.problems)
    if desk.failed:
        raise Broken
    return tuple(lines)


Found = tuple[Need, Offer | Missing, Stated]
"""A Need, its price, and where the model would state it."""


def _priced(desk: Desk, sizing: Sizing) -> list[Found]:
    """The needs of a law with their prices, less those that are there only where priced."""
    found: list[Found] = []
    for need in sizing.needs:
        try:
            stated = _stated(desk, need.ask.stated)
            found.append((need, offer_for(desk, need, stated), stated))
        except Rejected as error:
            desk.problems += error.problems
        except Broken:
            desk.failed.add(need.item)
    kept = []
    for need, offer, stated in _one_way(found, listed=desk.world.bought.listed):
        if not (need.optional and isinstance(offer, Missing) and not offer.sold):
            kept.append((need, offer, stated))
    return kept


def _one_way(found: list[Found], *, listed: bool) -> list[Found]:
    """Where a thing can be paid for in two ways, the one that it is paid in.

    A price list sells by the token what a model states by the request. What is
    stated stands; where the list is preferred it gives way, if the list prices
    all that stands instead of it. What is stated both ways is paid both ways.
    """
    for item in dict.fromkeys(need.instead_of for need, _, _ in found if need.instead_of):
        line = next((entry for entry in found if entry[0].item == item), None)
        ways = [entry for entry in found if entry[0].instead_of == item]
        offers = [offer for _, offer, _ in ways]
        stated = any(isinstance(offer, Offer) and not offer.rows for offer in offers)
        if line is None or isinstance(line[1], Missing) or stated:
            continue
        if listed and len(ways) > 1 and all(isinstance(offer, Offer) for offer in offers):
            found[found.index(line)] = _paid_by([need for need, _, _ in ways], line)
        else:
            found = [entry for entry in found if entry not in ways]
    return found


def _paid_by(ways: list[Need], line: Found) -> Found:
    """What the list sells by other meters, which have lines of their own."""
    need, offer, stated = line
    if stated.bound is None:
        return need, offer, stated
    told = f"sold by {' and '.join(way.title for way in ways)}"
    nothing = Named(stated.name, Const(Fraction(0), stated.bound.unit), Origin(doc=told))
    return replace(need, title=f"{need.title}, {told}"), Offer(flat(nothing), told), stated


def _stated(desk: Desk, name: str) -> Stated:
    """The price of a setting, bound where the model or a change states it."""
    setting = desk.law.setting(name)
    if setting is None:
        raise LookupError(f"'{name}' is no setting of {desk.law.kind}")
    written = desk.component.settings.get(name)
    bound = desk.given.get(name)
    place = desk.place_of(setting, bound)
    return Stated(desk.full(name), written, place, desk.place(name), bound)


def _line(desk: Desk, need: Need, offer: Offer | Missing, stated: Stated) -> Line:
    what = f"'{need.title}' of {desk.label}"

    def a_month(spent: Expr) -> Expr:
        return desk.world.a_month(spent, stated.span, what)

    currency = desk.world.model.currency
    try:
        line = charge(desk.component.name, need, offer, currency, a_month, stated.name)
    except UnitMismatch as error:
        raise Rejected(
            [Problem("T301", f"{what}: {error.what}", stated.span, error.mend)]
        ) from None
    found = isinstance(offer, Offer) and (bool(offer.rows) or stated.bound is None)
    if isinstance(line.price, Named) and found:
        desk.figures[line.price.name] = line.price
        if stated.bound is not None:
            desk.given[need.ask.stated] = line.price
            if (
                isinstance(offer, Offer) and offer.price.rate is None
            ):  # one in tiers takes its place here, a flat one before
                desk.pins.append(Pin(line.price.name, LIST, line.price, stated.bound))
    name = f"{need.item}.cost"
    layers = desk.take(name)
    if layers:
        with desk.bind(name, layers[0].figure.formula.span):
            cost, pins = layered(_money(desk, name), line.cost, layers)
        desk.pins += pins
        line = replace(line, cost=cost or line.cost, stated_by=layers[-1].by)
    desk.figures[line.cost.name] = line.cost
    return line


def _money(desk: Desk, name: str) -> Place:
    """The place of a cost: what is set there is told a month."""

    def mould(made: Named, _: str) -> Expr:
        return desk.world.a_month(made.body, made.origin.span, f"'{made.name}'")

    return Place(desk.full(name), desk.world, desk.scope, mould)


def _own_line(desk: Desk, item: BillItem, scope: Scope, above: list[Line]) -> Line:
    if any(line.item == item.item for line in above):
        what = f"'{item.title}' is a line of '{desk.component.name}' already"
        raise Rejected([Problem("T227", what, item.span, "give it a name of its own")])
    quantity = _own(desk, f"{item.item}.quantity", item.quantity, scope)
    name = f"{item.item}.price"
    listed = item.price is None and "product" in item.words
    price = None if listed else _own(desk, name, item.price, scope)
    if quantity is None:
        raise Broken
    span = item.span if item.price is None else item.price.formula.span
    stated = Stated(
        desk.full(name), item.price, Place(desk.full(name), desk.world, desk.scope), span, price
    )
    need = Need(item.item, item.title, quantity, _own_ask(item))
    offer = offer_for(desk, need, stated)
    if listed and isinstance(offer, Missing) and desk.take(name):
        stated = replace(stated, bound=_own(desk, name, None, scope))
        offer = offer_for(desk, need, stated)
    return _line(desk, need, offer, stated)


def _own_ask(item: BillItem) -> Ask:
    """What a line of the model's own asks the catalogue for."""
    said = item.words
    picked = {"availability": said["availability"]} if "availability" in said else {}
    return Ask(
        item.title, "price", said.get("meter", ""), said.get("product", ""),
        said.get("region", ""), said.get("term", ""), picked,
    )  # fmt: skip


def _own(desk: Desk, name: str, figure: Figure | None, scope: Scope) -> Named | None:
    """The quantity or the price of a line, with what is set in its place."""
    place = Place(desk.full(name), desk.world, scope)
    made = None
    if figure is not None:
        with desk.bind(name, figure.formula.span):
            made = declared(place, figure)
    place = replace(place, scope=desk.scope)
    if made is not None:
        mould = place.mould if made.unit.money else in_unit(made.unit)
        place = replace(place, mould=mould, wanted=made.unit)
    final, pins = layered(place, made, desk.take(name))
    desk.pins += pins
    if final is not None:
        desk.figures[final.name] = final
    return final


def add_up(desk: Desk, sizing: Sizing, lines: tuple[Line, ...]) -> Part:
    """The component with its cost; `Rejected` where something is set that it does not have."""
    component = desk.component
    whole = total((line.cost for line in lines), monthly(desk.world.model.currency))
    summed = Named(desk.full("cost"), whole, Origin(component.span, doc="the sum of its lines"))
    stated, pins = layered(_money(desk, "cost"), summed, desk.take("cost"))
    cost = stated or summed
    desk.pins += pins
    if cost is not summed:
        rest = _rest(desk, cost, summed)
        lines = (*lines, rest)
    desk.figures[cost.name] = cost
    _refuse_unheard(desk)
    title = component.title or component.name
    sized = tuple(
        desk.figures[desk.full(name)] for name in desk.sized if desk.full(name) in desk.figures
    )
    quantities = (line.quantity for line in lines if line.quantity is not None)
    amounts = (figure for figure in (*sized, *quantities) if not figure.unit.money)
    said = [name for name in component.settings if name in desk.given]
    return Part(
        name=component.name,
        title=title,
        category=component.category or title,
        kind=desk.law.kind,
        lines=lines,
        cost=cost,
        summed=summed,
        figures=desk.figures,
        limits=sizing.limits,
        bindings=sizing.bindings,
        sized=sized,
        counted=(*desk.given.values(), *amounts),
        shares=tuple(desk.given[setting.name] for setting in _shares(desk)),
        idle=tuple(desk.given[name] for name in said if name not in desk.heard),
    )


def _shares(desk: Desk) -> Iterator[Setting]:
    """The settings that lie between none and all."""
    for setting in desk.law.settings:
        if setting.name in desk.given and setting.measure is not None and setting.measure.is_share:
            yield setting


def _rest(desk: Desk, cost: Named, summed: Named) -> Line:
    """What a stated cost comes to beyond its lines."""
    by = cost.origin.pinned_by
    origin = Origin(doc="stated, against the sum of the lines")
    difference = Named(desk.full(f"{STATED}.cost"), call("sub", cost, summed), origin)
    desk.figures[difference.name] = difference
    title = f"as {by} states it"
    return Line(desk.component.name, STATED, title, None, None, difference, stated_by=by)


def _refuse_unheard(desk: Desk) -> None:
    """A change of a figure that the component does not have."""
    problems: list[Problem] = []
    for change in (layers[0] for name, layers in desk.layers.items() if name not in desk.used):
        near = did_you_mean(change.name, desk.figures)
        mend = f"did you mean '{near}'?" if near else f"{desk.label} has no such figure as it is"
        if change.name in desk.figures:
            mend = "it is a step on the way: set what it is made from, or what comes of it"
        what = f"unknown figure '{change.name}' in {change.by}"
        problems.append(Problem("T501", what, change.figure.span, mend))
    if problems:
        raise Rejected(problems)
