"""Dealing: chance, compiled, gives the numbers that NumPy gives."""

from __future__ import annotations

import numpy as np
import pytest

from tenfold.sampling import chance

pytest.importorskip("numba")

from tenfold.sampling import dealing
from tenfold.sampling.loops import fast
from tenfold.sampling.settings import SAMPLERS, Sampling

BLOCK = 512
WORD = np.uint64(chance.key_of(1, "users", 3))
WORDS = np.ascontiguousarray(chance.words_of(np.array([WORD]))[:, 0])


@fast
def powers(out, x):
    for i in range(out.size):
        out[i] = dealing.exponential(x[i])


def uniforms(sampler, start, per_set, dimension=5):
    out, leading = np.empty(BLOCK), np.empty(BLOCK, np.uint32)
    digits = (per_set - 1).bit_length()
    if sampler == "latin":
        dealing.latin(out, leading, WORD, WORDS, digits, start)
    elif sampler == "sobol":
        numbers = np.array(chance.directions(dimension), np.uint32)
        dealing.sobol(out, leading, WORD, WORDS, chance.backwards(numbers), start)
    else:
        dealing.plain(out, WORD, start)
    return out


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("per_set", [2**10, 2**16, 2**26])
@pytest.mark.parametrize("start", [0, 512, 1024 * 7])
def test_uniform_numbers_are_the_same_bits(sampler, per_set, start):
    sampling = Sampling(16 * per_set, sampler)
    start %= per_set
    wanted = chance.uniforms(sampling, "users", 3, start, start + BLOCK, 5)
    assert uniforms(sampler, start, per_set).tobytes() == wanted.tobytes()


def test_normals_agree_to_the_last_digits():
    u = np.concatenate((
        [2.0**-53, 1e-15, 1e-12, 1e-11, 0.074999, 0.075, 0.075001, 0.5, 0.925, 1 - 2.0**-53],
        np.random.default_rng(1).random(500),
        np.geomspace(1e-15, 0.1, 512),
        1 - np.geomspace(1e-15, 0.1, 2),
    ))  # fmt: skip
    for part in (u[:BLOCK], u[BLOCK:1024]):
        out = np.empty(part.size)
        dealing.inverse(out, part, np.empty(BLOCK, np.int32), np.empty(2 * BLOCK))
        np.testing.assert_allclose(out, chance.inverse_normal(part), rtol=1e-14, atol=1e-300)


def test_exponentials_agree_to_the_last_digit():
    x = np.concatenate((np.linspace(-745, 709.7, 4000), np.linspace(-1, 1, 1000)))
    out = np.empty_like(x)
    powers(out, x)
    np.testing.assert_allclose(out, np.exp(x), rtol=5e-16, atol=5e-324)
    extreme = np.array([710.0, 1e9, np.inf, -800.0, -np.inf, np.nan, 0.0])
    out = np.empty_like(extreme)
    powers(out, extreme)
    np.testing.assert_array_equal(out, [np.inf, np.inf, np.inf, 0, 0, np.nan, 1])
