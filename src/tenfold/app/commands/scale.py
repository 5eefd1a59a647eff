"""tenfold scale: the same plan at other sizes."""

from __future__ import annotations

import click

from tenfold import api
from tenfold.app.options import model_argument, open_model, out_of, output_options, reading_options, values_of
from tenfold.app.out import Answer
from tenfold.errors import Words
from tenfold.model.model import Model, Scale
from tenfold.quantity.show import spell
from tenfold.report.compose import compose_scale
from tenfold.report.record import record_scale, scale_table

__all__ = ["command"]

_AROUND = (-3, -2, -1, 0, 1)


@click.command("scale", epilog="Examples: tenfold scale model.yaml; tenfold scale model.yaml --over users --step '1M users' --step '10M users'")
@model_argument
@click.option("--over", default="", metavar="NAME", help="The figure that grows; the model's own scale unless given.")
@click.option("--step", "steps", multiple=True, metavar="VALUE", help="A value of it; repeatable. Tenfold steps around its value unless given.")
@reading_options
@output_options
def command(
    model: str | None, over: str, steps: tuple[str, ...], scenario: str, values: tuple[str, ...],
    form: str | None, files: tuple[str, ...], colour: str, width: int | None,
) -> int:  # fmt: skip
    """Follow the plan over growth: cost, cost per user, and what changed at every step."""
    declared = open_model(model)
    followed = _scale(declared, over, steps, scenario, values)
    plan = api.plan(declared, scenario=scenario, set=values_of(values), scale=followed)
    answer = Answer(lambda: compose_scale(plan), lambda: record_scale(plan), lambda: scale_table(plan))
    out_of(form, files, colour, width).write(answer)
    return 0


def _scale(model: Model, over: str, steps: tuple[str, ...], scenario: str, values: tuple[str, ...]) -> Scale | None:
    declared = model.scale
    if not over and not steps:
        return declared
    name = over or (declared.over.text.strip() if declared is not None else "")
    if not name:
        raise click.UsageError("--step needs --over, or a 'scale:' in the model")
    if not steps:
        steps = _around(model, name, scenario, values)
    return Scale(Words.typed(name, "--over"), tuple(Words.typed(step, "--step") for step in steps))


def _around(model: Model, name: str, scenario: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """From a thousandth of its value to ten times it."""
    amount = api.plan(model, scenario=scenario, set=values_of(values))[name]
    number = amount.number or 0
    return tuple(spell(number * 10**power if power >= 0 else number / 10**-power, amount.unit) for power in _AROUND)
