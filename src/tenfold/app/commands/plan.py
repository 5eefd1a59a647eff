"""tenfold plan: the main job."""

from __future__ import annotations

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
from tenfold.report.chart_plan import plan_page
from tenfold.report.compose import compose_plan
from tenfold.report.record import record_plan
from tenfold.report.tables import bill_table

__all__ = ["command"]


@click.command(
    "plan",
    epilog=examples(
        "plan",
        "plan shop.yaml --set users=2B",
        "plan shop.yaml --scenario lean --format json",
        "plan shop.yaml -o plan.md -o plan.csv -o plan.svg",
    ),
)
@model_argument
@reading_options
@output_options
def command(
    model: str | None,
    scenario: str,
    values: tuple[str, ...],
    form: str | None,
    files: tuple[str, ...],
    colour: str,
    width: int | None,
) -> int:
    """Size every component of MODEL, price it, add it up, and say what is missing.

    MODEL is a file, '-' for standard input, or left out for tenfold.yaml here
    or in a folder above.

    Exits 1 where a size cannot be met. A goal or claim that does not hold is
    told, and exits 0: 'tenfold check' judges.
    """
    plan = plan_of(open_model(model), scenario, values)
    answer = Answer(
        lambda: compose_plan(plan),
        lambda: record_plan(plan),
        lambda: bill_table(plan),
        lambda: plan_page(plan),
    )
    out_of(form, files, colour, width).write(answer)
    return 1 if plan.excuses else 0
