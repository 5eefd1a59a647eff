"""A Reader: the pieces of a model file, taken one by one and strictly.

An unknown key is a Problem with a suggestion; so is a list where one value
belongs. Problems are noted, and reading goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from tenfold.errors import Problem, Span, Words, did_you_mean
from tenfold.model.outline import Blank, Entry, Mapping, Node, Scalar, Sequence

__all__ = ["NAME", "OWNERS", "RESERVED", "Reader"]

T = TypeVar("T")

NAME = re.compile(r"[^\W\d]\w*\Z")
"""What a name may be: letters, digits and '_', a letter first."""

RESERVED = frozenset({
    "total", "with_strategies", "strategies", "exchange", "true", "false",
    "of", "to", "within", "if", "then", "else", "and", "or", "not", "as", "per", "at",
})  # fmt: skip
"""Names that have a meaning of their own."""

OWNERS = frozenset({"risks", "drivers", "prices", "discounts", "shared_tiers"})
"""What stands before the name of a risk, a driver or a discount, and so before no component's."""


@dataclass
class Reader:
    """Reads one model and collects what is wrong with it; `taken` is where names stand."""

    problems: list[Problem]
    taken: dict[str, Span] = field(default_factory=dict)

    def wrong(self, code: str, what: str, span: Span, mend: str = "") -> None:
        """Note a Problem."""
        self.problems.append(Problem(code, what, span, mend))

    def keys(self, node: Mapping, known: tuple[str, ...], where: str) -> None:
        """Note every key that is not known here."""
        for entry in node.items:
            key = entry.key.text
            if key not in known:
                near = did_you_mean(key, known)
                mend = f"did you mean '{near}'?" if near else f"it has {', '.join(known)}"
                self.wrong("T221", f"unknown key '{key}' in {where}", entry.key.span, mend)

    def section(
        self,
        node: Mapping,
        key: str,
        one: Callable[[Reader, Entry], T | None],
        named: Callable[[Reader, Words], bool],
    ) -> dict[str, T]:
        """A mapping of names, each read by `one` where `named` lets its name pass."""
        section = node.get(key)
        if section is None or isinstance(section, Blank):
            return {}
        if not isinstance(section, Mapping):
            what = f"'{key}' is a list of names, each with its value"
            self.wrong("T221", what, section.span)
            return {}
        found: dict[str, T] = {}
        for entry in section.items:
            value = one(self, entry) if named(self, entry.key) else None
            if value is not None:
                found[entry.key.text] = value
        return found

    def mapping(self, entry: Entry, what: str, known: tuple[str, ...]) -> Mapping | None:
        """What stands under a name, where that is a mapping of known keys."""
        name = entry.key.text
        if isinstance(entry.value, Mapping):
            self.keys(entry.value, known, f"the {what} '{name}'")
            return entry.value
        mend = f"it has {', '.join(known)}"
        self.wrong("T221", f"the {what} '{name}' says nothing", entry.key.span, mend)
        return None

    def scalar(self, node: Node | None, key: str) -> Words | None:
        """One value, or nothing."""
        if isinstance(node, Scalar):
            return node.words
        if node is not None and not isinstance(node, Blank):
            self.wrong("T221", f"'{key}' is one value", node.span)
        return None

    def text(self, node: Node | None, key: str) -> str:
        """One value in words, on one line; empty where there is none."""
        words = self.scalar(node, key)
        return "" if words is None else " ".join(words.text.split())

    def texts(self, node: Mapping, *keys: str) -> dict[str, str]:
        """Several values in words."""
        return {key: self.text(node.get(key), key) for key in keys}

    def items(self, node: Node | None, key: str) -> list[Words]:
        """A list of values."""
        if node is None or isinstance(node, Blank):
            return []
        if not isinstance(node, Sequence):
            self.wrong("T221", f"'{key}' is a list", node.span, "write one '- ...' a line")
            return []
        found: list[Words] = []
        for item in node.items:
            words = self.scalar(item, key)
            if words is not None:
                found.append(words)
            elif isinstance(item, Blank):
                self.wrong("T221", f"an empty line in '{key}'", item.span)
        return found

    def plain_name(self, words: Words) -> bool:
        """Whether this can be a name."""
        name = words.text
        if NAME.match(name) and name not in RESERVED:
            return True
        mend = "use letters, digits and '_', a letter first"
        if name in RESERVED:
            mend = "it has a meaning of its own"
        self.wrong("T222", f"'{name}' cannot be a name", words.span, mend)
        return False

    def owner_name(self, words: Words) -> bool:
        """Whether this can be the name of a component, which its figures bear before their own."""
        if words.text in OWNERS:
            mend = f"'{words.text}.' speaks of the model's {words.text}: choose another name"
            self.wrong("T222", f"'{words.text}' cannot name a component", words.span, mend)
            return False
        return self.own_name(words)

    def own_name(self, words: Words) -> bool:
        """Whether this can be the name of one figure or component of the whole model."""
        if not self.plain_name(words):
            return False
        first = self.taken.setdefault(words.text, words.span)
        if first is not words.span:
            what = f"'{words.text}' is the name of line {first.line} already"
            if first.source is not words.span.source:
                what = f"'{words.text}' is a name already"
            self.wrong("T222", what, words.span, "choose another name")
        return first is words.span
