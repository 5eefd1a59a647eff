"""An Outline: a YAML text as raw text with its places, and nothing guessed.

`1e9`, `NO`, `1:30`, `010` and `~` stay the text that was written; what they
mean is settled by whoever asks. Of YAML an Outline knows

    node     = scalar | mapping | sequence | blank
    mapping  = { name ":" node }          a line each, or { } with commas
    sequence = { "-" node }               a line each, or [ ] with commas
    scalar   = plain | 'quoted' | "quoted" | folded > | kept |
    blank    = nothing after "name:"

and refuses, in words, what is seldom meant: a name written twice, anchors,
tags, a second document, the comma of `100,000 instances` inside { }.

PyYAML's C parser reads where there is one, else its Python parser. What both
read they read alike; the latter refuses a tab between words, and a '?' in
plain text inside { } or [ ].
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeAlias

import yaml

from tenfold.errors import Problem, Source, Span, Words, quoted

__all__ = ["Blank", "Entry", "Mapping", "Node", "Outline", "Scalar", "Sequence", "entries", "read"]

_DEEPEST: Final = 40
_MOST_NODES: Final = 200_000
_MOST_CHARACTERS: Final = 8_000_000

_Loader: TypeAlias = "type[yaml.SafeLoader | yaml.CSafeLoader]"
_LOADER: Final[_Loader] = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

_NOT_TEXT = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_MARK = re.compile(r"\s*(!<[^>\s]*>|[&!][^\s,\[\]{}]*)")
_COLON = re.compile(r"[ \t]*:")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")
_BEFORE_COMMA = re.compile(r"(?<![\w.])\d{1,3}$")
_AFTER_COMMA = re.compile(r"\d{3}(?!\d)")
_SCALES = ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "K"))

_QUOTE = "put the value in quotes"
_QUOTE_SIGN = "leave it out, or put the value in quotes if the sign is part of it"
_WRITE_SIGN = "write the value itself, or put it in quotes if the sign is part of it"
_NO_NAME = ("a value stands without a name", "write 'name: value'")
_NO_TEXT = ("a name has to be text", "put it in quotes if the brackets are part of it")
_TOO_DEEP = (f"the nesting goes deeper than {_DEEPEST} levels", "bring the inner parts up a level")
_TOO_MANY = (f"there are more than {_MOST_NODES:,} names and values", "keep data in other files")
_NO_BEGIN = "a value cannot begin with '{sign}'"

# What a parser says, with facts of the place -> what we say; the first that fits is told.
_SLIPS = {
    r"nesting depth": _TOO_DEEP,
    r"tab character|cannot start.* tab": ("a tab stands where only spaces may", "use spaces"),
    r"cannot start|mapping keys|anchor|alias|\btag\b": (_NO_BEGIN, _QUOTE),
    r"directive|YAML document": ("a line that begins with '%' is not read", "leave it out"),
    r"escape|hexdecimal": ("'{pair}' is no escape in double quotes", "use single quotes"),
    r"quoted scalar": ("the quote is never closed", "close it with {sign}"),
    r"block scalar": ("'{sign}' begins a text on the lines below", _QUOTE),
    r"unclosed": ("the '{sign}' is never closed", "close it"),
    r"node content": (_NO_BEGIN, _QUOTE_SIGN),
    r"unexpected ':'|mapping values.* inside": ("a ':' stands inside a value", _QUOTE),
    r"mapping values": ("this line goes on with the text above", "line names up, or use quotes"),
    r"sequence entries": ("a list cannot begin here", "begin it on the next line"),
    r"expected ':'": ("'{rest}' is not 'name: value'", "write ': ' behind the name"),
    r"',' or '(.)'": ("the bracket of line {line} lacks a ',' or '{0}'", "add it, or use quotes"),
    r"block mapping.* dash": ("a list item stands among names", "indent it below its name"),
    r"block collection.* leading": ("'{rest}' stands among list items", "begin it with '- '"),
    r"leading": ("'{rest}' lines up with nothing above it", "indent it as its neighbours are"),
    r"": ("'{rest}' follows a value that has ended", "put the whole value in one pair of quotes"),
}
_CODES = {r"nesting depth": "T205", r"anchor|alias": "T202", r"\btag\b": "T203", r"": "T207"}
_BEGUN = r"unexpected (end|doc)|anchor|alias|\btag\b|block scalar: (?!found a tab)|d expected ':'"


@dataclass(frozen=True, slots=True)
class Scalar:
    """Text. Its Words read without the quotes; their Span has them."""

    words: Words

    @property
    def span(self) -> Span:
        """Where it stands, quotes and all."""
        return self.words.span


@dataclass(frozen=True, slots=True)
class Blank:
    """Nothing, where a value could stand."""

    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, and what is written for it."""

    key: Words
    value: Node


@dataclass(frozen=True)
class Mapping:
    """Entries in the order they are written, each name once."""

    items: tuple[Entry, ...]
    span: Span

    @cached_property
    def _by_name(self) -> dict[str, Node]:
        return {entry.key.text: entry.value for entry in self.items}

    def get(self, key: str) -> Node | None:
        """What is written for a name, if the name is written."""
        return self._by_name.get(key)


@dataclass(frozen=True, slots=True)
class Sequence:
    """Nodes in a row."""

    items: tuple[Node, ...]
    span: Span


Node: TypeAlias = Scalar | Mapping | Sequence | Blank


@dataclass(frozen=True, slots=True)
class Outline:
    """A text as it stands, from the mapping at its top."""

    source: Source
    top: Mapping


def read(source: Source) -> tuple[Outline | None, list[Problem]]:
    """The Outline of a text, and all that is wrong with it, in file order.

    With Problems, the Outline is what could be read: enough to look for more
    of them, not to be used. It is None where reading had to stop.
    """
    return _read(source, _LOADER)


def entries(node: Node | None) -> tuple[Entry, ...]:
    """The entries of a mapping; of anything else, none."""
    return node.items if isinstance(node, Mapping) else ()


def _read(source: Source, loader: _Loader) -> tuple[Outline | None, list[Problem]]:
    tree = _Tree(source)
    outline = None
    if tree.fit():
        try:
            events = yaml.parse(tree.text, Loader=loader)
            all(map(tree.take, events))
            outline = tree.outline()
        except (yaml.YAMLError, ValueError, OverflowError) as error:  # the last two: "\UFFFFFFFF"
            tree.slip(error)
    return outline, sorted(tree.problems, key=lambda problem: problem.span.start)


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not come."""

    mapping: bool
    flow: bool
    start: int
    end: int
    at_key: bool
    key: Words | None = None
    keys: list[Words] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)


class _Tree:
    """Nodes that grow out of YAML's events, one event after another."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        if self.text.startswith("\ufeff"):  # one parser counts it, one does not
            self.text = "\n" + self.text[1:]
        self.problems: list[Problem] = []
        self._open: list[_Open] = []
        self._top: Node | None = None
        self._at = 0
        self._nodes = 0
        self._documents = 0

    def _note(self, start: int, end: int, code: str, what: str, mend: str) -> None:
        span = Span(self.source, start, max(start, end))
        self.problems.append(Problem(code, what, span, mend))

    def fit(self) -> bool:
        """Whether the text can be parsed at all."""
        size = len(self.text)
        if size > _MOST_CHARACTERS:
            what = f"the text has {size:,} characters, more than the {_MOST_CHARACTERS:,} read"
            self._note(0, 0, "T206", what, _TOO_MANY[1])
        elif strange := _NOT_TEXT.search(self.text):
            what = f"the character U+{ord(strange[0]):04X} is not text"
            self._note(*strange.span(), "T209", what, "delete it, or save the file as UTF-8 text")
        return not self.problems

    def outline(self) -> Outline | None:
        """What has grown, when no more events come."""
        top = self._top
        if isinstance(top, Mapping):
            return Outline(self.source, top)
        if isinstance(top, Scalar | Sequence):
            what = "the file holds one value or list, not names with their values"
            self._note(top.span.start, top.span.end, "T211", what, "write lines of 'name: value'")
        elif not self._open and self._documents < 2:
            self._note(0, 0, "T210", "the file is empty", "'tenfold init' writes a first model")
        return None

    def take(self, event: yaml.Event) -> bool:
        """Grow by one event; False where reading has to stop."""
        start, end = event.start_mark.index, event.end_mark.index  # type: ignore[union-attr]
        self._at = end
        if isinstance(event, yaml.NodeEvent):
            self._begin(event, start, end)
            self._nodes += 1
            if len(self._open) > _DEEPEST:
                self._note(start, end, "T205", *_TOO_DEEP)
            elif self._nodes > _MOST_NODES:
                self._note(start, end, "T206", *_TOO_MANY)
            else:
                return True
            return False
        if isinstance(event, yaml.CollectionEndEvent):
            self._add(self._close(end))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                mend = "keep each model in a file of its own"
                self._note(start, end, "T204", "a second document begins here", mend)
        return self._documents < 2

    def _begin(self, event: yaml.NodeEvent, start: int, end: int) -> None:
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            self._marked(event, start)
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event, start, end))
        elif isinstance(event, yaml.CollectionStartEvent):
            mapping = isinstance(event, yaml.MappingStartEvent)
            self._open.append(_Open(mapping, bool(event.flow_style), start, end, at_key=mapping))
        else:
            words = Words(self.text[start:end], Span(self.source, start, end))
            what = f"{quoted(words.text)} is an alias, which is not read"
            self._note(start, end, "T202", what, _WRITE_SIGN)
            self._add(Scalar(words))

    def _marked(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, start: int) -> None:
        for _ in range((event.anchor is not None) + (event.tag is not None)):
            if mark := _MARK.match(self.text, start):
                code, kind = ("T202", "an anchor") if mark[1][0] == "&" else ("T203", "a tag")
                what = f"{quoted(mark[1])} is {kind}, which is not read"
                self._note(*mark.span(1), code, what, _QUOTE_SIGN)
                start = mark.end()

    def _scalar(self, event: yaml.ScalarEvent, start: int, end: int) -> Scalar | Blank:
        value, style = event.value, event.style
        if not style and not value:
            return self._blank(start)
        if style in ("|", ">"):
            end = start + len(self.text[start:end].rstrip())
            end += self.text.startswith("\n", end)
            if not value.strip():
                what = f"'{style}' begins a text on the lines below, and there is none"
                self._note(start, end, "T207", what, _QUOTE)
        elif style == '"' and (strange := _NOT_TEXT.search(value)):
            what = f"an escape makes the character U+{ord(strange[0]):04X}, which is not text"
            self._note(start, end, "T209", what, "leave it out")
        return Scalar(Words(value, Span(self.source, start, end)))

    def _blank(self, start: int) -> Blank:
        """Nothing, right behind its ':' or name: the parsers' own places differ."""
        top = self._open[-1] if self._open else None
        if top and top.key and not top.at_key:
            start = top.key.span.end
            colon = _COLON.match(self.text, start)
            start = colon.end() if colon else start
        while start and self.text[start - 1].isspace():
            start -= 1
        return Blank(Span(self.source, start, start))

    def _add(self, node: Node) -> None:
        if not self._open:
            self._top = node
            return
        top = self._open[-1]
        top.end = node.span.end
        if top.at_key:
            top.key, top.at_key = self._name(node), False
            return
        top.at_key = top.mapping
        if top.flow and top.items and (whole := self._rejoined(top, node)):
            top.items[-1] = whole
        elif top.key or not top.mapping:
            top.keys += [top.key] if top.key else []
            top.items.append(node)

    def _name(self, node: Node) -> Words | None:
        """The Words of a key; None for a key that is no text."""
        if isinstance(node, Scalar):
            return node.words
        told = _NO_NAME if isinstance(node, Blank) else _NO_TEXT
        self._note(node.span.start, node.span.end, "T208", *told)
        return None

    def _close(self, end: int) -> Mapping | Sequence:
        top = self._open.pop()
        bracket = top.flow and self.text[end - 1] in "]}"
        span = Span(self.source, top.start, end if bracket else top.end)
        if not top.mapping:
            return Sequence(tuple(top.items), span)
        first: dict[str, Entry] = {}
        for key, value in zip(top.keys, top.items, strict=True):
            earlier = first.setdefault(key.text, Entry(key, value)).key
            if earlier is not key:
                what = f"{quoted(key.text)} is written twice: first on line {earlier.span.line}"
                self._note(key.span.start, key.span.end, "T201", what, "keep one of the two")
        return Mapping(tuple(first.values()), span)

    def _rejoined(self, top: _Open, node: Node) -> Scalar | None:
        """The one value that a comma inside { } or [ ] has cut in two."""
        left, right = top.items[-1], top.key.span if top.key else node.span
        stray = isinstance(node, Blank) and node.span.start == right.end
        if not isinstance(left, Scalar) or not (stray if top.mapping else isinstance(node, Scalar)):
            return None
        start, written = left.span.start, left.span.text
        gap = self.text[left.span.end : right.start]
        after = _AFTER_COMMA.match(self.text, right.start)
        digits = gap == "," and after and _BEFORE_COMMA.search(written)
        brackets = written.count("(") > written.count(")")
        plain = written[0] not in "\"'" and len(written) < 200  # lest it grow over a whole file
        if not plain or gap.strip() != "," or not (digits or brackets):
            return None
        last = self.problems[-1:]
        if last and last[0].code == "T212" and last[0].span.start == start:  # 1,000,000
            self.problems.pop()
        whole = " ".join(self.text[start : right.end].split())
        self._note(start, right.end, "T212", *_comma(whole, "{ }" if top.mapping else "[ ]"))
        return Scalar(Words(whole, Span(self.source, start, right.end)))

    def slip(self, error: Exception) -> None:
        """Note, in a plain person's words, what stopped the parser."""
        text = self.text
        mark, begun = (getattr(error, name, None) for name in ("problem_mark", "context_mark"))
        at = mark.index if mark else max(self._at, text.find("\\U", self._at))
        since = begun.index if begun else at
        said = f"{getattr(error, 'context', '')}: {getattr(error, 'problem', 'escape')}"
        opened = [top.start for top in self._open if top.flow]
        opened += [since] if text.startswith(("[", "{"), since) else []
        before = text[at - self.source.place(at)[1] + 1 : at]
        facts = {
            "unclosed": opened and not text[at:].strip(),
            "tab": text.startswith("\t", at),
            "inside": re.search(r":\s|[\[{]", before),
            "leading": not before.strip(),
            "dash": text.startswith(("- ", "-\n"), at),
        }
        said = re.sub(", but .*", "", said) + "".join(f" {fact}" for fact in facts if facts[fact])
        needle, found = next((n, found) for n in _SLIPS if (found := re.search(n, said)))
        at = since if re.search(_BEGUN, said) else opened[-1] if needle == "unclosed" else at
        at = max(since, text.rfind("\\", since, at + 1)) if "escape" in needle else at
        rest = "".join(text[at : at + 40].splitlines()[:1]).rstrip()
        line = self.source.place(since)[0]
        words = {"sign": rest[:1], "pair": rest[:2], "rest": rest, "line": line}
        what, mend = (part.format(*found.groups(), **words) for part in _SLIPS[needle])
        code = next(code for n, code in _CODES.items() if re.search(n, said))
        self._note(at, at + 1, code, what, mend)


def _comma(whole: str, inside: str) -> tuple[str, str]:
    """What a comma did to a value inside { } or [ ], and the mend."""
    parts = "entries" if inside == "{ }" else "items"
    what = f"the comma in {quoted(whole)} separates two {parts} inside {inside}"
    ways = f'write it as "{whole}" in quotes'
    number = _GROUPED.search(whole)
    if number:
        bare = number[0].replace(",", "_")
        scaled = [f" or {int(bare) // n}{sign}" for n, sign in _SCALES if int(bare) % n == 0]
        ways += f", {bare}{''.join(scaled[:1])}"
    apart = "a space behind a comma between two items" if number and inside == "[ ]" else ""
    return what, f"{ways}, or put {apart or 'it on a line of its own'}"
