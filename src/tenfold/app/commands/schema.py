"""tenfold schema: what an editor needs to complete and check a model file."""

from __future__ import annotations

import click

from tenfold import api
from tenfold.app.files import print_whole, write_whole
from tenfold.app.options import examples
from tenfold.app.out import told_json

__all__ = ["command"]


@click.command("schema", epilog=examples("schema", "schema -o tenfold.schema.json"))
@click.option("-o", "--output", "file", metavar="FILE", help="Write to a file.")
def command(file: str | None) -> int:
    """Print the JSON Schema of a model file.

    An editor completes and checks a model whose first line names it:
    # yaml-language-server: $schema=./tenfold.schema.json
    """
    told = told_json(api.schema())
    if file and file != "-":
        write_whole(file, told)
    else:
        print_whole(told)
    return 0
