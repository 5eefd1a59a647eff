"""The scale as a table: its columns, and what grew from step to step."""

from tenfold.report.document import Table
from tenfold.report.scale import compose_scale

STRATEGIES = """\
strategies:
  smaller: {title: Smaller files, set: {files.data: 50% of files.data}}
  fewer: {title: Fewer requests, set: {api.load: 80% of api.load}}
"""


def table(document, first):
    """The table whose first column has that title."""
    return next(
        block
        for block in document.blocks
        if isinstance(block, Table) and block.columns[0].title == first
    )


def texts(row):
    return [cell if isinstance(cell, str) else getattr(cell, "text", cell) for cell in row.cells]


def test_the_scale_has_no_column_for_strategies_that_there_are_not(shop):
    more = "scale: {over: users, steps: [500K users, 5M users]}\n"
    titles = [column.title for column in table(compose_scale(shop(more)), "At").columns]
    assert titles == ["At", "A month", "Per user", "Largest", "What changed"]
    titles = [
        column.title for column in table(compose_scale(shop(STRATEGIES + more)), "At").columns
    ]
    assert "With strategies" in titles


def test_what_grew_is_said_once_for_each_component(shop):
    more = "scale: {over: users, steps: [500K users, 5M users]}\n"
    rows = [texts(row) for row in table(compose_scale(shop(more)), "At").rows]
    assert rows[0][-1] == ""
    assert rows[1][-1] == "API servers 1 → 3 instances"
