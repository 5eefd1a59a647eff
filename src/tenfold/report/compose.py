"""A Plan becomes a Document: one chapter, one function.

What a person asks first comes first: what it comes to, what is missing, the
bill; then what would change it, and what of the published figures stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from tenfold.plan.amount import Amount
from tenfold.plan.plan import (
    Category,
    ComponentPlan,
    LinePlan,
    Plan,
    Saving,
    Step,
)
from tenfold.quantity.units import CURRENCIES
from tenfold.report.document import (
    Bar,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Note,
    Prose,
    Row,
    Table,
)
from tenfold.report.judgement import claims, goals, short_answer
from tenfold.report.off import bounded, cents_in, money, percent

__all__ = ["compose_check", "compose_plan", "compose_scale", "cost"]


def compose_plan(plan: Plan) -> Document:
    """The whole plan, as `tenfold plan` tells it."""
    chapters = (
        _opening,
        _bill,
        _missing,
        _figures,
        _strategies,
        _scale,
        goals,
        claims,
        _pins,
        _warnings,
    )
    return Document(tuple(block for chapter in chapters for block in chapter(plan)))


def compose_scale(plan: Plan, over: str = "") -> Document:
    """The timeline alone; of the figure that it steps `over`, no one value is told."""
    title = Heading(f"{plan.name}: the scale")
    steps = (_steps(plan, rank=0),) if plan.steps else ()
    return Document((title, *_reading(plan, over), *steps, *_missing(plan), *_warnings(plan)))


def compose_check(plan: Plan) -> Document:
    """What holds and what does not, the short answer first."""
    title = Heading(f"{plan.name}: check")
    parts = (_reading, short_answer, _excuses, goals, claims, _missing, _warnings)
    return Document((title, *(block for part in parts for block in part(plan))))


# -- what it comes to --------------------------------------------------------------


def _opening(plan: Plan) -> Iterator[Block]:
    yield Heading(plan.name)
    if plan.graph.model.doc:
        yield Prose(plan.graph.model.doc)
    yield from _reading(plan)
    yield Prose(" ".join(_sentences(plan)))
    yield from _excuses(plan)


def _reading(plan: Plan, but: str = "") -> Iterator[Block]:
    """The scenario that is read, and what was set for this once."""
    scenario = plan.graph.model.scenarios.get(plan.scenario)
    if scenario is not None:
        names = {text.replace("_", " ").lower() for text in (scenario.title, scenario.name)}
        title = "" if len(names) == 1 else f": {scenario.title}"
        yield Prose(f"Read as '{scenario.name}'{_stopped(title)} {scenario.doc}".strip())
    told = [
        f"{change.name} = {' '.join(change.figure.formula.text.split())}"
        for change in plan.graph.changes
        if change.by == "set" and change.name != but
    ]
    if told:
        yield Prose(f"With {', '.join(told)}.")


def _stopped(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _sentences(plan: Plan) -> Iterator[str]:
    if not plan.components:
        yield "The model has no components, so there is nothing to size or to price."
        return
    if plan.total.missing:
        yield "Nothing in it has a price yet."
    else:
        told = f"{bounded(plan.total)} a month, {money(plan.yearly)} a year."
        yield f"{told[0].upper()}{told[1:]}"
    largest = max(plan.categories, key=lambda part: part.share or 0, default=None)
    known = not plan.total.open and len(plan.categories) > 1
    if known and largest is not None and largest.share:
        title = _called(largest, _members(largest, plan))
        yield f"The largest part is {title}, {percent(largest.share)}."
    after = plan.with_strategies
    if after is not None and plan.savings:
        yield f"With all strategies {bounded(after)} a month{_less(plan.total, after)}."


def _less(before: Amount, after: Amount) -> str:
    if not before.value or after.value is None or before.open or after.open:
        return ""
    if before.value == after.value:
        return ", the same"
    share = percent(abs(before.value - after.value) / before.value)
    return f", {share} {'less' if after.value < before.value else 'more'}"


def _excuses(plan: Plan) -> Iterator[Block]:
    for excuse in plan.excuses:
        yield Note(f"{excuse.component} cannot be sized: {excuse.what}; {excuse.mend}", "bad")


# -- the bill -----------------------------------------------------------------------


def _bill(plan: Plan) -> Iterator[Block]:
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
        for row in _category(category, _members(category, plan), cents=cents)
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
    title = _called(category, members)
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


def _members(category: Category, plan: Plan) -> list[ComponentPlan]:
    return [part for part in plan.components if part.name in category.components]


def _called(category: Category, members: Sequence[ComponentPlan]) -> str:
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


def _missing(plan: Plan) -> Iterator[Block]:
    if not plan.missing:
        return
    yield Heading("What has no price", 2)
    for line in plan.missing:
        much = f" ({line.quantity})" if line.quantity is not None else ""
        mend = f": {line.mend}" if line.mend else ""
        yield Note(f"{line.title} of '{line.component}'{much}{mend}", "warn")
    yield Prose("Every total that contains one of these is the least that it can be.")


def _figures(plan: Plan) -> Iterator[Block]:
    figures = plan.graph.model.figures
    if not figures:
        return
    told = any(figure.doc for figure in figures.values())
    rows = tuple(
        Row((name, str(plan[name]), *((figure.doc,) if told else ())))
        for name, figure in figures.items()
    )
    meaning = (Column("Meaning", rank=1),) if told else ()
    yield Heading("Figures", 2)
    yield Table((Column("Figure"), Column("Value", "right"), *meaning), rows)


# -- what would change it ------------------------------------------------------------


def _strategies(plan: Plan) -> Iterator[Block]:
    after = plan.with_strategies
    if not plan.savings or after is None:
        return
    columns = (
        Column("Strategy"),
        Column("Saves alone", "right", rank=1),
        Column("In sequence", "right"),
        Column("Total after", "right", rank=2),
    )
    cents = cents_in(plan.total, after)
    rows = [_saving(saving, cents=cents) for saving in plan.savings]
    total = Row(("Together", "", _saved(plan.savings, cents=cents), cost(after, cents)), "total")
    yield Heading("Strategies: what each saves a month", 2)
    yield Table(columns, (*rows, total))


def _saving(saving: Saving, *, cents: bool) -> Row:
    saved = (
        Cell("unknown", "warn") if amount.missing else cost(amount, cents)
        for amount in (saving.alone, saving.in_sequence)
    )
    return Row((saving.title, *saved, cost(saving.total_after, cents)))


def _saved(savings: Sequence[Saving], *, cents: bool) -> Cell:
    """What all of them save; not told where one of them is not known."""
    amounts = [saving.in_sequence for saving in savings]
    values = [amount.value for amount in amounts if amount.value is not None and not amount.open]
    if len(values) < len(amounts):
        return Cell("")
    return cost(replace(amounts[0], value=sum(values, Fraction(0))), cents)


def _scale(plan: Plan) -> Iterator[Block]:
    if plan.steps:
        yield Heading("The scale", 2)
        yield _steps(plan, rank=3)


def _steps(plan: Plan, *, rank: int) -> Table:
    """The plan at every step; what changed there gives way by `rank`."""
    after = any(step.with_strategies is not None for step in plan.steps)
    columns = (
        Column("At", "right"),
        Column("A month", "right"),
        *((Column(f"Per {_thing(plan.steps[0])}", "right"),) if _counts(plan.steps[0]) else ()),
        *((Column("With strategies", "right", rank=2),) if after else ()),
        Column("Largest", rank=1),
        Column("What changed", rank=rank),
    )
    cents = cents_in(*(step.cost for step in plan.steps))
    return Table(columns, tuple(_step(step, plan, cents=cents) for step in plan.steps))


def _counts(step: Step) -> bool:
    """Whether what grows is of something; a plain multiplier has no cost for one."""
    return bool(step.at.unit.factors)


def _thing(step: Step) -> str:
    """What the cost is told for one of: a user, and for requests/s a request."""
    below = [s.word for s, power in step.per_thing.unit.factors if power < 0 and s.is_thing]
    return " ".join(below) or str(step.at.unit)


def _step(step: Step, plan: Plan, *, cents: bool) -> Row:
    after = () if step.with_strategies is None else (cost(step.with_strategies, cents),)
    each = str(step.per_thing).replace("at least ", "≥ ").replace("at most ", "≤ ").split("/")[0]
    grown = ", ".join([*_grown(step.changed, plan), *_too_much(step, plan)])
    per = (each,) if _counts(step) else ()
    return Row((str(step.at), cost(step.cost, cents), *per, *after, step.largest, grown))


def _grown(changed: Iterable[str], plan: Plan) -> Iterator[str]:
    """What grew, once for each component: `PostgreSQL 1 → 10 shards`."""
    titles = _titles(plan)
    seen: set[str] = set()
    for change in changed:
        name, _, sizes = change.partition(" ")
        owner = name.partition(".")[0]
        if "→" not in sizes:
            yield "and more"
        elif owner not in seen:
            seen.add(owner)
            yield f"{titles.get(owner, owner)} {_one_unit(sizes)}"


def _too_much(step: Step, plan: Plan) -> Iterator[str]:
    for excuse in step.excuses:
        yield f"{_titles(plan).get(excuse.component, excuse.component)} cannot be sized"


def _titles(plan: Plan) -> dict[str, str]:
    return {component.name: component.title for component in plan.components}


def _one_unit(sizes: str) -> str:
    """`1 shard → 10 shards` as `1 → 10 shards`."""
    before, arrow, after = sizes.partition(" → ")
    number, _, unit = before.partition(" ")
    same = unit and after.partition(" ")[2].startswith(unit[:3])
    return f"{number}{arrow}{after}" if same else sizes


# -- what to know beside it ------------------------------------------------------------


def _pins(plan: Plan) -> Iterator[Block]:
    if not plan.pins:
        return
    by = {pin.by for pin in plan.pins}
    several = len(by) > 1
    columns = (Column("Figure"), Column("Set to", "right"), Column("Would be", "right"))
    rows = tuple(
        Row((pin.name, str(pin.value), str(pin.instead_of or "—"), *([pin.by] if several else ())))
        for pin in plan.pins
    )
    yield Heading("Set, not computed" if several else f"{_set_by(by.pop())}, not computed", 2)
    yield Table((*columns, *((Column("By", rank=1),) if several else ())), rows)


def _set_by(who: str) -> str:
    return "Set on the command line" if who == "set" else f"Set by {who}"


def _warnings(plan: Plan) -> Iterator[Block]:
    if plan.warnings:
        yield Heading("Remarks", 2)
    for warning in plan.warnings:
        where = f" ({warning.span})" if warning.span.source.name else ""
        yield Note(f"{warning.what}{where}", "warn")
