"""What every unit of work rests on, by the references in its formulas.

A reference to `with_strategies.` reaches into the world of all strategies. It
is a link like any other while that world itself is built, and none after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tenfold.errors import Problem, Rejected, Words
from tenfold.laws.law import Law
from tenfold.model.model import Change, Component, Figure, Model, is_computed
from tenfold.plan.buying import PRICES
from tenfold.plan.formulas import Formulas, Reference, formulas_of
from tenfold.plan.order import TOTAL, Link, unit_of

__all__ = ["WITH", "Linked", "linked", "with_changes"]

WITH = "with_strategies."
"""What is put before the name of a figure to speak of it with all strategies."""


@dataclass
class Linked:
    """Links of units, those through `with_strategies.` apart, and what cannot be read."""

    links: dict[str, list[Link]] = field(default_factory=dict)
    through: dict[str, list[Link]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def copy(self) -> Linked:
        """The same, to add changes to."""
        return Linked(dict(self.links), dict(self.through), list(self.problems))

    def whole(self) -> dict[str, list[Link]]:
        """Every link."""
        more = {unit: [*self.links[unit], *below] for unit, below in self.through.items()}
        return {**self.links, **more}

    def add(self, unit: str, found: Iterable[Reference], model: Model) -> None:
        """Let a unit rest on what some references speak of."""
        plain: list[Link] = []
        through: list[Link] = []
        for reference in found:
            name = reference.name
            kept = through if name.startswith(WITH) else plain
            kept.append((unit_of(name.removeprefix(WITH), model), reference))
        if plain:
            self.links[unit] = [*self.links.get(unit, ()), *plain]
        if through:
            self.through[unit] = [*self.through.get(unit, ()), *through]


def linked(model: Model, formulas: Formulas, laws: Mapping[str, Law]) -> Linked:
    """The links of a model as it is declared."""
    found = Linked()
    reader = _Reader(found, formulas, laws)
    discounts = (discount.rate for discount in model.buying.discounts.values())
    for figure in (*model.exchange.values(), *discounts, *model.assumptions.values()):
        reader.figure(figure)
    for component in model.components.values():
        reader.component(component)
    units = [(f"{c.name}.", Reference(c.name, c.span)) for c in model.components.values()]
    found.links[TOTAL] = units
    for figure in model.figures.values():
        reader.figure(figure)
    return found


def with_changes(
    base: Linked,
    changes: Mapping[str, Iterable[Change]],
    formulas: Formulas,
    laws: Mapping[str, Law],
) -> Linked:
    """The links of a model with some changes, given by unit."""
    found = base.copy()
    reader = _Reader(found, formulas, laws)
    for unit, layers in changes.items():
        for change in layers:
            reader.change(unit, change)
    return found


@dataclass
class _Reader:
    """Reads formulas for what they speak of."""

    found: Linked
    formulas: Formulas
    laws: Mapping[str, Law]

    def figure(self, figure: Figure) -> None:
        self.found.links[figure.name] = []
        texts = list(formulas_of(figure))
        self.rests(figure.name, self.spoken(texts))
        if not figure.name.startswith("exchange."):  # a rate that is told in money is no circle
            self.rests(figure.name, self.rates(texts))

    def component(self, component: Component) -> None:
        unit = f"{component.name}."
        self.found.links[unit] = []
        settings = [
            f for name, f in component.settings.items() if not self.is_text(component, name)
        ]
        lines = [f for item in component.bill for f in (item.quantity, item.price) if f is not None]
        own = [*component.derive.values(), *lines]
        self.rests(unit, self.spoken(w for f in settings for w in formulas_of(f)))
        spoken = self.spoken(w for f in own for w in formulas_of(f))
        self.rests(unit, (r for r in spoken if r.name not in component.derive))
        rates = [Reference(f"exchange.{c}", component.span) for c in self.formulas.model.exchange]
        self.rests(unit, rates)
        self.rests(unit, self.terms(component))

    def terms(self, component: Component) -> Iterator[Reference]:
        """What the prices of every component rest on: discounts, and prices of the model's own."""
        buying = self.formulas.model.buying
        yield from (Reference(f"discounts.{name}", component.span) for name in buying.discounts)
        rates = [rate for own in buying.own.values() for rate in own.rates]
        ends = [end for end, _ in rates if end is not None]
        yield from self.spoken([*ends, *(w for _, figure in rates for w in formulas_of(figure))])

    def change(self, unit: str, change: Change) -> None:
        """What is set may speak of what was there before it: that is no circle."""
        if unit == PRICES or is_computed(change):
            return
        component = self.formulas.model.components.get(unit.removesuffix("."))
        if component is not None and self.is_text(component, change.name.removeprefix(unit)):
            return
        texts = list(formulas_of(change.figure))
        self.rests(unit, (r for r in self.spoken(texts) if r.name != change.name))
        if not unit.startswith("exchange."):
            self.rests(unit, self.rates(texts))

    def is_text(self, component: Component, name: str) -> bool:
        """Whether this is a setting in words, or none that the kind has."""
        law = self.laws.get(component.kind.text)
        setting = None if law is None else law.setting(name)
        if setting is None:
            return name in component.settings
        return setting.measure is None

    def rests(self, unit: str, references: Iterable[Reference]) -> None:
        """Let a unit rest on others; a component may speak of itself."""
        inside = unit if unit.endswith(".") else ""
        others = (r for r in references if not inside or not r.name.startswith(inside))
        self.found.add(unit, others, self.formulas.model)

    def spoken(self, texts: Iterable[Words]) -> Iterator[Reference]:
        for text in texts:
            try:
                yield from self.formulas.references(text)
            except Rejected as error:
                self.found.problems += error.problems

    def rates(self, texts: Iterable[Words]) -> Iterator[Reference]:
        return (rate for text in texts for rate in self.formulas.rates(text))
