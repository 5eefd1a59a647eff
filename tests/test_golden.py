"""What Tenfold says of whole models, frozen: every example, and models made to be difficult.

`pytest --freeze` (make golden) writes the texts anew; then read the diff.
"""

import json
import os
import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
EXAMPLES = sorted((HERE.parent / "examples").glob("*.yaml"))
DIFFICULT = sorted(GOLDEN.glob("*.yaml"))
MODELS = [*EXAMPLES, *DIFFICULT]

TOLD = {
    "plan.txt": "plan --width 80",
    "plan.wide.txt": "plan --width 200",
    "plan.json": "plan --format json",
    "plan.md": "plan --format markdown",
    "plan.csv": "plan --format csv",
    "check.txt": "check --width 80",
    "why.txt": "why {figure} --width 80",
    "scale.txt": "scale {over} --width 80",
    "risk.txt": "risk --width 80",
    "risk.json": "risk --format json",
    "compare.txt": "compare {change} --width 80",
}
SPECIAL = {
    "one-billion-users": {
        "figure": "api.cost",
        "change": "@as_published",
        "more": {
            "as-published.txt": "plan --scenario as_published --width 80",
            "as-published.check.txt": "check --scenario as_published --width 80",
            "as-published.risk.txt": "risk --scenario as_published --width 80",
            "at-list-price.txt": "plan --scenario at_list_price --width 80",
        },
    },
    "llm-product": {"figure": "cost_per_conversation"},
    "small-saas": {"figure": "app.instances"},
    "iot-pipeline": {"figure": "readings.shards"},
    "list-prices": {"figure": "egress.cost", "change": "--set prices.term=commit_3y"},
}
USUAL = {"figure": "total.cost", "over": "", "change": "--set {first}={first}*10", "more": {}}


def asked(model):
    """The commands of a model, by what their answers are called."""
    words = {**USUAL, **SPECIAL.get(model.stem, {})}
    first = next(iter(assumptions(model)), "")
    lines = {**TOLD, **words["more"]}
    if "scale:" not in model.read_text("utf-8"):
        del lines["scale.txt"]
    if not first and "change" not in SPECIAL.get(model.stem, {}):
        del lines["compare.txt"]
    for name, line in lines.items():
        told = line.format(**{key: text for key, text in words.items() if key != "more"})
        verb, *rest = told.format(first=first).split()
        yield f"{model.stem}.{name}", [verb, model.name, *rest]


def assumptions(model):
    from tenfold import load

    return load(model).assumptions


CASES = [pytest.param(m, name, args, id=name) for m in MODELS for name, args in asked(m)]


@pytest.fixture(autouse=True)
def apart(tmp_path, monkeypatch):
    """A folder of its own, where a model is known by its name alone."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("model", "name", "args"), CASES)
def test_the_answer_is_what_it_was(model, name, args, tenfold, frozen, apart):
    shutil.copy(model, apart)
    told = tenfold(*args)
    assert told.err == ""
    assert told.code == (1 if refuses(model, args) else 0)
    frozen(GOLDEN / name, told.out)


def refuses(model, args):
    """Whether the answer is no, as the plan itself says."""
    from tenfold import load, plan
    from tenfold.report.judgement import stands

    scenario = args[args.index("--scenario") + 1] if "--scenario" in args else ""
    if args[0] not in ("plan", "check"):
        return False
    made = plan(load(model), scenario=scenario)
    judged = (*made.goals, *made.claims) if args[0] == "check" else ()
    return bool(made.excuses) or not all(map(stands, judged))


def test_no_answer_is_left_of_a_model_that_is_gone():
    expected = {name for model in MODELS for name, _ in asked(model)}
    assert {path.name for path in GOLDEN.iterdir() if path.suffix != ".yaml"} == expected


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.name)
def test_a_frozen_text_fits_its_paper(path):
    width = 200 if path.name.endswith("wide.txt") else 80
    lines = path.read_text("utf-8").splitlines()
    assert max(map(len, lines)) <= width
    assert not [line for line in lines if line != line.rstrip()]
    assert not [line for line in lines if ".." in line.replace("...", "") and "/.." not in line]


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.plan.json")), ids=lambda path: path.name)
def test_the_parts_of_a_frozen_plan_sum_to_its_total(path):
    plan = json.loads(path.read_text("utf-8"))
    parts = [part["cost"] or 0 for part in plan["components"].values()]
    assert sum(parts) == pytest.approx(plan["total"]["cost"])
    groups = [group["cost"] or 0 for group in plan["categories"]]
    assert sum(groups) == pytest.approx(plan["total"]["cost"])
    for part in plan["components"].values():
        lines = [line["cost"] or 0 for line in part["lines"]]
        assert sum(lines) == pytest.approx(part["cost"] or 0)
    assert plan["figures"]["total.cost"]["value"] == plan["total"]["cost"]


def test_every_example_is_frozen():
    assert {path.stem for path in EXAMPLES} >= {"one-billion-users", "small-saas", "llm-product"}
    assert os.fspath(GOLDEN).endswith("golden")
