"""sql: a relational database, split into shards, each with its replicas.

Shards by users, by bytes, or stated; the largest of them binds. Every shard
has one primary; replicas add read capacity; all copies are stored.
"""

from __future__ import annotations

from tenfold.laws.law import Law, Limit, Measure, Need, Setting, Settings, Sizing
from tenfold.quantity.bind import q
from tenfold.quantity.expr import Expr, ceil, maximum

__all__ = ["LAW"]

_PRIMARY = q("1 instance/shard")
_ONE_SHARD = q("1 shard")


def _shards(s: Settings) -> Expr:
    asked = [
        ceil(s[load] / s[each])
        for load, each in (("users", "users_per_shard"), ("data", "data_per_shard"))
        if load in s and each in s
    ]
    if not asked:
        return _ONE_SHARD
    return asked[0] if len(asked) == 1 else maximum(*asked)


def _needs(s: Settings) -> list[Need]:
    shards = s.figure("shards", lambda: _shards(s), "the most that users or bytes ask for")
    primaries = s.figure("primaries", lambda: shards * _PRIMARY, "one primary a shard")
    needs = [Need("primaries", "primaries", primaries, s.ask("a primary database server", "price", "machine", "region", "term"))]
    per_shard = s.get("replicas_per_shard")
    if per_shard is not None or "replicas" in s.stated:
        replicas = s.figure("replicas", lambda: shards * s["replicas_per_shard"], "read replicas of every shard")
        needs.append(Need("replicas", "read replicas", replicas, s.ask("a read replica", "replica_price", "replica_machine", "region", "term")))
    if "data" in s or "stored" in s.stated:
        stored = s.figure("stored", lambda: s["data"] * s["copies"], "every copy of the data")
        needs.append(Need("storage", "storage", stored, s.ask("database storage", "storage_price", "region")))
    return needs


def size(s: Settings) -> Sizing:
    """Shards, their primaries and replicas, and what they store."""
    needs = _needs(s)
    most = s.get("maximum_shards")
    if most is None:
        return Sizing(tuple(needs))
    return Sizing(tuple(needs), (Limit(s.figures["shards"], most, "raise 'maximum_shards', or put more on a shard"),))


LAW = Law(
    kind="sql",
    title="Sharded SQL database",
    meaning="A relational database split into shards, each with its replicas.",
    settings=(
        Setting("users", Measure("thing"), "Whose data it holds.", "1B users"),
        Setting("users_per_shard", Measure("thing / thing"), "How many one shard holds.", "1M users/shard"),
        Setting("data", Measure("information"), "The data, one copy.", "81 TB"),
        Setting("data_per_shard", Measure("information / shard"), "How much one shard holds.", "500 GB/shard"),
        Setting("maximum_shards", Measure("shard"), "The most shards that can be run.", "5,000 shards"),
        Setting("shards", Measure("shard"), "Shards; one where nothing asks for more.", "1,000 shards", figure=True),
        Setting("primaries", Measure("thing"), "Primary servers.", "1,000 instances", figure=True),
        Setting("replicas_per_shard", Measure("replica / shard"), "Read replicas of a shard.", "3 replicas/shard"),
        Setting("replicas", Measure("replica"), "Read replicas in all.", "3,000 replicas", figure=True),
        Setting(
            "copies", Measure("number"), "Copies of the data that are stored and billed.", "3x",
            default="1x", source="one copy is billed, the engine's own copies are in its price",
        ),
        Setting("stored", Measure("information"), "Data stored, all copies.", "243 TB", figure=True),
        Setting("price", Measure("money / thing / time"), "The price of a primary.", "$1,200/instance/month"),
        Setting("replica_price", Measure("money / replica / time"), "The price of a replica.", "$1,000/replica/month"),
        Setting("storage_price", Measure("money / information / time"), "The price of storage.", "$0.17/GB/month"),
        Setting("machine", None, "The machine type of a primary.", "gcp/db-n1-highmem-8"),
        Setting("replica_machine", None, "The machine type of a replica.", "gcp/db-n1-highmem-8"),
        Setting("region", None, "Where it runs.", "us-central1"),
        Setting("term", None, "How it is bought.", "on_demand"),
    ),
    ways=(("users", "users_per_shard"), ("data",), ("shards",), ("primaries",)),
    size=size,
)  # fmt: skip
