"""Dependence: which keys move together, and that a key more leaves the others as they are."""

from math import pi, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.sampling.dependence import INDEPENDENT, Conflict, Tie, dependence


def tied(*ties, latent=()):
    """The groups of ties such as 'a b 0.9'."""
    found = []
    for text in ties:
        first, second, rank = text.split()
        found.append(Tie(first, second, float(rank)))
    return dependence(found, latent).groups


def normal(rank):
    return 2 * sin(pi * rank / 6)


def same_bits(one, other):
    return one.shape == other.shape and one.tobytes() == other.tobytes()


# -- groups --------------------------------------------------------------------------


def test_without_ties_nothing_moves_with_anything():
    assert dependence([]).groups == INDEPENDENT.groups == ()


def test_keys_that_hang_together_are_a_group_in_the_order_of_first_mention():
    groups = tied("d c 0.1", "a b 0.1", "e d 0.1", "x a 0.1")
    assert [group.keys for group in groups] == [("d", "c", "e"), ("a", "b", "x")]


def test_groups_that_are_joined_later_are_one():
    (group,) = tied("a b 0.1", "c d 0.1", "d b 0.1")
    assert group.keys == ("a", "b", "c", "d")


def test_drivers_stand_first():
    groups = tied("a b 0.1", "y a 0.1", "x b 0.1", "z c 0.1", latent=["x", "y", "z"])
    assert [group.keys for group in groups] == [("y", "x", "a", "b"), ("z", "c")]


def test_a_tie_said_twice_in_the_same_way_is_one():
    assert same_bits(tied("a b 0.3")[0].lower, tied("a b 0.3", "b a 0.3")[0].lower)


@pytest.mark.parametrize("text", ["a a 0.5", "a b 1", "a b -1", "a b 1.5", "a b nan"])
def test_what_is_no_tie_is_refused(text):
    with pytest.raises(ValueError, match="no tie between two keys"):
        tied(text)


# -- matrices ------------------------------------------------------------------------


def test_two_are_correlated_as_their_normals_have_to_be():
    (group,) = tied("a b 0.8")
    r = normal(0.8)
    assert group.correlation.tolist() == [[1, r], [r, 1]]
    assert group.lower == pytest.approx(np.array([[1, 0], [r, np.sqrt(1 - r * r)]]), abs=1e-15)


def test_ranks_come_out_as_stated():
    """Spearman of many draws is within its noise of what was asked for."""
    (group,) = tied("a b 0.8", "b c -0.5")
    z = group.lower @ np.random.default_rng(1).normal(size=(3, 200_000))
    order = np.argsort(np.argsort(z, axis=1), axis=1)
    found = np.corrcoef(order)
    assert found[0, 1] == pytest.approx(0.8, abs=0.005)
    assert found[1, 2] == pytest.approx(-0.5, abs=0.005)


def test_what_is_moved_by_one_driver_is_correlated_by_the_product():
    (group,) = tied("x a 0.8", "x b 0.5", "x c -0.3", latent=["x"])
    assert group.correlation[1, 2] == normal(0.8) * normal(0.5)
    assert group.correlation[2, 3] == normal(0.5) * normal(-0.3)


def test_on_a_path_it_is_the_product():
    (group,) = tied("a b 0.8", "b c 0.8")
    assert group.correlation[0, 2] == pytest.approx(normal(0.8) ** 2, abs=1e-15)


def test_drivers_of_one_figure_stay_independent_of_each_other():
    (group,) = tied("x a 0.5", "y a 0.5", "y b 0.4", latent=["x", "y"])
    assert group.keys == ("x", "y", "a", "b")
    assert group.correlation[0, 1] == 0
    assert group.correlation[0, 3] == pytest.approx(0, abs=1e-15)
    assert np.linalg.inv(group.correlation)[2, 3] == pytest.approx(0, abs=1e-14)


def test_no_key_of_one_group_is_in_another():
    groups = tied("x a 0.5", "y b 0.5", latent=["x", "y"])
    assert [group.keys for group in groups] == [("x", "a"), ("y", "b")]


def test_a_matrix_cannot_be_changed():
    (group,) = tied("a b 0.8")
    with pytest.raises(ValueError, match="read-only"):
        group.lower[0, 0] = 2
    with pytest.raises(ValueError, match="read-only"):
        group.correlation[0, 0] = 2


def net(seed, size, share):
    """Ties between so many keys, all connected, weak enough to hold mostly."""
    rng = np.random.default_rng(seed)
    ties = [
        Tie(f"k{other}", f"k{one}", float(rng.uniform(-0.5, 0.5)))
        for one in range(1, size)
        for other in range(one)
        if other == one - 1 or rng.random() < share
    ]
    order = rng.permutation(len(ties))
    return [ties[at] for at in order]


def held(ties, latent=()):
    try:
        return dependence(ties, latent).groups
    except Conflict:
        return None


@given(st.integers(0, 10**6), st.integers(2, 10), st.floats(0, 1))
def test_the_lower_triangle_is_a_root_of_the_correlation(seed, size, share):
    ties = net(seed, size, share)
    groups = held(ties)
    if groups is None:
        return
    (group,) = groups
    assert np.array_equal(group.correlation, group.correlation.T)
    assert np.array_equal(np.diag(group.correlation), np.ones(size))
    assert np.array_equal(group.lower, np.tril(group.lower))
    assert np.diag(group.lower).min() > 0
    assert np.abs(group.lower @ group.lower.T - group.correlation).max() < 1e-12
    place = {key: at for at, key in enumerate(group.keys)}
    for tie in ties:
        assert group.correlation[place[tie.first], place[tie.second]] == tie.normal


@given(st.integers(0, 10**6), st.integers(2, 10), st.floats(0, 1))
def test_the_same_ties_give_the_same_bits(seed, size, share):
    ties = net(seed, size, share)
    first, again = held(ties), held(list(ties))
    if first is not None:
        assert same_bits(first[0].lower, again[0].lower)
        assert same_bits(first[0].correlation, again[0].correlation)


# -- a key more ------------------------------------------------------------------------


@given(st.integers(0, 10**6), st.integers(2, 10), st.floats(0, 0.6), st.floats(-0.9, 0.9))
def test_a_key_that_hangs_on_one_changes_no_row_of_the_others(seed, size, share, rank):
    ties = net(seed, size, share)
    before = held(ties)
    if before is None:
        return
    on = before[0].keys[seed % size]
    (after,) = dependence([*ties, Tie(on, "new", rank)]).groups
    assert after.keys == (*before[0].keys, "new")
    assert same_bits(np.ascontiguousarray(after.lower[:size, :size]), before[0].lower)
    assert same_bits(np.ascontiguousarray(after.correlation[:size, :size]), before[0].correlation)
    assert not after.lower[:size, size].any()


@given(st.integers(0, 10**6), st.integers(2, 10), st.floats(0, 0.6), st.floats(-0.9, 0.9))
def test_nor_does_one_that_is_mentioned_among_them(seed, size, share, rank):
    """What others rest on does not change, and on the new one they rest not at all."""
    ties = net(seed, size, share)
    before = held(ties)
    if before is None:
        return
    at = seed % len(ties)
    on = ties[at].first
    (after,) = dependence([*ties[: at + 1], Tie(on, "new", rank), *ties[at + 1 :]]).groups
    new = after.keys.index("new")
    rest = [row for row in range(size + 1) if row != new]
    assert [after.keys[row] for row in rest] == list(before[0].keys)
    assert same_bits(after.lower[np.ix_(rest, rest)], before[0].lower)
    assert not after.lower[rest, new].any()


def test_a_figure_more_of_a_driver_changes_no_draw_of_the_others():
    drivers = ["x a 0.8", "x b 0.5", "x c 0.3"]
    pairs = ["a d 0.4", "d e 0.2", "e b 0.3"]
    (before,) = tied(*drivers, *pairs, latent=["x"])
    (after,) = tied(*drivers, "x new -0.6", *pairs, latent=["x"])
    assert after.keys == ("x", "a", "b", "c", "new", "d", "e")
    rest = [0, 1, 2, 3, 5, 6]
    assert same_bits(after.lower[np.ix_(rest, rest)], before.lower)
    assert not after.lower[rest, 4].any()


def test_a_key_that_hangs_on_some_that_are_all_tied_changes_no_row_either():
    ties = ["a b 0.5", "b c 0.5", "c a 0.4", "c d 0.3", "d e 0.2", "e a 0.1"]
    (before,) = tied(*ties)
    (after,) = tied(*ties, "a new 0.2", "b new 0.3")
    assert same_bits(np.ascontiguousarray(after.lower[:5, :5]), before.lower)


def test_another_group_changes_nothing():
    (before,) = tied("a b 0.5", "b c 0.5")
    after, _ = tied("a b 0.5", "p q 0.1", "b c 0.5")
    assert same_bits(after.lower, before.lower)
