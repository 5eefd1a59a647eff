"""Dealing: the normals of `chance` and the shapes of `curve`, compiled, a block at a time.

Bit for bit the uniform numbers of `chance.uniforms`; what follows from them
(logarithms and exponentials are polynomials here, which run eight worlds at a
time) agrees to some 1e-15. This file needs numba.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.sampling.chance import FOLDS, FURTHEST, GOLDEN, MIDDLE, OUT, STIRS, Array
from tenfold.sampling.loops import bits_of, double_of, fast, smooth

__all__ = ["exponential", "inverse", "latin", "plain", "sobol"]

Short = NDArray[np.uint32]

_GOLDEN, _STIR, _STIR2 = np.uint64(GOLDEN), np.uint64(STIRS[0]), np.uint64(STIRS[1])
_FOLD, _FOLD2, _FOLD3 = (np.uint32(fold) for fold in FOLDS)
_ONE = np.uint32(1)


@fast
def _noise(word: np.uint64, index: int) -> np.uint64:
    found = np.uint64(index) * _GOLDEN + word
    found ^= found >> np.uint64(30)
    found *= _STIR
    found ^= found >> np.uint64(27)
    found *= _STIR2
    return found ^ (found >> np.uint64(31))


@fast
def plain(out: Array, word: np.uint64, start: int) -> None:
    """Uniform numbers of the sampler `mc`."""
    for i in range(out.size):
        bits = _noise(word, start + i) >> np.uint64(12)
        out[i] = (np.float64(np.int64(bits)) + 0.5) * 2.0**-52


@fast
def _filled(out: Array, leading: Short, digits: int, word: np.uint64, start: int) -> None:
    up, down = np.uint64(52 - digits), np.uint64(12 + digits)
    for i in range(out.size):
        bits = (np.uint64(leading[i]) << up) | (_noise(word, start + i) >> down)
        out[i] = (np.float64(np.int64(bits)) + 0.5) * 2.0**-52


@fast
def latin(
    out: Array, leading: Short, word: np.uint64, words: Short, digits: int, start: int
) -> None:
    """Uniform numbers of the sampler `latin`; `leading` is room for their first digits."""
    mask, half = np.uint32((1 << digits) - 1), np.uint32((digits + 1) // 2)
    w0, w1, w2 = words[0] | _ONE, words[2] | _ONE, words[4] | _ONE
    w3, w4, w5 = words[6] | _ONE, words[8] | _ONE, words[10] | _ONE
    p0, p1, p2, p3, p4, p5 = words[1], words[3], words[5], words[7], words[9], words[11]
    for i in range(out.size):
        at = np.uint32(start + i)
        at = _stirred(at, w0, p0, mask, half)
        at = _stirred(at, w1, p1, mask, half)
        at = _stirred(at, w2, p2, mask, half)
        at = _stirred(at, w3, p3, mask, half)
        at = _stirred(at, w4, p4, mask, half)
        leading[i] = _stirred(at, w5, p5, mask, half)
    _filled(out, leading, digits, word, start)


@fast
def _stirred(
    at: np.uint32, times: np.uint32, plus: np.uint32, mask: np.uint32, half: np.uint32
) -> np.uint32:
    found = np.uint32(np.uint32(np.uint32(at * times) + plus) & mask)
    return np.uint32(found ^ np.uint32(found >> half))


@fast
def sobol(
    out: Array, leading: Short, word: np.uint64, words: Short, numbers: Short, start: int
) -> None:
    """Uniform numbers of the sampler `sobol`; `numbers` are the directions, backwards.

    `start` is a multiple of a power of two that is at least the size of the block.
    """
    leading[0] = 0
    for digit in range(32):
        if start >> digit & 1:
            leading[0] ^= numbers[digit]
    size, digit = 1, 0
    while size < out.size:
        for i in range(min(size, out.size - size)):
            leading[size + i] = leading[i] ^ numbers[digit]
        size, digit = 2 * size, digit + 1
    w0, w1, w2 = words[0] | _ONE, words[2] | _ONE, words[4] | _ONE
    w3, w4, w5 = words[6] | _ONE, words[8] | _ONE, words[10] | _ONE
    p0, p1, p2, p3, p4, p5 = words[1], words[3], words[5], words[7], words[9], words[11]
    for i in range(out.size):
        at = _turned(leading[i], w0, p0, _FOLD)
        at = _turned(at, w1, p1, _FOLD2)
        at = _turned(at, w2, p2, _FOLD3)
        at = _turned(at, w3, p3, _FOLD)
        at = _turned(at, w4, p4, _FOLD2)
        leading[i] = _backwards(_turned(at, w5, p5, _FOLD3))
    _filled(out, leading, 32, word, start)


@fast
def _turned(at: np.uint32, times: np.uint32, plus: np.uint32, fold: np.uint32) -> np.uint32:
    found = np.uint32(at ^ np.uint32(at * fold))
    return np.uint32(np.uint32(found + plus) * times)


@fast
def _backwards(bits: np.uint32) -> np.uint32:
    found = np.uint32((bits >> np.uint32(24)) | ((bits >> np.uint32(8)) & np.uint32(0xFF00)))
    found = np.uint32(found | ((bits << np.uint32(8)) & np.uint32(0xFF0000)))
    found = np.uint32(found | np.uint32(bits << np.uint32(24)))
    for step, mask in ((4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        by, kept = np.uint32(step), np.uint32(mask)
        found = np.uint32(((found >> by) & kept) | ((found & kept) << by))
    return found


_A7, _A6, _A5, _A4, _A3, _A2, _A1, _A0 = MIDDLE[0]
_B7, _B6, _B5, _B4, _B3, _B2, _B1, _B0 = MIDDLE[1]
_C7, _C6, _C5, _C4, _C3, _C2, _C1, _C0 = OUT[0]
_D7, _D6, _D5, _D4, _D3, _D2, _D1, _D0 = OUT[1]
_E7, _E6, _E5, _E4, _E3, _E2, _E1, _E0 = FURTHEST[0]
_F7, _F6, _F5, _F4, _F3, _F2, _F1, _F0 = FURTHEST[1]


@fast
def inverse(out: Array, u: Array, far: NDArray[np.int32], room: Array) -> None:
    """Standard normals for uniform numbers, as `chance.inverse_normal`; `far`, `room` are scratch.

    What lies far out is worked on by itself: a branch within the first loop
    would be taken for every world.
    """
    for i in range(out.size):
        q = u[i] - 0.5
        r = 0.180625 - q * q
        over = ((((_A7 * r + _A6) * r + _A5) * r + _A4) * r + _A3) * r
        over = ((over + _A2) * r + _A1) * r + _A0
        under = ((((_B7 * r + _B6) * r + _B5) * r + _B4) * r + _B3) * r
        under = ((under + _B2) * r + _B1) * r + _B0
        out[i] = q * (over / under)
    found = 0
    for i in range(out.size):
        q = u[i] - 0.5
        far[found] = i
        found += 1 if q * q > 0.180625 else 0
    for k in range(found):
        at = u[far[k]]
        room[k] = at if at < 0.5 else 1.0 - at
    _further(room, found)
    for k in range(found):
        out[far[k]] = room[k] if u[far[k]] > 0.5 else -room[k]


@smooth
def _further(room: Array, found: int) -> None:
    """The first numbers of `room` turned to normals without a sign; as much room again follows."""
    low, distance = room[:found], room[found : 2 * found]
    beyond = 0
    for k in range(found):
        distance[k] = np.sqrt(-_logarithm(low[k]))
    for k in range(found):
        beyond += 1 if distance[k] > 5.0 else 0
    for k in range(found):
        r = distance[k] - 1.6
        over = ((((_C7 * r + _C6) * r + _C5) * r + _C4) * r + _C3) * r
        over = ((over + _C2) * r + _C1) * r + _C0
        under = ((((_D7 * r + _D6) * r + _D5) * r + _D4) * r + _D3) * r
        under = ((under + _D2) * r + _D1) * r + _D0
        low[k] = over / under
    if beyond > 0:
        _furthest(low, distance)


@smooth
def _furthest(low: Array, distance: Array) -> None:
    for k in range(low.size):
        if distance[k] > 5.0:
            r = distance[k] - 5.0
            over = ((((_E7 * r + _E6) * r + _E5) * r + _E4) * r + _E3) * r
            over = ((over + _E2) * r + _E1) * r + _E0
            under = ((((_F7 * r + _F6) * r + _F5) * r + _F4) * r + _F3) * r
            under = ((under + _F2) * r + _F1) * r + _F0
            low[k] = over / under


_LN2, _LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
_PER_LN2 = 1.44269504088896338700
_HALF_ROOT = 0x3FE6A09E667F3BCD  # the bits of sqrt(1/2)


@smooth
def _logarithm(x: float) -> float:
    """As e_log.c of fdlibm (Sun Microsystems, 1993), for a number that is not near 0."""
    bits = bits_of(x)
    power = (bits - _HALF_ROOT) >> 52
    f = double_of(bits - (power << 52)) - 1.0
    s = f / (2.0 + f)
    z = s * s
    r = (
        (1.479819860511658591e-01 * z + 1.531383769920937332e-01) * z + 1.818357216161805012e-01
    ) * z
    r = ((r + 2.222219843214978396e-01) * z + 2.857142874366239149e-01) * z
    r = ((r + 3.999999999940941908e-01) * z + 6.666666666666735130e-01) * z
    half = 0.5 * f * f
    k = np.float64(power)
    return k * _LN2 - ((half - (s * (half + r) + k * _LN2_LOW)) - f)


@smooth
def exponential(x: float) -> float:
    """As e_exp.c of fdlibm (Sun Microsystems, 1993); 0 and infinity beyond what a double holds."""
    at = x if x < 720.0 else 720.0
    at = at if at > -760.0 else -760.0
    k = np.rint(at * _PER_LN2)
    high, low = at - k * _LN2, k * _LN2_LOW
    r = high - low
    t = r * r
    c = (
        (4.13813679705723846039e-08 * t - 1.65339022054652515390e-06) * t
        + 6.61375632143793436117e-05
    ) * t
    c = r - ((c - 2.77777777770155933842e-03) * t + 1.66666666666666019037e-01) * t
    y = 1.0 - ((low - (r * c) / (2.0 - c)) - high)
    power = np.int64(k)
    first = power >> 1
    y = y * double_of((first + 1023) << 52) * double_of((power - first + 1023) << 52)
    return y if x == x else x
