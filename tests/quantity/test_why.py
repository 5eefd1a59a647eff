"""Why: the derivation of a figure, told from the nodes that are evaluated."""

from __future__ import annotations

from fractions import Fraction

from tenfold.quantity.bind import q
from tenfold.quantity.expr import Named, Origin
from tenfold.quantity.tape import compile_tape
from tenfold.quantity.units import CALENDAR, Calendar
from tenfold.quantity.why import why


def told(figure, calendar=CALENDAR):
    tape = compile_tape([figure], calendar)
    found = tape.exact()
    return why(figure, lambda node: found[tape.slot(node)], calendar)


def figure(name, text, make_scope, **figures):
    scope = make_scope({**figures, name: text})
    return scope.figure(name)


def test_each_step_shows_the_formula_and_the_formula_with_its_values(make_scope):
    reason = told(figure("active", "20% of users", make_scope, users="1B users"))
    assert (reason.name, reason.value) == ("active", "200M users")
    assert reason.formula == "20% of users"
    assert reason.working == "20% * 1B users"
    (users,) = reason.children
    assert (users.name, users.value, users.formula, users.children) == ("users", "1B users", "", ())


def test_a_figure_that_was_stated_says_how_where_that_differs(make_scope):
    assert told(figure("price", "$0.5/GB", make_scope)).formula == "$0.5/GB"
    assert told(figure("price", "$0.50/GB", make_scope)).formula == ""
    assert told(figure("peak", "500K requests/s", make_scope)).formula == "500K requests/s"


def test_a_doubt_says_how_it_was_read(make_scope):
    reason = told(figure("latency", "2 to 8 ms", make_scope))
    assert (reason.value, reason.formula) == ("4 ms", "2 to 8 ms")
    assert reason.doubt == "read as lognormal, 90% interval"
    inside = told(figure("active", "(20% to 80%) of users", make_scope, users="10 users"))
    assert inside.doubt == "20% to 80%: read as logit-normal, 90% interval"
    assert inside.value == "5 users"


def test_every_conversion_is_a_line_of_its_own(make_scope):
    cost = figure(
        "cost", "price * instances as $/month", make_scope,
        price="$0.315/instance/hour", instances="100 instances",
    )  # fmt: skip
    assert told(cost).conversions == ("1 month = 730 hours (the model's calendar)",)
    short = told(cost, Calendar(Fraction(720)))
    assert short.conversions == ("1 month = 720 hours (the model's calendar)",)
    assert short.value == "$22,680/month"


def test_conversions_are_exact_where_they_can_be(make_scope):
    storage = figure("storage", "users * 5 KiB/user as GB", make_scope, users="1M users")
    assert told(storage).conversions == ("1 GB = 976,562.5 KiB",)
    days = figure("per_day", "load as requests/day", make_scope, load="6 requests/month")
    assert told(days).conversions == ("1 month = 30.42 days (the model's calendar)",)


def test_words_of_one_size_are_no_conversion(make_scope):
    assert told(figure("twice", "users * 2", make_scope, users="10 users")).conversions == ()


def test_a_figure_is_told_once_and_pointed_at_after_that(make_scope):
    total = figure(
        "total", "active * 2 + active", make_scope, users="10 users", active="20% of users"
    )
    reason = told(total)
    assert [child.name for child in reason.children] == ["active"]
    both = Named("both", total + total.body.args[1])
    first, second = told(both).children
    assert (first.name, first.told_above) == ("total", False)
    assert (second.name, second.told_above, second.children) == ("active", True, ())
    assert second.formula == "20% of users"


def test_an_origin_is_handed_on():
    origin = Origin(text="5 GB", source="a load test", as_of="2026-03", owner="storage team")
    reason = told(Named("storage", q("5 GB"), origin))
    assert reason.origin == origin


def test_a_figure_that_is_another_one_has_no_working():
    inner = q("5 GB").called("inner")
    reason = told(Named("outer", inner))
    assert (reason.formula, reason.working) == ("inner", "")


def test_what_is_undefined_is_told_as_that(make_scope):
    reason = told(figure("each", "10 users / none", make_scope, none="0 shards"))
    assert reason.value == "undefined"
    assert reason.working == "10 users / 0 shards"


def test_a_negative_value_stands_in_parentheses(make_scope):
    reason = told(figure("change", "n - loss", make_scope, n="5", loss="-3"))
    assert reason.working == "5 - (-3)"


def depth(reason):
    return 1 + max((depth(child) for child in reason.children), default=0)


def test_a_chain_without_end_is_cut_off_and_says_so():
    node = q("1 GB").called("f0")
    for i in range(1, 20_000):
        node = (node + q("1 KB")).called(f"f{i}")
    reason = told(node)
    assert depth(reason) == 42
    while reason.children:
        assert not reason.cut_off
        (reason,) = reason.children
    assert reason.cut_off
    assert not reason.told_above
    assert reason.formula
