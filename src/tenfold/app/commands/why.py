"""tenfold why: one figure, back to the lines and sources it came from."""

from __future__ import annotations

from pathlib import PurePath

import click

from tenfold.app.options import (
    examples,
    open_model,
    out_of,
    output_options_without_table,
    plan_of,
    reading_options,
)
from tenfold.app.out import Answer
from tenfold.report.derivation import compose_why
from tenfold.report.record import record_why

__all__ = ["command"]

_TOTAL = "total.cost"


@click.command(
    "why",
    epilog=examples(
        "why api.cost",
        "why shop.yaml total.cost --depth 2",
        "why shop.yaml api.instances --scenario as_published",
    ),
)
@click.argument("named", nargs=-1, required=True, metavar="[MODEL] FIGURE")
@click.option("--depth", type=click.IntRange(1), metavar="N", help="Go no more than N steps back.")
@reading_options
@output_options_without_table
def command(
    named: tuple[str, ...],
    depth: int | None,
    scenario: str,
    values: tuple[str, ...],
    form: str | None,
    files: tuple[str, ...],
    colour: str,
    width: int | None,
) -> int:
    """Show how FIGURE is made: formulas, values, conversions, lines, sources.

    FIGURE is a dotted name such as api.instances, database.cost or total.cost;
    'tenfold plan --format json' lists them all. MODEL alone asks for total.cost.
    """
    model, figure = _model_and_figure(named)
    plan = plan_of(open_model(model), scenario, values, sampling=None)
    plan.node(figure)
    answer = Answer(
        lambda: compose_why(plan, figure, depth), lambda: record_why(plan, figure, depth)
    )
    out_of(form, files, colour, width).write(answer)
    return 0


def _model_and_figure(named: tuple[str, ...]) -> tuple[str | None, str]:
    """One word is a figure of the model that lies here, unless it looks like a file."""
    if len(named) > 2:
        raise click.UsageError("Name one model and one figure of it.")
    if len(named) == 2:
        return named[0], named[1]
    only = named[0]
    is_file = only == "-" or PurePath(only).suffix in (".yaml", ".yml")
    return (only, _TOTAL) if is_file else (None, only)
