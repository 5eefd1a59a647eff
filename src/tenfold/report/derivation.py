"""The reasons of a figure become a tree to read: from the answer to the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tenfold.plan.plan import LinePlan, Plan
from tenfold.quantity.expr import Origin
from tenfold.quantity.why import Reason
from tenfold.report.document import Branch, Document, Heading, Prose, Tree

__all__ = ["compose_reason", "compose_why"]


def compose_why(plan: Plan, name: str, depth: int | None = None) -> Document:
    """The derivation of one figure, at most `depth` steps back."""
    reason = plan.why(name)
    file = _file(reason)
    tree = Tree(_Teller(plan.missing, file).branch(reason, depth))
    lines = (Prose(f"Lines are those of {file}."),) if file else ()
    return Document((Heading(f"Why {name} is {plan[name]}"), *lines, tree))


def compose_reason(reason: Reason) -> Document:
    """The same where only the reasons are at hand."""
    tree = Tree(_Teller((), _file(reason)).branch(reason, None))
    return Document((Heading(f"Why {reason.name} is {reason.value}"), tree))


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


@dataclass(frozen=True)
class _Teller:
    """Tells reasons whose lines stand in one file, if in one, and which prices are missing."""

    missing: Sequence[LinePlan]
    file: str

    def branch(self, reason: Reason, depth: int | None) -> Branch:
        """A figure, and what it comes from."""
        deeper = None if depth is None else depth - 1
        shown = () if depth == 0 else reason.children
        children = tuple(self.branch(child, deeper) for child in shown)
        details = "\n".join(self.details(reason, depth))
        return Branch(reason.name, reason.value, details, children)

    def details(self, reason: Reason, depth: int | None) -> Iterator[str]:
        """The formula, the formula with its values, what else went in, and who says so."""
        yield from _formulas(reason)
        origin = reason.origin
        pinned = f"set by {origin.pinned_by}" if origin.pinned_by else ""
        said, sources = [origin.doc, pinned], list(_sources(origin, self.file))
        lines = ([*said, *sources],) if len(sources) < 2 else (said, sources)
        yield from filter(None, map(_joined, (reason.conversions, *lines)))
        for line in self.missing:
            if f"{line.component}.cost" == reason.name:
                yield f"no price for {_joined([line.title, line.mend])}"
        if reason.told_above:
            yield "its reasons stand above"
        elif reason.cut_off or (depth == 0 and reason.children):
            yield f"for its reasons: tenfold why {reason.name}"


def _formulas(reason: Reason) -> Iterator[str]:
    """The formula and its working; a sum of figures is told by those right below it."""
    if reason.doubt:
        drawn = "" if reason.children else f"{reason.formula}, "
        yield f"{drawn}{reason.doubt}"
        if drawn:
            return
    if not reason.children and reason.formula == reason.value.replace(".00", "", 1):
        return
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
