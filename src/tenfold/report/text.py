"""Text: a Document for a terminal, a pipe, or a file that people read.

Prose wraps, at 100 columns where there is more room. A table or a derivation
fits the width as far as its numbers allow; a pipe (`width=None`) has room for
both as they are. No line ends in a space, and nothing that a person wrote can
command the terminal. Colour only repeats what the text says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from tenfold.report.document import (
    Block,
    Branch,
    Document,
    Facts,
    Heading,
    Heap,
    Items,
    Note,
    Prose,
    Table,
    Tree,
    Verbatim,
)
from tenfold.report.grid import lay_out
from tenfold.report.letters import wide, wrap
from tenfold.report.paper import ASCII, DRAWN, Paper, Style
from tenfold.report.plot import heap

__all__ = ["write"]

_LABEL_AT_MOST = 32
_BESIDE_AT_LEAST = 24
_DETAILS_AT_LEAST = 40
_GAP = "  "


def write(
    document: Document,
    *,
    width: int | None = 80,
    colour: bool = False,
    ascii_only: bool = False,
) -> str:
    """The Document as lines of text, each with its end."""
    paper = Paper(width, colour, ASCII if ascii_only else DRAWN)
    lines: list[str] = []
    before: Block | None = None
    for block in document.blocks:
        said = _lines(block, paper)
        tight = isinstance(before, Note) and isinstance(block, Note)
        if said:
            lines += ["", *said] if before and not tight else said
            before = block
    return "".join(line.rstrip() + "\n" for line in lines)


def _lines(block: Block, paper: Paper) -> list[str]:
    match block:
        case Heading():
            return _heading(block, paper)
        case Prose(text):
            return _wrapped(text, paper.measure, paper)
        case Note(text, tone):
            return _marked(text, paper.signs.marks[tone], tone, paper)
        case Items(texts):
            bullet = paper.signs.bullet
            return [line for text in texts for line in _marked(text, bullet, "plain", paper)]
        case Facts(pairs):
            return _facts(pairs, paper)
        case Verbatim(text):
            return [_GAP + line for line in paper.take_lines(text)]
        case Tree(root):
            return _tree(_twigs(root, paper), paper)
        case Table() | Heap():
            return lay_out(block, paper) if isinstance(block, Table) else heap(block, paper)
        case _:
            assert_never(block)


def _heading(heading: Heading, paper: Paper) -> list[str]:
    """The heading in bold, and a line under it that needs no bold to be seen."""
    lines = _wrapped(heading.text, paper.measure, paper)
    sign = {1: paper.signs.double, 2: paper.signs.rule}.get(heading.level, "")
    under = paper.paint(sign * max(map(wide, lines), default=0), "faint")
    return [*(paper.paint(line, "bold") for line in lines), *([under] if under else [])]


def _wrapped(text: str, width: int, paper: Paper) -> list[str]:
    said = paper.take(text)
    return wrap(said, width) if said else []


def _marked(text: str, mark: str, style: Style, paper: Paper) -> list[str]:
    """The text hanging from its mark, which alone has the colour."""
    sign, size = mark.rstrip(), wide(mark)
    lines = _wrapped(text, paper.measure - size, paper)
    leads = [paper.paint(sign, style) + " " * (size - wide(sign))] + [" " * size] * len(lines)
    return [lead + line for lead, line in zip(leads, lines, strict=False)]


def _facts(pairs: tuple[tuple[str, str], ...], paper: Paper) -> list[str]:
    """Values in a column of their own, or each beneath its label."""
    sizes = [wide(paper.take(label)) for label, _ in pairs]
    column = max((size for size in sizes if size <= _LABEL_AT_MOST), default=0)
    if paper.measure - column - len(_GAP) < _BESIDE_AT_LEAST:
        column = 0
    return [line for label, value in pairs for line in _fact(label, value, column, paper)]


def _fact(label: str, value: str, column: int, paper: Paper) -> list[str]:
    heads = _wrapped(label, paper.measure, paper)
    indent = len(_GAP) + column
    values = _wrapped(value, paper.measure - indent, paper)
    lines = [" " * indent + line for line in values]
    painted = [paper.paint(head, "faint") for head in heads]
    if column and lines and len(heads) == 1 and wide(heads[0]) <= column:
        space = " " * (indent - wide(heads[0]))
        return [painted[0] + space + values[0], *lines[1:]]
    return painted + lines


@dataclass(frozen=True)
class _Twig:
    """A branch where it hangs: what is drawn before its first line, and after."""

    lead: str
    under: str
    label: str
    value: str
    details: tuple[str, ...]

    @property
    def reach(self) -> int:
        """How far its label goes."""
        return wide(self.lead) + wide(self.label)


def _twigs(root: Branch, paper: Paper) -> list[_Twig]:
    """The branches from the top down, each hanging from its own."""
    signs = paper.signs
    twigs: list[_Twig] = []
    left: list[tuple[str, str, Branch]] = [("", "", root)]
    while left:
        lead, stem, branch = left.pop()
        under = stem + (signs.trunk if branch.children else " " * len(signs.trunk))
        details = tuple(filter(None, map(paper.take, branch.detail.split("\n"))))
        label, value = paper.take(branch.label), paper.take(branch.value)
        twigs.append(_Twig(lead, under, label, value, details))
        for at, child in enumerate(reversed(branch.children)):
            fork, trunk = (signs.fork, signs.trunk) if at else (signs.last, " " * len(signs.last))
            left.append((stem + fork, stem + trunk, child))
    return twigs


def _tree(twigs: list[_Twig], paper: Paper) -> list[str]:
    """Values in one column, details in the next, where the width allows."""
    values = max(twig.reach for twig in twigs) + len(_GAP)
    details = values + max(wide(twig.value) for twig in twigs) + len(_GAP)
    longest = max(details + wide(line) for twig in twigs for line in (*twig.details, ""))
    width = paper.width or longest
    if width >= min(longest, details + _DETAILS_AT_LEAST):
        return [line for twig in twigs for line in _beside(twig, values, details, width, paper)]
    if width < details - len(_GAP):
        values = 0
    return [line for twig in twigs for line in _beneath(twig, values, width, paper)]


def _broken(twig: _Twig, room: int) -> list[str]:
    """Each line of the detail, as far as there is room; what goes on hangs from it."""
    return [line for detail in twig.details for line in wrap(detail, room, hang=2)]


def _beside(twig: _Twig, values: int, details: int, width: int, paper: Paper) -> list[str]:
    """A branch on one line, its detail hanging in a column of its own."""
    first, *rest = _broken(twig, width - details) or [""]
    before = _set(twig.label, twig.lead, values, paper)
    space = " " * (details - values - wide(twig.value))
    return [
        before + twig.value + space + paper.paint(first, "faint"),
        *(_set("", twig.under, details, paper) + paper.paint(line, "faint") for line in rest),
    ]


def _beneath(twig: _Twig, values: int, width: int, paper: Paper) -> list[str]:
    """A branch with its detail, and what else has no room, hanging below."""
    room = width - wide(twig.under)
    head, *below = wrap(twig.label, room)
    beside = max(values, twig.reach + len(_GAP))
    if below or beside + wide(twig.value) > width:
        first = _set(head, twig.lead, 0, paper)
        below.append(twig.value)
    else:
        first = _set(head, twig.lead, beside, paper) + twig.value
    below += [paper.paint(line, "faint") for line in _broken(twig, room)]
    return [first, *(_set("", twig.under, 0, paper) + line for line in below if line)]


def _set(label: str, lead: str, size: int, paper: Paper) -> str:
    """A label behind what is drawn before it, and space up to the size."""
    sign = lead.rstrip()
    space = " " * (size - wide(lead) - wide(label))
    return paper.paint(sign, "faint") + lead[len(sign) :] + label + space
