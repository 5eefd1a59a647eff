"""tenfold check: the short answer, and the exit code that says the same."""

import json

import pytest

MODEL = "tenfold: 1\nname: Shop\nassumptions: {users: 5M users, daily: 10% of users}\n"


@pytest.fixture
def check(tenfold, tmp_path):
    def run(more, *args):
        path = tmp_path / "m.yaml"
        path.write_text(MODEL + more)
        return tenfold("check", str(path), *args)

    return run


@pytest.mark.parametrize(
    ("more", "code", "answer"),
    [
        ("", 0, "✓ The model is valid; it has no goals and no claims to judge."),
        ("goals: [users > 1M users]", 0, "✓ The model is valid; its one goal holds."),
        ("goals: [users > 9M users]", 1, "✗ The model is valid; its one goal does not hold."),
        ("goals: [users > 1M users, daily > 1 user]", 0, "✓ The model is valid; all 2 goals hold."),
        (
            "goals: [users > 1M users, users > 9M users]",
            1,
            "✗ The model is valid; 1 of 2 goals hold.",
        ),
        (
            "goals: [users > 8M users, users > 9M users]",
            1,
            "✗ The model is valid; none of 2 goals hold.",
        ),
        ("claims: {users: 5M users}", 0, "✓ The model is valid; its one published figure holds."),
        (
            "goals: [users > 1M users]\nclaims: {users: 5M users, daily: 5M users}",
            1,
            "✗ The model is valid; its one goal holds; 1 of 2 published figures hold.",
        ),
    ],
)
def test_the_short_answer_and_the_exit_code(check, more, code, answer):
    told = check(more + "\n")
    assert told.code == code
    assert told.err == ""
    assert told.out.splitlines()[3] == answer


def test_a_claim_that_a_scenario_makes_true_does_not_follow_for_that(check):
    """Pinned as published, a figure holds; that it follows from the others it does not."""
    more = "claims: {daily: 9M users}\nscenarios: {as_published: {set: {daily: 9M users}}}\n"
    told = check(more, "--scenario", "as_published")
    assert told.code == 1
    assert "18x too high" in told.out


def test_a_goal_that_cannot_be_judged_is_no_yes(check):
    more = (
        "components: {desk: {kind: custom, bill: [{item: seats, quantity: 3 seats}]}}\n"
        "goals: [total.cost <= $5/month]\n"
    )
    told = check(more)
    assert told.code == 1
    assert "! total.cost <= $5/month" in told.out
    assert "rests on a missing price" in told.out
    assert "What has no price" in told.out


def test_json_says_each_verdict(check):
    more = "goals: [users > 9M users]\nclaims: {daily: 5M users, users: 5M users}\n"
    told = check(more, "--format", "json")
    assert told.code == 1
    data = json.loads(told.out)
    assert data["schema"] == "tenfold.check/1"
    assert [goal["verdict"] for goal in data["goals"]] == ["off"]
    assert [(c["name"], c["verdict"], c["ratio"]) for c in data["claims"]] == [
        ("daily", "off", 10),
        ("users", "holds", 1),
    ]
