"""Inputs moved without planning again: the same figures as a plan with them set."""

import pytest

import tenfold as tf

MODEL = """\
tenfold: 1
exchange: {EUR: $1.10}
assumptions: {users: 1M users, peak: 2 to 4}
components:
  api:
    kind: fleet
    load: users * 0.001 requests/user/s * peak
    throughput: 100 requests/s/instance
    average_load: 50%
    price: $10/instance/month
  desk: {kind: custom, derive: {seats: users / (1M users) * 3 seats}, bill: [{item: seats,
    quantity: seats, price: €9/seat/month}]}
figures: {each: total.cost / users}
strategies: {less: {set: {api.average_load: 25%}}}
"""


@pytest.fixture
def plan():
    return tf.plan(tf.read(MODEL))


@pytest.mark.parametrize(
    "moved",
    [
        {"users": "5M users"},
        {"users": "5M"},
        {"users": "0 users"},
        {"users": "2 * 3M users", "api.average_load": "20%"},
        {"api.instances": "7"},
        {"api.cost": "$5/month"},
        {"desk.seats": "4"},
        {"desk.seats.cost": "$4/month"},
        {"peak": "7"},
        {"api.price": "$24/instance/year"},
        {},
    ],
)
def test_a_move_is_a_plan_with_the_same_set(plan, moved):
    planned = tf.plan(tf.read(MODEL), set=moved)
    at = tf.move(plan, *moved).at(moved)
    assert set(at) == set(plan.graph.figures)
    assert {name: amount.value for name, amount in at.items()} == {
        name: planned[name].value for name in at
    }


def test_inputs_that_are_left_out_stay_as_they_were(plan):
    mover = tf.move(plan, "users", "peak")
    assert mover.at({}) == {name: plan[name] for name in plan.graph.figures}
    assert str(mover.at({"users": "2M users"})["users"]) == "2M users"
    assert str(mover.at({"peak": tf.q("2")})["peak"]) == "2"


def test_an_input_that_moves_nothing_else_moves_itself():
    plan = tf.plan(tf.read("tenfold: 1\nassumptions: {a: 5 users, b: 6 users}\n"))
    at = tf.move(plan, "a").at({"a": "7 users"})
    assert (str(at["a"]), str(at["b"])) == ("7 users", "6 users")


def test_what_is_pinned_on_itself_can_be_moved():
    text = "tenfold: 1\nassumptions: {a: 5 users, b: 2 * a}\n"
    plan = tf.plan(tf.read(text), set={"a": "3 * a"})
    at = tf.move(plan, "a").at({"a": "7 users"})
    assert (str(plan["a"]), str(at["a"]), str(at["b"])) == ("15 users", "7 users", "14 users")


def test_unknown_inputs_are_refused(plan):
    with pytest.raises(tf.Rejected, match=r"unknown figure 'usres'"):
        tf.move(plan, "usres")
    with pytest.raises(tf.Rejected, match=r"'peak' is no input of this"):
        tf.move(plan, "users").at({"peak": "5"})


@pytest.mark.parametrize("text", ["5 GB", "2 * users", "2M to 3M users", "5 bogons"])
def test_a_move_is_to_a_plain_amount(plan, text):
    with pytest.raises(tf.Rejected):
        tf.move(plan, "users").at({"users": text})


def test_a_mover_tells_what_it_moves(plan):
    assert repr(tf.move(plan, "users", "peak")) == "Mover('model', users, peak)"
