"""The charts of a risk: what they say, what they draw, and where their lines stand."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest

from tenfold.report.chart import drawn
from tenfold.report.chart_risk import distribution, fan, risk_page, tornado

CHARTS = Path(__file__).parent / "charts"
SVG = "{http://www.w3.org/2000/svg}"


def title(spec):
    return " ".join(spec["title"]["text"])


def values(spec, style):
    return [one["data"]["values"] for one in spec["layer"] if one["mark"].get("style") == style]


def labels(spec):
    return [one["mark"]["text"] for one in spec["layer"] if one["mark"]["type"] == "text"]


@pytest.mark.parametrize("draw", [distribution, tornado, fan, risk_page])
def test_a_chart_is_what_it_was(draw, made_risk, frozen):
    text = json.dumps(draw(made_risk()), indent=1, ensure_ascii=False) + "\n"
    frozen(CHARTS / f"{draw.__name__}.vl.json", text)


@pytest.mark.parametrize(
    ("draw", "marks"),
    [
        (distribution, {"mark-rect": 7, "mark-rule": 5, "mark-text": 5}),
        (tornado, {"mark-rect": 6, "mark-rule": 1}),
        (fan, {"mark-area": 4, "mark-line": 2, "mark-symbol": 6}),
    ],
)
def test_every_mark_is_in_the_picture(draw, marks, made_risk):
    root = ET.fromstring(drawn(draw(made_risk()), "svg"))  # noqa: S314 - our own
    groups = [one for one in root.iter(f"{SVG}g") if "role-mark" in (one.get("class") or "")]
    for kind, count in marks.items():
        found = [group for group in groups if kind in group.get("class").split()]
        assert sum(len(list(group)) for group in found) == count, kind


def test_the_distribution_says_the_range_and_the_chance_of_the_budget(made_risk):
    spec = distribution(made_risk())
    assert title(spec) == (
        "8 in 10 chance that it costs $16,800 to $33,100 a month; 1 in 7 that it breaks $30,000"
    )
    assert labels(spec) == [
        "P10 $16,800", "base case $22,500", "P50 $22,900", "budget $30,000", "P90 $33,100",
    ]  # fmt: skip


def test_what_lies_between_p10_and_p90_has_the_full_colour(made_risk):
    spec = distribution(made_risk())
    inner, outer = values(spec, "main")[0], values(spec, "pale")[0]
    assert [row["from"] for row in inner] == [pytest.approx(at) for at in (18e3, 22e3, 26e3, 30e3)]
    assert len(inner) + len(outer) == 7


def test_a_budget_far_away_is_left_out(made_risk, doubtful, doubtful_plan):
    risk = made_risk(doubtful_plan(doubtful.replace("$30K/month", "$900K/month")))
    goal = replace(risk.goals[0], text="total.cost <= $900K/month at P90", chance=1.0)
    spec = distribution(replace(risk, goals=(goal, *risk.goals[1:])))
    assert not [label for label in labels(spec) if label.startswith("budget")]


def test_no_line_goes_through_a_name(made_risk):
    spec = distribution(made_risk())
    rules = [one for one in spec["layer"] if one["mark"]["type"] == "rule"]
    names = [one for one in spec["layer"] if one["mark"]["type"] == "text"]
    domain = rules[0]["encoding"]["x"]["scale"]["domain"]
    scale = spec["width"] / (domain[1] - domain[0])

    def place(one):
        return one["data"]["values"][0]["at"] * scale

    for name in names:
        top = name["encoding"]["y"]["value"]
        for rule in rules:
            crosses = place(name) < place(rule) < place(name) + 6 * len(name["mark"]["text"])
            assert not (crosses and rule["encoding"]["y"]["value"] < top - 4)


def test_the_tornado_names_what_drives_the_spread(made_risk):
    spec = tornado(made_risk())
    assert title(spec) == "'users' drives the spread most: 62% of the variance by itself"
    rows = spec["layer"][0]["data"]["values"]
    assert [row["input"] for row in rows[::2]] == [
        "users (64%)", "price (24%)", "risk: Prices rise (13%)",
    ]  # fmt: skip
    assert [(row["where"], row["end"]) for row in rows[:2]] == [
        ("where it is low", 14_800.0),
        ("where it is high", 35_200.0),
    ]


def test_of_many_bars_ten_are_drawn_and_the_rest_is_counted(made_risk):
    risk = made_risk()
    many = tuple(replace(risk.spread[0], name=f"input_{at}") for at in range(13))
    spec = tornado(replace(risk, spread=many))
    assert len(spec["layer"][0]["data"]["values"]) == 20
    assert spec["title"]["subtitle"][-1].endswith("3 more are smaller")


def test_the_fan_goes_by_powers_of_ten_and_stops_at_the_steps(made_risk):
    spec = fan(made_risk())
    assert title(spec) == "At 50M users it costs $168,000 to $331,000 a month, 8 times in 10"
    total, each = spec["hconcat"]
    across = total["layer"][0]["encoding"]["x"]
    assert across["scale"]["type"] == "log"
    assert across["axis"]["values"] == [500_000, 5_000_000, 50_000_000]
    assert each["layer"][0]["encoding"]["y"]["axis"]["title"] == "a month per user"


def test_the_page_has_what_there_is(made_risk):
    assert len(risk_page(made_risk())["vconcat"]) == 3
    assert len(risk_page(made_risk(steps=(), spread=()))["vconcat"]) == 1


def test_a_total_with_missing_prices_says_so(made_risk):
    risk = made_risk()
    base = replace(risk.total.base, at_least=True)
    low = replace(risk.total.low, at_least=True)
    points = {**risk.total.percentiles, 10: low}
    spec = distribution(replace(risk, total=replace(risk.total, base=base, percentiles=points)))
    assert title(spec) == (
        "8 in 10 chance that what has a price costs at least $16,800 to $33,100 a month; "
        "at least 1 in 7 that it breaks $30,000"
    )


def test_a_total_without_a_value_is_drawn_as_nothing(made_risk):
    risk = made_risk()
    nothing = {at: replace(found, value=None) for at, found in risk.total.percentiles.items()}
    unknown = replace(risk.total.base, value=None)
    total = replace(risk.total, base=unknown, mean=unknown, percentiles=nothing)
    doubt = SimpleNamespace(**vars(risk.doubt))
    doubt.distribution = lambda _: SimpleNamespace(mean=SimpleNamespace(value=float("nan")))
    spec = risk_page(replace(risk, total=total, doubt=doubt))
    assert len(spec["vconcat"]) == 2
    assert drawn(spec, "svg").startswith(b"<svg")


def test_a_total_that_is_certain_has_no_tornado(made_risk):
    risk = made_risk()
    same = dict.fromkeys(risk.total.percentiles, risk.total.base)
    total = replace(risk.total, mean=risk.total.base, percentiles=same, certain=True)
    spec = risk_page(replace(risk, total=total))
    assert [" ".join(one["title"]["text"])[:9] for one in spec["vconcat"]] == [
        "It costs ",
        "At 50M us",
    ]
    assert drawn(spec, "svg").startswith(b"<svg")
