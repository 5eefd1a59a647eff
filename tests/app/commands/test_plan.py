"""tenfold plan: the options that say what is read, and how."""

import io
import json
import sys

import pytest

MODEL = """\
tenfold: 1
name: Shop
assumptions:
  users: 5M users
  daily: 10% of users
components:
  desk:
    kind: custom
    bill:
      - {item: seats, quantity: 3 seats, price: $98/seat/month}
scenarios:
  lean:
    title: With fewer people
    set: {users: 1M users}
"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tenfold.yaml").write_text(MODEL)
    return tmp_path


def plan(tenfold, *args):
    told = tenfold("plan", *args, "--format", "json")
    assert (told.code, told.err) == (0, "")
    return json.loads(told.out)


def test_the_model_is_the_one_that_lies_here(tenfold):
    assert plan(tenfold)["total"]["cost"] == 294
    assert plan(tenfold, "tenfold.yaml") == plan(tenfold)


def test_a_dash_is_standard_input(tenfold, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MODEL.encode())))
    assert plan(tenfold, "-")["name"] == "Shop"


def test_a_scenario_is_read_and_said(tenfold):
    told = plan(tenfold, "--scenario", "lean")
    assert told["scenario"] == "lean"
    assert told["figures"]["daily"] == {"value": 100_000, "unit": "user"}
    assert "Read as 'lean': With fewer people." in tenfold("plan", "--scenario", "lean").out


@pytest.mark.parametrize(
    ("value", "daily"),
    [("2M users", 200_000), ("2B", 200_000_000), ("users * 3", 1_500_000)],
)
def test_set_gives_a_figure_another_value(tenfold, value, daily):
    assert plan(tenfold, "--set", f"users={value}")["figures"]["daily"]["value"] == daily
    assert f"With users = {value}." in tenfold("plan", "--set", f" users = {value} ").out


def test_set_goes_over_the_scenario_and_the_last_stands(tenfold):
    told = plan(tenfold, "--scenario", "lean", "--set", "users=3M", "--set", "users=4M")
    assert told["figures"]["users"]["value"] == 4_000_000


def test_set_reaches_into_components(tenfold):
    assert plan(tenfold, "--set", "desk.cost=$5/month")["total"]["cost"] == 5


def test_several_files_are_written_at_once(tenfold, here):
    told = tenfold("plan", "-o", "plan.md", "-o", "plan.json", "-o", "plan.csv", "-o", "plan.txt")
    assert (told.code, told.out, told.err) == (0, "", "")
    assert json.loads((here / "plan.json").read_text("utf-8")) == plan(tenfold)
    assert (here / "plan.md").read_text("utf-8").startswith("# Shop\n")
    assert (here / "plan.csv").read_text("utf-8").startswith("component,item,")
    assert (here / "plan.txt").read_text("utf-8").startswith("Shop\n━━━━\n")


def test_a_size_that_cannot_be_met_is_the_first_thing_said(tenfold, here):
    (here / "tenfold.yaml").write_text(
        "tenfold: 1\nname: Shop\ncomponents:\n  api: {kind: fleet, load: 1K requests/s, "
        "throughput: 10 requests/s/instance, maximum: 20 instances, price: $1/instance/hour}\n"
    )
    told = tenfold("plan")
    assert told.code == 1
    assert told.out.index("✗ api cannot be sized") < told.out.index("Bill of quantities")
