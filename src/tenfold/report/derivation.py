"""The reasons of a figure become a tree to read: from the answer to the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tenfold.plan.plan import Plan
from tenfold.quantity.expr import Origin
from tenfold.quantity.why import Reason
from tenfold.report.document import Branch, Document, Heading, Prose, Tree

__all__ = ["compose_why"]


def compose_why(plan: Plan, name: str, depth: int | None = None) -> Document:
    """The derivation of one figure, at most `depth` steps back."""
    reason = plan.why(name)
    file = _file(reason)
    tree = Tree(_branch(reason, file, depth))
    lines = (Prose(f"Lines are those of {file}."),) if file else ()
    return Document((Heading(f"Why {name} is {plan[name]}"), *lines, tree))


def _file(reason: Reason) -> str:
    """The one file that every line stands in; nothing where there are several."""
    names = {found.origin.span.source.name for found in _walk(reason)} - {""}
    return names.pop() if len(names) == 1 else ""


def _walk(reason: Reason) -> Iterator[Reason]:
    left = [reason]
    while left:
        found = left.pop()
        yield found
        left += found.children


def _branch(reason: Reason, file: str, depth: int | None) -> Branch:
    deeper = None if depth is None else depth - 1
    shown = () if depth == 0 else reason.children
    children = tuple(_branch(child, file, deeper) for child in shown)
    return Branch(reason.name, reason.value, "\n".join(_details(reason, file, depth)), children)


def _details(reason: Reason, file: str, depth: int | None) -> Iterator[str]:
    """The formula, the formula with its values, what else went in, and who says so."""
    yield from _formulas(reason)
    origin = reason.origin
    pinned = f"set by {origin.pinned_by}" if origin.pinned_by else ""
    said, sources = [reason.doubt, origin.doc, pinned], list(_sources(origin, file))
    lines = ([*said, *sources],) if len(sources) < 2 else (said, sources)
    yield from filter(None, map(_joined, (reason.conversions, *lines)))
    if reason.told_above:
        yield "its reasons are told elsewhere here"
    elif reason.cut_off or (depth == 0 and reason.children):
        yield f"for its reasons: tenfold why {reason.name}"


def _formulas(reason: Reason) -> Iterator[str]:
    """The formula and its working; a sum of figures is told by those right below it."""
    inside = reason.formula.removeprefix("sum(").removesuffix(")")
    summed = inside == ", ".join(child.name for child in reason.children)
    if reason.formula:
        yield f"= {inside if summed and len(reason.children) == 1 else reason.formula}"
    if reason.working not in ("", reason.formula) and not summed:
        yield f"= {reason.working}"


def _sources(origin: Origin, file: str) -> Iterator[str]:
    if origin.source:
        by_default = origin.source.startswith("default")
        dated = f"{origin.source}, {origin.as_of}" if origin.as_of else origin.source
        yield dated if by_default else f"source: {dated}"
    if origin.owner:
        yield f"owner: {origin.owner}"
    if origin.span.source.name:
        yield f"line {origin.span.line}" if file else str(origin.span)


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(" ".join(text.split()).rstrip(".") for text in parts if text.strip())
