"""A figure bound: its formula, its doubt, its unit, and what is set in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from tenfold.errors import Problem, Rejected, Words
from tenfold.model.model import Change, Figure, Model
from tenfold.plan.graph import Bound, Pin
from tenfold.plan.world import World
from tenfold.quantity.bind import Scope, fit
from tenfold.quantity.expr import Call, Const, Draw, Expr, Named, Origin, call
from tenfold.quantity.functions import shown
from tenfold.quantity.literal import read_unit
from tenfold.quantity.units import NUMBER, Unit

__all__ = ["Mould", "Place", "bind_figure", "declared", "in_unit", "layered"]

Mould = Callable[[Named, str], Expr]
"""What fits in a place: brings a figure into its shape, or raises `Rejected`.

The text says who sets it; it is empty where the model itself declares it.
"""


def _as_it_is(made: Named, _: str) -> Expr:
    return made.body


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands: its name, what it may speak of, and what fits there.

    `wanted` is what a bare number is measured in, and settles `64B`. `key` names
    the randomness of what is written there, where that is not the figure's own.
    """

    name: str
    world: World
    scope: Scope
    mould: Mould = _as_it_is
    wanted: Unit | None = None
    key: str = ""


def bind_figure(name: str, world: World) -> Bound:
    """An assumption, a figure or an exchange rate, with what is set in its place."""
    model = world.model
    code = name.removeprefix("exchange.")
    figure = model.assumptions.get(name) or model.figures.get(name) or _alone(name, model)
    place = Place(name, world, world.scope)
    if name.startswith("exchange."):
        place = replace(place, mould=lambda rate, _: _per_one(rate, code, world))
        made = declared(place, figure)
    else:
        made = declared(place, figure)
        if name.startswith("discounts.") and made.unit.dimension:
            what = f"'{name}' is in {shown(made.unit)}, and a discount is a share"
            raise Rejected([Problem("T407", what, figure.formula.span, "write '12%'")])
        place = replace(place, mould=in_unit(made.unit), wanted=made.unit)
    final, pins = layered(place, made, world.by_unit.get(name, ()))
    return Bound({name: final or made}, pins)


def _alone(name: str, model: Model) -> Figure:
    """An exchange rate, or what a discount takes off."""
    owner, _, inside = name.partition(".")
    return model.exchange[inside] if owner == "exchange" else model.buying.discounts[inside].rate


def declared(place: Place, figure: Figure, by: str = "") -> Named:
    """A figure as it is written, in the shape of its place."""
    made = Named(place.name, _written(place, figure), _origin(figure, by))
    body = place.mould(made, by)
    return made if body is made.body else Named(place.name, body, made.origin)


def layered(
    place: Place, made: Named | None, layers: Iterable[Change]
) -> tuple[Named | None, tuple[Pin, ...]]:
    """A figure after its changes; one that speaks of itself builds on the one before."""
    current = made
    problems: list[Problem] = []
    for change in layers:
        inner = replace(place, scope=_above(place, current), key=_key(change, place))
        try:
            changed = declared(inner, change.figure, change.by)
            current = _if_it_happens(change, changed, current, place) if change.risk else changed
        except Rejected as error:
            problems += error.problems
    if problems:
        raise Rejected(problems)
    if current is None or current is made:
        return current, ()
    return current, (Pin(place.name, current.origin.pinned_by, current, made),)


def _key(change: Change, place: Place) -> str:
    """A range that takes the figure's place has its randomness; one on top of it has its own."""
    spoken = place.world.formulas.references(change.figure.formula)
    above = any(reference.name == change.name for reference in spoken)
    return f"{change.by}: {change.name}" if change.risk or above else place.name


def _if_it_happens(change: Change, then: Named, otherwise: Named | None, place: Place) -> Named:
    """A figure after a risk: what the risk makes of it in the worlds where it happens."""
    if otherwise is None:
        what = f"{change.by} sets '{then.name}', which has no value without it"
        mend = "give it the value that it has when all goes well"
        raise Rejected([Problem("T512", what, change.figure.span, mend)])
    chance = place.world.chances[change.risk]
    return Named(then.name, call("if", chance, then.body, otherwise), then.origin)


def in_unit(unit: Unit) -> Mould:
    """The Mould of a figure that is set: it measures what it did."""

    def mould(made: Named, by: str) -> Expr:
        body = fit(made.body, unit)
        if body.unit.dimension == unit.dimension:
            return body
        what = f"'{made.name}' is in {shown(unit)}, and {by} sets it in {shown(body.unit)}"
        raise Rejected([Problem("T111", what, made.origin.span)])

    return mould


def _above(place: Place, below: Named | None) -> Scope:
    def figure(name: str) -> Expr | None:
        return below if name == place.name else place.scope.figure(name)

    return replace(place.scope, figure=figure)


def _origin(figure: Figure, by: str) -> Origin:
    words = figure.formula
    said = (figure.doc, figure.source, figure.as_of, figure.owner)
    return Origin(words.span, words.text, *said, by)


def _written(place: Place, figure: Figure) -> Expr:
    """The formula, its doubt and its declared unit included."""
    unit = None if figure.unit is None else _unit(figure.unit, place.world)
    wanted = unit or place.wanted
    settling = NUMBER if wanted is not None and wanted.counts else wanted
    formulas = place.world.formulas
    expr = formulas.bind(figure.formula, place.scope, key=place.key or place.name, wanted=settling)
    if unit is not None:
        expr = fit(expr, unit)
    if figure.range is not None:
        expr = _doubted(place, figure, expr, figure.range)
    return expr if unit is None else _told(place, figure, expr, unit)


def _unit(words: Words, world: World) -> Unit:
    unit, end = read_unit(words, 0, world.model.vocabulary)
    more = words.text[end:].strip()
    if more:
        span = words.part(words.text.index(more, end), len(words.text))
        raise Rejected([Problem("T101", f"'{words.text}' is no unit", span, "write '$/GB'")])
    return unit


def _told(place: Place, figure: Figure, expr: Expr, unit: Unit) -> Expr:
    if expr.unit.dimension != unit.dimension:
        what = f"'{place.name}' is in {shown(expr.unit)}, and is to be in {shown(unit)}"
        raise Rejected([Problem("T111", what, figure.formula.span)])
    return expr if expr.unit == unit else Call("as", (expr,), unit)


def _doubted(place: Place, figure: Figure, value: Expr, words: Words) -> Draw:
    """A doubt that stands on the stated value."""
    name, formulas = place.name, place.world.formulas
    if not isinstance(value, Const):
        what = f"'{name}' is computed, so it has no range of its own"
        mend = "put the range on the assumptions it rests on"
        raise Rejected([Problem("T107", what, figure.formula.span, mend)])
    drawn = formulas.bind(words, place.scope, key=place.key or name, wanted=value.unit)
    if not isinstance(drawn, Draw):
        raise Rejected([Problem("T107", "this is no range", words.span, "write 'low to high'")])
    if drawn.unit.dimension != value.unit.dimension:
        what = f"the range is in {shown(drawn.unit)}, the value in {shown(value.unit)}"
        raise Rejected([Problem("T111", what, words.span)])
    calendar = place.world.model.calendar
    stands = value.number * value.unit.scale(calendar) / drawn.unit.scale(calendar)
    low, high = drawn.spread.numbers[0], drawn.spread.numbers[-1]
    if drawn.spread.shape != "beta" and not low <= stands <= high:
        what = f"the value of '{name}' lies outside its range"
        raise Rejected([Problem("T107", what, words.span, f"the value is {figure.formula.text}")])
    return replace(drawn, stands_on=stands)


def _per_one(rate: Named, code: str, world: World) -> Expr:
    """`EUR: $1.08` means dollars per euro."""
    one = world.model.vocabulary.unit(code) or Unit()
    money = ((world.model.currency, 1),)
    body = rate.body
    if rate.unit.dimension == money:
        body = call("div", body, Const(Fraction(1), one))
    if body.unit.times(one).dimension != money or code == world.model.currency:
        what = f"the rate of {code} is in {shown(rate.unit)}"
        mend = f"say what 1 {code} is in {world.model.currency}"
        raise Rejected([Problem("T302", what, rate.origin.span, mend)])
    return body
