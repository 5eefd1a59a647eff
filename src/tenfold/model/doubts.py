"""What is in doubt together, and what may happen: drivers, correlations, risks.

How strongly two things move together is said in a word or a number:

    strength = [sign] ( "weak" | "medium" | "strong" | number | number "%" )

It is a rank correlation, so it lies between -1 and 1 and reaches neither.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from tenfold.errors import Span, Words, did_you_mean, quoted
from tenfold.model.model import Correlation, Driver, Risk
from tenfold.model.outline import Blank, Entry, Mapping, Node, Scalar, Sequence
from tenfold.model.reader import Reader
from tenfold.model.readings import changes

__all__ = ["RISK_KEYS", "STRENGTH", "STRENGTHS", "correlations", "driver", "risk"]

RISK_KEYS: Final = ("title", "probability", "set", "doc", "source", "as_of", "owner")

STRENGTHS: Final = {"weak": Fraction(3, 10), "medium": Fraction(1, 2), "strong": Fraction(4, 5)}
"""The words for how strongly two things move together."""

_STRONGEST: Final = Fraction(999, 1000)
"""Two figures that move together more than this are one figure."""

_NUMBER = r"0{0,9}\.[0-9]{1,99}|0{1,9}\.?|[0-9](\.[0-9]{0,99})?[eE]-0?[1-9][0-9]{0,2}"
_PERCENT = r"([0-9]{1,2}(\.[0-9]{0,99})?|\.[0-9]{1,99}) *%"
STRENGTH: Final = rf"^ *[-−+]? *({'|'.join(STRENGTHS)}|{_NUMBER}|{_PERCENT}) *$"
"""What a strength looks like, for this reader and for an editor alike."""

_STRENGTH = re.compile(STRENGTH.replace("$", r"\Z"))
_BEYOND = re.compile(r" *([-−+]?) *[1-9][0-9]*(?:\.[0-9]*)?(?:[eE]\+?[0-9]+)? *%? *\Z")
_WAYS = "write weak, medium, strong or a number between -1 and 1"
_PAIR = "- [users, requests, 0.5]"


def risk(reader: Reader, entry: Entry) -> Risk | None:
    """A risk: how likely it is, and what it sets where it happens."""
    name, span = entry.key.text, entry.key.span
    node = reader.mapping(entry, "risk", RISK_KEYS)
    if node is None:
        return None
    probability = reader.scalar(node.get("probability"), "probability")
    changed = changes(reader, node, f"risk {name}")
    said = reader.texts(node, "title", "doc", "source", "as_of", "owner")
    if _is_empty(node.get("probability")):
        what = f"the risk '{name}' does not say how likely it is"
        reader.wrong("T230", what, span, "add 'probability: 20%'")
    if _is_empty(node.get("set")):
        mend = "add 'set: {users: users * 1.5}'"
        reader.wrong("T230", f"the risk '{name}' changes nothing", span, mend)
    if probability is None or not changed:
        return None
    said["title"] = said["title"] or name
    return Risk(name, probability=probability, changes=changed, span=span, **said)


def driver(reader: Reader, entry: Entry) -> Driver | None:
    """A driver: the figures that it moves, and how strongly each."""
    name, node, span = entry.key.text, entry.value, entry.key.span
    if not isinstance(node, Mapping):
        mend = f"write '{name}: {{users: strong, requests: medium}}'"
        reader.wrong("T231", f"the driver '{name}' says nothing", span, mend)
        return None
    parts = [part for part in node.items if part.key.text != "doc"]
    if len(parts) < 2:
        what = f"the driver '{name}' moves {len(parts) or 'no'} figure{'' if parts else 's'}"
        mend = "name two or more: one that moves alone gains nothing by it"
        reader.wrong("T231", what, span, mend)
        return None
    read = [(part.key, _strength(reader, part.value, part.key)) for part in parts]
    loadings = tuple((key, loading) for key, loading in read if loading is not None)
    return Driver(name, loadings, reader.text(node.get("doc"), "doc"), span)


def correlations(reader: Reader, node: Node | None) -> tuple[Correlation, ...]:
    """The pairs of figures that move together, each with how strongly."""
    if node is None or isinstance(node, Blank):
        return ()
    if not isinstance(node, Sequence):
        what = "'correlate' is a list of pairs, each with a strength"
        reader.wrong("T233", what, node.span, f"write '{_PAIR}'")
        return ()
    found: dict[frozenset[str], Correlation] = {}
    for item in node.items:
        pair = _correlation(reader, item)
        if pair is None:
            continue
        names = frozenset((pair.first.text.strip(), pair.second.text.strip()))
        first = found.setdefault(names, pair)
        if first is not pair:
            _twice(reader, first, pair)
    return tuple(found.values())


def _correlation(reader: Reader, node: Node) -> Correlation | None:
    items = node.items if isinstance(node, Sequence) else ()
    named = [item.words for item in items[:2] if isinstance(item, Scalar)]
    if len(items) != 3 or len(named) != 2:
        what = "a correlation is two figures and a strength"
        reader.wrong("T233", what, node.span, f"write '{_PAIR}'")
        return None
    first, second = named
    if first.text.strip() == second.text.strip():
        what = f"{quoted(first.text)} is correlated with itself"
        reader.wrong("T233", what, second.span, "name another figure here")
        return None
    rank = _strength(reader, items[2], Words(f"{first.text} with {second.text}", node.span))
    return None if rank is None else Correlation(first, second, rank, node.span)


def _twice(reader: Reader, first: Correlation, again: Correlation) -> None:
    what = f"{quoted(again.first.text)} and {quoted(again.second.text)} are correlated twice"
    if first.span.source is again.span.source:
        what += f": first on line {first.span.line}"
    reader.wrong("T233", what, again.span, "keep one of the two")


def _strength(reader: Reader, node: Node, of: Words) -> Fraction | None:
    """How strongly two things move together; a Problem where that cannot be read."""
    if not isinstance(node, Scalar):
        what = f"{quoted(of.text)} does not say how strongly"
        reader.wrong("T232", what, of.span if isinstance(node, Blank) else node.span, _WAYS)
        return None
    text = node.words.text
    match = _STRENGTH.match(text)
    if match is None:
        _no_strength(reader, text, node.span)
        return None
    size = _size(match[1])
    if size > _STRONGEST:
        _no_strength(reader, text, node.span)
        return None
    return -size if text.lstrip()[0] in "-−" else size


def _size(text: str) -> Fraction:
    if text in STRENGTHS:
        return STRENGTHS[text]
    if text.endswith("%"):
        return Fraction(text[:-1].rstrip()) / 100
    return Fraction(text)


def _no_strength(reader: Reader, text: str, span: Span) -> None:
    beyond = _BEYOND.match(text)
    if beyond:
        sign = "-" if beyond[1] in {"-", "−"} else ""
        what = f"{quoted(text)} is too strong: a correlation lies between -1 and 1"
        mend = f"write {sign}0.99, or compute one figure from the other"
        reader.wrong("T232", what, span, mend)
        return
    near = did_you_mean(text.strip(" -−+"), STRENGTHS)
    sign = "-" if near and text.lstrip()[:1] in {"-", "−"} else ""
    mend = f"did you mean '{sign}{near}'?" if near else _WAYS
    reader.wrong("T232", f"{quoted(text)} is no strength", span, mend)


def _is_empty(node: Node | None) -> bool:
    return node is None or isinstance(node, Blank) or (isinstance(node, Mapping) and not node.items)
