"""The completion: what is stated is kept, what is not follows from it and from nothing else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.sampling.completion import SMALLEST, complete, hanging


def matrix(size, ties):
    """What is stated of so many things, and where."""
    stated, known = np.eye(size), np.eye(size, dtype=bool)
    for (one, other), value in ties.items():
        stated[one, other] = stated[other, one] = value
        known[one, other] = known[other, one] = True
    return stated, known


def random(seed, size, share):
    """A correlation matrix, and which of it is known: all are connected."""
    rng = np.random.default_rng(seed)
    factors = rng.normal(size=(size, size + 2))
    product = factors @ factors.T
    scale = np.sqrt(np.diag(product))
    known = rng.random((size, size)) < share
    known |= known.T | np.eye(size, dtype=bool)
    for one in range(1, size):
        other = rng.integers(one)
        known[one, other] = known[other, one] = True
    correlation = product / np.outer(scale, scale)
    np.fill_diagonal(correlation, 1)
    return correlation, known


def partial(correlation):
    """The inverse, its diagonal made one."""
    inverse = np.linalg.inv(correlation)
    scale = np.sqrt(np.diag(inverse))
    return inverse / np.outer(scale, scale)


@given(st.integers(0, 10**6), st.integers(2, 12), st.floats(0, 1))
def test_what_is_stated_is_kept_and_the_inverse_is_zero_elsewhere(seed, size, share):
    stated, known = random(seed, size, share)
    found = complete(stated, known)
    if np.linalg.eigvalsh(stated)[0] < 1e-4:
        return
    assert found is not None
    assert np.array_equal(found, found.T)
    assert np.array_equal(np.diag(found), np.ones(size))
    assert np.abs(np.where(known, found - stated, 0)).max() < 1e-9
    assert np.linalg.eigvalsh(found)[0] > 0
    assert np.abs(np.where(known, 0, partial(found))).max() < 1e-8


@given(st.integers(0, 10**6), st.integers(3, 8))
def test_no_other_completion_has_a_larger_determinant(seed, size):
    stated, known = random(seed, size, 0.4)
    found = complete(stated, known)
    if found is not None:
        assert np.linalg.slogdet(found)[1] >= np.linalg.slogdet(stated)[1] - 1e-9


def test_sixty_things_are_completed():
    stated, known = random(5, 60, 0.2)
    found = complete(stated, known)
    assert np.abs(np.where(known, found - stated, 0)).max() < 1e-12
    assert np.abs(np.where(known, 0, partial(found))).max() < 1e-8


@given(st.lists(st.floats(-0.95, 0.95), min_size=1, max_size=9), st.integers(0, 999))
def test_in_a_tree_it_is_the_product_along_the_path(values, seed):
    rng = np.random.default_rng(seed)
    parent = {at: int(rng.integers(at)) for at in range(1, len(values) + 1)}
    ties = {(at, on): values[at - 1] for at, on in parent.items()}
    found = complete(*matrix(len(values) + 1, ties))

    def along(one, other):
        if one == other:
            return 1.0
        one, other = max(one, other), min(one, other)
        return values[one - 1] * along(parent[one], other)

    for one in range(len(values) + 1):
        for other in range(one):
            assert found[one, other] == pytest.approx(along(one, other), abs=1e-12)


def test_a_cycle_is_solved_for():
    """Four in a ring, r each; the inverse is zero across where x = 2 r^2 / (1 + x)."""
    ring = {(0, 1): 0.5, (1, 2): 0.5, (2, 3): 0.5, (3, 0): 0.5}
    found = complete(*matrix(4, ring))
    across = (np.sqrt(1 + 8 * 0.25) - 1) / 2
    assert found[0, 2] == pytest.approx(across, abs=1e-12)
    assert found[1, 3] == pytest.approx(across, abs=1e-12)


@pytest.mark.parametrize(
    ("size", "ties"),
    [
        (3, {(0, 1): 0.9, (1, 2): 0.9, (2, 0): -0.9}),
        (3, {(0, 1): 0.5, (1, 2): 0.5, (2, 0): -0.5}),  # singular: on the very edge
        (4, {(0, 1): 0.9, (1, 2): 0.9, (2, 3): 0.9, (3, 0): -0.9}),
        (4, {(0, 1): -0.9, (1, 2): 0.9, (2, 3): 0.9, (3, 0): 0.9}),
        (2, {(0, 1): 1 - SMALLEST / 2}),
    ],
)
def test_there_is_none_where_the_ties_cannot_all_hold(size, ties):
    assert complete(*matrix(size, ties)) is None


@given(st.lists(st.floats(-0.99, 0.99), min_size=4, max_size=6))
def test_a_ring_has_one_just_where_its_angles_allow_it(values):
    size = len(values)
    angles = np.arccos(values) / np.pi
    crossed = [
        sum(1 - a if mask >> at & 1 else a for at, a in enumerate(angles))
        for mask in range(1 << size)
        if mask.bit_count() % 2
    ]
    found = complete(*matrix(size, {(at, (at + 1) % size): v for at, v in enumerate(values)}))
    if abs(min(crossed) - 1) > 1e-4:
        assert (found is not None) == (min(crossed) > 1)


def test_what_hangs_on_one_thing_stands_by_how_far_from_the_rest():
    triangle = {(0, 1): 0.5, (1, 2): 0.5, (2, 0): 0.5}
    hung = {(2, 4): 0.5, (4, 3): 0.5, (1, 5): 0.5}
    assert hanging(matrix(6, triangle | hung)[1]) == (
        [(4, [2]), (5, [1]), (3, [4])],
        [0, 1, 2],
    )


def test_a_tree_hangs_on_the_first():
    assert hanging(matrix(3, {(0, 1): 0.5, (1, 2): 0.5})[1]) == ([(1, [0]), (2, [1])], [0])
