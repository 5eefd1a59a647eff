"""tenfold why: one figure, back to the lines and sources it came from."""

from __future__ import annotations

import click

from tenfold.app.options import open_model, out_of, output_options, plan_of, reading_options
from tenfold.app.out import Answer
from tenfold.report.derivation import compose_why
from tenfold.report.record import record_why

__all__ = ["command"]


@click.command("why", epilog="Examples: tenfold why model.yaml api.cost; tenfold why model.yaml total.cost --scenario as_published")
@click.argument("model")
@click.argument("figure")
@reading_options
@output_options
def command(
    model: str, figure: str, scenario: str, values: tuple[str, ...], form: str | None, files: tuple[str, ...], colour: str, width: int | None
) -> int:
    """Show how a figure is made: formulas, values, conversions, lines, sources."""
    plan = plan_of(open_model(model), scenario, values)
    plan.node(figure)
    answer = Answer(lambda: compose_why(plan, figure), lambda: record_why(plan, figure))
    out_of(form, files, colour, width).write(answer)
    return 0
