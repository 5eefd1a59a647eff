"""The risks of a model: each a figure that is 1 in the worlds where it happens.

In the base case none of them happens, so a plan is what it would be without
them; they enter where worlds are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tenfold.errors import Problem, Rejected
from tenfold.model.model import Change, Model, Risk
from tenfold.plan.formulas import Formulas
from tenfold.quantity.bind import EMPTY
from tenfold.quantity.expr import Const, Draw, Named, Origin
from tenfold.quantity.spread import Spread

__all__ = ["RISKS", "chances_of", "risky_changes"]

RISKS = "risks."
"""What is put before the name of a risk to name its randomness."""


def chances_of(model: Model, formulas: Formulas) -> tuple[dict[str, Named], list[Problem]]:
    """The risks by name, and what is wrong with how likely they are said to be."""
    found: dict[str, Named] = {}
    problems: list[Problem] = []
    for risk in model.risks.values():
        try:
            found[risk.name] = _chance(risk, formulas)
        except Rejected as error:
            problems += error.problems
            found[risk.name] = _named(risk, Fraction(1, 2))  # so that what it sets is checked too
    return found, problems


def risky_changes(model: Model) -> Iterator[Change]:
    """What the risks set, each to be made in the worlds where its risk happens."""
    for risk in model.risks.values():
        for change in risk.changes:
            yield Change(change.name, change.figure, change.by, risk.name)


def _chance(risk: Risk, formulas: Formulas) -> Named:
    words = risk.probability
    expr = formulas.bind(words, EMPTY, key=f"{RISKS}{risk.name}")
    if isinstance(expr, Const) and expr.unit.is_number:
        share = expr.number * expr.unit.scale(formulas.model.calendar)
        if 0 < share < 1:
            return _named(risk, share)
    what = f"the probability of '{risk.name}' is a share between 0% and 100%"
    raise Rejected([Problem("T511", what, words.span, "for example 20%")])


def _named(risk: Risk, share: Fraction) -> Named:
    name = f"{RISKS}{risk.name}"
    origin = Origin(risk.span, risk.probability.text, risk.doc or risk.title, risk.source, "", "")
    return Named(name, Draw(name, Spread("chance", (share,)), text=risk.probability.text), origin)
