"""Claims held against the plan: figures that somebody has published.

A claim is judged twice. `holds` or `off` is said against the figure as the
model computes it. Whether it *follows* is said against the other published
figures taken as they stand, which finds the step that went wrong rather than
everything that rests on it. It follows from what its figure is made of (pinned
or not), or from the formula that the claim says it came `from`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from tenfold.errors import Problem, Rejected, Words
from tenfold.model.model import Claim
from tenfold.plan.amount import Amount
from tenfold.plan.formulas import Formulas
from tenfold.plan.graph import BY_MODEL, Pin, within
from tenfold.plan.plan import Verdict
from tenfold.plan.said import Said, read_said
from tenfold.plan.worth import Worth
from tenfold.quantity.bind import Scope
from tenfold.quantity.expr import Call, Const, Draw, Expr, Named, rebuild
from tenfold.quantity.functions import shown
from tenfold.quantity.units import Unit

__all__ = ["BoundClaim", "bind_claim", "judge_claim", "on_each_other"]


@dataclass(frozen=True, slots=True)
class BoundClaim:
    """A claim: the figure it is about, what it says of it, and what it is to follow from."""

    claim: Claim
    of: Expr
    says: Said
    step: Expr


def bind_claim(claim: Claim, formulas: Formulas, scope: Scope, pins: Iterable[Pin]) -> BoundClaim:
    """A claim bound among all figures, where some are set."""
    of = formulas.bind(claim.of, scope, key="claim")
    says = read_said(claim.says, of.unit, formulas, scope)
    if says.unit.dimension != of.unit.dimension:
        what = f"the claim '{claim.name}' is in {shown(says.unit)}, the figure in {shown(of.unit)}"
        raise Rejected([Problem("T508", what, claim.says.span)])
    if claim.basis is None:
        return BoundClaim(claim, of, says, _reason(of, pins))
    return BoundClaim(claim, of, says, _basis(claim, claim.basis, of.unit, formulas, scope))


def _basis(claim: Claim, words: Words, unit: Unit, formulas: Formulas, scope: Scope) -> Expr:
    body = formulas.bind(words, scope, key="claim", wanted=unit)
    if body.unit.dimension != unit.dimension:
        from_it, figure = shown(body.unit), shown(unit)
        what = f"'{claim.name}' comes from what is in {from_it}, its figure is in {figure}"
        raise Rejected([Problem("T508", what, words.span)])
    return body


def _reason(of: Expr, pins: Iterable[Pin]) -> Expr:
    """What a figure is made of: a reading's own pin is no reason for itself."""
    figure = _figure(of)
    if figure is None:
        return of
    before = next((pin.before for pin in _read_into(pins) if pin.after is figure), None)
    return figure.body if before is None else before.body


def _read_into(pins: Iterable[Pin]) -> Iterator[Pin]:
    """The pins of the reading itself, not those of the model or of a strategy."""
    for pin in pins:
        if pin.by != BY_MODEL and not pin.by.startswith("strategy "):
            yield pin


def _figure(of: Expr) -> Named | None:
    """The figure that a claim is about, also where it is told in another unit."""
    if isinstance(of, Call) and of.function == "as":
        of = of.args[0]
    return within(of) if isinstance(of, Named) else None


def on_each_other(claims: list[BoundClaim]) -> list[BoundClaim]:
    """The claims with published figures put in below what each is to follow from."""
    published: dict[int, Const] = {}
    for bound in claims:
        figure = _figure(bound.of)
        if figure is not None and bound.says.is_number:
            published.setdefault(id(figure), Const(bound.says.low, bound.says.unit))
    steps = {
        str(place): bound.step for place, bound in enumerate(claims) if not _spans_worlds(bound)
    }
    made = rebuild(
        steps,
        lambda old, new: published.get(id(old), new),
        lambda node: isinstance(node, (Const, Draw)),
    )
    return [
        replace(bound, step=made.get(str(place), bound.step)) for place, bound in enumerate(claims)
    ]


def _spans_worlds(bound: BoundClaim) -> bool:
    """Whether it is a saving: a published total in one world says nothing of the other."""
    figure = _figure(bound.of)
    saving = figure is not None and figure.name.startswith("strategies.")
    return saving and bound.claim.basis is None


def judge_claim(bound: BoundClaim, worth: Worth) -> Verdict:
    """Whether a claim holds, whether it follows, and by how much it is off."""
    claim, says, unit = bound.claim, bound.says, bound.of.unit
    computed = worth.amount(bound.of)
    step = replace(worth.amount(bound.step), unit=unit)
    stated = says.middle * says.unit.scale(worth.calendar)
    return Verdict(
        claim.name,
        says.verdict(computed),
        computed,
        claim.span,
        claimed=" ".join(claim.says.text.split()),
        claimed_number=stated / unit.scale(worth.calendar),
        ratio=says.over(computed),
        difference=None if says.is_truth else _difference(stated, computed),
        follows=says.verdict(step) == "holds",
        from_those=step,
        from_ratio=says.over(step),
        of=" ".join(claim.of.text.split()),
        where=claim.where,
        doc=claim.doc,
    )


def _difference(stated: Fraction, computed: Amount) -> Amount | None:
    if computed.value is None:
        return None
    return Amount(stated - computed.value, computed.unit, computed.calendar)
