"""The bill of quantities as a table: every line with its cost, added up.

Shares are told only where the whole is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tenfold.plan.amount import Amount
from tenfold.plan.outcome import Outcome
from tenfold.plan.plan import Category, ComponentPlan, LinePlan, Plan
from tenfold.quantity.units import CURRENCIES
from tenfold.report.brief import brief
from tenfold.report.document import Bar, Block, Cell, Column, Heading, Row, Table
from tenfold.report.off import cents_in, money, percent

__all__ = ["between", "bill", "called", "cost", "members"]


def bill(plan: Plan) -> Iterator[Block]:
    """What everything comes to; shares only where the whole is known."""
    if not plan.components:
        return
    currency = plan.graph.model.currency
    sign = CURRENCIES.get(currency, currency)
    columns = (
        Column("Item"),
        Column("Quantity", "right", rank=2),
        Column("Unit price", "right", rank=3),
        Column(f"{sign} a month", "right"),
        Column("8 in 10", "right", rank=1),
        Column(f"{sign} a year", "right", rank=4),
        Column("Share", "right"),
        Column("", bar=True, rank=5),
    )
    writer = _Writer(plan, cents=cents_in(plan.total))
    rows = [row for category in plan.categories for row in writer.category(category)]
    rows.append(writer.total())
    hidden = {columns[-2], columns[-1]} if plan.total.open else set()
    if all(row.cells[4] == "" for row in rows):
        hidden.add(columns[4])
    kept = [place for place, column in enumerate(columns) if column not in hidden]
    yield Heading("Bill of quantities", 2)
    yield Table(
        tuple(columns[place] for place in kept),
        tuple(Row(tuple(row.cells[place] for place in kept), row.kind) for row in rows),
    )


@dataclass(frozen=True)
class _Writer:
    """Writes the rows of one plan; costs have cents in all of them or in none."""

    plan: Plan
    cents: bool

    def category(self, category: Category) -> Iterator[Row]:
        """Components that are told together have a sum of their own; one alone is its sum."""
        parts = members(category, self.plan)
        title = called(category, parts)
        if len(parts) == 1:
            yield from self.component(title, parts[0])
            return
        yearly = replace(category.cost, unit=parts[0].yearly.unit)
        yield self.sum(title, category, yearly)
        for component in parts:
            for line in component.lines:
                yield self.line(_whose(component.title, line), line, None)

    def component(self, title: str, component: ComponentPlan) -> Iterator[Row]:
        if len(component.lines) == 1:
            line = component.lines[0]
            yield self.line(_whose(title, line), line, _bar(component))
            return
        yield self.sum(title, component, component.yearly)
        for line in component.lines:
            yield self.line(line.title, line, None)

    def sum(self, title: str, whole: ComponentPlan | Category, yearly: Amount) -> Row:
        costs = self.costs(whole.cost, self.plan.cost_outcome(whole), yearly)
        return Row((title, "", "", *costs, percent(whole.share), _bar(whole)))

    def line(self, title: str, line: LinePlan, bar: Bar | str | None) -> Row:
        """A line; one that is a part of the sum above it has no bar of its own."""
        quantity = "" if line.quantity is None else str(line.quantity)
        price = "" if line.price is None else str(line.price)
        costs = self.costs(line.cost, self.plan.cost_outcome(line), line.yearly)
        cells = (title, quantity, price, *costs, percent(line.share), bar or "")
        return Row(cells, "sub" if bar is None else "plain")

    def total(self) -> Row:
        plan = self.plan
        costs = self.costs(plan.total, plan.outcome("total.cost"), plan.yearly)
        return Row(("Total", "", "", *costs, "100%" if plan.total.value else "", ""), "total")

    def costs(
        self, month: Amount, doubt: Outcome | None, year: Amount
    ) -> tuple[Cell, Cell | str, Cell]:
        return cost(month, self.cents), between(doubt), cost(year, self.cents)


def _number(told: str) -> str:
    """An amount without its unit, for one that is followed by another in the same."""
    return told[: min((told + " /").index(" "), (told + " /").index("/"))]


def between(doubt: Outcome | None) -> Cell | str:
    """What it lies between in eight worlds of ten; empty where it is in no doubt."""
    if doubt is None or doubt.low.value == doubt.high.value == doubt.base.value:
        return ""
    low, high = brief(doubt.low), brief(doubt.high)
    if low == high:
        return low
    once = _number(low) if low[len(_number(low)) :] == high[len(_number(high)) :] else low
    return Cell(f"{once} to {high}", "warn" if doubt.low.open else "plain")


def members(category: Category, plan: Plan) -> list[ComponentPlan]:
    """The components of a category."""
    return [part for part in plan.components if part.name in category.components]


def called(category: Category, members: Sequence[ComponentPlan]) -> str:
    """The category's name, unless its one component has a title of its own."""
    alone = members[0] if len(members) == 1 else None
    return category.name if alone is None or alone.title == alone.name else alone.title


def _whose(title: str, line: LinePlan) -> str:
    """A line on its own: the title above it says what it is, if it can."""
    return title if line.title.lower() in title.lower() else f"{title}: {line.title}"


def _bar(part: ComponentPlan | Category) -> Bar | str:
    return "" if part.share is None else Bar(float(part.share))


def cost(amount: Amount, cents: bool | None = None) -> Cell:  # noqa: FBT001 - None is a third answer
    """Money in a table, which says where it is the least, or the most, that it can be."""
    text = money(amount, cents=cents)
    if amount.missing:
        return Cell(text, "warn")
    bound = "≥ " if amount.at_least else "≤ " if amount.at_most else ""
    return Cell(f"{bound}{text}", "warn" if amount.open else "plain")
