"""The model format told to an editor, as JSON Schema: keys, kinds, settings, examples.

Built from the same tables that the reader and the laws use, so that what an
editor completes is what `tenfold check` accepts.
"""

from __future__ import annotations

from collections.abc import Mapping

from tenfold.laws.law import Law, Setting
from tenfold.model.file import FIGURE_KEYS
from tenfold.quantity.units import CURRENCIES
from tenfold.report.record import Data

__all__ = ["model_schema"]

_TEXT = {"type": ["string", "number", "boolean"]}
_NAME = r"^[^\W\d]\w*$"

_FIGURE_DOCS = {
    "value": "The quantity, such as '1B users' or '50% of users'.",
    "range": "The doubt: a 90% interval such as '2 to 4 ms', '10M users within 2x', '5 ms ± 10%'.",
    "unit": "The unit it is to be in; checked.",
    "doc": "What it means, in a sentence.",
    "source": "Where the figure comes from.",
    "as_of": "The date of the source.",
    "owner": "Who answers for it.",
}


def model_schema(laws: Mapping[str, Law]) -> Data:
    """The JSON Schema (draft 2020-12) of a model file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tenfold model",
        "type": "object",
        "additionalProperties": False,
        "required": ["tenfold"],
        "properties": _sections(),
        "$defs": {
            "quantity": {**_said("A quantity, a range, or a formula of figures."), **_TEXT},
            "figure": _figure(),
            "set": {**_said("Figures by dotted name, and what each is to be."), **_map("figure")},
            "strategy": _object(
                "A named way to spend less; what it saves is computed.",
                {"title": _text("The title."), "doc": _text("What it does."), "set": _ref("set")},
            ),
            "claim": _claim(),
            "component": _component(laws),
            **{f"kind_{kind}": _kind(law) for kind, law in laws.items()},
        },
    }


def _sections() -> Data:
    return {
        "tenfold": {**_said("The version of the format."), "const": 1},
        "name": _text("What the model is called."),
        "doc": _text("What it describes."),
        "month": _text("How long a month is; 730 hours unless stated."),
        "year": _text("How long a year is; twelve months unless stated."),
        "currency": {**_said("The currency of the bill."), "enum": list(CURRENCIES)},
        "exchange": {**_said("What one of another currency is in the model's."), **_map("figure")},
        "things": {
            **_said("Counted things of the model's own; each becomes a unit."),
            "anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "object", "additionalProperties": {"type": "string"}}],
        },
        "assumptions": {**_said("What the plan rests on."), **_map("figure")},
        "components": {**_said("The parts of the system."), **_map("component")},
        "figures": {**_said("Anything else to compute: revenue, margin, ratios."), **_map("figure")},
        "scenarios": {**_said("Named readings of the model."), "type": "object", "additionalProperties": _object(
            "A named reading.",
            {"title": _text("The title."), "doc": _text("What it means."), "set": _ref("set"),
             "strategies": {**_said("Strategies as this reading has them."), **_map("strategy")}},
        )},
        "strategies": {**_said("Named ways to spend less."), **_map("strategy")},
        "goals": {**_said("Comparisons that are to hold."), "type": "array", "items": {"type": "string", "examples": ["total.cost <= $10M/month"]}},
        "claims": {**_said("Figures that somebody has published."), **_map("claim")},
        "scale": _object("The steps to follow the model over.", {
            "over": _text("The figure that grows, such as 'users'."),
            "steps": {**_said("Its values."), "type": "array", "items": _ref("quantity")},
        }),
    }  # fmt: skip


def _said(text: str) -> Data:
    return {"description": text}


def _text(text: str) -> Data:
    return {**_said(text), **_TEXT}


def _ref(name: str) -> Data:
    return {"$ref": f"#/$defs/{name}"}


def _map(name: str) -> Data:
    return {"type": "object", "additionalProperties": _ref(name)}


def _object(text: str, properties: Data) -> Data:
    return {**_said(text), "type": "object", "additionalProperties": False, "properties": properties}


def _figure() -> Data:
    properties: Data = {key: _text(_FIGURE_DOCS[key]) for key in FIGURE_KEYS}
    return {"anyOf": [_ref("quantity"), _object("A quantity and what is known of it.", properties)]}


def _claim() -> Data:
    properties: Data = {
        "of": _text("The figure or formula it is about; the claim's own name if left out."),
        "says": _text("What was published."),
        "where": _text("Where."),
        "doc": _text("Anything to add."),
    }
    return {"anyOf": [_ref("quantity"), _object("A published figure.", properties)]}


def _component(laws: Mapping[str, Law]) -> Data:
    kinds = [{"const": kind, "description": law.meaning} for kind, law in laws.items()]
    return {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {**_said("What it is."), "enum": list(laws), "anyOf": [*kinds]}},
        "allOf": [
            {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": _ref(f"kind_{kind}")}
            for kind in laws
        ],
    }


def _kind(law: Law) -> Data:
    line: Data = {"item": _text("The name of the line."), "title": _text("Its title."), "quantity": _ref("figure"), "price": _ref("figure")}
    properties: Data = {
        "kind": {"const": law.kind},
        "title": _text("What it is called."),
        "category": _text("What it is told together with."),
        "doc": _text("What it does."),
        "derive": {**_said("Figures of its own."), **_map("figure")},
        "bill": {**_said("Lines of its own."), "type": "array", "items": _object("A line: quantity times price.", line)},
        **{setting.name: _setting(setting) for setting in law.settings},
    }
    return _object(law.meaning, properties)


def _setting(setting: Setting) -> Data:
    default = f" Unless stated: {setting.default}." if setting.default else ""
    said: Data = {"description": setting.meaning + default, "examples": [setting.example]}
    return {**said, **_TEXT} if setting.measure is None else {**said, **_ref("figure")}
