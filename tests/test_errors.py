"""Problems: told together, at the right place, with a caret on the right characters."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.errors import (
    NOWHERE,
    Problem,
    Rejected,
    Source,
    Span,
    TenfoldError,
    Words,
    did_you_mean,
    quoted,
    tell,
)

QUIET = settings(deadline=None, derandomize=True)


def problem(text, marked, mend="", *, name="m.yaml", code="T105", what="something is wrong"):
    start = text.index(marked)
    return Problem(code, what, Span(Source(name, text), start, start + len(marked)), mend)


# -- places ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "offset", "place", "line"),
    [
        ("", 0, (1, 1), ""),
        ("abc", 0, (1, 1), "abc"),
        ("abc", 3, (1, 4), "abc"),
        ("abc\n", 4, (2, 1), ""),
        ("a\nbc\n", 2, (2, 1), "bc"),
        ("a\nbc\n", 3, (2, 2), "bc"),
        ("a\r\nbc", 3, (2, 1), "bc"),
        ("a\rbc", 2, (2, 1), "bc"),
        ("a\n\nb", 2, (2, 1), ""),
        ("a\x0cb\u2028c", 4, (1, 5), "a\x0cb\u2028c"),
    ],
)
def test_a_place_is_the_one_an_editor_shows(text, offset, place, line):
    source = Source("m.yaml", text)
    assert source.place(offset) == place
    assert source.line(place[0]) == line


def test_there_is_no_line_beyond_the_last():
    assert Source("m", "a\nb").line(3) == Source("m", "a").line(0) == ""


@QUIET
@given(st.text(alphabet="ab\n\r\x0c\u2028é", max_size=30), st.data())
def test_a_place_leads_back_to_its_offset(text, data):
    offset = data.draw(st.integers(min_value=0, max_value=len(text)))
    source = Source("m", text)
    line, column = source.place(offset)
    lines = [source.line(i + 1) for i in range(text.count("\n") + text.count("\r") + 1)]
    assert column >= 1
    assert text.startswith(lines[0])
    if offset < len(text) and text[offset] not in "\r\n":
        assert source.line(line)[column - 1] == text[offset]


def test_a_span_says_where_it_is():
    span = Span(Source("m.yaml", "a: 1\nbc: 2"), 5, 7)
    assert (span.line, span.column, span.text, str(span)) == (2, 1, "bc", "m.yaml:2:1")


def test_words_know_the_place_of_their_parts():
    source = Source("m.yaml", "x: '5 KB'")
    whole = Span(source, 3, 9)
    assert Words("5 KB", whole).part(2, 4).text == "KB"
    assert Words("5 KB", whole).part(2, 1).text == ""
    assert Words("5  KB", whole).part(2, 4) == whole
    assert Words("", whole).part(0, 1) == whole
    assert Words("5 KB").part(0, 1) == NOWHERE
    assert Words.typed("5 KB", "here").part(2, 4).text == "KB"


# -- telling ------------------------------------------------------------------------------------


def test_a_problem_is_told_with_its_line_and_a_caret():
    told = str(problem("a: 1\nb: usres * 2", "usres", "did you mean 'users'?"))
    assert told.splitlines() == [
        "m.yaml:2:4  T105  something is wrong",
        "    2 | b: usres * 2",
        "      |    ^^^^^ did you mean 'users'?",
    ]


def test_a_problem_without_a_text_is_told_in_a_line():
    assert str(Problem("T900", "no file")) == "T900  no file"
    assert str(Problem("T900", "no file", mend="name one")) == "T900  no file\n      name one"
    nameless = Problem("T900", "empty", Span(Source("m.yaml", ""), 0, 0), "write a model")
    assert str(nameless) == "m.yaml:1:1  T900  empty\n      write a model"


@pytest.mark.parametrize(
    ("text", "marked", "under"),
    [
        ("a\tb", "b", "  ^"),
        ("größe", "e", "    ^"),
        ("数 + x", "x", "     ^"),
        ("数据", "据", "  ^^"),
        ("e\u0301x", "x", " ^"),
        ("a\x00b", "b", "  ^"),
        ("\ud800x", "x", " ^"),
    ],
)
def test_the_caret_stands_under_what_it_marks(text, marked, under):
    shown, caret = str(problem(text, marked)).splitlines()[1:]
    assert caret.removeprefix("      | ") == under
    assert shown.removeprefix("    1 | ").encode("utf-8")


def test_a_long_line_is_cut_around_its_caret():
    text = "x" * 500 + "usres" + "y" * 500
    shown, caret = str(problem(text, "usres")).splitlines()[1:]
    shown, caret = shown.removeprefix("    1 | "), caret.removeprefix("      | ")
    assert len(shown) == 160
    assert shown[caret.index("^") : caret.rindex("^") + 1] == "usres"
    early = str(problem("usres" + "y" * 500, "usres")).splitlines()[2]
    assert early == "      | ^^^^^"
    late = str(problem("y" * 500 + "usres", "usres")).splitlines()
    assert late[1].endswith("usres")
    assert late[1].index("usres") == late[2].index("^^^^^")
    whole = str(problem("z" * 1000, "z" * 1000)).splitlines()[2]
    assert whole.count("^") == 160


def test_a_mark_that_spans_lines_stays_on_its_first():
    assert str(problem("a: |\n  b", "|\n  b")).splitlines()[2] == "      |    ^"


def test_what_does_not_show_cannot_disturb_a_terminal():
    told = str(problem("a\x1b[31m", "a", "x\x07", what="'\x1b[2J'", name="m\x1b.yaml"))
    assert all(c.isprintable() or c == "\n" for c in told)


def test_problems_are_told_in_the_order_of_the_file():
    text = "one two"
    told = tell([problem(text, "two", what="second"), problem(text, "one", what="first")])
    assert told.index("first") < told.index("second")
    assert "\n\n" in told


def test_no_more_problems_are_told_than_can_be_read():
    many = [problem("a", "a") for _ in range(53)]
    assert tell(many).endswith("... and 3 more problems")
    assert tell(many[:51]).endswith("... and 1 more problem")
    assert "more problem" not in tell(many[:50])


def test_a_rejection_carries_its_problems_through_a_pickle():
    rejected = Rejected([problem("abc", "b")])
    assert isinstance(rejected, TenfoldError)
    back = pickle.loads(pickle.dumps(rejected))  # noqa: S301 - our own bytes
    assert back.problems == rejected.problems
    assert str(back) == str(rejected) == tell(rejected.problems)


# -- words --------------------------------------------------------------------------------------

KNOWN = ["users", "requests", "api.load", "api.cost", "GB", "s", "peak_requests", "daily_active"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("usres", "users"),
        ("suers", "users"),
        ("user", "users"),
        ("Users", "users"),
        ("reqeusts", "requests"),
        ("api.lod", "api.load"),
        ("gb", "GB"),
        ("S", "s"),
        ("peak_request", "peak_requests"),
        ("dayly_activ", "daily_active"),
        ("x", ""),
        ("GD", ""),
        ("storage", ""),
        ("api", ""),
        ("", ""),
        ("x" * 10_000, ""),
    ],
)
def test_a_slip_of_the_pen_is_recognised(word, meant):
    assert did_you_mean(word, KNOWN) == meant


def test_the_nearest_word_is_meant_and_the_first_of_equals():
    assert did_you_mean("cost_total", ["cost_totals", "cost_totale"]) == "cost_totals"
    assert did_you_mean("cost_totl", ["cost_tail", "cost_total"]) == "cost_total"


def test_words_are_quoted_on_one_line_and_cut():
    assert quoted("users") == "'users'"
    assert quoted("a\n  b") == "'a b'"
    assert quoted("x" * 100) == f"'{'x' * 45}...'"
