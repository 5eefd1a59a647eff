"""What holds of components with many loads at once: monotone, complete, told by what binds."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tenfold as tf
from tenfold.laws.law import Measure
from tenfold.laws.table import LAWS
from tenfold.quantity.expr import Named, ancestors
from tenfold.quantity.show import spell

LOADED = {
    "cache": (
        (
            "items: 50M keys, bytes_per_item: 900 B/key, working_set: 60%, "
            "memory_per_node: 6 GB/instance, operations: 300K operations/s, "
            "replicas_per_shard: 1, price: $1/instance/month"
        ),
        ["items", "bytes_per_item", "operations", "working_set"],
    ),
    "sql": (
        (
            "users: 3M users, users_per_shard: 1M users/shard, data: 2 TB, "
            "data_per_shard: 1 TB/shard, writes: 9K transactions/s, "
            "writes_per_shard: 2K transactions/s/shard, wal_per_shard: 5 MB/s/shard, "
            "wal_retention: 7 days, query_time: 5 ms, "
            "connections_per_primary: 17 connections/shard, replicas_per_shard: 1, "
            "headroom: 20%, price: $1/instance/month, replica_price: $1/replica/month, "
            "storage_price: $1/TB/month, archive_price: $1/TB/month"
        ),
        ["users", "data", "writes", "query_time", "wal_per_write", "wal_retention", "headroom"],
    ),
    "sql of many reads": (
        (
            "data: 2 TB, shards: 3 shards, reads: 90K queries/s, write_cost: 20%, "
            "reads_per_replica: 10K queries/s/replica, replicas_at_least: 1 replica/shard, "
            "price: $1/instance/month, replica_price: $1/replica/month, "
            "storage_price: $1/TB/month"
        ),
        ["data", "reads", "write_cost", "replicas_at_least"],
    ),
    "search": (
        (
            "documents: 900M documents, bytes_per_document: 4 KB/document, "
            "disk_per_node: 1 TB/node, memory_per_node: 16 GB/node, queries: 900 queries/s, "
            "queries_per_node: 90 queries/s/node, price: $1/node/month, "
            "storage_price: $1/TB/month"
        ),
        ["documents", "bytes_per_document", "queries", "storage_factor", "margin"],
    ),
    "llm": (
        (
            "requests: 500 requests/s, local_share: 50%, tokens_in: 900 tokens/request, "
            "spare: 1, tokens_out: 200 tokens/request, weights: 16 GB/instance, "
            "memory: 24 GB/instance, bandwidth: 300 GB/s/instance, "
            "kv_per_token: 131 KB/token, peak_to_mean: 2.5x, "
            "compute: 121T operations/s/instance, work_per_token: 16B operations/token, "
            "price_in: $1/1M tokens, price_out: $1/1M tokens, "
            "server_price: $1/instance/month"
        ),
        ["requests", "tokens_in", "tokens_out", "kv_per_token", "work_per_token", "peak_to_mean"],
    ),
    "kubernetes": (
        (
            "clusters: 1 cluster, pods: 150 pods, cpu_per_pod: 0.4 vCPU/pod, "
            "memory_per_pod: 1 GiB/pod, node_cpu: 8 vCPU/node, node_memory: 32 GiB/node, "
            "price: $1/cluster/month, node_price: $1/node/month"
        ),
        ["pods", "cpu_per_pod", "memory_per_pod", "system_cpu", "clusters"],
    ),
    "objects": (
        (
            "data: 10 TB, growth: 1 TB/month, copies: 2x, requests: 10M requests/month, "
            "reads_per_request: 2 operations/request, "
            "writes_per_request: 0.1 operations/request, price: $1/TB/month, "
            "reads_price: $1/1M operations, writes_price: $1/1M operations"
        ),
        ["data", "growth", "copies", "requests", "reads_per_request"],
    ),
    "telemetry": (
        (
            "requests: 1B requests/month, log_size: 1 KB/request, log_retention: 30 days, "
            "kept: 10%, sources: 90 instances, series_per_source: 500 series/instance, "
            "traced: 5%, spans_per_request: 8 spans/request, span_size: 500 B/span, "
            "span_retention: 7 days, log_price: $1/GB, log_storage_price: $1/TB/month, "
            "metric_price: $1/series/month, span_price: $1/1M spans, "
            "span_storage_price: $1/TB/month"
        ),
        ["requests", "log_size", "log_retention", "kept", "sources", "spans_per_request", "traced"],
    ),
}
"""Components with many loads at once, and what may grow: so little at a time, and all of it."""


def times(text: str, factor: Fraction) -> str:
    quantity = tf.q(text)
    return spell(quantity.number * factor, quantity.unit)


def loaded(name: str) -> dict[str, str]:
    pairs = (part.split(": ") for part in LOADED[name][0].split(", "))
    return {"kind": name.partition(" ")[0], **dict(pairs)}


@given(name=st.sampled_from(list(LOADED)), data=st.data())
def test_more_load_never_needs_less_of_anything(name, data):
    """Line by line: whatever grows, nothing that is paid for becomes less, and none is lost."""
    said, growing = loaded(name), data.draw(st.sampled_from(LOADED[name][1]))
    law = LAWS[said["kind"]]
    now = said.get(growing) or law.setting(growing).default
    most = 1 if law.setting(growing).measure == Measure("share") else 300
    sizes = st.fractions(Fraction(1, 100), most, max_denominator=100)
    small, large = sorted(data.draw(st.tuples(sizes, sizes)))
    before, after = (
        tf.plan(tf.model({"components": {"it": {**said, growing: times(now, factor)}}}))
        for factor in (small, large)
    )
    lines = {line.item: line.quantity.value for line in after.components[0].lines}
    for line in before.components[0].lines:
        assert lines[line.item] >= line.quantity.value
    assert not before.missing


@given(name=st.sampled_from(list(LOADED)), data=st.data())
def test_a_stated_count_wins_over_every_load(name, data):
    """Whatever is asked for: what is stated is what is paid for."""
    said = loaded(name)
    sized = tf.plan(tf.model({"components": {"it": said}}))
    figures = [figure.name.removeprefix("it.") for figure in sized.graph.parts["it"].sized]
    figure = data.draw(st.sampled_from(figures))
    amount = times(LAWS[said["kind"]].setting(figure).example, data.draw(st.fractions(1, 99)))
    stated = tf.plan(tf.model({"components": {"it": {**said, figure: amount}}}))
    assert stated[f"it.{figure}"].value == tf.plan(tf.model({"figures": {"x": amount}}))["x"].value
    lines = {line.item: line.quantity for line in stated.components[0].lines}
    assert figure not in lines or lines[figure].value == stated[f"it.{figure}"].value


@pytest.mark.parametrize("name", LOADED)
def test_every_load_is_paid_for(name):
    """Some line rests on each of them: none is taken in and forgotten."""
    said = loaded(name)
    lines = tf.plan(tf.model({"components": {"it": said}})).graph.parts["it"].lines
    rested = {n.name for n in ancestors([line.cost for line in lines]) if isinstance(n, Named)}
    settings = [s for s in LAWS[said["kind"]].settings if s.name in said and s.measure]
    assert {f"it.{setting.name}" for setting in settings} <= rested


BINDING = [
    ("cache", "shards", ["memory", "operations"]),
    ("sql", "shards", ["users", "data", "writes", "wal", "connections"]),
    ("search", "nodes_needed", ["nodes_by_disk", "nodes_by_memory", "nodes_by_heap"]),
    ("search", "nodes_needed", ["nodes_by_queries"]),
    ("llm", "step_time", ["step_by_bandwidth", "step_by_compute"]),
    ("kubernetes", "nodes_for_pods", ["nodes_by_cpu", "nodes_by_memory", "nodes_by_pods"]),
]


@pytest.mark.parametrize(("name", "size", "asked"), BINDING)
def test_every_size_says_what_binds(name, size, asked):
    """Where several things ask, each has a figure; the size is the most, and each can be it."""
    said = loaded(name)
    for one in (one if "_by_" in one else f"{size}_by_{one}" for one in asked):
        most = times(LAWS[said["kind"]].setting(one).example, Fraction(10**6))
        found = tf.plan(tf.model({"components": {"it": {**said, one: most}}}))
        assert found[f"it.{size}"].value == found[f"it.{one}"].value
        assert f"it.{one}" in {reason.name for reason in found.why(f"it.{size}").children}
