"""Nonsense that only values show: less than none of something, and costs without a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tenfold.errors import Problem, Rejected, Span
from tenfold.plan.charge import Line
from tenfold.plan.graph import Graph, Part
from tenfold.plan.worth import Worth
from tenfold.quantity.expr import Call, Named, ancestors
from tenfold.quantity.functions import FUNCTIONS
from tenfold.quantity.rules import DIVIDED
from tenfold.quantity.show import number
from tenfold.quantity.tape import Value

__all__ = ["refuse_nonsense"]


def refuse_nonsense(graphs: Iterable[Graph], worth: Worth) -> None:
    """Raise `Rejected` with every amount, in any of the graphs, that cannot be."""
    known = tuple(graphs)
    parts = {id(part): part for graph in known for part in graph.parts.values()}
    problems = [problem for part in parts.values() for problem in _of(part, worth)]
    problems += (problem for graph in known for problem in _worthless(graph, worth))
    if problems:
        raise Rejected(dict.fromkeys(problems))


def _of(part: Part, worth: Worth) -> Iterator[Problem]:
    yield from _beyond_all(part, worth)
    yield from _negatives(part, worth)
    for line in part.lines:
        if worth.value(line.cost) is None and not worth.lack(line.cost):
            yield _undefined(line, part, worth)


def _worthless(graph: Graph, worth: Worth) -> Iterator[Problem]:
    """Exchange rates that would make money of another currency free, discounts of more than all."""
    for code in graph.model.exchange:
        rate = graph.figures[f"exchange.{code}"]
        value = worth.value(rate)
        if value is not None and value <= 0:
            what = f"'{rate.name}' is {worth.amount(rate)}, and a rate lies above nothing"
            mend = f"say what 1 {code} is in {graph.model.currency}"
            yield Problem("T510", what, rate.origin.span, mend)
    for name in graph.model.buying.discounts:
        off = graph.figures[f"discounts.{name}"]
        if not _whole(worth.value(off)):
            yield _no_share(off, off.origin.span, worth)


def _beyond_all(part: Part, worth: Worth) -> Iterator[Problem]:
    """Shares of more than all there is, most often a percentage without its sign."""
    for share in part.shares:
        value = worth.value(share)
        if value is not None and not _whole(value):
            place = share.origin.span if share.origin.text else part.summed.origin.span
            yield _no_share(share, place, worth)


def _no_share(share: Named, place: Span, worth: Worth) -> Problem:
    what = f"'{share.name}' is {worth.amount(share)}, and a share lies between 0% and 100%"
    value, meant = worth.value(share), "write at most 100%"
    if value is not None and not share.unit.factors and 1 < value <= 100:
        meant = f"write '{number(value)}%'"
    return Problem("T407", what, place, meant)


def _negatives(part: Part, worth: Worth) -> Iterator[Problem]:
    """Amounts below nothing; what only rests on one of them is not told of."""
    told = {id(share) for share in part.shares if not _whole(worth.value(share))}
    for figure in part.counted:
        value = worth.value(figure)
        if value is not None and value < 0 and _rests_on_none(figure, told):
            told.add(id(figure))
            amount = worth.amount(figure)
            what = f"'{figure.name}' comes to {amount}, and nothing can be less than none"
            place = figure.origin.span if figure.origin.text else part.summed.origin.span
            credit = "a credit is a line of its own under 'bill:'"
            mend = credit if figure.unit.money else "keep it at 0 or above, for example max(0, ...)"
            yield Problem("T503", what, place, mend)


def _whole(share: Value) -> bool:
    return share is None or 0 <= share <= 1


def _rests_on_none(figure: Named, told: set[int]) -> bool:
    return not told or all(id(node) not in told for node in ancestors([figure]))


def _undefined(line: Line, part: Part, worth: Worth) -> Problem:
    """The first figure below a line that has no value: where the division by zero is."""
    below = (node for node in ancestors([line.cost]) if isinstance(node, Named))
    lost = [node for node in below if worth.value(node) is None]
    written = [node for node in lost if node.origin.text]
    why = next((FUNCTIONS[node.function].lost for node in _first_lost(line, worth)), DIVIDED)
    named = written or [node for node in lost if why != DIVIDED and node.name in part.figures]
    name = named[0].name if named else line.title
    span = written[0].origin.span if written else part.summed.origin.span
    mend = f"'{line.title}' of '{line.component}' rests on it"
    return Problem("T504", f"'{name}' is undefined: {why}", span, mend)


def _first_lost(line: Line, worth: Worth) -> Iterator[Call]:
    """Calls that have no value though all that they are made from has one."""
    calls = (node for node in ancestors([line.cost]) if isinstance(node, Call))
    for node in calls:
        if worth.value(node) is None and None not in map(worth.value, node.args):
            yield node
