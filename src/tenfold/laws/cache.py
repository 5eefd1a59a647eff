"""cache: memory in front of something slower, in clusters of nodes.

Clusters are stated, or follow from what is to be held; every cluster has the
same number of nodes, replicas among them.
"""

from __future__ import annotations

from tenfold.laws.law import Law, Measure, Need, Setting, Settings, Sizing
from tenfold.quantity.expr import Expr, ceil

__all__ = ["LAW"]


def _nodes(s: Settings) -> Expr:
    clusters = s.figure(
        "clusters", "what is held over what one cluster holds",
        lambda: ceil(s["data"] / s["data_per_cluster"]),
    )  # fmt: skip
    return clusters * s["nodes_per_cluster"]


def size(s: Settings) -> Sizing:
    """Clusters, and the nodes they are made of."""
    nodes = s.figure("nodes", "the nodes of every cluster", lambda: _nodes(s))
    ask = s.ask("a cache node", "price", "instance", "machine")
    return Sizing((Need("nodes", s.word("machine", "nodes"), nodes, ask),))


LAW = Law(
    kind="cache",
    title="Cache",
    meaning="An in-memory store such as Redis, in clusters of nodes.",
    settings=(
        Setting("data", Measure("information"), "What is to be held in memory.", "600 GB"),
        Setting(
            "data_per_cluster", Measure("information / cluster"), "What one cluster holds.",
            "10 GB/cluster", slope=-1,
        ),
        Setting("clusters", Measure("cluster"), "Clusters.", "100 clusters", figure=True),
        Setting(
            "nodes_per_cluster", Measure("thing / cluster"),
            "Nodes of a cluster, replicas included.", "3 instances/cluster",
            default="1 instance/cluster", source="a cluster without replicas",
        ),
        Setting("nodes", Measure("thing"), "Nodes in all.", "300 instances", figure=True),
        Setting(
            "price", Measure("money / thing / time"), "The price of a node.",
            "$200/instance/month",
        ),
        Setting("machine", None, "The machine type of a node.", "10 GiB of gcp/redis-basic-m2"),
        Setting("region", None, "Where it runs.", "us-central1"),
        Setting("term", None, "How it is bought.", "on_demand"),
    ),
    ways=(("data", "data_per_cluster"), ("clusters",), ("nodes",)),
    size=size,
)  # fmt: skip
