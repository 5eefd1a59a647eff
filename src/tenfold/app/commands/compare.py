"""tenfold compare: two files, two scenarios, or a git revision."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath

import click

from tenfold import api
from tenfold.app.files import find_model, read_source, source_at
from tenfold.app.options import examples, out_of, output_options, plan_of
from tenfold.app.out import Answer
from tenfold.errors import Source
from tenfold.model.file import read_model
from tenfold.report.comparison import compose_comparison
from tenfold.report.record import record_comparison
from tenfold.report.tables import comparison_table

__all__ = ["command"]

_SET_TOLD = 40
_SCENARIO = re.compile(r"(.*)@([^\W\d]\w*)")
_REVISION = re.compile(r"([^:]{2,}|@):(.+)")

_Reader = Callable[[str, str], Source]


@dataclass(frozen=True)
class _Side:
    """One of the two: a file, perhaps at a git revision, and how it is read."""

    file: str
    revision: str = ""
    scenario: str = ""
    sets: tuple[str, ...] = ()


@click.command(
    "compare",
    epilog=examples(
        "compare @as_published",
        "compare old.yaml new.yaml",
        "compare shop.yaml@lean shop.yaml@grown",
        "compare shop.yaml --against main",
        "compare shop.yaml --set 'users=users * 10'",
    ),
)
@click.argument("sides", nargs=-1, metavar="[FIRST] [SECOND]")
@click.option("--against", default="", metavar="REVISION", help="Begin from this git revision.")
@click.option(
    "--set", "values", multiple=True, metavar="NAME=VALUE", help="Set a figure, on the second side."
)
@output_options
def command(
    sides: tuple[str, ...],
    against: str,
    values: tuple[str, ...],
    form: str | None,
    files: tuple[str, ...],
    colour: str,
    width: int | None,
) -> int:
    """Say what changed from one plan to another, why, and how much each change moves.

    A side is FILE, FILE@SCENARIO, @SCENARIO of the first file, or REVISION:FILE;
    the model is tenfold.yaml unless one is named.
    """
    before, after = _sides(sides, against, values)
    text = cache(_text)  # standard input can be read once

    def planned(side: _Side) -> api.Plan:
        model = read_model(text(side.revision, side.file))
        return plan_of(model, side.scenario, side.sets, None)

    found = api.compare(planned(before), planned(after), _names(before, after))
    answer = Answer(
        lambda: compose_comparison(found),
        lambda: record_comparison(found),
        lambda: comparison_table(found),
    )
    out_of(form, files, colour, width).write(answer)
    return 0


def _text(revision: str, file: str) -> Source:
    return source_at(revision, file) if revision else read_source(file)


# -- which two ------------------------------------------------------------------


def _sides(given: tuple[str, ...], against: str, sets: tuple[str, ...]) -> tuple[_Side, _Side]:
    """The two sides that the words of the command line name."""
    if len(given) > 2 or (against and len(given) > 1):
        raise click.UsageError("There are two sides: name one or two of them.")
    if not (len(given) == 2 or against or sets or (given and given[0].startswith("@"))):
        raise click.UsageError(
            "There is nothing to compare with: name a second file, @scenario, --against or --set."
        )
    first = _side(given[0], "") if given else _Side(find_model(None))
    if against:
        return _Side(first.file, against, first.scenario), _set(first, sets)
    if len(given) == 2:
        return first, _set(_side(given[1], first.file), sets)
    if sets:
        return first, _set(first, sets)
    return _Side(first.file), first


def _side(word: str, beside: str) -> _Side:
    """One side; where it names no file, it is of the file beside it."""
    name, scenario = word, ""
    if not Path(word).is_file() and (at := _SCENARIO.fullmatch(word)):
        name, scenario = at.groups()
    if not Path(name).is_file() and (at := _REVISION.fullmatch(name)):
        return _Side(at[2], at[1], scenario)
    return _Side(name or beside or find_model(None), "", scenario)


def _set(side: _Side, sets: tuple[str, ...]) -> _Side:
    return _Side(side.file, side.revision, side.scenario, sets)


# -- what to call them ------------------------------------------------------------


def _names(before: _Side, after: _Side) -> tuple[str, str]:
    """What differs between the two, and nothing that does not."""
    names = [
        "@".join(filter(None, (text, scenario)))
        for text, scenario in zip(_texts(before, after), _readings(before, after), strict=True)
    ]
    told = f"with {', '.join(after.sets)}"
    if after.sets:
        short = told if len(told) <= _SET_TOLD else f"with {len(after.sets)} set"
        same = before.scenario if before.scenario == after.scenario else ""
        if same and names == ["", ""]:
            names = [same, same]
        names[0] = names[0] or "as declared"
        names[1] = f"{names[1]} {short}".strip()
    return names[0] or "first", names[1] or "second"


def _texts(before: _Side, after: _Side) -> tuple[str, str]:
    """Revisions of one file, or as much of two paths as tells them apart."""
    if before.file == after.file:
        if before.revision == after.revision:
            return "", ""
        return before.revision or "now", after.revision or "now"
    names = [PurePath(side.file).parts for side in (before, after)]
    least = min(map(len, names))
    tail = next((n for n in range(1, least) if names[0][-n] != names[1][-n]), least)
    short = ["/".join(parts[-tail:]) for parts in names]
    told = [
        f"{side.revision}:{name}" if side.revision else name
        for side, name in zip((before, after), short, strict=True)
    ]
    return told[0], told[1]


def _readings(before: _Side, after: _Side) -> tuple[str, str]:
    """Scenarios, where they differ."""
    if before.scenario == after.scenario:
        return "", ""
    if before.file == after.file and before.revision == after.revision:
        return before.scenario or "as declared", after.scenario or "as declared"
    return before.scenario, after.scenario
