"""search: a full-text index in clusters of nodes, and what it stores.

Clusters are stated, or follow from the index and what one cluster holds. Or
nodes follow from disks, memory, heap and queries, whichever takes most, and one
more that may fail. The index is stored as often as there are copies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tenfold.laws.law import Law, Limit, Measure, Need, Setting, Settings, Sizing, counted_in
from tenfold.quantity.bind import q
from tenfold.quantity.expr import Expr, Named, ceil, maximum, minimum

__all__ = ["LAW"]

_SIZED = ("disk_per_node", "memory_per_node", "queries", "queries_per_node")
"""What says that nodes are sized by what they do, and not counted by clusters."""

_THREE = q("3 nodes")
_ONE = q("1 node")
_LARGEST_HEAP = q("31 GiB/node")
_HALF = q("50%")


def _is_sized(s: Settings) -> bool:
    return "clusters" not in s and any(name in s for name in _SIZED)


def _index(s: Settings) -> Expr:
    """As stated; else as large as its documents make it."""
    if "index" in s or "documents" not in s:
        return s["index"]
    return s.figure(
        "indexed", "what documents come to in an index",
        lambda: s["documents"] * s["bytes_per_document"] * s["storage_factor"],
    )  # fmt: skip


def _clusters(s: Settings) -> Expr:
    return s.figure(
        "clusters", "the index over what one cluster holds",
        lambda: ceil(_index(s) / s["index_per_cluster"]),
    )  # fmt: skip


def _is_indexed(s: Settings) -> bool:
    return "index" in s or "documents" in s


def _stored(s: Settings) -> Expr:
    if not _is_indexed(s) and "clusters" not in s.figures:
        return s["index"]  # what is lacking
    index = _index(s) if _is_indexed(s) else s.figures["clusters"] * s["index_per_cluster"]
    return index * _copies(s)


def _copies(s: Settings) -> Expr:
    """As stated, or the index and its replicas: one is what a sized index has."""
    replicated = s.said("replicas") or (_is_sized(s) and not s.said("copies"))
    return 1 + s["replicas"] if replicated and not s.said("copies") else s["copies"]


def _all_copies(s: Settings) -> Named:
    return s.figure("stored", "the index, all copies", lambda: _stored(s))


def _disk(s: Settings) -> Named:
    return s.figure(
        "disk", "all copies, with room to merge and below the watermark",
        lambda: _all_copies(s) * (1 + s["margin"]) / s["watermark"],
    )  # fmt: skip


def _by_heap(s: Settings) -> Expr:
    """Half of the memory is heap, and no more than where pointers stay small."""
    largest = counted_in(_LARGEST_HEAP, 1 / s["memory_per_node"])
    heap = minimum(s["memory_per_node"] * _HALF, largest)
    shards = s.figure(
        "shards", "all copies, in shards of a size that moves well",
        lambda: ceil(_all_copies(s) / s["shard_size"]),
    )  # fmt: skip
    return ceil(shards / (heap * s["shards_per_heap"]))


def _asked(s: Settings) -> Iterator[tuple[str, str, Callable[[], Expr]]]:
    if "disk_per_node" in s or (_is_indexed(s) and "memory_per_node" not in s):
        why = "the disk that is needed over that of a node"
        yield "nodes_by_disk", why, lambda: ceil(_disk(s) / s["disk_per_node"])
    if "memory_per_node" in s:
        why = "all copies over what the memory of a node serves"
        served = s["memory_per_node"] * s["data_per_memory"]
        yield "nodes_by_memory", why, lambda: ceil(_all_copies(s) / served)
        yield "nodes_by_heap", "shards over those that a heap holds", lambda: _by_heap(s)
    if "queries" in s or "queries_per_node" in s:
        why = "queries over those that a node answers"
        yield "nodes_by_queries", why, lambda: ceil(s["queries"] / s["queries_per_node"])


def _sized(s: Settings) -> Expr:
    """As many as are asked for, and one that may fail; three at least, to elect a leader."""
    needed = s.most("nodes_needed", "the most that is asked for", *_asked(s))
    spare = s.figure(
        "spare", "one may fail, and the others still do it all", lambda: counted_in(_ONE, needed)
    )
    return maximum(needed + spare, counted_in(_THREE, needed))


def _is_stored(s: Settings) -> bool:
    clustered = "index_per_cluster" in s and "clusters" in s.figures
    return _is_indexed(s) or "stored" in s or clustered


def _storage(s: Settings) -> Need:
    """A sized index pays for the room beside it too."""
    stored = _disk(s) if _is_sized(s) else _all_copies(s)
    ask = s.ask("search storage", "storage_price", "storage", "machine/search-storage")
    return Need("storage", "index storage", stored, ask)


def size(s: Settings) -> Sizing:
    """Clusters, nodes, and the bytes of the index."""
    if _is_sized(s):
        nodes = s.figure("nodes", "what is asked for, and what may fail", lambda: _sized(s))
    else:
        nodes = s.figure(
            "nodes", "the nodes of every cluster", lambda: _clusters(s) * s["nodes_per_cluster"]
        )
    ask = s.ask("a search node", "price", "instance", "machine")
    needs = [Need("nodes", s.word("machine", "nodes"), nodes, ask)]
    if _is_stored(s):
        needs.append(_storage(s))
    most = s.get("maximum_nodes")
    mend = "raise 'maximum_nodes', or put more on a node"
    return Sizing(tuple(needs), () if most is None else (Limit(nodes, most, mend),))


LAW = Law(
    kind="search",
    title="Search",
    meaning="A full-text index such as Elasticsearch, in clusters of nodes.",
    settings=(
        Setting("index", Measure("information"), "The index, one copy.", "500 TB"),
        Setting("documents", Measure("thing"), "What is found.", "2B documents"),
        Setting(
            "bytes_per_document", Measure("information / thing"), "A document, as it comes.",
            "2 KB/document",
        ),
        Setting(
            "storage_factor", Measure("number"), "The index over the documents that it is of.",
            "1x", default="1x",
            source="an index as large as its documents; Elastic measured 0.73x for logs"
            " (elastic.co/blog/elasticsearch-storage-the-true-story-2.0, 2015); 0.5x to 1.5x",
            if_asked=True,
        ),
        Setting(
            "indexed", Measure("information"), "The index that documents make, one copy.",
            "4 TB", figure=True,
        ),
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
        Setting(
            "disk_per_node", Measure("information / thing"), "The disk of a node.", "2 TB/node",
            slope=-1,
        ),
        Setting(
            "watermark", Measure("share"), "How full a disk may be.", "85%", slope=-1,
            default="85%",
            source="Elasticsearch's own, above which it puts no more shards there; 80% to 90%",
            if_asked=True,
        ),
        Setting(
            "margin", Measure("number"), "Room beside the index, for merges and for error.",
            "10%", default="10%",
            source="Elastic's sizing: 5% to 10% (elastic.co/blog/benchmarking-and-sizing-your-"
            "elasticsearch-cluster-for-logs-and-metrics); Netflix 33%",
            if_asked=True,
        ),
        Setting(
            "disk", Measure("information"), "The disk that is needed.", "10 TB", figure=True
        ),
        Setting(
            "memory_per_node", Measure("information / thing"), "The memory of a node.",
            "64 GiB/node", slope=-1,
        ),
        Setting(
            "data_per_memory", Measure("number"), "What is served from so much memory.", "30x",
            slope=-1, default="30x",
            source="Elastic's sizing for logs and metrics: 30x on hot nodes, 160x on warm ones",
            if_asked=True,
        ),
        Setting(
            "shard_size", Measure("information / shard"), "The size of a shard.",
            "30 GB/shard", slope=-1, default="30 GB/shard",
            source="Elastic, Size your shards: 10 GB to 50 GB",
            if_asked=True,
        ),
        Setting("shards", Measure("shard"), "Shards, of all copies.", "260 shards", figure=True),
        Setting(
            "shards_per_heap", Measure("shard / information"), "Shards that a heap holds.",
            "20 shards/GB", slope=-1, default="20 shards/GB",
            source="Elastic's rule of version 7: at most 20; 5 to 20, fewer where they are busy",
            if_asked=True,
        ),
        Setting("queries", Measure("thing / time"), "Queries at their peak.", "3,000 queries/s"),
        Setting(
            "queries_per_node", Measure("thing / time / thing"), "What one node answers.",
            "200 queries/s/node", slope=-1,
        ),
        Setting(
            "nodes_by_disk", Measure("thing"), "Nodes that disks ask for.", "6 nodes",
            figure=True,
        ),
        Setting(
            "nodes_by_memory", Measure("thing"), "Nodes that memory asks for.", "5 nodes",
            figure=True,
        ),
        Setting(
            "nodes_by_heap", Measure("thing"), "Nodes that shards ask for.", "1 node",
            figure=True,
        ),
        Setting(
            "nodes_by_queries", Measure("thing"), "Nodes that queries ask for.", "15 nodes",
            figure=True,
        ),
        Setting("nodes_needed", Measure("thing"), "The most of these.", "15 nodes", figure=True),
        Setting("spare", Measure("thing"), "Nodes that may fail.", "1 node", figure=True),
        Setting(
            "maximum_nodes", Measure("thing"), "The most nodes that can be run.", "500 nodes",
            slope=0,
        ),
        Setting("nodes", Measure("thing"), "Nodes in all.", "250 nodes", figure=True),
        Setting(
            "replicas", Measure("number"), "Copies of the index beside the first.", "1",
            default="1", source="Elasticsearch's own for a new index; 0 to 2",
            if_asked=True,
        ),
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
    ways=(
        ("index", "index_per_cluster"), ("clusters",), ("nodes",),
        ("index", "disk_per_node"), ("documents", "bytes_per_document", "disk_per_node"),
        ("documents", "bytes_per_document", "index_per_cluster"),
        ("index", "memory_per_node"), ("queries", "queries_per_node"),
    ),
    size=size,
    demand="queries",
)  # fmt: skip
