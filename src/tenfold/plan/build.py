"""A model and some changes bound into a Graph: in order, each unit sized and charged.

Another world of the same model (a scenario, a strategy) is built from the
first: what its changes do not touch is the very same node, so many worlds
share one tape.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tenfold.errors import NOWHERE, Problem, Rejected
from tenfold.laws.law import Law
from tenfold.model.model import Change, Model
from tenfold.plan.buying import PRICES
from tenfold.plan.chances import chances_of
from tenfold.plan.charge import monthly
from tenfold.plan.check import check, check_changes
from tenfold.plan.derive import derive
from tenfold.plan.desk import lay_out
from tenfold.plan.figure import bind_figure
from tenfold.plan.flow import flow
from tenfold.plan.formulas import Formulas
from tenfold.plan.graph import Bound, Graph, Part
from tenfold.plan.links import Linked, linked, with_changes
from tenfold.plan.order import TOTAL, Links, in_order, unit_of
from tenfold.plan.size import size
from tenfold.plan.tally import add_up, lines_of
from tenfold.plan.together import together
from tenfold.plan.world import World
from tenfold.prices.catalogue import NO_PRICES, Catalogue
from tenfold.quantity.bind import Broken
from tenfold.quantity.expr import Call, Expr, Named, Origin, total
from tenfold.quantity.units import STANDARD, Unit

__all__ = ["Draft", "build", "draft"]


@dataclass(frozen=True)
class Draft:
    """What all worlds of a model share: its laws, its prices, its formulas read once.

    `problems` are those that were seen before anything is bound, `broken` the
    units that cannot be bound for them.
    """

    model: Model
    laws: Mapping[str, Law]
    catalogue: Catalogue
    formulas: Formulas
    linked: Linked
    problems: tuple[Problem, ...]
    broken: frozenset[str]
    chances: Mapping[str, Named] = field(default_factory=dict)


def draft(model: Model, laws: Mapping[str, Law], catalogue: Catalogue = NO_PRICES) -> Draft:
    """A model made ready to be built, with what is wrong with it noted."""
    model, uncalled = flow(model, laws)
    formulas = Formulas(model)
    found = linked(model, formulas, laws)
    problems, broken = check(model, laws)
    chances, unlikely = chances_of(model, formulas)
    problems += [*uncalled, *unlikely]
    return Draft(
        model, laws, catalogue, formulas, found, tuple(problems), frozenset(broken), chances
    )


def build(
    of: Draft,
    changes: tuple[Change, ...] = (),
    *,
    base: Graph | None = None,
    outer: Graph | None = None,
) -> Graph:
    """The Graph of a model with some changes; `Rejected` with everything that is wrong.

    What `base` has bound already, and the changes leave alone, is taken from it.
    """
    strange, sound = check_changes(of.model, of.laws, changes)
    by_unit = _by_unit(sound, of.model)
    known = with_changes(of.linked, by_unit, of.formulas, of.laws)
    links = known.links if outer is not None else known.whole()
    order, circles, caught = in_order(links)
    world = World(of.formulas, of.laws, of.catalogue, by_unit, outer, of.chances)
    world.problems += [*of.problems, *known.problems, *strange, *circles]
    world.broken |= of.broken | caught
    _bind_all(order, links, world, base)
    if world.problems:
        raise Rejected(dict.fromkeys(world.problems))
    return _graph(changes, links, world)


def _by_unit(changes: Iterable[Change], model: Model) -> dict[str, tuple[Change, ...]]:
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(unit_of(change.name, model), []).append(change)
    return {unit: tuple(layers) for unit, layers in found.items()}


def _bind_all(order: list[str], links: Links, world: World, base: Graph | None) -> None:
    taken: set[str] = set()
    for unit in order:
        if base is not None and _unchanged(unit, links, world, base, taken):
            taken.add(unit)
            world.add(unit, base.bound[unit])
        elif unit not in world.broken:
            try:
                world.add(unit, _bind(unit, world))
            except (Rejected, Broken) as error:
                world.note(unit, error)


def _unchanged(unit: str, links: Links, world: World, base: Graph, taken: set[str]) -> bool:
    same = world.by_unit.get(unit, ()) == base.by_unit.get(unit, ())
    if unit.endswith("."):
        same &= world.by_unit.get(PRICES, ()) == base.by_unit.get(PRICES, ())
    return same and all(target in taken or target not in links for target, _ in links[unit])


def _bind(unit: str, world: World) -> Bound:
    if unit == TOTAL:
        return _total(world)
    if unit.endswith("."):
        return _component(unit[:-1], world)
    return bind_figure(unit, world)


def _component(name: str, world: World) -> Bound:
    """From what a component says to its bill: sized by its law, charged, added up."""
    desk = lay_out(name, world)
    sizing = size(desk)
    scope = derive(desk)
    lines = lines_of(desk, sizing, scope)
    part = add_up(desk, sizing, lines)
    return Bound(part.figures, tuple(desk.pins), part)


def _parts(world: World) -> list[Part]:
    """The components that are bound, in the order declared."""
    bound = (world.bound.get(f"{name}.") for name in world.model.components)
    return [unit.part for unit in bound if unit is not None and unit.part is not None]


def _total(world: World) -> Bound:
    """The sum of the parts, a month and a year."""
    parts = _parts(world)
    if len(parts) < len(world.model.components):
        raise Broken
    unit = monthly(world.model.currency)
    a_year = Unit(((unit.factors[0][0], 1), (STANDARD.symbols["year"], -1)))
    shared = together(parts, world.model.currency, lambda spent: _a_month(spent, world))
    parts += [] if shared is None else [shared]
    summed = total([part.cost for part in parts], unit)
    cost = Named("total.cost", summed, Origin(doc="the sum of the components"))
    origin = Origin(doc="as much for a whole year")
    yearly = Named("total.yearly", Call("as", (cost,), a_year), origin)
    figures = {} if shared is None else shared.figures
    return Bound({**figures, cost.name: cost, yearly.name: yearly}, part=shared)


def _a_month(spent: Expr, world: World) -> Expr:
    return world.a_month(spent, NOWHERE, "what is charged in tiers")


def _graph(changes: tuple[Change, ...], links: Links, world: World) -> Graph:
    shared = world.bound[TOTAL].part if TOTAL in world.bound else None
    parts = [*_parts(world), *([] if shared is None else [shared])]
    grouped: dict[str, list[Named]] = {}
    for part in parts:
        grouped.setdefault(part.category, []).append(part.cost)
    unit = monthly(world.model.currency)
    return Graph(
        model=world.model,
        formulas=world.formulas,
        changes=changes,
        by_unit=world.by_unit,
        links=links,
        bound=world.bound,
        figures=world.figures,
        parts={part.name: part for part in parts},
        categories={name: Named(name, total(costs, unit)) for name, costs in grouped.items()},
    )
