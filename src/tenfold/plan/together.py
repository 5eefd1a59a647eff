"""Tiers reached together: lines that a provider adds up before it looks at its tiers.

An account's egress is one amount, whichever component causes it: two lines that
are each in the first tier may together be in the second, and a free allowance is
given once. Each line costs what it would alone; what they come to together, less
that, is a line of its own, so that the bill adds up to the provider's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tenfold.plan.charge import Line, monthly
from tenfold.plan.graph import Part
from tenfold.prices.offer import Offer
from tenfold.prices.price import cost_of
from tenfold.quantity.expr import Const, Expr, Named, Origin, call, total

__all__ = ["SHARED", "together"]

SHARED = "shared_tiers"
"""The part of the bill that holds what lines come to together and not alone."""

_TITLE = "Tiers reached together"


def together(parts: Iterable[Part], currency: str, a_month: Callable[[Expr], Expr]) -> Part | None:
    """What lines at one tiered price cost together, less what they cost alone; None without any."""
    lines = [
        _difference(place, group, a_month) for place, group in enumerate(_groups(parts), start=1)
    ]
    if not lines:
        return None
    summed = total([line.cost for line in lines], monthly(currency))
    cost = Named(f"{SHARED}.cost", summed, Origin(doc="together, less each alone"))
    figures = {node.name: node for node in (cost, *(line.cost for line in lines))}
    return Part(
        SHARED, _TITLE, _TITLE, "custom", tuple(lines), cost, cost, figures, (), (), (), (), ()
    )


def _groups(parts: Iterable[Part]) -> Iterator[list[tuple[Line, Offer]]]:
    """Lines that share a price with tiers, two or more of them."""
    found: dict[tuple[object, ...], list[tuple[Line, Offer]]] = {}
    for part in parts:
        for line in part.lines:
            offer = line.offer
            if isinstance(offer, Offer) and _adds_up(line, offer):
                key = offer.rows[0].key, offer.price.unit.dimension
                found.setdefault(key, []).append((line, offer))
    yield from (lines for lines in found.values() if len(lines) > 1)


def _adds_up(line: Line, offer: Offer) -> bool:
    """Whether what it costs depends on how much others take of the same, counted alike."""
    ends = [tier.up_to for tier in offer.price.tiers[:-1]]
    tiered = bool(ends) and not offer.price.whole and all(isinstance(end, Const) for end in ends)
    return tiered and len(offer.rows) == 1 and not line.stated_by


def _difference(
    place: int, group: list[tuple[Line, Offer]], a_month: Callable[[Expr], Expr]
) -> Line:
    """The line of one price: its cost for everything at once, less that of each line."""
    lines, offer = [line for line, _ in group], group[0][1]
    who = " and ".join(f"{line.component}.{line.item}" for line in lines)
    name = f"{SHARED}.tiers_{place}"
    amounts = [line.quantity for line in lines if line.quantity is not None]
    whole = total(amounts, amounts[0].unit)
    everything = Named(f"{name}.quantity", whole, Origin(doc="all of them"))
    found = cost_of(offer.price, everything, name)
    alone = total([line.cost for line in lines], lines[0].cost.unit)
    cost = Named(f"{name}.cost", call("sub", a_month(found.cost), alone), Origin(doc=who))
    title = f"{offer.rows[0].product}: {who}"
    return Line(SHARED, f"tiers_{place}", title, None, None, cost, offer, found.unknown)
