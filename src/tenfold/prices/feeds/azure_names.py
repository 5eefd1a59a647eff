"""What Azure calls things, and what they are called here: one Named for each meter.

Windows and Linux differ by `productName` alone, Spot and Low Priority by
`skuName`; a reservation is priced for its whole term, whatever its unit says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

__all__ = ["SERVICES", "WITHOUT_REGION", "Item", "Named", "named"]

SERVICES = (
    "Virtual Machines", "Storage", "Bandwidth", "Azure Kubernetes Service", "Log Analytics",
    "Azure Database for PostgreSQL", "Azure Front Door Service", "Load Balancer", "NAT Gateway",
    "Redis Cache",
)  # fmt: skip
"""The services that have names here; others are read when they are asked for."""

WITHOUT_REGION = frozenset({"Azure Front Door Service", "Load Balancer", "NAT Gateway"})
"""Services that are priced by zones of the world, or everywhere alike, and not by regions."""

_ZONES = {"Zone 1": ("north-america", "europe")}
_ZONAL = (("availability", "zonal"),)
_GIB = "Azure calls a GiB a GB here"


@dataclass(frozen=True, slots=True)
class Item:
    """The words of one item that names are made of."""

    service: str
    product: str
    sku: str
    meter: str
    arm: str
    region: str


@dataclass(frozen=True, slots=True)
class Named:
    """An item as it is called here; `unit` is without its money."""

    product: str
    meter: str
    region: str
    unit: str
    term: str = "on_demand"
    attributes: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A name for a meter of a product of a service; of all its products where that is empty."""

    service: str
    product: str
    meters: tuple[str, ...]
    name: str
    counts: str
    unit: str
    attributes: tuple[tuple[str, str], ...] = ()
    note: str = ""


_RULES = (
    _Rule("Bandwidth", "Rtn Preference: MGN", ("Standard Data Transfer Out",),
          "internet-egress", "bytes", "GB", (), "over Microsoft's own network"),
    _Rule("Bandwidth", "Bandwidth - Routing Preference: Internet", ("Standard Data Transfer Out",),
          "internet-egress-isp", "bytes", "GB", (), "routed over the internet"),
    _Rule("Azure Kubernetes Service", "", ("Standard Uptime SLA",), "aks", "instance",
          "cluster/hour", (),
          "standard tier with its uptime SLA"),
    _Rule("Log Analytics", "", ("Pay-as-you-go Data Ingestion", "Analytics Logs Data Ingestion"),
          "log-analytics", "logs", "GB", (), "analytics logs; pay as you go"),
    _Rule("Log Analytics", "", ("Basic Logs Data Ingestion",), "log-analytics-basic", "logs", "GB"),
    *(_Rule("Azure Database for PostgreSQL", product, ("Storage Data Stored",), "postgres-storage",
            "storage", "GiB/month", _ZONAL, "a zone-redundant server pays it twice")
      for product in ("Az DB for PostgreSQL Flexible Server Storage",
                      "Azure Database for PostgreSQL Flex Server Storage")),
    _Rule("Azure Database for PostgreSQL",
          "Azure Database for PostgreSQL Flexible Server Backup Storage",
          ("Backup Storage LRS Data Stored",), "postgres-backup", "backup", "GiB/month"),
    _Rule("Azure Front Door Service", "Azure Front Door", ("Standard Data Transfer Out",),
          "front-door", "bytes", "GB", (), "Standard"),
    _Rule("Azure Front Door Service", "Azure Front Door", ("Standard Requests",),
          "front-door", "requests", "10,000 requests", (), "Standard"),
    _Rule("Azure Front Door Service", "Azure Front Door", ("Standard Base Fees",),
          "front-door", "instance", "instance/month", (), "Standard; by profile"),
    _Rule("Load Balancer", "", ("Standard Data Processed",), "load-balancer", "bytes", "GB", (),
          "Standard"),
    _Rule("NAT Gateway", "", ("Standard Gateway",), "nat-gateway", "instance", "gateway/hour"),
    _Rule("NAT Gateway", "", ("Standard Data Processed",), "nat-gateway", "bytes", "GB"),
)  # fmt: skip
_BY_METER = {
    (rule.service, meter): rule for rule in _RULES for meter in rule.meters if not rule.product
}
_BY_PRODUCT = {
    (rule.service, rule.product, meter): rule
    for rule in _RULES
    for meter in rule.meters
    if rule.product
}
_MACHINE = re.compile(r"Standard_[A-Za-z]{1,4}\d[A-Za-z0-9_-]{0,40}\Z")
_NOT_LINUX = re.compile(r"Windows|Cloud ?Services|Dedicated Host", re.IGNORECASE)
_SERVER = re.compile(
    r"Azure Database for PostgreSQL Flexible Server (?:General Purpose|Memory Optimized) "
    r"(?:- )?(?P<letter>[A-Z])(?P<kind>[a-z]*?)(?P<version>v\d)? Series(?: Compute)?\Z"
)
_BURSTABLE = re.compile(r"B(\d+m?s)\Z", re.IGNORECASE)
_CORES = re.compile(r"(\d{1,3}) vCore\Z")
_BLOB = re.compile(r"(Hot|Cool|Cold|Archive) (LRS|ZRS|GRS|RA-GRS)\Z")
_BLOB_METERS = (
    ("Data Stored", "storage", "GiB/month", _GIB),
    ("Write Operations", "writes", "10,000 operations", ""),
    ("Read Operations", "reads", "10,000 operations", ""),
    ("Data Retrieval", "retrieved", "GiB", _GIB),
)
_REDIS = re.compile(r"Azure Redis Cache (Basic|Standard|Premium)\Z")
_REDIS_METER = re.compile(r"([CP]\d)(?: Cache)?(?: Instance)?\Z")


def named(item: Item) -> Iterator[Named]:
    """What an item is called here, in each area that it is priced for, if it has a name."""
    kind = _KINDS.get(item.service)
    found = kind(item) if kind is not None else None
    if found is None:
        found = _ruled(item)
    if found is None:
        return
    for region in _ZONES.get(item.region, (found.region,)):
        yield Named(
            found.product, found.meter, region, found.unit, found.term, found.attributes, found.note
        )


def _ruled(item: Item) -> Named | None:
    rule = _BY_PRODUCT.get((item.service, item.product, item.meter)) or _BY_METER.get(
        (item.service, item.meter)
    )
    if rule is None:
        return None
    region = "global" if rule.name == "front-door" and rule.counts == "instance" else item.region
    return Named(
        f"azure/{rule.name}",
        rule.counts,
        region,
        rule.unit,
        "on_demand",
        rule.attributes,
        rule.note,
    )


def _machine(item: Item) -> Named | None:
    if (
        not _MACHINE.match(item.arm)
        or _NOT_LINUX.search(item.product)
        or "Low Priority" in item.sku
    ):
        return None
    spot = "Spot" in item.sku
    return Named(
        f"azure/{item.arm}", "instance", item.region, "instance/hour",
        "spot" if spot else "on_demand",
        note="Linux; the price moves: that of the day it was seen" if spot else "Linux",
    )  # fmt: skip


def _server(item: Item) -> Named | None:
    series = _SERVER.match(item.product)
    cores = _CORES.match(item.sku)
    if series and cores:
        version = f"_{series['version']}" if series["version"] else ""
        size = f"{series['letter']}{cores[1]}{series['kind']}{version}"
    elif "Flexible Server Burstable" in item.product and (small := _BURSTABLE.match(item.sku)):
        size = f"B{small[1].lower()}"
    else:
        return None
    return Named(
        f"azure/postgres-{size}", "instance", item.region, "instance/hour",
        attributes=_ZONAL, note="a zone-redundant server pays it twice",
    )  # fmt: skip


def _blob(item: Item) -> Named | None:
    kind = _BLOB.match(item.sku)
    if kind is None or item.product != "General Block Blob v2":
        return None
    for ending, counts, unit, note in _BLOB_METERS:
        if item.meter.endswith(ending):
            name = f"azure/blob-{kind[1]}-{kind[2]}".lower()
            return Named(name, counts, item.region, unit, note=note)
    return None


def _redis(item: Item) -> Named | None:
    tier, size = _REDIS.match(item.product), _REDIS_METER.match(item.meter)
    if tier is None or size is None:
        return None
    name = f"azure/redis-{tier[1]}-{size[1]}".lower()
    return Named(name, "instance", item.region, "node/hour", note="by node")


_KINDS: dict[str, Callable[[Item], Named | None]] = {
    "Virtual Machines": _machine,
    "Azure Database for PostgreSQL": _server,
    "Storage": _blob,
    "Redis Cache": _redis,
}
