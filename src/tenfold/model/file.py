"""A model file read into a Model, strictly: an unknown key is a Problem.

The Outline knows places and nothing else; here its keys get their meaning.
All problems are collected; `Rejected` is raised once, at the end.
"""

from __future__ import annotations

from tenfold.errors import Problem, Rejected, Source, Words
from tenfold.model import buying, doubts, figures, outline, readings, terms
from tenfold.model.figures import FIGURE_KEYS
from tenfold.model.model import Change, Figure, Model
from tenfold.model.outline import Mapping, Scalar
from tenfold.model.reader import RESERVED, Reader

__all__ = ["FIGURE_KEYS", "RESERVED", "TOP_KEYS", "change", "model_of", "read_model"]

TOP_KEYS = (
    "tenfold", "name", "doc", "month", "year", "currency", "exchange", "prices", "things",
    "assumptions", "components", "figures", "scenarios", "strategies", "drivers", "correlate",
    "risks", "goals", "claims", "scale",
)  # fmt: skip
_VERSION = "1"


def read_model(source: Source) -> Model:
    """The Model that a text declares; `Rejected` with everything that is wrong."""
    tree, problems = outline.read(source)
    if tree is None:
        raise Rejected(problems)
    return model_of(tree.top, source, problems)


def model_of(top: Mapping, source: Source, problems: list[Problem] | None = None) -> Model:
    """The Model of an Outline, wherever that came from."""
    reader = Reader(list(problems or ()))
    model = _model(reader, top, source)
    if reader.problems:
        raise Rejected(reader.problems)
    return model


def change(name: Words, formula: Words, by: str) -> Change:
    """A Change that came from no file: `--set users=2B`, or Python."""
    return Change(name.text, Figure(name.text, formula, name.span), by)


def _model(reader: Reader, top: Mapping, source: Source) -> Model:
    reader.keys(top, TOP_KEYS, "a model")
    _version(reader, top)
    claims = reader.section(top, "claims", readings.claim, lambda *_: True)
    return Model(
        name=reader.text(top.get("name"), "name") or source.name,
        source=source,
        doc=reader.text(top.get("doc"), "doc"),
        calendar=terms.calendar(reader, top),
        currency=terms.currency(reader, top.get("currency")),
        vocabulary=terms.vocabulary(reader, top.get("things")),
        exchange=reader.section(top, "exchange", figures.rate, terms.is_currency),
        buying=buying.buying(reader, top.get("prices")),
        assumptions=reader.section(top, "assumptions", figures.figure, Reader.own_name),
        components=reader.section(top, "components", figures.component, Reader.owner_name),
        figures=reader.section(top, "figures", figures.figure, Reader.own_name),
        scenarios=readings.extended(
            reader, reader.section(top, "scenarios", readings.scenario, Reader.plain_name)
        ),
        strategies=reader.section(top, "strategies", readings.strategy, Reader.plain_name),
        drivers=reader.section(top, "drivers", doubts.driver, Reader.plain_name),
        correlations=doubts.correlations(reader, top.get("correlate")),
        risks=reader.section(top, "risks", doubts.risk, Reader.plain_name),
        goals=tuple(
            readings.goal(reader, words) for words in reader.items(top.get("goals"), "goals")
        ),
        claims=tuple(claims.values()),
        scale=readings.scale(reader, top.get("scale")),
    )


def _version(reader: Reader, top: Mapping) -> None:
    node = top.get("tenfold")
    if node is None:
        place = top.items[0].key.span if top.items else top.span
        what = "the first line of a model says its version"
        reader.wrong("T220", what, place, "add 'tenfold: 1' above this")
    elif not (isinstance(node, Scalar) and node.words.text.strip() == _VERSION):
        what = "this is no version that this Tenfold reads"
        reader.wrong("T220", what, node.span, "write 'tenfold: 1'")
