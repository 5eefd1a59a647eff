"""tenfold compare: two files, two scenarios, or a git revision."""

from __future__ import annotations

from dataclasses import dataclass

import click

from tenfold import api
from tenfold.app.files import find_model, read_source, source_at
from tenfold.app.options import out_of, output_options, values_of
from tenfold.app.out import Answer
from tenfold.errors import Source
from tenfold.model.file import read_model
from tenfold.report.comparison import compose_comparison
from tenfold.report.record import record_comparison

__all__ = ["command"]


@dataclass(frozen=True)
class _Side:
    """One of the two: a text, and the scenario it is read in."""

    source: Source
    scenario: str

    @property
    def name(self) -> str:
        return f"{self.source.name}@{self.scenario}" if self.scenario else self.source.name


@click.command(
    "compare",
    epilog="Examples: tenfold compare a.yaml b.yaml; tenfold compare model.yaml @as_published; "
    "tenfold compare model.yaml --against main",
)
@click.argument("first")
@click.argument("second", required=False)
@click.option("--against", default="", metavar="REVISION", help="Compare with the file as this git revision has it.")
@click.option("--set", "values", multiple=True, metavar="NAME=VALUE", help="Give a figure another value, on the second side.")
@output_options
def command(
    first: str, second: str | None, against: str, values: tuple[str, ...], form: str | None, files: tuple[str, ...], colour: str, width: int | None
) -> int:
    """Say what changed between two plans, why, and how much each change moves.

    A side is FILE, FILE@SCENARIO, @SCENARIO of the first file, or REVISION:FILE.
    """
    before, after = _sides(first, second, against, changed=bool(values))
    plans = (
        api.plan(read_model(before.source), scenario=before.scenario),
        api.plan(read_model(after.source), scenario=after.scenario, set=values_of(values)),
    )
    names = (before.name, after.name if after.name != before.name else f"{after.name} with {', '.join(values)}")
    found = api.compare(*plans, names)
    answer = Answer(lambda: compose_comparison(found), lambda: record_comparison(found))
    out_of(form, files, colour, width).write(answer)
    return 0


def _sides(first: str, second: str | None, against: str, *, changed: bool) -> tuple[_Side, _Side]:
    if against:
        after = _side(first, first)
        name = first.partition("@")[0]
        return _Side(source_at(against, find_model(name or None)), after.scenario), after
    if second is None and not changed:
        raise click.UsageError("there is nothing to compare with: name a second file, @scenario, --against or --set")
    before = _side(first, first)
    return before, _side(second, first) if second is not None else before


def _side(text: str, first: str) -> _Side:
    name, _, scenario = text.partition("@")
    name = name or first.partition("@")[0]
    revision, colon, path = name.partition(":")
    if colon and path and len(revision) > 1:
        return _Side(source_at(revision, path), scenario)
    return _Side(read_source(name), scenario)
