"""Samples: figures in many worlds."""

from __future__ import annotations

import math
import tracemalloc
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.quantity.bind import q
from tenfold.quantity.expr import Draw, call, ceil, maximum
from tenfold.quantity.spread import Spread
from tenfold.quantity.tape import compile_tape
from tenfold.quantity.units import CALENDAR
from tenfold.sampling import sample as module
from tenfold.sampling.dependence import Dependence, Group
from tenfold.sampling.sample import sample
from tenfold.sampling.settings import SAMPLERS, Sampling

QUIET = settings(deadline=None, derandomize=True, max_examples=30)
SMALL = Sampling(worlds=1024)
PERCENTS = (1, 5, 25, 50, 75, 95, 99)


def drawn(key, text="2 to 8"):
    return Draw(key, q(text).spread, q(text).unit)


def run(nodes, sampling=SMALL, *, free=(), **how):
    return sample(compile_tape(nodes, CALENDAR, free), nodes, sampling, **how)


def told(found, nodes, cases=1):
    """Every estimate of some nodes, to the last bit."""
    numbers = []
    for node in nodes:
        for case in range(cases):
            one = found.distribution(node, case)
            estimates = [one.mean, *(one.quantile(percent) for percent in PERCENTS)]
            numbers += [part for e in estimates for part in (e.value, e.error)]
            numbers += [one.deviation, one.low, one.high, one.undefined, one.below(3.0)]
            numbers += [*one.histogram(7)[0], *one.histogram(7)[1]]
    return np.array(numbers, np.float64).tobytes()


def some_nodes(*, turned=False):
    """Figures of all sorts, declared in one order or the other."""
    keys = ("x", "y", "z")
    made = {key: drawn(key) for key in (reversed(keys) if turned else keys)}
    x, y, z = (made[key] for key in keys)
    product = x * y + z
    return [product, ceil(product), x - x, maximum(x - 4, q("0")), call("if", y < 3, z / 0, z)]


# -- what a draw is ------------------------------------------------------------------------------


def test_a_draw_less_itself_is_nothing_in_every_world():
    x = drawn("x")
    found = run([x - x])
    assert (found.values(found.tape.kept[0]) == 0).all()
    one = found.distribution(found.tape.kept[0])
    assert (one.mean.value, one.mean.error, one.low, one.high) == (0, 0, 0, 0)


def test_a_draw_in_two_figures_is_one_draw():
    x, y = drawn("x"), drawn("y")
    one, two = x * 2, x * 2 + y
    found = run([one, two, y])
    assert np.array_equal(found.values(one) + found.values(y), found.values(two))


def test_another_output_or_key_changes_no_draw():
    x, y = drawn("x"), drawn("y")
    alone, beside = run([x * 2]), run([y, x * 2, x + y])
    mine = alone.values(alone.tape.kept[0])
    assert np.array_equal(mine, beside.values(beside.tape.kept[1]))


def test_a_key_read_in_two_ways_rises_and_falls_together():
    wide, narrow = drawn("x", "1 to 100"), drawn("x", "4 to 9")
    found = run([wide, narrow])
    order = np.argsort(found.values(wide))
    assert (np.diff(found.values(narrow)[order]) >= 0).all()


def test_seeds_differ():
    x = drawn("x")
    one, two = (run([x], Sampling(1024, seed=seed)) for seed in (1, 2))
    assert not np.array_equal(one.values(x), two.values(x))


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_declared_ties_hold(sampler):
    lower = np.array([[1.0, 0.0], [0.8, 0.6]])
    tied = Dependence((Group(("drivers.d", "x"), lower @ lower.T, lower),))
    x, y = drawn("x"), drawn("y")
    found = run([x * y], Sampling(2**14, sampler), dependence=tied)
    assert found.keys == ("drivers.d", "x", "y")
    d, zx, zy = (found.normals(key) for key in found.keys)
    assert np.corrcoef(d, zx)[0, 1] == pytest.approx(0.8, abs=0.02)
    assert abs(np.corrcoef(d, zy)[0, 1]) < 0.03
    assert zx.std() == pytest.approx(1, abs=0.02)
    together = found.normals_of(["y", "x", "y", "drivers.d"])
    assert list(together) == ["y", "x", "drivers.d"]
    for key, values in together.items():
        assert np.array_equal(values, found.normals(key))
    assert found.normals_of([]) == {}
    with pytest.raises(KeyError, match="no key of this sample: q"):
        found.normals("q")


def test_keys_that_are_one_have_the_same_normals():
    lower = np.array([[1.0, 0.0], [1.0, 0.0]])
    one = Dependence((Group(("x", "y"), lower @ lower.T, lower),))
    found = run([drawn("x") * drawn("y")], dependence=one).normals_of(["x", "y"])
    assert np.array_equal(found["x"], found["y"])


def test_a_distribution_is_worked_out_once():
    x = drawn("x")
    found = run([x, x * 2])
    assert found.distribution(x) is found.distribution(x)
    assert found.distribution(x) is not found.distribution(found.tape.kept[1])


# -- the same bytes ------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("sampler", SAMPLERS)
def test_neither_threads_nor_blocks_nor_order_change_a_bit(monkeypatch, kept, sampler):
    if not kept:
        monkeypatch.setattr(module, "MOST_KEPT", 2 * 16 * 2048)
    sampling = Sampling(16 * 2048 - (480 if sampler == "mc" else 0), sampler)
    nodes = some_nodes()
    expected = told(run(nodes, sampling, engine="numpy", threads=1), nodes)
    for how in ({"block": 256}, {"block": 700}, {"threads": 2}, {"threads": 5, "block": 512}):
        assert told(run(nodes, sampling, engine="numpy", **how), nodes) == expected
    turned = some_nodes(turned=True)
    assert told(run(turned, sampling, engine="numpy"), turned) == expected
    backwards = run(turned[::-1], sampling, engine="numpy")
    assert told(backwards, turned) == expected


# -- what is undefined, what is certain ------------------------------------------------------------


def test_worlds_without_a_value_are_counted_apart():
    x = drawn("x")
    node = call("if", x < 4, x / 0, x)
    found = run([node, x])
    low = found.values(x) < 4
    one = found.distribution(node)
    assert one.undefined == low.sum() > 0
    assert one.low >= 4
    assert np.array_equal(np.isnan(found.values(node)), low)


def test_what_no_double_can_hold_is_undefined():
    x = drawn("x", "1e200 to 1e300")
    found = run([x * x])
    assert 0 < found.distribution(found.tape.kept[0]).undefined <= 1024


def test_what_is_in_no_doubt_is_exact():
    users, x = q("0.1").called("users"), drawn("x")
    node = users * 3
    found = run([node * x, node])
    assert not found.doubtful(node)
    one = found.distribution(node)
    assert (one.mean.value, one.mean.error, one.worlds) == (0.3, 0.0, 1024)
    assert (found.values(node) == 0.3).all()
    nothing = q("1 / 0") * 2
    assert run([nothing]).distribution(nothing).undefined == 1024


def test_what_was_not_asked_for_is_refused():
    x = drawn("x")
    node = x * 2
    tape = compile_tape([node, x], CALENDAR)
    found = sample(tape, [node], SMALL)
    assert found.doubtful(x)
    with pytest.raises(KeyError, match="not among the outputs"):
        found.distribution(x)


def test_a_chance_happens_as_often_as_it_says():
    risk = Draw("risks.r", Spread("chance", (Fraction(1, 5),)), q("1").unit)
    x = drawn("x")
    node = call("if", risk, x * 2, x)
    found = run([node, risk, x])
    happened = found.values(risk)
    assert set(happened) == {0.0, 1.0}
    assert found.distribution(risk).mean.value == pytest.approx(0.2, abs=0.01)
    assert np.array_equal(found.values(node), found.values(x) * np.where(happened, 2, 1))


# -- cases -----------------------------------------------------------------------------------------


def test_cases_meet_the_same_draws():
    users, x = q("100").called("users"), drawn("x")
    node = users * x
    cases = ({}, {"users": Fraction(200)}, {"users": None})
    found = run([node, x], free=["users"], cases=cases)
    assert np.array_equal(found.values(node, 1), 2 * found.values(node))
    assert np.array_equal(found.values(x, 1), found.values(x))
    assert found.distribution(node, 2).undefined == 1024
    assert not found.doubtful(node, 2)


def test_a_doubt_that_is_moved_is_certain():
    x = drawn("x").called("x")
    node = x * 2
    found = run([node], free=["x"], cases=({}, {"x": Fraction(5)}))
    assert found.distribution(node, 1).mean == found.distribution(node, 1).quantile(99)
    assert found.distribution(node, 1).mean.value == 10


# -- large runs --------------------------------------------------------------------------------


def test_what_is_counted_agrees_with_what_is_kept(monkeypatch):
    nodes = some_nodes()
    sampling = Sampling(2**15)
    kept = run(nodes, sampling)
    monkeypatch.setattr(module, "MOST_KEPT", 2**15)
    counted = run(nodes, sampling, declared=[nodes[1]])
    assert counted.kept.shape[0] == 1
    for node in nodes:
        one, other = kept.distribution(node), counted.distribution(node)
        assert (one.undefined, one.low, one.high) == (other.undefined, other.low, other.high)
        assert other.mean.value == pytest.approx(one.mean.value, rel=1e-12)
        assert other.mean.error == pytest.approx(one.mean.error, rel=1e-9)
        for percent in PERCENTS:
            exact, near = one.quantile(percent).value, other.quantile(percent)
            assert abs(near.value - exact) <= near.error + one.quantile(percent).error
        assert np.array_equal(kept.values(node), counted.values(node), equal_nan=True)
    exact = kept.distribution(nodes[1])
    assert counted.distribution(nodes[1]).quantile(50) == exact.quantile(50)


def test_declared_outputs_beyond_what_is_kept_are_counted_finely(monkeypatch):
    monkeypatch.setattr(module, "MOST_KEPT", 2**13)
    monkeypatch.setattr(module, "MOST_BESIDE", 2**13)
    x, y = drawn("x"), drawn("y", "20 to 30")
    found = run([x, y], Sampling(2**14), declared=[x])
    assert found.kept.shape[0] == 0
    fine, coarse = (one.bins for one in found.tally.layout.rulers)
    assert fine > 2 * coarse


def test_memory_does_not_grow_with_the_worlds(monkeypatch):
    monkeypatch.setattr(module, "MOST_KEPT", 10_000)
    nodes = some_nodes()
    peaks = []
    for worlds in (2**17, 2**20):
        tracemalloc.start()
        run(nodes, Sampling(worlds), engine="numpy", threads=1).distribution(nodes[0]).quantile(50)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.3 + 1e6
    assert peaks[1] < 30e6


def shapes():
    """Figures that were once told wrongly by some kind of bins, or might be."""
    x, y, z = drawn("x"), drawn("y", "-3 to 9"), drawn("z", "5 to 6")
    return {
        "near one": drawn("up", "99% to 99.99%"),
        "narrow": drawn("narrow", "999K to 1001K"),
        "thin": drawn("thin", "$10M ± 0.01%"),
        "a narrow product": drawn("slim", "999K to 1001K") * drawn("thinner", "999 to 1001"),
        "piled up at both ends": drawn("bent", "beta(0.1, 0.1)"),
        "a floor": maximum(x * y, q("0")),
        "whole": ceil(x * z),
        "many whole": ceil(x * x * z * 1000),
        "all but certain": call("if", x < 9, q("5"), x),
        "of both signs": x * y - 20,
        "far apart on both sides": drawn("a", "1 to 1000000") - drawn("c", "1 to 1000000"),
        "below zero": q("0") - x * x,
        "a power": call("pow", x, y),
        "of all sizes": drawn("huge", "1e-200 to 1e200"),
        "two heaps": call("if", y < 4, x, x + 100),
        "undefined in part": call("if", y < 3, x / 0, x),
        "even": drawn("flat", "uniform(1, 2)") * 7,
    }


FAR = (0.1, 0.5, *PERCENTS, 99.5, 99.9)


@pytest.mark.parametrize("worlds", [2**12, 2**18])
def test_what_is_counted_lies_within_its_error_of_what_is_kept(monkeypatch, worlds):
    figures = shapes()
    nodes = list(figures.values())
    kept = run(nodes, Sampling(worlds))
    monkeypatch.setattr(module, "MOST_KEPT", 0)
    counted = run(nodes, Sampling(worlds), engine="numpy")
    for name, node in figures.items():
        one, other = kept.distribution(node), counted.distribution(node)
        for percent in FAR:
            exact, near = one.quantile(percent), other.quantile(percent)
            # what is kept has a line drawn from one value to the next, and those may lie far apart
            apart = exact.error if worlds < 2**16 else exact.error / 10
            assert abs(near.value - exact.value) <= near.error + apart, (name, percent)


def test_bins_add_little_to_the_error_of_a_large_run(monkeypatch):
    x, y, z = drawn("x"), drawn("y", "-3 to 9"), drawn("z", "99% to 99.99%")
    slim = drawn("slim", "999K to 1001K") * drawn("thinner", "999 to 1001")
    nodes = [x * y, z * drawn("w", "99% to 99.9%"), slim, x - y, call("pow", x, y)]
    sampling = Sampling(2**18, "mc")
    kept = run(nodes, sampling)
    monkeypatch.setattr(module, "MOST_KEPT", 0)
    counted = run(nodes, sampling, engine="numpy")
    more = []
    for node in nodes:
        one, other = kept.distribution(node), counted.distribution(node)
        for percent in PERCENTS:
            exact, near = one.quantile(percent), other.quantile(percent)
            more.append(near.error / exact.error)
            assert abs(near.value - exact.value) <= 0.1 * exact.error
    assert np.median(more) < 1.2
    assert max(more) < 2.5


# -- the numerical error -----------------------------------------------------------------------


def truth_of(shares):
    """A sum of normals and a product of lognormals: mean, and quantiles by normal z."""
    z = 1.6448536269514722
    (low, high) = (2.0, 8.0)
    mu, sigma = math.log(low * high) / 2, math.log(high / low) / 2 / z
    mu, sigma = 2 * mu, sigma * math.sqrt(2)
    return math.exp(mu + sigma * sigma / 2), [math.exp(mu + sigma * share) for share in shares]


@pytest.mark.parametrize("counted", [False, True])
@pytest.mark.parametrize("sampler", SAMPLERS)
def test_the_error_covers_the_truth_as_often_as_it_says(monkeypatch, sampler, counted):
    if counted:
        monkeypatch.setattr(module, "MOST_KEPT", 0)
    product = drawn("x") * drawn("y")
    sums = drawn("a", "-2 to 8") + drawn("b", "-1 to 3")
    mean, (p50, p90) = truth_of((0.0, 1.2815515655446004))
    spread = math.hypot(5, 2) / 1.6448536269514722
    wanted = [(product, None, mean), (product, 50, p50), (product, 90, p90)]
    wanted += [(sums, None, 4.0), (sums, 90, 4 + 1.2815515655446004 * spread)]
    tape = compile_tape([product, sums], CALENDAR)
    held = np.zeros(len(wanted))
    seeds = 200
    for seed in range(seeds):
        found = sample(tape, [product, sums], Sampling(4096, sampler, seed))
        for place, (node, percent, truth) in enumerate(wanted):
            one = found.distribution(node)
            told = one.mean if percent is None else one.quantile(percent)
            held[place] += abs(told.value - truth) <= told.error + 1e-12
    assert (held / seeds >= 0.89).all(), held / seeds
    assert 0.92 <= held.mean() / seeds <= 0.99, held / seeds


@QUIET
@given(data=st.data())
def test_any_figures_can_be_sampled(formulas, data):
    figures = data.draw(st.lists(formulas, min_size=1, max_size=3))
    found = run(figures)
    for figure in figures:
        one = found.distribution(figure)
        values = found.values(figure)
        assert one.undefined == np.isnan(values).sum()
        if one.undefined < one.worlds:
            assert one.low <= one.quantile(50).value <= one.high
