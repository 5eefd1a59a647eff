"""A Row: one price as the catalogue writes it, a line of a table that people can read.

    product,meter,region,term,attributes,unit,price,effective,seen_on,evidence,source,note
    gcp/internet-egress,bytes,us-central1,on_demand,,USD/GiB,"0.12 to 1024, 0.11 to 10240, 0.08",...

The price cell: `0.12`, or tiers by what a month comes to, `0.12 to 1024, 0.08`;
`?` is a rate that nobody publishes. After a semicolon: `whole` where the tier
reached prices everything, `packages of 1000`, `at least 5` (money a month).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tenfold.errors import TenfoldError

__all__ = [
    "COLUMNS",
    "DESCRIPTIVE",
    "EVIDENCE",
    "METERS",
    "TERMS",
    "Row",
    "Step",
    "Unreadable",
    "cells",
    "is_commitment",
    "read_row",
    "written",
]

COLUMNS = (
    "product", "meter", "region", "term", "attributes", "unit", "price",
    "effective", "seen_on", "evidence", "source", "note",
)  # fmt: skip

TERMS = ("on_demand", "spot", "commit_1y", "commit_3y")
"""How a thing is bought."""

EVIDENCE = ("primary", "derived", "secondary")
"""Read at the provider's own list; worked out from such a figure; told by somebody else."""

METERS: Mapping[str, str] = {
    "instance": "something rented by the hour: a machine, a node, a GPU, a cluster, a policy",
    "storage": "bytes at rest",
    "bytes": "bytes to the internet, to viewers, through a balancer",
    "fill": "bytes that a CDN fetches from its origin",
    "requests": "requests, lookups, operations of any kind",
    "reads": "read operations",
    "writes": "write operations",
    "retrieved": "bytes read back from a cold class",
    "backup": "bytes of backups",
    "logs": "bytes of logs taken in",
    "metrics": "metrics taken in, by bytes or by series",
    "spans": "trace spans taken in",
    "tokens_in": "tokens sent to a model",
    "tokens_cached": "tokens sent that the model has cached",
    "tokens_out": "tokens that a model answers",
}
"""What is counted, in the words that laws ask with."""

DESCRIPTIVE = frozenset({
    "vcpu", "memory", "family", "gpu", "gpus", "gpu_memory", "local_ssd", "sustained",
    "burstable", "band", "engine", "tiers",
})  # fmt: skip
"""Attributes that tell what a thing is, and not which of several prices is meant."""

_NUMBER = re.compile(r"[0-9]{1,18}(\.[0-9]{1,18})?\Z")
_DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\Z")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)+\Z")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")
_MOST_STEPS = 40
_More = tuple[bool, Fraction | None, Fraction | None]


class Unreadable(TenfoldError):
    """A line of a catalogue that says no price, and why not."""


@dataclass(frozen=True, slots=True)
class Step:
    """A rate, and the amount in a month up to which it holds; None is without end, or unknown."""

    up_to: Fraction | None
    rate: Fraction | None


@dataclass(frozen=True, slots=True)
class Row:
    """One price, as written. `steps` ascend; the last has no end."""

    product: str
    meter: str
    region: str
    term: str
    unit: str
    steps: tuple[Step, ...]
    seen_on: str
    source: str
    evidence: str = "primary"
    attributes: Mapping[str, str] = field(default_factory=dict)
    effective: str = ""
    note: str = ""
    whole: bool = False
    packages: Fraction | None = None
    minimum: Fraction | None = None

    @property
    def key(self) -> tuple[str, str, str, str, tuple[tuple[str, str], ...]]:
        """What tells it from every other price of a catalogue."""
        told = tuple(sorted(self.attributes.items()))
        return self.product, self.meter, self.region, self.term, told

    @property
    def identity(self) -> tuple[str, str, str, str, tuple[tuple[str, str], ...]]:
        """What it is the price of, whatever else its line tells of that."""
        told = ((name, value) for name, value in self.attributes.items() if value != "standard")
        picking = tuple(sorted(pair for pair in told if pair[0] not in DESCRIPTIVE))
        return self.product, self.meter, self.region, self.term, picking


def is_commitment(row: Row) -> bool:
    """Whether it is the price of a commitment, paid for used or not."""
    return row.term.startswith("commit")


def cells(lines: Iterable[str]) -> Iterator[list[str]]:
    """The cells of each line of a table."""
    return csv.reader(lines, strict=True)


def read_row(found: list[str]) -> Row:
    """The Row that some cells say; `Unreadable` where they say none."""
    if len(found) != len(COLUMNS):
        raise Unreadable(f"{len(found)} cells, where a price has {len(COLUMNS)}")
    said = dict(zip(COLUMNS, (cell.strip() for cell in found), strict=True))
    for column, allowed in (("meter", METERS), ("term", TERMS), ("evidence", EVIDENCE)):
        if said[column] not in allowed:
            raise Unreadable(f"'{said[column]}' is no {column}: one of {', '.join(allowed)}")
    if not _NAME.match(said["product"]):
        raise Unreadable(f"'{said['product']}' names no product: write provider/name")
    if not _WORD.match(said["region"]):
        raise Unreadable(f"'{said['region']}' names no region")
    if not (_is_date(said["seen_on"]) and (not said["effective"] or _is_date(said["effective"]))):
        raise Unreadable("a date is written 2026-07-30")
    if not said["source"]:
        raise Unreadable("it does not say where the price was seen")
    steps, (whole, packages, minimum) = _steps(said["price"])
    return Row(
        said["product"], said["meter"], said["region"], said["term"], said["unit"], steps,
        said["seen_on"], said["source"], said["evidence"], _attributes(said["attributes"]),
        said["effective"], said["note"], whole, packages, minimum,
    )  # fmt: skip


def _is_date(text: str) -> bool:
    try:
        return bool(_DATE.match(text)) and date.fromisoformat(text) is not None
    except ValueError:
        return False


def _attributes(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(";") if part.strip()]
    if not all(sign and name.strip() and value.strip() for name, sign, value in pairs):
        raise Unreadable(f"'{text}' are no attributes: write name=value;name=value")
    if len({name.strip() for name, _, _ in pairs}) < len(pairs):
        raise Unreadable(f"'{text}' says an attribute twice")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _steps(text: str) -> tuple[tuple[Step, ...], _More]:
    tiers, *words = (part.strip() for part in text.split(";"))
    steps = tuple(_step(part) for part in tiers.split(","))
    ends = [step.up_to for step in steps]
    if len(steps) > _MOST_STEPS or ends[-1] is not None or None in ends[:-1]:
        raise Unreadable(f"'{text}' is no price: every tier but the last says up to what it holds")
    bounds = [end for end in ends if end is not None]
    if any(not low < high for low, high in zip([Fraction(0), *bounds], bounds, strict=False)):
        raise Unreadable(f"the tiers of '{text}' do not ascend")
    return steps, _more(words)


def _step(text: str) -> Step:
    rate, to, end = (part.strip() for part in text.partition(" to "))
    return Step(_number(end) if to else None, None if rate == "?" else _number(rate))


def _more(words: list[str]) -> _More:
    """Whether a price is whole, the size of its packages, the least it costs."""
    whole, packages, minimum = False, None, None
    for word in words:
        if word == "whole":
            whole = True
        elif word.startswith("packages of "):
            packages = _number(word.removeprefix("packages of "))
            if not packages:
                raise Unreadable("a package holds something: write 'packages of 1000'")
        elif word.startswith("at least "):
            minimum = _number(word.removeprefix("at least "))
        else:
            raise Unreadable(f"'{word}' after a price: 'whole', 'packages of N' or 'at least N'")
    return whole, packages, minimum


def _number(text: str) -> Fraction:
    if not _NUMBER.match(text.strip()):
        raise Unreadable(f"'{text}' is no number of money: write 0.0225")
    return Fraction(text.strip())


def written(row: Row) -> list[str]:
    """The cells of a Row, so that `read_row(written(row)) == row`."""
    tiers = ", ".join(
        ("?" if step.rate is None else _decimal(step.rate))
        + ("" if step.up_to is None else f" to {_decimal(step.up_to)}")
        for step in row.steps
    )
    words = ["whole"] if row.whole else []
    words += [] if row.packages is None else [f"packages of {_decimal(row.packages)}"]
    words += [] if row.minimum is None else [f"at least {_decimal(row.minimum)}"]
    attributes = ";".join(f"{name}={value}" for name, value in row.attributes.items())
    return [
        row.product, row.meter, row.region, row.term, attributes, row.unit,
        "; ".join([tiers, *words]), row.effective, row.seen_on, row.evidence, row.source, row.note,
    ]  # fmt: skip


def _decimal(number: Fraction) -> str:
    """A finite decimal, written out."""
    whole, rest = divmod(number, 1)
    digits = ""
    while rest and len(digits) < 30:
        digit, rest = divmod(rest * 10, 1)
        digits += str(digit)
    if rest:
        raise Unreadable(f"{number} has no end to its decimals")
    return f"{whole}.{digits}" if digits else str(whole)
