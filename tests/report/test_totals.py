"""The total over all worlds: its budgets are those goals that bound it, and no others."""

from dataclasses import replace

import pytest

from tenfold import api
from tenfold.report.totals import budgets, in_doubt, pile, unasked


@pytest.mark.parametrize(
    ("goal", "limit"),
    [
        ("total.cost <= $30K/month at P90", 30_000),
        ("total.cost < $360K/year", 30_000),
        ("$30K/month >= total.cost", 30_000),
        ("total.cost <= 10 * $3K/month", 30_000),
        ("total.cost >= $3K/month", None),
        ("total.cost <= users * $1/user/month", None),
        ("files.cost <= $30K/month", None),
        ("total.cost <= $30K/month and users > 1 user", None),
    ],
)
def test_a_budget_is_an_amount_that_the_total_is_not_to_pass(doubtful, goal, limit):
    text = doubtful.replace("  - total.cost <= $30K/month at P90", f"  - {goal}")
    found = budgets(api.risk(api.read(text)))
    told = [float(one.limit) for one in found]
    assert told == ([] if limit is None else [pytest.approx(limit)])


def test_the_percentile_is_no_part_of_what_is_broken(made_risk):
    assert [unasked(goal) for goal in made_risk().goals] == [
        "total.cost <= $30K/month",
        "web.instances <= 50 instances",
    ]


def test_the_pile_is_in_the_unit_of_the_total(made_risk):
    found = pile(made_risk())
    assert found.edges[0] == pytest.approx(14_000)
    assert found.above_base == pytest.approx(0.6)


def test_of_drawn_worlds_nearly_all_are_in_the_pile(doubtful):
    risk = api.risk(api.read(doubtful))
    found = pile(risk)
    assert sum(found.shares) == pytest.approx(0.99, abs=0.003)
    assert found.edges[0] < float(risk.total.low) < float(risk.total.high) < found.edges[-1]


def test_where_a_scenario_settles_all_nothing_is_in_doubt(made_risk):
    risk = made_risk()
    same = replace(risk.total, certain=True)
    assert in_doubt(risk)
    assert in_doubt(replace(risk, total=same))
    assert in_doubt(replace(risk, figures={}))
    assert in_doubt(replace(risk, total=same, figures={}, with_strategies=risk.total))
    assert not in_doubt(replace(risk, total=same, figures={}))
