"""tenfold init: a commented model to start from, and the schema for editors."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import click

from tenfold import api
from tenfold.app.files import DEFAULT, write_whole

__all__ = ["command"]

SCHEMA = "tenfold.schema.json"


@click.command("init", epilog="Examples: tenfold init; tenfold init shop.yaml; tenfold init - | tenfold plan -")
@click.argument("file", default=DEFAULT)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def command(file: str, *, force: bool) -> int:
    """Write a commented model that plans at once, and a schema beside it for editors."""
    starter = files("tenfold.app").joinpath("starter.yaml").read_text(encoding="utf-8")
    if file == "-":
        click.echo(starter, nl=False)
        return 0
    path = Path(file)
    if path.exists() and not force:
        raise click.ClickException(f"'{file}' is there already; name another file, or use --force to write over it")
    write_whole(file, starter)
    write_whole(str(path.parent / SCHEMA), json.dumps(api.schema(), indent=2) + "\n")
    click.echo(f"wrote {file} and {path.parent / SCHEMA}; next: tenfold plan {file}", err=True)
    return 0
