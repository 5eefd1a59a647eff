"""tenfold check: whether the model is valid, and its goals and claims hold."""

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
from tenfold.report.compose import compose_check
from tenfold.report.judgement import judgement_of
from tenfold.report.record import record_check
from tenfold.report.tables import check_table

__all__ = ["command"]


@click.command(
    "check",
    epilog=examples("check", "check shop.yaml --scenario as_published", "check - --format json"),
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
    """Judge the goals of MODEL, and the figures that somebody has published for it.

    Exits 2 where the model is not valid; 1 where a goal or a published figure
    does not hold or cannot be judged, or a size cannot be met; 0 where all is well.
    """
    plan = plan_of(open_model(model), scenario, values)
    answer = Answer(
        lambda: compose_check(plan), lambda: record_check(plan), lambda: check_table(plan)
    )
    out_of(form, files, colour, width).write(answer)
    return 0 if judgement_of(plan) else 1
