"""Two plans side by side: what changed, why, and how much each change moves.

What a change is worth is found by making it alone in the first plan. The rest,
which only the changes together explain, is told as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tenfold.errors import Rejected
from tenfold.laws.law import Law
from tenfold.model.model import Change, Figure, Model
from tenfold.plan.build import build
from tenfold.plan.plan import Amount, Plan
from tenfold.prices.catalogue import EMPTY, Catalogue
from tenfold.quantity.tape import compile_tape

__all__ = ["Changed", "Comparison", "Difference", "compare_plans", "declared"]

_FOLLOWED = 40


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure in both plans; None where a plan does not have it."""

    name: str
    before: Amount | None
    after: Amount | None
    by: Fraction | None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """An input that differs, as written, and what it moves the total by alone."""

    name: str
    before: str
    after: str
    effect: Amount | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two plans. `rest` is what no change explains alone."""

    before_name: str
    after_name: str
    before: Plan
    after: Plan
    total: Difference
    categories: tuple[Difference, ...]
    components: tuple[Difference, ...]
    changes: tuple[Changed, ...]
    rest: Amount | None


def compare_plans(
    before: Plan,
    after: Plan,
    names: tuple[str, str],
    laws: Mapping[str, Law],
    catalogue: Catalogue = EMPTY,
) -> Comparison:
    """How the second plan differs from the first, and what each change moves."""

    def moved_to(change: Change) -> Amount | None:
        return _total_with(change, before, laws, catalogue)

    changes = tuple(_changes(before, after, moved_to))
    total = _difference("total", before.total, after.total)
    explained = [c.effect.value for c in changes if c.effect is not None and c.effect.value is not None]
    moved = total.by
    whole = moved is not None and len(explained) == len(changes)
    rest = Amount(moved - sum(explained, Fraction(0)), before.total.unit, before.total.calendar) if whole and moved is not None else None
    return Comparison(
        *names, before, after, total,
        tuple(_pairs(_by_category(before), _by_category(after))),
        tuple(_pairs(_by_component(before), _by_component(after))),
        changes, rest,
    )  # fmt: skip


def _by_category(plan: Plan) -> dict[str, tuple[str, Amount]]:
    return {c.name: (c.name, c.cost) for c in plan.categories}


def _by_component(plan: Plan) -> dict[str, tuple[str, Amount]]:
    return {c.name: (c.title, c.cost) for c in plan.components}


def _pairs(
    before: Mapping[str, tuple[str, Amount]], after: Mapping[str, tuple[str, Amount]]
) -> Iterator[Difference]:
    for name in dict.fromkeys([*before, *after]):
        title = (before.get(name) or after[name])[0]
        old, new = before.get(name), after.get(name)
        yield _difference(name, old[1] if old else None, new[1] if new else None, title)


def _difference(name: str, before: Amount | None, after: Amount | None, title: str = "") -> Difference:
    old = Fraction(0) if before is None else before.value
    new = Fraction(0) if after is None else after.value
    unknown = any(a is not None and a.missing for a in (before, after))
    by = None if unknown or old is None or new is None else new - old
    return Difference(name, before, after, by, title or name)


def declared(model: Model) -> Iterator[tuple[str, Figure]]:
    """Every figure that a model declares, by its dotted name."""
    for figure in (*model.exchange.values(), *model.assumptions.values(), *model.figures.values()):
        yield figure.name, figure
    for component in model.components.values():
        for name, figure in (*component.settings.items(), *component.derive.items()):
            yield f"{component.name}.{name}", figure


def _inputs(plan: Plan) -> dict[str, Figure]:
    """What is declared, with what the scenario and `set` put in its place."""
    found = dict(declared(plan.graph.model))
    for change in plan.graph.changes:
        found[change.name] = change.figure
    return found


def _changes(before: Plan, after: Plan, moved_to: Callable[[Change], Amount | None]) -> Iterator[Changed]:
    old, new = _inputs(before), _inputs(after)
    differing = [name for name in dict.fromkeys([*old, *new]) if _text(old.get(name)) != _text(new.get(name))]
    for place, name in enumerate(differing):
        effect = _effect(name, new.get(name), before, moved_to) if place < _FOLLOWED else None
        yield Changed(name, _told(name, old, before), _told(name, new, after), effect)


def _text(figure: Figure | None) -> str:
    return "" if figure is None else " ".join(figure.formula.text.split())


def _told(name: str, inputs: Mapping[str, Figure], plan: Plan) -> str:
    """A value, with the formula it came from where that is not the same."""
    text = _text(inputs.get(name))
    if name not in set(plan.names()):
        return text or "—"
    value = str(plan[name])
    return value if text in ("", value) else f"{value} ({text})" if len(text) <= 40 else value


def _effect(
    name: str, figure: Figure | None, before: Plan, moved_to: Callable[[Change], Amount | None]
) -> Amount | None:
    moved = None if figure is None else moved_to(Change(name, figure, "the other plan"))
    if moved is None or moved.value is None or before.total.value is None:
        return None
    return Amount(moved.value - before.total.value, before.total.unit, before.total.calendar)


def _total_with(change: Change, plan: Plan, laws: Mapping[str, Law], catalogue: Catalogue) -> Amount | None:
    """The total of a plan with one more change; None where it cannot be made there."""
    graph = plan.graph
    try:
        changed = build(graph.formulas, (*graph.changes, change), laws, catalogue=catalogue, base=graph)
    except Rejected:
        return None
    total = changed.total()
    tape = compile_tape([total], graph.model.calendar)
    return Amount(tape.exact()[tape.slot(total)], total.unit, graph.model.calendar)
