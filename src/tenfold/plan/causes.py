"""Causes: what two plans declare differently, and what each difference moves.

Each is made alone in the first plan, as a `set` would make it. A component or
a line that stands in one plan only is worth what it costs there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tenfold.errors import Rejected
from tenfold.laws.law import Law
from tenfold.model.model import Change, Figure, Model
from tenfold.plan.amount import Amount, less
from tenfold.plan.build import Draft, build, draft
from tenfold.plan.buying import PRICES
from tenfold.plan.graph import Graph
from tenfold.plan.plan import Plan
from tenfold.plan.worth import follow
from tenfold.prices.catalogue import Catalogue
from tenfold.quantity.expr import Const, ancestors, call

__all__ = ["Changed", "causes"]

_FOLLOWED = 40
_FORMULA_SHOWN_AT_MOST = 40
_BY = "the other plan"


@dataclass(frozen=True, slots=True)
class Changed:
    """An input that differs, as written, and what it moves the total by alone.

    The effect is None where it cannot be made alone, or beyond the first forty.
    """

    name: str
    before: str
    after: str
    effect: Amount | None


def causes(
    before: Plan, after: Plan, laws: Mapping[str, Law], catalogue: Catalogue
) -> Iterator[Changed]:
    """Everything that is declared differently; what comes or goes as a whole first."""
    yield from _terms(before, after)
    old, new = _wholes(before), _wholes(after)
    moved = {name for name in _either(old, new) if old.get(name) != new.get(name)}
    for name in _either(old, new):
        if name in moved and name.partition(".")[0] not in moved - {name}:
            yield _come_or_gone(name, old.get(name, "—"), new.get(name, "—"), before, after)
    was, said = _inputs(before), _inputs(after)
    names = [n for n in _either(was, said) if _text(was.get(n)) != _text(said.get(n))]
    alone = [name for name in names if moved.isdisjoint(_owners(name))]
    layers = _layers(alone[:_FOLLOWED], before, after)
    effects = _effects(before, draft(before.graph.model, laws, catalogue), layers)
    for name in alone:
        told = _told(name, was, before), _told(name, said, after)
        yield Changed(name, *told, effects.get(name))


def _terms(before: Plan, after: Plan) -> Iterator[Changed]:
    """The currency, the month and the catalogue, which no figure explains."""
    old, new = before.graph.model, after.graph.model
    if old.currency != new.currency:
        yield Changed("currency", old.currency, new.currency, None)
    if old.calendar != new.calendar:
        was, is_now = (f"{float(model.calendar.month):g} hours" for model in (old, new))
        yield Changed("month", was, is_now, None)
    if before.catalogue.digest != after.catalogue.digest:
        yield Changed("catalogue", _catalogue(before), _catalogue(after), None)


def _catalogue(plan: Plan) -> str:
    """A catalogue by its name, and as much of its hash as tells it apart."""
    return f"{plan.catalogue.name} ({plan.catalogue.digest.partition(':')[2][:8]})"


def _either(one: Iterable[str], other: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*one, *other]))


def _owners(name: str) -> list[str]:
    """The component and the line that a figure may belong to."""
    parts = name.split(".")
    return [parts[0], ".".join(parts[:2])] if len(parts) > 1 else []


def _wholes(plan: Plan) -> dict[str, str]:
    """Components with their kinds, and lines of their own, by name."""
    found: dict[str, str] = {}
    for component in plan.graph.model.components.values():
        found[component.name] = component.kind.text
        found.update({f"{component.name}.{item.item}": "a line" for item in component.bill})
    return found


def _come_or_gone(name: str, was: str, is_now: str, before: Plan, after: Plan) -> Changed:
    full = f"{name}.cost"
    old, new = (plan[full] if full in plan.graph.figures else None for plan in (before, after))
    known = not any(cost is not None and cost.open for cost in (old, new))
    moved = less(new, old, before.total) if known else None
    effect = None if moved is None else replace(before.total, value=moved)
    return Changed(name, was, is_now, effect)


def _inputs(plan: Plan) -> dict[str, Figure]:
    """What is declared, with what the scenario and `set` put in its place."""
    found = dict(_declared(plan.graph.model))
    for change in plan.graph.changes:
        found[change.name] = change.figure
    return found


def _declared(model: Model) -> Iterator[tuple[str, Figure]]:
    """Every figure that a model declares, by its dotted name."""
    yield from _terms_of(model)
    discounts = (discount.rate for discount in model.buying.discounts.values())
    alone = (*model.exchange.values(), *discounts)
    for figure in (*alone, *model.assumptions.values(), *model.figures.values()):
        yield figure.name, figure
    for component in model.components.values():
        for name, figure in (*component.settings.items(), *component.derive.items()):
            yield f"{component.name}.{name}", figure
        for item in component.bill:
            yield f"{component.name}.{item.item}.quantity", item.quantity
            if item.price is not None:
                yield f"{component.name}.{item.item}.price", item.price


def _terms_of(model: Model) -> Iterator[tuple[str, Figure]]:
    """The words under `prices:`, and the prices of the model's own."""
    for name, words in model.buying.words.items():
        yield f"{PRICES}{name}", Figure(f"{PRICES}{name}", words, words.span)
    for own in model.buying.own.values():
        for end, rate in own.rates:
            yield f"{PRICES}own.{rate.name}", rate
            if end is not None:
                yield f"{PRICES}own.{rate.name}, up_to", Figure(rate.name, end, end.span)


def _layers(
    names: Iterable[str], before: Plan, after: Plan
) -> dict[str, tuple[Change, ...] | None]:
    """What makes a figure of the first plan what it is in the second; None where it has none.

    The changes of the second stand in place of those of the first: a formula
    that speaks of its own figure builds on what is declared, not on them.
    """
    was, is_now = (dict(_declared(plan.graph.model)) for plan in (before, after))
    found: dict[str, tuple[Change, ...] | None] = {}
    for name in names:
        layers = tuple(change for change in after.graph.changes if change.name == name)
        declared = is_now.get(name)
        if declared is None:
            found[name] = layers or None
        else:
            same = _text(was.get(name)) == _text(declared)
            found[name] = layers if same else (Change(name, declared, _BY), *layers)
    return found


def _text(figure: Figure | None) -> str:
    if figure is None:
        return ""
    said = [figure.formula, figure.range, figure.unit]
    return ", ".join(" ".join(words.text.split()) for words in said if words is not None)


def _told(name: str, inputs: Mapping[str, Figure], plan: Plan) -> str:
    """A value, with the formula it came from where that is not the same."""
    text = _text(inputs.get(name))
    if name not in plan.graph.figures:
        return text or "—"
    value = str(plan[name])
    plain = isinstance(plan.node(name).body, Const) or text in {"", value}
    return value if plain or len(text) > _FORMULA_SHOWN_AT_MOST else f"{value} ({text})"


def _effects(
    plan: Plan, of: Draft, followed: Mapping[str, tuple[Change, ...] | None]
) -> dict[str, Amount]:
    """What each figure moves the total by; None where it cannot be made alone."""
    changed: dict[str, Graph] = {}
    for name, layers in followed.items():
        try:
            made = _without(name, plan, of) if layers is None else _having(name, layers, plan, of)
        except Rejected:
            continue
        if made is not None:
            changed[name] = made
    total = plan.graph.total()
    moved = {name: call("sub", graph.total(), total) for name, graph in changed.items()}
    worth = follow(list(moved.values()), [plan.graph, *changed.values()]).run()
    return {name: worth.amount(node) for name, node in moved.items()}


def _having(name: str, layers: tuple[Change, ...], plan: Plan, of: Draft) -> Graph:
    """The plan with one figure as the other has it; a new one is not used by any yet."""
    graph = plan.graph
    if "." not in name and name not in graph.figures:
        return graph
    others = tuple(change for change in graph.changes if change.name != name)
    return build(of, (*others, *layers), base=graph)


def _without(name: str, plan: Plan, of: Draft) -> Graph | None:
    """The plan without what is set, or without a setting that is written."""
    graph, model = plan.graph, plan.graph.model
    changes = tuple(change for change in graph.changes if change.name != name)
    if len(changes) < len(graph.changes):
        return build(of, changes, base=graph)
    if name.startswith(PRICES):
        return _unsaid(name.removeprefix(PRICES), changes, model, of)
    owner, _, setting = name.partition(".")
    component = model.components.get(owner)
    if component is None or setting not in component.settings:
        node = graph.figures.get(name)
        used = any(below is node for below in ancestors([graph.total()]))
        return None if used else graph
    settings = {key: said for key, said in component.settings.items() if key != setting}
    silent = replace(component, settings=settings)
    edited = replace(model, components={**model.components, owner: silent})
    return build(draft(edited, of.laws, of.catalogue), changes)


def _unsaid(word: str, changes: tuple[Change, ...], model: Model, of: Draft) -> Graph | None:
    """The plan without a word under `prices:`."""
    if word not in model.buying.words:
        return None
    words = {key: said for key, said in model.buying.words.items() if key != word}
    edited = replace(model, buying=replace(model.buying, words=words))
    return build(draft(edited, of.laws, of.catalogue), changes)
