"""tenfold check: the short answer, and the exit code that says the same."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
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
            "✗ The model is valid; 0 of 2 goals hold.",
        ),
        ("claims: {users: 5M users}", 0, "✓ The model is valid; its one published figure holds."),
        (
            "goals: [users > 1M users]\nclaims: {users: 5M users, daily: 5M users}",
            1,
            (
                "✗ The model is valid; its one goal holds; 1 of 2 published figures agree with the "
                "model, 1 does not follow from the others as published."
            ),
        ),
    ],
)
def test_the_short_answer_and_the_exit_code(check, more, code, answer):
    told = check(more + "\n")
    assert told.code == code
    assert told.err == ""
    assert answer in " ".join(told.out.split())


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
    assert "! The model is valid; its one goal cannot be judged." in told.out
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
    assert data["verdict"] == "off"
    assert data["summary"] == {
        "goals": {"holds": 0, "off": 1, "unknown": 0},
        "claims": {"holds": 1, "off": 1, "unknown": 0, "do_not_follow": 1},
    }
    assert [(c["name"], c["verdict"], c["ratio"]) for c in data["claims"]] == [
        ("daily", "off", 10),
        ("users", "holds", 1),
    ]


def test_text_and_json_count_the_same(tenfold):
    flagship = "examples/one-billion-users.yaml"
    args = ["check", str(ROOT / flagship), "--scenario", "as_published"]
    claims = json.loads(tenfold(*args, "--format", "json").out)["summary"]["claims"]
    assert claims == {"holds": 82, "off": 15, "unknown": 0, "do_not_follow": 21}
    told = " ".join(tenfold(*args).out.split())
    assert (
        "82 of 97 published figures agree with the model, "
        "21 do not follow from the others as published." in told
    )


def test_csv_is_a_row_for_each_verdict(check):
    more = "goals: [users > 9M users]\nclaims: {daily: 5M users}\n"
    rows = check(more, "--format", "csv").out.splitlines()
    assert rows[0] == "kind,name,verdict,follows,published,computed,unit,status,off_by,where"
    assert rows[1].startswith("goal,users > 9M users,off,,,")
    assert rows[2] == "claim,daily,off,false,5M users,500000,user,,10x too high,"
