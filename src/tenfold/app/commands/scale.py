"""tenfold scale: the same plan at other sizes."""

from __future__ import annotations

from fractions import Fraction

import click

from tenfold.app.options import (
    examples,
    model_argument,
    open_model,
    out_of,
    output_options,
    plan_of,
    reading_options,
)
from tenfold.app.out import Answer
from tenfold.errors import Words
from tenfold.model.model import Model, Scale
from tenfold.quantity.show import spell
from tenfold.report.chart_plan import growth
from tenfold.report.record import record_scale
from tenfold.report.scale import compose_scale
from tenfold.report.tables import scale_table

__all__ = ["command"]

_AROUND = (-3, -2, -1, 0, 1)


@click.command(
    "scale",
    epilog=examples(
        "scale",
        "scale shop.yaml --over users",
        "scale shop.yaml --over users --step '1M users' --step '10M users'",
    ),
)
@model_argument
@click.option("--over", default="", metavar="NAME", help="The figure that grows.")
@click.option(
    "--step", "steps", multiple=True, metavar="VALUE", help="One of its values. Repeatable."
)
@reading_options
@output_options
def command(
    model: str | None,
    over: str,
    steps: tuple[str, ...],
    scenario: str,
    values: tuple[str, ...],
    form: str | None,
    files: tuple[str, ...],
    colour: str,
    width: int | None,
) -> int:
    """Follow MODEL as it grows: cost, cost per user, and what changes at every step.

    The figure and its steps are those of 'scale:' in the model unless given.
    --over alone steps from a thousandth of the figure to ten times it.
    """
    declared = open_model(model)
    followed = _scale(declared, over, steps, scenario, values)
    over_what = "" if followed is None else followed.over.text.strip()
    plan = plan_of(declared, scenario, values, None, followed)
    answer = Answer(
        lambda: compose_scale(plan, over_what),
        lambda: record_scale(plan),
        lambda: scale_table(plan),
        lambda: growth(plan),
    )
    out_of(form, files, colour, width).write(answer)
    return 0


def _scale(
    model: Model, over: str, steps: tuple[str, ...], scenario: str, values: tuple[str, ...]
) -> Scale | None:
    """What is to be followed, and where it stops on the way."""
    declared = model.scale
    if not over and not steps:
        if declared is None:
            raise click.UsageError(
                "The model has no 'scale:', so name the figure that grows: --over users"
            )
        return declared
    name = over or (declared.over.text.strip() if declared is not None else "")
    if not name:
        raise click.UsageError("--step needs --over, or a 'scale:' in the model.")
    told = steps or _around(model, name, scenario, values)
    return Scale(Words.typed(name, "--over"), tuple(Words.typed(step, "--step") for step in told))


def _around(model: Model, name: str, scenario: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """From a thousandth of its value to ten times it."""
    amount = plan_of(model, scenario, values, None)[name]
    number = amount.number
    if not number:
        raise click.UsageError(f"'{name}' is {amount}: name its steps, --step '1K users'.")
    sizes = (number * Fraction(10) ** power for power in _AROUND)
    return tuple(spell(size, amount.unit) for size in sizes)
