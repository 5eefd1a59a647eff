"""A Plan becomes a Document: one chapter, one function.

What a person asks first comes first: what it comes to, what is missing, the
bill; then what would change it, and what of the published figures stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from tenfold.plan.plan import Amount, ComponentPlan, LinePlan, Plan, Saving, Step, Verdict
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
from tenfold.report.off import CENTS_BELOW, money, off_by, percent

__all__ = ["compose_check", "compose_plan", "compose_scale"]

_CLAIMS_TOLD = 40


def compose_plan(plan: Plan) -> Document:
    """The whole plan, as `tenfold plan` tells it."""
    chapters = (_opening, _bill, _missing, _figures, _strategies, _scale, _goals, _claims, _pins, _warnings)
    return Document(tuple(block for chapter in chapters for block in chapter(plan)))


def compose_scale(plan: Plan) -> Document:
    """The timeline alone."""
    return Document((Heading(f"{plan.name}: the scale"), *_scale(plan, alone=True), *_warnings(plan)))


def compose_check(plan: Plan) -> Document:
    """What does not hold, and how much does."""
    return Document((Heading(f"{plan.name}: check"), *_goals(plan), *_claims(plan), *_missing(plan), *_warnings(plan)))


# -- chapters -------------------------------------------------------------------


def _opening(plan: Plan) -> Iterator[Block]:
    model = plan.graph.model
    yield Heading(plan.name)
    if model.doc:
        yield Prose(model.doc)
    scenario = model.scenarios.get(plan.scenario)
    if scenario is not None:
        said = f"Read as '{scenario.name}': {scenario.title}."
        yield Prose(f"{said} {scenario.doc}".strip())
    least = "At least " if plan.total.at_least else ""
    text = f"{least}{money(plan.total)} a month, {money(plan.yearly)} a year."
    if plan.with_strategies is not None and plan.savings:
        text += f" With all strategies {'at least ' if plan.with_strategies.at_least else ''}{money(plan.with_strategies)} a month."
    yield Prose(text)
    for excuse in plan.excuses:
        yield Note(f"{excuse.component} cannot be sized: {excuse.what}; {excuse.mend}", "bad")


def _bill(plan: Plan) -> Iterator[Block]:
    currency = plan.graph.model.currency
    sign = CURRENCIES.get(currency, currency)
    columns = (
        Column("Item"),
        Column("Quantity", "right", rank=1),
        Column("Unit price", "right", rank=2),
        Column(f"{sign} a month", "right"),
        Column(f"{sign} a year", "right", rank=3),
        Column("Share", "right"),
        Column("", bar=True, rank=4),
    )
    cents = _cents(plan)
    rows = [row for component in plan.components for row in _component_rows(component, cents=cents)]
    all_of_it = "100%" if plan.total.value else ""
    total = Row(("Total", "", "", _cost(plan.total, cents), _cost(plan.yearly, cents), all_of_it, ""), "total")
    yield Heading("Bill of quantities", 2)
    yield Table(columns, (*rows, total))


def _cents(plan: Plan) -> bool:
    """Whether this plan is small enough to be told in cents."""
    number = plan.total.number
    return number is not None and abs(number) < CENTS_BELOW


def _component_rows(component: ComponentPlan, *, cents: bool) -> Iterator[Row]:
    bar: Bar | str = Bar(float(component.share)) if component.share is not None else ""
    if len(component.lines) == 1:
        line = component.lines[0]
        known = line.title.lower() in component.title.lower()
        yield _row(component.title if known else f"{component.title}: {line.title}", line, bar, cents=cents)
        return
    costs = (_cost(component.cost, cents), _cost(component.yearly, cents))
    yield Row((component.title, "", "", *costs, percent(component.share), bar))
    for line in component.lines:
        yield _row(line.title, line, None, cents=cents)


def _row(title: str, line: LinePlan, bar: Bar | str | None, *, cents: bool) -> Row:
    """A line; one that is a part of the component above it has no bar of its own."""
    quantity = "" if line.quantity is None else str(line.quantity)
    price = "" if line.price is None else str(line.price)
    costs = (_cost(line.cost, cents), _cost(line.yearly, cents))
    return Row((title, quantity, price, *costs, percent(line.share), bar or ""), "sub" if bar is None else "plain")


def _cost(amount: Amount, cents: bool | None = None) -> Cell:  # noqa: FBT001 - None is a third answer
    if amount.missing:
        return Cell("missing", "warn")
    text = money(amount, cents=cents)
    return Cell(f"≥ {text}", "warn") if amount.at_least else Cell(text)


def _missing(plan: Plan) -> Iterator[Block]:
    if not plan.missing:
        return
    yield Heading("What has no price", 2)
    for line in plan.missing:
        mend = f": {line.mend}" if line.mend else ""
        yield Note(f"{line.title} of '{line.component}' ({line.quantity or 'no quantity'}){mend}", "warn")
    yield Prose("Every total that contains one of these is the least it can be.")


def _figures(plan: Plan) -> Iterator[Block]:
    figures = plan.graph.model.figures
    if not figures:
        return
    told = any(figure.doc for figure in figures.values())
    rows = tuple(
        Row((name, str(plan[name]), *((figure.doc,) if told else ()))) for name, figure in figures.items()
    )
    meaning = (Column("Meaning", rank=1),) if told else ()
    yield Heading("Figures", 2)
    yield Table((Column("Figure"), Column("Value", "right"), *meaning), rows)


def _strategies(plan: Plan) -> Iterator[Block]:
    if not plan.savings or plan.with_strategies is None:
        return
    columns = (
        Column("Strategy"),
        Column("Saves alone", "right", rank=1),
        Column("In sequence", "right"),
        Column("Total after", "right", rank=2),
    )
    rows = [_saving_row(saving) for saving in plan.savings]
    saved = _saved(plan)
    total = Row(("Together", "", money(saved) if saved else "", _cost(plan.with_strategies)), "total")
    yield Heading("Strategies: what each saves a month", 2)
    yield Table(columns, (*rows, total))


def _saving_row(saving: Saving) -> Row:
    return Row((saving.title, money(saving.alone), money(saving.in_sequence), _cost(saving.total_after)))


def _saved(plan: Plan) -> Amount | None:
    after = plan.with_strategies
    if after is None or after.value is None or plan.total.value is None:
        return None
    return Amount(plan.total.value - after.value, plan.total.unit, plan.total.calendar)


def _scale(plan: Plan, *, alone: bool = False) -> Iterator[Block]:
    if not plan.steps:
        if alone:
            yield Prose("The model has no scale: write 'scale: {over: users, steps: [...]}' or use --over and --steps.")
        return
    over = plan.steps[0].at.unit
    rows = [_step_row(step) for step in plan.steps]
    columns = [
        Column("At", "right"), Column("A month", "right"), Column(f"Per {over}", "right"),
        Column("With strategies", "right", rank=1), Column("Largest", rank=2), Column("What changed", rank=0 if alone else 3),
    ]  # fmt: skip
    yield Heading("The scale", 2)
    yield Table(tuple(columns), tuple(rows))


def _step_row(step: Step) -> Row:
    with_all = "" if step.with_strategies is None else _cost(step.with_strategies)
    each = str(step.per_thing).removeprefix('at least ').split("/")[0]
    return Row((str(step.at), _cost(step.cost), each, with_all, step.largest, ", ".join(step.changed)))


def _goals(plan: Plan) -> Iterator[Block]:
    if not plan.goals:
        return
    yield Heading("Goals", 2)
    for goal in plan.goals:
        tone = {"holds": "good", "off": "bad"}.get(goal.verdict)
        doc = f" ({goal.doc})" if goal.doc else ""
        text = f"{goal.text}: {goal.computed}{doc}"
        yield Note(text, "good" if tone == "good" else "bad" if tone == "bad" else "warn")


def _claims(plan: Plan) -> Iterator[Block]:
    if not plan.claims:
        return
    wrong = [claim for claim in plan.claims if not claim.follows]
    resting = [claim for claim in plan.claims if claim.follows and claim.verdict == "off"]
    holding = len(plan.claims) - len(wrong) - len(resting)
    yield Heading("Published figures", 2)
    text = f"Of {len(plan.claims)} published figures {len(wrong)} do not follow from the others as published"
    if resting:
        text += f"; {len(resting)} more are off because they rest on those"
    yield Prose(f"{text}; {holding} hold." if wrong or resting else f"All {len(plan.claims)} published figures hold.")
    if wrong:
        columns = (Column("Figure"), Column("Published", "right"), Column("Follows", "right"), Column("Off by", "right"), Column("Where", rank=1))
        rows = tuple(_claim_row(claim) for claim in wrong[:_CLAIMS_TOLD])
        yield Table(columns, rows, total_rows=len(wrong))
    if resting:
        yield Prose("Off with them: " + ", ".join(claim.name for claim in resting) + ".")


def _claim_row(claim: Verdict) -> Row:
    follows = str(claim.from_those or "")
    if claim.claimed in ("true", "false"):
        follows = "true" if claim.from_those is not None and claim.from_those.value else "false"
    return Row((claim.name, claim.claimed, follows, Cell(off_by(claim), "bad"), claim.where))


def _pins(plan: Plan) -> Iterator[Block]:
    if not plan.pins:
        return
    columns = (Column("Figure"), Column("Set to", "right"), Column("Would be", "right"), Column("By", rank=1))
    rows = tuple(Row((pin.name, str(pin.value), str(pin.instead_of or "—"), pin.by)) for pin in plan.pins)
    yield Heading("Set, not computed", 2)
    yield Table(columns, rows)


def _warnings(plan: Plan) -> Iterator[Block]:
    for warning in plan.warnings:
        where = f" ({warning.span})" if warning.span.source.name else ""
        yield Note(f"{warning.what}{where}", "warn")
