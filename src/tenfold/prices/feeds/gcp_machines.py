"""Machines of Google Cloud as sums of parts: cores, memory and GPUs are sold apart.

The catalogue has no SKU of a machine type, so the predefined sizes of each
family stand here, from Google's own pages. A machine is priced only where
all of its parts are, in one region and one term.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from tenfold.prices.feeds.feed import Rate, Skip, Wanted

__all__ = ["PART", "composed"]

PART = "gcp/part-"
"""How the name of a part begins; none of them is left when all machines are put together."""


@dataclass(frozen=True, slots=True)
class _Machine:
    """A size: its parts by name, and how much of each is in it."""

    product: str
    parts: tuple[tuple[str, Fraction], ...]
    attributes: tuple[tuple[str, str], ...]
    sustained: str = ""


_SUSTAINED = {"n1": "0.3", "m1": "0.3", "n2": "0.1998", "n2d": "0.1998", "c2": "0.1998"}
_SIZES: Mapping[str, Mapping[str, tuple[str, tuple[int, ...]]]] = {
    "n1": {
        "standard": ("3.75", (1, 2, 4, 8, 16, 32, 64, 96)),
        "highmem": ("6.5", (2, 4, 8, 16, 32, 64, 96)),
        "highcpu": ("0.9", (2, 4, 8, 16, 32, 64, 96)),
    },
    "n2": {
        "standard": ("4", (2, 4, 8, 16, 32, 48, 64, 80, 96, 128)),
        "highmem": ("8", (2, 4, 8, 16, 32, 48, 64, 80, 96)),
        "highcpu": ("1", (2, 4, 8, 16, 32, 48, 64, 80, 96)),
    },
    "n2d": {
        "standard": ("4", (2, 4, 8, 16, 32, 48, 64, 80, 96, 128, 224)),
        "highmem": ("8", (2, 4, 8, 16, 32, 48, 64, 80, 96)),
        "highcpu": ("1", (2, 4, 8, 16, 32, 48, 64, 80, 96, 128, 224)),
    },
    "n4": {
        "standard": ("4", (2, 4, 8, 16, 32, 48, 64, 80)),
        "highmem": ("8", (2, 4, 8, 16, 32, 48, 64, 80)),
        "highcpu": ("2", (2, 4, 8, 16, 32, 48, 64, 80)),
    },
    "e2": {
        "standard": ("4", (2, 4, 8, 16, 32)),
        "highmem": ("8", (2, 4, 8, 16)),
        "highcpu": ("1", (2, 4, 8, 16, 32)),
    },
    "c2": {"standard": ("4", (4, 8, 16, 30, 60))},
    "c3": {
        "standard": ("4", (4, 8, 22, 44, 88, 176)),
        "highmem": ("8", (4, 8, 22, 44, 88, 176)),
        "highcpu": ("2", (4, 8, 22, 44, 88, 176)),
    },
    "c3d": {
        "standard": ("4", (4, 8, 16, 30, 60, 90, 180, 360)),
        "highmem": ("8", (4, 8, 16, 30, 60, 90, 180, 360)),
    },
    "c4": {
        "standard": ("3.75", (4, 8, 16, 24, 32, 48, 96, 192)),
        "highmem": ("7.75", (4, 8, 16, 24, 32, 48, 96, 192)),
        "highcpu": ("2", (2, 4, 8, 16, 24, 32, 48, 96, 192)),
    },
    "c4a": {
        "standard": ("4", (1, 2, 4, 8, 16, 32, 48, 64, 72)),
        "highmem": ("8", (1, 2, 4, 8, 16, 32, 48, 64, 72)),
        "highcpu": ("2", (1, 2, 4, 8, 16, 32, 48, 64, 72)),
    },
    "c4d": {"standard": ("3.875", (8, 16, 32, 48, 64, 96))},
    "t2d": {"standard": ("4", (1, 2, 4, 8, 16, 32, 48, 60))},
    "t2a": {"standard": ("4", (1, 2, 4, 8, 16, 32, 48))},
}
"""GiB per vCPU, and the vCPUs of each size. A C4 of a whole GiB less than its ratio is left out."""

_PLAIN = "cores and memory"
_WHOLE_GIB = frozenset({"c4", "c4d"})
_WITH_GPUS = (
    ("g2", "standard", "l4", ((4, "16", 1), (8, "32", 1), (12, "48", 1), (16, "64", 1),
                              (24, "96", 2), (32, "128", 1), (48, "192", 4), (96, "384", 8))),
    ("m1", "megamem", "", ((96, "1433.6", 0),)),
)  # fmt: skip
_A2 = ((1, 12, "85"), (2, 24, "170"), (4, 48, "340"), (8, 96, "680"))
_SERVERS = (
    *((f"db-n1-standard-{n}", n, Fraction("3.75") * n) for n in (1, 2, 4, 8, 16, 32, 64, 96)),
    *((f"db-n1-highmem-{n}", n, Fraction("6.5") * n) for n in (2, 4, 8, 16, 32, 64, 96)),
    *((f"db-custom-{n}-{3840 * n}", n, Fraction("3.75") * n) for n in (2, 4, 8, 16)),
)


def _machines() -> Iterator[_Machine]:
    for family, kinds in _SIZES.items():
        for kind, (each, sizes) in kinds.items():
            for vcpu in sizes:
                memory = Fraction(each) * vcpu
                if family in _WHOLE_GIB:
                    memory = Fraction(int(memory))
                yield _machine(family, f"{kind}-{vcpu}", vcpu, memory, "", 0)
    for family, kind, gpu, options in _WITH_GPUS:
        for vcpu, size, gpus in options:
            yield _machine(family, f"{kind}-{vcpu}", vcpu, Fraction(size), gpu, gpus)
    for gpus, vcpu, size in _A2:
        yield _machine("a2", f"highgpu-{gpus}g", vcpu, Fraction(size), "a100", gpus)
    for name, vcpu, memory in _SERVERS:
        for place in ("zonal", "regional"):
            parts = ((f"sql-{place}-core", Fraction(vcpu)), (f"sql-{place}-ram", memory))
            told = (("availability", place), *_size(vcpu, memory))
            yield _Machine(f"gcp/{name}", parts, told)


def _machine(family: str, kind: str, vcpu: int, memory: Fraction, gpu: str, gpus: int) -> _Machine:
    parts = [(f"{family}-core", Fraction(vcpu)), (f"{family}-ram", memory)]
    told = [*_size(vcpu, memory), ("family", family)]
    if gpus:
        parts.append((f"gpu-{gpu}", Fraction(gpus)))
        told += [("gpu", gpu), ("gpus", str(gpus))]
    return _Machine(f"gcp/{family}-{kind}", tuple(parts), tuple(told), _SUSTAINED.get(family, ""))


def _size(vcpu: int, memory: Fraction) -> tuple[tuple[str, str], ...]:
    return ("vcpu", str(vcpu)), ("memory", f"{float(memory):g}")


def composed(rates: Iterable[Rate], wanted: Wanted) -> tuple[tuple[Rate, ...], tuple[Skip, ...]]:
    """Rates with the machines that their parts make in the place of the parts."""
    del wanted
    whole: list[Rate] = []
    parts: dict[str, dict[tuple[str, str], Rate]] = {}
    twice: dict[tuple[str, str, str], Skip] = {}
    for rate in rates:
        if not rate.product.startswith(PART):
            whole.append(rate)
            continue
        name, place = rate.product.removeprefix(PART), (rate.region, rate.term)
        known = parts.setdefault(name, {}).setdefault(place, rate)
        if known.rate != rate.rate or known.unit != rate.unit or rate.start:
            told = [f"{float(one.rate):g} ({one.sku})" for one in (known, rate)]
            why = f"it has two prices: {' and '.join(told)}"
            twice[name, *place] = Skip(f"{name} in {rate.region}, {rate.term}", why, rate.source)
    for name, region, term in twice:
        del parts[name][region, term]
    for machine in _machines():
        whole += _summed(machine, parts)
    return tuple(whole), tuple(twice.values())


def _summed(
    machine: _Machine, parts: Mapping[str, Mapping[tuple[str, str], Rate]]
) -> Iterator[Rate]:
    """The machine in each region and term in which every part of it is priced."""
    (first, _), *_ = machine.parts
    for (region, term), core in parts.get(first, {}).items():
        found = [
            (parts.get(name, {}).get((region, term)), amount) for name, amount in machine.parts
        ]
        sold = [(rate, amount) for rate, amount in found if rate is not None]
        if len(sold) < len(found) or any(rate.unit[:3] != core.unit[:3] for rate, _ in sold):
            continue
        sustained = machine.sustained if term == "on_demand" else ""
        told = (*machine.attributes, ("sustained", sustained)) if sustained else machine.attributes
        moves = "; the price moves: that of the day it was seen" if term == "spot" else ""
        yield replace(
            core,
            product=machine.product,
            meter="instance",
            unit=f"{core.unit[:3]}/instance/hour",
            rate=sum((rate.rate * amount for rate, amount in sold), Fraction(0)),
            attributes=told,
            effective=max(rate.effective for rate, _ in sold),
            evidence="derived",
            note=f"the sum of its {'cores, memory and GPUs' if len(found) > 2 else _PLAIN}{moves}",
        )
