"""A Sampling: how many worlds are drawn, how, and from which seed."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FEWEST_PER_SET", "MOST_WORLDS", "SAMPLERS", "SETS", "Sampling"]

SAMPLERS = ("latin", "sobol", "mc")
"""latin: one number in each of n strata, dealt out by key. sobol: points that fill the space
of all keys together. mc: plain Monte Carlo."""

SETS = 16
"""Every run is so many independent sets: what they differ by is the numerical error."""

MOST_WORLDS = 2**30
FEWEST_PER_SET = 64


@dataclass(frozen=True, slots=True)
class Sampling:
    """How many worlds are drawn, how, and from which seed."""

    worlds: int = 16_384
    sampler: str = "latin"
    seed: int = 1

    def __post_init__(self) -> None:
        if self.sampler not in SAMPLERS:
            raise ValueError(f"no sampler is named {self.sampler!r}: use {', '.join(SAMPLERS)}")
        given: tuple[object, object] = (self.worlds, self.seed)
        for number in given:
            if not isinstance(number, int) or isinstance(number, bool):
                raise TypeError(f"{number!r} is no whole number of worlds, and no seed")
        if not 1 <= self.worlds <= MOST_WORLDS:
            raise ValueError(f"{self.worlds} worlds: use from 1 to {MOST_WORLDS:,}")
        if not 0 <= self.seed < 2**63:
            raise ValueError(f"{self.seed} is no seed: use a whole number from 0, below 2**63")

    @property
    def per_set(self) -> int:
        """Worlds in each set: no fewer than asked for, a power of two but for mc."""
        share = max(-(-self.worlds // SETS), FEWEST_PER_SET)
        return share if self.sampler == "mc" else 1 << (share - 1).bit_length()

    @property
    def drawn(self) -> int:
        """Worlds in all sets together."""
        return SETS * self.per_set
