"""tenfold schema: what an editor needs to complete and check a model file."""

from __future__ import annotations

import json

import click

from tenfold import api
from tenfold.app.files import write_whole

__all__ = ["command"]


@click.command("schema", epilog="Examples: tenfold schema > tenfold.schema.json; tenfold schema -o tenfold.schema.json")
@click.option("-o", "--output", "file", metavar="FILE", help="Write to a file.")
def command(file: str | None) -> int:
    """Print the JSON Schema of a model file.

    The first line of a model names it to editors:
    # yaml-language-server: $schema=./tenfold.schema.json
    """
    told = json.dumps(api.schema(), indent=2) + "\n"
    if file and file != "-":
        write_whole(file, told)
    else:
        click.echo(told, nl=False)
    return 0
