"""Stale prices: what was seen so long ago that it should be looked up again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tenfold.errors import Problem
from tenfold.plan.buying import days_of
from tenfold.plan.graph import Graph
from tenfold.prices.offer import Offer

__all__ = ["stale_prices"]


def stale_prices(graph: Graph, today: str) -> Iterator[Problem]:
    """One remark on all prices that are too old today; none where the day is not known."""
    if not today:
        return
    most = days_of(graph.model.buying)
    found: dict[str, int] = {}
    for part in graph.parts.values():
        for line in part.lines:
            if isinstance(line.offer, Offer) and line.quantity is not None and not line.stated_by:
                age = _age(line.offer.seen_on, today)
                if age is not None and age > most:
                    name = f"{part.name}.{line.item}"
                    found[f"{name} ({line.offer.source}, seen on {line.offer.seen_on})"] = age
    if found:
        oldest = max(found, key=lambda name: found[name])
        many = len(found) > 1
        several = f"{len(found)} prices are" if many else "a price is"
        which = f"the oldest is {oldest}" if many else oldest
        what = f"{several} more than {float(most):g} days old: {which}"
        yield Problem("T603", what, mend="look it up again, or 'tenfold prices refresh'")


def _age(seen_on: str, today: str) -> int | None:
    """Days between two dates; None where one of them is none."""
    try:
        return (date.fromisoformat(today) - date.fromisoformat(seen_on)).days
    except ValueError:
        return None
