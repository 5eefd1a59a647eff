"""A model and some changes bound into a Graph, unit by unit.

Units are bound in order: a figure, or a component with its law and its bill.
Another world of the same model (a scenario, a strategy) is built from the
first: what its changes do not touch is the very same node, so many worlds
share one tape.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tenfold.errors import Problem, Rejected, Words
from tenfold.laws.law import Law
from tenfold.model.model import Change
from tenfold.plan.charge import monthly
from tenfold.plan.check import check_changes, check_components
from tenfold.plan.formulas import Formulas, Reference, formulas_of, own_figures
from tenfold.plan.graph import WITH, Graph, World, unit_of
from tenfold.plan.order import TOTAL, in_order
from tenfold.plan.size import bind_component, bind_figure
from tenfold.prices.catalogue import EMPTY, Catalogue
from tenfold.quantity.bind import Broken
from tenfold.quantity.expr import Call, Named, Origin, total
from tenfold.quantity.units import STANDARD, Unit

__all__ = ["build"]


def build(
    formulas: Formulas,
    changes: tuple[Change, ...],
    laws: Mapping[str, Law],
    *,
    catalogue: Catalogue = EMPTY,
    base: Graph | None = None,
    outer: Graph | None = None,
) -> Graph:
    """The Graph of a model with some changes; `Rejected` with everything that is wrong."""
    model = formulas.model
    graph = Graph(model, formulas, changes)
    world = World(graph, laws, catalogue, outer)
    world.problems += check_components(model, laws) + check_changes(model, laws, changes)
    if world.problems and any(p.code in ("T401", "T501") for p in world.problems):
        raise Rejected(world.problems)
    graph.links = _links(world)
    order, circles, caught = in_order(graph.links)
    world.problems += circles
    world.broken |= caught
    reused: set[str] = set()
    for unit in order:
        graph.signatures[unit] = _signature(unit, changes)
        if base is not None and _same(unit, graph, base, reused):
            _take(unit, graph, base)
            reused.add(unit)
        elif unit not in world.broken:
            _bind_unit(unit, world)
    if world.problems:
        raise Rejected(_once(world.problems))
    return graph


def _once(problems: Iterable[Problem]) -> list[Problem]:
    return list(dict.fromkeys(problems))


def _signature(unit: str, changes: tuple[Change, ...]) -> tuple[int, ...]:
    if unit.endswith("."):
        return tuple(id(c) for c in changes if c.name.startswith(unit))
    return tuple(id(c) for c in changes if c.name == unit)


def _same(unit: str, graph: Graph, base: Graph, reused: set[str]) -> bool:
    if graph.signatures[unit] != base.signatures.get(unit):
        return False
    return all(target in reused for target, _ in graph.links.get(unit, []) if target in graph.links)


def _take(unit: str, graph: Graph, base: Graph) -> None:
    if unit == TOTAL:
        names: list[str] = [name for name in base.figures if name.startswith("total.")]
    elif unit.endswith("."):
        names = list(base.parts[unit[:-1]].figures)
        graph.parts[unit[:-1]] = base.parts[unit[:-1]]
    else:
        names = [unit]
    for name in names:
        graph.figures[name] = base.figures[name]
    graph.pins += [pin for pin in base.pins if unit_of(pin.name, graph.model) == unit]


def _links(world: World) -> dict[str, list[tuple[str, Reference]]]:
    """What every unit rests on, by the references in its formulas."""
    model = world.graph.model
    links: dict[str, list[tuple[str, Reference]]] = {}
    for figure in (*model.exchange.values(), *model.assumptions.values()):
        links[figure.name] = _rests_on(figure.name, formulas_of(figure), world)
    for name, component in model.components.items():
        law = world.laws[component.kind.text]
        texts = [
            words
            for setting, figure in component.settings.items()
            if (known := law.setting(setting)) is not None and known.measure is not None
            for words in formulas_of(figure)
        ]
        texts += [words for figure in own_figures(component) for words in formulas_of(figure)]
        links[f"{name}."] = _rests_on(f"{name}.", texts, world, own=frozenset(component.derive))
    links[TOTAL] = [(f"{name}.", Reference(name, component.span)) for name, component in model.components.items()]
    for figure in model.figures.values():
        links[figure.name] = _rests_on(figure.name, formulas_of(figure), world)
    return links


def _rests_on(
    unit: str, texts: Iterable[Words], world: World, own: frozenset[str] = frozenset()
) -> list[tuple[str, Reference]]:
    found: list[tuple[str, Reference]] = []
    model = world.graph.model
    changed = [c.figure.formula for c in world.graph.changes if c.name == unit or (unit.endswith(".") and c.name.startswith(unit))]
    settings = [c for c in world.graph.changes if unit.endswith(".") and c.name.startswith(unit)]
    words_only = {id(c.figure.formula) for c in settings if _is_words(c, world)}
    for text in (*texts, *changed):
        if id(text) in words_only:
            continue
        try:
            references = world.graph.formulas.references(text)
        except Rejected as error:
            world.problems += error.problems
            world.broken.add(unit)
            continue
        for reference in references:
            name = reference.name
            if name.startswith(WITH):
                if world.outer is not None:
                    continue
                name = name.removeprefix(WITH)
            target = unit_of(name, model)
            itself = target == unit and (unit.endswith(".") or any(text is w for w in changed))
            if name not in own and not itself:
                found.append((target, reference))
    return found


def _is_words(change: Change, world: World) -> bool:
    owner, _, rest = change.name.partition(".")
    component = world.graph.model.components.get(owner)
    law = world.laws.get(component.kind.text) if component is not None else None
    setting = law.setting(rest) if law is not None else None
    return setting is not None and setting.measure is None


def _bind_unit(unit: str, world: World) -> None:
    try:
        if unit == TOTAL:
            _bind_total(world)
        elif unit.endswith("."):
            bind_component(unit[:-1], world)
        else:
            bind_figure(unit, world)
    except Broken:
        world.broken.add(unit)
    except Rejected as error:
        world.problems += error.problems
        world.broken.add(unit)


def _bind_total(world: World) -> None:
    """The sum of the parts, a month and a year."""
    graph = world.graph
    if len(graph.parts) < len(graph.model.components):
        raise Broken
    unit = monthly(graph.model.currency)
    costs = [part.cost for part in graph.parts.values()]
    cost = Named("total.cost", total(costs, unit), Origin(doc="the sum of the components"))
    yearly = Unit(((unit.factors[0][0], 1), (STANDARD.symbols["year"], -1)))
    graph.figures["total.cost"] = cost
    graph.figures["total.yearly"] = Named("total.yearly", Call("as", (cost,), yearly), Origin(doc="twelve months of it"))
