"""A Machine: runs the instructions of a Program over blocks of worlds, compiled once for all.

It is an interpreter: nothing is compiled for a model. A step reads rows of one
buffer and writes another row; what is asked for is kept or counted the moment
it is made. This file needs numba, which looks at this file alone to see whether
what it compiled is still good: after a change to `loops` or `dealing`, change or
touch this one (tests/sampling/test_compiled.py throws away what is old).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenfold.sampling.chance import Array
from tenfold.sampling.curve import CHANCE, KNOTS_PER_ONE, LOGIT, LOGNORMAL, NORMAL
from tenfold.sampling.dealing import exponential, inverse, latin, plain, sobol
from tenfold.sampling.loops import CODES, FIXED, bits_of, chosen, fast, fixed, joined, single

__all__ = ["LANES", "Bins", "Code", "Deck", "Desk", "Shapes", "Whole", "run"]

LANES = 32
"""Sums are taken in so many lanes side by side, world by world in turn."""

Whole = NDArray[np.int64]


class Code(NamedTuple):
    """Instructions: function, register filled, three read, which, output; and its constant."""

    steps: Whole
    number: Array


class Deck(NamedTuple):
    """What the normals of one set are dealt from: a row for each key."""

    digits: int
    keys: NDArray[np.uint64]
    words: NDArray[np.uint32]
    points: NDArray[np.uint32]
    spaced: Whole


class Shapes(NamedTuple):
    """Curves: kind and table; a, b, whole, first; values and slopes of each table."""

    kinds: Whole
    numbers: Array
    tables: Array


class Bins(NamedTuple):
    """What is counted, and what is kept.

    By output its ruler, the start and scale of its cells with its middle, and
    its lanes; by cell the guide; by bin the edges, the counts, and ends where
    they are watched; `kept` by row and set.
    """

    rulers: Whole
    numbers: Array
    guides: NDArray[np.uint16]
    edges: Array
    lanes: Array
    counts: NDArray[np.uint32]
    ends: Array
    kept: Array
    set_: int


class Desk(NamedTuple):
    """Room to work: rows of a block, the last three of them for scratch."""

    rows: Array
    short: NDArray[np.uint32]
    places: NDArray[np.int32]


_LATIN, _SOBOL = 0, 1
_IF, _NORMAL, _CURVE, _NEG = (CODES[name] for name in ("if", "normal", "curve", "neg"))
_NOWHERE = float("nan")


@fast
def run(code: Code, deck: Deck, shapes: Shapes, bins: Bins, desk: Desk, worlds: int) -> None:
    """All worlds of one set."""
    block = desk.rows.shape[1]
    for start in range(0, worlds, block):
        n = min(block, worlds - start)
        for at in range(code.steps.shape[0]):
            step = code.steps[at]
            out = desk.rows[step[1], :n]
            if step[0] >= FIXED:
                fixed(step[0] - FIXED, out, desk.rows[step[2], :n], code.number[at])
            elif step[0] < _NEG:
                joined(step[0], out, desk.rows[step[2], :n], desk.rows[step[3], :n])
            elif step[0] < _IF:
                single(step[0], out, desk.rows[step[2], :n])
            elif step[0] == _IF:
                a, b, c = step[2], step[3], step[4]
                chosen(out, desk.rows[a, :n], desk.rows[b, :n], desk.rows[c, :n])
            elif step[0] == _NORMAL:
                _deal(deck, desk, step[5], start, out)
            else:
                _shape(shapes, step[5], desk.rows[step[2], :n], out)
            if step[6] >= 0:
                _told(bins, desk, step[6], start, out)


@fast
def _deal(deck: Deck, desk: Desk, key: int, start: int, out: Array) -> None:
    n, last = out.size, desk.rows.shape[0]
    u, short = desk.rows[last - 1, :n], desk.short[:n]
    if deck.spaced[key] == _LATIN:
        latin(u, short, deck.keys[key], deck.words[key], deck.digits, start)
    elif deck.spaced[key] == _SOBOL:
        sobol(u, short, deck.keys[key], deck.words[key], deck.points[key], start)
    else:
        plain(u, deck.keys[key], start)
    room = desk.rows[last - 3 : last - 1].reshape(-1)
    inverse(out, u, desk.places, room)


@fast
def _shape(shapes: Shapes, which: int, z: Array, out: Array) -> None:
    kind, table = shapes.kinds[which, 0], shapes.kinds[which, 1]
    a, b = shapes.numbers[which, 0], shapes.numbers[which, 1]
    whole, first = shapes.numbers[which, 2], shapes.numbers[which, 3]
    if kind == NORMAL:
        for i in range(out.size):
            out[i] = a + b * z[i]
    elif kind == LOGNORMAL:
        for i in range(out.size):
            out[i] = exponential(a + b * z[i])
    elif kind == LOGIT:
        for i in range(out.size):
            out[i] = whole / (1.0 + exponential(-(a + b * z[i])))
    elif kind == CHANCE:
        for i in range(out.size):
            out[i] = 1.0 if z[i] < a else 0.0
    else:
        _between_knots(shapes.tables[table, 0], shapes.tables[table, 1], z, out, first)
        for i in range(out.size):
            out[i] = min(max(out[i], a), b)


@fast
def _between_knots(values: Array, slopes: Array, z: Array, out: Array, first: float) -> None:
    last = values.size - 1
    for i in range(out.size):
        place = (z[i] - first) * KNOTS_PER_ONE
        place = min(max(place, 0.0), np.float64(last))
        whole = int(place)
        knot = whole if whole < last else last - 1
        part = place - knot
        before, slope, beyond = values[knot], slopes[knot], slopes[knot + 1]
        rise = values[knot + 1] - before
        bend = slope + beyond - 2.0 * rise
        out[i] = before + part * (slope + part * (rise - slope - bend + part * bend))


@fast
def _told(bins: Bins, desk: Desk, output: int, start: int, out: Array) -> None:
    """Keep an output, or count it."""
    many, first = bins.rulers[output, 3], bins.rulers[output, 4]
    at, row = bins.rulers[output, 5], bins.rulers[output, 6]
    if row >= 0:
        kept = bins.kept[row, bins.set_, start : start + out.size]
        for i in range(out.size):
            kept[i] = out[i] if abs(out[i]) < np.inf else _NOWHERE
        return
    places = desk.places[: out.size]
    counts = bins.counts[first : first + many + 1]
    ruler, guide = bins.rulers[output], bins.guides[bins.rulers[output, 7] :]
    _cells(ruler, bins.numbers[output], out, places)
    if ruler[2] > 0 or at >= 0:
        _places(guide, bins.edges[ruler[8] :], ruler[2], out, places)
        for i in range(out.size):
            counts[np.uint32(places[i])] += np.uint32(1)
    else:
        for i in range(out.size):
            counts[guide[np.uint32(places[i])]] += np.uint32(1)
    _added(bins.lanes[output].reshape(-1), out, bins.numbers[output, 2])
    if at >= 0:
        ends = bins.ends[:, at : at + many + 1]
        for i in range(out.size):
            place = places[i]
            if out[i] < ends[0, place]:
                ends[0, place] = out[i]
            if out[i] > ends[1, place]:
                ends[1, place] = out[i]


@fast
def _cells(ruler: Whole, number: Array, out: Array, places: NDArray[np.int32]) -> None:
    """The cell of each value; the one after the last for what is not finite."""
    start, scale, cells = number[0], number[1], np.float64(ruler[1])
    last = cells - 1.0
    if ruler[0] > 0:
        for i in range(out.size):
            at = (np.float64(bits_of(out[i] if out[i] > 0.0 else 0.0)) - start) * scale
            at = at if at > 0.0 else 0.0
            at = at if at < last else last
            places[i] = np.int32(at if abs(out[i]) < np.inf else cells)
    else:
        for i in range(out.size):
            at = (out[i] - start) * scale
            at = at if at > 0.0 else 0.0
            at = at if at < last else last
            places[i] = np.int32(at if abs(out[i]) < np.inf else cells)


@fast
def _places(
    guide: NDArray[np.uint16], edges: Array, halvings: int, out: Array, places: NDArray[np.int32]
) -> None:
    """The bin of each value from its cell, as `Ruler.places`."""
    for i in range(out.size):
        places[i] = np.int32(guide[np.uint32(places[i])])
    for halving in range(halvings - 1, -1, -1):
        half = np.int32(1 << halving)
        for i in range(out.size):
            further = out[i] >= edges[np.uint32(places[i] + half - 1)]
            places[i] += half if further else np.int32(0)


@fast
def _added(lanes: Array, out: Array, middle: float) -> None:
    """Sums, squares, lowest and highest, lane by lane in one row: LLVM then sees no overlap."""
    whole = out.size // LANES * LANES
    for first in range(0, whole, LANES):
        for lane in range(LANES):
            _add(lanes, lane, out[first + lane], middle)
    for i in range(whole, out.size):
        _add(lanes, i - whole, out[i], middle)


@fast
def _add(lanes: Array, lane: int, value: float, middle: float) -> None:
    known = abs(value) < np.inf
    apart = value - middle if known else 0.0
    lanes[lane] += apart
    lanes[lane + LANES] += apart * apart
    low, high = lanes[lane + 2 * LANES], lanes[lane + 3 * LANES]
    lanes[lane + 2 * LANES] = value if known and value < low else low
    lanes[lane + 3 * LANES] = value if known and value > high else high
