"""The bill of quantities as a table: every line with its cost, added up.

Shares are told only where the whole is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tenfold.plan.amount import Amount
from tenfold.plan.plan import Category, ComponentPlan, LinePlan, Plan
from tenfold.quantity.units import CURRENCIES
from tenfold.report.document import Bar, Block, Cell, Column, Heading, Row, Table
from tenfold.report.off import cents_in, money, percent

__all__ = ["bill", "called", "cost", "members"]


def bill(plan: Plan) -> Iterator[Block]:
    """What everything comes to; shares only where the whole is known."""
    if not plan.components:
        return
    currency = plan.graph.model.currency
    sign = CURRENCIES.get(currency, currency)
    columns: tuple[Column, ...] = (
        Column("Item"),
        Column("Quantity", "right", rank=1),
        Column("Unit price", "right", rank=2),
        Column(f"{sign} a month", "right"),
        Column(f"{sign} a year", "right", rank=3),
        Column("Share", "right"),
        Column("", bar=True, rank=4),
    )
    cents = cents_in(plan.total)
    sums = (cost(plan.total, cents), cost(plan.yearly, cents))
    all_of_it = "100%" if plan.total.value else ""
    rows = [
        row
        for category in plan.categories
        for row in _category(category, members(category, plan), cents=cents)
    ]
    rows.append(Row(("Total", "", "", *sums, all_of_it, ""), "total"))
    yield Heading("Bill of quantities", 2)
    if plan.total.open:
        columns, rows = columns[:5], [Row(row.cells[:5], row.kind) for row in rows]
    yield Table(columns, tuple(rows))


def _category(
    category: Category, members: Sequence[ComponentPlan], *, cents: bool
) -> Iterator[Row]:
    """Components that are told together have a sum of their own; one alone is its sum."""
    title = called(category, members)
    if len(members) == 1:
        yield from _component(title, members[0], cents=cents)
        return
    yearly = replace(category.cost, unit=members[0].yearly.unit)
    yield _sum(title, (category, yearly), cents=cents)
    for component in members:
        for line in component.lines:
            yield _line(_whose(component.title, line), line, None, cents=cents)


def _component(title: str, component: ComponentPlan, *, cents: bool) -> Iterator[Row]:
    if len(component.lines) == 1:
        line = component.lines[0]
        yield _line(_whose(title, line), line, _bar(component), cents=cents)
        return
    yield _sum(title, (component, component.yearly), cents=cents)
    for line in component.lines:
        yield _line(line.title, line, None, cents=cents)


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


def _sum(title: str, part: tuple[ComponentPlan | Category, Amount], *, cents: bool) -> Row:
    whole, yearly = part
    costs = (cost(whole.cost, cents), cost(yearly, cents))
    return Row((title, "", "", *costs, percent(whole.share), _bar(whole)))


def _line(title: str, line: LinePlan, bar: Bar | str | None, *, cents: bool) -> Row:
    """A line; one that is a part of the sum above it has no bar of its own."""
    quantity = "" if line.quantity is None else str(line.quantity)
    price = "" if line.price is None else str(line.price)
    costs = (cost(line.cost, cents), cost(line.yearly, cents))
    cells = (title, quantity, price, *costs, percent(line.share), bar or "")
    return Row(cells, "sub" if bar is None else "plain")


def cost(amount: Amount, cents: bool | None = None) -> Cell:  # noqa: FBT001 - None is a third answer
    """Money in a table, which says where it is the least, or the most, that it can be."""
    text = money(amount, cents=cents)
    if amount.missing:
        return Cell(text, "warn")
    bound = "≥ " if amount.at_least else "≤ " if amount.at_most else ""
    return Cell(f"{bound}{text}", "warn" if amount.open else "plain")
