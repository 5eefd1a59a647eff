"""fleet: interchangeable servers that share a load.

Sized at the peak by what one server carries, billed for the share of it that
runs on average. The thing that is counted (instance, server, pod) is whatever
the throughput is stated per.
"""

from __future__ import annotations

from tenfold.laws.law import Law, Limit, Measure, Need, Setting, Settings, Sizing
from tenfold.quantity.expr import Expr, ceil, maximum

__all__ = ["LAW"]


def _needed(s: Settings) -> Expr:
    carried = s["throughput"] * s["target_utilisation"]
    needed = ceil(s["load"] / carried)
    minimum = s.get("minimum")
    if minimum is not None:
        needed = maximum(needed, minimum)
    spare = s.get("spare")
    return needed if spare is None else needed + spare


def size(s: Settings) -> Sizing:
    """Servers at the peak, and how many of them are paid for on average."""
    instances = s.figure("instances", lambda: _needed(s), "the peak load over what one carries, in whole servers")
    running = s.figure("running", lambda: instances * s["average_load"], "on average, following the load")
    need = Need("instances", s.word("machine") or "servers", running, s.ask("a server", "price", "machine", "region", "term"))
    most = s.get("maximum")
    limits = () if most is None else (Limit(instances, most, "raise 'maximum', or raise what one carries"),)
    return Sizing((need,), limits)


LAW = Law(
    kind="fleet",
    title="Fleet of servers",
    meaning="Interchangeable servers that share a load: APIs, rendering, workers.",
    settings=(
        Setting("load", Measure("thing / time"), "The load at its peak.", "500K requests/s"),
        Setting("throughput", Measure("thing / time / thing"), "What one server carries.", "5,000 requests/s/instance"),
        Setting(
            "target_utilisation", Measure("number"), "The share of its throughput a server is planned at.", "60%",
            default="100%", source="what is stated is what is carried",
        ),
        Setting("minimum", Measure("thing"), "The fewest servers to run.", "2 instances"),
        Setting("maximum", Measure("thing"), "The most servers that can be had.", "500 instances"),
        Setting("spare", Measure("thing"), "Servers beyond what the load needs.", "1 instance"),
        Setting(
            "average_load", Measure("number"), "The mean load as a share of the peak; servers follow it.", "20%",
            default="100%", source="servers that are always on",
        ),
        Setting("instances", Measure("thing"), "Servers at the peak.", "100 instances", figure=True),
        Setting("running", Measure("thing"), "Servers on average: what is billed.", "20 instances", figure=True),
        Setting("price", Measure("money / thing / time"), "The price of a server.", "$0.315/instance/hour"),
        Setting("machine", None, "The machine type.", "gcp/n1-highcpu-8"),
        Setting("region", None, "Where it runs.", "us-central1"),
        Setting("term", None, "How it is bought.", "on_demand"),
    ),
    ways=(("load", "throughput"), ("instances",)),
    size=size,
)  # fmt: skip
