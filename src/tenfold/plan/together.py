"""Tiers reached together: lines that a provider adds up before it looks at its tiers.

An account's egress is one amount, whichever component causes it: two lines that
are each in the first tier may together be in the second, and a free allowance is
given once. Each line costs what it would alone; what they come to together, less
that, is a line of its own, so that the bill adds up to the provider's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from tenfold.plan.charge import Line, monthly
from tenfold.plan.graph import Part
from tenfold.prices.offer import Offer
from tenfold.prices.price import cost_of
from tenfold.quantity.expr import Const, Expr, Named, Origin, call, total
from tenfold.quantity.units import Dimension

__all__ = ["SHARED", "together"]

SHARED = "shared_tiers"
"""The part of the bill that holds what lines come to together and not alone."""

_TITLE = "Tiers reached together"


def together(parts: Iterable[Part], currency: str, a_month: Callable[[Expr], Expr]) -> Part | None:
    """What lines at one tiered price cost together, less what they cost alone; None without any."""
    lines = [_difference(group, a_month) for group in _groups(parts)]
    if not lines:
        return None
    summed = total([line.cost for line in lines], monthly(currency))
    cost = Named(f"{SHARED}.cost", summed, Origin(doc="together, less each alone"))
    figures = {node.name: node for node in (cost, *(line.cost for line in lines))}
    return Part(
        SHARED, _TITLE, _TITLE, "custom", tuple(lines), cost, cost, figures, (), (), (), (), ()
    )


def _groups(parts: Iterable[Part]) -> Iterator[list[tuple[Line, Offer]]]:
    """Lines that share a price whose rate depends on the amount, two or more of them."""
    found: dict[tuple[str, Dimension], list[tuple[Line, Offer]]] = {}
    for part in parts:
        for line in part.lines:
            offer = line.offer
            if isinstance(offer, Offer) and line.quantity is not None and _adds_up(line, offer):
                found.setdefault((_called(offer), offer.price.unit.dimension), []).append(
                    (line, offer)
                )
    yield from (lines for lines in found.values() if len(lines) > 1)


def _adds_up(line: Line, offer: Offer) -> bool:
    """Whether what it costs depends on how much others take of the same.

    Tiers behind an amount (`2 x`) are those of another thing, and some are of each
    gateway or profile by itself: its row says so.
    """
    price = offer.price
    ends = [price.packages, *(tier.up_to for tier in price.tiers)]
    plain = all(end is None or isinstance(end, Const) for end in ends)
    alone = len(offer.rows) + len(offer.own) == 1 and not line.stated_by
    own = any(row.attributes.get("tiers") == "each" for row in offer.rows)
    return price.rate is None and plain and alone and not own


def _called(offer: Offer) -> str:
    """The name of a price, which stays what it is whatever else is bought."""
    told = " ".join(offer.own)
    if offer.rows:
        row = offer.rows[0]
        picked = [value for _, value in row.identity[-1]]
        told = " ".join((row.product, row.meter, row.region, row.term, *picked))
    return re.sub(r"\W+", "_", told.partition("/")[2])


def _difference(group: list[tuple[Line, Offer]], a_month: Callable[[Expr], Expr]) -> Line:
    """The line of one price: its cost for everything at once, less that of each line."""
    lines, offer = [line for line, _ in group], group[0][1]
    who = " and ".join(f"{line.component}.{line.item}" for line in lines)
    item = _called(offer)
    name = f"{SHARED}.{item}"
    amounts = [line.quantity for line in lines if line.quantity is not None]
    whole = total(amounts, amounts[0].unit)
    everything = Named(f"{name}.quantity", whole, Origin(doc="all of them"))
    found = cost_of(offer.price, everything, name)
    alone = total([line.cost for line in lines], lines[0].cost.unit)
    cost = Named(f"{name}.cost", call("sub", a_month(found.cost), alone), Origin(doc=who))
    title = f"{offer.rows[0].product if offer.rows else offer.own[0]}: {who}"
    return Line(SHARED, item, title, None, None, cost, offer, found.unknown)
