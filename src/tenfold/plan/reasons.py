"""Reasons for a figure, told with what is missing.

`why` knows values and no prices; here "at least" is said where one lacks.
"""

from __future__ import annotations

from dataclasses import replace

from tenfold.plan.worth import Worth
from tenfold.quantity.expr import Named, ancestors
from tenfold.quantity.show import words
from tenfold.quantity.why import Reason, why

__all__ = ["reasons_for"]


def reasons_for(figure: Named, worth: Worth) -> Reason:
    """The derivation of a figure, back to lines and sources."""
    reason = why(figure, worth.value, worth.calendar)
    return _told_open(reason, figure, worth) if worth.lacks else reason


def _told_open(reason: Reason, figure: Named, worth: Worth) -> Reason:
    """The same reasons: those of the figures that a figure speaks of, in the same order."""
    spoken = _spoken(figure)
    told = zip(reason.children, spoken, strict=True) if reason.children else ()
    children = tuple(_told_open(child, node, worth) for child, node in told)
    shown = {id(node): str(worth.amount(node)) for node in spoken}
    working = words(figure.body, values=shown) if reason.working else ""
    value = str(worth.amount(figure)) if worth.lack(figure) else reason.value
    return replace(reason, value=value, working=working, children=children)


def _spoken(figure: Named) -> list[Named]:
    below = ancestors([figure.body], lambda node: isinstance(node, Named))
    return [node for node in below if isinstance(node, Named)]
