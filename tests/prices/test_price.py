"""What a quantity costs by rates in tiers: against a plain loop over the tiers, exactly."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tenfold as tf
from tenfold.plan.lack import lacks_of
from tenfold.prices.price import (
    Price,
    Tier,
    a_month_of,
    cost_of,
    flat,
    scaled,
    several,
    unknown_rate,
)
from tenfold.quantity.expr import Const, Named
from tenfold.quantity.show import spell
from tenfold.quantity.tape import compile_tape
from tenfold.quantity.units import CALENDAR

PER_GIB, GIB, DOLLAR = (tf.q(f"1 {unit}").unit for unit in ("USD/GiB", "GiB", "USD"))

AMOUNTS = st.fractions(0, 10_000, max_denominator=1_000)
RATES = st.fractions(0, 100, max_denominator=1_000)


@st.composite
def tiers(draw, unknown=False):
    """Ends and rates: each rate holds up to its end, the last without end."""
    ends = sorted(draw(st.sets(st.fractions(1, 5_000, max_denominator=100), max_size=6)))
    rates = [draw(RATES) for _ in ends]
    return [*zip(ends, rates, strict=True), (None, None if unknown else draw(RATES))]


def price(said, whole=False, packages=None, minimum=None):
    made = tuple(
        Tier(
            None if end is None else Const(end, GIB),
            None if rate is None else Const(rate, PER_GIB),
        )
        for end, rate in said
    )
    size = None if packages is None else Const(Fraction(packages), GIB)
    return Price(made, PER_GIB, whole, size, None if minimum is None else dollars(minimum))


def dollars(number):
    return Const(Fraction(number), DOLLAR)


def graduated(quantity, said):
    """A plain loop: each tier prices what lies in it."""
    cost, start = Fraction(0), Fraction(0)
    for end, rate in said:
        top = quantity if end is None else min(quantity, end)
        cost += max(top - start, Fraction(0)) * (rate or 0)
        start = start if end is None else end
    return cost


def reached(quantity, said):
    """The tier that the whole amount reaches prices it all."""
    rate = next(rate for end, rate in said if end is None or quantity <= end)
    return quantity * (rate or 0)


def paid(found, quantity):
    """What a quantity in GiB costs in dollars."""
    cost = cost_of(found, Const(Fraction(quantity), GIB), "it").cost
    tape = compile_tape([cost], CALENDAR)
    return tape.exact()[tape.slot(cost)]


# -- tiers ---------------------------------------------------------------------------


@given(AMOUNTS, tiers())
def test_each_tier_prices_what_lies_in_it(quantity, said):
    assert paid(price(said), quantity) == graduated(quantity, said)


@given(tiers())
def test_at_its_very_end_a_tier_holds_still(said):
    for end, _ in said[:-1]:
        assert paid(price(said), end) == graduated(end, said)
        assert paid(price(said, whole=True), end) == reached(end, said)


@given(AMOUNTS, AMOUNTS, tiers())
def test_more_never_costs_less_and_nothing_jumps(quantity, more, said):
    grown = paid(price(said), quantity + more) - paid(price(said), quantity)
    assert 0 <= grown <= more * max(rate for _, rate in said)


@given(AMOUNTS, tiers())
def test_a_whole_price_is_that_of_the_tier_that_is_reached(quantity, said):
    assert paid(price(said, whole=True), quantity) == reached(quantity, said)


@given(AMOUNTS, tiers(), st.integers(1, 500))
def test_packages_are_bought_whole(quantity, said, size):
    bought = Fraction(-(-quantity // size) * size)
    assert paid(price(said, packages=size), quantity) == graduated(bought, said)
    assert paid(price(said, whole=True, packages=size), quantity) == reached(bought, said)


@given(AMOUNTS, tiers(), RATES)
def test_a_month_costs_at_least_the_minimum(quantity, said, least):
    assert paid(price(said, minimum=least), quantity) == max(graduated(quantity, said), least)


@given(AMOUNTS, AMOUNTS, RATES)
def test_a_first_tier_at_nothing_is_free(quantity, free, rate):
    free += 1
    found = price([(free, Fraction(0)), (None, rate)])
    assert paid(found, quantity) == max(quantity - free, 0) * rate


def test_one_rate_is_told_only_where_there_is_nothing_else_to_it():
    one = Const(Fraction(1, 10), PER_GIB)
    assert flat(one).rate is one
    assert price([(Fraction(1), Fraction(1)), (None, Fraction(2))]).rate is None
    assert price([(None, Fraction(1))], minimum=5).rate is None
    assert price([(None, Fraction(1))], packages=5).rate is None


# -- what is made of a price ---------------------------------------------------------

SHAPES = st.fixed_dictionaries(
    {},
    optional={
        "whole": st.booleans(),
        "packages": st.fractions(1, 500, max_denominator=9),
        "minimum": RATES,
    },
)


@given(AMOUNTS, tiers(), SHAPES, st.fractions(0, 1, max_denominator=100))
def test_a_discount_is_taken_off_all_that_is_paid(quantity, said, shape, off):
    whole = price(said, **shape)
    less = scaled(whole, Const(1 - off))
    assert paid(less, quantity) == (1 - off) * paid(whole, quantity)
    assert less.unit == PER_GIB


@given(AMOUNTS, tiers(), SHAPES, st.fractions(Fraction(1, 10), 50, max_denominator=10))
def test_a_thing_that_holds_several_is_paid_as_those(quantity, said, shape, amount):
    """The tiers of two are reached by one: 600 pairs are 1,200."""
    one = price(said, **shape)
    assert paid(several(one, Const(amount)), quantity) == paid(one, amount * quantity)


def test_an_amount_with_a_unit_makes_a_price_per_thing():
    a_node = several(price([(Fraction(20), Fraction(3)), (None, Fraction(1))]), tf.q("10 GiB/node"))
    assert str(spell(Fraction(1), a_node.unit)) == "$1/node"
    cost = cost_of(a_node, tf.q("3 nodes"), "it").cost
    tape = compile_tape([cost], CALENDAR)
    assert tape.exact()[tape.slot(cost)] == 20 * 3 + 10 * 1


# -- rates that nobody publishes -----------------------------------------------------


@given(AMOUNTS, tiers(unknown=True), st.booleans())
def test_an_unknown_last_rate_leaves_open_what_lies_past_it_alone(quantity, said, whole):
    found = cost_of(price(said, whole=whole), Const(quantity, GIB), "it")
    (rate,) = found.unknown
    tape = compile_tape([found.cost], CALENDAR)
    values = tape.exact()
    lack = lacks_of([found.cost], {id(rate): "it"}, lambda node: values[tape.slot(node)])
    last = max((end for end, _ in said[:-1]), default=Fraction(0))
    open_ = lack.get(id(found.cost))
    assert (open_ is not None and open_.more) == (quantity > last)
    assert open_ is None or not open_.less
    if quantity <= last:
        law = reached if whole else graduated
        assert values[tape.slot(found.cost)] == law(quantity, said)


def test_a_rate_that_is_unknown_is_nothing_and_says_so():
    assert (unknown_rate(PER_GIB).number, unknown_rate(PER_GIB).text) == (
        0,
        "a price that is missing",
    )


# -- in every world ------------------------------------------------------------------

CASES = [
    ("0.12 to 1024, 0.11 to 10240, 0.08", graduated),
    ("0 to 50, 0.5", graduated),
    ("3 to 100, 2 to 1000, 1; whole", reached),
    ("2; packages of 1000", lambda q, s: graduated(Fraction(-(-q // 1000) * 1000), s)),
    ("0.1; at least 250", lambda q, s: max(graduated(q, s), Fraction(250))),
]


def stated(text):
    """The tiers of a price cell."""
    found = []
    for part in text.partition(";")[0].split(","):
        rate, _, end = part.partition(" to ")
        found.append((Fraction(end) if end else None, Fraction(rate.strip())))
    return found


@settings(max_examples=4, deadline=None)
@given(low=st.integers(10, 900), factor=st.integers(3, 40))
@pytest.mark.parametrize(("text", "law"), CASES, ids=[text for text, _ in CASES])
def test_in_every_world_the_loop_holds(text, law, sold, low, factor):
    catalogue = sold(f"acme/wire|bytes|global|on_demand||USD/GiB|{text}")
    model = tf.read(
        f"tenfold: 1\nassumptions: {{sent: {low} GiB/month to {low * factor} GiB/month}}\n"
        "components: {it: {kind: custom, bill:"
        " [{item: a, quantity: sent, product: acme/wire}]}}\n"
    )
    risk = tf.risk(model, worlds=512, catalogue=catalogue)
    sent, cost = risk.draws("sent"), risk.draws("it.cost")
    expected = [float(law(Fraction(float(amount)), stated(text))) for amount in sent]
    assert np.allclose(cost, expected, rtol=1e-9)


def test_of_money_per_gib_and_bytes_a_day_a_month_is_counted_in_gib():
    assert str(spell(Fraction(1), a_month_of(PER_GIB, tf.q("1 TB/day").unit))) == "1 GiB/month"
    per_hour = tf.q("1 USD/instance/hour").unit
    assert str(spell(Fraction(1), a_month_of(per_hour, tf.q("1 instance").unit))) == "1 instance"


def test_what_each_tier_comes_to_can_be_looked_up():
    found = price([(Fraction(10), Fraction(2)), (None, Fraction(1))])
    parts = cost_of(found, Const(Fraction(25), GIB), "it.a").cost.args
    assert [part.name for part in parts if isinstance(part, Named)] == [
        "it.a.tier_1",
        "it.a.tier_2",
    ]
