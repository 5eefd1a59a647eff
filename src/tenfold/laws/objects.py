"""objects: files in an object store, and what is done to them.

Storage is billed by what lies there, which grows over the month; operations
and retrieval by what is asked of it, stated or so much for every request.
"""

from __future__ import annotations

from tenfold.laws.law import Lacking, Law, Measure, Need, Setting, Settings, Sizing
from tenfold.quantity.bind import q
from tenfold.quantity.expr import Expr

__all__ = ["LAW"]

_ASKED = {"reads": "read operations", "writes": "write operations", "retrieved": "retrieval"}
"""What is asked of a store, by its meter."""

_HALF_A_MONTH = q("0.5 months")


def _asked(s: Settings, item: str, title: str) -> Need:
    asked = s.figure(item, title, lambda: s["requests"] * s[f"{item}_per_request"])
    return Need(item, title, asked, s.ask(title, f"{item}_price", item, "class"))


def _is_asked(s: Settings, item: str) -> bool:
    return item in s or f"{item}_per_request" in s


def _stored(s: Settings) -> Expr:
    """What grows lies there for half of the month on average."""
    growth = s.get("growth")
    data = s["data"] if growth is None else s["data"] + growth * _HALF_A_MONTH
    return data * s["copies"]


def size(s: Settings) -> Sizing:
    """Bytes at rest, operations, and bytes read back where that is charged."""
    stored = s.figure("stored", "every copy of the data", lambda: _stored(s))
    ask = s.ask("object storage", "price", "storage", "class")
    storage = Need("storage", s.word("class", "storage"), stored, ask)
    asked = [_asked(s, item, title) for item, title in _ASKED.items() if _is_asked(s, item)]
    if "requests" in s and not asked:
        raise Lacking("reads_per_request")
    return Sizing((storage, *asked))


LAW = Law(
    kind="objects",
    title="Object storage",
    meaning="Files in an object store: uploads, media, backups.",
    settings=(
        Setting("data", Measure("information"), "The data, one copy.", "170 TB"),
        Setting(
            "growth", Measure("information / time"),
            "What is added and stays, beyond the data at the start of the month.", "5 TB/month",
        ),
        Setting(
            "copies", Measure("number"), "Copies that are billed.", "1x",
            default="1x", source="the store's own copies are in its price",
        ),
        Setting("stored", Measure("information"), "Bytes stored.", "170 TB", figure=True),
        Setting(
            "requests", Measure("thing / time"), "Requests that read or write objects.",
            "50M requests/month",
        ),
        Setting(
            "reads_per_request", Measure("thing / thing"), "Read operations of a request.",
            "2 operations/request",
        ),
        Setting(
            "writes_per_request", Measure("thing / thing"), "Write operations of a request.",
            "0.1 operations/request",
        ),
        Setting(
            "retrieved_per_request", Measure("information / thing"),
            "Bytes that a request reads back from a cold class.", "20 KB/request",
        ),
        Setting(
            "reads", Measure("thing / time"), "Read operations.", "100M operations/month",
            figure=True,
        ),
        Setting(
            "writes", Measure("thing / time"), "Write operations.", "10M operations/month",
            figure=True,
        ),
        Setting(
            "retrieved", Measure("information / time"), "Bytes read back from a cold class.",
            "1 TB/month", figure=True,
        ),
        Setting(
            "price", Measure("money / information / time"), "The price of storage.",
            "$0.020/GB/month",
        ),
        Setting(
            "reads_price", Measure("money / thing"), "The price of a read.",
            "$0.0004/1,000 operations",
        ),
        Setting(
            "writes_price", Measure("money / thing"), "The price of a write.",
            "$0.005/1,000 operations",
        ),
        Setting(
            "retrieved_price", Measure("money / information"), "The price of reading back.",
            "$0.01/GB",
        ),
        Setting("class", None, "The storage class.", "gcp/gcs-standard"),
        Setting("region", None, "Where it lies.", "us-central1"),
    ),
    ways=(("data",), ("stored",), ("data", "requests", "reads_per_request")),
    size=size,
)  # fmt: skip
