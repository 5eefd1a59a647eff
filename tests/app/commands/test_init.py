"""tenfold init: a model that plans, checks and scales at once, and lies on nothing."""

import json

import pytest
import yaml
from jsonschema import Draft202012Validator


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_starter_goes_through_every_command(tenfold, here):
    told = tenfold("init")
    assert (told.code, told.out) == (0, "")
    assert told.err == (
        "wrote tenfold.yaml, and tenfold.schema.json for editors\nnext: tenfold plan tenfold.yaml\n"
    )
    assert sorted(path.name for path in here.iterdir()) == ["tenfold.schema.json", "tenfold.yaml"]
    for command in ("plan", "check", "scale", "why total.cost", "compare --set users=1M"):
        told = tenfold(*command.split())
        assert (told.code, told.err) == (0, ""), command


def test_every_command_that_the_starter_names_works(tenfold, here):
    tenfold("init", "my shop.yaml")
    lines = (here / "my shop.yaml").read_text("utf-8").splitlines()
    commands = [line.partition("tenfold ")[2] for line in lines if line.startswith("#   tenfold ")]
    assert len(commands) >= 3
    for command in commands:
        assert "'my shop.yaml'" in command
        import shlex

        assert tenfold(*shlex.split(command)).code == 0, command


def test_the_starter_uses_no_price_that_it_does_not_say_and_misses_none(tenfold):
    tenfold("init")
    plan = json.loads(tenfold("plan", "--format", "json").out)
    assert plan["missing"] == []
    assert plan["warnings"] == []
    assert plan["total"]["at_least"] is False
    assert {goal["verdict"] for goal in plan["goals"]} == {"holds"}


def test_the_schema_beside_it_takes_it(tenfold, here):
    tenfold("init")
    schema = json.loads((here / "tenfold.schema.json").read_text("utf-8"))
    model = yaml.safe_load((here / "tenfold.yaml").read_text("utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(model)) == []
    first = (here / "tenfold.yaml").read_text("utf-8").partition("\n")[0]
    assert first == "# yaml-language-server: $schema=./tenfold.schema.json"


def test_a_model_that_is_there_is_not_written_over(tenfold, here):
    (here / "tenfold.yaml").write_text("mine")
    told = tenfold("init")
    assert told.code == 2
    assert told.err == (
        "T904  'tenfold.yaml' is there already\n"
        "      name another file, or write over it with --force\n"
    )
    assert [path.name for path in here.iterdir()] == ["tenfold.yaml"]
    assert (here / "tenfold.yaml").read_text() == "mine"


def test_force_writes_over_it(tenfold, here):
    (here / "tenfold.yaml").write_text("mine")
    assert tenfold("init", "--force").code == 0
    assert "tenfold: 1" in (here / "tenfold.yaml").read_text("utf-8")


def test_a_dash_prints_it_and_writes_nothing(tenfold, here):
    told = tenfold("init", "-")
    assert (told.code, told.err) == (0, "")
    assert "tenfold plan tenfold.yaml" in told.out
    assert not list(here.iterdir())


def test_a_folder_is_no_model(tenfold, here):
    (here / "shop").mkdir()
    told = tenfold("init", "shop")
    assert told.code == 2
    assert told.err == "T901  'shop' is a folder\n      name a file in it: shop/tenfold.yaml\n"


def test_a_folder_that_is_not_there_is_told(tenfold, here):
    told = tenfold("init", "no/tenfold.yaml")
    assert told.code == 2
    assert "'no/tenfold.yaml' cannot be written: No such file or directory" in told.err
    assert not list(here.iterdir())
