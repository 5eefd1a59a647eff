"""From declared words to sized parts: figures bound, laws run, needs charged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache

from tenfold.errors import Problem, Rejected, Span
from tenfold.laws.law import Law, Need, Setting, Settings, Sizing
from tenfold.model.model import Change, Component, Figure
from tenfold.plan.charge import Line, charge, monthly, per_month
from tenfold.plan.check import settings_changed
from tenfold.plan.graph import Part, Pin, World
from tenfold.prices.catalogue import Ask, Offer
from tenfold.quantity.bind import EMPTY, Scope, fit, q, read
from tenfold.quantity.expr import Const, Draw, Expr, Named, Origin, call, total
from tenfold.quantity.functions import UnitMismatch
from tenfold.quantity.units import Unit

__all__ = ["bind_component", "bind_figure"]


def bind_figure(name: str, world: World) -> None:
    """An assumption, a figure or an exchange rate, with what is set in its place."""
    model = world.graph.model
    declared = model.assumptions.get(name) or model.figures.get(name) or model.exchange[name.removeprefix("exchange.")]
    made = _bound(declared, name, world, world.scope())
    if name.startswith("exchange."):
        made = _per_unit(made, name.removeprefix("exchange."), world)
    layers = [change for change in world.graph.changes if change.name == name]
    final = _layered(made, layers, world, world.scope(), world.graph.pins)
    world.graph.figures[name] = made if final is None else final


def _bound(figure: Figure, name: str, world: World, scope: Scope, wanted: Unit | None = None) -> Named:
    """A declared figure as a Named, its doubt and its declared unit included."""
    formulas, vocabulary = world.graph.formulas, world.graph.model.vocabulary
    unit = wanted
    if figure.unit is not None:
        # "1 GB/month" is read as a quantity, so that a unit here is what a unit is anywhere
        unit = read(replace(figure.unit, text=f"1 {figure.unit.text}"), replace(EMPTY, vocabulary=vocabulary)).unit
    expr = formulas.bind(figure.formula, scope, key=name, wanted=unit)
    if figure.range is not None:
        expr = _doubted(figure, name, expr, world, scope)
    if unit is not None and expr.unit.dimension != unit.dimension:
        raise Rejected([Problem("T111", f"'{name}' is in [{expr.unit}], and is to be in [{unit}]", figure.formula.span)])
    return Named(name, expr, _origin(figure))


def _origin(figure: Figure, by: str = "") -> Origin:
    return Origin(
        figure.formula.span, figure.formula.text, figure.doc, figure.source, figure.as_of, figure.owner, by
    )  # fmt: skip


def _doubted(figure: Figure, name: str, value: Expr, world: World, scope: Scope) -> Draw:
    words = figure.range
    if words is None or not isinstance(value, Const):
        mend = "put the range on the assumptions it rests on"
        raise Rejected([Problem("T107", f"'{name}' is computed, so it has no range of its own", figure.formula.span, mend)])
    drawn = world.graph.formulas.bind(words, scope, key=name, wanted=value.unit)
    if not isinstance(drawn, Draw):
        raise Rejected([Problem("T107", "this is no range", words.span, "write 'low to high'")])
    if drawn.unit.dimension != value.unit.dimension:
        raise Rejected([Problem("T111", f"the range is in [{drawn.unit}], the value in [{value.unit}]", words.span)])
    calendar = world.graph.model.calendar
    stands = value.number * value.unit.scale(calendar) / drawn.unit.scale(calendar)
    low, high = drawn.spread.numbers[0], drawn.spread.numbers[-1]
    if drawn.spread.shape != "beta" and not low <= stands <= high:
        raise Rejected([Problem("T107", f"the value of '{name}' lies outside its range", words.span, f"the value is {figure.formula.text}")])
    return replace(drawn, stands_on=stands)


def _per_unit(rate: Named, code: str, world: World) -> Named:
    """`EUR: $1.08` means dollars per euro."""
    unit = world.graph.model.vocabulary.unit(code) or Unit()
    money = world.graph.model.currency
    body = rate.body
    if rate.unit.dimension == ((money, 1),):
        body = call("div", body, Const(Fraction(1), unit))
    if body.unit.times(unit).dimension != ((money, 1),):
        raise Rejected([Problem("T302", f"the rate of {code} is in [{rate.unit}]", rate.origin.span, f"say what 1 {code} is in {money}")])
    return Named(rate.name, body, rate.origin)


def _layered(
    made: Named | None, layers: list[Change], world: World, scope: Scope, pins: list[Pin], wanted: Unit | None = None
) -> Named | None:
    """A figure after its changes; one that speaks of itself builds on the one before."""
    current = made
    for change in layers:
        below = current

        def figure(name: str, own: str = change.name, below: Named | None = below) -> Expr | None:
            return below if name == own else scope.figure(name)

        asked = made.unit if made is not None else wanted
        inner = Scope(figure, scope.known, scope.vocabulary)
        bound = _bound(change.figure, change.name, world, inner)
        fitted = fit(bound.body, asked) if asked is not None else bound.body
        if asked is not None and fitted.unit.dimension != asked.dimension:
            what = f"'{change.name}' is in [{asked}], and {change.by} sets it in [{fitted.unit}]"
            raise Rejected([Problem("T111", what, change.figure.formula.span)])
        current = Named(change.name, fitted, _origin(change.figure, change.by))
    if layers and current is not None:
        pins.append(Pin(current.name, layers[-1].by, current, made))
    return current


# -- components -----------------------------------------------------------------


@dataclass
class _Desk:
    """One component while it is bound."""

    component: Component
    law: Law
    world: World
    changes: dict[str, list[Change]]
    problems: list[Problem] = field(default_factory=list)
    pins: list[Pin] = field(default_factory=list)
    given: dict[str, Named] = field(default_factory=dict)
    stated: dict[str, Figure] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    defaults: set[str] = field(default_factory=set)

    def place(self, setting: str) -> Span:
        figure = self.component.settings.get(setting)
        return self.component.span if figure is None else figure.formula.span

    @property
    def label(self) -> str:
        return f"{self.law.kind} '{self.component.name}'"


def bind_component(name: str, world: World) -> None:
    """A component's settings bound, its law run, its needs charged, its cost summed."""
    component = world.graph.model.components[name]
    law = world.laws[component.kind.text]
    desk = _Desk(component, law, world, settings_changed(name, world.graph.changes))
    for setting in law.settings:
        _bind_setting(setting, desk)
    if desk.problems:
        raise Rejected(desk.problems)
    _require_a_way(desk)
    settings = Settings(name, desk.given, desk.words, lambda n, computed: _state(n, computed, desk), frozenset(_stated_names(desk)))
    sizing = _run(law, settings, desk)
    figures = {**{f"{name}.{k}": v for k, v in desk.given.items()}, **{f"{name}.{k}": v for k, v in settings.figures.items()}}
    local = _derive(desk, figures)
    lines = [_charged(need, desk) for need in sizing.needs] + _own_lines(desk, figures, local)
    _finish(desk, sizing, tuple(lines), figures, settings.figures)


def _stated_names(desk: _Desk) -> Iterable[str]:
    for setting in desk.law.settings:
        if setting.figure and (setting.name in desk.stated or setting.name in desk.changes):
            yield setting.name


def _bind_setting(setting: Setting, desk: _Desk) -> None:
    name, world = setting.name, desk.world
    declared = desk.component.settings.get(name)
    layers = desk.changes.get(name, [])
    if setting.measure is None:
        chosen = layers[-1].figure if layers else declared
        if chosen is not None:
            desk.words[name] = chosen.formula.text.strip()
        return
    if setting.figure:
        if declared is not None:
            desk.stated[name] = declared
        return
    full = f"{desk.component.name}.{name}"
    wanted = _example_unit(setting)
    made: Named | None = None
    try:
        if declared is not None:
            made = _bound(declared, full, world, world.scope(), _settling(setting))
            made = Named(full, fit(made.body, wanted), made.origin)
        elif setting.default:
            made = Named(full, _default(setting), Origin(text=setting.default, doc=setting.meaning, source=f"default: {setting.source}"))
            desk.defaults.add(full)
        made = _layered(made, layers, world, world.scope(), desk.pins, wanted)
    except Rejected as error:
        desk.problems += error.problems
        return
    if made is not None:
        desk.problems += _misfit(setting, made, desk)
        desk.given[name] = made


@lru_cache(maxsize=1024)
def _example_unit(setting: Setting) -> Unit:
    return q(setting.example).unit


@lru_cache(maxsize=256)
def _default(setting: Setting) -> Expr:
    return q(setting.default)


def _settling(setting: Setting) -> Unit | None:
    """The unit that settles `64B`: none where the setting measures anything."""
    wanted = _example_unit(setting)
    return wanted if setting.measure is not None and setting.measure.words.startswith("information") and not wanted.counts else None


def _misfit(setting: Setting, made: Named, desk: _Desk) -> list[Problem]:
    measure = setting.measure
    if measure is None or measure.fits(made.unit.dimension):
        return []
    unit = f"[{made.unit}]" if str(made.unit) else "a plain number"
    what = f"'{setting.name}' of {desk.label} is {unit}, which is not what it measures"
    return [Problem("T403", what, made.origin.span, f"for example {setting.example}")]


def _require_a_way(desk: _Desk) -> None:
    have = set(desk.given) | set(_stated_names(desk))
    if any(set(way) <= have for way in desk.law.ways):
        return
    ways = "; or ".join(_spoken(way) for way in desk.law.ways)
    raise Rejected([Problem("T404", f"{desk.label} cannot be sized with what it says", desk.component.span, f"say {ways}")])


def _spoken(way: tuple[str, ...]) -> str:
    return " and ".join(f"'{name}'" for name in way)


def _state(name: str, computed: Named | None, desk: _Desk) -> Named | None:
    """A figure of the law as the model states it, in the file or by a change."""
    world, full = desk.world, f"{desk.component.name}.{name}"
    setting = desk.law.setting(name)
    wanted = computed.unit if computed is not None else (_example_unit(setting) if setting else None)
    current = computed
    declared = desk.stated.get(name)
    if declared is not None:
        made = _bound(declared, full, world, world.scope())
        current = Named(full, fit(made.body, wanted) if wanted is not None else made.body, made.origin)
        if setting is not None:
            problems = _misfit(setting, current, desk)
            if problems:
                raise Rejected(problems)
        if computed is not None:
            desk.pins.append(Pin(full, "the model", current, computed))
    return _layered(current, desk.changes.get(name, []), world, world.scope(), desk.pins, wanted)


def _run(law: Law, settings: Settings, desk: _Desk) -> Sizing:
    try:
        return law.size(settings)
    except UnitMismatch as error:
        raise Rejected([Problem("T405", f"{desk.label}: {error.what}", desk.component.span, error.mend)]) from None
    except KeyError as error:
        lacking = str(error.args[0])
        setting = desk.law.setting(lacking)
        example = f", for example '{lacking}: {setting.example}'" if setting is not None else ""
        raise Rejected([Problem("T404", f"{desk.label} lacks '{lacking}'", desk.component.span, f"add it{example}")]) from None


def _derive(desk: _Desk, figures: dict[str, Named]) -> dict[str, Named]:
    """Figures of the component's own, in the order declared; each may use those above."""
    local: dict[str, Named] = {}
    problems: list[Problem] = []
    name = desk.component.name
    for key, figure in desk.component.derive.items():
        scope = desk.world.scope({**figures, **local})
        try:
            made = _bound(figure, f"{name}.{key}", desk.world, scope)
            final = _layered(made, desk.changes.get(key, []), desk.world, scope, desk.pins)
        except Rejected as error:
            problems += error.problems
            continue
        local[key] = figures[f"{name}.{key}"] = made if final is None else final
    if problems:
        raise Rejected(problems)
    return local


def _charged(need: Need, desk: _Desk) -> Line:
    world = desk.world

    def convert(spent: Expr, span: Span) -> Expr:
        return per_month(spent, world.graph.model.currency, world.rate, span, f"'{need.title}' of {desk.label}")

    return charge(desk.component.name, need, desk.given, world.catalogue, convert, desk.place)


def _own_lines(desk: _Desk, figures: dict[str, Named], local: dict[str, Named]) -> list[Line]:
    lines: list[Line] = []
    problems: list[Problem] = []
    for item in desk.component.bill:
        full = f"{desk.component.name}.{item.item}"
        scope = desk.world.scope({**figures, **local})
        try:
            quantity = _bound(item.quantity, f"{full}.quantity", desk.world, scope)
            given = {} if item.price is None else {"price": _bound(item.price, f"{full}.price", desk.world, scope)}
            need = Need(item.item, item.title, quantity, Ask(item.title, "price"))
            span = item.span if item.price is None else item.price.formula.span
            own = replace(desk.component, settings={} if item.price is None else {"price": item.price})
            lines.append(_charged(need, replace(desk, component=own, given=given)))
        except UnitMismatch as error:
            problems.append(Problem("T110", error.what, span, error.mend))
        except Rejected as error:
            problems += error.problems
            continue
        figures[quantity.name] = quantity
        figures.update({made.name: made for made in given.values()})
    if problems:
        raise Rejected(problems)
    return lines


def _finish(
    desk: _Desk, sizing: Sizing, lines: tuple[Line, ...], figures: dict[str, Named], computed: Iterable[str]
) -> None:
    """Costs of lines and of the whole, with what is set in their place."""
    world, name = desk.world, desk.component.name
    unit = monthly(world.graph.model.currency)
    lines = tuple(_pinned_line(line, desk) for line in lines)
    known = [line.cost for line in lines if line.cost is not None]
    summed = Named(f"{name}.cost", total(known, unit), Origin(desk.component.span, doc="the sum of its lines"))
    scope = world.scope({f"{name}.cost": summed, **figures})
    stated = _layered(summed, desk.changes.get("cost", []), world, scope, desk.pins)
    cost = summed if stated is None else stated
    if cost is not summed:
        difference = Named(f"{name}.stated.cost", call("sub", cost, summed), Origin(doc="stated, against the sum of the lines"))
        lines = (*lines, Line(name, "stated", f"as {cost.origin.pinned_by} states it", None, Offer(difference, cost.origin.pinned_by, stated=True), difference))
    figures.update({line.cost.name: line.cost for line in lines if line.cost is not None})
    figures[cost.name] = cost
    component = desk.component
    partial = summed if len(known) < len([line for line in lines if line.item != "stated"]) else None
    part = Part(
        name, component.title or name, component.category or component.title or name, desk.law.kind,
        lines, cost, figures, sizing.limits, tuple(desk.pins), frozenset(desk.defaults),
        frozenset(f"{name}.{figure}" for figure in computed), partial,
    )  # fmt: skip
    world.graph.parts[name] = part
    world.graph.figures.update(figures)
    world.graph.pins += desk.pins


def _pinned_line(line: Line, desk: _Desk) -> Line:
    layers = desk.changes.get(f"{line.item}.cost", [])
    if not layers or line.cost is None:
        return line
    cost = _layered(line.cost, layers, desk.world, desk.world.scope({line.cost.name: line.cost}), desk.pins)
    return replace(line, cost=cost)
