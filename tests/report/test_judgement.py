"""What holds and what does not, said once and at its place."""

import pytest

from tenfold.report.compose import compose_check, compose_plan

CLAIMS = """\
claims:
  users: {says: 5M users, where: page 1}
  daily: {says: 5M users, where: page 2}
  load: {of: api.load, says: 200M requests/day, where: page 2}
  cost: {of: files.cost, says: $200/month, where: page 3}
  truth: {of: users > 9M users, says: "true", where: page 4}
"""


def test_what_went_wrong_is_told_and_what_rests_on_it_is_named(shop, lines):
    told = lines(compose_check(shop(CLAIMS)))
    at = told.index("Published figures")
    assert told[at + 3 : at + 5] == [
        "Of 5 published figures, 2 agree with the model; 2 do not follow from the others",
        "as published; 1 more is off because it rests on what does not follow.",
    ]
    assert told[at + 6 : at + 12] == [
        "Figure  Published  Follows              Off by  Where",
        "──────────────────────────────────────────────────────",
        "daily   5M users   500,000 users  10x too high  page 2",
        "truth   true       false                        page 4",
        "",
        "Off with them: load.",
    ]


def test_where_nobody_said_where_there_is_no_column_for_it(shop, lines):
    told = lines(compose_check(shop("claims: {daily: 5M users}\n")))
    assert "Figure  Published  Follows              Off by" in told
    assert "Where" not in " ".join(told)


@pytest.mark.parametrize(
    ("goal", "told"),
    [
        ("users <= 9M users", "✓ users <= 9M users: it is 5M users"),
        ("total.cost <= $1/month", "✗ total.cost <= $1/month: it is $"),
        ("users <= 9M users and daily <= 1 user", "✗ users <= 9M users and daily <= 1 user"),
        ("not users > 9M users", "✓ not users > 9M users"),
    ],
)
def test_a_goal_says_what_its_left_side_comes_to(shop, lines, goal, told):
    found = [line for line in lines(compose_plan(shop(f"goals: ['{goal}']\n"))) if goal in line]
    assert len(found) == 1
    assert found[0].startswith(told)
    if told.endswith("user") and "and" in told:
        assert found[0] == told


def test_all_that_hold_need_no_table(shop, lines):
    told = lines(compose_check(shop("claims: {users: 5M users, daily: 500K users}\n")))
    assert "All 2 published figures hold." in told
    assert not [line for line in told if "Off by" in line]


def test_a_figure_that_cannot_be_judged_is_not_called_wrong(shop, lines):
    more = "  desk: {kind: custom, bill: [{item: seats, quantity: 3 seats}]}\n"
    told = lines(compose_check(shop(more + "claims: {total.cost: $900/month, users: 5M users}\n")))
    assert "Cannot be judged: total.cost." in told
    assert (
        "! The model is valid; 1 of 2 published figures agree with the model, 1 cannot be" in told
    )
    assert not [line for line in told if "Off by" in line]


def test_what_is_more_than_published_even_without_its_price_is_off(shop, lines):
    more = "  desk: {kind: custom, bill: [{item: seats, quantity: 3 seats}]}\n"
    told = lines(compose_check(shop(more + "claims: {total.cost: $1/month}\n")))
    assert "✗ The model is valid; its one published figure does not hold." in told
    row = next(line for line in told if line.startswith("total.cost"))
    assert row.split() == ["total.cost", "$1/month", "at", "least", "$543.10/month"]
