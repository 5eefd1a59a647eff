"""custom: figures and lines of the model's own, where no other kind fits.

Its `derive:` gives figures and its `bill:` gives lines; the law adds nothing.
"""

from __future__ import annotations

from tenfold.laws.law import Law, Settings, Sizing

__all__ = ["LAW"]


def size(_: Settings) -> Sizing:
    """Nothing beyond what the model says."""
    return Sizing(())


LAW = Law(
    kind="custom",
    title="Custom",
    meaning="Figures ('derive:') and lines ('bill:') of the model's own.",
    settings=(),
    ways=((),),
    size=size,
)
