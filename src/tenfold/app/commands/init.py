"""tenfold init: a commented model to start from, and the schema for editors."""

from __future__ import annotations

import shlex
from importlib.resources import files
from pathlib import Path

import click

from tenfold import api
from tenfold.app.cli import say
from tenfold.app.files import DEFAULT, print_whole, refused, write_whole
from tenfold.app.options import examples
from tenfold.app.out import told_json

__all__ = ["SCHEMA", "command"]

SCHEMA = "tenfold.schema.json"


@click.command("init", epilog=examples("init", "init shop.yaml", "init - | tenfold plan -"))
@click.argument("file", default=DEFAULT)
@click.option("--force", is_flag=True, help="Write over a model that is there.")
def command(file: str, *, force: bool) -> int:
    """Write a commented model that plans at once, and beside it a schema for editors.

    FILE is tenfold.yaml unless given; '-' prints the model.
    """
    starter = files("tenfold.app").joinpath("starter.yaml").read_text(encoding="utf-8")
    if file == "-":
        print_whole(starter)
        return 0
    path = Path(file)
    if path.is_dir():
        raise refused(f"'{file}' is a folder", f"name a file in it: {path / DEFAULT}")
    if path.exists() and not force:
        mend = "name another file, or write over it with --force"
        raise refused(f"'{file}' is there already", mend, code="T904")
    called = shlex.quote(file) if file.isprintable() else DEFAULT
    write_whole(file, starter.replace(DEFAULT, called))
    write_whole(str(path.parent / SCHEMA), told_json(api.schema()))
    say(f"wrote {called}, and {path.parent / SCHEMA} for editors")
    say(f"next: tenfold plan {called}")
    return 0
