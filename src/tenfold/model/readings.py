"""Readings of a model and what is held against it: scenarios, strategies, goals, claims."""

from __future__ import annotations

import re
from dataclasses import replace

from tenfold.errors import Words, did_you_mean
from tenfold.model.figures import figure
from tenfold.model.model import Change, Claim, Goal, Scale, Scenario, Strategy
from tenfold.model.outline import Blank, Entry, Mapping, Node, Scalar
from tenfold.model.reader import Reader

__all__ = ["SCENARIO_KEYS", "changes", "claim", "extended", "goal", "scale", "scenario", "strategy"]

SCENARIO_KEYS = ("title", "doc", "extends", "set", "strategies")
_PERCENTILE = re.compile(r"\s+at\s+[Pp](\S*)\s*\Z")
_FROM_1_TO_99 = re.compile(r"[1-9]\d?\Z")
_SCALE = "scale: {over: users, steps: [1M users, 10M users]}"


def scenario(reader: Reader, entry: Entry) -> Scenario | None:
    """A scenario: what it sets, and the strategies that it has of its own."""
    name = entry.key.text
    node = reader.mapping(entry, "scenario", SCENARIO_KEYS)
    if node is None:
        return None
    changed = changes(reader, node, f"scenario {name}")
    own = reader.section(node, "strategies", strategy, Reader.plain_name)
    said = reader.texts(node, "title", "doc")
    base = reader.scalar(node.get("extends"), "extends")
    return Scenario(name, said["title"] or name, changed, own, said["doc"], entry.key.span, base)


def extended(reader: Reader, scenarios: dict[str, Scenario]) -> dict[str, Scenario]:
    """Each scenario with what the one that it extends changes before it."""
    return {name: _on_its_base(reader, scenarios, name) for name in scenarios}


def _on_its_base(reader: Reader, scenarios: dict[str, Scenario], name: str) -> Scenario:
    whole, seen = scenarios[name], {name}
    base = whole.extends
    while base is not None:
        found = scenarios.get(base.text)
        if found is None or base.text in seen:
            near = did_you_mean(base.text, [other for other in scenarios if other not in seen])
            mend = f"did you mean '{near}'?" if near else "name another scenario of this model"
            what = (
                f"unknown scenario '{base.text}'"
                if found is None
                else f"'{base.text}' extends itself"
            )
            reader.wrong("T235", what, whole.extends.span if whole.extends else base.span, mend)
            break
        seen.add(base.text)
        changes, own = (*found.changes, *whole.changes), {**found.strategies, **whole.strategies}
        whole, base = replace(whole, changes=changes, strategies=own), found.extends
    return whole


def strategy(reader: Reader, entry: Entry) -> Strategy | None:
    """A strategy: what it sets."""
    name = entry.key.text
    node = reader.mapping(entry, "strategy", ("title", "doc", "set"))
    if node is None:
        return None
    changed = changes(reader, node, f"strategy {name}")
    said = reader.texts(node, "title", "doc")
    return Strategy(name, said["title"] or name, changed, said["doc"], entry.key.span)


def changes(reader: Reader, node: Mapping, by: str) -> tuple[Change, ...]:
    """What a `set` sets, each a Change that says by whom."""
    figures = reader.section(node, "set", figure, lambda *_: True)
    return tuple(Change(name, changed, by) for name, changed in figures.items())


def goal(reader: Reader, words: Words) -> Goal:
    """A goal, and the percentile that it is to hold at."""
    match = _PERCENTILE.search(words.text)
    if match is None:
        return Goal(words, words)
    formula = Words(words.text[: match.start()], words.part(0, match.start()))
    if _FROM_1_TO_99.match(match[1]):
        return Goal(words, formula, int(match[1]))
    what = "a goal holds at a whole percentile, from P1 to P99"
    mend = "'at P90' asks for nine worlds in ten; 'at P99' is the most that can be asked"
    reader.wrong("T234", what, words.part(match.start(1) - 1, match.end(1)), mend)
    return Goal(words, formula)


def claim(reader: Reader, entry: Entry) -> Claim | None:
    """A claim: `figure: quantity`, or a mapping with where it was published."""
    name, span = entry.key.text, entry.key.span
    if isinstance(entry.value, Scalar):
        return Claim(name, entry.key, entry.value.words, span=span)
    node = reader.mapping(entry, "claim", ("of", "says", "from", "where", "doc"))
    if node is None:
        return None
    says, basis = (reader.scalar(node.get(key), key) for key in ("says", "from"))
    of = reader.scalar(node.get("of"), "of") or entry.key
    if says is None:
        mend = "add 'says: 100,000 instances'"
        reader.wrong("T228", f"the claim '{name}' says nothing", span, mend)
        return None
    said = reader.texts(node, "where", "doc")
    return Claim(name, of, says, **said, span=span, basis=basis)


def scale(reader: Reader, node: Node | None) -> Scale | None:
    """The scale: the figure that grows, and its steps."""
    if node is None or isinstance(node, Blank):
        return None
    over, steps = None, []
    if isinstance(node, Mapping):
        reader.keys(node, ("over", "steps"), "'scale'")
        over = reader.scalar(node.get("over"), "over")
        steps = reader.items(node.get("steps"), "steps")
    if over is None or not steps:
        reader.wrong("T229", "'scale' says over what, and the steps", node.span, _SCALE)
        return None
    return Scale(over, tuple(steps))
