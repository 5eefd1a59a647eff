"""Every verb, once, as a function: what the command line and a notebook share."""

from __future__ import annotations

from collections.abc import Mapping

from tenfold.errors import Rejected, Source, Words
from tenfold.laws.table import LAWS
from tenfold.model import python
from tenfold.model.file import change, read_model
from tenfold.model.model import Change, Model, Scale
from tenfold.model.python import Section
from tenfold.plan.compare import Comparison, compare_plans
from tenfold.plan.moved import Mover, mover
from tenfold.plan.plan import Amount, Plan, Verdict
from tenfold.plan.planner import make_plan
from tenfold.quantity.bind import q
from tenfold.quantity.expr import Expr, Named
from tenfold.report.record import Data
from tenfold.report.schema import model_schema

__all__ = [
    "Amount",
    "Comparison",
    "Expr",
    "Model",
    "Plan",
    "Rejected",
    "Verdict",
    "changes",
    "compare",
    "figure",
    "model",
    "move",
    "plan",
    "q",
    "read",
    "schema",
]


def read(text: str, name: str = "model") -> Model:
    """A model from the text of a model file; `Rejected` says all that is wrong."""
    return read_model(Source(name, text))


def model(sections: Section) -> Model:
    """A model from mappings of the same shape as a model file."""
    return python.model(sections)


def figure(name: str, value: Expr | str) -> Named:
    """A named quantity to build formulas on.

    In a model, the model's own figure of that name takes its place.
    """
    return Named(name, q(value) if isinstance(value, str) else value)


def changes(values: Mapping[str, str], by: str = "set") -> tuple[Change, ...]:
    """Changes to a model from names and formulas, as `--set` gives them."""
    return tuple(
        change(
            Words.typed(name.strip(), f"{by} {name.strip()}"),
            Words.typed(text, f"{by} {name.strip()}"),
            by,
        )
        for name, text in values.items()
    )


def plan(
    model: Model,
    *,
    scenario: str = "",
    set: Mapping[str, str] | None = None,  # noqa: A002 - the word of the model file and of the command line
    scale: Scale | None = None,
) -> Plan:
    """The Plan of a model: sizes, prices, totals, savings, steps, goals and claims.

    `scenario` names one of its readings; `set` gives figures other values.
    """
    return make_plan(model, LAWS, scenario=scenario, changes=changes(set or {}), scale=scale)


def compare(before: Plan, after: Plan, names: tuple[str, str] = ("before", "after")) -> Comparison:
    """How the second plan differs from the first: what changed, why, how much."""
    return compare_plans(before, after, names, LAWS)


def schema() -> Data:
    """The JSON Schema of a model file, for editors."""
    return model_schema(LAWS)


def move(plan: Plan, *names: str) -> Mover:
    """Some inputs of a plan made movable: `move(plan, "users").at({"users": "2B users"})`."""
    return mover(plan, names)
