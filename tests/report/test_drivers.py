"""What is behind the spread: shares, reaches, moves, and what must be true."""

from dataclasses import replace

import pytest

from tenfold.report.document import Reach, Table
from tenfold.report.drivers import conditions, levers, measurements, shocks, spread


def table(blocks):
    return next(block for block in blocks if isinstance(block, Table))


def texts(row):
    return [cell if isinstance(cell, str) else getattr(cell, "text", cell) for cell in row.cells]


def test_what_drives_the_spread_is_told_in_shares_and_drawn(made_risk):
    rows = [texts(row) for row in table(spread(made_risk())).rows]
    users, price, rise = rows
    assert users[:4] == ["users", "3M to 9M users", "62%", "64%"]
    assert users[5:] == ["$14,800", "$35,200"]
    assert users[4] == Reach(0.0, 1.0, pytest.approx((24_100 - 14_800) / (35_200 - 14_800)))
    assert price[4].mark == users[4].mark
    assert 0 < price[4].low < price[4].high < 1
    assert rise[0] == "risk: Prices rise"


def test_of_many_only_ten_are_told_and_the_rest_is_counted(made_risk, lines):
    risk = made_risk()
    many = tuple(replace(risk.spread[0], name=f"input_{at}") for at in range(13))
    found = table(spread(replace(risk, spread=many)))
    assert len(found.rows) == 10
    assert found.unseen == 3


def test_what_moves_the_total_is_told_for_ten_percent_more(made_risk):
    rows = [texts(row) for row in table(levers(made_risk())).rows]
    assert rows == [
        ["users", "5M users", "+8.9%", "yes", "doubt.yaml:4"],
        ["web.instances", "40 instances", "+1.1%", "no", "doubt.yaml:14"],
        ["month", "730 hours", "<-0.1%", "no", ""],
    ]


def test_what_must_be_true_names_the_goal_and_both_sides(made_risk):
    found = table(conditions(made_risk()))
    assert [column.title for column in found.columns] == [
        "Input", "Typical", "Where it holds", "Where not", "About the P90", "Just met at", "Unit",
    ]  # fmt: skip
    assert texts(found.rows[0]) == [
        "users", "5.4M", "4.9M", "8.1M", "7.7M", "6.9M", "users",
    ]  # fmt: skip


def test_where_a_goal_always_holds_there_are_no_two_sides(made_risk):
    risk = made_risk()
    one = replace(risk.conditions[0], beyond=None, break_even=None)
    titles = [
        column.title for column in table(conditions(replace(risk, conditions=(one,)))).columns
    ]
    assert titles == ["Input", "Typical", "About the P90", "Unit"]


def test_only_what_narrows_the_range_is_worth_measuring(made_risk):
    rows = [texts(row) for row in table(measurements(made_risk())).rows]
    assert rows == [["users", "$16,300", "$9,800", "40%"]]
    assert not list(measurements(made_risk(measurements=made_risk().measurements[1:])))


def test_risks_are_told_one_by_one(made_risk):
    found = table(shocks(made_risk()))
    assert texts(found.rows[0]) == [
        "Prices rise", "20%", "$10,000", "$2,160", "$29,700", "They did before.",
    ]  # fmt: skip
    bare = replace(made_risk().shocks[0], doc="", title="")
    found = table(shocks(made_risk(shocks=(bare,))))
    assert texts(found.rows[0])[0] == "rise"
    assert len(found.columns) == 5
