"""The bill of quantities: what every line comes to, added up, with what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from tenfold.plan.amount import Amount
from tenfold.plan.charge import Line
from tenfold.plan.graph import BY_MODEL, Graph, Part
from tenfold.plan.plan import Category, ComponentPlan, Excuse, LinePlan, PinPlan, Plan
from tenfold.plan.worth import Worth
from tenfold.prices.catalogue import Missing
from tenfold.prices.offer import Offer
from tenfold.prices.row import Row
from tenfold.quantity.units import STANDARD, Unit

__all__ = ["bill_of", "excuses_of"]


_BEYOND_THE_LIST = (
    "the price list ends below this amount: ask for a price, and say it under 'prices: own:'"
)


def bill_of(graph: Graph, worth: Worth, scenario: str) -> Plan:
    """The Plan of one graph; goals, claims, savings and steps are left open."""
    total, yearly = (worth.amount(graph.figures[f"total.{unit}"]) for unit in ("cost", "yearly"))
    writer = _Writer(worth, total, yearly)
    return Plan(
        graph,
        worth,
        scenario,
        tuple(writer.component(part) for part in graph.parts.values()),
        tuple(writer.categories(graph)),
        total,
        yearly,
        pins=tuple(_pins(graph, worth)),
        excuses=tuple(excuses_of(graph, worth)),
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes lines beside the total that they are a share of."""

    worth: Worth
    total: Amount
    yearly: Amount

    def component(self, part: Part) -> ComponentPlan:
        cost = self.worth.amount(part.cost)
        lines = tuple(self.line(line) for line in part.lines)
        return ComponentPlan(
            part.name, part.title, part.category, part.kind,
            cost, self.a_year(cost), self.share(cost), lines,
        )  # fmt: skip

    def line(self, line: Line) -> LinePlan:
        price, source = self.price(line)
        quantity = None
        if line.quantity is not None:
            quantity = _as_priced(self.worth.amount(line.quantity), price)
        cost = self.worth.amount(line.cost)
        mend = ""
        if line.lacks_price and cost.open:
            mend = line.offer.mend if isinstance(line.offer, Missing) else _BEYOND_THE_LIST
            mend = mend or "nobody knows its price"
        return LinePlan(
            line.component, line.item, line.title, quantity, price, source,
            cost, self.a_year(cost), self.share(cost), mend, *_looked_up(line),
        )  # fmt: skip

    def price(self, line: Line) -> tuple[Amount | None, str]:
        if line.stated_by:
            return None, line.stated_by
        if line.price is None or not isinstance(line.offer, Offer):
            return None, ""
        told = self.worth.amount(line.price)
        return (None if told.value is None or told.open else told), line.offer.source

    def share(self, part: Amount) -> Fraction | None:
        """The share of the whole, where both are known."""
        if part.value is None or not self.total.value or part.open or self.total.open:
            return None
        return part.value / self.total.value

    def a_year(self, cost: Amount) -> Amount:
        """A month's money told as a year's: the same rate, another unit."""
        return replace(cost, unit=self.yearly.unit)

    def categories(self, graph: Graph) -> Iterator[Category]:
        for name, node in graph.categories.items():
            members = tuple(p.name for p in graph.parts.values() if p.category == name)
            cost = self.worth.amount(node)
            yield Category(name, cost, self.share(cost), members)


def _looked_up(line: Line) -> tuple[str, tuple[Row, ...]]:
    """When its price was seen, and the rows of the catalogue that make it."""
    if not isinstance(line.offer, Offer) or line.stated_by or line.quantity is None:
        return "", ()
    return line.offer.seen_on, line.offer.rows


def _as_priced(quantity: Amount, price: Amount | None) -> Amount:
    """A quantity in the words of its price: `$0.05/GB` asks for `GB/month`, not for `TiB/day`.

    A price by the hour or by the year has no time in its quantity, unless that
    is a use of time itself: `$2/hour` asks for `hours/month`.
    """
    own = quantity.unit
    if price is None or own.counts or not price.unit.money:
        return _by_the_month(quantity)
    month = STANDARD.symbols["month"]
    under = [(s, p) for s, p in price.unit.factors if s.base and not s.is_currency]
    time = next((s for s, p in under if s.base == "time" and p == -1), None)
    in_use = {p > 0 for s, p in own.factors if s.base == "time"} == {True, False}
    if time is not None and not in_use:
        under.remove((time, -1))
    factors = [(s, -p) for s, p in under]
    if time is None or in_use:
        factors.append((month, -1))
    unit = Unit(()).beside(Unit(tuple(factors)))
    if unit.dimension != own.dimension:
        return _by_the_month(quantity)
    return replace(quantity, unit=unit)


def _by_the_month(quantity: Amount) -> Amount:
    """What is billed by the month is counted by the month: `5B requests/day` is 150B a month."""
    month = STANDARD.symbols["month"]
    factors = tuple(
        (month if s.base == "time" and p == -1 else s, p) for s, p in quantity.unit.factors
    )
    return replace(quantity, unit=Unit(factors, quantity.unit.per))


def _pins(graph: Graph, worth: Worth) -> Iterator[PinPlan]:
    """What a scenario or a `set` says; what the model states of itself is no news."""
    for pin in graph.pins():
        if pin.by != BY_MODEL:
            before = None if pin.before is None else worth.amount(pin.before)
            yield PinPlan(pin.name, pin.by, worth.amount(pin.after), before)


def excuses_of(graph: Graph, worth: Worth) -> Iterator[Excuse]:
    """Every limit that is passed in one world, and the nearest that would work."""
    for part in graph.parts.values():
        for limit in part.limits:
            needed, most = worth.amount(limit.figure), worth.amount(limit.at_most)
            if needed.value is not None and most.value is not None and needed.value > most.value:
                told = limit.told.format(needed=needed, most=most)
                what = f"'{limit.figure.name}' {told}"
                mend = f"{limit.mend}; the nearest that works is {needed}"
                yield Excuse(part.name, what, mend)
