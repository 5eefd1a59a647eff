"""search: a full-text index in clusters of nodes, and what it stores.

Clusters are stated, or follow from the index and what one cluster holds. The
index is stored as often as there are copies.
"""

from __future__ import annotations

from tenfold.laws.law import Law, Measure, Need, Setting, Settings, Sizing
from tenfold.quantity.expr import Expr, ceil

__all__ = ["LAW"]


def _clusters(s: Settings) -> Expr:
    return s.figure(
        "clusters", "the index over what one cluster holds",
        lambda: ceil(s["index"] / s["index_per_cluster"]),
    )  # fmt: skip


def _stored(s: Settings) -> Expr:
    if "index" not in s and "clusters" not in s.figures:
        return s["index"]  # what is lacking
    index = s["index"] if "index" in s else s.figures["clusters"] * s["index_per_cluster"]
    return index * s["copies"]


def _is_stored(s: Settings) -> bool:
    return "index" in s or "stored" in s or ("index_per_cluster" in s and "clusters" in s.figures)


def size(s: Settings) -> Sizing:
    """Clusters, nodes, and the bytes of the index."""
    nodes = s.figure(
        "nodes", "the nodes of every cluster", lambda: _clusters(s) * s["nodes_per_cluster"]
    )
    ask = s.ask("a search node", "price", "instance", "machine")
    needs = [Need("nodes", s.word("machine", "nodes"), nodes, ask)]
    if _is_stored(s):
        stored = s.figure("stored", "the index, all copies", lambda: _stored(s))
        ask = s.ask("search storage", "storage_price", "storage", "machine/search-storage")
        needs.append(Need("storage", "index storage", stored, ask))
    return Sizing(tuple(needs))


LAW = Law(
    kind="search",
    title="Search",
    meaning="A full-text index such as Elasticsearch, in clusters of nodes.",
    settings=(
        Setting("index", Measure("information"), "The index, one copy.", "500 TB"),
        Setting(
            "index_per_cluster", Measure("information / cluster"), "The index of one cluster.",
            "10 TB/cluster", slope=0,
        ),
        Setting("clusters", Measure("cluster"), "Clusters.", "50 clusters", figure=True),
        Setting(
            "nodes_per_cluster", Measure("thing / cluster"), "Nodes of a cluster.",
            "5 nodes/cluster",
            default="3 nodes/cluster", source="the fewest that elect a leader when one is lost",
        ),
        Setting("nodes", Measure("thing"), "Nodes in all.", "250 nodes", figure=True),
        Setting(
            "copies", Measure("number"), "Copies of the index that are stored.", "2x",
            default="1x", source="the index as stated",
        ),
        Setting(
            "stored", Measure("information"), "The index, all copies.", "500 TB", figure=True
        ),
        Setting(
            "price", Measure("money / thing / time"), "The price of a node.", "$500/node/month"
        ),
        Setting(
            "storage_price", Measure("money / information / time"), "The price of storage.",
            "$0.10/GB/month",
        ),
        Setting("machine", None, "The machine type of a node.", "16 vCPU, 64 GB"),
        Setting("region", None, "Where it runs.", "us-central1"),
        Setting("term", None, "How it is bought.", "on_demand"),
    ),
    ways=(("index", "index_per_cluster"), ("clusters",), ("nodes",)),
    size=size,
)  # fmt: skip
