"""The flagship four ways: every figure of docs/list-price.md is what the plans come to."""

import re
from pathlib import Path

import pytest

import tenfold as tf
from tenfold.report.bill import cost

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "list-price.md").read_text(encoding="utf-8")
READINGS = ("as_published", "", "at_list_price", "sized_by_law")
ROWS = {
    cells[0].strip("`*"): cells[1:]
    for line in PAGE.splitlines()
    if re.match(r"\| [`*]", line)
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}


@pytest.fixture(scope="module")
def plans():
    model = tf.load(ROOT / "examples" / "one-billion-users.yaml")
    return [tf.plan(model, scenario=reading, sampling=None) for reading in READINGS]


@pytest.fixture(scope="module")
def costs(plans):
    return [
        {f"{part.name}.{line.item}": line.cost for part in plan.components for line in part.lines}
        for plan in plans
    ]


def told(amount):
    return "—" if amount is None else cost(amount).text


def test_every_line_of_the_bill_is_on_the_page(costs):
    assert set(ROWS) == {*costs[2], "Total"}
    assert all(set(reading) <= set(costs[2]) for reading in costs)


@pytest.mark.parametrize("name", [name for name in ROWS if name != "Total"])
def test_a_line_costs_what_the_page_says_and_the_page_says_why(costs, name):
    *figures, why = ROWS[name]
    assert figures == [told(reading.get(name)) for reading in costs]
    assert why


def test_the_totals_are_those_of_the_plans(plans):
    assert ROWS["Total"][:4] == [told(plan.total) for plan in plans]


def test_every_stated_price_gives_way_that_the_catalogue_has_one_for(plans):
    published, _, listed, _ = plans
    stated = {(part.name, line.item): line for part in published.components for line in part.lines}
    kept = {
        f"{part.name}.{line.item}"
        for part in listed.components
        for line in part.lines
        if (part.name, line.item) in stated and not line.rows
    }
    assert kept == {"assistant.hosted", "telemetry.metrics"}
