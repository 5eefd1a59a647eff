"""A Document: blocks of plain values that refuse to be crooked."""

import math

import pytest

from tenfold.report.document import Bar, Column, Document, Heading, Note, Prose, Row, Table

COLUMNS = (Column("item"), Column("cost", "right"))


def rows(*names: str) -> tuple[Row, ...]:
    return tuple(Row((name, "1"), "total" if name.isupper() else "plain") for name in names)


def names(table: Table) -> list[str]:
    return [str(row.cells[0]) for row in table.rows]


def test_documents_follow_each_other():
    chapter = Document((Heading("a"),)) + Document((Prose("b"), Note("c")))
    assert chapter == Document((Heading("a"), Prose("b"), Note("c")))


def test_a_row_has_a_cell_for_each_column():
    with pytest.raises(ValueError, match="a row of 1 cells under 2 columns"):
        Table(COLUMNS, (Row(("alone",)),))


def test_a_table_knows_how_many_rows_it_does_not_hold():
    assert Table(COLUMNS, rows("a", "b", "SUM")).unseen == 0
    assert Table(COLUMNS, rows("a", "b", "SUM"), total_rows=5).unseen == 3


def test_the_first_rows_keep_every_total():
    table = Table(COLUMNS, rows("a", "b", "AB", "c", "d", "ALL"))
    assert names(table.first(3)) == ["a", "b", "AB", "c", "ALL"]
    assert table.first(3).unseen == 1
    assert table.first(0).unseen == 4
    assert table.first(4) == Table(COLUMNS, table.rows, total_rows=4)


def test_the_first_rows_of_the_first_rows_still_count_all():
    table = Table(COLUMNS, rows("a", "b", "SUM"), total_rows=9)
    assert table.first(1).unseen == 8
    assert table.first(2).first(1) == table.first(1)


@pytest.mark.parametrize(
    ("table", "start"), [(rows("a", "SUM", "ALL"), 1), (rows("a", "SUM", "b"), 3), ((), 0)]
)
def test_the_last_totals_are_where_unseen_rows_are_told(table, start):
    assert Table(COLUMNS, table).sums_start == start


@pytest.mark.parametrize(
    ("share", "drawn", "told"),
    [
        (0.125, 0.125, "12.5 %"),
        (0.0, 0.0, "0.0 %"),
        (1.2, 1.0, "120.0 %"),
        (-0.1, 0.0, "-10.0 %"),
        (math.nan, 0.0, ""),
    ],
)
def test_a_bar_is_drawn_within_its_column_and_told_as_it_is(share, drawn, told):
    assert (Bar(share).drawn, Bar(share).told) == (drawn, told)
