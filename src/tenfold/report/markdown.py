"""Markdown: a Document as GitHub shows it, in a comment or a file.

What a person wrote comes out as they wrote it: never as HTML, emphasis, code,
a link of their own wording, or a call to another person. The whole is never
longer than the limit: long blocks are cut and say by how much, and the sums
of a table stay.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import assert_never

from tenfold.report.document import (
    Bar,
    Block,
    Branch,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    Heap,
    Items,
    Note,
    Prose,
    Reach,
    Row,
    Table,
    Tree,
    Verbatim,
)
from tenfold.report.letters import lines, one_line
from tenfold.report.paper import DRAWN, Paper
from tenfold.report.plot import heap

__all__ = ["write"]

_DEEPEST = 6
_MORE = "…"
_MARKS = {"good": "✅", "bad": "❌", "warn": "⚠️", "plain": "▫️"}
_LISTS = (Note, Tree, Facts, Items)
_BETWEEN_LISTS = "<!-- -->"
_INDENT = "&nbsp;&nbsp;"
_PICTURE = Paper(72, colour=False, signs=DRAWN)

_ESCAPED = re.compile(
    r"""
      (?P<sign> [\\`*\[\]|~] )              # code, emphasis, links, columns, struck out
    | (?P<left> < ) | (?P<right> > )        # HTML and quotes
    | (?P<entity> & (?= \#? \w+ ; ) )
    | (?P<under> (?<! [^\W_] ) _ | _ (?! [^\W_] ) )   # emphasis; users_per_shard has none
    | (?P<math> \$ (?! \d ) )               # $5 can open a formula, but nothing closes it
    | (?P<call> (?<! [\w.] ) @ (?= \w ) )   # @name would send that person a message
    """,
    re.VERBOSE,
)
_INSTEAD = {"left": "&lt;", "right": "&gt;", "entity": "&amp;", "call": "@&#8203;"}
_OPENING = re.compile(r"^(?:(?=#|[-+](?:[-\s]|$))|(\d+)(?=[.)](?:\s|$)))")


def write(document: Document, *, limit: int = 60_000) -> str:
    """The Document in GitHub-flavoured Markdown, at most `limit` characters."""
    blocks = document.blocks
    whole = _whole(blocks)
    if len(whole) <= limit:
        return whole
    counts = range(1, max(map(_parts, blocks), default=0) + 1)
    fits = bisect_right(counts, limit, key=lambda most: len(_whole(blocks, most)))
    return _whole(blocks, fits) if fits else _begun(blocks, limit)


def _whole(blocks: Sequence[Block], most: int | None = None) -> str:
    return "".join(_pieces(blocks, most))


def _begun(blocks: Sequence[Block], limit: int) -> str:
    """As many blocks as fit, each cut short, and how many are left out."""
    pieces = list(_pieces(blocks, 1))
    room = [limit - reach for reach in accumulate(map(len, pieces), initial=0)]
    for held in range(len(pieces) - 1, -1, -1):
        rest = ("\n" if held else "") + f"{_more(len(pieces) - held, 'part')}\n"
        if len(rest) <= room[held]:
            return "".join(pieces[:held]) + rest
    return _MORE[: max(0, limit)]


def _pieces(blocks: Sequence[Block], most: int | None) -> Iterator[str]:
    """Each block that says something, after what keeps it apart."""
    before: Block | None = None
    for block in blocks:
        if said := "\n".join(_lines(block, most)):
            yield _apart(before, block) + said + "\n"
            before = block


def _apart(before: Block | None, block: Block) -> str:
    """Remarks stand close; two other lists would run into one."""
    if before is None or (isinstance(before, Note) and isinstance(block, Note)):
        return ""
    both = isinstance(before, _LISTS) and isinstance(block, _LISTS)
    return f"\n{_BETWEEN_LISTS}\n\n" if both else "\n"


def _lines(block: Block, most: int | None) -> Iterable[str]:
    match block:
        case Heading(text, level):
            return _heading(text, level)
        case Prose(text):
            return [_begin(text)]
        case Note(text, tone):
            return [f"- {_MARKS[tone]} {_escape(text)}"]
        case Items(texts):
            return _first([f"- {_begin(text)}" for text in texts], most, "line")
        case Facts(pairs):
            return _first([_fact(label, value) for label, value in pairs], most, "line")
        case Verbatim() | Heap():
            return _fenced(block, most) if isinstance(block, Verbatim) else _drawn(block)
        case Tree(root):
            return _first(list(_bullets(root)), most, "step")
        case Table():
            return _table(block if most is None else block.first(most))
        case _:
            assert_never(block)


def _parts(block: Block) -> int:
    """How many parts a block has that may be left out."""
    match block:
        case Table(rows=parts) | Items(parts) | Facts(parts):
            return len(parts)
        case Tree(root):
            return sum(1 for _ in _bullets(root))
        case Verbatim(text):
            return len(lines(text))
        case _:
            return 0


def _first(texts: list[str], most: int | None, name: str) -> list[str]:
    if most is None or len(texts) <= most:
        return texts
    return [*texts[:most], f"- {_more(len(texts) - most, name)}"]


def _more(count: int, name: str) -> str:
    return f"{_MORE} {count} more {name}{'' if count == 1 else 's'}"


def _heading(text: str, level: int) -> list[str]:
    said = re.sub(r"(?<![^ ])(#+)$", r"\\\1", _escape(text))
    return [f"{'#' * min(max(level, 1), _DEEPEST)} {said}"] if said else []


def _fact(label: str, value: str) -> str:
    return f"- **{_escape(label)}:** {_escape(value)}".rstrip()


def _drawn(block: Heap) -> list[str]:
    return ["```", *heap(block, _PICTURE), "```"]


def _fenced(block: Verbatim, most: int | None) -> list[str]:
    """The lines between fences longer than any run of backticks in them."""
    text, language = block.text, block.language
    whole = lines(text)
    if not whole:
        return []
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    held = whole if most is None else whole[:most]
    rest = [_more(len(whole) - len(held), "line")] if len(held) < len(whole) else []
    return [fence + re.sub(r"[^\w+-]", "", language, flags=re.ASCII), *held, *rest, fence]


def _bullets(root: Branch) -> Iterator[str]:
    left = [(0, root)]
    while left:
        depth, branch = left.pop()
        value = f": **{_escape(branch.value)}**" if _escape(branch.value) else ""
        details = "<br>".join(filter(None, map(_escape, branch.detail.split("\n"))))
        detail = f" — {details}" if details else ""
        yield f"{'  ' * depth}- {_begin(branch.label)}{value}{detail}"
        left += [(depth + 1, child) for child in reversed(branch.children)]


def _table(table: Table) -> Iterator[str]:
    """The table, without bars that have no title: they repeat what is told beside them."""
    if not table.columns:
        return
    if title := _escape(table.title):
        yield f"**{title}**"
        yield ""
    told = [at for at, column in enumerate(table.columns) if column.title or not column.bar]
    columns = [table.columns[at] for at in told]
    yield _line(_escape(column.title) for column in columns)
    yield _line("--:" if _right(column) else "---" for column in columns)
    rows = [_line(_cells(row, told)) for row in table.rows]
    if table.unseen:
        said = f"*{_more(table.unseen, 'row')}*"
        rows.insert(table.sums_start, _line([said, *[""] * (len(columns) - 1)]))
    yield from rows


def _right(column: Column) -> bool:
    return column.bar or column.align == "right"


def _cells(row: Row, told: list[int]) -> Iterator[str]:
    for at in told:
        said = _said(row.cells[at])
        if row.kind == "total" and said:
            said = f"**{said}**"
        yield _INDENT + said if row.kind == "sub" and at == 0 else said


def _said(cell: Cell | Bar | Reach | str) -> str:
    if isinstance(cell, Reach):
        return ""
    if isinstance(cell, Bar):
        return cell.told
    return _escape(cell.text if isinstance(cell, Cell) else cell)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _begin(text: str) -> str:
    """The text where a line begins, and a sign could open a list."""
    return _OPENING.sub(r"\1\\", _escape(text))


def _escape(text: str) -> str:
    """The text on one line, meaning only itself."""
    return _ESCAPED.sub(_instead, one_line(text))


def _instead(found: re.Match[str]) -> str:
    return _INSTEAD.get(found.lastgroup or "", "\\" + found[0])
