"""Popularity: what share of requests a cache answers, where some things are asked for more.

The i-th of N things is asked for in proportion to i^-alpha (Zipf), the cache
drops what was used longest ago, and requests are independent. Che's
approximation (Che, Tung and Wang 2002) then takes each thing to stay for the
same time T: sum of 1 - e^(-p T) is what fits, and the same sum weighted by p is
the hit ratio. Against simulated caches of a thousand things and more it is
within 0.1 percentage points; of six things, 0.2. The sums are taken thing by
thing to the 32nd and as integrals beyond, within 1e-5 of the hit ratio, so a
billion things cost what a thousand do. A cache that lives through restarts or
whose things expire answers less.
"""

from __future__ import annotations

import math
from functools import lru_cache

from tenfold.quantity.queueing import gauss

__all__ = ["CLOSE", "HEAD", "PANELS", "PANEL_POINTS", "TURNS", "hit_ratio", "spread_of"]

HEAD = 32
"""Things that are summed one by one."""

PANELS = 12
PANEL_POINTS = 12
"""The rest are integrated over their logarithm, in panels of so many points."""

TURNS = 100
"""No search takes more steps; most take eight."""

CLOSE = 1e-14
"""A step that changes no digit."""


def hit_ratio(items: float, capacity: float, alpha: float) -> float:
    """The share of requests that a cache of some of the things answers."""
    known = math.floor(items * (1 + 1e-12))
    if not (known >= 1 and capacity >= 0 and 0 <= alpha < math.inf):
        return math.nan
    if capacity == 0 or capacity >= known:
        return float(capacity > 0)
    shares = [(math.pow(place, -alpha), weight) for place, weight in spread_of(known)]
    whole = sum(weight * share for share, weight in shares)
    time = math.log(capacity / whole)
    for _ in range(TURNS):
        held, slope = _held(shares, math.exp(time))
        step = math.log(capacity / held) * held / slope if slope else 0.0
        time += step
        if abs(step) < CLOSE:
            break
    asked = math.exp(time)
    return min(1.0, -sum(w * share * math.expm1(-asked * share) for share, w in shares) / whole)


@lru_cache(maxsize=8)
def spread_of(items: int) -> tuple[tuple[float, float], ...]:
    """Places among the things, and how many things each stands for."""
    found = [(float(place), 1.0) for place in range(1, min(HEAD, items) + 1)]
    if items > HEAD:
        start, end = math.log(HEAD + 0.5), math.log(items + 0.5)
        half = (end - start) / PANELS / 2
        for panel in range(PANELS):
            for point, weight in gauss(PANEL_POINTS):
                place = math.exp(start + half * (2 * panel + 1 + point))
                found.append((place, half * weight * place))
    return tuple(found)


def _held(shares: list[tuple[float, float]], time: float) -> tuple[float, float]:
    """How many things stay for a time, and its slope in the logarithm of that time."""
    held = slope = 0.0
    for share, weight in shares:
        asked = time * share
        held -= weight * math.expm1(-asked)
        slope += weight * asked * math.exp(-asked)
    return held, slope
