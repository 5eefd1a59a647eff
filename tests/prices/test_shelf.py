"""A table of prices: read no further than it is asked, and never believed when it is not one."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.errors import Rejected
from tenfold.prices import shelf as module
from tenfold.prices.row import COLUMNS
from tenfold.prices.shelf import Shelf

HEADER = ",".join(COLUMNS)
LINE = 'acme/wire,bytes,north,on_demand,,USD/GiB,"0.12 to 1024, 0.08",,2026-01-01,primary,me,a note'


def shelf(*lines, header=HEADER, provider="acme"):
    data = "\n".join([header, *lines, ""])
    return Shelf(provider, lambda: data if isinstance(data, bytes) else data.encode())


def of(data):
    return Shelf("acme", lambda: data)


def refused(found, product="acme/wire"):
    """What a table is refused with: `file:line code what`."""
    with pytest.raises(Rejected) as error:
        found.rows(product)
    return [
        f"{p.span.source.name}:{p.span.line if p.span.source.text else 0} {p.code} {p.what}"
        for p in error.value.problems
    ]


def test_a_price_is_found_by_its_product():
    found = shelf(LINE, LINE.replace("wire", "disk"), LINE.replace("north", "south"))
    assert found.products() == ("acme/wire", "acme/disk")
    assert [row.region for row in found.rows("acme/wire")] == ["north", "south"]
    assert found.rows("acme/none") == ()


def test_a_line_is_read_when_it_is_asked_for_and_once(monkeypatch):
    read = []
    monkeypatch.setattr(
        module, "read_row", lambda cells, real=module.read_row: read.append(cells[0]) or real(cells)
    )
    found = shelf(LINE, *(LINE.replace("wire", f"w{n}") for n in range(50)))
    assert found.products()[-1] == "acme/w49"
    assert read == []
    for _ in range(2):
        found.rows("acme/w7")
    assert read == ["acme/w7"]


def test_a_table_is_fetched_when_it_is_asked_for_and_once():
    fetched = []
    found = Shelf("acme", lambda: fetched.append(1) or f"{HEADER}\n{LINE}\n".encode())
    assert fetched == []
    found.data()
    found.rows("acme/wire")
    assert fetched == [1]


def test_other_line_ends_blank_lines_and_no_end_are_the_same_table():
    plain = shelf(LINE).rows("acme/wire")
    assert of(f"{HEADER}\r\n{LINE}\r\n".encode()).rows("acme/wire") == plain
    assert of(f"{HEADER}\n\n{LINE}".encode()).rows("acme/wire") == plain


@pytest.mark.parametrize("cell", ['"acme/wire"', " acme/wire", "acme/wire "])
def test_a_product_is_found_however_its_cell_is_dressed(cell):
    assert len(shelf(LINE.replace("acme/wire", cell)).rows("acme/wire")) == 1


# -- what is no table ----------------------------------------------------------------


def test_each_line_that_cannot_be_read_is_told_with_its_place():
    bad = [LINE.replace("bytes", "bites"), LINE, LINE.replace("2026-01-01", "yesterday")]
    told = refused(shelf(*bad))
    assert [line.split(" ")[:2] for line in told] == [
        ["acme.csv:2", "T601"],
        ["acme.csv:4", "T601"],
    ]
    assert "'bites' is no meter" in told[0]
    assert "a date is written 2026-07-30" in told[1]


def test_a_wrong_line_of_another_product_is_nobodys_trouble():
    assert shelf(LINE, "acme/disk,nonsense").rows("acme/wire")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("acme/wire", "1 cells, where a price has 12"),
        (LINE.replace("acme/wire", "acme/wire,extra"), "13 cells"),
        (LINE + ',"', "this is no line of a table"),
        (LINE.replace('"0.12', "0.12"), "cells"),
        (LINE.replace("0.08", "1e999"), "'1e999' is no number of money"),
        (LINE.replace("0.08", "-1"), "'-1' is no number of money"),
        (LINE.replace("0.08", "nan"), "'nan' is no number of money"),
        (LINE.replace("0.08", "9" * 5_000), "is no number of money"),
        (LINE.replace("0.08", "0.08\0"), "is no number of money"),
        (LINE.replace("0.08", "0,08"), "is no price"),
        (LINE.replace("USD/GiB", "bogus/GiB"), "'bogus/GiB' is no unit: unknown unit 'bogus'"),
        (LINE.replace("USD/GiB", ""), "'' is no money"),
        (LINE.replace("USD/GiB", "users/hour"), "'users/hour' is no money"),
        (LINE.replace("USD/GiB", "USD/GiB + 3"), "'USD/GiB + 3' is no unit"),
        (LINE.replace("me,a note", "me,a\rnote"), "this is no line of a table"),
        (LINE.replace("north", "../north"), "names no region"),
    ],
)  # fmt: skip
def test_a_hostile_line_is_refused_in_a_sentence(line, what):
    (told,) = refused(shelf(line))
    assert told.startswith("acme.csv:2 T601 ")
    assert what in told


def test_a_thousand_tiers_are_no_price():
    steps = ", ".join(f"1 to {n}" for n in range(1, 1_001)) + ", 1"
    (told,) = refused(shelf(LINE.replace("0.12 to 1024, 0.08", steps)))
    assert "T601" in told


def test_a_cell_without_end_is_no_line():
    (told,) = refused(shelf(LINE.replace("a note", "x" * 200_000)))
    assert "this is no line of a table: field larger than field limit" in told


def test_a_table_that_is_no_utf8_says_where():
    told = refused(of(HEADER.encode() + b"\n\xff\xfe"))
    assert told == [f"acme.csv:0 T601 byte {len(HEADER) + 1:,} of this table is no UTF-8"]


@pytest.mark.parametrize("data", [b"", b"\0", b"product,price\n", b"<html>", HEADER[1:].encode()])
def test_a_text_with_another_first_line_is_no_table(data):
    with pytest.raises(Rejected) as error:
        of(data).rows("acme/wire")
    (problem,) = error.value.problems
    assert (problem.code, problem.what) == ("T601", "this is no table of prices")
    assert problem.mend == f"begin with {HEADER}"


def test_a_price_of_another_provider_is_none_here():
    (told,) = refused(shelf(LINE, provider="other"))
    assert "'acme/wire' is not sold by other" in told


def test_no_price_stands_in_a_table_twice():
    """Two lines that differ in the price alone: which one holds is not guessed."""
    assert refused(shelf(LINE, LINE.replace("0.08", "0.07"))) == [
        "acme.csv:3 T601 this price of 'acme/wire' stands above already"
    ]
    parts = LINE.split(",", 5)
    for place, other in enumerate(["bytes", "south", "spot", "context=long"], start=1):
        changed = [*parts]
        changed[place] = "fill" if other == "bytes" else other
        assert len(shelf(LINE, ",".join(changed)).rows("acme/wire")) == 2


def read(found):
    """Every row of a table, or the codes of what it is refused with."""
    try:
        return [row for product in found.products() for row in found.rows(product)], set()
    except Rejected as error:
        return [], {problem.code for problem in error.problems}


@given(st.binary(max_size=300))
def test_no_bytes_give_anything_but_rows_or_a_refusal(data):
    rows, codes = read(of(HEADER.encode() + b"\n" + data + b"\n" + LINE.encode()))
    assert bool(rows) != (codes == {"T601"})
    assert all(one.key != other.key for one, other in combinations(rows, 2))


@given(st.data())
def test_no_damage_to_a_line_gives_anything_but_a_row_or_a_refusal(data):
    place = data.draw(st.integers(0, len(LINE)))
    cut = data.draw(st.integers(0, 9))
    damaged = LINE[:place] + data.draw(st.text(max_size=9)) + LINE[place + cut :]
    rows, codes = read(shelf(damaged.replace("\n", " ")))
    assert (len(rows), codes) in [(1, set()), (0, {"T601"})]
