"""Figures and components as they stand in a model file."""

from __future__ import annotations

import re
from dataclasses import replace

from tenfold.errors import Span, Words
from tenfold.model.model import BillItem, Component, Figure
from tenfold.model.outline import Blank, Entry, Mapping, Node, Scalar, Sequence
from tenfold.model.reader import Reader

__all__ = ["COMPONENT_KEYS", "FIGURE_KEYS", "LINE_WORDS", "component", "figure", "named", "rate"]

FIGURE_KEYS = ("value", "range", "unit", "doc", "source", "as_of", "owner")
COMPONENT_KEYS = ("kind", "title", "category", "doc", "calls", "derive", "bill")
LINE_WORDS = ("product", "meter", "region", "term", "availability")
"""What a line of a bill may say in place of a price: what it is priced as."""

_LINE_KEYS = ("item", "title", "quantity", "price", *LINE_WORDS)
_LINE = "- {item: ..., quantity: ..., price: ...}"


def figure(reader: Reader, entry: Entry) -> Figure | None:
    """A figure: one quantity, or a mapping with what is known of it."""
    return named(reader, entry.key.text, entry.key.span, entry.value)


def rate(reader: Reader, entry: Entry) -> Figure | None:
    """An exchange rate: the figure `exchange.EUR`."""
    return named(reader, f"exchange.{entry.key.text}", entry.key.span, entry.value)


def named(reader: Reader, name: str, span: Span, node: Node) -> Figure | None:
    """A figure by a name that is not the key it stands under."""
    if isinstance(node, Scalar):
        return Figure(name, node.words, span)
    if isinstance(node, Mapping):
        return _detailed(reader, name, span, node)
    mend = f"write '{name}: 1M users'" if isinstance(node, Blank) else "a figure is one quantity"
    reader.wrong("T225", f"'{name}' has no value", span, mend)
    return None


def _detailed(reader: Reader, name: str, span: Span, node: Mapping) -> Figure | None:
    """A figure with its `value`, its `range` or both, and what is known of it."""
    reader.keys(node, FIGURE_KEYS, f"the figure '{name}'")
    value = reader.scalar(node.get("value"), "value")
    doubt = reader.scalar(node.get("range"), "range")
    unit = reader.scalar(node.get("unit"), "unit")
    formula = value or doubt
    if formula is None:
        reader.wrong("T225", f"'{name}' has no value", span, "say 'value:' or 'range:'")
        return None
    beside = doubt if value is not None else None
    said = reader.texts(node, "doc", "source", "as_of", "owner")
    return Figure(name, formula, span, beside, unit, **said)


def component(reader: Reader, entry: Entry) -> Component | None:
    """A component; its settings are kept as they stand, for the plan to check."""
    name, node, span = entry.key.text, entry.value, entry.key.span
    if not isinstance(node, Mapping):
        reader.wrong("T226", f"the component '{name}' says nothing", span, "give it a 'kind:'")
        return None
    settings = _settings(reader, node)
    said = reader.texts(node, "title", "category", "doc")
    derive = reader.section(node, "derive", figure, Reader.plain_name)
    bill = _bill(reader, node.get("bill"))
    kind = reader.scalar(node.get("kind"), "kind")
    if kind is None:
        mend = "add 'kind: fleet', 'kind: custom', ..."
        reader.wrong("T226", f"the component '{name}' has no kind", span, mend)
        return None
    calls = reader.section(node, "calls", _call, _is_called)
    return Component(name, kind, settings, **said, derive=derive, bill=bill, span=span, calls=calls)


def _is_called(reader: Reader, words: Words) -> bool:
    """Whether this names a component, or a setting of one."""
    names = words.text.split(".", 1)
    return all(reader.plain_name(replace(words, text=name)) for name in names)


def _call(reader: Reader, entry: Entry) -> Words | None:
    """How often a component calls another."""
    often = reader.scalar(entry.value, entry.key.text)
    if often is None and not isinstance(entry.value, Mapping | Sequence):
        what = f"it does not say how often '{entry.key.text}' is called"
        reader.wrong("T225", what, entry.key.span, f"write '{entry.key.text}: 2/request'")
    return often


def _settings(reader: Reader, node: Mapping) -> dict[str, Figure]:
    parts = [entry for entry in node.items if entry.key.text not in COMPONENT_KEYS]
    found = {entry.key.text: figure(reader, entry) for entry in parts}
    return {name: setting for name, setting in found.items() if setting is not None}


def _bill(reader: Reader, node: Node | None) -> tuple[BillItem, ...]:
    if node is None or isinstance(node, Blank):
        return ()
    if not isinstance(node, Sequence):
        reader.wrong("T227", "'bill' is a list of lines", node.span, f"write '{_LINE}'")
        return ()
    lines = [_bill_item(reader, item) for item in node.items]
    return tuple(line for line in lines if line is not None)


def _bill_item(reader: Reader, node: Node) -> BillItem | None:
    if not isinstance(node, Mapping):
        what = "a line of a bill says item, quantity and price"
        reader.wrong("T227", what, node.span, f"write '{_LINE}'")
        return None
    reader.keys(node, _LINE_KEYS, "a line of a bill")
    item, title = (reader.text(node.get(key), key) for key in ("item", "title"))
    quantity, price = node.get("quantity"), node.get("price")
    if not item or quantity is None:
        what = "a line of a bill needs an 'item' and a 'quantity'"
        reader.wrong("T227", what, node.span, f"write '{_LINE}'")
        return None
    needed = named(reader, "quantity", quantity.span, quantity)
    asked = None if price is None else named(reader, "price", price.span, price)
    if needed is None:
        return None
    said = reader.texts(node, *LINE_WORDS)
    priced_as = {key: text for key, text in said.items() if text}
    return BillItem(_key(item), title or item, needed, asked, node.span, priced_as)


def _key(item: str) -> str:
    """The name that a line goes by in formulas: `Help desk` is `help_desk`."""
    key = re.sub(r"\W+", "_", item.lower()).strip("_") or "item"
    return key if not key[0].isdigit() else f"_{key}"
