"""An Offer: the price that a Need gets, with the source and the date to look it up by."""

from __future__ import annotations

from dataclasses import dataclass

from tenfold.prices.price import Price
from tenfold.prices.row import Row

__all__ = ["Offer"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A price with the source and the date that a person can look up.

    `rows` are the catalogue's, where it is priced by it, `own` the names of the
    model's own prices. What is `committed` is paid for used or not; `remark` is
    what is to be known about the choice.
    """

    price: Price
    source: str
    seen_on: str = ""
    rows: tuple[Row, ...] = ()
    own: tuple[str, ...] = ()
    committed: bool = False
    remark: str = ""
