"""fleet: interchangeable servers that share a load.

Sized at the peak by what one server carries, by how fast a share of requests is
to be answered (a pooled queue over all threads), by how busy servers may be, or
by all of them, of which the largest binds. Billed for the share that runs on
average; the fewest and the spare ones always run. What is counted (instance,
server, pod) is whatever the throughput, or the threads, are stated per.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from tenfold.laws.law import Binding, Law, Limit, Measure, Need, Setting, Settings, Sizing
from tenfold.quantity.bind import q
from tenfold.quantity.expr import Call, Const, Expr, Named, call, ceil, const, maximum
from tenfold.quantity.units import PERCENT, Unit

__all__ = ["LAW"]

_ONE = Fraction(1)
_THREAD = q("1 thread")
_ZONE = q("1 zone")
_ROOM_TO_WAIT = const(Fraction(101, 100))
"""A goal at which the service alone takes all the time needs servers without end."""

_AS_TOLD = const(Fraction(999, 1000))
"""The least goal is told rounded, and what is told is kept."""

_TO_THE_GOAL = "serve one request faster, loosen 'latency_goal', or lower 'percentile'"


def _at_peak(s: Settings, sizes: Mapping[str, tuple[str, Expr]]) -> tuple[Expr, dict[str, Named]]:
    """What is needed at the peak, and the sizes that it is the largest of."""
    if set(sizes) == {"throughput"}:
        return _spread(s, _at_least(s, sizes["throughput"][1])), {}
    fewest = s.get("minimum")
    if fewest is not None:
        sizes = {**sizes, "minimum": ("the fewest servers to run", fewest)}
    needed, made = s.largest(sizes)
    return _spread(s, needed), made


def _sizes(s: Settings) -> dict[str, tuple[str, Expr]]:
    """Every size that the settings ask for, and why; `Lacking` where they ask for none."""
    found = {}
    if "latency_goal" in s:
        why = "the fewest that answer in time, as one queue over all threads"
        found["latency"] = (why, _in_time(s))
    if "service_time" in s and (s.said("target_utilisation") or "growth" in s):
        busy = _as_threads(s["load"] * s["service_time"], s["load"].unit)
        whole = ceil(busy / (s["threads"] * _utilisation(s)))
        found["utilisation"] = ("threads busy at the peak, no busier than planned", whole)
    if "throughput" in s or "core_throughput" in s or not found:
        whole = ceil(s["load"] / (_throughput(s) * _utilisation(s)))
        found["throughput"] = ("the peak load over what one carries, in whole servers", whole)
    return found


def _throughput(s: Settings) -> Expr:
    """As stated, or what its cores carry together."""
    if "core_throughput" not in s or "throughput" in s:
        return s["throughput"]
    carried = call("usl", s["cores"], s["core_throughput"], s["contention"], s["coherency"])
    return s.step("carried", "what the cores of one server carry together", carried)


def _utilisation(s: Settings) -> Expr:
    """As stated; else what leaves room for the growth of the load while a server starts."""
    growth = s.get("growth")
    if growth is None or s.said("target_utilisation"):
        return s["target_utilisation"]
    most = Call("as", (1 / (1 + growth * s["boot_time"]),), PERCENT)
    return s.step("busiest", "what leaves room for growth while a server starts", most)


def _as_threads(busy: Expr, load: Unit) -> Expr:
    """Requests in service, each of which holds a thread."""
    things = tuple((symbol, power) for symbol, power in load.factors if symbol.is_thing)
    return busy / Const(_ONE, Unit(things)) * _THREAD


def _in_time(s: Settings) -> Expr:
    """Servers whose threads, as one queue, answer a share of requests within the goal."""
    share, varied = s["percentile"], (s["burstiness"], s["variability"])
    within = maximum(s["latency_goal"], _least_goal(s))
    threads = call("servers_for_response", s["load"], s["service_time"], within, share, *varied)
    return ceil(threads * _THREAD / s["threads"])


def _least_goal(s: Settings) -> Named:
    alone = call("fastest_response", s["service_time"], s["percentile"], s["variability"])
    why = "what the service alone takes, and a hundredth to wait"
    return s.step("least_goal", why, alone * _ROOM_TO_WAIT)


def _spread(s: Settings, servers: Expr) -> Expr:
    """In zones, so many that those of one may be lost; and the spare ones."""
    zones = s.get("zones")
    if zones is not None:
        servers = ceil(servers / maximum(zones - _ZONE, _ZONE)) * maximum(zones, _ZONE)
    return _with_spare(s, servers)


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
    candidates: dict[str, Named] = {}

    def needed() -> Expr:
        peak, made = _at_peak(s, _sizes(s))
        candidates.update(made)
        return peak

    instances = s.figure("instances", _why(s), needed)
    running = s.figure(
        "running", "on average, following the load", lambda: _on_average(s, instances)
    )
    title = s.word("machine", "servers")
    ask = s.ask("a server", "price", "instance", "machine")
    servers = Need("instances", title, running, ask, held=instances)
    traffic = [_traffic(s, item) for item in _TRAFFIC if item in s]
    computed = "instances" not in s.stated
    bindings = (Binding(instances, candidates),) if computed and candidates else ()
    return Sizing((servers, *traffic), tuple(_limits(s, instances)), bindings)


def _why(s: Settings) -> str:
    if "latency_goal" in s or "service_time" in s:
        return "the largest of what each goal asks for"
    return "the peak load over what one carries, in whole servers"


def _limits(s: Settings, instances: Named) -> Iterator[Limit]:
    most = s.get("maximum")
    if most is not None:
        yield Limit(instances, most, "raise 'maximum', or raise what one carries")
    least = s.aside.get("least_goal")
    if least is not None and "instances" not in s.stated:
        goal, told = s["latency_goal"], "takes {needed}, and the goal is {most}"
        kept = call("if", goal >= least * _AS_TOLD, maximum(goal, least), goal)
        yield Limit(least, kept, _TO_THE_GOAL, told)


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
        Setting(
            "service_time", Measure("time"), "The mean time that a request holds a thread.",
            "20 ms",
        ),
        Setting(
            "threads", Measure("thread / thing"), "Requests that one server works on at once.",
            "8 threads/instance", default="1 thread/instance",
            source="a server that works on one request at a time", slope=-1, if_asked=True,
        ),
        Setting(
            "latency_goal", Measure("time"), "What a share of requests is answered within.",
            "200 ms", slope=-1,
        ),
        Setting(
            "percentile", Measure("share"), "The share of requests that the goal holds for.",
            "99%", default="99%", source="one request in a hundred may take longer", if_asked=True,
        ),
        Setting(
            "variability", Measure("number"),
            "The squared coefficient of variation of service times: 0 all alike, 1 exponential.",
            "2", default="1", source="exponential service times", slope=0, if_asked=True,
        ),
        Setting(
            "burstiness", Measure("number"),
            "The squared coefficient of variation of the time between arrivals: 1 at random.",
            "1.5", default="1", source="arrivals at random, independent of each other",
            if_asked=True,
        ),
        Setting(
            "cores", Measure("thing / thing"), "The cores of one server.", "16 cores/instance",
            slope=0,
        ),
        Setting(
            "core_throughput", Measure("work / time / thing"),
            "What one core carries on its own.", "400 requests/s/core", slope=-1,
        ),
        Setting(
            "contention", Measure("share"), "The share of the work that cores queue for.", "3%",
            default="0%", source="cores that wait for nothing shared", if_asked=True,
        ),
        Setting(
            "coherency", Measure("share"),
            "What keeping two cores alike takes, as a share of the work.", "0.01%",
            default="0%", source="cores that keep nothing alike", if_asked=True,
        ),
        Setting(
            "growth", Measure("1 / time"), "How fast the load can grow, a share of it in a time.",
            "20%/minute",
        ),
        Setting(
            "boot_time", Measure("time"), "From a rise of the load to a server that helps.",
            "3 minutes",
        ),
        Setting(
            "zones", Measure("zone"), "Zones, one of which may be lost with its servers.",
            "3 zones", slope=0,
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
    ways=(
        ("load", "throughput"), ("load", "service_time", "latency_goal"),
        ("load", "core_throughput", "cores"), ("instances",),
    ),
    size=size,
    demand="load",
)  # fmt: skip
