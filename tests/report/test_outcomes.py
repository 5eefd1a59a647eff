"""Outcomes as tables: base, mean and percentiles of each part, each figure, each step."""

from dataclasses import replace

from tenfold.report.document import Note, Table
from tenfold.report.outcomes import fan, figures, parts


def table(blocks):
    return next(block for block in blocks if isinstance(block, Table))


def texts(row):
    return [cell if isinstance(cell, str) else cell.text for cell in row.cells]


def test_the_parts_are_told_with_their_total(made_risk):
    found = table(parts(made_risk()))
    assert [column.title for column in found.columns] == [
        "Item", "Base case", "Mean", "P10", "P50", "P90",
    ]  # fmt: skip
    rows = [texts(row) for row in found.rows]
    assert rows[0] == ["Picture store", "$20,000", "$21,600", "$14,300", "$20,400", "$30,600"]
    assert rows[-1] == ["Total", "$22,480", "$24,100", "$16,800", "$22,900", "$33,100"]
    assert [row.kind for row in found.rows] == ["plain", "plain", "total"]


def test_strategies_have_a_total_of_their_own(doubtful_plan, doubtful, made_risk):
    plan = doubtful_plan(
        doubtful + "strategies: {small: {title: Small, set: {files.data: 50% of files.data}}}\n"
    )
    risk = made_risk(plan)
    rows = table(parts(replace(risk, with_strategies=risk.total))).rows
    assert [texts(row)[0] for row in rows[-2:]] == ["Total", "With all strategies"]


def test_components_of_one_category_stand_below_it(doubtful_plan, doubtful, made_risk):
    text = doubtful.replace("    kind: ", "    category: All\n    kind: ")
    found = table(parts(made_risk(doubtful_plan(text)))).rows
    assert [texts(row)[0] for row in found] == ["All", "Picture store", "web", "Total"]
    assert [row.kind for row in found] == ["plain", "sub", "sub", "total"]


def test_worlds_without_a_value_are_told(made_risk):
    risk = made_risk()
    some = replace(risk.total, undefined=0.031)
    said = [block.text for block in parts(replace(risk, total=some)) if isinstance(block, Note)]
    assert said == ["the total is undefined in 3.1% of the worlds; they are left out"]


def test_only_figures_that_are_asked_for_are_told_and_their_unit_once(made_risk):
    rows = [texts(row) for row in table(figures(made_risk())).rows]
    assert rows == [["each", "$0.0045", "$0.0048", "$0.0033", "$0.0046", "$0.0066", "/user/month"]]
    assert not list(figures(made_risk(figures={})))


def test_a_year_is_told_apart_from_a_month(doubtful_plan, doubtful, made_risk):
    text = doubtful.replace("figures:\n", "figures:\n  annual: total.cost as $/year\n")
    plan = doubtful_plan(text)
    rows = [
        texts(row)
        for row in table(figures(made_risk(plan, figures={"annual": plan.outcome("annual")}))).rows
    ]
    assert rows[0][-1] == "/year"
    assert rows[0][1] == "$269,800"


def test_the_fan_has_the_total_and_the_cost_of_one(made_risk):
    found = table(fan(made_risk()))
    assert [column.title for column in found.columns] == [
        "At", "P10", "P50", "P90", "Per user P10", "Per user P50", "Per user P90",
    ]  # fmt: skip
    assert texts(found.rows[0]) == [
        "500,000 users", "$1,680", "$2,290", "$3,310", "$0.0033", "$0.0046", "$0.0066",
    ]  # fmt: skip
    assert not list(fan(made_risk(steps=())))
