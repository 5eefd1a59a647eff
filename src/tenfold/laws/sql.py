"""sql: a relational database, split into shards, each with its replicas.

Shards by users, by bytes, by writes, or stated; the largest of them binds.
Every shard has one primary; replicas add read capacity; all copies are stored.
"""

from __future__ import annotations

from dataclasses import replace

from tenfold.laws.law import Law, Limit, Measure, Need, Setting, Settings, Sizing
from tenfold.prices.catalogue import Ask
from tenfold.quantity.bind import q
from tenfold.quantity.expr import Expr, ceil, maximum

__all__ = ["LAW"]

_PRIMARY = q("1 instance/shard")
_ONE_SHARD = q("1 shard")
_ONE_COPY = q("1x")
_TWO_COPIES = q("2x")
_A_REPLICA = q("1 shard/replica")


def _shards(s: Settings) -> Expr:
    """Data may be stated for what is stored alone; the other loads are there to be split."""
    asked = [ceil(s[load] / s[f"{load}_per_shard"]) for load in ("users", "writes") if load in s]
    if "data_per_shard" in s:
        asked.append(ceil(s["data"] / s["data_per_shard"]))
    return maximum(*asked) if len(asked) > 1 else asked[0] if asked else _ONE_SHARD


def _replicas(s: Settings, shards: Expr) -> Need:
    replicas = s.figure(
        "replicas", "read replicas of every shard", lambda: shards * s["replicas_per_shard"]
    )
    machine = "replica_machine" if s.word("replica_machine", "") else "machine"
    ask = _zonal(s.ask("a read replica", "replica_price", "instance", machine))
    return Need("replicas", "read replicas", replicas, ask)


def _zonal(ask: Ask) -> Ask:
    """What is not the primary has no stand-by of its own."""
    return replace(ask, attributes={"availability": "zonal"})


def _copies(s: Settings) -> Expr:
    """As stated; else the primary's own, its stand-by's, and one for each of its replicas."""
    stated, replicas = s.get("copies"), s.get("replicas_per_shard")
    if stated is not None:
        return stated
    own = _TWO_COPIES if s.word("availability", "") == "regional" else _ONE_COPY
    return own if replicas is None else own + replicas * _A_REPLICA


def _storage(s: Settings) -> Need:
    stored = s.figure("stored", "every copy of the data", lambda: s["data"] * _copies(s))
    product = "disk" if s.word("disk", "") else "machine/database-storage"
    ask = _zonal(s.ask("database storage", "storage_price", "storage", product))
    return Need("storage", "storage", stored, ask)


def _backups(s: Settings) -> Need:
    backups = s.figure("backups", "bytes of backups kept")
    ask = _zonal(s.ask("database backups", "backup_price", "backup", "machine/database-backup"))
    return Need("backups", "backups", backups, ask)


def size(s: Settings) -> Sizing:
    """Shards, their primaries and replicas, and what they store."""
    shards = s.figure("shards", "the most that users, bytes or writes ask for", lambda: _shards(s))
    primaries = s.figure("primaries", "one primary a shard", lambda: shards * _PRIMARY)
    ask = s.ask("a primary database server", "price", "instance", "machine")
    needs = [Need("primaries", "primaries", primaries, ask)]
    if "replicas_per_shard" in s or "replicas" in s:
        needs.append(_replicas(s, shards))
    if "data" in s or "stored" in s:
        needs.append(_storage(s))
    if "backups" in s:
        needs.append(_backups(s))
    most = s.get("maximum_shards")
    mend = "raise 'maximum_shards', or put more on a shard"
    return Sizing(tuple(needs), () if most is None else (Limit(shards, most, mend),))


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
            "copies", Measure("number"),
            "Copies of the data that are stored and billed; the primary's and its replicas'"
            " where it is left out.", "3x",
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
    ),
    size=size,
)  # fmt: skip
