"""The reasons of a figure become a tree to read: from the answer to the sources."""

from __future__ import annotations

from tenfold.plan.plan import Plan
from tenfold.quantity.why import Reason
from tenfold.report.document import Branch, Document, Heading, Tree

__all__ = ["compose_why"]


def compose_why(plan: Plan, name: str) -> Document:
    """The derivation of one figure."""
    reason = plan.why(name)
    title = f"Why {name} is {plan[name]}"
    return Document((Heading(title), Tree(_branch(reason))))


def _branch(reason: Reason) -> Branch:
    children = tuple(_branch(child) for child in reason.children)
    return Branch(reason.name, reason.value, _detail(reason), children)


def _detail(reason: Reason) -> str:
    parts: list[str] = []
    origin = reason.origin
    if reason.formula:
        parts.append(f"= {reason.formula}" + (f" = {reason.working}" if reason.working not in ("", reason.formula) else ""))
    parts.extend(reason.conversions)
    if reason.doubt:
        parts.append(reason.doubt)
    if origin.pinned_by:
        parts.append(f"set by {origin.pinned_by}")
    parts += [text for text in (origin.doc,) if text]
    if origin.source:
        parts.append(f"source: {origin.source}" + (f", {origin.as_of}" if origin.as_of else ""))
    if origin.owner:
        parts.append(f"owner: {origin.owner}")
    if origin.span.source.name:
        parts.append(str(origin.span))
    if reason.told_above:
        parts.append("told above")
    return "; ".join(parts)
