"""tenfold prices: the group, and each of its verbs over small tables that never change.

`pytest --freeze` writes what people read anew; then read the diff.
"""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from tenfold.app.catalogues import open_catalogue
from tenfold.app.commands.prices import VERBS
from tenfold.prices.sources import sources_of

HERE = Path(__file__).parent / "prices"
OLD, NEW = str(HERE / "old"), str(HERE / "new")

MODEL = """\
tenfold: 1
name: Shop
prices: {region: us-central1}
components:
  web: {kind: fleet, instances: 10 instances, machine: gcp/n1-highcpu-8}
scenarios:
  double: {set: {web.instances: 20 instances}}
"""


@pytest.fixture(autouse=True)
def small(monkeypatch, tmp_path):
    """The prices that come with Tenfold are for once those of a folder."""
    old = replace(open_catalogue(OLD), name="the catalogue")
    sources = sources_of((HERE / "old" / "sources.csv").read_bytes())
    monkeypatch.setattr("tenfold.app.catalogues.shipped_sources", lambda: sources)
    for module in ("catalogues", "commands.prices_find", "commands.prices_diff"):
        monkeypatch.setattr(f"tenfold.app.{module}.shipped", lambda: old)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.yaml").write_text(MODEL)
    (tmp_path / "old").symlink_to(OLD)
    (tmp_path / "new").symlink_to(NEW)
    return tmp_path


TOLD = {
    "all.txt": "find --width 80",
    "all.csv": "find --format csv",
    "find-sizes.txt": "find 8 vCPU 32 GB cheapest in eu --width 80",
    "find-spot.txt": "find t4 gpu us-central1 spot --width 80",
    "find-tiers.txt": "find egress --width 80",
    "find-tiers.wide.txt": "find cdn --width 120",
    "find-tokens.txt": "find gpt mini --width 80",
    "find-limit.txt": "find n1 --term any --limit 2 --width 80",
    "find-other-terms.txt": "find n1-highcpu-8 us --width 80",
    "find.md": "find redis --format markdown",
    "find.json": "find redis europe --format json",
    "find.csv": "find n1 --term any --sort dearest --format csv",
    "nothing-slip.txt": "find redsi europe --width 80",
    "nothing-place.txt": "find redis frankfurt --width 80",
    "nothing.json": "find 8 vCPU 900 GB --format json",
    "show-machine.txt": "show gcp/n1-highcpu-8 --width 80",
    "show-machine.wide.txt": "show gcp/n1-highcpu-8 --width 120",
    "show-tiers.txt": "show gcp/internet-egress --width 80",
    "show-area.txt": "show gcp/cloud-cdn --region us-central1 --width 80",
    "show-apart.txt": "show cloud-sql-ssd --width 80",
    "show-term.txt": "show n1-highcpu-8 --term 3y --width 80",
    "show-nothing.txt": "show t4 --region europe --width 80",
    "show-history.txt": "show n1-highcpu-8 --catalogue old --catalogue new --width 100",
    "show.json": "show gcp/gke --catalogue old --catalogue new --format json",
    "show.csv": "show gcp/n1-highcpu-8 --format csv",
    "show.md": "show gcp/cloud-logging --format markdown",
    "diff.txt": "diff old new --width 80",
    "diff.wide.txt": "diff old new --width 120",
    "diff-model.txt": "diff old new --model shop.yaml --scenario double --width 80",
    "diff-same.txt": "diff shipped old --width 80",
    "diff.json": "diff old new --model shop.yaml --format json",
    "diff.csv": "diff old new --format csv",
    "diff.md": "diff old new --format markdown",
}
NO = {"nothing-slip.txt", "nothing-place.txt", "nothing.json", "show-nothing.txt"}


@pytest.mark.parametrize("name", TOLD)
def test_the_answer_is_what_it_was(name, tenfold, frozen):
    told = tenfold("prices", *TOLD[name].split())
    assert told.err == ""
    assert told.code == (1 if name in NO else 0)
    frozen(HERE / name, told.out)


def test_no_answer_is_left_of_a_command_that_is_gone():
    assert {path.name for path in HERE.iterdir()} == {*TOLD, "old", "new"}


@pytest.mark.parametrize("path", sorted(HERE.glob("*.txt")), ids=lambda path: path.name)
def test_a_frozen_text_fits_its_paper(path):
    width = 120 if path.name.endswith("wide.txt") else 100 if "history" in path.name else 80
    lines = path.read_text("utf-8").splitlines()
    assert max(map(len, lines)) <= width
    assert not [line for line in lines if line != line.rstrip()]


# -- the group ------------------------------------------------------------------------


def test_help_names_every_verb_and_imports_none(tenfold, monkeypatch):
    monkeypatch.setattr("tenfold.app.commands.prices.import_module", lambda _: 1 / 0)
    told = tenfold("prices", "--help")
    assert told.code == 0
    for verb, meaning in VERBS.items():
        assert f"  {verb} " in told.out
        assert meaning in told.out


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb_is_narrow_and_ends_with_examples(tenfold, verb):
    told = tenfold("prices", verb, "--help")
    assert told.code == 0
    assert max(map(len, told.out.splitlines())) <= 80
    assert f"tenfold prices {verb} " in told.out.partition("Examples:\n")[2]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ("fnd", "Did you mean 'find'?"),
        ("redis", "To look for it: prices find redis."),
        ("find --term spot", "Say what to find"),
        ("find x --provider gpc", "There are no prices of 'gpc'. Did you mean 'gcp'?"),
        ("find x --region nowhere", "There is no region 'nowhere'."),
        ("find x --region frankfrut", "Did you mean 'frankfurt'?"),
        ("find x --term sopt", "There is no term 'sopt'. Did you mean 'spot'?"),
        ("find x --term forever", "There are on_demand, spot,"),
        ("find x --meter nothing", "'nothing' is not one of"),
        ("find x --catalogue nowhere", "there is no folder 'nowhere'"),
        ("show gcp/n1-highcpu-9", "Did you mean 'gcp/n1-highcpu-8'?"),
        ("show gcpp/gke", "Did you mean 'gcp/gke'?"),
        ("show zzzzzz", "To look for it: tenfold prices find zzzzzz."),
        ("diff old", "Missing argument 'B'"),
        ("diff old nowhere", "there is no folder 'nowhere'"),
        ("diff old new --scenario double", "--scenario reads a model"),
        ("diff old new --model nothing.yaml", "there is no file 'nothing.yaml'"),
    ],
)
def test_wrong_usage_is_told_on_stderr_and_exits_2(tenfold, args, words):
    told = tenfold("prices", *args.split())
    assert told.code == 2
    assert not told.out
    assert words in told.err


# -- find -----------------------------------------------------------------------------


def test_a_folder_stands_before_what_is_shipped(tenfold):
    told = json.loads(
        tenfold("prices", "find", "gke", "--catalogue", "new", "--format", "json").out
    )
    assert told["prices"][0]["tiers"] == [{"up_to": None, "price": 0.12}]
    mini = json.loads(
        tenfold("prices", "find", "gpt", "--catalogue", "new", "--format", "json").out
    )
    assert mini["total"] == 3


def test_what_is_told_as_csv_is_a_table_of_the_catalogue(tenfold):
    rows = list(csv.DictReader(io.StringIO(tenfold("prices", "find", "n1", "--format", "csv").out)))
    (row,) = [row for row in rows if row["region"] == "us-central1"]
    assert row["price"] == "0.2833944"
    assert float(row["per_month"]) == pytest.approx(0.2833944 * 730)


def test_options_narrow_what_words_ask(tenfold):
    told = tenfold(
        "prices", "find", "--provider", "gcp", "--region", "iowa", "--term", "any",
        "--meter", "instance", "--format", "json",
    )  # fmt: skip
    prices = json.loads(told.out)["prices"]
    assert {price["region"] for price in prices} == {"us-central1"}
    assert {price["meter"] for price in prices} == {"instance"}
    assert {price["term"] for price in prices} == {"on_demand", "spot", "commit_1y", "commit_3y"}


def test_text_has_twenty_and_data_has_all(tenfold):
    everything = ("prices", "find", "--provider", "gcp", "--term", "any")
    assert "--limit 20 tells them all" not in tenfold(*everything).out
    assert json.loads(tenfold(*everything, "--format", "json").out)["total"] == 20
    few = json.loads(tenfold(*everything, "--format", "json", "--limit", "3").out)
    assert (few["total"], len(few["prices"])) == (20, 3)


def test_an_ascii_terminal_gets_ascii(tenfold, monkeypatch):
    monkeypatch.setattr("tenfold.app.out._utf8", lambda: False)
    for args in (["find", "n1"], ["show", "gke"], ["diff", "old", "new"]):
        assert tenfold("prices", *args).out.isascii()


# -- show -----------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["gcp/gpu-t4", "gcp/t4", "T4", "GCP/GPU-T4", "gpu-t4"])
def test_a_product_goes_by_many_names(tenfold, word):
    assert tenfold("prices", "show", word).out.startswith("gcp/gpu-t4\n")


def test_terms_are_told_against_on_demand(tenfold):
    told = json.loads(tenfold("prices", "show", "n1-highcpu-8", "--format", "json").out)
    off = {
        price["term"]: price["against_on_demand"]
        for price in told["prices"]
        if price["region"] == "us-central1"
    }
    assert off["on_demand"] is None
    assert off["commit_3y"] == pytest.approx(-0.55, abs=0.001)


def test_a_history_that_did_not_move_says_so(tenfold):
    told = tenfold("prices", "show", "gpt-5-mini", "--catalogue", "old", "--catalogue", "shipped")
    assert "The same in old and shipped." in told.out


def test_a_product_that_is_gone_says_so_and_what_it_was(tenfold, small):
    (small / "bare").mkdir()
    lines = (Path(OLD) / "gcp.csv").read_text().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("gcp/gke,")]
    (small / "bare" / "gcp.csv").write_text("".join(kept))
    told = tenfold("prices", "show", "gke", "--catalogue", "old", "--catalogue", "bare")
    assert told.code == 1
    assert "bare has it no more." in told.out
    assert "gone" in told.out


def test_no_words_tell_what_there_is(tenfold):
    told = json.loads(tenfold("prices", "find", "--format", "json").out)
    assert told["providers"]["gcp"]["prices"] == 20
    assert told["providers"]["openai"]["regions"] == ["global"]


# -- diff -----------------------------------------------------------------------------


def test_what_it_does_to_a_model_is_what_its_plans_say(tenfold):
    told = json.loads(
        tenfold("prices", "diff", "old", "new", "--model", "shop.yaml", "--format", "json").out
    )["model"]
    assert told["before"] == pytest.approx(10 * 0.2833944 * 730)
    assert told["after"] == pytest.approx(10 * 0.3117338 * 730)
    assert [line["component"] for line in told["lines"]] == ["web"]


def test_a_few_corrections_are_laid_over_what_is_shipped(tenfold, small):
    (small / "mine").mkdir()
    head, *rows = (Path(OLD) / "gcp.csv").read_text().splitlines()
    row = next(row for row in rows if row.startswith("gcp/gke,"))
    (small / "mine" / "gcp.csv").write_text(f"{head}\n{row.replace(',0.1,', ',0.08,')}\n")
    alone = json.loads(tenfold("prices", "diff", "shipped", "mine", "--format", "json").out)
    over = json.loads(
        tenfold("prices", "diff", "shipped", "mine", "--over", "--format", "json").out
    )
    assert len(alone["gone"]) == 19
    assert (over["new"], over["gone"]) == ([], [])
    assert [move["way"] for move in over["moved"]] == ["cheaper"]
    assert over["only_before"] == []


def test_a_line_that_cannot_be_read_is_told_with_its_place(tenfold, small):
    (small / "bad").mkdir()
    table = (Path(OLD) / "gcp.csv").read_text().replace(",0.1,,", ",cheap,,")
    (small / "bad" / "gcp.csv").write_text(table)
    told = tenfold("prices", "diff", "old", "bad")
    assert told.code == 2
    assert "T601" in told.err
    assert "gcp.csv:" in told.err
