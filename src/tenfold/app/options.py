"""Options that several commands share, and what they mean together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from tenfold import api
from tenfold.app.buying import catalogue_for, today
from tenfold.app.files import find_model, read_source, refused
from tenfold.app.out import FORMATS, Out
from tenfold.errors import Problem, Rejected
from tenfold.model.file import read_model
from tenfold.model.model import Model, Scale

__all__ = [
    "examples",
    "model_argument",
    "open_model",
    "out_of",
    "output_options",
    "output_options_without_table",
    "plan_of",
    "reading_options",
    "values_of",
]

Command = TypeVar("Command", bound=Callable[..., object])


def examples(*lines: str) -> str:
    """The end of a command's help: examples, each on a line of its own."""
    return "\n".join(["\b", "Examples:", *(f"  tenfold {line}" for line in lines)])


def model_argument(command: Command) -> Command:
    """MODEL: a file, `-`, or nothing for `tenfold.yaml` here or above."""
    return click.argument("model", required=False)(command)


def reading_options(command: Command) -> Command:
    """`--scenario` and `--set`."""
    sets = "Give a figure another value, such as users=2B or 'users=users * 10'. Repeatable."
    reads = "Read the model as one of its scenarios."
    command = click.option("--set", "values", multiple=True, metavar="NAME=VALUE", help=sets)(
        command
    )
    return click.option("--scenario", default="", metavar="NAME", help=reads)(command)


def output_options(command: Command) -> Command:
    """`--format`, `-o`, `--color`, `--width`."""
    return _told_in(FORMATS, command)


def output_options_without_table(command: Command) -> Command:
    """The same, for an answer that is no table, and so cannot be CSV."""
    return _told_in(tuple(form for form in FORMATS if form != "csv"), command)


def _told_in(forms: tuple[str, ...], command: Command) -> Command:
    wide = "Columns of text: the terminal's unless given, and no limit on a pipe."
    files = "Write to a file; its suffix names the format. Repeatable."
    colours = click.Choice(["auto", "always", "never"])
    widths = click.IntRange(20, 1000)
    for option in (
        click.option("--width", type=widths, metavar="N", help=wide),
        click.option("--color", "colour", type=colours, default="auto", help="Colour the text."),
        click.option("-o", "--output", "files", multiple=True, metavar="FILE", help=files),
        click.option("--format", "form", type=click.Choice(forms), help="How to tell it."),
    ):
        command = option(command)
    return command


def out_of(form: str | None, files: tuple[str, ...], colour: str, width: int | None) -> Out:
    """The Out that the output options describe."""
    return Out(form or "", files, colour, width)


def open_model(name: str | None) -> Model:
    """The model that MODEL names."""
    return read_model(read_source(find_model(name)))


def values_of(given: tuple[str, ...]) -> dict[str, str]:
    """`--set` options as names and formulas."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for item in given:
        name, sign, value = (part.strip() for part in item.partition("="))
        if name and sign and value:
            found[name] = value
        else:
            what = f"'--set {item}' gives nothing a value"
            mend = "write --set name=value, for example --set users=2B"
            problems += refused(what, mend, code="T903").problems
    if problems:
        raise Rejected(problems)
    return found


def plan_of(
    model: Model,
    scenario: str,
    values: tuple[str, ...],
    sampling: api.Sampling | None = api.SAMPLING,
    scale: Scale | None = None,
) -> api.Plan:
    """The plan that the reading options ask for."""
    return api.plan(
        model,
        scenario=scenario,
        set=values_of(values),
        sampling=sampling,
        scale=scale,
        catalogue=catalogue_for(model),
        today=today(),
    )
