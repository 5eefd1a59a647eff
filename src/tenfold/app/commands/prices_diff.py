"""tenfold prices diff: what changed between two catalogues, and what that does to a model."""

from __future__ import annotations

import click

from tenfold import api
from tenfold.app.catalogues import catalogue_at, short_names
from tenfold.app.options import examples, open_model, out_of, output_options
from tenfold.app.out import Answer
from tenfold.prices.catalogue import Catalogue
from tenfold.prices.differ import differ
from tenfold.prices.shipped import shipped
from tenfold.report.price_diff import Effect, compose_diff, diff_table, effect_of, record_diff

__all__ = ["command"]


@click.command(
    "diff",
    epilog=examples(
        "prices diff shipped prices",
        "prices diff old new --format csv",
        "prices diff main:prices prices --model shop.yaml",
        "prices diff shipped corrections --over --model shop.yaml",
    ),
)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--over", is_flag=True, help="Lay each over Tenfold's own prices, as a model does.")
@click.option("--model", metavar="MODEL", help="Say what it does to the cost of this model.")
@click.option("--scenario", default="", metavar="NAME", help="Read the model so.")
@output_options
def command(
    before: str,
    after: str,
    model: str | None,
    scenario: str,
    form: str | None,
    files: tuple[str, ...],
    colour: str,
    width: int | None,
    *,
    over: bool,
) -> int:
    """Say what is new, gone, dearer and cheaper from catalogue A to catalogue B.

    Each is a folder of tables, REVISION:FOLDER of git, or the word shipped for
    the prices that come with Tenfold. Exits 0: a difference is no failure.
    """
    if scenario and not model:
        raise click.UsageError("--scenario reads a model: name one with --model.")
    sides = (catalogue_at(before), catalogue_at(after))
    layered = tuple(_over(side) for side in sides)
    found = differ(*(layered if over else sides))
    effect = None if model is None else _effect(model, scenario, *layered)
    names = short_names((before, after))
    sides_told = (names[0], names[1])
    answer = Answer(
        lambda: compose_diff(found, sides_told, effect),
        lambda: record_diff(found, sides_told, effect),
        lambda: diff_table(found),
    )
    out_of(form, files, colour, width).write(answer)
    return 0


def _over(side: Catalogue) -> Catalogue:
    """A catalogue as a model would use it: Tenfold's own prices behind it."""
    return side if side.shelves == shipped().shelves else side.over(shipped())


def _effect(name: str, scenario: str, before: Catalogue, after: Catalogue) -> Effect:
    model = open_model(name)
    plans = (
        api.plan(model, scenario=scenario, sampling=None, catalogue=catalogue)
        for catalogue in (before, after)
    )
    return effect_of(*plans)
