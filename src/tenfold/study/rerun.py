"""A Rerun: a figure in some worlds, ready to be run once more with one doubt changed.

Only what rests on that doubt is worked out again, and only what that reads is
kept. The worlds are run a block at a time, so that the rest takes no room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from tenfold.quantity.expr import Draw
from tenfold.quantity.kernels import KERNELS
from tenfold.quantity.tape import Step, Tape, double
from tenfold.sampling.chance import Array
from tenfold.sampling.curve import Curve, at, curve_of

__all__ = ["Rerun", "again", "rerun_of", "values_of"]

_BLOCK = 1024
"""Worlds that are run at a time."""


@dataclass(frozen=True, slots=True)
class _Doubted:
    """A doubt as it is read: where it stands on the tape, its shape and its unit."""

    slot: int
    curve: Curve
    scale: float


@dataclass(frozen=True)
class Rerun:
    """A figure in some worlds, and what must be known to run it once more.

    `doubts` are the doubts of each key that may be changed, `following` the steps
    that rest on it; `slots` are what those read, and `last` the step after which
    nothing reads a slot any more, by what it fills.
    """

    values: Array
    doubts: Mapping[str, tuple[_Doubted, ...]]
    following: Mapping[str, tuple[Step, ...]]
    slots: Mapping[int, Array]
    last: Mapping[int, int]
    figure: int


def values_of(tape: Tape, normals: Mapping[str, Array]) -> Array:
    """The first root of a tape in the worlds of some normals; a doubt without stays in its base."""
    return rerun_of(tape, normals, ()).values


def rerun_of(tape: Tape, normals: Mapping[str, Array], keys: Iterable[str]) -> Rerun:
    """The same, ready to be run once more with other normals for any one of some keys."""
    figure = tape.slot(tape.kept[0])
    doubts = {key: tuple(_doubts(tape, key)) for key in keys}
    following = _following(tape, doubts)
    read = {arg for steps in following.values() for step in steps for arg in step.args}
    slots = _run(tape, {figure, *read}, normals)
    last = {arg: step.out for step in tape.steps for arg in step.args}
    return Rerun(slots[figure], doubts, following, slots, {**last, figure: -1}, figure)


def again(run: Rerun, key: str, normals: Array) -> Array:
    """The figure in the same worlds, with other normals for one key."""
    new = {one.slot: at(one.curve, normals) * one.scale for one in run.doubts[key]}
    with np.errstate(all="ignore"):
        for step in run.following[key]:
            args = [new[arg] if arg in new else run.slots[arg] for arg in step.args]
            new[step.out] = KERNELS[step.function](*args)
            for arg in step.args:
                if run.last[arg] == step.out:
                    new.pop(arg, None)  # room that the next step can use
    return new.get(run.figure, run.values)


def _doubts(tape: Tape, key: str) -> Iterator[_Doubted]:
    for draw, slot in tape.draws.items():
        if draw.key == key:
            yield _Doubted(slot, curve_of(draw.spread), double(tape.draw_scales[draw]))


def _following(
    tape: Tape, doubts: Mapping[str, tuple[_Doubted, ...]]
) -> dict[str, tuple[Step, ...]]:
    """By key, the steps that read one of its doubts, or what rests on it.

    What a slot rests on is a whole number with a bit for each key.
    """
    found: list[list[Step]] = [[] for _ in doubts]
    rests = [0] * len(tape.start)
    for place, several in enumerate(doubts.values()):
        for one in several:
            rests[one.slot] |= 1 << place
    for step in tape.steps:
        on = 0
        for arg in step.args:
            on |= rests[arg]
        rests[step.out] = on
        while on:
            place = on.bit_length() - 1
            found[place].append(step)
            on ^= 1 << place
    return {key: tuple(steps) for key, steps in zip(doubts, found, strict=True)}


def _run(tape: Tape, wanted: set[int], normals: Mapping[str, Array]) -> dict[int, Array]:
    """Some slots in all worlds; what is the same in all of them is one number."""
    drawn = [(draw, curve_of(draw.spread)) for draw in tape.draws if draw.key in normals]
    worlds = max((normals[draw.key].size for draw, _ in drawn), default=1)
    found: dict[int, Array] = {}
    for start in range(0, worlds, _BLOCK):
        part = slice(start, min(start + _BLOCK, worlds))
        slots = tape.sampled(drawn=_drawn(drawn, normals, part))
        for slot in wanted:
            if slots[slot].ndim == 0:
                found[slot] = slots[slot]
                continue
            if slot not in found:
                found[slot] = np.empty(worlds)
            found[slot][part] = slots[slot]
    return found


def _drawn(
    drawn: Iterable[tuple[Draw, Curve]], normals: Mapping[str, Array], part: slice
) -> dict[Draw, Array]:
    return {draw: at(curve, normals[draw.key][part]) for draw, curve in drawn}
