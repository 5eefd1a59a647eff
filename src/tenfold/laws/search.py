"""search: a full-text index in clusters of nodes, and what it stores.

Clusters are stated, or follow from the index and what one cluster holds. The
index is stored as often as there are copies.
"""

from __future__ import annotations

from tenfold.laws.law import Law, Measure, Need, Setting, Settings, Sizing
from tenfold.quantity.expr import Expr, ceil

__all__ = ["LAW"]


def _index(s: Settings, clusters: Expr) -> Expr:
    return s["index"] if "index" in s else clusters * s["index_per_cluster"]


def size(s: Settings) -> Sizing:
    """Clusters, nodes, and the bytes of the index."""
    clusters = s.figure("clusters", lambda: ceil(s["index"] / s["index_per_cluster"]), "the index over what one cluster holds")
    nodes = s.figure("nodes", lambda: clusters * s["nodes_per_cluster"], "the nodes of every cluster")
    needs = [Need("nodes", s.word("machine") or "nodes", nodes, s.ask("a search node", "price", "machine", "region", "term"))]
    if {"index", "index_per_cluster"} & set(s.given) or "stored" in s.stated:
        stored = s.figure("stored", lambda: _index(s, clusters) * s["copies"], "the index, all copies")
        needs.append(Need("storage", "index storage", stored, s.ask("search storage", "storage_price", "region")))
    return Sizing(tuple(needs))


LAW = Law(
    kind="search",
    title="Search",
    meaning="A full-text index such as Elasticsearch, in clusters of nodes.",
    settings=(
        Setting("index", Measure("information"), "The index, one copy.", "500 TB"),
        Setting("index_per_cluster", Measure("information / cluster"), "The index of one cluster.", "10 TB/cluster"),
        Setting("clusters", Measure("cluster"), "Clusters.", "50 clusters", figure=True),
        Setting(
            "nodes_per_cluster", Measure("thing / cluster"), "Nodes of a cluster.", "5 nodes/cluster",
            default="3 nodes/cluster", source="the fewest that elect a leader when one is lost",
        ),
        Setting("nodes", Measure("thing"), "Nodes in all.", "250 nodes", figure=True),
        Setting(
            "copies", Measure("number"), "Copies of the index that are stored.", "2x",
            default="1x", source="the index as stated",
        ),
        Setting("stored", Measure("information"), "The index, all copies.", "500 TB", figure=True),
        Setting("price", Measure("money / thing / time"), "The price of a node.", "$500/node/month"),
        Setting("storage_price", Measure("money / information / time"), "The price of storage.", "$0.10/GB/month"),
        Setting("machine", None, "The machine type of a node.", "16 vCPU, 64 GB"),
        Setting("region", None, "Where it runs.", "us-central1"),
        Setting("term", None, "How it is bought.", "on_demand"),
    ),
    ways=(("index", "index_per_cluster"), ("clusters",), ("nodes",)),
    size=size,
)  # fmt: skip
