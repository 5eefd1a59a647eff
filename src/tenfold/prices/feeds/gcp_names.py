"""What Google calls things, and what they are called here: by service, description and usage.

A description has to say exactly this and no more. "Custom", "Sole Tenancy",
"Extended", "DWS" and "Calendar Mode" stand beside the plain SKU with prices of
their own, and must not be taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tenfold.prices.feeds.gcp_machines import PART

__all__ = ["SERVICES", "Named", "named"]

SERVICES = (
    "Compute Engine", "Cloud SQL", "Cloud Memorystore for Redis", "Cloud Storage", "Networking",
    "Kubernetes Engine", "Cloud Logging",
)  # fmt: skip
"""The services that have names here; others are read when they are asked for."""

_TERMS = {
    "OnDemand": "on_demand",
    "Preemptible": "spot",
    "Commit1Yr": "commit_1y",
    "Commit3Yr": "commit_3y",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A SKU as it is called here; `unit` is without its money."""

    product: str
    meter: str
    unit: str
    term: str = "on_demand"
    attributes: tuple[tuple[str, str], ...] = ()
    note: str = ""
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    """A name for descriptions of a service that fit; `{1}` is the first group, in small letters."""

    service: str
    fits: re.Pattern[str]
    product: str
    meter: str
    unit: str
    attributes: tuple[tuple[str, str], ...] = ()
    note: str = ""
    everywhere: bool = False


def _rule(service: str, fits: str, product: str, meter: str, unit: str, **more: object) -> _Rule:
    attributes, note = more.get("attributes", ()), more.get("note", "")
    told = attributes if isinstance(attributes, tuple) else ()
    everywhere = bool(more.get("everywhere", False))
    return _Rule(
        service, re.compile(rf"{fits}\Z"), product, meter, unit, told, str(note), everywhere
    )


_IN = r"(?: in [A-Z][\w ()-]{1,40})?"
_SQL = r"Cloud SQL for PostgreSQL: (Zonal|Regional) - "
_TO_INTERNET = r"Network Internet (?:Data Transfer Out|Egress) from [A-Z][\w ]{1,30}"
_PLACE = (("availability", "{1}"),)
_EDITION = "PostgreSQL, Enterprise edition"
_RULES = (
    _rule("Cloud SQL", rf"{_SQL}vCPU{_IN}", "cloud-sql-vcpu", "instance", "vCPU/hour",
          attributes=_PLACE, note=_EDITION),
    _rule("Cloud SQL", rf"{_SQL}RAM{_IN}", "cloud-sql-memory", "instance", "GiB/hour",
          attributes=_PLACE, note=_EDITION),
    _rule("Cloud SQL", rf"{_SQL}Standard storage{_IN}", "cloud-sql-ssd", "storage", "GiB/month",
          attributes=_PLACE),
    _rule("Cloud SQL", rf"{_SQL}Micro instance{_IN}", "db-f1-micro", "instance", "instance/hour",
          attributes=(*_PLACE, ("memory", "0.6")), note=f"{_EDITION}; shared core"),
    _rule("Cloud SQL", rf"Cloud SQL: Backups{_IN}", "cloud-sql-backup", "backup", "GiB/month"),
    _rule("Cloud Memorystore for Redis",
          r"Redis Capacity (Basic|Standard) (M[1-5])(?: [A-Z][\w ]{1,40})?",
          "redis-{1}-{2}", "instance", "GiB/hour", attributes=(("band", "{2}"),)),
    _rule("Cloud Storage",
          r"(Standard|Nearline|Coldline|Archive) Storage (?!.*(?:Early|Oper))[A-Z][\w ]{1,40}",
          "gcs-{1}", "storage", "GiB/month"),
    _rule("Compute Engine", rf"Storage PD Capacity{_IN}", "pd-standard", "storage", "GiB/month"),
    _rule("Compute Engine", rf"SSD backed PD Capacity{_IN}", "pd-ssd", "storage", "GiB/month"),
    _rule("Compute Engine", rf"Balanced PD Capacity{_IN}", "pd-balanced", "storage", "GiB/month"),
    _rule("Compute Engine", rf"Regional Storage PD Capacity{_IN}", "pd-standard-regional",
          "storage",
          "GiB/month", note="in two zones"),
    _rule("Compute Engine", rf"Regional SSD backed PD Capacity{_IN}", "pd-ssd-regional", "storage",
          "GiB/month", note="in two zones"),
    _rule("Compute Engine", rf"Regional Balanced PD Capacity{_IN}", "pd-balanced-regional",
          "storage",
          "GiB/month", note="in two zones"),
    *(rule for service in ("Compute Engine", "Networking") for rule in (
        _rule(service,
              rf"{_TO_INTERNET} to Americas",
              "internet-egress", "bytes", "GiB", note="premium tier; to the Americas"),
        _rule(service,
              rf"{_TO_INTERNET} to (Australia|China)",
              "internet-egress-{1}", "bytes", "GiB", note="premium tier"),
        _rule(service, rf"Network Inter Zone (?:Data Transfer Out|Egress){_IN}", "inter-zone",
              "bytes", "GiB",
              note="between zones of a region"),
        _rule(service, rf"Networking Cloud Nat Data Processing{_IN}", "cloud-nat", "bytes",
              "GiB"))),
    _rule("Kubernetes Engine", r"(?:Regional|Zonal) Kubernetes Clusters", "gke", "instance",
          "cluster/hour",
          note="management fee"),
    _rule("Cloud Logging", r"Log Storage cost", "cloud-logging", "logs", "GiB",
          note="by project", everywhere=True),
)  # fmt: skip
_CORES = re.compile(
    r"(?:Spot Preemptible |Preemptible )?"
    r"(?:(?P<family>[A-Z]\d{1,2}[A-Z]?)(?: AMD| Arm)?(?P<predefined> Predefined)? Instance"
    r"|(?P<words>Compute optimized|Memory-optimized)(?: Instance)?) "
    r"(?P<kind>Core|Ram) running in [A-Z][\w ()-]{1,40}\Z"
)
_COMMITTED = re.compile(
    r"Commitment v1: (?:(?P<family>[A-Z]\d{1,2}[A-Z]?)(?: AMD| Arm)? "
    r"|(?P<words>Compute optimized|Memory-optimized) )?"
    r"(?P<kind>Cpu|Core|Ram) in [A-Z][\w ()-]{1,40} for [13] Years?\Z"
)
_GPU = re.compile(
    r"(?:Spot Preemptible |Preemptible )?Nvidia (?:Tesla )?(?P<gpu>T4|P4|L4|A100) GPU"
    r"(?: attached to Spot Preemptible VMs)? running in [A-Z][\w ()-]{1,40}\Z"
)
_GPU_COMMITTED = re.compile(
    r"Commitment v1: Nvidia (?:Tesla )?(?P<gpu>L4|A100) GPU "
    r"(?:running )?in [A-Z][\w ()-]{1,40} for [13] Years?\Z"
)
_NOT_PLAIN = re.compile(
    r"\b(?:Custom|Sole Tenancy|Extended|DWS|Calendar|Reserved|Flex|Defined Duration|Premium)\b"
)
_WORDS = {"Compute optimized": "c2", "Memory-optimized": "m1"}
_MEMORY = {"t4": "16", "p4": "8", "l4": "24", "a100": "40"}


def named(service: str, description: str, usage: str) -> Iterator[Named]:
    """What a SKU is called here, as a product and as a part of machines."""
    term = _TERMS.get(usage)
    if term is None or _NOT_PLAIN.search(description):
        return
    if service == "Compute Engine":
        yield from _parts(description, term)
    for rule in _RULES:
        found = rule.fits.match(description) if rule.service == service else None
        if found is not None and term == "on_demand":
            yield from _ruled(rule, found)


def _ruled(rule: _Rule, found: re.Match[str]) -> Iterator[Named]:
    groups = {f"{{{n}}}": (text or "").lower() for n, text in enumerate(found.groups(), start=1)}

    def filled(text: str) -> str:
        for sign, word in groups.items():
            text = text.replace(sign, word)
        return text

    told = tuple((name, filled(value)) for name, value in rule.attributes)
    yield Named(
        f"gcp/{filled(rule.product)}", rule.meter, rule.unit, "on_demand", told, rule.note,
        rule.everywhere,
    )  # fmt: skip
    kind = {"cloud-sql-vcpu": "core", "cloud-sql-memory": "ram"}.get(rule.product)
    if kind is not None:
        yield Named(f"{PART}sql-{groups['{1}']}-{kind}", rule.meter, rule.unit)


def _parts(description: str, term: str) -> Iterator[Named]:
    """Cores, memory and GPUs, by the families that machines are made of."""
    committed = term in {"commit_1y", "commit_3y"}
    found = (_COMMITTED if committed else _CORES).match(description)
    if found is not None:
        family = _WORDS.get(found["words"] or "") or (found["family"] or "N1").lower()
        if not committed and (family == "n1") != bool(found["predefined"]):
            return
        kind, unit = ("ram", "GiB/hour") if found["kind"] == "Ram" else ("core", "vCPU/hour")
        yield Named(f"{PART}{family}-{kind}", "instance", unit, term)
        return
    gpu = (_GPU_COMMITTED if committed else _GPU).match(description)
    if gpu is None:
        return
    name = gpu["gpu"].lower()
    yield Named(f"{PART}gpu-{name}", "instance", "GPU/hour", term)
    told = (("gpu", name), ("gpus", "1"), ("gpu_memory", _MEMORY[name]))
    moves = "; the price moves: that of the day it was seen" if term == "spot" else ""
    note = f"the GPU alone; its machine is billed beside it{moves}"
    yield Named(f"gcp/gpu-{name}", "instance", "GPU/hour", term, told, note)
