"""A Grid: a Table laid out in lines on a Paper.

A table too wide first gives up columns, highest rank first, though not before
the words of its lasting columns have wrapped at a comfortable width; then they
wrap in as little as twelve letters; at last its lines are longer than the
paper. A number is never cut, so a right-aligned column never shrinks
below its longest one; nor is a word, unless it is long and has joints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tenfold.report.document import Bar, Cell, Column, Reach, Row, Table
from tenfold.report.letters import wide, wrap
from tenfold.report.paper import Paper, Style
from tenfold.report.plot import reach

__all__ = ["lay_out"]

_GAP = "  "
_HANG = 2
_LEAST = 12
_COMFORT = 28
_FOLD = 16
_BAR = 12


@dataclass(frozen=True)
class _Said:
    """What stands in a cell, in letters of the paper."""

    text: str
    styles: tuple[Style, ...] = ()
    indent: int = 0

    @property
    def size(self) -> int:
        """The width it takes on one line."""
        return self.indent + wide(self.text)


@dataclass(frozen=True)
class _Stack:
    """A column from its title down."""

    column: Column
    cells: tuple[_Said, ...]

    @property
    def right(self) -> bool:
        """Whether its cells stand at the right."""
        return self.column.align == "right" and not self.column.bar

    @property
    def wraps(self) -> bool:
        """Whether its cells are words, and not numbers or bars."""
        return self.column.align == "left" and not self.column.bar

    @property
    def natural(self) -> int:
        """The width that it takes if nothing wraps."""
        return max(said.size for said in self.cells)

    @property
    def least(self) -> int:
        """The width that it cannot go below, however its words wrap."""
        return _widest(self.broken(_LEAST if self.wraps else 1))

    @property
    def comfort(self) -> int:
        """The width that it is not narrowed below while others could go."""
        lasting = self.wraps and not self.column.rank
        return min(self.natural, max(self.least, _COMFORT)) if lasting else self.natural

    def broken(self, width: int) -> list[list[str]]:
        """The lines of each of its cells, in so many columns."""
        title, *cells = self.cells
        if self.wraps:
            lines = [_broken(said, width) for said in cells]
        else:
            lines = [[said.text] for said in cells]
        return [wrap(title.text, max(width, _widest(lines)), fold=_FOLD), *lines]


def lay_out(table: Table, paper: Paper) -> list[str]:
    """The lines of a table: its title, its rows, and what is not shown."""
    stacks = [_stack(table, at, paper) for at in range(len(table.columns))]
    kept = _kept(stacks, paper.width)
    if not kept:
        return []
    columns = [stack.broken(size) for stack, size in zip(kept, _sizes(kept, paper), strict=True)]
    rule = paper.paint(paper.signs.rule * _across(map(_widest, columns)), "faint")
    header, *rows = _rows(kept, columns, paper)
    return [
        *(paper.paint(line, "bold") for line in _title(table, paper)),
        *header,
        rule,
        *_body(table, rows, rule, paper),
        *(paper.paint(line, "faint") for line in _left_out(stacks, kept, paper)),
    ]


def _stack(table: Table, at: int, paper: Paper) -> _Stack:
    column = table.columns[at]
    title = _Said(paper.take(column.title), ("faint",))
    return _Stack(column, (title, *(_said(row, at, column, paper) for row in table.rows)))


def _said(row: Row, at: int, column: Column, paper: Paper) -> _Said:
    cell = row.cells[at]
    if isinstance(cell, Bar):
        return _Said(_bar(cell, paper) if column.bar else cell.told, (row.kind,))
    if isinstance(cell, Reach):
        return _Said(reach(cell, paper) if column.bar else "", (row.kind,))
    if isinstance(cell, str):
        cell = Cell(cell)
    indent = 2 if row.kind == "sub" and at == 0 and column.align == "left" else 0
    return _Said(paper.take(cell.text), (row.kind, cell.tone), indent)


def _bar(bar: Bar, paper: Paper) -> str:
    """As long as the share; what is more than nothing is seen."""
    steps = paper.signs.bar
    count = round(bar.drawn * _BAR * len(steps)) or int(bar.drawn > 0)
    whole, part = divmod(count, len(steps))
    return steps[-1] * whole + (steps[part - 1] if part else "")


def _kept(stacks: list[_Stack], width: int | None) -> list[_Stack]:
    """The columns that the paper holds; of equal rank the last goes first."""
    kept = list(stacks)
    while width is not None and _across(stack.comfort for stack in kept) > width:
        rank = max(stack.column.rank for stack in kept)
        if rank <= 0 or len(kept) == 1:
            break
        del kept[max(at for at, stack in enumerate(kept) if stack.column.rank == rank)]
    return kept


def _sizes(stacks: list[_Stack], paper: Paper) -> list[int]:
    """The width of each column, the widest narrowed until the table fits."""
    sizes = [stack.natural for stack in stacks]
    if paper.width is None or _across(sizes) <= paper.width:
        return sizes
    least = [stack.least for stack in stacks]
    slack = [at for at, size in enumerate(sizes) if size > least[at]]
    while slack and _across(sizes) > paper.width:
        sizes[max(slack, key=sizes.__getitem__)] -= 1
        slack = [at for at in slack if sizes[at] > least[at]]
    return sizes


def _broken(said: _Said, width: int) -> list[str]:
    lead, room = " " * said.indent, width - said.indent
    if said.size <= width:
        return [lead + said.text]
    return [lead + line for line in wrap(said.text, room, hang=_HANG, fold=max(room, _FOLD))]


def _title(table: Table, paper: Paper) -> list[str]:
    title = paper.take(table.title)
    return wrap(title, paper.measure) if title else []


def _rows(
    stacks: list[_Stack], columns: list[list[list[str]]], paper: Paper
) -> Iterator[list[str]]:
    """The lines of each row, the header first and standing on its rule."""
    sizes = [_widest(column) for column in columns]
    for at, cells in enumerate(zip(*columns, strict=True)):
        height = max(map(len, cells))
        full = [_as_high(cell, height, standing=at == 0) for cell in cells]
        yield [
            _GAP.join(
                _set(part, stack.cells[at].styles, size, paper, right=stack.right)
                for part, stack, size in zip(line, stacks, sizes, strict=True)
            )
            for line in zip(*full, strict=True)
        ]


def _as_high(lines: list[str], height: int, *, standing: bool) -> list[str]:
    blank = [""] * (height - len(lines))
    return blank + lines if standing else lines + blank


def _set(text: str, styles: tuple[Style, ...], size: int, paper: Paper, *, right: bool) -> str:
    """The text in its place and its colours; the space beside it has none."""
    space = " " * (size - wide(text))
    bare = text.lstrip()
    lead = text[: len(text) - len(bare)]
    painted = lead + paper.paint(bare, *styles)
    return space + painted if right else painted + space


def _body(table: Table, rows: list[list[str]], rule: str, paper: Paper) -> Iterator[str]:
    """The rows, a rule over each sum, and the count of those unseen."""
    above = "total"
    for at, (row, lines) in enumerate(zip(table.rows, rows, strict=True)):
        if at == table.sums_start and table.unseen:
            yield _unseen(table, paper)
            above = "faint"
        if row.kind == "total" and above != "total":
            yield rule
        yield from lines
        above = row.kind
    if table.sums_start == len(rows) and table.unseen:
        yield _unseen(table, paper)


def _unseen(table: Table, paper: Paper) -> str:
    rows = "row" if table.unseen == 1 else "rows"
    return paper.paint(f"{paper.signs.more} {table.unseen} more {rows}", "faint")


def _left_out(stacks: list[_Stack], kept: list[_Stack], paper: Paper) -> list[str]:
    """What a wider paper would show; a bar only repeats a number."""
    gone = [stack for stack in stacks if all(stack is not held for held in kept)]
    names = [stack.cells[0].text for stack in gone if not stack.column.bar]
    if not any(names):
        return []
    return wrap(f"{paper.signs.more} no room for {', '.join(names)}", paper.measure, hang=2)


def _widest(column: Iterable[list[str]]) -> int:
    return max((wide(line) for lines in column for line in lines), default=0)


def _across(sizes: Iterable[int]) -> int:
    sizes = list(sizes)
    return sum(sizes) + len(_GAP) * (len(sizes) - 1)
