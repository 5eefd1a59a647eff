"""cache: memory in front of something slower, in shards of nodes or in clusters.

Shards follow from what is held and from what is asked, whichever takes more;
each has a node, and one more for every replica. Or clusters are stated, or
follow from what one of them holds, and every cluster has as many nodes.
"""

from __future__ import annotations

from tenfold.laws.law import Law, Limit, Measure, Need, Setting, Settings, Sizing, counted_in
from tenfold.quantity.bind import q
from tenfold.quantity.expr import Expr, ceil

__all__ = ["LAW"]

_A_SHARD = q("1 shard")
_A_NODE = q("1 instance")
_A_REPLICA = q("1 shard/replica")
_SHARDED = ("memory_per_node", "operations", "shards")
"""What says that nodes are counted by shards, and not by clusters."""


def _held(s: Settings) -> Expr:
    """What is held: as stated, or so many items; or the part of it that is asked for."""
    if "data" in s:
        held = s["data"]
    else:
        items = s["items"]
        held = items * (s["bytes_per_item"] + s.per("overhead_per_item", items))
    return held * s["working_set"] if s.said("working_set") else held


def _memory(s: Settings) -> Expr:
    held = s.figure("held", "what is to be held, keys and all", lambda: _held(s))
    return held * s["fragmentation"]


def _by_memory(s: Settings) -> Expr:
    memory = s.figure("memory", "what is held, and what memory is lost", lambda: _memory(s))
    return counted_in(ceil(memory / s["memory_per_node"]), _A_SHARD)


def _by_operations(s: Settings) -> Expr:
    operations = s["operations"]
    return ceil(operations / s.per("operations_per_shard", operations))


def _shards(s: Settings) -> Expr:
    asked = []
    if "memory_per_node" in s or "data" in s or "items" in s:
        why = "the memory that is needed over that of a node"
        asked.append(("shards_by_memory", why, lambda: _by_memory(s)))
    if "operations" in s:
        why = "what is asked over what one shard answers"
        asked.append(("shards_by_operations", why, lambda: _by_operations(s)))
    return s.most("shards", "the most that memory and operations ask for", *asked)


def _in_shards(s: Settings) -> Expr:
    """One node a shard, and its replicas."""
    node = 1 / s["memory_per_node"] if "memory_per_node" in s else _A_NODE
    copies = 1 + s["replicas_per_shard"] * _A_REPLICA
    return counted_in(_shards(s) * copies, node)


def _in_clusters(s: Settings) -> Expr:
    clusters = s.figure(
        "clusters", "what is held over what one cluster holds",
        lambda: ceil(_held(s) / s["data_per_cluster"]),
    )  # fmt: skip
    return clusters * s["nodes_per_cluster"]


def _limits(s: Settings) -> tuple[Limit, ...]:
    most = s.get("maximum_shards")
    if most is None or "shards" not in s.figures:
        return ()
    mend = "raise 'maximum_shards', or put more on a shard"
    return (Limit(s.figures["shards"], most, mend),)


def size(s: Settings) -> Sizing:
    """Shards or clusters, and the nodes they are made of."""
    if "clusters" not in s and any(name in s for name in _SHARDED):
        nodes = s.figure("nodes", "the nodes of every shard", lambda: _in_shards(s))
    else:
        nodes = s.figure("nodes", "the nodes of every cluster", lambda: _in_clusters(s))
    if "hit_ratio" in s and ("operations" in s or "misses" in s):
        why = "what is not found, and asked of what stands behind"
        s.figure("misses", why, lambda: s["operations"] * (1 - s["hit_ratio"]))
    ask = s.ask("a cache node", "price", "instance", "machine")
    return Sizing((Need("nodes", s.word("machine", "nodes"), nodes, ask),), _limits(s))


LAW = Law(
    kind="cache",
    title="Cache",
    meaning="An in-memory store such as Redis, in shards of nodes or in clusters.",
    settings=(
        Setting("data", Measure("information"), "What is to be held in memory.", "600 GB"),
        Setting("items", Measure("thing"), "Items that are to be held.", "500M keys"),
        Setting(
            "bytes_per_item", Measure("information / thing"), "An item with its key.",
            "1 KB/key",
        ),
        Setting(
            "overhead_per_item", Measure("information / thing"),
            "What the store itself keeps of every item.", "70 B/key",
            default="70 B/key",
            source="Redis FAQ: a million small keys take 85 MB with their values; 50 B to 100 B",
            if_asked=True,
        ),
        Setting(
            "working_set", Measure("share"), "The share that is asked for, and is to be held.",
            "20%", default="100%", source="all of it is held: from 1% to 100% where less will do",
            if_asked=True,
        ),
        Setting(
            "fragmentation", Measure("number"),
            "Memory that is taken over what is held: fragments, buffers, copies on write.", "1.25x",
            default="1.25x",
            source="fragments, buffers, pages copied while saving; 1.25x to 1.5x by rate of writes",
            if_asked=True,
        ),
        Setting(
            "memory_per_node", Measure("information / thing"), "The memory of a node.",
            "13 GiB/instance", slope=-1,
        ),
        Setting(
            "operations", Measure("thing / time"), "Operations at their peak.",
            "400K operations/s",
        ),
        Setting(
            "operations_per_shard", Measure("thing / time / shard"),
            "What one shard answers: one process does one thing at a time.",
            "100K operations/s/shard", slope=-1, default="100K operations/s/shard",
            source="Redis's own benchmarks: 72K to 79K one by one, 403K in pipelines of 16",
            if_asked=True,
        ),
        Setting("hit_ratio", Measure("share"), "The share that is found.", "90%", slope=0),
        Setting(
            "misses", Measure("thing / time"), "What is not found, for what stands behind.",
            "40K operations/s", figure=True,
        ),
        Setting(
            "held", Measure("information"), "What is held, keys and all.", "535 GB", figure=True
        ),
        Setting("memory", Measure("information"), "Memory in use.", "670 GB", figure=True),
        Setting(
            "shards_by_memory", Measure("shard"), "Shards that memory asks for.", "48 shards",
            figure=True,
        ),
        Setting(
            "shards_by_operations", Measure("shard"), "Shards that operations ask for.",
            "4 shards", figure=True,
        ),
        Setting(
            "shards", Measure("shard"), "Shards: the most that is asked for.", "48 shards",
            figure=True,
        ),
        Setting(
            "maximum_shards", Measure("shard"), "The most shards that can be run.", "500 shards",
            slope=0,
        ),
        Setting(
            "replicas_per_shard", Measure("replica / shard"), "Replicas of every shard.",
            "1 replica/shard", default="0 replicas/shard", source="shards without replicas",
            if_asked=True,
        ),
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
    ways=(
        ("data", "data_per_cluster"), ("clusters",), ("nodes",), ("data", "memory_per_node"),
        ("items", "bytes_per_item", "memory_per_node"),
        ("items", "bytes_per_item", "data_per_cluster"), ("operations",), ("shards",),
    ),
    size=size,
    demand="operations",
)  # fmt: skip
