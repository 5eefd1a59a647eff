"""What AWS calls things, and what they are called here: one Named for each product of a list.

Prices by the hour are found by their attributes, everything else by a rule on
its usage type. Aurora, MySQL, Valkey and Memcached have names of their own, so
that `aws/db.m5.large` is PostgreSQL, `aws/cache.m5.large` is Redis, and each is one price.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tenfold.prices.feeds.page import on_one_line

__all__ = ["SERVICES", "UNITS", "Named", "named", "unnamed"]

SERVICES = (
    "AmazonEC2", "AmazonRDS", "AmazonElastiCache", "AmazonES", "AmazonS3", "AWSDataTransfer",
    "AmazonEKS", "AWSELB", "AmazonCloudWatch", "awswaf", "AmazonCloudFront",
)  # fmt: skip
"""The services that have names here; others are read when they are asked for."""

UNITS: Mapping[str, tuple[str, str, int]] = {
    "Hrs": ("instance", "instance/hour", 1),
    "Hours": ("instance", "instance/hour", 1),
    "hours": ("instance", "instance/hour", 1),
    "GB-Mo": ("storage", "GiB/month", 1),
    "GB-month": ("storage", "GiB/month", 1),
    "GB": ("bytes", "GiB", 1),
    "Requests": ("requests", "1M requests", 1_000_000),
    "Request": ("requests", "1M requests", 1_000_000),
}
"""Their units: the meter that such a price is counted by, ours, and how many of theirs it is."""


@dataclass(frozen=True, slots=True)
class Named:
    """A product of theirs as it is called here; `unit` is without its money."""

    product: str
    meter: str
    region: str
    unit: str
    scale: int = 1
    units: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A name for what a service counts by a usage type, whatever region it begins with."""

    service: str
    usage: str
    product: str
    meter: str
    unit: str
    attributes: tuple[tuple[str, str], ...] = ()
    note: str = ""


_GIB = "AWS calls a GiB a GB"
_ZONAL, _REGIONAL = (("availability", "zonal"),), (("availability", "regional"),)
_STANDARD, _OPTIMISED = (("config", "standard"),), (("config", "io-optimized"),)
_KEPT, _MOVED, _BY_HOUR = "GiB/month", "GiB", "instance/hour"
_THOUSAND, _TEN_THOUSAND, _MILLION = "1,000 operations", "10,000 requests", "1M requests"
_RULES = (
    _Rule("AmazonS3", "TimedStorage-ByteHrs", "s3-standard", "storage", _KEPT, (), _GIB),
    _Rule("AmazonS3", "TimedStorage-SIA-ByteHrs", "s3-standard-ia", "storage", _KEPT, (), _GIB),
    _Rule("AmazonS3", "TimedStorage-ZIA-ByteHrs", "s3-onezone-ia", "storage", _KEPT, (), _GIB),
    _Rule("AmazonS3", "TimedStorage-GIR-ByteHrs", "s3-glacier-instant", "storage", _KEPT, (), _GIB),
    _Rule("AmazonS3", "TimedStorage-GlacierByteHrs", "s3-glacier-flexible", "storage", _KEPT, (),
          _GIB),
    _Rule("AmazonS3", "TimedStorage-GDA-ByteHrs", "s3-glacier-deep-archive", "storage", _KEPT, (),
          _GIB),
    _Rule("AmazonS3", "Requests-Tier1", "s3-standard", "writes", _THOUSAND, (),
          "PUT, COPY, POST, LIST"),
    _Rule("AmazonS3", "Requests-Tier2", "s3-standard", "reads", _THOUSAND, (), "GET and all other"),
    _Rule("AmazonS3", "Requests-SIA-Tier1", "s3-standard-ia", "writes", _THOUSAND),
    _Rule("AmazonS3", "Requests-SIA-Tier2", "s3-standard-ia", "reads", _THOUSAND),
    _Rule("AmazonS3", "Retrieval-SIA", "s3-standard-ia", "retrieved", _MOVED, (), _GIB),
    _Rule("AmazonEKS", "AmazonEKS-Hours:perCluster", "eks", "instance", "cluster/hour",
          (("support", "standard"),)),
    _Rule("AWSELB", "LoadBalancerUsage", "load-balancer", "instance", _BY_HOUR),
    _Rule("AWSELB", "LCUUsage", "load-balancer-lcu", "instance", _BY_HOUR, (), "by capacity unit"),
    _Rule("AmazonCloudWatch", "DataProcessing-Bytes", "cloudwatch-logs", "logs", _MOVED, (), _GIB),
    _Rule("AmazonCloudWatch", "TimedStorage-ByteHrs", "cloudwatch-logs", "storage", _KEPT, (),
          _GIB),
    _Rule("awswaf", "WebACLV2", "waf", "instance", "policy/month", (), "by web ACL"),
    _Rule("awswaf", "RuleV2", "waf-rule", "instance", "rule/month"),
    _Rule("awswaf", "RequestV2-Tier1", "waf", "requests", _MILLION),
    _Rule("AmazonRDS", "RDS:GP2-Storage", "rds-gp2", "storage", _KEPT, _ZONAL, _GIB),
    _Rule("AmazonRDS", "RDS:Multi-AZ-GP2-Storage", "rds-gp2", "storage", _KEPT, _REGIONAL, _GIB),
    _Rule("AmazonRDS", "RDS:GP3-Storage", "rds-gp3", "storage", _KEPT, _ZONAL, _GIB),
    _Rule("AmazonRDS", "RDS:Multi-AZ-GP3-Storage", "rds-gp3", "storage", _KEPT, _REGIONAL, _GIB),
    _Rule("AmazonRDS", "RDS:ChargedBackupUsage", "rds-backup", "backup", _KEPT, (), _GIB),
    _Rule("AmazonRDS", "Aurora:StorageUsage", "aurora", "storage", _KEPT, _STANDARD, _GIB),
    _Rule("AmazonRDS", "Aurora:IO-OptimizedStorageUsage", "aurora", "storage", _KEPT, _OPTIMISED,
          _GIB),
    _Rule("AmazonRDS", "Aurora:StorageIOUsage", "aurora", "requests", _MILLION),
    _Rule("AmazonEC2", "NatGateway-Hours", "nat-gateway", "instance", "gateway/hour"),
    _Rule("AmazonEC2", "NatGateway-Bytes", "nat-gateway", "bytes", _MOVED, (), _GIB),
    _Rule("AmazonEC2", "EBS:VolumeUsage.gp2", "ebs-gp2", "storage", _KEPT, (), _GIB),
    _Rule("AmazonEC2", "EBS:VolumeUsage.gp3", "ebs-gp3", "storage", _KEPT, (), _GIB),
    _Rule("AmazonEC2", "EBS:VolumeUsage.piops", "ebs-io1", "storage", _KEPT, (), _GIB),
    _Rule("AmazonEC2", "EBS:VolumeUsage.st1", "ebs-st1", "storage", _KEPT, (), _GIB),
    _Rule("AmazonEC2", "EBS:VolumeUsage.sc1", "ebs-sc1", "storage", _KEPT, (), _GIB),
    _Rule("AmazonES", "ES:GP2-Storage", "opensearch-gp2", "storage", _KEPT, (), _GIB),
    _Rule("AWSDataTransfer", "DataTransfer-Out-Bytes", "internet-egress", "bytes", _MOVED, (),
          _GIB),
    # A byte between zones is charged where it leaves and where it arrives: half a price.
    _Rule("AWSDataTransfer", "DataTransfer-Regional-Bytes", "inter-zone-each-way", "bytes", _MOVED,
          (), f"charged in each direction; {_GIB}"),
)  # fmt: skip
_BY_USAGE = {(rule.service, rule.usage): rule for rule in _RULES}
_SCALES = {_THOUSAND: 1_000, _TEN_THOUSAND: 10_000, _MILLION: 1_000_000}
_REQUESTS = ("Requests", "Request", "requests", "IOs")
_HOURS = ("Hrs", "Hours", "hours", "LCU-Hrs")
_COUNTED: Mapping[str, tuple[str, ...]] = {
    _KEPT: ("GB-Mo", "GB-month"),
    _MOVED: ("GB", "Gigabytes"),
    _THOUSAND: _REQUESTS,
    _TEN_THOUSAND: _REQUESTS,
    _MILLION: _REQUESTS,
    _BY_HOUR: _HOURS,
    "node/hour": _HOURS,
    "gateway/hour": _HOURS,
    "cluster/hour": _HOURS,
    "policy/month": ("Month", "month", "Web ACL-Month", "WebACL-Month"),
    "rule/month": ("Month", "month", "Rule-Month"),
}
_REGION_BEFORE = re.compile(r"[A-Z]{2,4}\d{0,2}-(?=[A-Z])")
_SIZE = re.compile(r"[\d.]{1,9}\Z")
_TYPE = re.compile(r"[a-z0-9][a-z0-9.-]{1,60}\Z")
_CACHES = {"Redis": "", "Valkey": "valkey.", "Memcached": "memcached."}
_ENGINES = {
    "PostgreSQL": ("", "postgres"), "MySQL": ("mysql.", "mysql"), "MariaDB": ("mariadb.",
          "mariadb"),
    "Aurora PostgreSQL": ("aurora.", ""), "Aurora MySQL": ("aurora-mysql.", ""),
}  # fmt: skip
_BALANCERS = ("Load Balancer-Application", "Load Balancer-Network")
_DEPLOYED = {"Single-AZ": "zonal", "Multi-AZ": "regional"}
_VIEWERS = {
    "United States": "north-america", "Europe": "europe",
    "Asia Pacific": "asia-pacific", "Australia": "oceania", "Japan": "japan", "India": "india",
    "South America": "south-america", "Middle East": "middle-east", "South Africa": "africa",
}  # fmt: skip

Said = Mapping[str, str]


def named(service: str, family: str, said: Said, region: str) -> Named | None:
    """What a product is called here; None where it has no name."""
    if said.get("locationType", "AWS Region") not in {"AWS Region", "Other", ""}:
        return None
    if service == "AmazonCloudFront":
        return _viewed(said)
    if not region:
        return None
    kind = _KINDS.get((service, family))
    return kind(said, region) if kind is not None else _ruled(service, family, said, region)


def _ruled(service: str, family: str, said: Said, region: str) -> Named | None:
    usage = _REGION_BEFORE.sub("", said.get("usagetype", ""), count=1)
    rule = _BY_USAGE.get((service, usage))
    if rule is None or (service == "AWSELB" and family not in _BALANCERS):
        return None
    if rule.product == "internet-egress" and said.get("transferType") != "AWS Outbound":
        return None
    network = "network-" if family == "Load Balancer-Network" else ""
    return Named(
        f"aws/{network}{rule.product}", rule.meter, region, rule.unit, _SCALES.get(rule.unit, 1),
        _COUNTED[rule.unit], rule.attributes, rule.note,
    )  # fmt: skip


def _hourly(
    kind: str, region: str, unit: str, attributes: Iterable[tuple[str, str]]
) -> Named | None:
    if not _TYPE.match(kind):
        return None
    return Named(f"aws/{kind}", "instance", region, unit, 1, _HOURS, tuple(attributes))


def _machine(said: Said, region: str) -> Named | None:
    kind = said.get("instanceType", "")
    fits = (
        said.get("operatingSystem") == "Linux"
        and said.get("preInstalledSw", "NA") == "NA"
        and said.get("capacitystatus", "Used") == "Used"
        and said.get("marketoption", "OnDemand") == "OnDemand"
        and said.get("tenancy") == ("Dedicated" if ".metal" in kind else "Shared")
    )
    family = (("family", kind.partition(".")[0]),)
    return _hourly(kind, region, _BY_HOUR, (*_size(said), *family, *_gpus(said))) if fits else None


def _database(said: Said, region: str) -> Named | None:
    kind = said.get("instanceType", "")
    before, engine = _ENGINES.get(said.get("databaseEngine", ""), (None, ""))
    place = _DEPLOYED.get(said.get("deploymentOption", ""))
    licence = said.get("licenseModel", "No license required")
    if before is None or place is None or licence != "No license required":
        return None
    if not engine:
        optimised = "IOOptimized" in said.get("usagetype", "") or "IO Opt" in said.get(
            "storage", ""
        )
        return _hourly(before + kind, region, _BY_HOUR, _OPTIMISED if optimised else _STANDARD)
    family = kind.removeprefix("db.").partition(".")[0]
    told = (("availability", place), ("engine", engine), ("family", family))
    return _hourly(before + kind, region, _BY_HOUR, told)


def _cache(said: Said, region: str) -> Named | None:
    engine = said.get("cacheEngine", "")
    if engine not in _CACHES:
        return None
    kind = _CACHES[engine] + said.get("instanceType", "")
    return _hourly(kind, region, "node/hour", (("engine", engine.lower()),))


def _searcher(said: Said, region: str) -> Named | None:
    kind = said.get("instanceType", "")
    return _hourly(kind, region, "node/hour", _size(said)) if kind.endswith(".search") else None


_KINDS = {
    ("AmazonEC2", "Compute Instance"): _machine,
    ("AmazonEC2", "Compute Instance (bare metal)"): _machine,
    ("AmazonRDS", "Database Instance"): _database,
    ("AmazonElastiCache", "Cache Instance"): _cache,
    ("AmazonES", "Amazon OpenSearch Service Instance"): _searcher,
    ("AmazonES", "Elastic Search Instance"): _searcher,
}


def _viewed(said: Said) -> Named | None:
    """What CloudFront sells, by where viewers are: Canada pays as the United States do."""
    place = said.get("fromLocation", "") or said.get("location", "")
    area = _VIEWERS.get(place)
    if area is None:
        return None
    if said.get("transferType") == "CloudFront Outbound":
        return Named("aws/cloudfront", "bytes", area, _MOVED, 1, _COUNTED[_MOVED], (), _GIB)
    if said.get("usagetype", "").endswith("Requests-Tier2-HTTPS"):
        return Named(
            "aws/cloudfront", "requests", area, _TEN_THOUSAND, 10_000, _REQUESTS, (), "HTTPS"
        )
    return None


def _size(said: Said) -> tuple[tuple[str, str], ...]:
    memory = said.get("memory", "").removesuffix(" GiB").replace(",", "")
    found = (("vcpu", said.get("vcpu", "")), ("memory", memory))
    return tuple((name, value) for name, value in found if _SIZE.match(value))


def _gpus(said: Said) -> tuple[tuple[str, str], ...]:
    number = said.get("gpu", "")
    return (("gpus", number),) if _SIZE.match(number) and number != "0" else ()


def unnamed(sku: str, said: Said, region: str) -> Named | None:
    """A stable name for what has none, with what it is in its note."""
    if not re.fullmatch(r"[A-Za-z0-9]{4,40}", sku):
        return None
    words = [
        said.get(name, "")
        for name in ("servicecode", "group", "usagetype", "operation", "instanceType")
    ]
    note = on_one_line(" ".join(dict.fromkeys(word for word in words if word)))
    return Named(f"aws/sku-{sku}", "", region or "global", "", note=note)
