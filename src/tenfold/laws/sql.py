"""sql: a relational database, split into shards, each with its replicas.

Shards by users, bytes, writes, write-ahead log, connections, reads, or as
stated; the largest of them binds. Every shard has one primary; replicas add
read capacity, and each replays all writes of its shard; all copies are stored.
More shards are smaller ones, so replicas by reads may become fewer with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from tenfold.laws.law import (
    Lacking,
    Law,
    Limit,
    Measure,
    Need,
    Setting,
    Settings,
    Sizing,
    counted_in,
)
from tenfold.prices.catalogue import Ask
from tenfold.quantity.bind import q
from tenfold.quantity.expr import Expr, ceil, maximum

__all__ = ["LAW"]

_PRIMARY = q("1 instance/shard")
_ONE_SHARD = q("1 shard")
_ONE_COPY = q("1x")
_TWO_COPIES = q("2x")
_A_REPLICA = q("1 shard/replica")
_A_CONNECTION = q("1 connection")

_By = tuple[str, str, Callable[[], Expr]]


def _loads(s: Settings) -> Iterator[_By]:
    """What shards are asked for by: data may be stated for what is stored alone."""
    if "users" in s:
        yield _by(s, "users", "users over what one shard holds", lambda: s["users"])
    if "writes" in s and ("writes_per_shard" in s or "wal_per_shard" not in s):
        yield _by(s, "writes", "writes over what one primary takes", lambda: s["writes"])
    if "reads_per_shard" in s and "reads_per_replica" not in s:
        yield _by(s, "reads", "reads over what one primary answers", lambda: s["reads"])
    if "data_per_shard" in s:
        yield _by(s, "data", "bytes over what one shard holds", lambda: s["data"])
    if "wal_per_shard" in s:
        yield _by(s, "wal", "the write-ahead log over what one primary writes", lambda: _wal(s))
    if "connections_per_primary" in s or "query_time" in s:
        why = "connections in use over those of one primary"
        yield (
            "shards_by_connections", why,
            lambda: ceil(_connections(s) / s["connections_per_primary"]),
        )  # fmt: skip


def _by(s: Settings, load: str, why: str, asked: Callable[[], Expr]) -> _By:
    return f"shards_by_{load}", why, lambda: ceil(asked() / s[f"{load}_per_shard"])


def _shards(s: Settings) -> Expr:
    asked = list(_loads(s))
    if len(asked) > 1:
        return s.most("shards", "the most that its loads ask for", *asked)
    alone = asked[0][2] if asked else lambda: _ONE_SHARD
    return s.figure("shards", "the most that users, bytes or writes ask for", alone)


def _wal(s: Settings) -> Expr:
    return s.figure(
        "wal", "what writes log at their peak",
        lambda: s["writes"] * s.per("wal_per_write", s["writes"]),
    )  # fmt: skip


def _connections(s: Settings) -> Expr:
    """Little's law: as many are in use as queries come while one is answered."""
    loads = ["writes"] if _by_reads(s) or "reads" not in s else ["writes", "reads"]

    def in_use() -> Expr:
        found = [counted_in(s[n] * s["query_time"], _A_CONNECTION) for n in loads if n in s]
        if not found:
            raise Lacking("connections")
        return found[0] + found[1] if len(found) > 1 else found[0]

    return s.figure("connections", "queries that come while one is answered", in_use)


def _by_reads(s: Settings) -> bool:
    """Whether replicas answer reads; primaries do where that is said of them alone."""
    counted = ("connections_per_primary", "query_time", "reads_per_shard")
    return "reads_per_replica" in s or ("reads" in s and not any(n in s for n in counted))


def _replicated(s: Settings) -> bool:
    """Whether every shard has replicas by what it says of one."""
    return _by_reads(s) or "replicas_per_shard" in s or "replicas_at_least" in s


def _replicas_of_one(s: Settings) -> Expr:
    """The replicas of one shard: as stated; else by reads, and at least so many."""
    stated, fewest = s.get("replicas_per_shard"), s.get("replicas_at_least")
    if stated is not None:
        return stated
    if not _by_reads(s):
        return s["replicas_at_least"] if fewest is None else fewest
    by_reads = s.figure(
        "replicas_by_reads", "reads of a shard over what is left beside replaying its writes",
        lambda: ceil(s["reads"] / s["reads_per_replica"] / (1 - s["write_cost"]) / _shards(s)),
    )  # fmt: skip
    return by_reads if fewest is None else maximum(by_reads, fewest)


def _replicas(s: Settings, shards: Expr) -> Need:
    replicas = s.figure(
        "replicas", "read replicas of every shard", lambda: shards * _replicas_of_one(s)
    )
    machine = "replica_machine" if s.word("replica_machine", "") else "machine"
    ask = _zonal(s.ask("a read replica", "replica_price", "instance", machine))
    return Need("replicas", "read replicas", replicas, ask)


def _zonal(ask: Ask) -> Ask:
    """What is not the primary has no stand-by of its own."""
    return replace(ask, attributes={"availability": "zonal"})


def _copies(s: Settings) -> Expr:
    """As stated; else the primary's own, its stand-by's, and one for each of its replicas."""
    stated = s.get("copies")
    if stated is not None:
        return stated
    own = _TWO_COPIES if s.word("availability", "") == "regional" else _ONE_COPY
    if not _replicated(s):
        return own
    stated = s.get("replicas_per_shard")
    return own + (s.figures["replicas"] / _shards(s) if stated is None else stated) * _A_REPLICA


def _stored(s: Settings) -> Expr:
    room = s.get("headroom")
    copies = s["data"] * _copies(s)
    return copies if room is None else copies * (1 + room)


def _storage(s: Settings) -> Need:
    stored = s.figure("stored", "every copy of the data", lambda: _stored(s))
    product = "disk" if s.word("disk", "") else "machine/database-storage"
    ask = _zonal(s.ask("database storage", "storage_price", "storage", product))
    return Need("storage", "storage", stored, ask)


def _backups(s: Settings) -> Need:
    backups = s.figure("backups", "bytes of backups kept", lambda: s["data"] * s["backup_copies"])
    ask = _zonal(s.ask("database backups", "backup_price", "backup", "machine/database-backup"))
    return Need("backups", "backups", backups, ask)


def _archive(s: Settings) -> Need:
    archived = s.figure(
        "archived", "the write-ahead log, as long as it is kept",
        lambda: _wal(s) * s["average_load"] * s["wal_retention"],
    )  # fmt: skip
    ask = _zonal(
        s.ask("the archive of the log", "archive_price", "backup", "machine/database-backup")
    )
    return Need("archive", "write-ahead log archive", archived, ask)


def size(s: Settings) -> Sizing:
    """Shards, their primaries and replicas, and what they store."""
    shards = _shards(s)
    primaries = s.figure("primaries", "one primary a shard", lambda: shards * _PRIMARY)
    ask = s.ask("a primary database server", "price", "instance", "machine")
    needs = [Need("primaries", "primaries", primaries, ask)]
    if _replicated(s) or "replicas" in s:
        needs.append(_replicas(s, shards))
    if "data" in s or "stored" in s:
        needs.append(_storage(s))
    if "backups" in s or "backup_copies" in s:
        needs.append(_backups(s))
    if "wal_retention" in s or "archived" in s:
        needs.append(_archive(s))
    most = s.get("maximum_shards")
    mend = "raise 'maximum_shards', or put more on a shard"
    limits = () if most is None else (Limit(s.figures["shards"], most, mend),)
    return Sizing(tuple(needs), limits)


LAW = Law(
    kind="sql",
    title="Sharded SQL database",
    meaning="A relational database split into shards, each with its replicas.",
    settings=(
        Setting("users", Measure("thing"), "Whose data it holds.", "1B users"),
        Setting(
            "users_per_shard", Measure("thing / thing"), "How many one shard holds.",
            "1M users/shard", slope=-1,
        ),
        Setting("data", Measure("information"), "The data, one copy.", "81 TB"),
        Setting(
            "data_per_shard", Measure("information / shard"), "How much one shard holds.",
            "500 GB/shard", slope=-1,
        ),
        Setting("writes", Measure("thing / time"), "Writes at their peak.", "50K transactions/s"),
        Setting(
            "writes_per_shard", Measure("thing / time / shard"), "What one primary takes.",
            "5,000 transactions/s/shard", slope=-1,
        ),
        Setting(
            "wal_per_write", Measure("information / thing"),
            "What a write adds to the write-ahead log.", "2 KB/transaction",
            default="2 KB/transaction",
            source="pgbench: 1.5 KB without a checkpoint, 5.1 KB with one every 30 s"
            " (Postgres Pro, DBA2); 0.5 KB to 5 KB",
            if_asked=True,
        ),
        Setting(
            "wal", Measure("information / time"), "The write-ahead log, at its peak.",
            "100 MB/s", figure=True,
        ),
        Setting(
            "wal_per_shard", Measure("information / time / shard"),
            "The write-ahead log that one primary writes and sends.", "50 MB/s/shard", slope=-1,
        ),
        Setting(
            "average_load", Measure("share"), "The mean of the writes as a share of their peak.",
            "40%", default="100%", source="writes that are always at their peak",
            if_asked=True,
        ),
        Setting(
            "query_time", Measure("time"), "How long a query holds its connection.", "5 ms",
        ),
        Setting(
            "connections", Measure("thing"),
            "Connections in use: those of writes, and of reads that no replica answers.",
            "250 connections", figure=True,
        ),
        Setting(
            "connections_per_primary", Measure("thing / shard"),
            "The connections that one primary works on at once, or that a pool lets through.",
            "17 connections/shard", slope=-1,
        ),
        Setting(
            "shards_by_users", Measure("shard"), "Shards that users ask for.", "1,000 shards",
            figure=True,
        ),
        Setting(
            "shards_by_writes", Measure("shard"), "Shards that writes ask for.", "10 shards",
            figure=True,
        ),
        Setting(
            "shards_by_reads", Measure("shard"), "Shards that reads of primaries ask for.",
            "10 shards", figure=True,
        ),
        Setting(
            "shards_by_data", Measure("shard"), "Shards that bytes ask for.", "162 shards",
            figure=True,
        ),
        Setting(
            "shards_by_wal", Measure("shard"), "Shards that the write-ahead log asks for.",
            "2 shards", figure=True,
        ),
        Setting(
            "shards_by_connections", Measure("shard"), "Shards that connections ask for.",
            "15 shards", figure=True,
        ),
        Setting(
            "maximum_shards", Measure("shard"), "The most shards that can be run.",
            "5,000 shards", slope=0,
        ),
        Setting(
            "shards", Measure("shard"), "Shards; one where nothing asks for more.",
            "1,000 shards", figure=True,
        ),
        Setting("primaries", Measure("thing"), "Primary servers.", "1,000 instances", figure=True),
        Setting(
            "replicas_per_shard", Measure("replica / shard"), "Read replicas of a shard.",
            "3 replicas/shard",
        ),
        Setting(
            "replicas", Measure("replica"), "Read replicas in all.", "3,000 replicas", figure=True
        ),
        Setting(
            "reads", Measure("thing / time"),
            "Reads at their peak: of replicas, or of primaries where 'reads_per_shard' is said.",
            "200K queries/s",
        ),
        Setting(
            "reads_per_shard", Measure("thing / time / shard"),
            "What one primary answers beside its writes, where no replica does.",
            "20K queries/s/shard", slope=-1,
        ),
        Setting(
            "reads_per_replica", Measure("thing / time / replica"),
            "What one replica answers with nothing to replay.", "20K queries/s/replica", slope=-1,
        ),
        Setting(
            "write_cost", Measure("share"),
            "The share of a replica that replaying the writes of its shard takes.", "20%",
            default="0%", source="what a replica answers is stated as measured under writes",
            if_asked=True,
        ),
        Setting(
            "replicas_by_reads", Measure("replica / shard"), "Replicas of a shard by reads.",
            "10 replicas/shard", figure=True,
        ),
        Setting(
            "replicas_at_least", Measure("replica / shard"),
            "The fewest replicas of a shard, to stand in for a primary that fails.",
            "1 replica/shard",
        ),
        Setting(
            "copies", Measure("number"),
            "Copies of the data that are stored and billed; the primary's and its replicas'"
            " where it is left out.", "3x",
        ),
        Setting(
            "headroom", Measure("number"), "Room on disk beyond the data, for growth and bloat.",
            "30%",
        ),
        Setting(
            "stored", Measure("information"), "Data stored, all copies.", "243 TB", figure=True
        ),
        Setting(
            "price", Measure("money / thing / time"), "The price of a primary.",
            "$1,200/instance/month",
        ),
        Setting(
            "replica_price", Measure("money / replica / time"), "The price of a replica.",
            "$1,000/replica/month",
        ),
        Setting(
            "storage_price", Measure("money / information / time"), "The price of storage.",
            "$0.17/GB/month",
        ),
        Setting(
            "backups", Measure("information"), "Bytes of backups kept.", "81 TB", figure=True
        ),
        Setting(
            "backup_price", Measure("money / information / time"), "The price of backups.",
            "$0.08/GiB/month",
        ),
        Setting(
            "backup_copies", Measure("number"), "Backups kept, in copies of the data.", "2x"
        ),
        Setting(
            "wal_retention", Measure("time"),
            "How far back it can be restored to any moment: as long is the log kept.", "7 days",
        ),
        Setting(
            "archived", Measure("information"), "The write-ahead log that is kept.", "24 TB",
            figure=True,
        ),
        Setting(
            "archive_price", Measure("money / information / time"),
            "The price of keeping the log.", "$0.08/GiB/month",
        ),
        Setting("machine", None, "The machine type of a primary.", "gcp/db-n1-highmem-8"),
        Setting(
            "availability", None, "Whether a primary has a stand-by: regional, or zonal.", "zonal"
        ),
        Setting("disk", None, "What it stores on.", "gcp/cloud-sql-ssd"),
        Setting("replica_machine", None, "The machine type of a replica.", "gcp/db-n1-highmem-8"),
        Setting("region", None, "Where it runs.", "us-central1"),
        Setting("term", None, "How it is bought.", "on_demand"),
    ),
    ways=(
        ("users", "users_per_shard"), ("writes", "writes_per_shard"), ("data",), ("shards",),
        ("reads", "reads_per_replica"), ("writes", "wal_per_shard"), ("wal", "wal_per_shard"),
        ("connections", "connections_per_primary"),
    ),
    size=size,
    demand="reads",
)  # fmt: skip
