"""A risk as data: every estimate with its error, every share a number, nothing that JSON lacks."""

import json
from dataclasses import replace

import pytest

from tenfold import api
from tenfold.report.record_risk import record_certain, record_risk


def test_it_has_a_schema_and_says_how_it_was_drawn(made_risk):
    told = record_risk(made_risk())
    assert told["schema"] == "tenfold.risk/1"
    assert told["sampling"] == {"worlds": 16_384, "sets": 16, "sampler": "latin", "seed": 1}
    assert (told["name"], told["scenario"], told["currency"]) == ("A shop in doubt", None, "USD")


def test_an_outcome_has_its_estimates_and_their_errors(made_risk):
    total = record_risk(made_risk())["total"]
    assert total == {
        "unit": "$/month",
        "base": 22_482,
        "at_least": False,
        "mean": 24_100,
        "mean_error": 300,
        "percentiles": {
            "p5": 15_500, "p10": 16_800, "p25": 19_300, "p50": 22_900, "p75": 27_400,
            "p90": 33_100, "p95": 37_600,
        },
        "errors": dict.fromkeys(("p5", "p10", "p25", "p50", "p75", "p90", "p95"), 300),
        "undefined": 0.0,
        "certain": False,
        "above_base": 0.6,
    }  # fmt: skip


def test_every_answer_is_there(made_risk):
    told = record_risk(made_risk())
    assert told["budgets"] == [
        {"goal": "total.cost <= $30K/month at P90", "limit": 30_000, "broken": pytest.approx(0.143)}
    ]
    assert told["goals"][0] == {
        "goal": "total.cost <= $30K/month at P90",
        "percentile": 90,
        "chance": 0.857,
        "error": 0.004,
        "verdict": "off",
    }
    assert told["spread"][2]["name"] == "risks.rise"
    assert (told["spread"][0]["low"], told["spread"][0]["high"]) == (14_800, 35_200)
    assert told["levers"][2] == {
        "name": "month", "value": "730 hours", "elasticity": -0.002, "certain": True, "at": None,
    }  # fmt: skip
    assert told["conditions_of"] == "total.cost <= $30K/month"
    assert told["conditions"][0]["break_even"] == 6_900_000
    assert told["measurements"][0]["narrows"] == 0.4
    assert told["risks"][0]["p90_without"] == 29_700
    assert [step["at"] for step in told["scale"]] == [500_000, 5_000_000, 50_000_000]
    assert told["robustness"][2] == {"label": "all +0.5", "p90": 36_200}
    assert set(told["figures"]) == {"each", "files.cost"}
    assert told["with_strategies"] is None


def test_what_is_no_number_is_null(made_risk):
    risk = made_risk()
    spread = (replace(risk.spread[0], first=float("nan"), first_error=float("inf")),)
    told = record_risk(replace(risk, spread=spread))
    assert told["spread"][0]["first"] is None
    assert told["spread"][0]["first_error"] is None
    json.dumps(told, allow_nan=False)


def test_drawn_worlds_are_told_too(doubtful):
    told = json.loads(json.dumps(record_risk(api.risk(api.read(doubtful))), allow_nan=False))
    points = list(told["total"]["percentiles"].values())
    assert points == sorted(points)
    assert told["goals"][0]["chance"] == pytest.approx(1 - told["budgets"][0]["broken"])


def test_where_nothing_is_in_doubt_there_is_a_total_and_no_worlds(shop):
    told = record_certain(shop())
    assert told["schema"] == "tenfold.risk/1"
    assert told["sampling"] is None
    assert told["total"] == {
        "unit": "$/month", "base": 543.1, "at_least": False, "certain": True,
    }  # fmt: skip
