"""A Catalogue answers an Ask with an Offer, or says that the price is Missing.

A law asks and never knows a price. An Offer says where it comes from and when
it was seen; a Missing says what was asked for and what would mend it, and
makes every total that contains it "at least".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tenfold.quantity.expr import Expr

__all__ = ["EMPTY", "Ask", "Catalogue", "Missing", "Offer"]


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be priced: `what` in words, and the attributes that pick it out.

    `stated` is the setting in which a model states the price itself.
    """

    what: str
    stated: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Offer:
    """A price per unit, with the source and the date that a person can look up."""

    price: Expr
    source: str
    seen_on: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """No price: what was asked for, and what would mend it."""

    asked: Ask
    mend: str


Catalogue = Callable[[Ask], Offer | Missing]


def _empty(ask: Ask) -> Offer | Missing:
    return Missing(ask, f"state it as '{ask.stated}'")


EMPTY: Catalogue = _empty
"""A catalogue without a price: only what a model states is known."""
