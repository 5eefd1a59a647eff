"""edge: what stands between the system and its users.

Bytes to viewers (a CDN, or plain egress), the part of them fetched from the
origin, requests, and shields against floods. A hit ratio moves what is
fetched from the origin; what viewers download stays what it is.
"""

from __future__ import annotations

from tenfold.laws.law import Law, Measure, Need, Setting, Settings, Sizing
from tenfold.quantity.expr import Expr, const, maximum

__all__ = ["LAW"]


def _sent(s: Settings) -> Expr:
    return s.figure(
        "bytes", "every response, at its size", lambda: s["requests"] * s["response_size"]
    )


def _billed(s: Settings) -> Expr:
    free = s.get("free")
    return _sent(s) if free is None else maximum(_sent(s) - free, const(0))


def _viewers(s: Settings) -> list[Need]:
    billed = s.figure("billed", "after what is free", lambda: _billed(s))
    title = "bytes to viewers"
    needs = [Need("bytes", title, billed, s.ask(title, "price", "bytes", "service"))]
    if "hit_ratio" in s or "filled" in s:
        filled = s.figure(
            "filled", "what the cache does not hold", lambda: _sent(s) * (1 - s["hit_ratio"])
        )
        ask = s.ask("origin fill", "fill_price", "fill", "service")
        needs.append(Need("fill", "origin fill", filled, ask))
    return needs


def _requests(s: Settings) -> Need:
    requests = s.figure("billed_requests", "requests that are billed", lambda: s["requests"])
    ask = s.ask("requests at the edge", "request_price", "requests", "service")
    stated = "request_price" in s or "billed_requests" in s
    return Need("requests", "requests", requests, ask, optional=not stated)


def _shields(s: Settings) -> Need:
    shields = s.figure("shields", "places that are shielded")
    return Need(
        "shields", "shields", shields, s.ask("a shield", "shield_price", "instance", "service")
    )


def size(s: Settings) -> Sizing:
    """Bytes, fill, requests and shields: each a line where it is asked for.

    Where a service is named, its requests are a line if it charges for them.
    """
    needs: list[Need] = []
    if s.said("bytes", "billed", "response_size", "hit_ratio", "filled"):
        needs += _viewers(s)
    if (
        "request_price" in s
        or "billed_requests" in s
        or ("requests" in s and s.word("service", ""))
    ):
        needs.append(_requests(s))
    if "shields" in s:
        needs.append(_shields(s))
    return Sizing(tuple(needs))


LAW = Law(
    kind="edge",
    title="Edge",
    meaning="CDN, egress to the internet, and shields against floods.",
    settings=(
        Setting(
            "bytes", Measure("information / time"), "Bytes to viewers.", "50 PB/month", figure=True
        ),
        Setting("requests", Measure("thing / time"), "Requests.", "5B requests/day"),
        Setting(
            "response_size", Measure("information / thing"), "The mean size of a response.",
            "5 KB/request",
        ),
        Setting(
            "free", Measure("information / time"), "Bytes that are free.", "10 TB/month", slope=-1
        ),
        Setting(
            "billed", Measure("information / time"), "Bytes that are billed.", "50 PB/month",
            figure=True,
        ),
        Setting(
            "hit_ratio", Measure("share"), "The share of bytes that the cache holds.", "90%",
            slope=-1,
        ),
        Setting(
            "filled", Measure("information / time"), "Bytes fetched from the origin.",
            "5 PB/month", figure=True,
        ),
        Setting(
            "billed_requests", Measure("thing / time"), "Requests that are billed.",
            "5B requests/day", figure=True,
        ),
        Setting(
            "shields", Measure("thing"), "Regions, rules or sites that are shielded.",
            "5 regions", figure=True,
        ),
        Setting(
            "price", Measure("money / information"), "The price of a byte to a viewer.",
            "$0.08/GB",
        ),
        Setting(
            "fill_price", Measure("money / information"), "The price of a byte from the origin.",
            "$0.01/GB",
        ),
        Setting(
            "request_price", Measure("money / thing"), "The price of a request.",
            "$0.0075/10,000 requests",
        ),
        Setting(
            "shield_price", Measure("money / thing / time"), "The price of a shield.",
            "$1,000/region/month",
        ),
        Setting("service", None, "The service.", "gcp/cloud-cdn"),
        Setting("region", None, "Where the viewers are.", "north-america"),
    ),
    ways=(
        ("bytes",), ("requests", "response_size"), ("requests", "request_price"), ("shields",),
        ("billed",), ("billed_requests",), ("requests", "service"),
    ),
    size=size,
    demand="requests",
)  # fmt: skip
