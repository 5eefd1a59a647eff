"""Chance: the same numbers for the same key, even in their strata and independent of others.

The statistics are of fixed seeds: they come out the same in each run, and the bounds
are five standard deviations of what independence would give.
"""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.sampling.chance import (
    _fraction,
    backwards,
    dealt,
    dimensions,
    hashes,
    inverse_normal,
    key_of,
    normals,
    normals_by_set,
    points,
    scrambled,
    uniforms,
    uniforms_by_set,
)
from tenfold.sampling.settings import SAMPLERS, SETS, Sampling
from tenfold.sampling.sobol_numbers import DIMENSIONS

QUIET = settings(deadline=None, derandomize=True, max_examples=60)

PAIRS = 200
LARGEST = 2**52 - 1


def keys(count, tag):
    """Keys, a row each, as of so many figures."""
    return np.array([[key_of(1, f"{tag}{n}", 0)] for n in range(count)], dtype=np.uint64)


def standard(numbers):
    """Rows with mean 0 and variance 1."""
    middle = numbers - numbers.mean(axis=-1, keepdims=True)
    return middle / numbers.std(axis=-1, keepdims=True)


# -- the same bits -------------------------------------------------------------------


def test_the_hash_is_that_of_splitmix64():
    index = np.arange(1, 4, dtype=np.uint64)
    assert hashes(np.array([1234567], dtype=np.uint64), index).tolist() == [
        6457827717110365317, 3203168211198807973, 9817491932198370423,
    ]  # fmt: skip


def test_a_key_is_known_by_its_seed_name_and_set():
    assert key_of(1, "users", 0) == 13773823914650223966
    assert key_of(0, "api.price", 15) == 2384519635927048370
    asked = [(seed, name, set_) for seed in (0, 1, 2) for name in ("a", "b") for set_ in range(4)]
    assert len({key_of(*one) for one in asked}) == len(asked)


@pytest.mark.parametrize(
    ("sampler", "expected"),
    [
        ("latin", (0.48694653384194575, 0.03784757993643806, 0.6318552499756026)),
        ("sobol", (0.20892915703199122, 0.3404884456554246, 0.9822689837356507)),
        ("mc", (0.6332506541523962, 0.7559218549126375, 0.019775975016960046)),
    ],
)
def test_the_numbers_of_a_seed_stay_what_they_are(sampler, expected):
    assert uniforms(Sampling(sampler=sampler), "users", 3, 5, 8, 2).tolist() == list(expected)


@QUIET
@given(
    sampler=st.sampled_from(SAMPLERS),
    worlds=st.sampled_from([1, 16_384, 50_000, 2**30]),
    sets=st.sampled_from([range(1), range(3, 5), range(SETS)]),
    data=st.data(),
)
def test_any_chunk_of_any_sets_holds_the_same_numbers(sampler, worlds, sets, data):
    sampling = Sampling(worlds, sampler, seed=7)
    start = data.draw(st.integers(0, sampling.per_set - 2))
    stop = data.draw(st.integers(start + 1, min(sampling.per_set, start + 3000)))
    begin = data.draw(st.integers(start, stop))
    end = data.draw(st.integers(begin, stop))
    rows = uniforms_by_set(sampling, "k", sets, start, stop, 5)
    assert rows.shape == (len(sets), stop - start)
    for row, set_ in zip(rows, sets, strict=True):
        part = uniforms(sampling, "k", set_, begin, end, 5)
        assert np.array_equal(part, row[begin - start : end - start])


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_normals_are_the_uniforms_seen_from_the_bell(sampler):
    sampling = Sampling(sampler=sampler)
    expected = inverse_normal(uniforms(sampling, "users", 2, 0, 1024))
    assert np.array_equal(normals(sampling, "users", 2, 0, 1024), expected)
    assert np.array_equal(normals_by_set(sampling, "users", range(1, 3), 0, 1024)[1], expected)


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_another_key_seed_or_set_gives_other_numbers(sampler):
    drawn = [
        uniforms(Sampling(sampler=sampler, seed=seed), key, set_, 0, 64)
        for seed in (1, 2)
        for key in ("a", "b", "a#2")
        for set_ in range(3)
    ]
    assert len({row.tobytes() for row in drawn}) == len(drawn)


# -- above 0, below 1 ----------------------------------------------------------------


def test_a_number_never_reaches_0_or_1():
    least, most = _fraction(np.array([0, LARGEST], dtype=np.uint64))
    assert (least, most) == (2.0**-53, 1 - 2.0**-53)


@QUIET
@given(st.integers(0, LARGEST))
def test_a_fraction_is_exact(number):
    assert _fraction(np.array([number], dtype=np.uint64))[0] == (number + 0.5) / 2**52


# -- inverse normal ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("u", "z"),
    [
        (0.5, 0.0),
        (0.95, 1.6448536269514722),
        (0.975, 1.959963984540054),
        (0.075, -1.4395314709384563),
        (1e-10, -6.361340902404056),
        (1e-300, -37.0470962993612),
        (1 - 2.0**-53, 8.209536151601387),
    ],
)
def test_known_quantiles_of_a_normal(u, z):
    found = inverse_normal(np.array([u]))[0]
    assert found == pytest.approx(z, rel=1e-15, abs=0)


@QUIET
@given(
    st.lists(
        st.floats(1e-300, 0.5)
        | st.floats(-300, -0.31).map(lambda digits: 10**digits)
        | st.floats(1e-15, 0.5).map(lambda rest: 1 - rest),
        min_size=1,
    )
)
def test_inverse_normal_agrees_with_the_standard_library(many):
    """To 1e-13: in the far tails the library stands as near to the truth as we do."""
    expected = [NormalDist().inv_cdf(u) for u in many]
    assert inverse_normal(np.array(many)).tolist() == pytest.approx(expected, rel=1e-13, abs=1e-15)


@QUIET
@given(st.floats(-37, 8))
def test_inverse_normal_undoes_the_chance_to_be_below(z):
    """An oracle of another kind: erfc, and how fast the chance grows at z."""
    u = math.erfc(-z / math.sqrt(2)) / 2
    bell = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    slack = 8e-16 * (1 + abs(z)) + 4e-16 * (1 + z * z) * u / bell
    assert abs(inverse_normal(np.array([u]))[0] - z) <= slack


def test_inverse_normal_keeps_the_shape_it_is_given():
    u = np.linspace(0.001, 0.999, 24).reshape(2, 3, 4)
    assert np.array_equal(inverse_normal(u).ravel(), inverse_normal(u.ravel()))
    assert inverse_normal(u[..., :0]).shape == (2, 3, 0)


def test_inverse_normal_rises_across_its_regions():
    edges = (0.075, 0.925, math.exp(-25), 0.5)
    u = np.unique([edge * (1 + step * 1e-9) for edge in edges for step in range(-500, 501)])
    assert (np.diff(inverse_normal(u)) > 0).all()


# -- latin ---------------------------------------------------------------------------


@pytest.mark.parametrize("bits", range(6, 19))
def test_a_deal_is_one_to_one(bits):
    for key in keys(8 if bits < 14 else 1, f"one{bits}-"):
        assert np.array_equal(np.sort(dealt(key, 0, 2**bits, bits)), np.arange(2**bits))


@pytest.mark.parametrize("worlds", [1, 16_384, 300_000])
def test_latin_puts_one_number_in_each_stratum(worlds):
    sampling = Sampling(worlds)
    n = sampling.per_set
    for row in uniforms_by_set(sampling, "users", range(SETS), 0, n):
        assert np.array_equal(np.sort((row * n).astype(int)), np.arange(n))


def test_latin_puts_a_number_anywhere_in_its_stratum():
    place = uniforms_by_set(Sampling(), "users", range(SETS), 0, 1024).ravel() * 1024 % 1
    counts = np.bincount((place * 16).astype(int), minlength=16)
    assert np.abs(counts - 1024).max() < 5 * math.sqrt(1024)


@pytest.mark.parametrize("bits", [6, 8, 10])
def test_two_deals_are_as_far_apart_as_chance_puts_them(bits):
    n, many = 2**bits, 1000
    one, other = (standard(dealt(keys(many, tag), 0, n, bits)) for tag in ("one", "other"))
    ranks = (one * other).mean(axis=1) * math.sqrt(n - 1)
    next_ones = (one[:, 1:] * one[:, :-1]).mean(axis=1) * math.sqrt(n)
    for found in (ranks, next_ones):
        assert abs(found.mean()) < 5 / math.sqrt(many)
        assert abs(found.var() - 1) < 5 * math.sqrt(2 / many)


def test_each_bit_of_a_deal_is_independent_of_each_bit_of_another():
    one, other = (dealt(keys(PAIRS, tag), 0, 1024, 10) for tag in ("one", "other"))
    places = np.arange(10)[:, None, None]
    left, right = (1 - 2 * (many >> places & 1).astype(float) for many in (one, other))
    found = np.einsum("ikn,jkn->ijk", left, right) / 1024 * math.sqrt(1023)
    assert np.abs(found.var(axis=2) - 1).max() < 5 * math.sqrt(2 / PAIRS)


@pytest.mark.parametrize("shift", [0, 6], ids=["low bits", "high bits"])
def test_the_cells_of_two_deals_fill_evenly(shift):
    """Chi-square of 16 x 16 cells, each row and column of which holds 64."""
    one, other = (dealt(keys(PAIRS, tag), 0, 1024, 10) >> shift & 15 for tag in ("one", "other"))
    cells = np.stack(
        [np.bincount(a * 16 + b, minlength=256) for a, b in zip(one, other, strict=True)]
    )
    found = ((cells - 4) ** 2 / 4).sum(axis=1) / 1024 * 1023
    assert abs(found.mean() - 225) < 5 * math.sqrt(2 * 225 / PAIRS)
    assert 0.6 < found.var() / (2 * 225) < 1.6


def test_a_place_gets_every_stratum_alike():
    first = dealt(keys(4096, "place"), 0, 2, 6)
    for column in (first[:, 0], (first[:, 1] - first[:, 0]) % 64):
        counts = np.bincount(column, minlength=64)[-63:]
        assert ((counts - 64) ** 2 / 64).sum() < 63 + 5 * math.sqrt(2 * 63)


# -- sobol ---------------------------------------------------------------------------


def quality(x, y, digits):
    """The t of the net that 2**digits points of the plane make (H. Niederreiter, 1987)."""

    def even(parts):
        cells = [
            (x.astype(np.int64) >> (32 - left) << (parts - left))
            | y.astype(np.int64) >> (32 - parts + left)
            for left in range(parts + 1)
        ]
        return all(np.ptp(np.bincount(cell, minlength=2**parts)) == 0 for cell in cells)

    return next(t for t in range(digits + 1) if even(digits - t))


def test_the_first_points_are_those_of_the_recurrence():
    """By hand: in the third dimension m = 1, 3 and then 2*3 ^ 4*1 ^ 1 = 3."""
    found = [backwards(points(dimension, 0, 8)) / 2**32 for dimension in range(3)]
    assert [row.tolist() for row in found] == [
        [0, 0.5, 0.25, 0.75, 0.125, 0.625, 0.375, 0.875],
        [0, 0.5, 0.75, 0.25, 0.625, 0.125, 0.375, 0.875],
        [0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125],
    ]


def test_points_far_out_are_found_as_those_before_them():
    index, numbers = 2**25 + 12345, points(7, 2**25, 2**25 + 1)[0]
    rest = points(7, 0, 12346)[12345]
    assert points(7, index, index + 1)[0] == numbers ^ rest


@pytest.mark.parametrize("dimension", [0, 1, 2, 17, 100, 255])
def test_sobol_puts_one_number_in_each_stratum(dimension):
    rows = uniforms_by_set(Sampling(sampler="sobol"), "users", range(SETS), 0, 1024, dimension)
    for row in rows:
        for first, last in ((0, 1024), (0, 256), (256, 512), (1008, 1024)):
            counts = np.bincount((row[first:last] * (last - first)).astype(int))
            assert counts.tolist() == [1] * (last - first)


@pytest.mark.parametrize(("left", "right"), [(0, 1), (1, 2), (3, 4), (5, 11), (9, 100), (254, 255)])
def test_a_scramble_leaves_the_plane_as_well_filled(left, right):
    plain = [backwards(points(dimension, 0, 1024)) for dimension in (left, right)]
    mixed = [
        scrambled(keys(1, f"plane{dimension}-"), points(dimension, 0, 1024))[0]
        for dimension in (left, right)
    ]
    assert quality(*mixed, 10) == quality(*plain, 10) < 10
    assert (plain[0] != mixed[0]).mean() > 0.9


def test_a_digit_turns_by_chance_and_by_the_digits_before_it():
    """Turns of each digit of a point, over keys: even, and independent of those of a neighbour."""
    many = 4096
    first, second = (
        scrambled(keys(many, "turn"), np.array([point], dtype=np.uint32)).ravel()
        for point in (0b0110, 0b0111)  # written backwards: these differ in the first digit
    )
    turned = (first ^ np.uint32(0b0110 << 28)) >> np.arange(32, dtype=np.uint32)[:, None] & 1
    other = (second ^ np.uint32(0b1110 << 28)) >> np.arange(32, dtype=np.uint32)[:, None] & 1
    bound = 5 / math.sqrt(many)
    assert np.abs((1.0 - 2 * turned).mean(axis=1)).max() < bound
    same = (1.0 - 2 * turned) * (1.0 - 2 * other)
    assert np.abs(same.mean(axis=1)[:31]).max() < bound
    assert (same[31] == 1).all()  # before the first digit there is none


def test_beyond_its_dimensions_sobol_deals_as_latin_does():
    sobol, latin = (Sampling(sampler=sampler) for sampler in ("sobol", "latin"))
    expected = uniforms(latin, "users", 4, 0, 1024)
    assert np.array_equal(uniforms(sobol, "users", 4, 0, 1024, DIMENSIONS), expected)
    assert not np.array_equal(uniforms(sobol, "users", 4, 0, 1024, DIMENSIONS - 1), expected)


@QUIET
@given(st.lists(st.text(max_size=3)))
def test_dimensions_do_not_depend_on_the_order_of_keys(names):
    found = dimensions(names)
    assert found == dimensions(reversed(names))
    assert sorted(found.values()) == list(range(len(set(names))))


def test_dimensions_do_not_follow_the_alphabet():
    assert sorted("abcdefgh", key=dimensions("abcdefgh").get) != list("abcdefgh")


# -- how near a run comes --------------------------------------------------------------


def estimates(sampler, seeds):
    """Set means of four functions of six normals, a run for each seed."""
    found = []
    for seed in range(seeds):
        sampling = Sampling(2048, sampler, seed)
        z = np.stack(
            [
                normals_by_set(sampling, f"k{key}", range(SETS), 0, sampling.per_set, key)
                for key in range(6)
            ]
        )
        total = z.sum(axis=0) / math.sqrt(6)
        values = (np.exp(total), z[0] * z[1], (total > 1.5).astype(float), np.maximum(z[0], z[5]))
        found.append([value.mean(axis=1) for value in values])
    return np.array(found)


TRUTH = np.array([math.exp(0.5), 0, 1 - NormalDist().cdf(1.5), 1 / math.sqrt(math.pi)])


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_sets_differ_by_as_much_as_a_run_is_wrong(sampler):
    found = estimates(sampler, 100)
    off = found.mean(axis=2) - TRUTH
    error = found.std(axis=2, ddof=1) / math.sqrt(SETS)
    ratio = (off**2).mean(axis=0) / (error**2).mean(axis=0)
    assert (np.abs(ratio - 1) < 5 * math.sqrt(2 / 100)).all()
    assert (np.abs(off.mean(axis=0)) < 5 * off.std(axis=0) / math.sqrt(100)).all()
    assert (np.abs(off) < 2.1314 * error).mean() > 0.92


def test_even_samplers_come_nearer_than_chance():
    mc, latin, sobol = (
        estimates(name, 40).mean(axis=2).var(axis=0) for name in ("mc", "latin", "sobol")
    )
    assert latin[0] < mc[0] / 2
    assert sobol[0] < latin[0] / 2
    assert sobol[1] < latin[1] / 10
