"""Models built in Python: the same reader, the same plan as from a file."""

from fractions import Fraction

import pytest

import tenfold as tf

YAML = """\
tenfold: 1
name: Both ways
exchange: {EUR: $1.10}
assumptions:
  users: 1B users
  active: 10% of users
  requests: active * 50 requests/user/day
  peak: {value: 8x, range: 6x to 12x}
components:
  api:
    kind: fleet
    load: requests * peak
    throughput: 5,000 requests/s/instance
    price: $0.315/instance/hour
  desk:
    kind: custom
    derive: {tickets: 1% of active * 0.1 tickets/user/month}
    bill: [{item: tickets, quantity: tickets, price: €4/ticket}]
figures:
  per_user: total.cost / users
strategies:
  less: {set: {api.average_load: 20%}}
goals: [total.cost <= $10M/month]
claims: {api.instances: 100K instances}
"""


def built():
    users = tf.figure("users", "1B users")
    active = tf.figure("active", tf.q("10%") * users)
    requests = tf.figure("requests", active * tf.q("50 requests/user/day"))
    peak = tf.figure("peak", "8x")
    tickets = tf.figure("tickets", tf.q("1%") * active * tf.q("0.1 tickets/user/month"))
    cost = tf.figure("total.cost", "$1/month")
    return tf.model(
        {
            "name": "Both ways",
            "exchange": {"EUR": "$1.10"},
            "assumptions": {
                "users": users,
                "active": active,
                "requests": requests,
                "peak": {"value": peak, "range": "6x to 12x"},
            },
            "components": {
                "api": {
                    "kind": "fleet",
                    "load": requests * peak,
                    "throughput": tf.q("5,000 requests/s/instance"),
                    "price": "$0.315/instance/hour",
                },
                "desk": {
                    "kind": "custom",
                    "derive": {"tickets": tickets},
                    "bill": [{"item": "tickets", "quantity": tickets, "price": "€4/ticket"}],
                },
            },
            "figures": {"per_user": cost / users},
            "strategies": {"less": {"set": {"api.average_load": tf.q("20%")}}},
            "goals": [cost <= tf.q("$10M/month")],
            "claims": {"api.instances": "100K instances"},
        }
    )


def told(plan):
    return {name: (plan[name].value, str(plan[name])) for name in plan.names()}


@pytest.mark.parametrize(
    "changes", [{}, {"users": "2B users"}, {"api.average_load": "50%", "active": "users / 3"}]
)
def test_a_model_is_the_same_in_yaml_and_in_python(changes):
    file, code = (tf.plan(model, set=changes) for model in (tf.read(YAML), built()))
    assert told(file) == told(code)
    assert file.total == code.total
    assert [(g.verdict, g.computed) for g in file.goals] == [
        (g.verdict, g.computed) for g in code.goals
    ]
    assert [(c.verdict, c.follows, c.ratio) for c in file.claims] == [
        (c.verdict, c.follows, c.ratio) for c in code.claims
    ]
    assert [s.alone for s in file.savings] == [s.alone for s in code.savings]


def test_numbers_and_booleans_are_their_text():
    model = tf.model(
        {
            "assumptions": {"a": 3, "b": 2.5, "c": 1e-7, "d": 1e22, "e": -4, "f": True},
            "claims": {"a": 3},
        }
    )
    plan = tf.plan(model)
    values = [plan[name].value for name in "abcdef"]
    assert values == [3, Fraction(5, 2), Fraction(1, 10**7), 10**22, -4, 1]
    assert plan.claims[0].verdict == "holds"


def test_a_figure_of_the_model_takes_the_place_of_what_it_was_built_on():
    users = tf.figure("users", "1 user")
    plan = tf.plan(tf.model({"assumptions": {"users": "7 users", "twice": 2 * users}}))
    assert str(plan["twice"]) == "14 users"


def test_a_figure_that_the_model_does_not_have_keeps_what_it_was_built_on():
    users = tf.figure("users", "5 users")
    peak = tf.figure("peak", users * 3)  # not in the model, and built on what is
    plan = tf.plan(
        tf.model({"assumptions": {"users": users, "load": peak + users}}), set={"users": "10 users"}
    )
    assert str(plan["load"]) == "40 users"


def test_figures_of_components_are_spoken_of_by_their_full_names():
    instances = tf.figure("api.instances", "1 instance")
    model = {
        "components": {"api": {"kind": "fleet", "instances": 6, "price": "$1/instance/month"}},
        "figures": {"half": instances / 2},
    }
    assert str(tf.plan(tf.model(model))["half"]) == "3 instances"
    model["figures"] = {"half": tf.figure("api.instanzes", "1 instance") / 2}
    with pytest.raises(tf.Rejected, match=r"unknown name 'api.instanzes'") as refused:
        tf.plan(tf.model(model))
    assert refused.value.problems[0].mend == "did you mean 'api.instances'?"


def test_a_figure_of_another_kind_is_refused():
    users = tf.figure("users", "1 user")
    model = tf.model({"assumptions": {"users": "5 seats", "twice": 2 * users}})
    with pytest.raises(
        tf.Rejected, match=r"built on 'users' in \[user\], which is in \[seat\] here"
    ):
        tf.plan(model)


def test_doubts_are_named_after_their_figure_as_in_a_file():
    """Two assumptions with equal ranges are two doubts, in Python as in a file."""
    doubt = tf.q("2 to 4 ms")
    model = tf.model({"assumptions": {"a": doubt, "b": doubt, "c": doubt + doubt * 2}})
    plan = tf.plan(model)
    assert plan.node("a").body.key == "a"
    assert plan.node("b").body.key == "b"
    keys = [plan.node("c").body.args[0].key, plan.node("c").body.args[1].args[0].key]
    assert keys == ["c", "c"]  # one doubt object is one doubt


def test_a_figure_with_a_name_keeps_its_doubt_wherever_it_is_used():
    factor = tf.figure("factor", "1x to 2x")
    plan = tf.plan(tf.model({"assumptions": {"a": factor * 2, "b": factor * 3}}))
    keys = [plan.node(name).body.args[0].body.key for name in ("a", "b")]
    assert keys == ["factor", "factor"]


def test_a_circle_in_python_is_told_as_one():
    model = tf.model(
        {"assumptions": {"a": tf.figure("b", "1 user") * 2, "b": tf.figure("a", "1 user") * 2}}
    )
    with pytest.raises(tf.Rejected, match="circular reference: a -> b -> a"):
        tf.plan(model)


def test_problems_say_which_part_of_the_mappings_is_wrong():
    with pytest.raises(tf.Rejected) as refused:
        tf.model({"assumptions": {"users": {"valeu": "5 users"}}, "bogus": 1})
    places = [str(problem.span) for problem in refused.value.problems]
    assert (
        places == ["bogus:1:1", "assumptions.users:1:1", "assumptions.users:1:1"]
        or len(places) == 3
    )


@pytest.mark.parametrize(
    ("sections", "what"),
    [
        ({"assumptions": {"a": None}}, "'assumptions.a' is a NoneType"),
        ({"assumptions": {"a": object()}}, "'assumptions.a' is a object"),
        ({"goals": [{1, 2}]}, r"'goals\[0\]' is a set"),
    ],
)
def test_what_is_no_value_is_refused(sections, what):
    with pytest.raises(tf.Rejected, match=what):
        tf.model(sections)


def test_mappings_without_an_end_are_refused():
    loop = {}
    loop["assumptions"] = loop
    with pytest.raises(tf.Rejected, match="nested too deeply"):
        tf.model(loop)


def test_a_chain_of_ten_thousand_figures():
    figures = {"a0": tf.figure("a0", "1 user")}
    for n in range(1, 10_000):
        figures[f"a{n}"] = tf.figure(f"a{n}", figures[f"a{n - 1}"] + tf.q("1 user"))
    plan = tf.plan(tf.model({"assumptions": figures}))
    assert plan["a9999"].value == 10_000
