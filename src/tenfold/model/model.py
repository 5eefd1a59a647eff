"""A Model: what is declared, before anything is computed.

Everything is kept as written, with its place: a formula is `Words` until the
plan binds it. A Model is a value; a scenario or a strategy is a list of
Changes to it, never another copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from tenfold.errors import NOWHERE, Source, Span, Words
from tenfold.quantity.expr import Expr
from tenfold.quantity.units import CALENDAR, STANDARD, Calendar, Vocabulary

__all__ = [
    "COMPUTED",
    "BillItem",
    "Built",
    "Buying",
    "Change",
    "Claim",
    "Component",
    "Correlation",
    "Discount",
    "Driver",
    "Figure",
    "Goal",
    "Model",
    "OwnPrice",
    "Risk",
    "Scale",
    "Scenario",
    "Strategy",
    "is_computed",
]


@dataclass(frozen=True)
class Built(Words):
    """A formula that was built in Python: the text shows it, the Expr is it."""

    expr: Expr | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One named quantity as declared, with what its writer said of it.

    `range` is the doubt of a figure that stands on its value; `unit` is what
    the writer wants it told in.
    """

    name: str
    formula: Words
    span: Span = NOWHERE
    range: Words | None = None
    unit: Words | None = None
    doc: str = ""
    source: str = ""
    as_of: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class BillItem:
    """A line of a bill that the model itself writes: quantity times price.

    Without a price of its own it may name what it is priced as: a product of the
    catalogue, what is counted of it, where and how it is bought.
    """

    item: str
    title: str
    quantity: Figure
    price: Figure | None
    span: Span
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the system: its kind, its settings, lines of its own, and what it calls."""

    name: str
    kind: Words
    settings: Mapping[str, Figure]
    title: str = ""
    category: str = ""
    doc: str = ""
    derive: Mapping[str, Figure] = field(default_factory=dict)
    bill: tuple[BillItem, ...] = ()
    span: Span = NOWHERE
    calls: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a `set`: a figure and what it is to be; `by` says who says so.

    A change of a `risk` is made in the worlds where that happens.
    """

    name: str
    figure: Figure
    by: str
    risk: str = ""


COMPUTED = "computed"
"""What a setting is set to so that nothing states it: its law, its default or the list answers."""


def is_computed(change: Change) -> bool:
    """Whether a change takes out what is stated, in place of stating something else."""
    return change.figure.formula.text.strip() == COMPUTED


@dataclass(frozen=True, slots=True)
class Strategy:
    """A named way to spend less: what it changes. What it saves is computed."""

    name: str
    title: str
    changes: tuple[Change, ...]
    doc: str = ""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named reading of the model.

    A strategy of its own stands in place of the model's of that name, or
    after them all. One that `extends` another has what that changes first.
    """

    name: str
    title: str
    changes: tuple[Change, ...]
    strategies: Mapping[str, Strategy] = field(default_factory=dict)
    doc: str = ""
    span: Span = NOWHERE
    extends: Words | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A comparison that is to hold; `percentile` where it says `at P90`."""

    words: Words
    formula: Words
    percentile: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that somebody has published, held against the model's own.

    `basis` is how its writer came to it, where the model comes to it otherwise.
    """

    name: str
    of: Words
    says: Words
    where: str = ""
    doc: str = ""
    span: Span = NOWHERE
    basis: Words | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """Something that may happen or not: how likely it is, and what it changes."""

    name: str
    title: str
    probability: Words
    changes: tuple[Change, ...]
    doc: str = ""
    source: str = ""
    as_of: str = ""
    owner: str = ""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Driver:
    """Something unseen that moves several figures together.

    A loading is the rank correlation of a figure with it, between -1 and 1.
    """

    name: str
    loadings: tuple[tuple[Words, Fraction], ...]
    doc: str = ""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Correlation:
    """Two figures that move together: their rank correlation, between -1 and 1."""

    first: Words
    second: Words
    rank: Fraction
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Scale:
    """The steps that the model is followed over: ten times the users, and again."""

    over: Words
    steps: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Discount:
    """What is taken off a list price: of a provider, of a product, of a term, or of all."""

    name: str
    rate: Figure
    of: str = ""
    term: str = ""
    doc: str = ""


@dataclass(frozen=True, slots=True)
class OwnPrice:
    """A price of the model's own for a product: rates, each up to an amount but the last."""

    product: str
    rates: tuple[tuple[Words | None, Figure], ...]
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Buying:
    """How a model buys: what holds where a component does not say, discounts, own prices.

    `words` are those that a `set` may change too, by their dotted names:
    `prices.region`, `prices.term`, `prices.prefer`, `prices.sustained_use`.
    """

    words: Mapping[str, Words] = field(default_factory=dict)
    discounts: Mapping[str, Discount] = field(default_factory=dict)
    own: Mapping[str, OwnPrice] = field(default_factory=dict)
    stale_after: Words | None = None
    catalogue: Words | None = None


@dataclass(frozen=True, repr=False)
class Model:
    """A whole declared model. `source` is the text it was read from."""

    name: str
    source: Source
    doc: str = ""
    calendar: Calendar = CALENDAR
    currency: str = "USD"
    vocabulary: Vocabulary = STANDARD
    exchange: Mapping[str, Figure] = field(default_factory=dict)
    buying: Buying = field(default=Buying())
    assumptions: Mapping[str, Figure] = field(default_factory=dict)
    components: Mapping[str, Component] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    strategies: Mapping[str, Strategy] = field(default_factory=dict)
    drivers: Mapping[str, Driver] = field(default_factory=dict)
    correlations: tuple[Correlation, ...] = ()
    risks: Mapping[str, Risk] = field(default_factory=dict)
    goals: tuple[Goal, ...] = ()
    claims: tuple[Claim, ...] = ()
    scale: Scale | None = None

    def __repr__(self) -> str:
        return f"Model({self.name!r}, {len(self.components)} components)"

    def strategies_in(self, scenario: Scenario | None) -> tuple[Strategy, ...]:
        """The strategies as one scenario reads them, in the order declared."""
        own = {} if scenario is None else scenario.strategies
        return tuple({**self.strategies, **own}.values())
