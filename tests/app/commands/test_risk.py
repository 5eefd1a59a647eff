"""tenfold risk: how many worlds, drawn how, told in every form, and what is no fault."""

import csv
import io
import json
import sys
from xml.etree import ElementTree as ET

import pytest

MODEL = """\
tenfold: 1
name: Shop
assumptions: {users: {value: 5M users, range: 3M to 9M users}}
components:
  files: {kind: objects, data: users * 2 MB/user, price: $0.02/GB/month}
goals: [total.cost <= $150/month at P90]
scenarios: {known: {set: {users: 5M users}}}
"""


@pytest.fixture(autouse=True)
def shop(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tenfold.yaml").write_text(MODEL, encoding="utf-8")
    return tmp_path


def test_the_answer_is_the_chance_and_a_budget_that_is_broken_is_no_failure(tenfold):
    told = tenfold("risk")
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[3].startswith("8 in 10 chance that it costs between $")
    assert "of breaking 'total.cost <= $150/month'" in told.out


@pytest.mark.parametrize(
    ("given", "drawn"),
    [
        ("2,000", 2048),
        ("10K", 16_384),
        ("0.01M", 16_384),
        ("2^12", 4096),
        ("1_024", 1024),
        ("1024", 1024),
    ],
)
def test_worlds_are_written_as_people_write_numbers(tenfold, given, drawn):
    told = json.loads(tenfold("risk", "--worlds", given, "--format", "json").out)
    assert told["sampling"]["worlds"] == drawn


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--worlds", "63"], "63 is not from 1,024 to 1,073,741,824"),
        (["--worlds", "2B"], "2,000,000,000 is not from 1,024"),
        (["--worlds", "2^31"], "is not from 1,024"),
        (["--worlds", "many"], "'many' is no count: write 100,000, 500K, 1M or 2^20"),
        (["--worlds", "1.5"], "'1.5' is no count"),
        (["--worlds", "-5"], "'-5' is no count"),
        (["--seed", "-1"], "'-1' is no count"),
        (["--seed", "99999999999999999999"], "is not from 0 to"),
        (["--sampler", "halton"], "'halton' is not one of"),
    ],
)
def test_what_cannot_be_drawn_is_refused(tenfold, args, words):
    told = tenfold("risk", *args)
    assert told.code == 2
    assert not told.out
    assert words in told.err


@pytest.mark.parametrize("sampler", ["latin", "sobol", "mc"])
def test_a_seed_gives_the_same_bytes_and_another_gives_others(tenfold, sampler):
    runs = [
        tenfold("risk", "--sampler", sampler, "--seed", seed, "--format", "json").out
        for seed in ("3", "3", "4")
    ]
    assert runs[0] == runs[1]
    assert runs[0] != runs[2]
    first, other = (json.loads(run)["total"]["percentiles"]["p50"] for run in runs[1:])
    assert first == pytest.approx(other, rel=0.05)


def test_it_is_told_in_every_form_and_drawn(tenfold, shop):
    names = ("r.txt", "r.md", "r.json", "r.csv", "r.svg", "r.png")
    told = tenfold("risk", *[part for name in names for part in ("-o", name)])
    assert (told.code, told.out, told.err) == (0, "", "")
    assert (shop / "r.txt").read_text("utf-8").startswith("Shop: risk\n")
    assert (shop / "r.md").read_text("utf-8").startswith("# Shop: risk\n")
    assert json.loads((shop / "r.json").read_text("utf-8"))["schema"] == "tenfold.risk/1"
    rows = list(csv.DictReader(io.StringIO((shop / "r.csv").read_text("utf-8"))))
    assert rows[0]["kind"] == "total"
    assert ET.fromstring((shop / "r.svg").read_bytes()).tag.endswith("svg")  # noqa: S314 - our own
    assert (shop / "r.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_where_nothing_is_in_doubt_it_says_so_in_every_form(tenfold, shop):
    told = tenfold("risk", "--scenario", "known")
    assert told.code == 0
    assert "Nothing in this model is in doubt: it costs $200.00 a month" in told.out
    assert "5M to 20M users" in told.out
    data = json.loads(tenfold("risk", "--scenario", "known", "--format", "json").out)
    assert data["sampling"] is None
    assert (
        "total,total,$/month,200"
        in tenfold("risk", "--set", "users=5M users", "--format", "csv").out
    )
    told = tenfold("risk", "--scenario", "known", "-o", "r.svg")
    assert told.code == 2
    assert told.err.startswith("T902  of this answer there is no chart")
    assert not (shop / "r.svg").exists()


def test_without_anything_that_draws_the_mend_is_told(tenfold, shop, monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    told = tenfold("risk", "-o", "r.json", "-o", "r.svg")
    assert told.code == 2
    assert told.err == (
        "T905  nothing that draws charts is installed\n      pip install vl-convert-python\n"
    )
    assert not (shop / "r.json").exists()


def test_plans_and_scales_are_drawn_too(tenfold, shop):
    assert tenfold("plan", "-o", "plan.svg").code == 0
    steps = ("--step", "1M users", "--step", "10M users")
    assert tenfold("scale", "--over", "users", *steps, "-o", "scale.png").code == 0
    assert (shop / "plan.svg").read_text("utf-8").startswith("<svg")
    assert (shop / "scale.png").read_bytes().startswith(b"\x89PNG")
    told = tenfold("check", "-o", "check.svg")
    assert told.code == 2
    assert "of this answer there is no chart" in told.err
