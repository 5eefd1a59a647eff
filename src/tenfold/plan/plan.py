"""A Plan: what the model comes to, every figure with its unit and its reasons.

A Plan holds evaluated values beside the graph they came from, so `why` can
walk it. A cost that rests on a missing price is `at_least`; nothing missing is
ever shown as zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from tenfold.errors import Problem, Rejected, Span, did_you_mean
from tenfold.model.model import Scale
from tenfold.plan.amount import Amount
from tenfold.plan.graph import Graph
from tenfold.plan.outcome import Chance, Outcome
from tenfold.plan.reasons import reasons_for
from tenfold.plan.worth import Worth
from tenfold.prices.catalogue import NO_PRICES, Catalogue
from tenfold.prices.row import Row
from tenfold.quantity.expr import Expr, Named
from tenfold.quantity.tape import Value
from tenfold.quantity.why import Reason

if TYPE_CHECKING:
    from tenfold.plan.doubt import Doubt

__all__ = [
    "Amount",
    "BoundPlan",
    "Category",
    "Chance",
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
class LinePlan:
    """One line of the bill, worked out.

    It has no price where its cost is stated: `price_source` says by whom. A
    line without a cost has a `mend`. `rows` are the catalogue's, where that prices it.
    """

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
    seen_on: str = ""
    rows: tuple[Row, ...] = ()


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
class Excuse:
    """Why no size works, and the nearest that would."""

    component: str
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class BoundPlan:
    """What a component is sized by, where several things ask: `by` more than any `other`."""

    component: str
    name: str
    by: str
    size: Amount
    other: str
    over: Value


@dataclass(frozen=True, slots=True)
class Step:
    """The plan at one step of the scale, as it is and with all strategies."""

    at: Amount
    cost: Amount
    per_thing: Amount
    with_strategies: Amount | None
    changed: tuple[str, ...] = ()
    largest: str = ""
    excuses: tuple[Excuse, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A goal or a claim, judged. `verdict` is holds, off or unknown.

    For a claim, `follows` says whether it follows from the other published
    figures taken as they stand, and `from_those` what would follow. For a goal,
    `chance` is how often it holds, where anything it rests on is in doubt.
    """

    name: str
    verdict: str
    computed: Amount
    span: Span = field(repr=False)
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
    chance: Chance | None = None


@dataclass(frozen=True, slots=True)
class PinPlan:
    """A figure that is set, by whom, and what it would be."""

    name: str
    by: str
    value: Amount
    instead_of: Amount | None


@dataclass(frozen=True, repr=False)
class Plan:
    """Everything that one reading of a model comes to."""

    graph: Graph
    worth: Worth
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
    bounds: tuple[BoundPlan, ...] = ()
    warnings: tuple[Problem, ...] = ()
    extra: Mapping[str, Named] = field(default_factory=dict)
    doubt: Doubt | None = None
    scale: Scale | None = None
    catalogue: Catalogue = NO_PRICES

    def __repr__(self) -> str:
        return f"Plan({self.name!r}, {self.total})"

    @property
    def name(self) -> str:
        """The model's name."""
        return self.graph.model.name

    @property
    def missing(self) -> tuple[LinePlan, ...]:
        """Every line without a price that leaves the cost of its component open."""
        lines = (line for part in self.components if part.cost.open for line in part.lines)
        return tuple(line for line in lines if line.mend and line.cost.open)

    def __getitem__(self, name: str) -> Amount:
        """A figure by its dotted name, such as `api.instances` or `total.cost`."""
        return self.worth.amount(self.node(name))

    def names(self) -> Iterator[str]:
        """Every figure that can be asked for."""
        yield from self.graph.figures
        yield from self.extra

    def node(self, name: str) -> Named:
        """The node of a figure; `Rejected` with a suggestion where there is none."""
        found = self.graph.figures.get(name) or self.extra.get(name)
        if found is None:
            near = did_you_mean(name, self.names())
            mine = ", ".join(n for n in self.names() if n.startswith(f"{name}."))
            mend = f"did you mean '{near}'?" if near else f"it has {mine}" if mine else ""
            raise Rejected([Problem("T502", f"unknown figure '{name}'", mend=mend)])
        return found

    def outcome(self, name: str) -> Outcome | None:
        """What a figure comes to over all worlds; None where it is in no doubt."""
        self.node(name)
        node = None if self.doubt is None else self.doubt.node(name)
        if self.doubt is None or node is None:
            return None
        found = self.doubt.outcome(node)
        return None if found.certain else found

    def cost_outcome(self, part: ComponentPlan | Category | LinePlan) -> Outcome | None:
        """What a part of the bill comes to over all worlds; None where it is in no doubt."""
        if self.doubt is None:
            return None
        graph = self.doubt.graph
        if isinstance(part, Category):
            node: Expr = graph.categories[part.name]
        elif isinstance(part, ComponentPlan):
            node = graph.parts[part.name].cost
        else:
            lines = graph.parts[part.component].lines
            node = next(line.cost for line in lines if line.item == part.item)
        found = self.doubt.outcome(node)
        return None if found.certain else found

    def amount(self, node: Expr) -> Amount:
        """What a node of this plan is worth, told in its own unit."""
        return self.worth.amount(node)

    def why(self, name: str) -> Reason:
        """The derivation of a figure, back to lines and sources."""
        return reasons_for(self.node(name), self.worth)
