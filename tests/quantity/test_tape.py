"""Tapes: many figures as one list of instructions, run for one world or for many."""

from __future__ import annotations

import math
import time
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.quantity.bind import q
from tenfold.quantity.expr import Call, Const, Draw, Named, call, maximum
from tenfold.quantity.spread import between
from tenfold.quantity.tape import compile_tape
from tenfold.quantity.units import CALENDAR, Calendar

QUIET = settings(deadline=None, derandomize=True)


def told(tape):
    return [step.function for step in tape.steps]


@pytest.fixture
def shop():
    """Users and what follows from them, one figure resting on the other."""
    users = q("100 users").called("users")
    requests = (users * q("5 requests/user/day")).called("requests")
    latency = Named("latency", Draw("latency", q("2 to 8 ms").spread, q("1 ms").unit))
    busy = (requests * latency).called("busy")
    return users, requests, latency, busy


def test_constants_are_folded():
    tape = compile_tape([q("2 GB") * q("3") + q("1 GB") - q("0.5 GB")], CALENDAR)
    assert tape.steps == ()
    assert tape.exact()[-1] == Fraction("6.5e9")


def test_shared_parts_are_run_once(shop):
    users, requests, _, _ = shop
    again = users * q("5 requests/user/day")
    both = requests + again
    tape = compile_tape([both], CALENDAR, free=["users"])
    assert told(tape) == ["input", "mul", "add"]
    assert tape.slot(requests) == tape.slot(again)


def test_what_nobody_asked_for_is_left_out(shop):
    _, requests, _, busy = shop
    assert told(compile_tape([requests], CALENDAR, free=["users"])) == ["input", "mul"]
    with pytest.raises(KeyError):
        compile_tape([requests], CALENDAR).slot(busy)


def test_telling_in_another_unit_costs_nothing(shop):
    users = shop[0]
    told_otherwise = Call("as", (users,), users.unit)
    tape = compile_tape([told_otherwise], CALENDAR, free=["users"])
    assert tape.slot(told_otherwise) == tape.slot(users)


def test_a_value_is_in_seconds_bytes_and_dollars():
    month = q("2 months")
    for hours in (720, 730):
        tape = compile_tape([month], Calendar(Fraction(hours)))
        assert tape.exact()[tape.slot(month)] == 2 * hours * 3600


# -- inputs ------------------------------------------------------------------------------------


def test_an_input_stands_on_its_own_value_until_it_is_moved(shop):
    users, requests, _, _ = shop
    tape = compile_tape([requests], CALENDAR, free=["users"])
    assert tape.inputs == {"users"}
    assert tape.exact()[tape.slot(requests)] == Fraction(500, 86_400)
    moved = tape.exact({"users": Fraction(200)})
    assert moved[tape.slot(requests)] == Fraction(1000, 86_400)
    assert moved[tape.slot(users)] == 200


def test_an_input_that_is_not_moved_follows_one_that_is(shop):
    users, requests, latency, busy = shop
    tape = compile_tape([busy], CALENDAR, free=["users", "requests", "latency"])
    slots = tape.exact({"users": Fraction(86_400)})
    assert slots[tape.slot(requests)] == 5
    pinned = tape.exact({"users": Fraction(86_400), "requests": Fraction(7)})
    assert pinned[tape.slot(requests)] == 7
    assert pinned[tape.slot(busy)] == 7 * Fraction(4, 1000)
    assert pinned[tape.slot(users)] == 86_400
    assert tape.slot(latency) != tape.slot(latency.body)


def test_an_input_keeps_its_doubt_until_it_is_moved(shop):
    _, _, latency, busy = shop
    tape = compile_tape([busy], CALENDAR, free=["latency"])
    (draw,) = tape.draws
    drawn = tape.sampled(drawn={draw: np.array([2.0, 8.0])})
    assert drawn[tape.slot(latency)] == pytest.approx([0.002, 0.008])
    moved = tape.sampled({"latency": np.array(0.001)}, {draw: np.array([2.0, 8.0])})
    assert moved[tape.slot(latency)] == 0.001


def test_an_input_may_be_undefined(shop):
    _, requests, _, _ = shop
    tape = compile_tape([requests], CALENDAR, free=["users"])
    assert tape.exact({"users": None})[tape.slot(requests)] is None


def test_what_is_not_free_cannot_be_moved(shop):
    tape = compile_tape([shop[1]], CALENDAR, free=["users", "elsewhere"])
    assert tape.inputs == {"users"}
    for run in (tape.exact, tape.sampled):
        with pytest.raises(KeyError, match="not free on this tape: elsewhere"):
            run({"elsewhere": Fraction(1)})


def test_two_readings_of_one_figure_are_moved_together():
    plain, pinned = q("10 users").called("users"), q("20 users").called("users")
    tape = compile_tape([plain * 2, pinned * 2], CALENDAR, free=["users"])
    still, moved = tape.exact(), tape.exact({"users": Fraction(5)})
    assert [still[tape.slot(n)] for n in (plain, pinned)] == [10, 20]
    assert [moved[tape.slot(n)] for n in (plain, pinned)] == [5, 5]


# -- worlds ------------------------------------------------------------------------------------


def test_scenario_and_step_axes_stand_in_front_of_samples(shop):
    _, _, _, busy = shop
    grown = maximum(busy, busy * 2)
    tape = compile_tape([grown], CALENDAR, free=["users"])
    (draw,) = tape.draws
    users = np.array([[86_400.0], [864_000.0], [8_640_000.0]])
    samples = np.linspace(2, 8, 7)
    found = tape.sampled({"users": users}, {draw: samples})[tape.slot(grown)]
    assert found.shape == (3, 7)
    assert found == pytest.approx(users / 86_400 * 5 * samples / 1000 * 2)
    scenarios = tape.sampled({"users": users[:, None]}, {draw: samples[None, :]})
    assert scenarios[tape.slot(grown)].shape == (3, 1, 7)


def test_draws_are_given_in_the_unit_they_were_written_in(shop):
    _, _, latency, _ = shop
    tape = compile_tape([latency], CALENDAR)
    (draw,) = tape.draws
    assert tape.draw_scales[draw] == Fraction(1, 1000)
    assert float(tape.sampled()[tape.slot(latency)]) == 0.004
    assert tape.sampled(drawn={draw: np.array([5.0])})[tape.slot(latency)].tolist() == [0.005]


def test_one_doubt_is_one_draw_however_often_it_is_stated():
    unit, spread = q("1 ms").unit, between(Fraction(2), Fraction(4))
    one, two = Draw("k", spread, unit), Draw("k", spread, unit)
    tape = compile_tape([one + two], CALENDAR)
    assert len(tape.draws) == 1
    assert tape.slot(one) == tape.slot(two)


def test_a_key_read_in_two_ways_is_two_doubts():
    """A strategy narrows a range: the plan with it and the one without share a tape."""
    unit = q("1 ms").unit
    wide = Draw("latency", between(Fraction(1), Fraction(100)), unit)
    narrow = Draw("latency", between(Fraction(4), Fraction(9)), unit)
    stated = Draw("latency", narrow.spread, unit, stands_on=Fraction(5))
    tape = compile_tape([wide, narrow, stated], CALENDAR)
    assert set(tape.draws) == {wide, narrow, stated}
    values = tape.exact()
    found = [values[tape.slot(draw)] for draw in (wide, narrow, stated)]
    assert found == [Fraction(1, 100), Fraction(6, 1000), Fraction(5, 1000)]


def test_what_no_double_can_hold_is_undefined_in_arrays():
    big = q("1e300").called("n") * q("1e300")
    tape = compile_tape([big], CALENDAR)
    assert tape.exact()[tape.slot(big)] == 10**600
    assert math.isnan(float(tape.sampled()[tape.slot(big)]))


# -- what is undefined ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["1 / 0", "0 / 0", "0 ^ -1", "sqrt(-1)", "ceil(1, 0)", "(0 - 2) ^ 0.5", "9 ^ 9 ^ 9"]
)
def test_what_has_no_value_is_undefined_and_so_is_what_rests_on_it(text, value):
    assert value(q(text)) is None
    assert value(q(f"({text}) + 1")) is None
    assert value(q(f"if 1 > 2 then ({text}) else 3")) == 3
    assert value(q(f"if ({text}) > 0 then 1 else 2")) is None


def test_what_is_beyond_all_measure_is_undefined(value):
    assert value(q("*".join(["1e300"] * 50))) is None
    assert value(q("*".join(["1e-300"] * 50))) is None
    assert value(q("*".join(["1e300"] * 4))) == 10**1200


@QUIET
@given(
    st.lists(st.fractions(min_value=Fraction(1, 10**6), max_value=10**6), min_size=30, max_size=60)
)
def test_what_grows_too_long_keeps_three_hundred_digits(numbers):
    product, exactly = Const(Fraction(1)), Fraction(1)
    for i, number in enumerate(numbers):
        odd = number * Fraction(10**40 + i, 10**40 - 3)
        product, exactly = product * Const(odd), exactly * odd
    tape = compile_tape([product], CALENDAR)
    found = tape.exact()[tape.slot(product)]
    assert abs(found - exactly) <= exactly * Fraction(1, 10**290)
    assert found.denominator.bit_length() < 6000


# -- size ---------------------------------------------------------------------------------------


def test_a_chain_of_twenty_thousand_figures_runs():
    began = time.perf_counter()
    node = q("3 GB").called("f0")
    for i in range(1, 20_000):
        node = (node * q("1.001") if i % 2 else node - q("1 KB")).called(f"f{i}")
    tape = compile_tape([node], CALENDAR, free=["f0"])
    assert len(tape.steps) == 20_000
    still = tape.exact()[tape.slot(node)]
    sampled = tape.sampled({"f0": np.array([3e9, 6e9])})[tape.slot(node)]
    assert sampled[0] == pytest.approx(float(still), rel=1e-9)
    assert time.perf_counter() - began < 20


@QUIET
@given(data=st.data())
def test_a_tape_of_many_figures_gives_what_tapes_of_one_give(formulas, value, data):
    figures = data.draw(st.lists(formulas, min_size=1, max_size=4))
    tape = compile_tape(figures, CALENDAR)
    found = tape.exact()
    assert [found[tape.slot(f)] for f in figures] == [value(f) for f in figures]


@QUIET
@given(data=st.data())
def test_freeing_figures_changes_nothing(formulas, value, data):
    expr = data.draw(formulas)
    tape = compile_tape([expr], CALENDAR, free=["users", "n", "share", "latency", "api.load"])
    assert tape.exact()[tape.slot(expr)] == value(expr)


def test_a_call_of_no_function_is_not_run():
    with pytest.raises(KeyError):
        call("erase", q("1"))
