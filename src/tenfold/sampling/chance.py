"""Chance: the same random numbers for the same seed and name, wherever they are asked for.

A number is found from the seed, a key (what is in doubt), the set and the index
alone. Nothing is remembered, so any order and any chunk gives the same bits, and a
key more changes the numbers of no other. (Under `sobol` the dimension counts too.)

All of it is arithmetic on unsigned integers that drop what overflows, so that
compiled code can do the same. This file needs NumPy.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from tenfold.sampling.settings import SETS, Sampling
from tenfold.sampling.sobol_numbers import BITS, DIMENSIONS, directions

__all__ = [
    "FOLDS",
    "FURTHEST",
    "GOLDEN",
    "MIDDLE",
    "OUT",
    "SETS",
    "STIRS",
    "Array",
    "Sampling",
    "backwards",
    "dimensions",
    "inverse_normal",
    "key_of",
    "normals",
    "normals_by_set",
    "uniforms",
    "uniforms_by_set",
    "words_of",
]

Array = NDArray[np.float64]
Long = NDArray[np.uint64]
Short = NDArray[np.uint32]

ROUNDS = 6
"""How often a number is stirred to deal out strata, or to scramble a point."""

GOLDEN = 0x9E3779B97F4A7C15  # 2**64 over the golden ratio, made odd: the step of splitmix64
STIRS = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)  # mix 13 of D. Stafford (2011), as in splitmix64
FOLDS = (0x3D20ADEA, 0x05526C56, 0x53A22864)  # even: N. Vegdahl, 'Building a better LK hash', 2021
WORDS_FROM = 2**40  # further than any index: where the words of a key are taken from
ROW = 1024  # Sobol points are made as rows of so many


def normals(
    sampling: Sampling, key: str, set_: int, start: int, stop: int, dimension: int = 0
) -> Array:
    """Standard normals of a key: those from `start` to `stop` of a set."""
    rows = normals_by_set(sampling, key, range(set_, set_ + 1), start, stop, dimension)
    return rows.reshape(-1)


def normals_by_set(
    sampling: Sampling, key: str, sets: range, start: int, stop: int, dimension: int = 0
) -> Array:
    """The same for several sets at once, a row for each: quicker where sets are small."""
    return inverse_normal(uniforms_by_set(sampling, key, sets, start, stop, dimension))


def uniforms(
    sampling: Sampling, key: str, set_: int, start: int, stop: int, dimension: int = 0
) -> Array:
    """Uniform numbers above 0 and below 1: (k + 1/2) / 2**52 for a whole k.

    The first binary digits of k come from the sampler, the others from a hash. There
    are Sobol points for 256 dimensions; the keys beyond are dealt out as by `latin`.
    """
    rows = uniforms_by_set(sampling, key, range(set_, set_ + 1), start, stop, dimension)
    return rows.reshape(-1)


def uniforms_by_set(
    sampling: Sampling, key: str, sets: range, start: int, stop: int, dimension: int = 0
) -> Array:
    """The same for several sets at once, a row for each."""
    keys = np.array([[key_of(sampling.seed, key, set_)] for set_ in sets], dtype=np.uint64)
    noise = hashes(keys, np.arange(start, stop, dtype=np.uint64))
    if sampling.sampler == "mc":
        return _fraction(noise >> np.uint64(12))
    if sampling.sampler == "sobol" and dimension < DIMENSIONS:
        return _fraction(_filled(scrambled(keys, points(dimension, start, stop)), BITS, noise))
    bits = (sampling.per_set - 1).bit_length()
    return _fraction(_filled(dealt(keys, start, stop, bits), bits, noise))


def key_of(seed: int, name: str, set_: int) -> int:
    """64 bits that stand for a seed, a name and a set."""
    text = f"{seed}/{set_}/{name}".encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "little")


def dimensions(keys: Iterable[str]) -> dict[str, int]:
    """The Sobol dimension of each key of a run, whatever order they come in.

    A key more may move the others to another dimension: under `sobol` alone, the
    numbers of a key depend on which other keys there are.
    """
    ranked = sorted(set(keys), key=lambda key: (key_of(0, key, 0), key))
    return {key: rank for rank, key in enumerate(ranked)}


def words_of(keys: Long) -> Short:
    """Two words for each round, a row each: the low and the high half of a hash of each key."""
    turns = np.arange(WORDS_FROM, WORDS_FROM + ROUNDS, dtype=np.uint64)
    found = hashes(keys, turns.reshape(ROUNDS, *[1] * keys.ndim))
    halves = np.stack((found & 0xFFFFFFFF, found >> 32), axis=1)
    return halves.reshape(2 * ROUNDS, *keys.shape).astype(np.uint32)


def hashes(keys: Long, index: Long) -> Long:
    """64 random bits for a key and an index: splitmix64 (G. Steele and others, 2014) from key."""
    found: Long = index * np.uint64(GOLDEN) + keys
    found ^= found >> 30
    found *= np.uint64(STIRS[0])
    found ^= found >> 27
    found *= np.uint64(STIRS[1])
    found ^= found >> 31
    return found


def dealt(keys: Long, start: int, stop: int, bits: int) -> Short:
    """The strata of the indices: a one-to-one shuffle, by key, of the numbers of so many bits.

    Each step can be undone (times an odd number, plus a number, exclusive or with its
    own upper half), after A. Kensler, 'Correlated Multi-Jittered Sampling', Pixar 2013.
    """
    mask, half = (1 << bits) - 1, (bits + 1) // 2
    words = words_of(keys)
    found = np.tile(np.arange(start, stop, dtype=np.uint32), (*keys.shape[:-1], 1))
    for times, plus in zip(words[::2], words[1::2], strict=True):
        found *= times | 1
        found += plus
        found &= mask
        found ^= found >> half
    return found


def points(dimension: int, start: int, stop: int) -> Short:
    """Sobol points of 32 bits, written backwards: the first digit is the lowest bit."""
    numbers = backwards(np.array(directions(dimension), dtype=np.uint32))
    first, last = start // ROW, -(-stop // ROW)
    row = np.zeros(1, dtype=np.uint32)
    for number in numbers[: ROW.bit_length() - 1]:
        row = np.concatenate((row, row ^ number))
    place = np.arange(first, last, dtype=np.uint32)
    starts = np.zeros_like(place)
    for digit, number in enumerate(numbers[ROW.bit_length() - 1 :]):
        starts ^= (place >> digit & 1) * number
    return (starts[:, None] ^ row).reshape(-1)[start - first * ROW : stop - first * ROW]


def scrambled(keys: Long, reversed_: Short) -> Short:
    """The points after a nested uniform scramble (A. Owen, 1995), the right way round.

    Each digit is turned over by chance, by all digits before it. No step lets a bit
    reach a lower one: after S. Laine and T. Karras, 'Stratified sampling for stochastic
    transparency' (2011), and B. Burley, 'Practical hash-based Owen scrambling' (2020).
    """
    words = words_of(keys)
    found = np.tile(reversed_, (*keys.shape[:-1], 1))
    for turn, (times, plus) in enumerate(zip(words[::2], words[1::2], strict=True)):
        found ^= found * np.uint32(FOLDS[turn % 3])
        found += plus
        found *= times | 1
    return backwards(found)


def backwards(bits: Short) -> Short:
    """The 32 bits of each number the other way round."""
    found = bits.byteswap()
    for step, mask in ((4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        by, kept = np.uint32(step), np.uint32(mask)
        found = (found >> by & kept) | ((found & kept) << by)
    return found


def _filled(leading: Short, bits: int, noise: Long) -> Long:
    """52 bits: the leading ones as given, the others by chance."""
    return leading.astype(np.uint64) << np.uint64(52 - bits) | noise >> np.uint64(12 + bits)


def _fraction(bits: Long) -> Array:
    """(k + 1/2) / 2**52, exactly: k is laid under the exponent of a number from 1 to 2."""
    from_one: Array = (bits | 0x3FF0000000000000).view(np.float64)
    return from_one - (1 - 2**-53)


def inverse_normal(u: Array) -> Array:
    """Where a standard normal is below with chance u, to 16 digits.

    M. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988): one ratio of
    polynomials in the middle, two others further and furthest out.
    """
    flat = u.reshape(-1)
    middle = flat - 0.5
    square = 0.180625 - middle * middle
    found: Array = middle * _ratio(square, MIDDLE)
    out = np.flatnonzero(square < 0)
    tails = flat[out]
    distance = np.sqrt(-np.log(np.minimum(tails, 1 - tails)))
    far = _ratio(distance - 1.6, OUT)
    furthest = distance > 5
    far[furthest] = _ratio(distance[furthest] - 5, FURTHEST)
    found[out] = np.copysign(far, middle[out])
    return found.reshape(u.shape)


def _ratio(x: Array, polynomials: tuple[tuple[float, ...], tuple[float, ...]]) -> Array:
    """The first polynomial over the second, highest power first."""
    over, under = (np.full_like(x, numbers[0]) for numbers in polynomials)
    for a, b in zip(polynomials[0][1:], polynomials[1][1:], strict=True):
        over *= x
        over += a
        under *= x
        under += b
    over /= under
    return over


# Polynomials of Wichura, over and under, highest power first: where a normal is within 0.425
# of the middle of its chances, where it is out, and where further than once in 10**11.
MIDDLE = (
    (
        2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
        13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.3871328727963666080,
    ),
    (
        5226.4952788528545610, 28729.085735721942674, 39307.895800092710610, 21213.794301586595867,
        5394.1960214247511077, 687.18700749205790830, 42.313330701600911252, 1.0,
    ),
)  # fmt: skip
OUT = (
    (
        7.74545014278341407640e-4, 0.0227238449892691845833, 0.241780725177450611770,
        1.27045825245236838258, 3.64784832476320460504, 5.76949722146069140550,
        4.63033784615654529590, 1.42343711074968357734,
    ),
    (
        1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
        0.148103976427480074590, 0.689767334985100004550, 1.67638483018380384940,
        2.05319162663775882187, 1.0,
    ),
)  # fmt: skip
FURTHEST = (
    (
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
        0.0265321895265761230930, 0.296560571828504891230, 1.78482653991729133580,
        5.46378491116411436990, 6.65790464350110377720,
    ),
    (
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
        7.868691311456132591e-4, 0.0148753612908506148525, 0.136929880922735805310,
        0.599832206555887937690, 1.0,
    ),
)  # fmt: skip
