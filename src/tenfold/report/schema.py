"""The model format told to an editor, as JSON Schema: keys, kinds, settings, examples.

Built from the same tables that the reader and the laws use, so that what an
editor completes is what `tenfold check` accepts. What a quantity may say is
left to Tenfold: a schema knows no units.
"""

from __future__ import annotations

from collections.abc import Mapping

from tenfold.laws.law import Law, Setting
from tenfold.model.doubts import RISK_KEYS, STRENGTH
from tenfold.model.figures import LINE_WORDS
from tenfold.model.file import FIGURE_KEYS, RESERVED
from tenfold.prices.row import METERS, TERMS
from tenfold.quantity.units import CURRENCIES
from tenfold.report.record import Data

__all__ = ["model_schema"]

_NAME = r"^[^\s\d.,:;/*+()-][^\s.,:;/*+()-]*$"
_SCALAR = ["string", "number", "boolean"]

_FIGURE_DOCS = {
    "value": "The quantity, such as '1B users' or '50% of users'.",
    "range": "The doubt: a 90% interval such as '2 to 4 ms', '10M users within 2x', '5 ms ± 10%'.",
    "unit": "The unit it is to be in; checked.",
    "doc": "What it means, in a sentence.",
    "source": "Where the figure comes from.",
    "as_of": "The date of the source.",
    "owner": "Who answers for it.",
}

_RISK_DOCS = {
    **_FIGURE_DOCS,
    "title": "What it is called.",
    "probability": "How likely it is, such as '20%'.",
}


_LINE_DOCS = {
    "product": "What it is priced as: a product of the catalogue.",
    "meter": f"What is counted of it: {', '.join(METERS)}.",
    "region": "Where it is bought.",
    "term": f"How it is bought: {', '.join(TERMS)}.",
    "availability": "Which of several prices: zonal or regional.",
}


def model_schema(laws: Mapping[str, Law]) -> Data:
    """The JSON Schema (draft 2020-12) of a model file."""
    kinds: Data = {f"kind_{kind}": _kind(law) for kind, law in laws.items()}
    definitions: Data = {
        "quantity": {
            "description": "A quantity, a range, or a formula of figures.",
            "type": _SCALAR,
        },
        "figure": _figure(),
        "set": _map("figure", "Figures by dotted name, and what each is to be."),
        "strategy": _strategy(),
        "scenario": _scenario(),
        "claim": _claim(),
        "strength": _strength(),
        "driver": _driver(),
        "risk": _risk(),
        "component": _component(laws),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tenfold model",
        "type": "object",
        "additionalProperties": False,
        "required": ["tenfold"],
        "properties": _sections(),
        "$defs": {**definitions, **kinds},
    }


# -- the top of a model --------------------------------------------------------------


def _sections() -> Data:
    words: Data = {
        "tenfold": {"description": "The version of the format.", "const": 1},
        "name": _text("What the model is called."),
        "doc": _text("What it describes."),
        "month": _text("How long a month is; 730 hours unless stated.", "720 hours"),
        "year": _text("How long a year is; twelve months unless stated.", "8,760 hours"),
        "currency": {"description": "The currency of the bill.", "enum": list(CURRENCIES)},
        "things": _things(),
    }
    parts: Data = {
        "exchange": _map("figure", "What one of another currency is in the model's."),
        "prices": _buying(),
        "assumptions": _named("figure", "What the plan rests on."),
        "components": _named("component", "The parts of the system."),
        "figures": _named("figure", "Anything else to compute: revenue, margin, ratios."),
        "scenarios": _named("scenario", "Named readings of the model."),
        "strategies": _named("strategy", "Named ways to spend less; what each saves is computed."),
        "drivers": _named("driver", "Unseen things, each of which moves several figures together."),
        "correlate": _correlate(),
        "risks": _named("risk", "What may happen or not, and what it changes."),
        "goals": _list(
            _text("A comparison.", "total.cost <= $10M/month"), "Comparisons that are to hold."
        ),
        "claims": _map("claim", "Figures that somebody has published."),
        "scale": _scale(),
    }
    return {**words, **parts}


def _things() -> Data:
    ways: list[Data] = [
        {"type": "array", "items": {"type": "string"}},
        {"type": "object", "additionalProperties": _text("Its plural.")},
        {"type": "null"},
    ]
    text = "Counted things of the model's own; each becomes a unit."
    return {"description": text, "anyOf": ways}


def _scale() -> Data:
    over = _text("The figure that grows.", "users")
    steps = _list(_ref("quantity"), "Its values.")
    properties: Data = {"over": over, "steps": steps}
    return _object("The steps to follow the model over.", properties, "over", "steps")


def _buying() -> Data:
    taken: Data = {
        "of": _text("A provider or a product; all of them if left out.", "gcp"),
        "rate": _ref("figure"),
        "term": _text("The term it holds for; any if left out."),
        "doc": _text("Anything to add."),
    }
    discount = _either(_ref("quantity"), _object("Something off list prices.", taken, "rate"))
    rate: Data = {"up_to": _ref("quantity"), "price": _ref("figure")}
    tier = _object("A rate, and up to what it holds; the last has no end.", rate, "price")
    tiers = _object("A price in tiers.", {"tiers": _list(tier, "Its tiers.")}, "tiers")
    properties: Data = {
        "region": _text("Where that is bought which does not say.", "us-central1"),
        "term": {"description": "How it is bought.", "enum": list(TERMS)},
        "prefer": {"description": "Which price stands.", "enum": ["stated", "list"]},
        "sustained_use": {"description": "Whether use all month is cheaper.", "type": _SCALAR},
        "stale_after": _text("The age at which a price is told to be old.", "365 days"),
        "catalogue": _text("A folder of price tables beside the model.", "prices"),
        "discounts": _values(discount, "What is taken off list prices."),
        "own": _values(_either(_ref("figure"), tiers), "The model's own prices, by product."),
    }
    return {**_object("How the model buys.", properties), "type": ["object", "null"]}


def _scenario() -> Data:
    own = _named("strategy", "Strategies as this reading has them.")
    base = _text("Another scenario, whose changes come first.")
    properties = {**_titled(), "extends": base, "set": _ref("set"), "strategies": own}
    return _object("A named reading of the model.", properties)


def _strategy() -> Data:
    text = "A named way to spend less; what it saves is computed."
    return _object(text, {**_titled(), "set": _ref("set")})


def _titled() -> Data:
    return {"title": _text("What it is called."), "doc": _text("What it means.")}


def _claim() -> Data:
    properties: Data = {
        "of": _text("The figure or formula it is about; the claim's own name if left out."),
        "says": _text("What was published.", "100,000 instances"),
        "from": _text("The formula it was said to come from, if not the model's own."),
        "where": _text("Where it was published."),
        "doc": _text("Anything to add."),
    }
    return _either(_ref("quantity"), _object("A published figure.", properties, "says"))


# -- doubts --------------------------------------------------------------------------


def _strength() -> Data:
    number: Data = {"type": "number", "exclusiveMinimum": -1, "exclusiveMaximum": 1}
    words: Data = {"type": "string", "pattern": STRENGTH}
    text = "How strongly it moves along: weak, medium, strong, or a rank correlation such as 0.8."
    return {"description": text, "examples": ["strong", "-weak", "0.8"], **_either(number, words)}


def _driver() -> Data:
    """Two figures or more; what it means is no figure."""
    alone: Data = {"minProperties": 2, "not": {"required": ["doc"]}}
    return {
        "description": "An unseen thing: the figures that it moves, and how strongly each.",
        "type": "object",
        "properties": {"doc": _text("What it means.")},
        "additionalProperties": _ref("strength"),
        **_either(alone, {"minProperties": 3}),
    }


def _correlate() -> Data:
    name = _text("A figure in doubt.", "users")
    pair: Data = {
        "description": "Two figures that move together, and how strongly.",
        "type": "array",
        "prefixItems": [name, name, _ref("strength")],
        "items": False,
        "minItems": 3,
    }
    return {**_list(pair, "Pairs of figures that move together."), "uniqueItems": True}


def _risk() -> Data:
    properties: Data = {key: _text(_RISK_DOCS[key]) for key in RISK_KEYS if key != "set"}
    changes = {**_map("figure", "What it changes."), "type": "object", "minProperties": 1}
    text = "Something that may happen or not."
    return _object(text, {**properties, "set": changes}, "probability", "set")


# -- figures and components ----------------------------------------------------------


def _figure() -> Data:
    properties: Data = {key: _text(_FIGURE_DOCS[key]) for key in FIGURE_KEYS}
    return _either(_ref("quantity"), _object("A quantity and what is known of it.", properties))


def _component(laws: Mapping[str, Law]) -> Data:
    kinds: list[Data] = [{"const": kind, "description": law.meaning} for kind, law in laws.items()]
    kind: Data = {"description": "What it is.", "oneOf": kinds}
    cases = [_case(name) for name in laws]
    return {"type": "object", "required": ["kind"], "properties": {"kind": kind}, "allOf": cases}


def _case(kind: str) -> Data:
    is_so: Data = {"properties": {"kind": {"const": kind}}, "required": ["kind"]}
    return {"if": is_so, "then": _ref(f"kind_{kind}")}


def _kind(law: Law) -> Data:
    line: Data = {
        "item": _text("The name of the line."),
        "title": _text("Its title; the item unless given."),
        "quantity": _ref("figure"),
        "price": _ref("figure"),
        **{word: _text(_LINE_DOCS[word]) for word in LINE_WORDS},
    }
    lines = _object("A line: quantity times price.", line, "item", "quantity")
    common: Data = {
        "kind": {"const": law.kind},
        "title": _text("What it is called."),
        "category": _text("What it is told together with."),
        "doc": _text("What it does."),
        "calls": _map("quantity", "What it calls, and how often: '2 operations/request on miss'."),
        "derive": _named("figure", "Figures of its own."),
        "bill": _list(lines, "Lines of its own."),
    }
    settings: Data = {setting.name: _setting(setting) for setting in law.settings}
    return _object(law.meaning, {**common, **settings})


def _setting(setting: Setting) -> Data:
    default = f" Unless stated: {setting.default}." if setting.default else ""
    said: Data = {"description": setting.meaning + default, "examples": [setting.example]}
    return {**said, "type": _SCALAR} if setting.measure is None else {**said, **_ref("figure")}


# -- shapes ------------------------------------------------------------------------


def _text(text: str, example: str = "") -> Data:
    said: Data = {"description": text, "type": _SCALAR}
    return {**said, "examples": [example]} if example else said


def _ref(name: str) -> Data:
    return {"$ref": f"#/$defs/{name}"}


def _either(first: Data, second: Data) -> Data:
    return {"anyOf": [first, second]}


def _map(name: str, text: str) -> Data:
    """Names with their values, or nothing yet."""
    return _values(_ref(name), text)


def _values(value: Data, text: str) -> Data:
    shape: list[str] = ["object", "null"]
    return {"description": text, "type": shape, "additionalProperties": value}


def _named(name: str, text: str) -> Data:
    """The same where the names are those of figures, and no word of the language."""
    reserved: Data = {"enum": sorted(RESERVED)}
    names: Data = {"pattern": _NAME, "not": reserved}
    return {**_map(name, text), "propertyNames": names}


def _list(item: Data, text: str) -> Data:
    shape: list[str] = ["array", "null"]
    return {"description": text, "type": shape, "items": item}


def _object(text: str, properties: Data, *required: str) -> Data:
    needed: Data = {"required": list(required)} if required else {}
    return {
        "description": text,
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        **needed,
    }
