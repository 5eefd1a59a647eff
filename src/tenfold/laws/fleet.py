"""fleet: interchangeable servers that share a load.

Sized at the peak by what one server carries, billed for the share of it that
runs on average; the fewest and the spare ones always run. The thing that is
counted (instance, server, pod) is whatever the throughput is stated per.
"""

from __future__ import annotations

from tenfold.laws.law import RENTED, Law, Limit, Measure, Need, Setting, Settings, Sizing
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


def size(s: Settings) -> Sizing:
    """Servers at the peak, and how many of them are paid for on average."""
    instances = s.figure(
        "instances", "the peak load over what one carries, in whole servers", lambda: _at_peak(s)
    )
    running = s.figure(
        "running", "on average, following the load", lambda: _on_average(s, instances)
    )
    title = s.word("machine", "servers")
    need = Need("instances", title, running, s.ask("a server", "price", *RENTED))
    most = s.get("maximum")
    mend = "raise 'maximum', or raise what one carries"
    return Sizing((need,), () if most is None else (Limit(instances, most, mend),))


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
        Setting("machine", None, "The machine type.", "gcp/n1-highcpu-8"),
        Setting("region", None, "Where it runs.", "us-central1"),
        Setting("term", None, "How it is bought.", "on_demand"),
    ),
    ways=(("load", "throughput"), ("instances",)),
    size=size,
)  # fmt: skip
