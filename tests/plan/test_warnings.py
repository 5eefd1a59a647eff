"""What is sound and still worth a word."""

import pytest

import tenfold as tf


def test_strategies_that_undo_each_other_are_warned_of(plan):
    """
    components: {api: {kind: fleet, instances: 10, price: $10/instance/month, machine: big}}
    strategies:
      one: {set: {api.instances: 5, api.machine: small, api.price: $9/instance/month}}
      two: {set: {api.instances: 4, api.machine: "tiny, green", api.price: 90% of api.price}}
    """
    assert [(w.code, w.what) for w in plan.warnings] == [
        ("T591", "'one' and 'two' both set 'api.instances': together, the later one stands"),
        ("T591", "'one' and 'two' both set 'api.machine': together, the later one stands"),
    ]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("month: 720 hours", ["a month of 720 hours makes a year of 8,640 hours, not 8,760"]),
        ("month: 720 hours\nyear: 8760 hours", []),
        ("month: 730 hours", []),
        ("", []),
    ],
)
def test_months_that_make_no_year_are_warned_of(lines, told):
    assert [w.what for w in tf.plan(tf.read(f"tenfold: 1\n{lines}\n")).warnings] == told


def test_a_price_that_nothing_asks_for_is_minded(plan):
    """
    components:
      files: {kind: objects, data: 1 TB, price: $0.02/GB/month,
        reads_price: $0.0004/1_000 operations}
    """
    assert [warning.code for warning in plan.warnings] == ["T592"]
    assert "'files.reads_price'" in plan.warnings[0].what


def test_a_price_that_a_strategy_asks_for_is_not(plan):
    """
    components:
      files: {kind: objects, data: 1 TB, price: $0.02/GB/month,
        reads_price: $0.0004/1_000 operations}
    strategies: {cold: {set: {files.reads: 5M operations/month}}}
    """
    assert plan.warnings == ()
