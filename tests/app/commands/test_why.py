"""tenfold why: which figure of which model, and how far back."""

import json

import pytest

MODEL = """\
tenfold: 1
assumptions:
  users: 5M users
  daily: 10% of users
  requests: daily * 3 requests/user/day
components:
  desk:
    kind: custom
    bill:
      - {item: seats, quantity: 3 seats, price: $98/seat/month}
"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tenfold.yaml").write_text(MODEL)
    return tmp_path


def test_a_figure_of_the_model_that_lies_here(tenfold):
    told = tenfold("why", "requests")
    assert told.out.startswith("Why requests is 1.5M requests/day\n")
    assert told.out == tenfold("why", "tenfold.yaml", "requests").out


def test_a_model_alone_asks_for_the_total(tenfold):
    assert tenfold("why", "tenfold.yaml").out.startswith("Why total.cost is $294.00/month\n")


def test_a_file_that_is_not_there_is_no_figure(tenfold):
    told = tenfold("why", "tenfol.yaml")
    assert told.code == 2
    assert told.err == "T901  there is no file 'tenfol.yaml'\n      in that folder: tenfold.yaml\n"


def test_depth_says_how_far_back(tenfold):
    def names(*args):
        def walk(reason):
            return [reason["name"], *(name for part in reason["from"] for name in walk(part))]

        told = json.loads(tenfold("why", "requests", *args, "--format", "json").out)
        return walk(told["reason"])

    assert names() == ["requests", "daily", "users"]
    assert names("--depth", "2") == ["requests", "daily", "users"]
    assert names("--depth", "1") == ["requests", "daily"]
    told = tenfold("why", "requests", "--depth", "1").out
    assert "for its reasons: tenfold why daily" in told
    assert tenfold("why", "requests", "--depth", "0").code == 2


def test_a_part_of_a_figure_lists_what_there_is(tenfold):
    told = tenfold("why", "desk")
    assert told.code == 2
    assert "unknown figure 'desk'" in told.err
    assert "desk.seats.cost" in told.err


def test_what_is_set_is_said_to_be(tenfold):
    told = tenfold("why", "requests", "--set", "daily=1M users")
    assert "set by set" in told.out


def test_a_derivation_is_no_table(tenfold):
    told = tenfold("why", "requests", "--format", "csv")
    assert (told.code, told.out) == (2, "")
    assert "'csv' is not one of 'text', 'json', 'markdown'" in told.err
