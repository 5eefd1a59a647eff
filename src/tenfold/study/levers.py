"""A Lever: an input, and how much the total moves when it does."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeGuard

from tenfold.errors import NOWHERE
from tenfold.plan.amount import Amount
from tenfold.plan.plan import Plan
from tenfold.quantity.expr import Call, Const, Draw, Expr, Named, ancestors
from tenfold.quantity.slope import slopes
from tenfold.quantity.tape import double
from tenfold.quantity.units import STANDARD, Calendar, Unit

__all__ = ["Lever", "levers_of"]

_HOUR = 3600
_PLACES = 6


@dataclass(frozen=True, slots=True)
class Lever:
    """One input, certain or not, and what a small move of it does.

    `elasticity` is by how many percent the total moves when the input moves by
    one, in the base case; ceilings are taken as the slopes that they follow.
    `value` is the input in the base case; `place` says where it is written.
    """

    name: str
    value: str
    elasticity: float
    certain: bool
    place: str


def levers_of(plan: Plan) -> tuple[Lever, ...]:
    """Every input that the total rests on, what moves it most first; the month is one.

    None where the total is nothing, or has no value: there is no share of nothing.
    """
    total = plan.graph.total()
    worth = double(plan.worth.value(total))
    if not math.isfinite(worth) or worth == 0:
        return ()
    found = slopes(total, plan.worth.value)
    weights = {
        id(node): found[id(node)] * double(plan.worth.value(node)) / worth
        for node in ancestors([total])
    }
    levers = [*_figures(plan, weights), *_written(plan, weights), _month(plan, weights)]
    sound = [lever for lever in levers if math.isfinite(lever.elasticity)]
    return tuple(sorted(sound, key=lambda lever: -abs(lever.elasticity)))


def _figures(plan: Plan, weights: Mapping[int, float]) -> Iterator[Lever]:
    """The figures that are a number or a range, and nothing else."""
    for node in _named(plan):
        leaf = _leaf(node)
        if leaf is not None:
            yield _lever(node.name, node, leaf, weights[id(node)], plan)


def _written(plan: Plan, weights: Mapping[int, float]) -> Iterator[Lever]:
    """The numbers and ranges that stand inside a formula of the model.

    Exponents, and the bare 1 of `1 - share`, are part of the formula.
    """
    for node in _named(plan):
        if node.origin.span == NOWHERE or _leaf(node) is not None:
            continue
        inside = list(ancestors([node.body], stop=lambda one: isinstance(one, Named)))
        exponents = {id(exponent) for exponent in _exponents(inside)}
        for one in inside:
            if _is_told(one) and id(one) not in exponents:
                name = f"{' '.join(one.text.split())} in {node.name}"
                yield _lever(name, node, one, weights[id(one)], plan)


def _named(plan: Plan) -> Iterator[Named]:
    return (node for node in ancestors([plan.graph.total()]) if isinstance(node, Named))


def _leaf(node: Named) -> Const | Draw | None:
    """The number or the range that a figure is, its sign and its unit aside."""
    body = node.body
    while isinstance(body, Call) and body.function in {"neg", "as"}:
        body = body.args[0]
    return body if isinstance(body, (Const, Draw)) else None


def _exponents(nodes: Iterable[Expr]) -> Iterator[Expr]:
    return (node.args[1] for node in nodes if isinstance(node, Call) and node.function == "pow")


def _is_told(node: Expr) -> TypeGuard[Const | Draw]:
    """Whether it is a number that somebody wrote, and not a bare 0 or 1."""
    if isinstance(node, Const):
        bare = node.number == 0 or (node.number == 1 and not node.unit.factors)
        return bool(node.text) and not bare
    return isinstance(node, Draw) and bool(node.text)


def _lever(name: str, figure: Named, leaf: Const | Draw, elasticity: float, plan: Plan) -> Lever:
    span = figure.origin.span
    place = "" if span == NOWHERE else f"{span.source.name}:{span.line}"
    told = plan.amount(figure if _leaf(figure) is leaf else leaf)
    return Lever(
        name,
        str(told),
        round(elasticity, _PLACES) + 0.0,
        certain=isinstance(leaf, Const),
        place=place,
    )


def _month(plan: Plan, weights: Mapping[int, float]) -> Lever:
    """The length of the month, by way of every unit that has one in it."""
    total, calendar = plan.graph.total(), plan.worth.calendar
    leaves = (node for node in ancestors([total]) if isinstance(node, (Const, Draw)))
    moved = sum(
        weights[id(leaf)] * months for leaf in leaves if (months := _months(leaf.unit, calendar))
    )
    moved = round(moved - _months(total.unit, calendar), _PLACES) + 0.0
    length = Amount(calendar.month * _HOUR, STANDARD.unit("hour") or total.unit, calendar)
    return Lever("month", str(length), moved, certain=True, place="")


def _months(unit: Unit, calendar: Calendar) -> int:
    """By which power of the month a unit grows; a year is twelve of them unless stated."""
    words = {"month", "year"} if calendar.year is None else {"month"}
    return sum(power for symbol, power in unit.factors if symbol.calendar in words)
