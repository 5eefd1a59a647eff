"""Plots in letters: what is drawn is where it should be, on any paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.report.document import Document, Heap, Mark, Reach
from tenfold.report.markdown import write as write_markdown
from tenfold.report.paper import ASCII, DRAWN, Paper
from tenfold.report.plot import heap, reach

PAPER = Paper(44, colour=False, signs=DRAWN)
PLAIN = Paper(44, colour=False, signs=ASCII)
TWO = Heap((0.0, 1.0, 2.0), (0.75, 0.25), (Mark(0.5, "low"), Mark(1.5, "high", limit=True)))


def test_a_heap_is_as_high_as_its_shares():
    rows = heap(TWO, PAPER)
    assert rows[:6] == [
        "  " + "█" * 20 + " " * 10 + "│",
        "  " + "█" * 20 + " " * 10 + "│",
        "  " + "█" * 20 + " " * 10 + "│",
        "  " + "█" * 20 + " " * 10 + "│",
        "  " + "█" * 30 + "│" + "█" * 9,
        "  " + "█" * 30 + "│" + "█" * 9,
    ]
    assert rows[6] == "  " + "─" * 10 + "┬" + "─" * 19 + "┬" + "─" * 9
    assert rows[7] == "           low                high"


def test_plain_paper_has_plain_letters():
    rows = heap(TWO, PLAIN)
    assert rows[0] == "  " + "#" * 20 + " " * 10 + "|"
    assert rows[6].startswith("  ----------+---")
    assert all(row.isascii() for row in rows)


def test_what_is_more_than_nothing_is_seen():
    rows = heap(Heap((0, 1, 2), (0.9999, 0.0001)), PAPER)
    assert rows[5] == "  " + "█" * 20 + "▁" * 20


def test_names_that_would_run_into_each_other_stand_in_rows():
    marks = tuple(Mark(0.5 + at / 50, f"mark number {at}") for at in range(4))
    names = heap(Heap((0, 1), (1,), marks), PAPER)[7:]
    assert len(names) == 4
    for at in range(4):
        assert any(f"mark number {at}" in name for name in names)


def test_a_limit_far_away_is_pointed_to():
    rows = heap(Heap((10, 11), (1,), (Mark(99, "budget", limit=True), Mark(-99, "none"))), PAPER)
    assert rows[-1].endswith("budget →")
    assert "← none" in rows[-1]


def test_a_limit_nearby_is_within_the_axis():
    rows = heap(Heap((10, 11), (1,), (Mark(11.5, "budget", limit=True),)), PAPER)
    assert "→" not in "".join(rows)
    assert rows[0].endswith("│")


def test_a_heap_of_one_value_is_drawn():
    rows = heap(Heap((5, 5), (1,)), PAPER)
    assert "█" in rows[0]


def test_edges_and_shares_belong_together():
    with pytest.raises(ValueError, match="2 shares between 2 edges"):
        Heap((0, 1), (0.5, 0.5))


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=80),
    st.lists(st.floats(-1e12, 1e12), max_size=6),
    st.integers(20, 200),
)
def test_no_line_is_wider_than_the_paper(shares, places, width):
    edges = tuple(float(at) for at in range(len(shares) + 1))
    marks = tuple(Mark(place, "m", limit=at % 2 == 0) for at, place in enumerate(places))
    for row in heap(Heap(edges, tuple(shares), marks), Paper(width, colour=False, signs=DRAWN)):
        assert len(row) <= width
        assert row == row.rstrip()


def test_a_reach_goes_from_its_low_to_its_high_through_its_mark():
    assert reach(Reach(0.0, 1.0, 0.5), PAPER) == "█" * 12 + "│" + "█" * 11
    assert reach(Reach(0.5, 0.6, 0.25), PAPER) == " " * 6 + "│" + " " * 5 + "███"
    assert reach(Reach(float("nan"), 0.0, 2.0), PLAIN) == "#" + " " * 22 + "|"


def test_markdown_shows_a_heap_as_it_is():
    text = write_markdown(Document((TWO,)))
    assert text.startswith("```\n")
    assert text.count("█") > 100
    assert text.rstrip("\n").splitlines()[-2].split() == ["low", "high"]
