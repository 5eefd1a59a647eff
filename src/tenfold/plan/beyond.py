"""What some worlds make of a range: less than none of something, or more than all of it.

The base case is refused where it is nonsense. In a few worlds a wide range
may be as much, and that is told, with how often it happens.
"""

from __future__ import annotations

from collections.abc import Iterator

from tenfold.errors import Problem
from tenfold.plan.doubt import Doubt
from tenfold.plan.graph import Part
from tenfold.quantity.expr import Named, ancestors

__all__ = ["beyond_reason"]

_ROUNDING = 1e-9


def beyond_reason(doubt: Doubt) -> Iterator[Problem]:
    """A Problem for each figure that cannot be what it is in some worlds.

    What only rests on one of them is not told of.
    """
    told: set[int] = set()
    for part in doubt.graph.parts.values():
        for figure, share, what in _strange(part, doubt):
            if told and any(id(node) in told for node in ancestors([figure])):
                continue
            told.add(id(figure))
            often = f"{100 * share:.2g}%" if share >= 0.001 else "fewer than 0.1%"
            mend = "write a range whose ends are both above 0, or keep it there with max(0, ...)"
            if what == "above 100%":
                mend = "write a range of percentages, or keep it there with min(100%, ...)"
            place = figure.origin.span if figure.origin.text else part.summed.origin.span
            yield Problem(
                "T593", f"'{figure.name}' is {what} in {often} of the worlds", place, mend
            )


def _strange(part: Part, doubt: Doubt) -> Iterator[tuple[Named, float, str]]:
    shares = {id(share) for share in part.shares}
    for figure in dict.fromkeys((*part.shares, *part.counted)):
        known = doubt.graph.figures.get(figure.name) is figure
        if not known or not doubt.sample.doubtful(figure):
            continue
        found = doubt.distribution(figure)
        scale = float(figure.unit.scale(doubt.base.calendar))
        if found.low < -_ROUNDING * scale:
            yield figure, found.below(-_ROUNDING * scale), "below none"
        elif id(figure) in shares and found.high > 1 + _ROUNDING:
            yield figure, 1 - found.below(1 + _ROUNDING), "above 100%"
