"""Reasons for a figure, told with what is missing.

`why` knows values and no prices; here "at least" is said where one lacks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tenfold.plan.worth import Worth
from tenfold.quantity.expr import Expr, Named, ancestors
from tenfold.quantity.show import words
from tenfold.quantity.why import Reason, why

__all__ = ["reasons_for"]


def reasons_for(figure: Named, worth: Worth, named: Callable[[str], Named | None]) -> Reason:
    """The derivation of a figure; `named` answers a name with the figure of the plan."""
    reason = why(figure, worth.value, worth.calendar)
    return _told_open(reason, worth, named) if worth.lacks else reason


def _told_open(reason: Reason, worth: Worth, named: Callable[[str], Named | None]) -> Reason:
    children = tuple(_told_open(child, worth, named) for child in reason.children)
    node = named(reason.name)
    if node is None or words(node.body) != reason.formula:
        return replace(reason, children=children)
    shown = {id(n): str(worth.amount(n)) for n in _spoken(node)}
    working = words(node.body, values=shown) if reason.working else ""
    value = str(worth.amount(node)) if worth.lack(node) else reason.value
    return replace(reason, value=value, working=working, children=children)


def _spoken(figure: Named) -> list[Expr]:
    below = ancestors([figure.body], lambda node: isinstance(node, Named))
    return [node for node in below if isinstance(node, Named)]
