"""tenfold plan: the main job."""

from __future__ import annotations

import click

from tenfold.app.options import model_argument, open_model, out_of, output_options, plan_of, reading_options
from tenfold.app.out import Answer
from tenfold.report.compose import compose_plan
from tenfold.report.record import bill_table, record_plan

__all__ = ["command"]


@click.command(
    "plan",
    epilog="Examples: tenfold plan model.yaml; tenfold plan model.yaml --set users=2B --format json; "
    "tenfold plan model.yaml --scenario as_published -o plan.md -o plan.csv",
)
@model_argument
@reading_options
@output_options
def command(
    model: str | None, scenario: str, values: tuple[str, ...], form: str | None, files: tuple[str, ...], colour: str, width: int | None
) -> int:
    """Size every component, price it, add it up, and say what is missing.

    Exits 1 where a size cannot be met; claims that are off are told, and exit 0.
    """
    plan = plan_of(open_model(model), scenario, values)
    answer = Answer(lambda: compose_plan(plan), lambda: record_plan(plan), lambda: bill_table(plan))
    out_of(form, files, colour, width).write(answer)
    return 1 if plan.excuses else 0
