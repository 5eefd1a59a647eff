"""A model file read into a Model, strictly: an unknown key is a Problem.

The Outline knows places and nothing else; here its keys get their meaning.
All problems are collected; `Rejected` is raised once, at the end. Settings of
a component are kept as they stand: the plan checks them against its law.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from tenfold.errors import Problem, Rejected, Source, Span, Words, did_you_mean
from tenfold.model import outline
from tenfold.model.model import (
    BillItem,
    Change,
    Claim,
    Component,
    Figure,
    Goal,
    Model,
    Scale,
    Scenario,
    Strategy,
)
from tenfold.model.outline import Blank, Entry, Mapping, Node, Scalar, Sequence
from tenfold.quantity.bind import Scope, read
from tenfold.quantity.expr import Const
from tenfold.quantity.units import (
    CALENDAR,
    CURRENCIES,
    STANDARD,
    Calendar,
    Vocabulary,
    plural_of,
)

__all__ = ["FIGURE_KEYS", "RESERVED", "TOP_KEYS", "change", "model_of", "read_model"]

T = TypeVar("T")

FIGURE_KEYS = ("value", "range", "unit", "doc", "source", "as_of", "owner")
COMPONENT_KEYS = ("kind", "title", "category", "doc", "derive", "bill")
TOP_KEYS = (
    "tenfold", "name", "doc", "month", "year", "currency", "exchange", "things", "assumptions",
    "components", "figures", "scenarios", "strategies", "goals", "claims", "scale",
)  # fmt: skip
RESERVED = frozenset({
    "total", "with_strategies", "strategies", "exchange", "true", "false",
    "of", "to", "within", "if", "then", "else", "and", "or", "not", "as", "per", "at",
})  # fmt: skip
_NAME = re.compile(r"[^\W\d]\w*\Z")
_PERCENTILE = re.compile(r"\s+at\s+[Pp](\d{1,2})\s*\Z")
_VERSION = "1"


def read_model(source: Source) -> Model:
    """The Model that a text declares; `Rejected` with everything that is wrong."""
    tree, problems = outline.read(source)
    if tree is None:
        raise Rejected(problems)
    return model_of(tree.top, source, problems)


def model_of(top: Mapping, source: Source, problems: list[Problem] | None = None) -> Model:
    """The Model of an Outline, wherever that came from."""
    reader = _Reader(problems if problems is not None else [])
    model = reader.model(top, source)
    if reader.problems:
        raise Rejected(reader.problems)
    return model


def change(name: Words, formula: Words, by: str) -> Change:
    """A Change that came from no file: `--set users=2B`, or Python."""
    return Change(name.text, Figure(name.text, formula, name.span), by)


@dataclass
class _Reader:
    """Reads one model and collects what is wrong with it."""

    problems: list[Problem]
    taken: dict[str, str] = field(default_factory=dict)

    def wrong(self, code: str, what: str, span: Span, mend: str = "") -> None:
        self.problems.append(Problem(code, what, span, mend))

    # -- the whole ----------------------------------------------------------

    def model(self, top: Mapping, source: Source) -> Model:
        self.keys(top, TOP_KEYS, "a model")
        self.version(top)
        vocabulary = self.vocabulary(top.get("things"))
        currency = self.currency(top.get("currency"))
        assumptions = self.section(top, "assumptions", self.figure, self.own_name)
        components = self.section(top, "components", self.component, self.own_name)
        figures = self.section(top, "figures", self.figure, self.own_name)
        strategies = self.section(top, "strategies", self.strategy, self.plain_name)
        scenarios = self.section(top, "scenarios", self.scenario, self.plain_name)
        self.versions(scenarios, strategies)
        return Model(
            name=self.text(top.get("name"), "name") or source.name,
            source=source,
            doc=self.text(top.get("doc"), "doc"),
            calendar=self.calendar(top),
            currency=currency,
            vocabulary=vocabulary,
            exchange=self.section(top, "exchange", self.rate, self.currency_name),
            assumptions=assumptions,
            components=components,
            figures=figures,
            scenarios=scenarios,
            strategies=strategies,
            goals=tuple(self.goal(words) for words in self.items(top.get("goals"), "goals")),
            claims=tuple(self.section(top, "claims", self.claim, lambda _: True).values()),
            scale=self.scale(top.get("scale")),
        )

    def version(self, top: Mapping) -> None:
        node = top.get("tenfold")
        if node is None:
            place = top.items[0].key.span if top.items else top.span
            self.wrong("T220", "the first line of a model says its version", place, "add 'tenfold: 1' above this")
        elif not (isinstance(node, Scalar) and node.words.text.strip() == _VERSION):
            self.wrong("T220", "this is no version that this Tenfold reads", _span(node), "write 'tenfold: 1'")

    def vocabulary(self, node: Node | None) -> Vocabulary:
        things: list[tuple[str, str]] = []
        if isinstance(node, Mapping):
            for entry in node.items:
                plural = self.text(entry.value, entry.key.text) or plural_of(entry.key.text)
                self.thing(entry.key, plural, things)
        else:
            for words in self.items(node, "things"):
                self.thing(words, plural_of(words.text), things)
        return STANDARD.with_things(things)

    def thing(self, words: Words, plural: str, things: list[tuple[str, str]]) -> None:
        name = words.text
        symbol = STANDARD.symbols.get(name)
        if not _NAME.match(name):
            self.wrong("T222", f"'{name}' cannot name a thing", words.span, "use letters, digits and '_'")
        elif symbol is not None and not symbol.is_thing:
            self.wrong("T222", f"'{name}' is a unit already", words.span, "choose another word")
        else:
            things.append((name, plural))

    def currency(self, node: Node | None) -> str:
        code = self.text(node, "currency") or "USD"
        if code not in CURRENCIES:
            self.wrong("T223", f"unknown currency '{code}'", _span(node), f"one of {', '.join(CURRENCIES)}")
            return "USD"
        return code

    def calendar(self, top: Mapping) -> Calendar:
        month = self.hours(top.get("month"), CALENDAR.month, "month")
        year = self.hours(top.get("year"), None, "year")
        return Calendar(month if month is not None else CALENDAR.month, year)

    def hours(self, node: Node | None, otherwise: Fraction | None, key: str) -> Fraction | None:
        if node is None:
            return otherwise
        words = self.scalar(node, key)
        if words is None:
            return otherwise
        try:
            expr = read(words, Scope(lambda _: None, lambda: ()))
        except Rejected as error:
            self.problems += error.problems
            return otherwise
        fixed = isinstance(expr, Const) and expr.unit.dimension == (("time", 1),)
        if not isinstance(expr, Const) or not fixed or expr.number <= 0 or any(s.calendar for s, _ in expr.unit.factors):
            self.wrong("T224", f"the length of a {key} is a time in hours or days", words.span, "for example '720 hours'")
            return otherwise
        return expr.number * expr.unit.scale(CALENDAR) / 3600

    # -- figures --------------------------------------------------------------

    def figure(self, entry: Entry) -> Figure | None:
        return self.figure_named(entry.key.text, entry.key.span, entry.value)

    def figure_named(self, name: str, span: Span, node: Node) -> Figure | None:
        if isinstance(node, Scalar):
            return Figure(name, node.words, span)
        if not isinstance(node, Mapping):
            mend = f"write '{name}: 1M users'" if isinstance(node, Blank) else "a figure is one quantity"
            self.wrong("T225", f"'{name}' has no value", span, mend)
            return None
        self.keys(node, FIGURE_KEYS, f"the figure '{name}'")
        value, doubt = self.scalar(node.get("value"), "value"), self.scalar(node.get("range"), "range")
        if value is None and doubt is None:
            self.wrong("T225", f"'{name}' has no value", span, "say 'value:' or 'range:'")
            return None
        said = {key: self.text(node.get(key), key) for key in ("doc", "source", "as_of", "owner")}
        unit = self.scalar(node.get("unit"), "unit")
        if value is None or doubt is None:
            return Figure(name, value or doubt or Words(""), span, None, unit, **said)
        return Figure(name, value, span, doubt, unit, **said)

    def rate(self, entry: Entry) -> Figure | None:
        return self.figure_named(f"exchange.{entry.key.text}", entry.key.span, entry.value)

    # -- components -----------------------------------------------------------

    def component(self, entry: Entry) -> Component | None:
        name, node = entry.key.text, entry.value
        if not isinstance(node, Mapping):
            self.wrong("T226", f"the component '{name}' says nothing", entry.key.span, "give it a 'kind:'")
            return None
        kind = self.scalar(node.get("kind"), "kind")
        if kind is None:
            self.wrong("T226", f"the component '{name}' has no kind", entry.key.span, "add 'kind: fleet', 'kind: custom', ...")
            return None
        settings: dict[str, Figure] = {}
        for part in node.items:
            if part.key.text not in COMPONENT_KEYS:
                figure = self.figure(part)
                if figure is not None:
                    settings[part.key.text] = figure
        said = {key: self.text(node.get(key), key) for key in ("title", "category", "doc")}
        derive = self.section(node, "derive", self.figure, self.plain_name)
        bill = self.bill(node.get("bill"))
        return Component(name, kind, settings, **said, derive=derive, bill=bill, span=entry.key.span)

    def bill(self, node: Node | None) -> tuple[BillItem, ...]:
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            self.wrong("T227", "'bill' is a list of lines", _span(node), "write '- {item: ..., quantity: ..., price: ...}'")
            return ()
        lines = [self.bill_item(item) for item in node.items]
        return tuple(line for line in lines if line is not None)

    def bill_item(self, node: Node) -> BillItem | None:
        if not isinstance(node, Mapping):
            self.wrong("T227", "a line of a bill says item, quantity and price", _span(node))
            return None
        self.keys(node, ("item", "title", "quantity", "price"), "a line of a bill")
        item = self.text(node.get("item"), "item")
        quantity = node.get("quantity")
        if not item or quantity is None:
            self.wrong("T227", "a line of a bill needs an 'item' and a 'quantity'", node.span)
            return None
        key = re.sub(r"\W+", "_", item.strip().lower()).strip("_") or "item"
        needed = self.figure_named("quantity", _span(quantity), quantity)
        asked = node.get("price")
        price = None if asked is None else self.figure_named("price", _span(asked), asked)
        title = self.text(node.get("title"), "title") or item
        return None if needed is None else BillItem(key, title, needed, price, node.span)

    # -- readings -------------------------------------------------------------

    def scenario(self, entry: Entry) -> Scenario | None:
        node = self.mapping(entry, "scenario", ("title", "doc", "set", "strategies"))
        if node is None:
            return None
        by = f"scenario {entry.key.text}"
        own = self.section(node, "strategies", self.strategy, self.plain_name)
        title = self.text(node.get("title"), "title") or entry.key.text
        doc = self.text(node.get("doc"), "doc")
        return Scenario(entry.key.text, title, self.changes(node, by), own, doc, entry.key.span)

    def versions(self, scenarios: dict[str, Scenario], strategies: dict[str, Strategy]) -> None:
        """A scenario has its own version of a strategy that the model has, not one more."""
        for scenario in scenarios.values():
            for name, own in scenario.strategies.items():
                if name not in strategies:
                    near = did_you_mean(name, strategies)
                    mend = f"did you mean '{near}'?" if near else "declare it under 'strategies:' too"
                    what = f"unknown strategy '{name}' in the scenario '{scenario.name}'"
                    self.wrong("T221", what, own.span, mend)

    def strategy(self, entry: Entry) -> Strategy | None:
        node = self.mapping(entry, "strategy", ("title", "doc", "set"))
        if node is None:
            return None
        by = f"strategy {entry.key.text}"
        title = self.text(node.get("title"), "title") or entry.key.text
        return Strategy(entry.key.text, title, self.changes(node, by), self.text(node.get("doc"), "doc"), entry.key.span)

    def changes(self, node: Mapping, by: str) -> tuple[Change, ...]:
        figures = self.section(node, "set", self.figure, lambda _: True)
        return tuple(Change(name, figure, by) for name, figure in figures.items())

    def goal(self, words: Words) -> Goal:
        match = _PERCENTILE.search(words.text)
        if match is None:
            return Goal(words, words)
        formula = words.text[: match.start()]
        return Goal(words, Words(formula, words.part(0, match.start())), int(match.group(1)))

    def claim(self, entry: Entry) -> Claim | None:
        name, node = entry.key.text, entry.value
        if isinstance(node, Scalar):
            return Claim(name, entry.key, node.words, span=entry.key.span)
        found = self.mapping(entry, "claim", ("of", "says", "from", "where", "doc"))
        if found is None:
            return None
        says = self.scalar(found.get("says"), "says")
        if says is None:
            self.wrong("T228", f"the claim '{name}' says nothing", entry.key.span, "add 'says: 100,000 instances'")
            return None
        of = self.scalar(found.get("of"), "of") or entry.key
        basis = self.scalar(found.get("from"), "from")
        return Claim(name, of, says, self.text(found.get("where"), "where"), self.text(found.get("doc"), "doc"), entry.key.span, basis)

    def scale(self, node: Node | None) -> Scale | None:
        if node is None:
            return None
        if not isinstance(node, Mapping):
            self.wrong("T229", "'scale' says over what, and the steps", _span(node), "scale: {over: users, steps: [1M users, 10M users]}")
            return None
        self.keys(node, ("over", "steps"), "'scale'")
        over = self.scalar(node.get("over"), "over")
        steps = self.items(node.get("steps"), "steps")
        if over is None or not steps:
            self.wrong("T229", "'scale' says over what, and the steps", node.span, "scale: {over: users, steps: [1M users, 10M users]}")
            return None
        return Scale(over, tuple(steps))

    # -- pieces ---------------------------------------------------------------

    def section(
        self,
        node: Mapping,
        key: str,
        one: Callable[[Entry], T | None],
        named: Callable[[Words], bool],
    ) -> dict[str, T]:
        found: dict[str, T] = {}
        section = node.get(key)
        if section is None or isinstance(section, Blank):
            return found
        if not isinstance(section, Mapping):
            self.wrong("T221", f"'{key}' is a list of names, each with its value", _span(section))
            return found
        for entry in section.items:
            value = one(entry) if named(entry.key) else None
            if value is not None:
                found[entry.key.text] = value
        return found

    def mapping(self, entry: Entry, what: str, known: tuple[str, ...]) -> Mapping | None:
        if isinstance(entry.value, Mapping):
            self.keys(entry.value, known, f"the {what} '{entry.key.text}'")
            return entry.value
        self.wrong("T221", f"the {what} '{entry.key.text}' says nothing", entry.key.span, f"it has {', '.join(known)}")
        return None

    def keys(self, node: Mapping, known: Iterable[str], where: str) -> None:
        names = tuple(known)
        for entry in node.items:
            if entry.key.text not in names:
                near = did_you_mean(entry.key.text, names)
                mend = f"did you mean '{near}'?" if near else f"it has {', '.join(names)}"
                self.wrong("T221", f"unknown key '{entry.key.text}' in {where}", entry.key.span, mend)

    def plain_name(self, words: Words) -> bool:
        name = words.text
        if _NAME.match(name) and name not in RESERVED:
            return True
        mend = "it has a meaning of its own" if name in RESERVED else "use letters, digits and '_', a letter first"
        self.wrong("T222", f"'{name}' cannot be a name", words.span, mend)
        return False

    def own_name(self, words: Words) -> bool:
        if not self.plain_name(words):
            return False
        if words.text in self.taken:
            self.wrong("T222", f"'{words.text}' is the name of {self.taken[words.text]} already", words.span, "choose another name")
            return False
        self.taken[words.text] = f"line {words.span.line}"
        return True

    def currency_name(self, words: Words) -> bool:
        if words.text in CURRENCIES:
            return True
        self.wrong("T223", f"unknown currency '{words.text}'", words.span, f"one of {', '.join(CURRENCIES)}")
        return False

    def scalar(self, node: Node | None, key: str) -> Words | None:
        if isinstance(node, Scalar):
            return node.words
        if node is not None and not isinstance(node, Blank):
            self.wrong("T221", f"'{key}' is one value", _span(node))
        return None

    def text(self, node: Node | None, key: str) -> str:
        words = self.scalar(node, key)
        return "" if words is None else " ".join(words.text.split())

    def items(self, node: Node | None, key: str) -> list[Words]:
        if node is None or isinstance(node, Blank):
            return []
        if not isinstance(node, Sequence):
            self.wrong("T221", f"'{key}' is a list", _span(node), "write one '- ...' a line")
            return []
        found = [(item, self.scalar(item, key)) for item in node.items]
        for item, words in found:
            if words is None and isinstance(item, Blank):
                self.wrong("T221", f"an empty line in '{key}'", item.span)
        return [words for _, words in found if words is not None]


def _span(node: Node | None) -> Span:
    if isinstance(node, Scalar):
        return node.words.span
    return node.span if node is not None else Words("").span
