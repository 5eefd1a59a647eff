"""Catalogues from folders and from git: read lazily, bounded, and never outside their folder."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tenfold.app import catalogues
from tenfold.app.catalogues import catalogue_at, open_catalogue, short_names, sources_at
from tenfold.errors import Rejected
from tenfold.prices.shipped import shipped

TABLES = Path(__file__).parent / "commands" / "prices"
OLD = (TABLES / "old" / "gcp.csv").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "prices"
    path.mkdir()
    (path / "gcp.csv").write_text(OLD)
    return path


def test_a_folder_is_a_catalogue_by_provider(folder):
    (folder / "aws.csv").write_text(OLD.splitlines()[0] + "\n")
    for name in ("sources.csv", "regions.csv", "notes.txt", "Big.csv", ".gcp.csv", "gcp.csv.bak"):
        (folder / name).write_text("anything")
    found = open_catalogue(str(folder))
    assert found.providers == ("aws", "gcp")
    assert [row.term for row in found.rows("gcp/gpu-t4")] == ["on_demand", "spot"]


def test_a_table_is_read_when_it_is_asked_for(folder):
    (folder / "aws.csv").write_bytes(b"\xff\xfe no table at all")
    found = open_catalogue(str(folder))
    assert found.rows("gcp/gke")
    with pytest.raises(Rejected, match=r"T601.*UTF-8"):
        found.rows("aws/m5.large")


def test_a_byte_order_mark_is_no_part_of_a_table(folder):
    (folder / "gcp.csv").write_bytes(b"\xef\xbb\xbf" + OLD.replace("\n", "\r\n").encode())
    assert open_catalogue(str(folder)).rows("gcp/gke")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda _: None, "there is no folder"),
        (lambda path: path.write_text(""), "is a file, and no catalogue"),
        (lambda path: path.mkdir(), "there is no table of prices"),
    ],
)
def test_what_is_no_catalogue_is_refused_with_a_sentence(tmp_path, make, words):
    make(tmp_path / "x")
    with pytest.raises(Rejected, match=words) as refusal:
        open_catalogue(str(tmp_path / "x"))
    assert "prices/gcp.csv" in str(refusal.value)


def test_a_name_that_no_file_can_have_is_refused():
    with pytest.raises(Rejected, match="cannot be read"):
        open_catalogue("a\0b")


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_out_of_the_folder_is_not_followed(folder, tmp_path):
    outside = tmp_path / "secret.csv"
    outside.write_text(OLD)
    (folder / "aws.csv").symlink_to(outside)
    (folder / "azure.csv").symlink_to(folder / "gcp.csv")
    (folder / "groq.csv").symlink_to(folder / "groq.csv")
    found = open_catalogue(str(folder))
    with pytest.raises(Rejected, match="leads out of its folder"):
        found.rows("aws/m5.large")
    assert found.shelves  # one that stays inside is read, and judged as any table is
    with pytest.raises(Rejected, match="cannot be read"):
        found.rows("groq/x")


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_folder_may_itself_be_a_link(folder, tmp_path):
    (tmp_path / "link").symlink_to(folder)
    assert open_catalogue(str(tmp_path / "link")).rows("gcp/gke")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes")
def test_a_pipe_is_no_table(folder):
    os.mkfifo(folder / "aws.csv")
    with pytest.raises(Rejected, match="is no file"):
        open_catalogue(str(folder)).rows("aws/m5.large")


def test_a_table_has_its_limits(folder, monkeypatch):
    monkeypatch.setattr(catalogues, "_LARGEST", 100)
    with pytest.raises(Rejected, match="no table is that large"):
        open_catalogue(str(folder)).rows("gcp/gke")
    monkeypatch.setattr(catalogues, "_MOST_TABLES", 0)
    with pytest.raises(Rejected, match="holds 1 tables"):
        open_catalogue(str(folder))


def test_the_word_shipped_is_what_comes_with_tenfold(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert catalogue_at("shipped").digest == shipped().digest


def test_sources_of_a_folder_stand_before_those_that_are_shipped(folder):
    shutil.copy(TABLES / "old" / "sources.csv", folder)
    found = sources_at(str(folder))
    assert found["list"].title == "The price list of June"
    assert len(found) > 2
    assert "list" not in sources_at("")


def test_names_are_short_where_that_tells_them_apart():
    assert short_names(("/a/old", "/b/new")) == ("old", "new")
    assert short_names(("/a/prices", "/b/prices")) == ("/a/prices", "/b/prices")
    assert short_names(("main:prices", "prices")) == ("main:prices", "prices")


# -- git ------------------------------------------------------------------------------


@pytest.fixture
def repository(folder, monkeypatch):
    if shutil.which("git") is None:
        pytest.skip("git is not here")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.chdir(folder.parent)
    who = ["-c", "user.name=n", "-c", "user.email=e"]
    for args in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "first"]):
        subprocess.run(["git", *args], check=True, cwd=folder.parent, capture_output=True)  # noqa: S607
    (folder / "gcp.csv").write_text(OLD.replace(",0.35,", ",0.4,"))


@pytest.mark.usefixtures("repository")
def test_a_revision_of_a_folder_is_a_catalogue():
    then, now = catalogue_at("HEAD:prices"), catalogue_at("prices")
    prices = [float(found.rows("gcp/gpu-t4")[0].steps[0].rate) for found in (then, now)]
    assert prices == [0.35, 0.4]


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("word", ["nowhere:prices", "HEAD:none", "--help:prices"])
def test_what_git_has_not_is_refused(word):
    with pytest.raises(Rejected, match="git has no"):
        catalogue_at(word)
