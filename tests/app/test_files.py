"""Files: what cannot be read is refused in a sentence, and what is written is whole."""

import io
import os
import shutil
import stat
import subprocess
import sys

import pytest

from tenfold.app import files
from tenfold.app.files import find_model, load, read_source, source_at, write_whole
from tenfold.errors import Rejected

MODEL = "tenfold: 1\nassumptions: {users: 5M users}\n"
POSIX = pytest.mark.skipif(os.name != "posix", reason="links and devices")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def words(refused, *args):
    with pytest.raises(Rejected) as error:
        refused(*args)
    assert {problem.code for problem in error.value.problems} == {"T901"}
    return str(error.value)


# -- reading --------------------------------------------------------------------------


def test_a_model_is_loaded(here):
    (here / "m.yaml").write_text(MODEL)
    assert load("m.yaml").source.name == "m.yaml"
    assert load(here / "m.yaml").assumptions["users"].formula.text == "5M users"


def test_a_missing_file_names_the_models_beside_it(here):
    for name in ("shop.yaml", "blog.yml", "notes.txt"):
        (here / name).write_text(MODEL)
    assert words(read_source, "shp.yaml") == (
        "T901  there is no file 'shp.yaml'\n      in that folder: blog.yml, shop.yaml"
    )


def test_a_missing_file_names_no_more_than_five_beside_it(here):
    for number in range(9):
        (here / f"{number}.yaml").write_text(MODEL)
    assert words(read_source, "x.yaml").endswith("0.yaml, 1.yaml, 2.yaml, 3.yaml, 4.yaml, ...")


@pytest.mark.parametrize("name", ["x.yaml", "no/folder/x.yaml", "m.yaml/x.yaml", ""])
def test_a_file_that_is_not_there_is_refused(here, name):
    (here / "m.yaml").write_text(MODEL)
    assert f"'{name}'" in words(read_source, name)


def test_a_folder_is_refused(here):
    assert words(read_source, str(here)) == (
        f"T901  '{here}' is a folder\n      name a model file in it"
    )


def test_a_name_that_no_file_can_have_is_refused():
    assert "cannot be read" in words(read_source, "a\0b")
    assert "cannot be read" in words(read_source, "a" * 5000)


def test_a_file_that_may_not_be_read_is_refused(here, monkeypatch):
    (here / "m.yaml").write_text(MODEL)

    def forbidden(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", forbidden)
    assert words(read_source, "m.yaml") == (
        "T901  'm.yaml' may not be read\n      check its permissions"
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0", "m.yaml:1:1  T901  this is no text: byte 0 is not UTF-8"),
        (b"tenfold: 1\nname: caf\xe9\n", "byte 20 is not UTF-8"),
        (b"\xff\xfea", "byte 2 is not UTF-16"),
        (b"\x1f\x8b\x08\x00", "byte 1 is not UTF-8"),
    ],
    ids=["picture", "latin-1", "half of a UTF-16", "gzip"],
)
def test_what_is_no_text_is_refused(here, data, said):
    (here / "m.yaml").write_bytes(data)
    told = words(read_source, "m.yaml")
    assert said in told
    assert told.endswith("save it as UTF-8 text")


def test_what_is_too_large_is_refused(here, monkeypatch):
    monkeypatch.setattr(files, "_LARGEST", 1024 * 1024)
    (here / "m.yaml").write_bytes(b"#" * (1024 * 1024 + 1))
    assert words(read_source, "m.yaml") == (
        "m.yaml:1:1  T901  this is more than 1 MB, and no model is that large\n"
        "      is it the right file?"
    )


@POSIX
def test_a_file_without_an_end_is_refused():
    assert "no model is that large" in words(read_source, "/dev/zero")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_is_read_as_editors_write_it(here, encoding, end):
    text = "tenfold: 1\nname: Größe\n"
    (here / "m.yaml").write_bytes(text.replace("\n", end).encode(encoding))
    assert read_source("m.yaml").text == text


def test_standard_input_is_read_once_for_a_dash(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MODEL.encode())))
    source = read_source("-")
    assert (source.name, source.text) == ("stdin", MODEL)


# -- finding --------------------------------------------------------------------------


def test_the_nearest_model_is_found(here, monkeypatch):
    (here / "tenfold.yaml").write_text(MODEL)
    (here / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(here / "a" / "b")
    assert find_model(None) == os.path.join("..", "..", "tenfold.yaml")  # noqa: PTH118
    assert find_model("other.yaml") == "other.yaml"


def test_no_model_is_looked_for_above_a_repository(here, monkeypatch):
    (here / "tenfold.yaml").write_text(MODEL)
    (here / "repo" / ".git").mkdir(parents=True)
    monkeypatch.chdir(here / "repo")
    assert words(find_model, None) == (
        "T901  no model is named, and there is no 'tenfold.yaml' here or above\n"
        "      name a file, or start one with 'tenfold init'"
    )


# -- git ------------------------------------------------------------------------------


@pytest.fixture
def repository(here, monkeypatch):
    if shutil.which("git") is None:
        pytest.skip("git is not here")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    (here / "m.yaml").write_text(MODEL)
    who = ["-c", "user.name=n", "-c", "user.email=e"]
    for args in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "first"]):
        subprocess.run(["git", *args], check=True, cwd=here, capture_output=True)  # noqa: S607
    return here


def test_a_revision_of_a_file_is_read(repository, monkeypatch):
    (repository / "m.yaml").write_text("tenfold: 1\n")
    source = source_at("HEAD", "m.yaml")
    assert (source.name, source.text) == ("HEAD:m.yaml", MODEL)
    (repository / "sub").mkdir()
    monkeypatch.chdir(repository / "sub")
    assert source_at("HEAD", "../m.yaml").text == MODEL


@pytest.mark.parametrize(
    ("revision", "name", "said"),
    [
        ("nope", "m.yaml", "git has no 'm.yaml' at 'nope': invalid object name 'nope'"),
        ("HEAD", "x.yaml", "git has no 'x.yaml' at 'HEAD': path 'x.yaml' does not exist in 'HEAD'"),
        ("HEAD", "no/x.yaml", "git has no 'no/x.yaml' at 'HEAD': there is no folder 'no'"),
        ("--help", "m.yaml", "git has no 'm.yaml' at '--help'"),
        ("HEAD", "-", "git has no '-' at 'HEAD'"),
    ],
)
def test_what_git_does_not_have_is_refused(repository, revision, name, said):
    assert repository.exists()
    assert said in words(source_at, revision, name)


def test_a_folder_outside_git_is_told(here):
    (here / "m.yaml").write_text(MODEL)
    assert "not a git repository" in words(source_at, "HEAD", "m.yaml")


def test_a_machine_without_git_is_told(here, monkeypatch):
    assert here.exists()
    monkeypatch.setenv("PATH", "")
    assert words(source_at, "HEAD", "m.yaml") == (
        "T901  git is not here, so a revision cannot be read\n      install git, or name two files"
    )


# -- writing --------------------------------------------------------------------------


def test_a_file_is_written_with_plain_ends_and_in_utf_8(here):
    write_whole("a.txt", "a → b\n")
    assert (here / "a.txt").read_bytes() == "a → b\n".encode()
    assert [path.name for path in here.iterdir()] == ["a.txt"]


@POSIX
def test_a_file_keeps_its_mode_and_a_new_one_has_the_usual(here):
    (here / "a.txt").write_text("old")
    (here / "a.txt").chmod(0o640)
    write_whole("a.txt", "new")
    assert stat.S_IMODE((here / "a.txt").stat().st_mode) == 0o640
    mask = os.umask(0o027)
    try:
        write_whole("b.txt", "new")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((here / "b.txt").stat().st_mode) == 0o640


def test_the_old_file_stays_whole_when_writing_fails(here, monkeypatch):
    (here / "a.txt").write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    assert words(write_whole, "a.txt", "new") == (
        "T901  'a.txt' cannot be written: No space left on device"
    )
    assert (here / "a.txt").read_text() == "old"
    assert [path.name for path in here.iterdir()] == ["a.txt"]


@POSIX
def test_a_link_stays_a_link(here):
    (here / "real.txt").write_text("old")
    (here / "link.txt").symlink_to("real.txt")
    write_whole("link.txt", "new")
    assert (here / "link.txt").is_symlink()
    assert (here / "real.txt").read_text() == "new"


@POSIX
def test_a_device_stays_a_device():
    write_whole("/dev/null", "text")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)  # noqa: PTH116


@pytest.mark.parametrize("name", ["no/folder/a.txt", ".", "a\0b", "loop"])
def test_what_cannot_be_written_is_told(here, name):
    if os.name == "posix":
        (here / "loop").symlink_to("loop")
    assert "cannot be written" in words(write_whole, name, "text")
    assert not [path for path in here.iterdir() if path.name != "loop"]
