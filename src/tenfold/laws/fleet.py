"""fleet: interchangeable servers that share a load.

Sized at the peak by what one server carries, billed for the share of it that
runs on average; the fewest and the spare ones always run. The thing that is
counted (instance, server, pod) is whatever the throughput is stated per.
"""

from __future__ import annotations

from tenfold.laws.law import Law, Limit, Measure, Need, Setting, Settings, Sizing
from tenfold.quantity.expr import Expr, ceil, maximum

__all__ = ["LAW"]


def _at_peak(s: Settings) -> Expr:
    needed = ceil(s["load"] / (s["throughput"] * s["target_utilisation"]))
    return _with_spare(s, _at_least(s, needed))


def _on_average(s: Settings, instances: Expr) -> Expr:
    spare = s.get("spare")
    following = instances if spare is None else instances - spare
    return _with_spare(s, _at_least(s, following * s["average_load"]))


def _at_least(s: Settings, servers: Expr) -> Expr:
    fewest = s.get("minimum")
    return servers if fewest is None else maximum(servers, fewest)


def _with_spare(s: Settings, servers: Expr) -> Expr:
    spare = s.get("spare")
    return servers if spare is None else servers + spare


_TRAFFIC = {
    "balanced": ("load balancing", "balancer"),
    "translated": ("address translation", "nat"),
    "between_zones": ("traffic between zones", "inter-zone"),
}
"""Bytes that servers cause beside their own price, and what carries them at a provider."""


def _traffic(s: Settings, item: str) -> Need:
    title, carrier = _TRAFFIC[item]
    ask = s.ask(title, f"{item}_price", "bytes", f"machine/{carrier}")
    return Need(item, title, s.figure(item, title), ask)


def size(s: Settings) -> Sizing:
    """Servers at the peak, how many are paid for on average, and the traffic they cause."""
    instances = s.figure(
        "instances", "the peak load over what one carries, in whole servers", lambda: _at_peak(s)
    )
    running = s.figure(
        "running", "on average, following the load", lambda: _on_average(s, instances)
    )
    title = s.word("machine", "servers")
    ask = s.ask("a server", "price", "instance", "machine")
    servers = Need("instances", title, running, ask, held=instances)
    traffic = [_traffic(s, item) for item in _TRAFFIC if item in s]
    most = s.get("maximum")
    mend = "raise 'maximum', or raise what one carries"
    return Sizing((servers, *traffic), () if most is None else (Limit(instances, most, mend),))


LAW = Law(
    kind="fleet",
    title="Fleet of servers",
    meaning="Interchangeable servers that share a load: APIs, rendering, workers.",
    settings=(
        Setting("load", Measure("work / time"), "The load at its peak.", "500K requests/s"),
        Setting(
            "throughput", Measure("work / time / thing"), "What one server carries.",
            "5,000 requests/s/instance", slope=-1,
        ),
        Setting(
            "target_utilisation", Measure("share"),
            "The share of its throughput that a server is planned at.", "60%",
            default="100%", source="what is stated is what is carried", slope=-1,
        ),
        Setting("minimum", Measure("thing"), "The fewest servers to run.", "2 instances"),
        Setting("maximum", Measure("thing"), "The most that can be had.", "500 instances", slope=0),
        Setting("spare", Measure("thing"), "Servers beyond what the load needs.", "1 instance"),
        Setting(
            "average_load", Measure("share"),
            "The mean load as a share of the peak; servers follow it.", "20%",
            default="100%", source="servers that are always on",
        ),
        Setting(
            "instances", Measure("thing"), "Servers at the peak.", "100 instances", figure=True
        ),
        Setting(
            "running", Measure("thing"), "Servers on average: what is billed.", "20 instances",
            figure=True,
        ),
        Setting(
            "price", Measure("money / thing / time"), "The price of a server.",
            "$0.315/instance/hour",
        ),
        Setting(
            "balanced", Measure("information / time"), "Bytes through load balancers.",
            "750 TB/month", figure=True,
        ),
        Setting(
            "balanced_price", Measure("money / information"), "The price of balancing.",
            "$0.008/GiB",
        ),
        Setting(
            "translated", Measure("information / time"), "Bytes through address translation.",
            "20 TB/month", figure=True,
        ),
        Setting(
            "translated_price", Measure("money / information"), "The price of translation.",
            "$0.045/GiB",
        ),
        Setting(
            "between_zones", Measure("information / time"), "Bytes between zones.",
            "300 TB/month", figure=True,
        ),
        Setting(
            "between_zones_price", Measure("money / information"),
            "The price of bytes between zones.", "$0.01/GiB",
        ),
        Setting("machine", None, "The machine type.", "gcp/n1-highcpu-8"),
        Setting("region", None, "Where it runs.", "us-central1"),
        Setting("term", None, "How it is bought.", "on_demand"),
    ),
    ways=(("load", "throughput"), ("instances",)),
    size=size,
    demand="load",
)  # fmt: skip
