"""Measures: what a provider's unit counts, and how much of ours that is.

    "100 Hours" (Azure)   a hundred of something, by the hour
    "10K"       (Azure)   ten thousand of something
    "GiBy.mo"   (Google)  a GiB for a month
    "s"         (Google)  something for a second: 1/3600 of it by the hour

Azure writes GB for either kind; which one a meter means is its rule's to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tenfold.errors import quoted
from tenfold.prices.feeds.page import Bad

__all__ = ["Measure", "azure_measure", "factor", "google_measure", "known", "meant", "threshold"]

_BYTES = "gigabyte"


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount of nothing in particular or of gigabytes, and the time that it is taken by."""

    amount: Fraction
    of: str = ""
    per: str = ""


_ONE = Fraction(1)
_OURS: Mapping[str, Measure] = {
    **{f"{thing}/hour": Measure(_ONE, "", "hour") for thing in (
        "instance", "node", "cluster", "gateway", "rule", "vCPU", "GPU")},
    **{f"{thing}/month": Measure(_ONE, "", "month") for thing in ("instance", "node", "policy",
          "rule")},
    "GiB/hour": Measure(_ONE, _BYTES, "hour"),
    "GiB/month": Measure(_ONE, _BYTES, "month"),
    "GB/month": Measure(_ONE, _BYTES, "month"),
    "GiB": Measure(_ONE, _BYTES),
    "GB": Measure(_ONE, _BYTES),
    "10,000 operations": Measure(Fraction(10_000)),
    "10,000 requests": Measure(Fraction(10_000)),
    "1M operations": Measure(Fraction(1_000_000)),
    "1M requests": Measure(Fraction(1_000_000)),
}  # fmt: skip
_MEANT: Mapping[tuple[str, str], tuple[str, str]] = {
    ("", "hour"): ("instance", "instance/hour"),
    ("", "month"): ("instance", "instance/month"),
    (_BYTES, "hour"): ("instance", "GiB/hour"),
    (_BYTES, "month"): ("storage", "GiB/month"),
    (_BYTES, ""): ("bytes", "GiB"),
    ("", ""): ("requests", "1M requests"),
}
_AZURE = re.compile(
    r"(?P<amount>\d{1,9}(?:,\d{3})*)\s*(?P<prefix>[KM])?\s*(?P<of>GB|GiB)?\s*"
    r"(?P<time>Hours?|/\s*Hour|/\s*Month)?\Z",
    re.IGNORECASE,
)
_PREFIXES = {"": 1, "K": 1_000, "M": 1_000_000}
_GOOGLE_BYTES = {
    "By": Fraction(1, 2**30), "KiBy": Fraction(1, 2**20), "MiBy": Fraction(1, 2**10),
    "GiBy": _ONE, "TiBy": Fraction(2**10), "PiBy": Fraction(2**20),
}  # fmt: skip
_GOOGLE_TIMES = {
    "s": (Fraction(1, 3600), "hour"), "min": (Fraction(1, 60), "hour"), "h": (_ONE, "hour"),
    "d": (Fraction(24), "hour"), "mo": (_ONE, "month"),
}  # fmt: skip


def azure_measure(text: str) -> Measure:
    """What an Azure `unitOfMeasure` counts; `Bad` where that is not known."""
    found = _AZURE.match(text.strip())
    if found is None:
        raise Bad(f"its unit {quoted(text)} is not known")
    amount = Fraction(found["amount"].replace(",", "")) * _PREFIXES[(found["prefix"] or "").upper()]
    if not amount:
        raise Bad(f"its unit {quoted(text)} is none")
    time = (found["time"] or "").casefold()
    per = "hour" if "hour" in time else "month" if "month" in time else ""
    return Measure(amount, _BYTES if found["of"] else "", per)


def google_measure(text: str) -> Measure:
    """What a Google `usageUnit` counts; `Bad` where that is not known."""
    parts = text.split(".")
    amount, of, per = _ONE, "", ""
    if parts[0] in _GOOGLE_BYTES:
        amount, of = _GOOGLE_BYTES[parts.pop(0)], _BYTES
    elif parts[0] == "count":
        parts.pop(0)
    if parts and parts[0] in _GOOGLE_TIMES:
        times, per = _GOOGLE_TIMES[parts.pop(0)]
        amount *= times
    if parts:
        raise Bad(f"its unit {quoted(text)} is not known")
    return Measure(amount, of, per)


def known(read: Callable[[str], Measure], text: str) -> bool:
    """Whether a unit is known; of what has no name here, those that are not are no loss."""
    try:
        read(text)
    except Bad:
        return False
    return True


def meant(measure: Measure) -> tuple[str, str]:
    """The meter and the unit that a measure is told in where no rule says otherwise."""
    return _MEANT[measure.of, measure.per]


def factor(measure: Measure, unit: str) -> Fraction:
    """What a price by a measure is taken by to be a price by a unit of ours."""
    ours = _OURS[unit]
    if (ours.of, ours.per) != (measure.of, measure.per):
        told = " by the ".join(word for word in (measure.of or "number", measure.per) if word)
        raise Bad(f"it is counted by {told}, not by {unit}")
    return ours.amount / measure.amount


def threshold(start: Fraction, measure: Measure) -> Fraction:
    """Where a tier begins: in bytes or things of a month, not in blocks of them."""
    if start and measure.per == "hour":
        raise Bad("it has tiers by hours")
    return start * measure.amount
