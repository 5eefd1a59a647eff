"""objects: files in an object store, and what is done to them.

Storage is billed by what lies there, operations and retrieval by what is
asked of it.
"""

from __future__ import annotations

from tenfold.laws.law import Law, Measure, Need, Setting, Settings, Sizing

__all__ = ["LAW"]

_ASKED = {"reads": "read operations", "writes": "write operations", "retrieved": "retrieval"}
"""What is asked of a store, by its meter."""


def _asked(s: Settings, item: str, title: str) -> Need:
    asked = s.figure(item, title)
    return Need(item, title, asked, s.ask(title, f"{item}_price", item, "class"))


def size(s: Settings) -> Sizing:
    """Bytes at rest, operations, and bytes read back where that is charged."""
    stored = s.figure("stored", "every copy of the data", lambda: s["data"] * s["copies"])
    ask = s.ask("object storage", "price", "storage", "class")
    storage = Need("storage", s.word("class", "storage"), stored, ask)
    asked = [_asked(s, item, title) for item, title in _ASKED.items() if item in s]
    return Sizing((storage, *asked))


LAW = Law(
    kind="objects",
    title="Object storage",
    meaning="Files in an object store: uploads, media, backups.",
    settings=(
        Setting("data", Measure("information"), "The data, one copy.", "170 TB"),
        Setting(
            "copies", Measure("number"), "Copies that are billed.", "1x",
            default="1x", source="the store's own copies are in its price",
        ),
        Setting("stored", Measure("information"), "Bytes stored.", "170 TB", figure=True),
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
    ways=(("data",), ("stored",)),
    size=size,
)  # fmt: skip
