"""Options that several commands share, and what they mean together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from tenfold import api
from tenfold.app.files import find_model, read_source
from tenfold.app.out import FORMATS, Out
from tenfold.errors import Problem, Rejected
from tenfold.model.file import read_model
from tenfold.model.model import Model

__all__ = ["model_argument", "open_model", "out_of", "output_options", "reading_options", "values_of"]

Command = TypeVar("Command", bound=Callable[..., object])


def model_argument(command: Command) -> Command:
    """MODEL: a file, `-`, or nothing for `tenfold.yaml` here or above."""
    return click.argument("model", required=False)(command)


def reading_options(command: Command) -> Command:
    """`--scenario` and `--set`."""
    command = click.option("--set", "values", multiple=True, metavar="NAME=VALUE", help="Give a figure another value, for example users=2B or 'api.average_load=30%'.")(command)
    return click.option("--scenario", default="", metavar="NAME", help="Read the model as one of its scenarios.")(command)


def output_options(command: Command) -> Command:
    """`--format`, `-o`, `--color`, `--width`."""
    command = click.option("--width", type=click.IntRange(20, 1000), help="Columns of text; the terminal's, and no limit on a pipe.")(command)
    command = click.option("--color", "colour", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour the text.")(command)
    command = click.option("-o", "--output", "files", multiple=True, metavar="FILE", help="Write to a file; its suffix names the format. Repeatable.")(command)
    return click.option("--format", "form", type=click.Choice(FORMATS), help="How to tell the answer.")(command)


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
        name, sign, value = item.partition("=")
        if not sign or not name.strip() or not value.strip():
            problems.append(Problem("T903", f"'--set {item}' gives nothing a value", mend="write --set name=value, for example --set users=2B"))
        found[name.strip()] = value.strip()
    if problems:
        raise Rejected(problems)
    return found


def plan_of(model: Model, scenario: str, values: tuple[str, ...]) -> api.Plan:
    """The plan that the reading options ask for."""
    return api.plan(model, scenario=scenario, set=values_of(values))
