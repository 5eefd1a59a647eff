"""Slopes: one sweep back, held against what small moves do."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tenfold.errors import Words
from tenfold.quantity.bind import q, read
from tenfold.quantity.expr import Call, Const, Named, call, const
from tenfold.quantity.functions import FUNCTIONS
from tenfold.quantity.slope import _PARTIALS, slopes
from tenfold.quantity.tape import compile_tape
from tenfold.quantity.units import CALENDAR

QUIET = settings(deadline=None, derandomize=True, max_examples=80)
NUDGE = Fraction(1, 10**6)


def worth(root):
    tape = compile_tape([root], CALENDAR)
    slots = tape.exact()
    return lambda node: slots[tape.slot(node)]


def slope(root, node):
    return slopes(root, worth(root))[id(node)]


def number(text, name="x"):
    return q(text).called(name)


# -- each function ---------------------------------------------------------------------------


def test_every_function_has_slopes():
    assert set(_PARTIALS) == set(FUNCTIONS)


@pytest.mark.parametrize(
    ("function", "values", "wanted"),
    [
        ("add", (2, 5), (1, 1)),
        ("sub", (2, 5), (1, -1)),
        ("mul", (2, 5), (5, 2)),
        ("div", (2, 5), (1 / 5, -2 / 25)),
        ("neg", (2,), (-1,)),
        ("as", (2,), (1,)),
        ("pow", (2, 3), (12, 8 * math.log(2))),
        ("pow", (-2, 3), (12, 0)),
        ("pow", (0, 2), (0, 0)),
        ("pow", (0, 1), (1, 0)),
        ("pow", (0, 0), (0, 0)),
        ("lt", (2, 5), (0, 0)),
        ("and", (1, 1), (0, 0)),
        ("not", (1,), (0,)),
        ("if", (1, 2, 5), (0, 1, 0)),
        ("if", (0, 2, 5), (0, 0, 1)),
        ("min", (2, 5, 3), (1, 0, 0)),
        ("max", (2, 5, 5), (0, 1, 0)),
        ("sum", (2, 5, 3), (1, 1, 1)),
        ("ceil", (Fraction("2.3"),), (1,)),
        ("floor", (Fraction("2.3"), Fraction("0.5")), (1, 0)),
        ("round", (Fraction("2.3"),), (1,)),
        ("abs", (-2,), (-1,)),
        ("abs", (0,), (0,)),
        ("sqrt", (4,), (0.25,)),
    ],
)
def test_a_function_at_a_place(function, values, wanted):
    args = [Const(Fraction(value)) for value in values]
    root = Call(function, tuple(args))
    found = slopes(root, worth(root))
    assert [found[id(arg)] for arg in args] == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("function", "values"),
    [
        ("div", (1, 0)),
        ("sqrt", (0,)),
        ("sqrt", (-1,)),
        ("pow", (0, -1)),
        ("pow", (0, Fraction(1, 2))),
    ],
)
def test_there_is_no_slope_where_there_is_no_value(function, values):
    args = [Const(Fraction(value)) for value in values]
    root = Call(function, tuple(args))
    found = slopes(root, worth(root))
    assert all(math.isnan(found[id(arg)]) for arg in args)


def test_a_branch_that_is_not_taken_may_have_no_value():
    x = number("3")
    root = call("if", x > 1, x * 2, x / 0)
    assert slope(root, x) == 2


# -- whole graphs ----------------------------------------------------------------------------


def test_slopes_add_up_over_all_ways():
    x = number("3")
    square = (x * x).called("square")
    root = (square + x * 4).called("root")
    assert slope(root, square) == 1
    assert slope(root, x) == 10
    assert slope(root, root) == 1


def test_slopes_are_in_base_units():
    size = q("5 GB").called("size")
    price = q("$2/GB").called("price")
    cost = size * price
    assert slope(cost, size) == pytest.approx(2e-9)
    assert slope(cost, price) == pytest.approx(5e9)


def test_what_goes_up_in_steps_is_taken_as_a_line():
    users = q("2.5M users").called("users")
    shards = call("ceil", users / q("1M users/shard")).called("shards")
    assert slope(shards, users) == pytest.approx(1e-6)


def test_what_is_too_large_for_a_double_has_no_slope():
    x = Const(Fraction(10) ** 400)
    assert math.isnan(slope(x * x, x))


def test_a_graph_of_a_thousand_floors_is_swept():
    node = x = number("1")
    for _ in range(1000):
        node = (node + x).called("floor")
    assert slope(node, x) == 1001


NAMES = ("x", "y", "z")


def formulas(inputs):
    """Formulas without steps over some inputs, always defined."""
    leaf = st.sampled_from(inputs) | st.integers(-3, 3).map(const)
    two = st.sampled_from(("add", "sub", "mul", "min", "max"))

    def more(inner):
        pair = st.tuples(inner, inner)
        return st.one_of(
            st.tuples(two, pair).map(lambda drawn: call(drawn[0], *drawn[1])),
            pair.map(lambda p: p[0] / (p[1] * p[1] + 1)),
            inner.map(lambda node: call("sqrt", node * node + 1)),
            inner.map(lambda node: call("abs", -node)),
            inner.map(lambda node: (node * node + 2) ** Fraction(3, 2)),
            inner.map(lambda node: call("pow", const(2), node / (node * node + 1))),
            st.tuples(pair, pair).map(lambda p: call("if", p[0][0] > p[0][1], *p[1])),
            st.lists(inner, min_size=1, max_size=4).map(lambda args: call("sum", *args)),
            inner.map(lambda node: node.called("figure")),
        )

    return st.recursive(leaf, more, max_leaves=12)


@given(st.data(), st.tuples(*[st.fractions(-3, 3, max_denominator=50)] * 3))
@QUIET
def test_slopes_are_what_small_moves_do(data, values):
    inputs = [Named(name, Const(value)) for name, value in zip(NAMES, values, strict=True)]
    root = data.draw(formulas(inputs)) + sum(x * 0 for x in inputs)
    tape = compile_tape([root], CALENDAR, free=NAMES)
    found = slopes(root, worth(root))

    def at(name, value):
        return float(tape.exact({name: value})[tape.slot(root)])

    for node, value in zip(inputs, values, strict=True):
        here = at(node.name, value)
        above = (at(node.name, value + NUDGE) - here) / float(NUDGE)
        below = (here - at(node.name, value - NUDGE)) / float(NUDGE)
        assume(abs(above) < 1e6)
        assume(abs(above - below) <= 1e-3 * (1 + abs(above)))  # else there is a corner here
        wanted = (above + below) / 2
        assert found[id(node)] == pytest.approx(wanted, rel=1e-3, abs=1e-3)


@pytest.mark.parametrize(
    ("text", "node", "low", "high"),
    [
        ("servers_for_response(x, 10 ms, 50 ms, 99%)", "5000 requests/s", 0.01, 0.012),
        ("servers_for_wait(100 requests/s, 1 s, x, 99%)", "1 s", -20, -1),
        ("erlang_c(80, x)", "100", -0.02, -0.001),
        ("erlang_b(x, 100)", "80", 0.0005, 0.01),
        ("fastest_response(x, 99%)", "10 ms", 4.605, 4.606),
        ("usl(x, 100 requests/s/core, 3%, 0.01%)", "16 cores", 30, 90),
        ("hit_ratio(1M keys, x, 0.8)", "100K keys", 1e-7, 1e-5),
        ("tiers(x, $0.085/GB, 10 TB, $0.08/GB)", "30 TB", 7.99e-11, 8.01e-11),
        ("tiers(30 TB, x, 10 TB, $0.08/GB)", "$0.085/GB", 9.99e12, 10.01e12),
    ],
)
def test_functions_of_capacity_have_slopes(make_scope, text, node, low, high):
    """A size follows its goal between whole numbers, as a ceiling follows its value."""
    scope = make_scope({"x": node})
    root = read(Words.typed(text, "here"), scope)
    assert low < slope(root, scope.figure("x")) < high
