"""A Desk: one component while it is bound, with all that it says laid out.

Its settings may speak of each other, whatever their order; its law reads
them, and what the law makes of them is laid down beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tenfold.errors import Problem, Rejected, Span
from tenfold.laws.law import Law, Setting
from tenfold.model.model import Change, Component, is_computed
from tenfold.plan.figure import Mould, Place, declared, layered
from tenfold.plan.formulas import Reference
from tenfold.plan.graph import BY_MODEL, Pin
from tenfold.plan.order import circle
from tenfold.plan.world import World
from tenfold.quantity.bind import Broken, Scope, fit, q
from tenfold.quantity.expr import Expr, Named, Origin
from tenfold.quantity.functions import shown
from tenfold.quantity.units import Unit

__all__ = ["Desk", "lay_out"]

_LATER = ("cost", "quantity", "price")


@dataclass
class Desk:
    """What one component says and comes to; `figures` bear their full names.

    `given` are the settings that the law reads, `assumed` those of them that
    stand at their default, `sized` the figures that the law has asked for and
    `heard` the settings.
    """

    component: Component
    law: Law
    world: World
    layers: Mapping[str, list[Change]]
    figures: dict[str, Named] = field(default_factory=dict)
    given: dict[str, Named] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    assumed: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    sized: list[str] = field(default_factory=list)
    heard: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    pins: list[Pin] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    binding: dict[str, Span] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The component in words."""
        return f"{self.law.kind} '{self.component.name}'"

    @property
    def scope(self) -> Scope:
        """What a formula may speak of: the figures of this component too, by full name."""
        return Scope(self.figure, self.known, self.world.model.vocabulary)

    def full(self, name: str) -> str:
        """The full name of a figure of the component."""
        return f"{self.component.name}.{name}"

    def take(self, name: str) -> list[Change]:
        """The changes of one figure; that they are asked for is remembered."""
        self.used.add(name)
        return self.layers.get(name, [])

    def stated(self) -> frozenset[str]:
        """The figures of the law that the model states, or that are set."""
        said = {*self.component.settings, *self.layers}
        return frozenset(s.name for s in self.law.settings if s.figure and s.name in said)

    def waits(self, setting: Setting) -> bool:
        """Whether this is a price that is set and not stated: it may build on the list's."""
        is_price = setting.measure is not None and setting.measure.is_price
        waiting = is_price and setting.name not in self.component.settings
        if waiting and setting.name in self.layers:
            self.changed.add(setting.name)
        return waiting

    def place(self, name: str) -> Span:
        """Where a setting stands; the component itself where it is not written."""
        figure = self.component.settings.get(name)
        return self.component.span if figure is None else figure.formula.span

    # -- what formulas ask for

    def figure(self, name: str) -> Expr | None:
        """A figure by its full name; a setting is bound when it is first spoken of."""
        owner, _, inside = name.partition(".")
        if owner != self.component.name or not inside:
            return self.world.figure(name)
        if name not in self.figures:
            setting = self.law.setting(inside)
            if setting is not None and setting.measure is not None and not setting.figure:
                return self.setting(setting)
            if self.binding and self.comes_later(inside):
                raise self.too_early(name)
        return self.figures.get(name)

    def known(self) -> list[str]:
        """Every name that could be spoken of."""
        return [*self.figures, *self.world.known()]

    def comes_later(self, inside: str) -> bool:
        """Whether a figure of the component is worked out from its settings."""
        setting = self.law.setting(inside)
        own = inside in self.component.derive or inside.rpartition(".")[2] in _LATER
        return own or (setting is not None and setting.figure)

    def too_early(self, name: str) -> Rejected:
        """What is being bound speaks of a figure that is worked out from it."""
        speaker, span = next(reversed(self.binding.items()))
        what = f"'{self.full(speaker)}' rests on '{name}', which is worked out after it"
        return Rejected([Problem("T505", what, span, "name what it is made from")])

    @contextmanager
    def bind(self, name: str, span: Span) -> Iterator[None]:
        """While one figure is bound, so that circles are seen."""
        if name in self.binding:
            names = list(self.binding)
            round_trip = [self.full(n) for n in names[names.index(name) :]]
            raise Rejected([circle(round_trip, Reference(name, self.binding[names[-1]]))])
        self.binding[name] = span
        try:
            yield
        finally:
            del self.binding[name]

    # -- settings

    def setting(self, setting: Setting) -> Named | None:
        """A setting with what is set in its place; `Broken` where it is wrong and told of."""
        name = setting.name
        if name in self.failed:
            raise Broken
        if name not in self.given:
            try:
                with self.bind(name, self.place(name)):
                    made = self.made(setting)
            except Rejected as error:
                self.problems += error.problems
                self.failed.add(name)
                raise Broken from None
            except Broken:
                self.failed.add(name)
                raise
            if made is not None:
                self.given[name] = self.figures[made.name] = made
        return self.given.get(name)

    def made(self, setting: Setting) -> Named | None:
        """A setting as it is written, or its default, with what is set in its place."""
        written = self.component.settings.get(setting.name)
        layers = self.take(setting.name)
        place = self.place_of(setting, None)
        made = None
        if written is not None:
            made = declared(place, written)
        elif setting.default:
            source = f"default: {setting.source}"
            origin = Origin(text=setting.default, doc=setting.meaning, source=source)
            made = Named(place.name, _quantity(setting.default), origin)
            if not layers:
                self.assumed.add(setting.name)
        final, pins = layered(self.place_of(setting, made), made, layers)
        self.pins += pins
        return final

    def place_of(self, setting: Setting, made: Named | None) -> Place:
        """Where a setting stands, next to what is known of it."""
        unit = _quantity(setting.example).unit if made is None else made.unit
        mould = self.measuring(setting, unit)
        return Place(self.full(setting.name), self.world, self.scope, mould, unit)

    def measuring(self, setting: Setting, unit: Unit) -> Mould:
        """The Mould of a setting: it measures what its law says, bare numbers in `unit`."""

        def mould(made: Named, _: str) -> Expr:
            body = fit(made.body, unit)
            measure = setting.measure
            if measure is None or measure.fits(body.unit.dimension):
                return body
            measured = f"'{setting.name}' of {self.label} is {shown(body.unit)}"
            what = f"{measured}, which is not what it measures"
            mend = f"for example {setting.example}"
            raise Rejected([Problem("T403", what, made.origin.span, mend)])

        return mould

    # -- figures of the law

    def state(self, name: str, computed: Named | None) -> Named | None:
        """A figure of the law: as the model or a change states it, else as computed."""
        setting = self.law.setting(name)
        if setting is None:
            raise LookupError(f"'{name}' is no setting of {self.law.kind}")
        self.sized.append(name)
        if computed is not None:
            self.comes_out(setting, computed)
            self.figures[computed.name] = computed
        with self.bind(name, self.place(name)):
            found = self.as_stated(setting, computed)
        if found is not None:
            self.figures[found.name] = found
        return found

    def as_stated(self, setting: Setting, computed: Named | None) -> Named | None:
        """What is written in place of a figure, and what is set in its place again."""
        written = self.component.settings.get(setting.name)
        current = computed
        if written is not None:
            current = declared(self.place_of(setting, computed), written)
            if computed is not None:
                self.pins.append(Pin(current.name, BY_MODEL, current, computed))
        place = self.place_of(setting, current)
        final, pins = layered(place, current, self.take(setting.name))
        self.pins += pins
        return final

    def comes_out(self, setting: Setting, computed: Named) -> None:
        """What is computed measures what it should, or something it is made of does not."""
        if setting.measure is not None and not setting.measure.fits(computed.unit.dimension):
            what = f"'{setting.name}' of {self.label} comes out in {shown(computed.unit)}"
            mend = f"for example {setting.example}: check what its settings are per"
            raise Rejected([Problem("T405", what, self.component.span, mend)])


def lay_out(name: str, world: World) -> Desk:
    """The Desk of a component with its settings bound; `Rejected` with what is wrong."""
    component = world.model.components[name]
    layers: dict[str, list[Change]] = {}
    for change in world.by_unit.get(f"{name}.", ()):
        layers.setdefault(change.name.removeprefix(f"{name}."), []).append(change)
    law = world.laws[component.kind.text]
    component, layers = _unstated(component, law, layers)
    desk = Desk(component, law, world, layers)
    for setting in desk.law.settings:
        if setting.measure is None:
            _choose(setting, desk)
        elif not setting.figure and not desk.waits(setting):
            try:
                desk.setting(setting)
            except Broken:
                continue
    if desk.problems:
        raise Rejected(desk.problems)
    if desk.failed:
        raise Broken
    return desk


def _unstated(
    component: Component, law: Law, layers: Mapping[str, list[Change]]
) -> tuple[Component, dict[str, list[Change]]]:
    """A component without what is set to be computed, and what is set after that."""
    settings, left = dict(component.settings), dict(layers)
    for name, changes in layers.items():
        last = max((at for at, c in enumerate(changes) if is_computed(c)), default=None)
        if last is not None and law.setting(name) is not None:
            settings.pop(name, None)
            left[name] = changes[last + 1 :]
            if not left[name]:
                del left[name]
    return replace(component, settings=settings), left


def _choose(setting: Setting, desk: Desk) -> None:
    """A setting in words: the last who says it is heard."""
    written = desk.component.settings.get(setting.name)
    layers = desk.take(setting.name)
    uncertain = [change for change in layers if change.risk]
    if uncertain:
        what = f"{uncertain[0].by} sets '{desk.full(setting.name)}', which is in words"
        mend = "a risk sets quantities: the price, or the number that changes with it"
        desk.problems.append(Problem("T512", what, uncertain[0].figure.span, mend))
    chosen = layers[-1].figure if layers else written
    if chosen is not None:
        desk.words[setting.name] = chosen.formula.text.strip()


@lru_cache(maxsize=1024)
def _quantity(text: str) -> Expr:
    return q(text)
