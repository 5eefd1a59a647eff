"""Warnings: what is sound and still worth a word."""

from __future__ import annotations

from collections.abc import Iterator

from tenfold.errors import Problem, Rejected
from tenfold.model.model import Change
from tenfold.plan.buying import discounts_on
from tenfold.plan.formulas import Formulas
from tenfold.plan.reach import beyond_reach
from tenfold.plan.worlds import Worlds
from tenfold.plan.worth import Worth
from tenfold.prices.offer import Offer
from tenfold.quantity.units import CALENDAR, Calendar

__all__ = ["warnings_of"]

_TOLD = 6


def warnings_of(worlds: Worlds, worth: Worth) -> Iterator[Problem]:
    """Months that make no year, settings nobody reads, strategies that undo each other.

    And figures that come from further than a function is known to be true.
    """
    yield from _short_year(worlds.main.model.calendar)
    yield from _idle(worlds)
    yield from _overwritten(worlds)
    yield from beyond_reach(worlds.main, worth)
    yield from _priced_nothing(worlds)
    yield from _on_other_terms(worlds)
    yield from _without_a_host(worlds)


def _short_year(calendar: Calendar) -> Iterator[Problem]:
    if calendar.year is None and calendar.month != CALENDAR.month:
        month, year = float(calendar.month), float(calendar.month * 12)
        what = f"a month of {month:g} hours makes a year of {year:,g} hours, not 8,760"
        yield Problem("T590", what)


def _idle(worlds: Worlds) -> Iterator[Problem]:
    """What a component says and nothing rests on, with or without strategies."""
    for name, part in worlds.main.parts.items():
        also = worlds.final.parts.get(name)
        other = {figure.name for figure in also.idle} if also is not None else set()
        for figure in part.idle:
            if figure.name in other:
                what = f"nothing rests on '{figure.name}': say what it goes with, or leave it out"
                yield Problem("T592", what, figure.origin.span)


def _overwritten(worlds: Worlds) -> Iterator[Problem]:
    """Two strategies that set one figure, the second without regard to the first."""
    seen: dict[str, str] = {}
    formulas = worlds.main.formulas
    for strategy in worlds.strategies:
        for change in strategy.changes:
            first = seen.setdefault(change.name, strategy.name)
            if first != strategy.name and not _builds_on(change, formulas):
                what = f"'{first}' and '{strategy.name}' both set '{change.name}'"
                span = change.figure.span
                yield Problem("T591", f"{what}: together, the later one stands", span)


def _builds_on(change: Change, formulas: Formulas) -> bool:
    """Whether it speaks of what it sets; text such as a machine type speaks of nothing."""
    try:
        spoken = formulas.references(change.figure.formula)
    except Rejected:
        return False
    return any(reference.name == change.name for reference in spoken)


def _priced_nothing(worlds: Worlds) -> Iterator[Problem]:
    """A discount or a price of the model's own that no line of any world is charged by."""
    lines = [
        line for graph in worlds.graphs() for part in graph.parts.values() for line in part.lines
    ]
    offers = [line.offer for line in lines if isinstance(line.offer, Offer)]
    buying = worlds.main.model.buying
    rows = {row.key: row for offer in offers for row in offer.rows}.values()
    asked = any(offer.rows or offer.own for offer in offers)
    used = {discount.name for row in rows for discount in discounts_on(row, buying.discounts)}
    for discount in buying.discounts.values():
        if asked and discount.name not in used:
            what = f"no list price is under the discount '{discount.name}'"
            yield Problem("T594", what, discount.rate.formula.span, "what is it of?")
    for own in buying.own.values():
        if asked and not any(own.product in offer.own for offer in offers):
            what = f"nothing is priced by the model's own '{own.product}'"
            yield Problem("T594", what, own.span, "is it the name that a component says?")


def _on_other_terms(worlds: Worlds) -> Iterator[Problem]:
    """Lines that are bought otherwise than the model's terms say, for no such price is known."""
    told: dict[str, list[str]] = {}
    for part in worlds.main.parts.values():
        for line in part.lines:
            if isinstance(line.offer, Offer) and line.offer.remark and line.quantity is not None:
                told.setdefault(line.offer.remark, []).append(f"{part.name}.{line.item}")
    for remark, names in told.items():
        shown = ", ".join(names[:_TOLD]) + (
            f" and {len(names) - _TOLD} more" * (len(names) > _TOLD)
        )
        yield Problem("T596", f"bought {remark}: {shown}")


def _without_a_host(worlds: Worlds) -> Iterator[Problem]:
    """A GPU that is rented as though it were a server: the machine around it is dearer still."""
    for part in worlds.main.parts.values():
        for line in part.lines:
            rows = line.offer.rows if isinstance(line.offer, Offer) else ()
            if rows and all("/GPU/" in row.unit for row in rows):
                sold = rows[0].product
                what = f"'{part.name}.{line.item}' is a GPU without its host"
                what += f": the list sells {sold} by itself"
                mend = f"name both, such as 'gcp/n1-standard-8 + {sold.partition('/')[2]}'"
                yield Problem("T597", what, mend=mend)
