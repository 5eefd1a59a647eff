"""tenfold scale: which figure grows, and where it stops on the way."""

import json

import pytest

MODEL = """\
tenfold: 1
name: Shop
assumptions: {users: 5M users, none: 0 users, share: 10%}
components:
  files: {kind: objects, data: users * 2 MB/user, price: $0.02/GB/month}
  api:
    kind: fleet
    load: users * 10 requests/user/day
    throughput: 100 requests/s/instance
    price: $1/instance/hour
"""
STEPS = "scale: {over: users, steps: [1M users, 20M users]}\n"


@pytest.fixture
def scale(tenfold, tmp_path):
    def run(*args, model=MODEL):
        path = tmp_path / "m.yaml"
        path.write_text(model)
        return tenfold("scale", str(path), *args)

    return run


def at(told):
    return [step["at"]["value"] for step in json.loads(told.out)["scale"]]


def test_the_models_own_steps(scale):
    assert at(scale("--format", "json", model=MODEL + STEPS)) == [1_000_000, 20_000_000]


def test_steps_from_a_thousandth_to_ten_times(scale):
    assert at(scale("--over", "users", "--format", "json")) == [
        5_000, 50_000, 500_000, 5_000_000, 50_000_000,
    ]  # fmt: skip


def test_steps_as_told(scale):
    told = scale("--step", "2M", "--step", "3M users", "--format", "json", model=MODEL + STEPS)
    assert at(told) == [2_000_000, 3_000_000]


def test_what_changed_is_told_once_for_each_component(scale):
    told = scale("--over", "users", "--step", "1M", "--step", "100M")
    assert "api 2 → 116 instances" in told.out
    assert told.out.count("→") == 1


def test_the_cost_is_per_thing_that_grows(scale):
    assert "Per user" in scale("--over", "users").out
    assert "Per request" in scale("--over", "api.load").out
    assert "Per request/s" not in scale("--over", "api.load").out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "The model has no 'scale:', so name the figure that grows: --over users"),
        (["--step", "5M"], "--step needs --over, or a 'scale:' in the model."),
        (["--over", "none"], "'none' is 0 users: name its steps"),
        (["--over", "user"], "unknown figure 'user'"),
    ],
)
def test_what_cannot_be_followed_is_told(scale, args, words):
    told = scale(*args)
    assert (told.code, told.out) == (2, "")
    assert words in " ".join(told.err.split())


def test_csv_has_a_row_for_each_step(scale):
    rows = scale("--format", "csv", model=MODEL + STEPS).out.splitlines()
    assert rows[0] == "at,unit,monthly,at_least,per_thing,with_strategies,largest,changed"
    assert len(rows) == 3
    assert rows[1].startswith("1000000,user,")


def test_the_figure_that_is_stepped_is_not_told_as_set(scale):
    told = scale("--over", "users", "--set", "users=50K users", "--set", "share=20%").out
    assert "With share = 20%." in told
    assert "50K users" not in told.splitlines()[3]


def test_a_plain_multiplier_has_no_cost_for_one(scale):
    told = scale(
        "--over", "growth", "--step", "2", model=MODEL.replace("share:", "growth: 1, share:")
    )
    assert "Per " not in told.out


def test_json_says_what_has_no_price_and_in_which_money(scale):
    model = MODEL.replace(", price: $0.02/GB/month", "") + STEPS
    data = json.loads(scale("--format", "json", model=model).out)
    assert (data["currency"], data["unit"]) == ("USD", "$/month")
    assert [line["component"] for line in data["missing"]] == ["files"]
    assert data["scale"][0]["at_least"] is True
