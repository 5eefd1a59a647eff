"""A Document: what is to be said, before anyone knows on which paper.

Results become Documents; writers know Documents only, never results. A block
holds plain text: no colour, no markup, no width. Numbers come as finished
text ("$1,234"), for only their maker knows unit and precision; a writer may
drop a column or wrap a word but never cuts a number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

__all__ = [
    "Align",
    "Bar",
    "Block",
    "Branch",
    "Cell",
    "Column",
    "Document",
    "Facts",
    "Heading",
    "Heap",
    "Items",
    "Kind",
    "Mark",
    "Note",
    "Prose",
    "Reach",
    "Row",
    "Table",
    "Tone",
    "Tree",
    "Verbatim",
]

Tone: TypeAlias = Literal["plain", "good", "warn", "bad"]
Align: TypeAlias = Literal["left", "right"]
Kind: TypeAlias = Literal["plain", "total", "sub", "faint"]


@dataclass(frozen=True)
class Heading:
    """The name of what follows; level 1 is the title of the paper."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Prose:
    """A paragraph; its line ends are only spaces."""

    text: str


@dataclass(frozen=True)
class Note:
    """A remark with a mark before it: it holds, it does not, take care."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Cell:
    """A text in a table. The tone may be lost, so the text must say it too."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Bar:
    """A share between 0 and 1, drawn where there is ink and told elsewhere."""

    share: float

    @property
    def drawn(self) -> float:
        """The share as far as a bar can show it: a NaN is no bar at all."""
        return min(1.0, max(0.0, self.share)) if self.share == self.share else 0.0

    @property
    def told(self) -> str:
        """The share in words: "12.5 %", or nothing if it is not a number."""
        return f"{100 * self.share:.1f} %" if self.share == self.share else ""


@dataclass(frozen=True)
class Reach:
    """A stretch between two shares, drawn beside those of the other rows.

    `mark` is where they all begin, such as the base case. It only shows what
    the row tells in figures, so it is left out where there is no ink.
    """

    low: float
    high: float
    mark: float


@dataclass(frozen=True)
class Column:
    """A column of a Table.

    Of the columns that a narrow paper cannot hold, the highest rank goes
    first; rank 0 never goes. A right-aligned column holds numbers and is
    never wrapped; one with `bar` may hold a Bar or a Reach in each row.
    """

    title: str
    align: Align = "left"
    rank: int = 0
    bar: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a Table: a "sub" is a part of the row above, a "total" a sum."""

    cells: tuple[Cell | Bar | Reach | str, ...]
    kind: Kind = "plain"


@dataclass(frozen=True)
class Table:
    """Rows under named columns.

    `total_rows` is how many rows there are in all, totals not counted, when
    `rows` holds only the first of them; writers then say how many are unseen.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    total_rows: int = 0

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                count = f"{len(row.cells)} cells under {len(self.columns)} columns"
                raise ValueError(f"a row of {count}: {row}")

    @property
    def unseen(self) -> int:
        """How many rows there are beyond those that are held."""
        return max(0, self.total_rows - sum(row.kind != "total" for row in self.rows))

    @property
    def sums_start(self) -> int:
        """Where the last totals begin: the place to speak of unseen rows."""
        start = len(self.rows)
        while start and self.rows[start - 1].kind == "total":
            start -= 1
        return start

    def first(self, most: int) -> Table:
        """The first rows, at most so many, and every total."""
        held: list[Row] = []
        left = most
        for row in self.rows:
            if row.kind == "total" or left > 0:
                held.append(row)
            left -= row.kind != "total"
        count = max(self.total_rows, sum(row.kind != "total" for row in self.rows))
        return replace(self, rows=tuple(held), total_rows=count)


@dataclass(frozen=True)
class Branch:
    """A step of a derivation: `label` is `value`, because of its children.

    The lines of `detail` stay apart.
    """

    label: str
    value: str = ""
    detail: str = ""
    children: tuple[Branch, ...] = ()


@dataclass(frozen=True)
class Tree:
    """A derivation, from the answer down to what was assumed."""

    root: Branch


@dataclass(frozen=True)
class Verbatim:
    """Lines to be shown as they are, such as a piece of a model file."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Facts:
    """Labels and what stands beside them."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Items:
    """A list without an order."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Mark:
    """A place on the axis of a Heap, by its name; a `limit` stands up from it."""

    at: float
    label: str
    limit: bool = False


@dataclass(frozen=True)
class Heap:
    """How often something comes to what: a share for each stretch between two edges.

    Numbers have no unit here; the labels of the marks say what they are.
    """

    edges: tuple[float, ...]
    shares: tuple[float, ...]
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        if len(self.edges) != len(self.shares) + 1:
            raise ValueError(f"{len(self.shares)} shares between {len(self.edges)} edges")


Block: TypeAlias = Heading | Prose | Note | Table | Tree | Verbatim | Facts | Items | Heap


@dataclass(frozen=True)
class Document:
    """Blocks, in the order they are read."""

    blocks: tuple[Block, ...] = ()

    def __add__(self, other: Document) -> Document:
        return Document(self.blocks + other.blocks)
