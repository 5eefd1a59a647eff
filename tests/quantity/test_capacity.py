"""Capacity: functions as a model says them, each within what is known of it."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from pathlib import Path

import pytest

from tenfold.errors import Rejected
from tenfold.quantity.capacity import CAPACITY, FLOATS, graduated, usl

HERE = Path(__file__).parent
CASES = json.loads((HERE / "queueing_cases.json").read_text(encoding="utf-8"))["cases"]
LANGUAGE = HERE.parents[1] / "docs" / "language.md"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("erlang_b(5, 10)", 0.0183845703366481),
        ("erlang_c(95 requests, 100 instances)", 0.506456853913021),
        ("erlang_c(500 requests/s * 20 ms, 12)", 0.449388),
        ("servers_for_wait(100 requests/s, 1 s, 0 ms, 99%)", 125),
        ("servers_for_response(5,000 requests/s, 10 ms, 50 ms, 99%)", 53),
        ("servers_for_response(5,000/s, 10 ms, 50 ms, 99%, 1, 1)", 53),
        ("fastest_response(10 ms, 99%)", 0.01 * math.log(100)),
        ("usl(16 cores, 400 requests/s/core, 3%, 0.01%)", 6400 / (1 + 0.45 + 0.024)),
        ("hit_ratio(1000 keys, 100 keys, 0.8)", 0.37779),
        ("tiers(30 TB, $0.085/GB, 10 TB, $0.08/GB)", 850 + 1600),
        ("tiers(5 TB, $0.085/GB, 10 TB, $0.08/GB)", 425),
        ("tiers(100 TB, $3/TB, 10 TB, $2/TB, 50 TB, $1/TB)", 30 + 80 + 50),
    ],
)
def test_a_formula_calls_it(ask, value, text, told):
    assert float(value(ask(text))) == pytest.approx(told, rel=1e-5)


def test_a_size_has_no_doubt_about_the_literals_of_other_arguments(ask):
    """What one argument measures says nothing of the next: `64B` is not guessed."""
    with pytest.raises(Rejected, match="64B"):
        ask("hit_ratio(64B, 100 keys, 0.8)")


@pytest.mark.parametrize("name", CAPACITY)
def test_every_function_is_in_the_language_page_with_its_example(name, ask, value):
    assert f"`{name}(" in LANGUAGE.read_text(encoding="utf-8")
    example = CAPACITY[name].example.replace("bytes", "12 TB")
    assert value(ask(example)) is not None


@pytest.mark.parametrize(
    "case", [c for c in CASES if "X" in c["params"]], ids=lambda case: case["id"]
)
def test_it_is_gunthers_law(case):
    """With the published coefficients it leaves the published residual of the measurements."""
    fitted = case["values"]
    pairs = zip(case["params"]["N"], case["params"]["X"], strict=True)
    apart = [x - usl(n, fitted["gamma"], fitted["alpha"], fitted["beta"]) for n, x in pairs]
    left = math.sqrt(sum(e * e for e in apart) / (len(apart) - 3))
    assert left == pytest.approx(fitted["residual_se"], rel=1e-3)


def test_it_peaks_where_it_should():
    fitted = next(c["values"] for c in CASES if c["id"] == "usl_raytracer_first6")
    best = max(range(1, 100), key=lambda n: usl(n, 1.0, fitted["alpha"], fitted["beta"]))
    assert best == round(fitted["n_max"])


def test_tiers_are_each_at_their_rate():
    ends = [Fraction(10), Fraction(50)]
    rates = [Fraction(3), Fraction(2), Fraction(1)]
    steps = (rates[0], ends[0], rates[1], ends[1], rates[2])
    for quantity in (0, 5, 10, 11, 50, 51, 1000):
        by_one = sum(rates[sum(end <= unit for end in ends)] for unit in range(quantity))
        assert graduated(Fraction(quantity), *steps) == by_one


def test_what_slopes_are_taken_of_goes_through_the_whole_servers():
    for name in ("erlang_b", "erlang_c"):
        exact = CAPACITY[name].exact
        for servers in (81, 85, 100):
            assert FLOATS[name](80.0, servers) == float(exact(Fraction(80), Fraction(servers)))
