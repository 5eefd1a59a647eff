"""Graphs built, and built from one another."""

import tenfold as tf
from tenfold.errors import Source, Words
from tenfold.laws.table import LAWS
from tenfold.model.file import change, read_model
from tenfold.plan.build import build, draft

TEXT = """\
tenfold: 1
exchange: {EUR: $1.1}
assumptions: {users: 5 users, seats: users * 2 seats/user, fee: €10/user as $/user}
components:
  desk: {kind: custom, bill: [{item: seats, quantity: seats, price: $1/seat/month}]}
  api: {kind: fleet, instances: 5, price: €1/instance/month}
figures: {each: total.cost / users}
"""


def made(**changes):
    return tuple(
        change(Words.typed(name.replace("__", "."), "set"), Words.typed(text, "set"), "set")
        for name, text in changes.items()
    )


def test_what_changes_leave_alone_is_the_very_same_node():
    of = draft(read_model(Source("m", TEXT)), LAWS)
    base = build(of)
    again = build(of, made(users="7 users"), base=base)
    same = {name for name in base.figures if base.figures[name] is again.figures[name]}
    assert {"exchange.EUR", "fee", "api.cost"} <= same
    assert same.isdisjoint({"users", "seats", "desk.cost", "total.cost", "each"})
    rates = build(of, made(exchange__EUR="$2"), base=base)
    same = {name for name in base.figures if base.figures[name] is rates.figures[name]}
    assert {"users", "seats"} <= same
    assert same.isdisjoint({"fee", "api.cost", "desk.cost", "total.cost"})


def test_equal_changes_are_no_change():
    of = draft(read_model(Source("m", TEXT)), LAWS)
    one = build(of, made(users="7 users"))
    two = build(of, made(users="7 users"), base=one)
    assert all(one.figures[name] is two.figures[name] for name in one.figures)


def test_a_change_taken_back_is_what_it_was():
    model = tf.read(TEXT)
    of = draft(model, LAWS)
    plain, changed = build(of), build(of, made(users="7 users"))
    back = build(of, (), base=changed)
    assert list(back.figures) == list(plain.figures)
    assert not list(back.pins())
    assert [pin.name for pin in changed.pins()] == ["users"]
    assert repr(plain) == f"Graph('m', {len(plain.figures)} figures)" or "figures)" in repr(plain)


def test_what_the_model_states_of_itself_is_a_pin_of_its_own():
    of = draft(tf.read(TEXT + "  # nothing more\n"), LAWS)
    assert not list(build(of).pins())
    text = TEXT.replace(
        "instances: 5,", "load: 5 requests/s, throughput: 1 request/s/instance, instances: 7,"
    )
    (pin,) = build(draft(tf.read(text), LAWS)).pins()
    assert (pin.name, pin.by) == ("api.instances", "the model")
    assert not tf.plan(tf.read(text)).pins
