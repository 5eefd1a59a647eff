"""CSV: what a spreadsheet or a program reads is what was written."""

import csv
import math
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.report.table_csv import write


def read(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline="")))


def test_a_table():
    rows = [["api, main", 142, 33833.5, None], ['say "hi"', -1, 0.1, "a\nb"]]
    assert write(["item", "count", "cost", "note"], rows) == (
        'item,count,cost,note\n"api, main",142,33833.5,\n"say ""hi""",-1,0.1,"a\nb"\n'
    )


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@sum", "'@sum"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\n=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_a_text_is_no_formula(text, cell):
    assert read(write(["a", "b"], [[text, "z"]]))[1] == [cell, "z"]


def test_a_title_is_no_formula():
    assert write(["=cmd()"], []) == "'=cmd()\n"


def test_numbers_are_left_alone():
    assert write(["a", "b", "c"], [[-5, -0.25, 1e300]]) == "a,b,c\n-5,-0.25,1e+300\n"


def test_what_is_not_known_is_not_zero():
    assert write(["a", "b"], [[None, math.nan]]) == "a,b\n,\n"


def test_a_row_has_a_cell_for_each_title():
    with pytest.raises(ValueError, match="a row of 1 cells under 2 columns"):
        write(["a", "b"], [["alone"]])


@given(st.lists(st.tuples(st.text(), st.integers(), st.floats(allow_nan=False)), max_size=5))
def test_what_is_read_is_what_was_written(rows):
    text = write(["a", "b", "c"], rows)
    assert all(letter.isprintable() or letter in "\n\t" or letter > "\x9f" for letter in text)
    for (name, count, cost), (cell, count_read, cost_read) in zip(
        rows, read(text)[1:], strict=True
    ):
        if name.isalnum():
            assert cell == name
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\n"))
        assert int(count_read) == count
        assert float(cost_read) == cost
