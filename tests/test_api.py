"""The verbs in Python: what the package exports, and that it says what the command says."""

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

import tenfold as tf
from tenfold import api

EXAMPLES = Path(__file__).parent.parent / "examples"
FLAGSHIP = EXAMPLES / "one-billion-users.yaml"
TEXT = "tenfold: 1\nname: Shop\nassumptions: {users: 5M users, daily: 10% of users}\n"


# -- the package ------------------------------------------------------------------------


def test_every_exported_name_is_there_and_documented():
    for name in tf.__all__:
        found = getattr(tf, name)
        assert found is not None
        if name != "__version__":
            assert found.__doc__, name
    assert dir(tf) == sorted(tf.__all__)


def test_the_package_exports_the_api_and_the_doors_to_files():
    doors = {"catalogue", "load", "__version__"}
    assert set(tf.__all__) - doors <= set(api.__all__)
    assert all(
        getattr(tf, name) is getattr(api, name) for name in tf.__all__ if name in api.__all__
    )


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'tenfold' has no attribute 'plann'"):
        tf.plann  # noqa: B018


def fresh(code):
    """What code prints in a process of its own."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


def test_a_verb_is_not_hidden_by_the_folder_of_its_name():
    told = fresh(
        "import tenfold as tf, tenfold.plan.plan, tenfold.model.file\n"
        "from tenfold.plan import planner\n"
        "print(callable(tf.plan), callable(tf.model), planner.__name__)"
    )
    assert told == "True True tenfold.plan.planner\n"


def test_importing_the_package_imports_nothing_else():
    told = fresh("import sys, tenfold\nprint(*(m for m in sys.modules if m.startswith('tenfold')))")
    assert told == "tenfold\n"


def test_planning_does_not_import_numpy_where_no_worlds_are_drawn():
    told = fresh(
        "import sys, tenfold as tf\n"
        f"plan = tf.plan(tf.load({str(FLAGSHIP)!r}), sampling=None)\n"
        "print(plan['total.cost'], 'numpy' in sys.modules, 'click' in sys.modules)"
    )
    assert told == "$4,011,105,250/month False False\n"


# -- the verbs ----------------------------------------------------------------------------


def test_a_file_and_its_text_are_the_same_model(tmp_path):
    path = tmp_path / "shop.yaml"
    path.write_text(TEXT)
    assert tf.load(path).name == tf.read(TEXT).name == "Shop"


def test_a_model_of_mappings_plans_as_its_text_does():
    made = tf.model({"name": "Shop", "assumptions": {"users": "5M users", "daily": "10% of users"}})
    assert str(tf.plan(made)["daily"]) == str(tf.plan(tf.read(TEXT))["daily"]) == "500,000 users"


def test_figures_built_with_operators():
    users = tf.figure("users", "2M users")
    posts = users * tf.q("3 posts/user/month")
    store = {
        "kind": "objects",
        "data": posts * tf.q("1 month * 2 MB/post"),
        "price": "$0.02/GB/month",
    }
    model = tf.model(
        {"things": ["post"], "assumptions": {"users": users}, "components": {"store": store}}
    )
    assert str(tf.plan(model)["store.cost"]) == "$240.00/month"
    assert str(tf.plan(model, set={"users": "4M users"})["store.cost"]) == "$480.00/month"


def test_an_amount_has_a_number_a_unit_and_words():
    amount = tf.plan(tf.read(TEXT))["daily"]
    assert isinstance(amount, tf.Amount)
    assert (amount.number, str(amount.unit), str(amount)) == (500_000, "user", "500,000 users")
    assert float(amount) == 500_000
    assert isinstance(amount.number, Fraction)


def test_scenario_and_set():
    plan = tf.plan(tf.load(FLAGSHIP), scenario="as_published", set={"users": "500M users"})
    assert plan.scenario == "as_published"
    assert str(plan["users"]) == "500M users"
    assert {pin.by for pin in plan.pins} == {"scenario as_published", "set"}


def test_what_cannot_be_used_is_rejected_with_all_its_problems():
    with pytest.raises(tf.Rejected) as error:
        tf.read("tenfold: 1\nassumption: {}\ncomponent: {}\n")
    assert [problem.code for problem in error.value.problems] == ["T221", "T221"]
    assert "did you mean 'assumptions'?" in str(error.value)
    with pytest.raises(tf.Rejected, match="unknown figure 'dialy'"):
        tf.plan(tf.read(TEXT))["dialy"]
    with pytest.raises(tf.Rejected, match="unknown scenario 'x'"):
        tf.plan(tf.read(TEXT), scenario="x")


def test_compare_names_its_sides():
    before, after = tf.plan(tf.read(TEXT)), tf.plan(tf.read(TEXT), set={"users": "6M users"})
    found = tf.compare(before, after)
    assert isinstance(found, tf.Comparison)
    assert (found.before_name, found.after_name) == ("before", "after")
    assert [change.name for change in found.changes] == ["users"]


def test_move_answers_without_planning_again():
    moving = tf.move(tf.plan(tf.load(FLAGSHIP)), "users")
    assert str(moving.at({"users": "2B users"})["database.shards"]) == "2,000 shards"
    assert str(moving.at({})["database.shards"]) == "1,000 shards"


def test_the_schema_is_data():
    assert json.loads(json.dumps(tf.schema())) == tf.schema()


def test_check_why_and_scale_are_verbs():
    model = tf.read(TEXT + "goals: [users > 1M users]\n")
    judged = tf.check(tf.plan(model))
    assert judged
    assert repr(judged) == "Judgement('holds', 1 goals, 0 claims)"
    assert [found.verdict for found in judged] == ["holds"]
    assert not tf.check(tf.plan(model, set={"users": "1K users"}))
    assert tf.why(tf.plan(model), "daily").formula == "10% of users"
    steps = tf.scale(model, "users", ["1M users", "10M users"])
    assert [str(step.at) for step in steps] == ["1M users", "10M users"]
    with pytest.raises(TypeError, match="the figure that grows and its steps"):
        tf.scale(model)


DOUBT = """\
tenfold: 1
name: Shop
assumptions: {users: {value: 5M users, range: 3M to 9M users}}
components: {files: {kind: objects, data: users * 2 MB/user, price: $0.02/GB/month}}
scenarios: {grown: {set: {users: 10M users to 30M users}}}
"""


def test_risk_is_a_verb():
    found = tf.risk(tf.read(DOUBT), worlds=2048, seed=7)
    assert repr(found).startswith("Risk('Shop', P10 $")
    assert found.doubt.sampling.drawn == 2048
    assert len(found.draws("users")) == 2048
    grown = tf.risk(tf.read(DOUBT), scenario="grown", worlds=2048)
    assert float(grown.total.low) > float(found.total.high)
    assert (
        tf.risk(tf.read(DOUBT), set={"users": "1K users to 2K users"}).plan["users"].number < 2000
    )


def test_risk_of_a_plan_is_of_the_worlds_it_was_drawn_with():
    plan = tf.plan(tf.read(DOUBT), sampling=tf.Sampling(1024, seed=3))
    assert tf.risk(plan).doubt is plan.doubt
    with pytest.raises(TypeError, match="a plan is already read"):
        tf.risk(plan, seed=4)


def test_where_nothing_is_in_doubt_there_is_no_risk_to_tell():
    with pytest.raises(tf.Rejected, match="T515  nothing in 'Shop' is in doubt"):
        tf.risk(tf.read(TEXT))


def test_what_is_no_model_and_no_quantity_is_said_to_be():
    with pytest.raises(TypeError, match="this is of type str"):
        tf.model("x")
    with pytest.raises(TypeError, match="this is of type int"):
        tf.q(5)


def test_a_figure_keeps_its_origin_and_has_a_name_that_a_model_could_have():
    users = tf.figure("users", "2M users", doc="All.", source="logs", as_of="2026-05-31")
    assert (users.origin.doc, users.origin.source, users.origin.as_of) == (
        "All.", "logs", "2026-05-31",
    )  # fmt: skip
    for name in ("", "2x", "my users", "a..b", "total"):
        with pytest.raises(tf.Rejected, match="cannot be a name"):
            tf.figure(name, "2M users")


# -- the command says the same ------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_command_and_the_package_come_to_the_same(path, tenfold):
    plan = tf.plan(tf.load(path))
    told = json.loads(tenfold("plan", str(path), "--format", "json").out)
    assert set(told["figures"]) == set(plan.names())
    for name, figure in told["figures"].items():
        number = plan[name].number
        assert figure["unit"] == str(plan[name].unit)
        assert figure["value"] == (None if number is None else pytest.approx(float(number)))


def test_a_plan_is_made_twice_alike():
    first, second = (tf.plan(tf.load(FLAGSHIP)) for _ in range(2))
    assert {name: str(first[name]) for name in first.names()} == {
        name: str(second[name]) for name in second.names()
    }
