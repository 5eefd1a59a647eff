"""The IoT pipeline: every size follows from its loads, as worked out here by hand."""

from functools import cache
from pathlib import Path

import pytest

import tenfold as tf

EXAMPLE = Path(__file__).parents[2] / "examples" / "iot-pipeline.yaml"


@cache
def plan(**changes):
    return tf.plan(tf.load(EXAMPLE), set=changes)


def test_the_catalogue_prices_every_line():
    found = plan()
    assert (found.missing, found.excuses) == ((), ())
    assert all(line.price is not None for part in found.components for line in part.lines)
    assert "price:" not in EXAMPLE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("size", "by_hand"),
    [
        # 2M meters, twice a minute, 1.6 times the mean: 106,667/s; 60% of 6,000/s carried
        ("ingest.instances", 30),
        # 400 pods; of 7.2 vCPU 14 fit, of 25.6 GiB 17: 29 nodes, and one to spare
        ("stream.nodes_by_cpu", 29),
        ("stream.nodes", 30),
        # 2M * 670 B * 1.25 fit in one node; 213,333 operations/s ask for three, each with a replica
        ("state.shards_by_memory", 1),
        ("state.shards_by_operations", 3),
        ("state.nodes", 6),
        # 12.1 TB in shards of 2 TB; 2,667 writes/s of 1,200; 48 MB/s of log, 25 a shard
        ("readings.shards_by_data", 7),
        ("readings.shards_by_writes", 3),
        ("readings.shards_by_wal", 2),
        ("readings.replicas", 7),
        # 52.6M alerts in two copies: 158 GB, and a disk of 204 GB; 300 of 120 queries/s a node
        ("alerts.nodes_by_disk", 1),
        ("alerts.nodes_by_queries", 3),
        ("alerts.nodes", 4),
    ],
)
def test_sizes_by_hand(size, by_hand):
    assert plan()[size].value == by_hand


def test_costs_never_fall_as_meters_are_added():
    costs = [step.cost.value for step in plan().steps]
    assert costs == sorted(costs)


def test_what_binds_changes_with_what_is_asked():
    """Larger messages are more bytes; more often, in smaller batches, they are more writes."""
    assert plan(hot="1 day")["readings.shards"].value == 3
    assert plan(hot="1 day", batch="10 messages/transaction")["readings.shards"].value == 9
