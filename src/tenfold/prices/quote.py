"""From a Row to a Price: its rates in the words of what is to be paid for.

A catalogue rents out instances; a law may count nodes, replicas or pods. What is
rented is what the law counts, so its word stands in the price.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tenfold.prices.price import Price, Tier, a_month_of
from tenfold.prices.row import Row
from tenfold.prices.sources import shipped_sources
from tenfold.quantity.bind import q
from tenfold.quantity.expr import Const, Named, Origin
from tenfold.quantity.units import Symbol, Unit

__all__ = ["amount_of", "origin_of", "price_of", "rented", "unit_of"]


def price_of(row: Row, bought: Unit, name: str) -> Price:
    """The Price that a Row says, for a quantity in some unit; its rates are called `name`."""
    unit = unit_of(row.unit)
    if not row.meter.startswith("tokens"):
        unit = rented(unit, bought)
    month = a_month_of(unit, bought)
    tiers = tuple(_tiers(row, unit, month, name))
    packages = None if row.packages is None else Const(row.packages, month)
    least = None if row.minimum is None else Const(row.minimum, _a_month(unit))
    return Price(tiers, unit, row.whole, packages, least)


def _tiers(row: Row, unit: Unit, month: Unit, name: str) -> Iterator[Tier]:
    origin = origin_of(row)
    several = len(row.steps) > 1
    for place, step in enumerate(row.steps, start=1):
        called = f"{name}.tier_{place}" if several else name
        rate = None if step.rate is None else Named(called, Const(step.rate, unit), origin)
        yield Tier(None if step.up_to is None else Const(step.up_to, month), rate)


def origin_of(row: Row) -> Origin:
    """Where a price comes from, for whoever follows a figure home."""
    bought = row.term.replace("_", " ")
    doc = f"{row.product} in {row.region}, {bought}"
    known = shipped_sources().get(row.source)
    return Origin(
        doc=f"{doc}; {row.note}" if row.note else doc,
        source=row.source if known is None else known.title,
        as_of=row.seen_on,
    )


_THEIR_OWN = frozenset({"account", "project"})
"""What is sold once, and is no count of what a law counts."""


def rented(unit: Unit, bought: Unit) -> Unit:
    """A price with what is counted in place of what the catalogue calls it."""
    theirs = [symbol for symbol, power in unit.factors if symbol.is_thing and power == -1]
    ours = [symbol for symbol, power in bought.factors if symbol.is_thing and power == 1]
    if len(theirs) != 1 or len(ours) != 1 or theirs == ours or theirs[0].base in _THEIR_OWN:
        return unit
    return Unit(tuple((ours[0] if s == theirs[0] else s, p) for s, p in unit.factors), unit.per)


def amount_of(amount: str, price: Unit, bought: Unit) -> Const:
    """How much of a part is in one of what is bought: `10 GiB` of memory in a node."""
    written = q(amount)
    if not isinstance(written, Const):
        raise TypeError(f"the grammar of parts lets '{amount}' through")
    things = {symbol for symbol, power in price.factors if symbol.is_thing and power == -1}
    if things or not written.unit.factors:
        return Const(written.number, written.unit, amount)
    per = [(symbol, -1) for symbol, power in bought.factors if symbol.is_thing and power == 1]
    return Const(written.number, Unit((*written.unit.factors, *per[:1])), amount)


@lru_cache(maxsize=1024)
def unit_of(text: str) -> Unit:
    """The Unit of a price as a table writes it; `Rejected` where it is none."""
    return q(f"1 {text}").unit


def _a_month(unit: Unit) -> Unit:
    paid = [(symbol, power) for symbol, power in unit.factors if symbol.is_currency]
    month: Symbol = q("1 month").unit.factors[0][0]
    return Unit((*paid, (month, -1)))
