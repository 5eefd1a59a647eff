"""Results for machines: the keys that are promised, numbers as numbers, nothing lost."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold import api, load
from tenfold.report.record import (
    number,
    record_check,
    record_comparison,
    record_plan,
    record_scale,
    record_why,
)
from tenfold.report.tables import bill_table, scale_table

FLAGSHIP = Path(__file__).parents[2] / "examples" / "one-billion-users.yaml"
DESK = "  desk: {kind: custom, bill: [{item: seats, quantity: 3 seats}]}\n"

PROMISED = {
    "schema", "name", "scenario", "currency", "total", "categories", "components", "figures",
    "strategies", "scale", "summary", "goals", "claims", "pinned", "missing", "excuses", "warnings",
    "prices",
}  # fmt: skip


@pytest.fixture(scope="module")
def flagship():
    return api.plan(load(FLAGSHIP), scenario="as_published")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "null"),
        (Fraction(5), "5"),
        (Fraction(-5), "-5"),
        (Fraction(1, 4), "0.25"),
        (Fraction(1, 3), "0.333333333333333"),
        (Fraction(10**20), "1e+20"),
        (Fraction(2**62), "4611686018427387904"),
        (Fraction(10**400), "null"),
        (Fraction(1, 10**400), "0.0"),
    ],
)
def test_a_number(value, told):
    assert json.dumps(number(value)) == told


@given(st.fractions())
def test_a_number_is_whole_where_it_is_whole_and_near_where_it_is_not(value):
    told = number(value)
    assert isinstance(told, int) == (value.denominator == 1 and abs(value) < 2**63)
    assert told == pytest.approx(float(value), rel=1e-14)


def test_the_keys_that_are_promised(shop):
    data = record_plan(shop())
    assert data["schema"] == "tenfold.plan/1"
    assert set(data) == PROMISED
    assert set(data["total"]) == {"cost", "unit", "yearly", "at_least", "with_strategies"}
    for component in data["components"].values():
        assert {"cost", "unit", "lines", "category", "kind", "share"} <= set(component)
        for line in component["lines"]:
            assert {"item", "quantity", "price", "cost"} <= set(line)
            assert {"value", "unit", "source"} <= set(line["price"])


def test_every_figure_has_a_value_and_a_unit(shop):
    figures = record_plan(shop())["figures"]
    assert (
        figures["api.instances"] == {"value": 3, "unit": "instance"}
        or figures["api.instances"]["unit"] == "instance"
    )
    assert figures["files.cost"] == {"value": 200, "unit": "$/month"}
    assert figures["total.cost"]["unit"] == "$/month"
    assert all(set(figure) == {"value", "unit"} for figure in figures.values())


def test_the_flagship_as_published(flagship):
    data = record_plan(flagship)
    assert data["total"]["cost"] == 19_955_040
    assert data["total"]["with_strategies"] == 8_440_058
    assert data["figures"]["api.instances"] == {"value": 100_000, "unit": "instance"}
    claims = {claim["name"]: claim for claim in data["claims"]}
    for claim in claims.values():
        assert {"name", "claimed", "computed", "ratio", "verdict", "unit"} <= set(claim)
        assert claim["verdict"] in {"holds", "off"}
    assert claims["api_servers"]["off_by"] == "1,000x too high"
    assert claims["cdn_bytes"]["off_by"] == "1,000x too low"
    assert {goal["verdict"] for goal in data["goals"]} == {"holds"}
    assert {pin["by"] for pin in data["pinned"]} == {"scenario as_published"}


def test_parts_sum_to_the_whole(flagship):
    data = record_plan(flagship)
    total = data["total"]["cost"]
    assert sum(part["cost"] for part in data["components"].values()) == pytest.approx(total)
    assert sum(part["cost"] for part in data["categories"]) == pytest.approx(total)
    assert sum(part["share"] for part in data["categories"]) == pytest.approx(1)
    named = [name for part in data["categories"] for name in part["components"]]
    assert sorted(named) == sorted(data["components"])


def test_what_has_no_price_is_null_and_said_wherever_it_matters(shop):
    data = record_plan(shop(DESK))
    assert data["missing"] == [
        {"component": "desk", "item": "seats", "mend": "state it as 'price'"}
    ]
    assert data["total"]["at_least"] is True
    assert data["components"]["desk"]["cost"] is None
    assert data["components"]["desk"]["lines"][0]["cost"] is None
    assert data["components"]["desk"]["lines"][0]["price"] is None
    assert data["figures"]["total.cost"]["rests_on_missing_price"] is True
    assert data["figures"]["desk.cost"]["value"] is None
    assert "rests_on_missing_price" not in data["figures"]["files.cost"]


def test_check_tells_the_same_verdicts(flagship):
    whole, check = record_plan(flagship), record_check(flagship)
    assert check["schema"] == "tenfold.check/1"
    assert all(check[key] == whole[key] for key in ("goals", "claims", "missing", "excuses"))


def test_why_goes_to_the_lines(shop):
    data = record_why(shop(), "daily")
    assert (data["schema"], data["name"], data["value"], data["unit"]) == (
        "tenfold.why/1", "daily", 500_000, "user",
    )  # fmt: skip
    reason = data["reason"]
    assert reason["formula"] == "10% of users"
    assert (reason["source"], reason["as_of"], reason["owner"]) == (
        "logs of May",
        "2026-05-31",
        "web team",
    )
    assert reason["at"] == "shop.yaml:7:12"
    assert [part["name"] for part in reason["from"]] == ["users"]
    assert reason["cut_off"] is False


def test_why_says_where_it_was_cut(shop):
    reason = record_why(shop(), "total.cost", 1)["reason"]
    assert reason["cut_off"] is False
    assert {part["cut_off"] for part in reason["from"]} == {True}
    assert all(part["from"] == [] for part in reason["from"])


def test_scale_and_compare_have_schemas_of_their_own(shop):
    plan = shop("scale: {over: users, steps: [1M users, 5M users]}\n")
    scale = record_scale(plan)
    assert scale["schema"] == "tenfold.scale/1"
    assert scale["scale"][1]["at"] == {"value": 5_000_000, "unit": "user"}
    found = record_comparison(api.compare(shop(), shop(set={"users": "6M users"}), ("a", "b")))
    assert found["schema"] == "tenfold.compare/1"
    assert (found["before"], found["after"]) == ("a", "b")
    assert (found["unit"], found["after_unit"]) == ("$/month", "$/month")
    assert found["changes"][0]["name"] == "users"
    difference = found["total"]["after"] - found["total"]["before"]
    assert found["total"]["difference"] == pytest.approx(difference)


def test_everything_is_json(flagship, shop):
    other = shop(set={"users": "6M users"})
    for data in (
        record_plan(flagship),
        record_plan(shop(DESK)),
        record_check(flagship),
        record_why(flagship, "total.cost"),
        record_scale(flagship),
        record_comparison(api.compare(shop(), other)),
    ):
        text = json.dumps(data, allow_nan=False)
        assert json.loads(text) == data


def test_the_bill_as_a_table(shop):
    header, rows = bill_table(shop(DESK))
    assert header[:4] == ["component", "item", "quantity", "unit"]
    assert [row[0] for row in rows] == ["api", "web", "files", "desk", "total"]
    assert all(len(row) == len(header) for row in rows)
    desk, total = rows[-2], rows[-1]
    assert desk[4:10] == [None, "", "USD", None, None, None]
    status = header.index("status")
    assert (rows[0][status], desk[status], total[status]) == ("", "missing", "at least")
    assert total[-1] == ""


def test_the_scale_as_a_table(shop):
    header, rows = scale_table(shop("scale: {over: users, steps: [1M users, 5M users]}\n"))
    assert [row[0] for row in rows] == [1_000_000, 5_000_000]
    assert all(len(row) == len(header) for row in rows)
