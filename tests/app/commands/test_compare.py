"""tenfold compare: which two are meant, and what they are called."""

import io
import json
import os
import shutil
import subprocess
import sys

import pytest

from tenfold.app.commands.compare import _names, _Side, _sides

MODEL = """\
tenfold: 1
name: Shop
assumptions: {users: 5M users}
components:
  files: {kind: objects, data: users * 2 MB/user, price: $0.02/GB/month}
scenarios:
  lean: {set: {users: 1M users}}
  grown: {set: {users: 50M users}}
"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tenfold.yaml").write_text(MODEL)
    (tmp_path / "b.yaml").write_text(MODEL.replace("2 MB", "3 MB"))
    return tmp_path


def names(tenfold, *args):
    told = tenfold("compare", *args, "--format", "json")
    assert told.err == ""
    data = json.loads(told.out)
    return data["before"], data["after"], data["total"]["before"], data["total"]["after"]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["@lean"], ("as declared", "lean", 200, 40)),
        (["@lean", "@grown"], ("lean", "grown", 40, 2000)),
        (["tenfold.yaml", "@lean"], ("as declared", "lean", 200, 40)),
        (["tenfold.yaml@lean", "tenfold.yaml"], ("lean", "as declared", 40, 200)),
        (["tenfold.yaml", "b.yaml"], ("tenfold.yaml", "b.yaml", 200, 300)),
        (["tenfold.yaml@lean", "b.yaml@grown"], ("tenfold.yaml@lean", "b.yaml@grown", 40, 3000)),
        (["tenfold.yaml", "b.yaml@lean"], ("tenfold.yaml", "b.yaml@lean", 200, 60)),
        (["tenfold.yaml@lean", "b.yaml@lean"], ("tenfold.yaml", "b.yaml", 40, 60)),
        (["--set", "users=6M"], ("as declared", "with users=6M", 200, 240)),
        (["@lean", "--set", "users=6M"], ("lean", "lean with users=6M", 40, 240)),
        (
            ["tenfold.yaml", "@lean", "--set", "users=2M"],
            ("as declared", "lean with users=2M", 200, 80),
        ),
        (["tenfold.yaml", "tenfold.yaml"], ("first", "second", 200, 200)),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_two_sides_are_called_by_what_tells_them_apart(tenfold, args, told):
    assert names(tenfold, *args) == told


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (_Side("old/m.yaml"), _Side("new/m.yaml"), ("old/m.yaml", "new/m.yaml")),
        (_Side("a/x/m.yaml"), _Side("a/y/m.yaml"), ("x/m.yaml", "y/m.yaml")),
        (_Side("m.yaml"), _Side("x/m.yaml"), ("m.yaml", "m.yaml")),
        (_Side("m.yaml", "v1"), _Side("m.yaml", "v2"), ("v1", "v2")),
        (_Side("m.yaml", "v1"), _Side("m.yaml"), ("v1", "now")),
        (_Side("m.yaml", "v1", "lean"), _Side("m.yaml", "", "lean"), ("v1", "now")),
        (_Side("a.yaml", "v1"), _Side("b.yaml"), ("v1:a.yaml", "b.yaml")),
        (_Side("a.yaml"), _Side("a.yaml", sets=("u=1", "v=2")), ("as declared", "with u=1, v=2")),
        (_Side("a.yaml"), _Side("a.yaml", sets=("u=" + "1" * 50,)), ("as declared", "with 1 set")),
    ],
)
def test_names_are_short(before, after, told):
    assert _names(before, after) == told


@pytest.mark.parametrize(
    ("word", "side"),
    [
        ("tenfold.yaml", _Side("tenfold.yaml")),
        ("tenfold.yaml@lean", _Side("tenfold.yaml", "", "lean")),
        ("HEAD~1:tenfold.yaml@lean", _Side("tenfold.yaml", "HEAD~1", "lean")),
        ("HEAD@{1}:tenfold.yaml", _Side("tenfold.yaml", "HEAD@{1}")),
        ("@:tenfold.yaml", _Side("tenfold.yaml", "@")),
        ("C:tenfold.yaml", _Side("C:tenfold.yaml")),
        ("b@lean.yaml", _Side("b@lean.yaml")),
        ("v1:odd.yaml", _Side("v1:odd.yaml")),
        ("-", _Side("-")),
    ],
)
def test_a_side_is_read_from_a_word(here, word, side):
    for name in ("b@lean.yaml", "v1:odd.yaml"):
        (here / name).write_text(MODEL)
    assert _sides((word, "b.yaml"), "", ())[0] == side


def test_standard_input_is_read_once_for_both_sides(tenfold, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MODEL.encode())))
    assert names(tenfold, "-", "@lean") == ("as declared", "lean", 200, 40)


def test_the_title_says_whose_and_which_way(tenfold):
    told = tenfold("compare", "@lean")
    assert told.out.startswith("Shop: as declared → lean\n")
    assert "$200.00 a month becomes $40.00: -$160.00, 5 times less." in told.out


def test_a_difference_is_no_fault(tenfold):
    assert tenfold("compare", "@lean").code == 0


def test_two_equal_plans_say_so(tenfold):
    told = tenfold("compare", "tenfold.yaml", "tenfold.yaml")
    assert "$200.00 a month in both." in told.out
    assert "Nothing that is declared differs." in told.out


# -- git ------------------------------------------------------------------------------


@pytest.fixture
def repository(here, monkeypatch):
    if shutil.which("git") is None:
        pytest.skip("git is not here")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    who = ["-c", "user.name=n", "-c", "user.email=e"]
    for args in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "first"]):
        subprocess.run(["git", *args], check=True, cwd=here, capture_output=True)  # noqa: S607
    (here / "tenfold.yaml").write_text(MODEL.replace("5M", "10M"))
    return here


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--against", "HEAD"], ("HEAD", "now", 200, 400)),
        (["tenfold.yaml", "--against", "HEAD"], ("HEAD", "now", 200, 400)),
        (["tenfold.yaml@lean", "--against", "HEAD"], ("HEAD", "now", 40, 40)),
        (["@lean", "--against", "HEAD"], ("HEAD", "now", 40, 40)),
        (["--against", "HEAD", "--set", "users=1M"], ("HEAD", "now with users=1M", 200, 40)),
        (["HEAD:tenfold.yaml", "tenfold.yaml"], ("HEAD", "now", 200, 400)),
        (["HEAD:b.yaml", "tenfold.yaml"], ("HEAD:b.yaml", "tenfold.yaml", 300, 400)),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_revision_is_a_side(tenfold, repository, args, told):
    assert repository.exists()
    assert names(tenfold, *args) == told


def test_a_revision_is_found_from_a_folder_below(tenfold, repository, monkeypatch):
    (repository / "sub").mkdir()
    monkeypatch.chdir(repository / "sub")
    assert names(tenfold, "--against", "HEAD") == ("HEAD", "now", 200, 400)


def test_a_revision_that_is_not_there_is_told(tenfold, repository):
    assert repository.exists()
    told = tenfold("compare", "--against", "nope")
    assert (told.code, told.out) == (2, "")
    assert told.err == "T901  git has no 'tenfold.yaml' at 'nope': invalid object name 'nope'\n"


def test_csv_and_json_say_where_a_price_is_missing(tenfold, here):
    (here / "c.yaml").write_text(MODEL.replace(", price: $0.02/GB/month", ""))
    rows = tenfold("compare", "tenfold.yaml", "c.yaml", "--format", "csv").out.splitlines()
    assert rows[0] == "kind,part,before,after,difference,at_least"
    assert rows[-1].startswith("total,total,200,")
    assert rows[-1].endswith(",after")
    data = json.loads(tenfold("compare", "tenfold.yaml", "c.yaml", "--format", "json").out)
    assert (data["total"]["before_at_least"], data["total"]["after_at_least"]) == (False, True)
    assert data["missing_before"] == []
    assert [line["component"] for line in data["missing_after"]] == ["files"]
