"""The bill of quantities: what every line comes to, added up, with what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from tenfold.errors import Problem, Rejected
from tenfold.plan.charge import Line
from tenfold.plan.graph import Graph, Part
from tenfold.plan.plan import (
    Amount,
    Category,
    ComponentPlan,
    Excuse,
    LinePlan,
    PinPlan,
    Plan,
)
from tenfold.prices.catalogue import Missing
from tenfold.quantity.expr import Named, ancestors
from tenfold.quantity.tape import Value
from tenfold.quantity.units import STANDARD, Unit

__all__ = ["bill_of"]


def bill_of(
    graph: Graph, worth: Mapping[int, Value], tainted: frozenset[int], scenario: str, extra: Mapping[str, Named]
) -> Plan:
    """The Plan of one graph, goals, claims, savings and steps left open."""
    plan = Plan(graph, worth, tainted, scenario, (), (), Amount(None, graph.total().unit, graph.model.calendar),
                Amount(None, graph.total().unit, graph.model.calendar), extra=extra)  # fmt: skip
    _refuse_nonsense(plan)
    total, yearly = plan.amount(graph.total()), plan.amount(graph.figures["total.yearly"])
    components = tuple(_component(part, plan, total, yearly) for part in graph.parts.values())
    return Plan(
        graph, worth, tainted, scenario, components, _categories(components, total, plan), total, yearly,
        pins=_pins(plan), excuses=_excuses(plan), extra=extra,
    )  # fmt: skip


def _share(part: Amount, whole: Amount) -> Fraction | None:
    if part.missing or part.value is None or not whole.value:
        return None
    return part.value / whole.value


def _yearly(cost: Amount, total: Amount, yearly: Amount) -> Amount:
    """A month's money told as a year's: the same rate, another unit."""
    return Amount(cost.value, yearly.unit, cost.calendar, cost.at_least, cost.missing)


def _component(part: Part, plan: Plan, total: Amount, yearly: Amount) -> ComponentPlan:
    cost = plan.amount(part.cost)
    lines = tuple(_line(line, plan, total, yearly) for line in part.lines)
    return ComponentPlan(
        part.name, part.title, part.category, part.kind, cost, _yearly(cost, total, yearly), _share(cost, total), lines
    )


def _line(line: Line, plan: Plan, total: Amount, yearly: Amount) -> LinePlan:
    quantity = None if line.quantity is None else _by_the_month(plan.amount(line.quantity))
    if line.cost is None or isinstance(line.offer, Missing):
        unknown = Amount(None, total.unit, total.calendar, at_least=True, missing=True)
        mend = line.offer.mend if isinstance(line.offer, Missing) else ""
        return LinePlan(line.component, line.item, line.title, quantity, None, "", unknown, _yearly(unknown, total, yearly), None, mend)
    cost = plan.amount(line.cost)
    price = None if line.quantity is None else plan.amount(line.offer.price)
    return LinePlan(
        line.component, line.item, line.title, quantity, price, line.offer.source, cost,
        _yearly(cost, total, yearly), _share(cost, total),
    )  # fmt: skip


def _by_the_month(quantity: Amount) -> Amount:
    """What is billed by the month is counted by the month: `5B requests/day` is 150B a month."""
    month = STANDARD.symbols["month"]
    factors = tuple((month if s.base == "time" and p == -1 else s, p) for s, p in quantity.unit.factors)
    return replace(quantity, unit=Unit(factors, quantity.unit.per))


def _categories(components: tuple[ComponentPlan, ...], total: Amount, plan: Plan) -> tuple[Category, ...]:
    grouped: dict[str, list[ComponentPlan]] = {}
    for component in components:
        grouped.setdefault(component.category, []).append(component)
    found: list[Category] = []
    for name, members in grouped.items():
        known = [member.cost.value for member in members if member.cost.value is not None and not member.cost.missing]
        cost = Amount(
            sum(known, Fraction(0)), total.unit, total.calendar,
            at_least=any(member.cost.at_least for member in members), missing=not known,
        )  # fmt: skip
        found.append(Category(name, cost, _share(cost, total), tuple(member.name for member in members)))
    return tuple(found)


def _pins(plan: Plan) -> tuple[PinPlan, ...]:
    return tuple(
        PinPlan(pin.name, pin.by, plan.amount(pin.after), None if pin.before is None else plan.amount(pin.before))
        for pin in plan.graph.pins
        if pin.by != "the model"
    )


def _excuses(plan: Plan) -> tuple[Excuse, ...]:
    found: list[Excuse] = []
    for part in plan.graph.parts.values():
        for limit in part.limits:
            needed, most = plan.amount(limit.figure), plan.amount(limit.at_most)
            if needed.value is not None and most.value is not None and needed.value > most.value:
                what = f"'{limit.figure.name}' comes to {needed}, and at most {most} can be had"
                found.append(Excuse(part.name, what, f"{limit.mend}; the nearest that works is {needed}"))
    return tuple(found)


def _refuse_nonsense(plan: Plan) -> None:
    """Negative amounts of things, and costs that cannot be told, are refused."""
    problems: list[Problem] = []
    for part in plan.graph.parts.values():
        for name, figure in part.figures.items():
            value = plan.worth.get(id(figure))
            if value is not None and value < 0 and not figure.unit.money and not name.endswith(".cost"):
                problems.append(_negative(name, figure, plan))
        for line in part.lines:
            if line.cost is not None and plan.worth.get(id(line.cost)) is None:
                problems.append(_undefined(line, plan))
    if problems:
        raise Rejected(problems)


def _negative(name: str, figure: Named, plan: Plan) -> Problem:
    return Problem("T503", f"'{name}' comes to {plan.amount(figure)}, and nothing can be less than none", figure.origin.span)


def _undefined(line: Line, plan: Plan) -> Problem:
    """The first figure below a line that has no value: where the division by zero is."""
    lost = [node for node in ancestors([line.cost]) if plan.worth.get(id(node)) is None] if line.cost is not None else []
    figures = [node for node in lost if isinstance(node, Named) and node.origin.text]
    name = figures[0].name if figures else line.title
    span = figures[0].origin.span if figures else plan.graph.parts[line.component].cost.origin.span
    mend = f"'{line.title}' of '{line.component}' rests on it"
    return Problem("T504", f"'{name}' is undefined: something is divided by zero", span, mend)
