"""The compiled way: the same worlds as with NumPy, to the last digits."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.quantity.bind import q
from tenfold.quantity.expr import Const, Draw, call, ceil, maximum, rebuild
from tenfold.quantity.spread import Spread
from tenfold.quantity.tape import compile_tape
from tenfold.quantity.units import CALENDAR
from tenfold.sampling import sample as module
from tenfold.sampling.curve import at, curve_of
from tenfold.sampling.dependence import Dependence, Group
from tenfold.sampling.sample import sample
from tenfold.sampling.settings import SAMPLERS, Sampling

QUIET = settings(deadline=None, derandomize=True, max_examples=60)
SMALL = Sampling(worlds=1024)
PERCENTS = (1, 5, 25, 50, 75, 95, 99)


def drawn(key, text="2 to 8"):
    return Draw(key, q(text).spread, q(text).unit)


def figures():
    """Figures with every shape, and of every sort."""
    x, y, share = drawn("x"), drawn("y", "-3 to 9"), drawn("share", "40% to 60%")
    flat, bent, counted = (
        drawn("flat", "uniform(1, 2)"),
        drawn("bent", "triangular(1, 2, 4)"),
        drawn("counted", "beta(8, 2)"),
    )
    risk = Draw("risks.r", Spread("chance", (q("0.2").number,)), q("1").unit)
    product = x * share + flat * bent
    return [
        product, ceil(product), x - x, maximum(y, q("0")), call("if", y < 3, x / 0, x), risk * x,
        1 - counted, 3 / y, x**2, call("pow", x, y), ceil(call("mul", x, q("10"))), y * 0,
    ]  # fmt: skip


@pytest.fixture(scope="module")
def compiled():
    """The compiled way; what was compiled from files that have changed is thrown away.

    numba looks at the file of each function alone, and not at those of what it calls.
    """
    folder = Path(module.__file__).parent
    files = [folder / f"{name}.py" for name in ("dealing", "loops", "machine")]
    newest = max(file.stat().st_mtime for file in files)
    for found in (folder / "__pycache__").glob("*.nbi"):
        if found.stat().st_mtime < newest:
            found.unlink(missing_ok=True)
    return pytest.importorskip("tenfold.sampling.compiled")


def both(nodes, sampling=SMALL, **how):
    tape = compile_tape(nodes, CALENDAR)
    return (sample(tape, nodes, sampling, engine=way, **how) for way in ("numpy", "compiled"))


def agree(one, other):
    """The same, but for steps that the last digit decides."""
    np.testing.assert_array_equal(np.isnan(one), np.isnan(other))
    known = ~np.isnan(one)
    if known.any():
        apart, size = np.abs(one - other)[known], np.abs(one)[known]
        assert (apart <= 1e-12 * size).mean() > 0.99
        assert (apart <= 1e-9 * size.max()).mean() > 0.999


@pytest.mark.usefixtures("compiled")
@QUIET
@given(data=st.data())
def test_any_figures_come_to_the_same_in_every_world(formulas, data):
    nodes = data.draw(st.lists(formulas, min_size=1, max_size=3))
    one, other = both(nodes)
    for node in nodes:
        agree(one.values(node), other.values(node))


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("sampler", SAMPLERS)
def test_every_sampler_shape_and_tie_comes_to_the_same(sampler):
    lower = np.array([[1.0, 0.0, 0.0], [0.8, 0.6, 0.0], [0.0, 0.6, 0.8]])
    tied = Dependence((Group(("drivers.d", "x", "flat"), lower @ lower.T, lower),))
    one, other = both(figures(), Sampling(16 * 700, sampler), dependence=tied)
    for node in one.tape.kept:
        np.testing.assert_allclose(one.values(node), other.values(node), rtol=1e-12)
    assert one.keys == other.keys
    for key in one.keys:
        np.testing.assert_allclose(one.normals(key), other.normals(key), rtol=1e-12)


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("sampler", SAMPLERS)
def test_what_is_counted_is_the_same(monkeypatch, sampler):
    monkeypatch.setattr(module, "MOST_KEPT", 3 * 2**14)
    nodes = figures()
    one, other = both(nodes, Sampling(2**14 - 100, sampler), declared=nodes[:1])
    for node in nodes:
        here, there = one.distribution(node), other.distribution(node)
        assert (here.worlds, here.undefined) == (there.worlds, there.undefined)
        close = pytest.approx
        assert (here.low, here.high) == close((there.low, there.high), rel=1e-12)
        assert here.mean.value == close(there.mean.value, rel=1e-12)
        assert here.mean.error == close(there.mean.error, rel=1e-9, abs=1e-15)
        assert here.deviation == close(there.deviation, rel=1e-12)
        for percent in PERCENTS:
            mine, theirs = here.quantile(percent), there.quantile(percent)
            assert mine.value == close(theirs.value, rel=1e-9)
            assert mine.error == close(theirs.error, rel=1e-6, abs=1e-12)


def told(found):
    numbers = []
    for node in found.tape.kept:
        one = found.distribution(node)
        estimates = [one.mean, *(one.quantile(percent) for percent in PERCENTS)]
        numbers += [part for e in estimates for part in (e.value, e.error)]
        numbers += [one.deviation, one.low, one.high, one.undefined, one.below(3.0)]
    return np.array(numbers, np.float64).tobytes()


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("sampler", SAMPLERS)
def test_neither_threads_nor_blocks_change_a_bit(monkeypatch, sampler):
    monkeypatch.setattr(module, "MOST_KEPT", 3 * 2**15)
    nodes = figures()
    tape = compile_tape(nodes, CALENDAR)
    sampling = Sampling(2**15 - 1000, sampler)
    expected = told(sample(tape, nodes, sampling, engine="compiled", threads=1))
    for how in ({"block": 256}, {"block": 64}, {"block": 1000}, {"threads": 3}):
        assert told(sample(tape, nodes, sampling, engine="compiled", **how)) == expected


@pytest.mark.usefixtures("compiled")
def test_a_large_run_is_compiled_and_a_small_one_is_not(monkeypatch):
    nodes = figures()
    tape = compile_tape(nodes, CALENDAR)
    called = []
    way = sys.modules["tenfold.sampling.compiled"]
    monkeypatch.setattr(way, "run_compiled", lambda *_: called.append(True))
    sample(tape, nodes, Sampling())
    assert not called
    monkeypatch.setattr(module, "_WORTH_STARTING", 1000)
    sample(tape, nodes, Sampling())
    assert called


def test_without_numba_everything_is_still_there(monkeypatch):
    monkeypatch.setattr(module, "_WORTH_STARTING", 0)
    monkeypatch.setitem(sys.modules, "tenfold.sampling.compiled", None)
    nodes = figures()
    tape = compile_tape(nodes, CALENDAR)
    assert sample(tape, nodes, SMALL).distribution(nodes[0]).mean.value > 0
    with pytest.raises(ImportError):
        sample(tape, nodes, SMALL, engine="compiled")


def sizes():
    """Figures with functions that are searches of their own, and one in tiers."""
    load, service = drawn("load", "500 to 900 requests/s"), drawn("service", "8 to 12 ms")
    goal, share = drawn("goal", "40 ms to 90 ms"), q("99%")
    used = drawn("used", "2 to 8")
    return [
        call("servers_for_response", load, service, goal, share),
        call("servers_for_wait", load, service, goal, share, q("2"), used),
        call("erlang_c", load * service, q("12")), call("erlang_b", load * service, used),
        call("fastest_response", service, share, used), call("usl", used, load, q("3%"), q("1%")),
        call("hit_ratio", q("1000"), used * 10, q("0.8")),
    ]  # fmt: skip


@pytest.mark.usefixtures("compiled")
def test_a_program_that_only_numpy_knows_runs_with_it_and_says_the_same_in_the_base_case():
    """Asked for compiled or not, to the bit; and each world is what the exact way says of it."""
    nodes = sizes()
    one, other = both(nodes)
    for node in nodes:
        np.testing.assert_array_equal(one.values(node), other.values(node))
    tape = compile_tape(nodes, CALENDAR)
    for node in nodes:
        found, slot = one.values(node), tape.slot(node)
        for world in (0, 17, 400):
            drawn_to = {draw: one_draw(one, draw, world) for draw in tape.draws}
            moved = compile_tape([swap(node, drawn_to)], CALENDAR)
            exact = moved.exact()[moved.slot(moved.kept[0])]
            assert slot >= 0
            assert (exact is None) == bool(np.isnan(found[world]))
            assert exact is None or float(exact) == pytest.approx(found[world], rel=1e-12)


def one_draw(sampled, draw, world):
    """What a draw is in one world, as a number that somebody wrote."""
    z = np.array([sampled.normals(draw.key)[world]])
    return Const(Fraction(float(at(curve_of(draw.spread), z)[0])), draw.unit)


def swap(node, drawn_to):
    (made,) = rebuild({"": node}, lambda _, new: drawn_to.get(new, new), lambda _: False).values()
    return made


@pytest.mark.usefixtures("compiled")
def test_tiers_are_compiled():
    node = call("tiers", drawn("x"), q("3"), q("5"), drawn("rate"))
    one, other = both([node])
    np.testing.assert_allclose(one.values(node), other.values(node), rtol=1e-12)


@pytest.mark.parametrize("block", [1024, 3072])
def test_blocks_change_no_bit_of_what_is_searched_for(block):
    nodes = sizes()
    tape = compile_tape(nodes, CALENDAR)
    many = Sampling(worlds=16 * 4000)
    one = sample(tape, nodes, many, engine="numpy")
    other = sample(tape, nodes, many, engine="numpy", block=block, threads=2)
    for node in nodes:
        assert one.values(node).tobytes() == other.values(node).tobytes()
