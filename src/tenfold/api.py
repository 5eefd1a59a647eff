"""Every verb, once, as a function: what the command line and a notebook share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tenfold.errors import NOWHERE, Problem, Rejected, Source, Words
from tenfold.laws.table import LAWS
from tenfold.model import python
from tenfold.model.file import change, read_model
from tenfold.model.model import Change, Model, Scale
from tenfold.model.python import Section
from tenfold.model.reader import NAME, RESERVED
from tenfold.plan.compare import Comparison, compare_plans
from tenfold.plan.moved import Mover, mover
from tenfold.plan.plan import Amount, Plan, Step, Verdict
from tenfold.plan.planner import make_plan
from tenfold.prices.catalogue import Catalogue
from tenfold.prices.shipped import shipped
from tenfold.quantity import bind
from tenfold.quantity.expr import Expr, Named, Origin
from tenfold.quantity.why import Reason
from tenfold.report.judgement import Judgement, judgement_of
from tenfold.report.record import Data
from tenfold.report.schema import model_schema
from tenfold.sampling.settings import Sampling

if TYPE_CHECKING:
    from tenfold.study.risk import Risk

__all__ = [
    "Amount",
    "Catalogue",
    "Comparison",
    "Expr",
    "Judgement",
    "Model",
    "Plan",
    "Reason",
    "Rejected",
    "Sampling",
    "Step",
    "Verdict",
    "changes",
    "check",
    "compare",
    "figure",
    "model",
    "move",
    "plan",
    "q",
    "read",
    "risk",
    "scale",
    "schema",
    "why",
]

SAMPLING = Sampling()
"""How worlds are drawn unless told otherwise."""


def read(text: str, name: str = "model") -> Model:
    """A model from the text of a model file; `Rejected` says all that is wrong."""
    return read_model(Source(name, text))


def model(sections: Section) -> Model:
    """A model from mappings of the same shape as a model file."""
    mappings = "tf.model takes mappings, {'assumptions': {...}}; tf.read takes text, tf.load a file"
    _demand(sections, Mapping, mappings)
    return python.model(sections)


def q(text: str) -> Expr:
    """A quantity from text, such as `q("5 KB/user")`; `Rejected` says what is wrong with it."""
    _demand(text, str, "tf.q takes text, such as '5 KB/user'")
    return bind.q(text)


def figure(
    name: str, value: Expr | str, *, doc: str = "", source: str = "", as_of: str = ""
) -> Named:
    """A named quantity to build formulas on, with what it means and who says so.

    In a model, the model's own figure of that name takes its place.
    """
    _demand(name, str, "tf.figure takes a name, such as 'users'")
    if name in RESERVED or not all(map(NAME.match, name.split("."))):
        mend = "use letters, digits and '_', a letter first"
        mend = "it has a meaning of its own" if name in RESERVED else mend
        raise Rejected([Problem("T222", f"'{name}' cannot be a name", NOWHERE, mend)])
    body = value if isinstance(value, Expr) else q(value)
    return Named(name, body, Origin(doc=doc, source=source, as_of=as_of))


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


def plan(  # noqa: PLR0913 - all that can be asked of a plan
    model: Model,
    *,
    scenario: str = "",
    set: Mapping[str, str] | None = None,  # noqa: A002 - the word of the model file and of the command line
    scale: Scale | None = None,
    sampling: Sampling | None = SAMPLING,
    catalogue: Catalogue | None = None,
    today: str = "",
) -> Plan:
    """The Plan of a model: sizes, prices, totals, savings, steps, goals and claims.

    `scenario` names one of its readings; `set` gives figures other values. Where
    anything is in doubt worlds are drawn, unless `sampling` is None. What has no
    price of its own is priced by the `catalogue`, the one that comes with Tenfold
    unless another is given; `today`, a date such as 2026-11-24, tells which prices
    are stale.
    """
    asked = changes(set or {})
    named = model.buying.catalogue
    _demand(catalogue, (Catalogue, type(None)), "catalogue is a Catalogue: tf.catalogue(folder)")
    if catalogue is None and named is not None:
        beside, slash, _ = model.source.name.rpartition("/")
        mend = f"pass catalogue=tf.catalogue('{beside}{slash}{named.text}')"
        raise Rejected(
            [Problem("T601", "this model names a catalogue of its own", named.span, mend)]
        )
    return make_plan(
        model, LAWS, scenario=scenario, changes=asked, scale=scale, sampling=sampling,
        catalogue=shipped() if catalogue is None else catalogue, today=today,
    )  # fmt: skip


def compare(before: Plan, after: Plan, names: tuple[str, str] = ("before", "after")) -> Comparison:
    """How the second plan differs from the first: what changed, why, how much."""
    return compare_plans(before, after, names, LAWS, before.catalogue)


def risk(  # noqa: PLR0913 - a risk is asked for as a plan is
    model: Model | Plan,
    *,
    worlds: int | None = None,
    sampler: str | None = None,
    seed: int | None = None,
    scenario: str = "",
    set: Mapping[str, str] | None = None,  # noqa: A002 - as in plan
    catalogue: Catalogue | None = None,
) -> Risk:
    """A model over many worlds: how sure its total is, what drives that, what must be true.

    Worlds are drawn as in `plan` unless told otherwise; a Plan is taken with the
    worlds that were drawn for it. `Rejected` where nothing is in doubt.
    """
    made = model
    _demand(model, (Model, Plan), "tf.risk takes a model or a plan; tf.load reads a file")
    if isinstance(made, Model):
        sampling = Sampling(
            SAMPLING.worlds if worlds is None else worlds,
            SAMPLING.sampler if sampler is None else sampler,
            SAMPLING.seed if seed is None else seed,
        )
        made = plan(made, scenario=scenario, set=set, sampling=sampling, catalogue=catalogue)
    elif scenario or set or catalogue is not None or (worlds, sampler, seed) != (None, None, None):
        raise TypeError("tf.risk takes a model to read and draw anew; a plan is already read")
    if made.doubt is None:
        what, mend = f"nothing in '{made.name}' is in doubt", "write a range: 5M to 20M users"
        raise Rejected([Problem("T515", what, NOWHERE, mend)])
    from tenfold.study.risk import risk_of

    return risk_of(made, made.doubt)


def why(plan: Plan, name: str) -> Reason:
    """The derivation of one figure: its formula, values, lines and sources."""
    return plan.why(name)


def check(plan: Plan) -> Judgement:
    """The verdicts on a plan's goals and claims: true where all of them hold."""
    return judgement_of(plan)


def scale(
    model: Model,
    over: str = "",
    steps: Sequence[str] = (),
    *,
    scenario: str = "",
    set: Mapping[str, str] | None = None,  # noqa: A002 - as in plan
    catalogue: Catalogue | None = None,
) -> tuple[Step, ...]:
    """A model as one figure grows: `scale(model, "users", ["1M users", "10M users"])`.

    The figure and its steps are those of 'scale:' in the model unless given.
    """
    if bool(over) != bool(steps) or not (over or model.scale):
        raise TypeError("tf.scale takes the figure that grows and its steps, or a model's 'scale:'")
    words = tuple(Words.typed(step, "step") for step in steps)
    followed = Scale(Words.typed(over, "over"), words) if over else model.scale
    made = plan(
        model, scenario=scenario, set=set, scale=followed, sampling=None, catalogue=catalogue
    )
    return made.steps


def schema() -> Data:
    """The JSON Schema of a model file, for editors."""
    return model_schema(LAWS)


def move(plan: Plan, *names: str) -> Mover:
    """Some inputs of a plan made movable: `move(plan, "users").at({"users": "2B users"})`."""
    return mover(plan, names)


def _demand(given: object, kind: type | tuple[type, ...], said: str) -> None:
    """What a person may hand over by mistake is refused here, and not deep within."""
    if not isinstance(given, kind):
        raise TypeError(f"{said}: this is of type {type(given).__name__}")
