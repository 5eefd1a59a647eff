"""tenfold check: is the document valid, do its goals and claims hold?"""

from __future__ import annotations

import click

from tenfold.app.options import model_argument, open_model, out_of, output_options, plan_of, reading_options
from tenfold.app.out import Answer
from tenfold.report.compose import compose_check
from tenfold.report.record import record_check

__all__ = ["command"]


@click.command("check", epilog="Examples: tenfold check model.yaml; tenfold check model.yaml --scenario as_published --format json")
@model_argument
@reading_options
@output_options
def command(
    model: str | None, scenario: str, values: tuple[str, ...], form: str | None, files: tuple[str, ...], colour: str, width: int | None
) -> int:
    """Judge the goals and the claims of a model.

    Exits 2 where the model is not valid, 1 where a goal or a claim does not
    hold, cannot be judged, or a size cannot be met.
    """
    plan = plan_of(open_model(model), scenario, values)
    out_of(form, files, colour, width).write(Answer(lambda: compose_check(plan), lambda: record_check(plan)))
    judged = (*plan.goals, *plan.claims)
    return 1 if plan.excuses or any(verdict.verdict != "holds" for verdict in judged) else 0
