"""Queueing: held to exact queues, and to what any queue must do."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tenfold.quantity.queueing import (
    blocked,
    fastest_response,
    fitted_servers,
    gauss,
    inverse_blocking,
    servers_for_response,
    servers_for_wait,
    waiting,
)

CASES = json.loads((Path(__file__).parent / "queueing_cases.json").read_text(encoding="utf-8"))
QUIET = settings(deadline=None, derandomize=True)

OFFERED = st.floats(0.01, 3000)
SHARES = st.sampled_from([0.5, 0.9, 0.99, 0.999])
VARIED = st.sampled_from([0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 4.0, 9.0])


def family(name):
    return [pytest.param(c["params"], c["values"], id=c["id"]) for c in CASES["cases"]
            if c["family"] == name]  # fmt: skip


@pytest.mark.parametrize(("params", "values"), family("erlang_b"))
def test_erlangs_b_is_exact(params, values):
    found = blocked(float(Fraction(params["offered_erlangs"])), params["servers"])
    assert found == pytest.approx(float(values["blocking"]), rel=1e-13)


@pytest.mark.parametrize(("params", "values"), family("erlang_c"))
def test_erlangs_c_is_exact(params, values):
    found = waiting(float(Fraction(params["offered_erlangs"])), params["servers"])
    assert found == pytest.approx(float(values["p_wait"]), rel=1e-13)


def recursion(offered, servers):
    inverse = Fraction(1)
    for server in range(1, servers + 1):
        inverse = 1 + server / offered * inverse
    return float(1 / inverse)


@pytest.mark.parametrize("servers", [64, 65, 100, 400])
@pytest.mark.parametrize("busy", ["0.5", "0.8", "0.95", "0.99", "1", "1.01", "1.5", "30"])
def test_the_integral_is_the_recursion(servers, busy):
    offered = Fraction(busy) * servers
    assert blocked(float(offered), servers) == pytest.approx(recursion(offered, servers), rel=1e-12)


@pytest.mark.parametrize("busy", [0.9, 0.99, 0.999, 1.0, 1.001, 1.1])
def test_a_million_servers_follow_on_from_one_less(busy):
    """1/B(c) = 1 + c/a / B(c-1), from one integral to another."""
    servers, offered = 10**6, busy * 10**6
    before, here = (inverse_blocking(offered, c) for c in (servers - 1.0, float(servers)))
    assert here == pytest.approx(1 + servers / offered * before, rel=1e-12)


def test_so_large_a_pool_is_the_normal_limit():
    """Halfin and Whitt 1981: the chance of waiting at a + b sqrt(a) servers, to 1/sqrt(a)."""
    beta, offered = 1.0, 1e12
    density = math.exp(-(beta**2) / 2) / math.sqrt(2 * math.pi)
    limit = 1 / (1 + beta * 0.5 * math.erfc(-beta / math.sqrt(2)) / density)
    assert waiting(offered, offered + beta * math.sqrt(offered)) == pytest.approx(limit, rel=1e-5)


def test_what_is_outside_of_a_queue_has_no_value():
    for offered, servers in ((5, 5), (6, 5), (-1, 5), (1, -1), (math.nan, 5), (1, math.inf)):
        assert math.isnan(waiting(offered, servers))
    for offered, servers in ((-1, 5), (1, -1), (math.nan, 5)):
        assert math.isnan(blocked(offered, servers))
    assert blocked(5, 0) == 1.0
    assert blocked(0, 5) == waiting(0, 5) == 0.0
    assert blocked(1e-9, 1e5) == 0.0


def test_part_of_a_server_is_none():
    assert waiting(4, 5.9) == waiting(4, 5)
    assert waiting(4, 4.9999999999999) == waiting(4, 5)


def test_the_points_of_gauss_integrate_polynomials_exactly():
    for power in range(0, 79, 2):
        total = sum(weight * point**power for point, weight in gauss(40))
        assert total == pytest.approx(2 / (power + 1), rel=1e-14)


# -- how long it takes ---------------------------------------------------------------


def late(size, servers, *args):
    """The goal that so many servers just keep, found by halving."""
    low, high = 0.0, 1e6
    for _ in range(100):
        middle = (low + high) / 2
        found = size(args[0], 1.0, middle, *args[1:])
        low, high = (low, middle) if found <= servers else (middle, high)
    return high


@pytest.mark.parametrize(("params", "values"), family("M/M/c FCFS"))
def test_responses_of_exponential_servers_are_exact(params, values):
    load = params["c"] * params["rho"]
    for name in ("p50", "p90", "p99", "p99.9"):
        share = float(name[1:]) / 100
        found = late(servers_for_response, params["c"], load, share)
        assert found == pytest.approx(values[f"response_{name}"], rel=1e-9)


QUANTILES = [case for name in ("M/G/1 FCFS",) for case in family(name)]
LOGNORMAL = {"p90": 0.03, "p99": 0.32, "p99.9": 0.52}
OTHERS = {"p90": 0.08, "p99": 0.13, "p99.9": 0.15}


@pytest.mark.parametrize(("params", "values"), QUANTILES)
def test_waits_for_one_server_are_near_the_exact_ones(params, values):
    """Two moments cannot tell the tail of a lognormal, and say too little of it."""
    for name, error in (LOGNORMAL if "lognormal" in params["service"] else OTHERS).items():
        share = float(name[1:]) / 100
        found = late(servers_for_wait, 1, params["rho"], share, 1.0, params["scv"])
        assert found == pytest.approx(values[f"wait_{name}"], rel=error)


def mean_wait(servers, load, ca2, cs2):
    """The mean of the waits: the share that waits over the rate at which waits end."""
    deep, deeper = (late(servers_for_wait, servers, load, s, ca2, cs2) for s in (0.99, 0.9999))
    rate = math.log(100) / (deeper - deep)
    return 0.01 * math.exp(rate * deep) / rate


@pytest.mark.parametrize(("params", "values"), family("M/G/c FCFS") + family("M/D/c FCFS"))
def test_mean_waits_of_pools_are_near_the_exact_ones(params, values):
    """Wide pools with services that vary more than exponential ones wait less than is said."""
    found = mean_wait(params["c"], params["c"] * params["rho"], 1.0, params.get("scv", 0.0))
    over = 0.27 if params.get("scv", 0.0) > 1 else 0.01
    assert 0.96 <= found / values["mean_wait"] <= 1 + over


@pytest.mark.parametrize(("params", "values"), family("GI/M/1 FCFS"))
def test_mean_waits_of_other_arrivals_are_near_the_exact_ones(params, values):
    found = mean_wait(1, params["rho"], params["ca2"], 1.0)
    assert 1 <= found / values["mean_wait"] <= 1.18


@pytest.mark.parametrize(("params", "values"), family("GI/G/c simulated"))
def test_waits_of_any_pool_and_its_size_are_near_what_is_simulated(params, values):
    load, varied = params["c"] * params["rho"], (params["ca2"], params["cs2"])
    found = late(servers_for_wait, params["c"], load, 0.99, *varied)
    assert 0.89 <= found / values["wait_p99"] <= 1.25
    size = servers_for_wait(load, 1.0, values["wait_p99"], 0.99, *varied)
    assert abs(size - params["c"]) <= max(1, 0.02 * params["c"])


# -- sizes -----------------------------------------------------------------------------


def test_goals_give_sizes_of_their_own():
    """51,000 bursty requests a second of 0.45 ms: 22.95 in service, and a size for each goal."""
    goals = (0.0021, 0.005, 0.05, 0.5)
    sizes = [servers_for_response(51_000, 0.00045, goal, 0.99, 4, 1) for goal in goals]
    assert sizes == [33, 25, 24, 23]
    assert [servers_for_response(51_100, 0.00045, goal, 0.99) for goal in goals] == [28, 24, 24, 23]


def test_a_goal_that_the_service_alone_breaks_has_no_size():
    assert math.isnan(servers_for_response(50_000, 0.002, 0.0021, 0.99))
    assert fastest_response(0.002, 0.99) == pytest.approx(0.002 * math.log(100), rel=1e-14)
    just = fastest_response(0.002, 0.99)
    assert math.isnan(servers_for_response(50_000, 0.002, just * (1 - 1e-9), 0.99))
    assert servers_for_response(50_000, 0.002, just * 1.0001, 0.99) > 100


@pytest.mark.parametrize(("load", "servers"), [(100, 3), (1_000, 12), (5_000, 53), (50_000, 503)])
def test_pooling_matters_in_both_directions(load, servers):
    """10 ms of service and a 99th percentile of 50 ms; 60% busy would give 2, 17, 84 and 834."""
    assert servers_for_response(load, 0.010, 0.050, 0.99) == servers


@pytest.mark.parametrize(
    ("offered", "servers"),
    [(1, 5), (2, 7), (4, 10), (10, 19), (40, 57), (100, 125), (1000, 1077)],
)
def test_one_in_a_hundred_waits(offered, servers):
    """Exact Erlang C, where a square-root rule is one server short."""
    assert servers_for_wait(offered, 1, 0, 0.99) == servers
    assert waiting(offered, servers) <= 0.01 < waiting(offered, servers - 1)


@QUIET
@given(st.floats(0.1, 30), st.floats(0.01, 3), SHARES, VARIED, VARIED)
def test_the_size_is_the_least(offered, goal, share, ca2, cs2):
    for size in (servers_for_wait, servers_for_response):
        servers = size(offered, 1.0, goal, share, ca2, cs2)
        if servers > math.floor(offered) + 1:
            assert late(size, servers, offered, share, ca2, cs2) <= goal * (1 + 1e-9)
            assert late(size, servers - 1, offered, share, ca2, cs2) >= goal * (1 - 1e-9)


@QUIET
@given(OFFERED, st.floats(0, 20), SHARES, VARIED, VARIED, st.floats(1.001, 3))
def test_more_load_and_tighter_goals_never_take_fewer(offered, goal, share, ca2, cs2, more):
    for size in (servers_for_wait, servers_for_response):
        servers = size(offered, 1.0, goal, share, ca2, cs2)
        assume(not math.isnan(servers))
        assert servers > offered
        assert size(offered * more, 1.0, goal, share, ca2, cs2) >= servers
        assert size(offered, 1.0, goal * more, share, ca2, cs2) <= servers
        assert not size(offered, 1.0, goal, (1 + share) / 2, ca2, cs2) < servers
        assert size(offered, 1.0, goal, share, ca2 * more, cs2) >= servers


@QUIET
@given(OFFERED, st.floats(0, 20), SHARES, VARIED, VARIED)
def test_what_slopes_are_taken_of_lies_just_below_the_size(offered, goal, share, ca2, cs2):
    for size, answered in ((servers_for_wait, False), (servers_for_response, True)):
        servers = size(offered, 1.0, goal, share, ca2, cs2)
        fitted = fitted_servers(offered, 1.0, goal, share, ca2, cs2, answered=answered)
        if servers > math.floor(offered) + 1:
            assert servers - 1 <= fitted <= servers
        else:
            assert math.isnan(servers) or fitted == offered + 1


def test_nothing_to_do_takes_no_servers_and_nonsense_has_no_size():
    assert servers_for_wait(0, 1, 1, 0.99) == 0
    for args in (
        (-1, 1, 1, 0.9), (1, 1, -1, 0.9), (1, 1, 1, 1), (1, 1, 1, -0.1), (1, 1, 1, 0.9, -1, 1),
        (1, 1, 1, 0.9, 1, -1), (1e30, 1, 1, 0.9),
    ):  # fmt: skip
        assert math.isnan(servers_for_wait(*args))
        assert math.isnan(servers_for_response(*args))


def test_services_all_alike_are_answered_when_they_are_done():
    assert fastest_response(0.01, 0.99, 0) == 0.01
    assert servers_for_response(1000, 0.01, 0.0101, 0.99, 1, 0) > 10
    assert math.isnan(servers_for_response(1000, 0.01, 0.0099, 0.99, 1, 0))


@QUIET
@given(SHARES, VARIED)
def test_the_fastest_response_is_where_the_tail_is(share, cs2):
    """Any goal above it has a size, and none below."""
    fastest = fastest_response(1.0, share, cs2)
    assert not math.isnan(servers_for_response(5, 1.0, fastest * 1.001, share, 1, cs2))
    assert math.isnan(servers_for_response(5, 1.0, fastest * 0.999, share, 1, cs2))
    assert math.isnan(fastest_response(1.0, 1.0, cs2))
