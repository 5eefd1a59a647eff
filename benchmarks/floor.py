"""The flagship's total written by hand: plain numbers, and the same with Pint.

What a careful person would write in a notebook. It knows nothing of lines,
reasons, claims or strategies; it is the floor that a plan is measured against.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pint import UnitRegistry
    from pint.registry import Quantity

__all__ = ["by_hand", "with_pint"]

HOURS = 720


def by_hand(users: float) -> float:
    """Dollars a month, in floats."""
    monthly_active, daily_active = users * 0.5, users * 0.1
    requests = daily_active * 50 * HOURS / 24
    peak = 500_000.0
    api = ceil(peak / 5_000) * 0.2 * 0.315 * HOURS
    web = ceil(peak * 0.1 / 5_000) * 0.2 * 0.19 * HOURS
    shards = ceil(users / 1_000_000)
    active = 100e3 * monthly_active
    stored = users * 5e3 + active + users / 10 * 10e3 + users * 20e3 + users * 5 * 1e3
    database = shards * 1_200 + shards * 3 * 1_000 + stored * 3 * 0.17e-9
    cache = 100 * 3 * 200.0
    search = 50 * 5 * 500.0 + 50 * 10e12 * 0.10e-9
    asked = monthly_active * 20
    assistant = asked * 0.2 * 0.002 + 10_000 * 0.35 * HOURS
    cdn = monthly_active * 100e9 * 0.08e-9
    egress = requests * 5e3 * 0.12e-9
    objects = (active + 20e12 + 100e12) * 0.020e-9
    telemetry = 10e12 * 0.50e-9
    return (
        api
        + web
        + database
        + cache
        + search
        + assistant
        + cdn
        + egress
        + 10 * 73.0
        + objects
        + telemetry
        + 5 * 1_000.0
    )


def with_pint() -> Callable[[float], object]:
    """The same with Pint quantities: units checked at every step of every run."""
    import pint

    registry: UnitRegistry[float] = pint.UnitRegistry()
    for thing in (
        "user",
        "request",
        "instance",
        "shard",
        "replica",
        "node",
        "cluster",
        "region",
        "USD",
    ):
        registry.define(f"{thing} = [{thing}]")
    u = registry.Quantity
    month = u(720, "hour")

    def run(users: float) -> object:
        people = u(users, "user")
        monthly_active, daily_active = people * 0.5, people * 0.1
        requests = daily_active * u(50, "request/user/day")
        peak = u(500e3, "request/second")
        api = (
            _ceil(peak / u(5e3, "request/second/instance"), "instance")
            * 0.2
            * u(0.315, "USD/instance/hour")
        )
        web = (
            _ceil(peak * 0.1 / u(5e3, "request/second/instance"), "instance")
            * 0.2
            * u(0.19, "USD/instance/hour")
        )
        shards = _ceil(people / u(1e6, "user/shard"), "shard")
        active = u(100, "kB/user") * monthly_active
        stored = (
            people * u(5, "kB/user")
            + active
            + people * u(1, "kB/user")
            + people * u(20, "kB/user")
            + people * u(5, "kB/user")
        )
        database = (
            shards * u(1_200, "USD/shard") / month
            + shards * u(3, "replica/shard") * u(1_000, "USD/replica") / month
            + stored * 3 * u(0.17, "USD/GB") / month
        )
        cache = u(100, "cluster") * u(3, "instance/cluster") * u(200, "USD/instance") / month
        search = (
            u(50, "cluster") * u(5, "node/cluster") * u(500, "USD/node")
            + u(500, "TB") * u(0.10, "USD/GB")
        ) / month
        asked = monthly_active * u(20, "request/user") / month
        assistant = asked * 0.2 * u(0.002, "USD/request") + u(10_000, "instance") * u(
            0.35, "USD/instance/hour"
        )
        cdn = monthly_active * u(100, "GB/user") / month * u(0.08, "USD/GB")
        egress = requests * u(5, "kB/request") * u(0.12, "USD/GB")
        objects = (active + u(120, "TB")) * u(0.020, "USD/GB") / month
        rest = (
            u(10, "cluster") * u(73, "USD/cluster")
            + u(10, "TB") * u(0.50, "USD/GB")
            + u(5, "region") * u(1_000, "USD/region")
        ) / month
        total = api + web + database + cache + search + assistant + cdn + egress + objects + rest
        return (total * month).to("USD").magnitude

    def _ceil(quantity: Quantity[float], unit: str) -> Quantity[float]:
        return u(ceil(quantity.to(unit).magnitude), unit)

    return run
