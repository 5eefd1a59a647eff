"""Figures of a component's own, from `derive:`, and the scope that they make.

Inside the component they go by their short names, and may use each other
whatever their order; everywhere else they are `component.name`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tenfold.errors import Rejected
from tenfold.plan.desk import Desk
from tenfold.plan.figure import Place, declared, in_unit, layered
from tenfold.plan.formulas import formulas_of
from tenfold.plan.order import Link, in_order
from tenfold.quantity.bind import Broken, Scope
from tenfold.quantity.expr import Expr, Named

__all__ = ["derive"]


def derive(desk: Desk) -> Scope:
    """Bind what is derived; the Scope in which it goes by its short names."""
    made: dict[str, Named] = {}
    scope = _own_scope(desk, made)
    for name in _order(desk):
        try:
            made[name] = _derived(name, desk, scope)
        except Rejected as error:
            desk.problems += error.problems
        except Broken:
            desk.failed.add(name)
    if desk.problems:
        raise Rejected(desk.problems)
    if desk.failed:
        raise Broken
    return scope


def _order(desk: Desk) -> list[str]:
    links = {name: _links(name, desk) for name in desk.component.derive}
    order, problems, _ = in_order(links)
    if problems:
        raise Rejected(problems)
    return order


def _links(name: str, desk: Desk) -> list[Link]:
    formulas, own = desk.world.formulas, desk.full("")
    return [
        (reference.name.removeprefix(own), reference)
        for words in formulas_of(desk.component.derive[name])
        for reference in formulas.references(words)
    ]


def _derived(name: str, desk: Desk, scope: Scope) -> Named:
    figure = desk.component.derive[name]
    place = Place(desk.full(name), desk.world, scope)
    with desk.bind(name, figure.formula.span):
        made = declared(place, figure)
    place = replace(place, scope=desk.scope, mould=in_unit(made.unit), wanted=made.unit)
    final, pins = layered(place, made, desk.take(name))
    desk.pins += pins
    desk.figures[place.name] = final or made
    return final or made


def _own_scope(desk: Desk, made: Mapping[str, Named]) -> Scope:
    own = desk.component.derive

    def figure(name: str) -> Expr | None:
        short = name.removeprefix(desk.full(""))
        if short in made:
            return made[short]
        if short in own:
            raise Broken
        return desk.figure(name)

    return Scope(figure, lambda: [*own, *desk.known()], desk.world.model.vocabulary)
