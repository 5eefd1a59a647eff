"""Out: the same answer in every form, on every paper, in the same bytes each time."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tenfold.app.out import FORMATS, Answer, Out, told_json
from tenfold.errors import Rejected
from tenfold.report.document import Cell, Column, Document, Heading, Row, Table

FLAGSHIP = Path(__file__).parents[2] / "examples" / "one-billion-users.yaml"
ANSWER = Answer(
    lambda: Document((Heading("Títle"), Table((Column("A"),), (Row((Cell("x → y", "bad"),)),)))),
    lambda: {"name": "→"},
    lambda: (["a"], [[1]]),
)
BARE = Answer(ANSWER.document, ANSWER.data)


class Screen(io.TextIOWrapper):
    """A terminal, or a pipe, with some encoding."""

    def __init__(self, encoding="utf-8", *, terminal=False):
        super().__init__(io.BytesIO(), encoding=encoding, write_through=True)
        self.terminal = terminal

    def isatty(self):
        return self.terminal

    @property
    def said(self):
        return self.buffer.getvalue().decode(self.encoding)


@pytest.fixture
def screen(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def show(encoding="utf-8", *, terminal=False):
        made = Screen(encoding, terminal=terminal)
        monkeypatch.setattr(sys, "stdout", made)
        return made

    return show


# -- forms ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("", "Títle\n━"),
        ("text", "Títle\n━"),
        ("markdown", "# Títle"),
        ("csv", "a\n1"),
        ("json", "{\n"),
    ],
)
def test_an_answer_is_told_in_the_form_asked_for(screen, form, begins):
    shown = screen()
    Out(form, environ={}).write(ANSWER)
    assert shown.said.startswith(begins)


def test_the_suffix_of_a_file_names_its_form(screen, tmp_path):
    shown = screen()
    Out(files=("a.txt", "a.md", "a.json", "a.csv", "A.JSON", "-"), environ={}).write(ANSWER)
    first = {path.name: path.read_text("utf-8")[:3] for path in tmp_path.iterdir()}
    assert first == {
        "a.txt": "Tít",
        "a.md": "# T",
        "a.json": "{\n ",
        "a.csv": "a\n1",
        "A.JSON": "{\n ",
    }
    assert shown.said.startswith("Títle")


def test_a_form_that_is_asked_for_wins_over_the_suffix_of_one_file(screen, tmp_path):
    screen()
    Out("json", ("plan.txt",), environ={}).write(ANSWER)
    assert json.loads((tmp_path / "plan.txt").read_text("utf-8")) == {"name": "→"}


def test_of_several_files_the_suffix_wins_and_the_form_is_for_the_rest(screen, tmp_path):
    screen()
    Out("json", ("plan.md", "plan"), environ={}).write(ANSWER)
    assert (tmp_path / "plan.md").read_text("utf-8").startswith("# ")
    assert (tmp_path / "plan").read_text("utf-8").startswith("{")


def test_nothing_is_written_if_one_form_cannot_be_told(screen, tmp_path):
    shown = screen()
    with pytest.raises(Rejected, match="T902  this answer is no table for CSV"):
        Out(files=("a.txt", "a.csv"), environ={}).write(BARE)
    with pytest.raises(Rejected, match=r"the suffix of 'a\.docx' names no format"):
        Out(files=("a.txt", "a.docx"), environ={}).write(BARE)
    assert not list(tmp_path.iterdir())
    assert not shown.said


def test_files_are_in_unicode_and_without_colour_whatever_the_terminal(screen, tmp_path):
    screen("ascii", terminal=True)
    Out(files=("a.txt", "a.json"), colour="auto", environ={"FORCE_COLOR": "1"}).write(ANSWER)
    text = (tmp_path / "a.txt").read_text("utf-8")
    assert "x → y" in text
    assert "\x1b" not in text
    assert "→" in (tmp_path / "a.json").read_text("utf-8")


# -- paper ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "terminal", "width", "columns"),
    [
        ({}, False, None, None),
        ({}, False, 60, 60),
        ({"COLUMNS": "72"}, False, None, 72),
        ({"COLUMNS": "72"}, False, 60, 60),
        ({"COLUMNS": "9"}, True, None, 40),
        ({"COLUMNS": "9999"}, True, None, 200),
        ({"COLUMNS": "wide"}, False, None, None),
        ({"COLUMNS": "0"}, False, None, None),
        ({}, True, None, 80),
    ],
)
def test_the_width_is_as_told_else_the_terminals_else_unlimited(
    screen, environ, terminal, width, columns
):
    screen(terminal=terminal)
    assert Out(width=width, environ=environ)._columns() == columns


@pytest.mark.parametrize(
    ("environ", "terminal", "told", "coloured"),
    [
        ({}, True, "auto", True),
        ({}, False, "auto", False),
        ({"TERM": "dumb"}, True, "auto", False),
        ({"NO_COLOR": "1"}, True, "auto", False),
        ({"NO_COLOR": ""}, True, "auto", True),
        ({"FORCE_COLOR": "1"}, False, "auto", True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, "auto", False),
        ({"NO_COLOR": "1"}, False, "always", True),
        ({"FORCE_COLOR": "1"}, True, "never", False),
    ],
)
def test_colour_is_as_told_else_as_the_environment_says(screen, environ, terminal, told, coloured):
    shown = screen(terminal=terminal)
    Out(colour=told, environ=environ).write(ANSWER)
    assert ("\x1b[" in shown.said) == coloured


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437"])
@pytest.mark.parametrize("form", FORMATS)
def test_no_encoding_breaks_an_answer(screen, encoding, form):
    shown = screen(encoding)
    Out(form, environ={}).write(ANSWER)
    assert shown.said
    if form == "json":
        assert json.loads(shown.said) == {"name": "→"}
    if form == "text" and encoding == "ascii":
        assert "x -> y" in shown.said


# -- the command --------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_two_runs_give_the_same_bytes(form):
    command = [sys.executable, "-m", "tenfold", "plan", os.fspath(FLAGSHIP), "--format", form]
    runs = [
        subprocess.run(
            command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}
        )
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stdout


def test_a_pipe_gets_the_whole_bill_and_no_colour(tenfold):
    told = tenfold("plan", str(FLAGSHIP))
    assert "Unit price" in told.out
    assert "no room for" not in told.out
    assert "\x1b" not in told.out


@pytest.mark.parametrize("width", ["40", "80", "200"])
@pytest.mark.parametrize("args", [["plan"], ["check"], ["scale"], ["why"], ["compare"]])
def test_no_line_ends_in_a_space_and_prose_fits(tenfold, width, args):
    more = {"why": ["total.cost"], "compare": ["@as_published"]}
    command = [*args, str(FLAGSHIP), *more.get(args[0], [])]
    lines = tenfold(*command, "--width", width).out.splitlines()
    assert not [line for line in lines if line != line.rstrip()]
    if width != "40":
        assert max(map(len, lines)) <= int(width)


def test_csv_is_read_back_as_it_was_written(tenfold):
    told = tenfold("plan", str(FLAGSHIP), "--format", "csv", "--scenario", "as_published")
    rows = list(csv.DictReader(io.StringIO(told.out)))
    assert rows[-1]["component"] == "total"
    assert rows[-1]["monthly"] == "19955040"
    lines = sum(float(row["monthly"]) for row in rows[:-1])
    assert lines == pytest.approx(19_955_040)


def test_json_holds_no_number_that_json_does_not_have():
    with pytest.raises(ValueError, match="not JSON compliant"):
        told_json({"number": float("nan")})
