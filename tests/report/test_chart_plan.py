"""The charts of a plan: cost by component, and cost against what grows."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tenfold.report.chart import drawn
from tenfold.report.chart_plan import by_component, growth, plan_page

CHARTS = Path(__file__).parent / "charts"
SVG = "{http://www.w3.org/2000/svg}"
SCALE = "scale: {over: users, steps: [500K users, 5M users, 50M users]}\n"
STRATEGIES = "strategies: {smaller: {title: Smaller, set: {files.data: 50% of files.data}}}\n"
DESK = """\
  desk:
    kind: custom
    bill: [{item: seats, quantity: 3 seats}]
"""


def title(spec):
    return " ".join(spec["title"]["text"])


@pytest.mark.parametrize("draw", [by_component, growth, plan_page])
def test_a_chart_is_what_it_was(draw, shop, frozen):
    text = json.dumps(draw(shop(SCALE + STRATEGIES)), indent=1, ensure_ascii=False) + "\n"
    frozen(CHARTS / f"{draw.__name__}.vl.json", text)


def test_the_largest_component_is_the_title_and_comes_first(shop):
    spec = by_component(shop())
    assert title(spec) == "API servers is 40.3% of $543 a month"
    rows = spec["layer"][0]["data"]["values"]
    assert [(row["part"], row["told"]) for row in rows] == [
        ("API servers", "$219 (40.3%)"),
        ("files", "$200 (36.8%)"),
        ("web: aws/c5.large", "$124 (22.9%)"),
    ] or [row["part"] for row in rows] == ["API servers", "files", "web"]


def test_what_has_no_price_is_never_drawn_as_nothing_without_a_word(shop):
    spec = by_component(shop(DESK))
    rows = {row["part"]: row["told"] for row in spec["layer"][0]["data"]["values"]}
    assert rows["desk"] == "no price"
    assert title(spec) == "Shop costs at least $543 a month; the largest part is API servers"


def test_what_is_in_doubt_has_its_range(doubtful_plan):
    plan = doubtful_plan()
    spec = by_component(plan)
    (reach,) = [one for one in spec["layer"] if one["mark"].get("style") == "other"]
    (row,) = reach["data"]["values"]
    assert row["part"] == "Picture store"
    assert row["low"] < row["cost"] < row["high"]
    assert row["low"] == float(plan.outcome("files.cost").low)


def test_two_components_of_one_title_are_two_bars(shop):
    more = DESK.replace("  desk:\n", "  desk:\n    title: API servers\n")
    rows = by_component(shop(more))["layer"][0]["data"]["values"]
    assert {"API servers (api)", "API servers (desk)"} <= {row["part"] for row in rows}


def test_growth_says_what_becomes_of_the_cost_of_one(shop):
    spec = growth(shop(SCALE))
    assert title(spec).startswith("The cost per user a month falls: from $0.000")
    assert title(spec).endswith("at 50M users")
    total, each = spec["hconcat"]
    assert total["layer"][0]["encoding"]["x"]["axis"]["values"] == [5e5, 5e6, 5e7]
    assert each["layer"][0]["encoding"]["y"]["axis"]["title"] == "a month per user"


def test_strategies_are_a_line_of_their_own(shop):
    plain, after = growth(shop(SCALE)), growth(shop(SCALE + STRATEGIES))
    assert len(after["hconcat"][0]["layer"]) == 2 * len(plain["hconcat"][0]["layer"])
    assert after["title"]["subtitle"] == ["orange: with all strategies"]


def test_a_multiplier_has_no_cost_of_one(shop):
    more = "scale: {over: peak, steps: [1x, 2x]}\n"
    plan = shop().graph.model
    del plan
    from tenfold import api

    text = (
        "tenfold: 1\nassumptions: {peak: 1x}\ncomponents:\n  a:\n    kind: custom\n"
        "    bill: [{item: b, quantity: peak * 3 instances, price: $5/instance/month}]\n"
    )
    spec = growth(api.plan(api.read(text + more)))
    assert title(spec).startswith("The cost goes from $15 a month at 1")
    assert len(spec["hconcat"]) == 1


def test_the_page_is_drawn(shop):
    root = ET.fromstring(drawn(plan_page(shop(SCALE)), "svg"))  # noqa: S314 - our own
    groups = [one for one in root.iter(f"{SVG}g") if "role-mark" in (one.get("class") or "")]
    bars = [one for group in groups if "mark-rect" in group.get("class") for one in group]
    points = [one for group in groups if "mark-symbol" in group.get("class") for one in group]
    assert (len(bars), len(points)) == (3, 6)


def test_a_plan_without_components_is_drawn_too():
    from tenfold import api

    plan = api.plan(api.read("tenfold: 1\nname: Idea\n"))
    assert title(by_component(plan)) == "Idea has no components"
    assert drawn(plan_page(plan), "svg").startswith(b"<svg")
