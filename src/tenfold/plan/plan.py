"""A Plan: what the model comes to, every figure with its unit and its reasons.

A Plan holds evaluated values beside the graph they came from, so `why` can
walk it. A cost that rests on a missing price is `at_least`; nothing missing is
ever shown as zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from tenfold.errors import Problem, Rejected, Span, did_you_mean
from tenfold.plan.graph import Graph
from tenfold.quantity.expr import Expr, Named
from tenfold.quantity.show import amount, in_unit, readable
from tenfold.quantity.tape import Value
from tenfold.quantity.units import Calendar, Unit
from tenfold.quantity.why import Reason, why

__all__ = [
    "Amount",
    "Category",
    "ComponentPlan",
    "Excuse",
    "LinePlan",
    "PinPlan",
    "Plan",
    "Saving",
    "Step",
    "Verdict",
]


@dataclass(frozen=True, slots=True)
class Amount:
    """A value in base units and how it is told; `at_least` where a price is missing."""

    value: Value
    unit: Unit
    calendar: Calendar
    at_least: bool = False
    missing: bool = False

    @property
    def number(self) -> Value:
        """The number in `unit`; None where it is unknown."""
        return None if self.missing else in_unit(self.value, self.unit, self.calendar)

    @property
    def shown_unit(self) -> Unit:
        """The unit that it reads best in."""
        return self.unit if self.value is None else readable(self.value, self.unit, self.calendar)

    def __float__(self) -> float:
        number = self.number
        return float("nan") if number is None else float(number)

    def __str__(self) -> str:
        if self.missing:
            return "missing"
        text = amount(self.value, self.unit, self.calendar)
        return f"at least {text}" if self.at_least and self.value is not None else text


@dataclass(frozen=True, slots=True)
class LinePlan:
    """One line of the bill, worked out."""

    component: str
    item: str
    title: str
    quantity: Amount | None
    price: Amount | None
    price_source: str
    cost: Amount
    yearly: Amount
    share: Fraction | None
    mend: str = ""


@dataclass(frozen=True, slots=True)
class ComponentPlan:
    """One component, worked out."""

    name: str
    title: str
    category: str
    kind: str
    cost: Amount
    yearly: Amount
    share: Fraction | None
    lines: tuple[LinePlan, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """Components that are told together."""

    name: str
    cost: Amount
    share: Fraction | None
    components: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saving:
    """What a strategy saves a month: alone, and after those declared before it."""

    name: str
    title: str
    doc: str
    alone: Amount
    in_sequence: Amount
    total_after: Amount
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """The plan at one step of the scale, as it is and with all strategies."""

    at: Amount
    cost: Amount
    per_thing: Amount
    with_strategies: Amount | None
    changed: tuple[str, ...] = ()
    largest: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A goal or a claim, judged. `verdict` is holds, off or unknown.

    For a claim, `follows` says whether it follows from the other published
    figures taken as they stand, and `from_those` what would follow.
    """

    name: str
    verdict: str
    computed: Amount
    span: Span
    text: str = ""
    claimed: str = ""
    claimed_number: Value = None
    ratio: Fraction | None = None
    difference: Amount | None = None
    follows: bool | None = None
    from_those: Amount | None = None
    from_ratio: Fraction | None = None
    of: str = ""
    where: str = ""
    doc: str = ""


@dataclass(frozen=True, slots=True)
class PinPlan:
    """A figure that is set, by whom, and what it would be."""

    name: str
    by: str
    value: Amount
    instead_of: Amount | None


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why no size works, and the nearest that would."""

    component: str
    what: str
    mend: str


@dataclass(frozen=True)
class Plan:
    """Everything that one reading of a model comes to."""

    graph: Graph
    worth: Mapping[int, Value]
    tainted: frozenset[int]
    scenario: str
    components: tuple[ComponentPlan, ...]
    categories: tuple[Category, ...]
    total: Amount
    yearly: Amount
    with_strategies: Amount | None = None
    savings: tuple[Saving, ...] = ()
    steps: tuple[Step, ...] = ()
    goals: tuple[Verdict, ...] = ()
    claims: tuple[Verdict, ...] = ()
    pins: tuple[PinPlan, ...] = ()
    excuses: tuple[Excuse, ...] = ()
    warnings: tuple[Problem, ...] = ()
    extra: Mapping[str, Named] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The model's name."""
        return self.graph.model.name

    @property
    def missing(self) -> tuple[LinePlan, ...]:
        """Every line without a price."""
        return tuple(line for component in self.components for line in component.lines if line.cost.missing)

    def __getitem__(self, name: str) -> Amount:
        """A figure by its dotted name, such as `api.instances` or `total.cost`."""
        return self.amount(self.node(name))

    def names(self) -> Iterator[str]:
        """Every figure that can be asked for."""
        yield from self.graph.figures
        yield from self.extra

    def node(self, name: str) -> Named:
        """The node of a figure; `Rejected` with a suggestion where there is none."""
        found = self.graph.figures.get(name, self.extra.get(name))
        if found is None:
            near = did_you_mean(name, self.names())
            mine = [n for n in self.names() if n.startswith(name + ".")]
            mend = f"did you mean '{near}'?" if near else f"it has {', '.join(mine)}" if mine else ""
            raise Rejected([Problem("T502", f"unknown figure '{name}'", mend=mend)])
        return found

    def amount(self, node: Expr) -> Amount:
        """What a node is worth, told in its own unit."""
        calendar = self.graph.model.calendar
        at_least = id(node) in self.tainted
        missing = at_least and isinstance(node, Named) and self._all_missing(node.name)
        return Amount(self.worth.get(id(node)), node.unit, calendar, at_least, missing)

    def _all_missing(self, name: str) -> bool:
        part = self.graph.parts.get(name.removesuffix(".cost")) if name.endswith(".cost") else None
        return part is not None and bool(part.lines) and all(line.cost is None for line in part.lines)

    def why(self, name: str) -> Reason:
        """The derivation of a figure, back to lines and sources."""
        return why(self.node(name), lambda node: self.worth.get(id(node)), self.graph.model.calendar)
