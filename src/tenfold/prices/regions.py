"""Regions of the providers, and the areas of the world that they lie in.

What is priced by where viewers are is priced by area, so a region answers for
its area too.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tenfold.prices.row import cells

__all__ = ["Region", "regions", "wider"]


@dataclass(frozen=True, slots=True)
class Region:
    """A region as its provider calls it; an area has no provider."""

    code: str
    provider: str
    area: str
    title: str


@cache
def regions() -> Mapping[str, Region]:
    """Every region that is known, by its code."""
    data = pkgutil.get_data("tenfold.prices", "data/regions.csv") or b""
    rows = list(cells(data.decode().splitlines()))[1:]
    return {code: Region(code, provider, area, title) for code, provider, area, title in rows}


def wider(region: str) -> tuple[str, ...]:
    """Where else to look for the price of a region: itself, its area, anywhere."""
    known = regions().get(region)
    area = () if known is None or known.area in {"", region} else (known.area,)
    return (region, *area, "global")
