"""Queueing over arrays: world by world what the base case says."""

from __future__ import annotations

import numpy as np
import pytest

from tenfold.quantity import queueing, queueing_arrays

MANY = 1500


@pytest.fixture(scope="module")
def queues():
    """Queues of all sizes and sorts, some of which cannot be: a column for each argument."""
    rng = np.random.default_rng(1)
    offered = 10 ** rng.uniform(-2, 7, MANY)
    service = rng.choice([0.001, 0.37, 2.0], MANY)
    share = rng.choice([0.0, 0.5, 0.9, 0.99, 0.999, 1.0], MANY)
    ca2, cs2 = (rng.choice([0, 0.25, 1, 1, 1, 2, 4, 9], MANY).astype(float) for _ in range(2))
    goal = service * rng.choice([0.0, 0.1, 1, 3, 5, 20], MANY) * rng.uniform(0.9, 1.1, MANY)
    return np.array([offered / service, service, goal, share, ca2, cs2])


@pytest.mark.parametrize("name", ["servers_for_wait", "servers_for_response"])
@pytest.mark.parametrize("count", [4, 6])
def test_sizes_are_those_of_the_base_case(queues, name, count):
    args = queues[:count]
    with np.errstate(all="ignore"):
        found = getattr(queueing_arrays, name)(*args)
    one = getattr(queueing, name)
    np.testing.assert_array_equal(found, [one(*map(float, row)) for row in args.T])
    assert 0.01 < np.isnan(found).mean() < 0.9


@pytest.mark.parametrize("name", ["blocked", "waiting"])
def test_chances_are_those_of_the_base_case(name):
    rng = np.random.default_rng(2)
    offered = 10 ** rng.uniform(-1, 6, MANY)
    servers = offered * 10 ** rng.uniform(-0.3, 0.3, MANY)
    with np.errstate(all="ignore"):
        found = getattr(queueing_arrays, name)(offered, servers)
    one = getattr(queueing, name)
    wanted = np.array([one(*row) for row in zip(offered, servers, strict=True)])
    np.testing.assert_array_equal(np.isnan(found), np.isnan(wanted))
    np.testing.assert_allclose(found, wanted, rtol=1e-12, atol=1e-250)


def test_the_fastest_response_is_that_of_the_base_case(queues):
    args = queues[[1, 3, 5]]
    with np.errstate(all="ignore"):
        found = queueing_arrays.fastest_response(*args)
    wanted = [queueing.fastest_response(*map(float, row)) for row in args.T]
    np.testing.assert_allclose(found, wanted, rtol=1e-13)


def test_axes_meet_as_they_do_everywhere():
    load, goal = np.array([[100.0], [1000.0]]), np.array([0.05, 0.06, np.nan])
    found = queueing_arrays.servers_for_response(load, np.array(0.01), goal, np.array(0.99))
    assert found.shape == (2, 3)
    assert found[:, 0].tolist() == [3, 12]
    assert np.isnan(found[:, 2]).all()
