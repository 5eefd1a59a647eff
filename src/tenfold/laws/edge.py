"""edge: what stands between the system and its users.

Bytes to viewers (a CDN, or plain egress), the part of them fetched from the
origin, requests, and shields against floods. A hit ratio moves what is
fetched from the origin; what viewers download stays what it is.
"""

from __future__ import annotations

from tenfold.laws.law import Law, Measure, Need, Setting, Settings, Sizing
from tenfold.quantity.bind import q
from tenfold.quantity.expr import Expr, maximum

__all__ = ["LAW"]

_ALL = q("100%")


def _bytes(s: Settings) -> Expr:
    return s["requests"] * s["response_size"]


def _viewers(s: Settings) -> list[Need]:
    if "bytes" not in s.stated and not {"requests", "response_size"} <= set(s.given):
        return []
    sent = s.figure("bytes", lambda: _bytes(s), "every response, at its size")
    free = s.get("free")
    billed = s.figure("billed", lambda: sent if free is None else maximum(q("0 B/s"), sent - free), "after what is free")
    needs = [Need("bytes", "bytes to viewers", billed, s.ask("bytes to viewers", "price", "service", "region"))]
    if "hit_ratio" in s or "filled" in s.stated:
        filled = s.figure("filled", lambda: sent * (_ALL - s["hit_ratio"]), "what the cache does not hold")
        needs.append(Need("fill", "origin fill", filled, s.ask("origin fill", "fill_price", "service", "region")))
    return needs


def size(s: Settings) -> Sizing:
    """Bytes, fill, requests and shields: each a line where it is asked for."""
    needs = _viewers(s)
    if "request_price" in s:
        requests = s.figure("billed_requests", lambda: s["requests"], "requests that are billed")
        needs.append(Need("requests", "requests", requests, s.ask("requests at the edge", "request_price", "service", "region")))
    if "shields" in s.stated:
        shields = s.figure("shields", lambda: s["shields"], "places that are shielded")
        needs.append(Need("shields", "shields", shields, s.ask("a shield", "shield_price", "service")))
    return Sizing(tuple(needs))


LAW = Law(
    kind="edge",
    title="Edge",
    meaning="CDN, egress to the internet, and shields against floods.",
    settings=(
        Setting("bytes", Measure("information / time"), "Bytes to viewers.", "50 PB/month", figure=True),
        Setting("requests", Measure("thing / time"), "Requests.", "5B requests/day"),
        Setting("response_size", Measure("information / thing"), "The mean size of a response.", "5 KB/request"),
        Setting("free", Measure("information / time"), "Bytes that are free.", "10 TB/month"),
        Setting("billed", Measure("information / time"), "Bytes that are billed.", "50 PB/month", figure=True),
        Setting("hit_ratio", Measure("number"), "The share of bytes that the cache holds.", "90%"),
        Setting("filled", Measure("information / time"), "Bytes fetched from the origin.", "5 PB/month", figure=True),
        Setting("billed_requests", Measure("thing / time"), "Requests that are billed.", "5B requests/day", figure=True),
        Setting("shields", Measure("thing"), "Regions, rules or sites that are shielded.", "5 regions", figure=True),
        Setting("price", Measure("money / information"), "The price of a byte to a viewer.", "$0.08/GB"),
        Setting("fill_price", Measure("money / information"), "The price of a byte from the origin.", "$0.01/GB"),
        Setting("request_price", Measure("money / thing"), "The price of a request.", "$0.0075/10,000 requests"),
        Setting("shield_price", Measure("money / thing / time"), "The price of a shield.", "$1,000/region/month"),
        Setting("service", None, "The service.", "gcp/cloud-cdn"),
        Setting("region", None, "Where the viewers are.", "north-america"),
    ),
    ways=(("bytes",), ("requests", "response_size"), ("requests", "request_price"), ("shields",)),
    size=size,
)  # fmt: skip
