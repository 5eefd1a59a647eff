"""Old prices are told of in one remark, and only where the day is known."""

import pytest

import tenfold as tf

LIST = (
    "acme/old|instance|global|on_demand||USD/instance/hour|1||2025-01-01",
    "acme/new|instance|global|on_demand||USD/instance/hour|1||2026-01-01",
)


@pytest.fixture
def remarks(model, sold):
    """What the plan of the docstring warns of on some day."""

    def on(today, **changes):
        plan = tf.plan(model, set=changes, catalogue=sold(*LIST), today=today)
        return [(w.code, w.what, w.mend) for w in plan.warnings]

    return on


def test_a_price_is_old_after_a_year(remarks):
    """
    components:
      api: {kind: fleet, instances: 1, machine: acme/old}
      job: {kind: fleet, instances: 1, machine: acme/new}
    """
    assert remarks("2026-01-01") == remarks("") == []
    assert remarks("2026-01-02") == [
        (
            "T603",
            (
                "a price is more than 365 days old: api.instances (acme/old, global, on demand,"
                " seen on 2025-01-01)"
            ),
            "look it up again, or 'tenfold prices refresh'",
        )
    ]
    ((_, what, _),) = remarks("2027-06-01")
    assert what.startswith("2 prices are more than 365 days old: the oldest is api.instances (")


def test_a_model_says_after_how_long(remarks):
    """
    prices: {stale_after: 30 days}
    components: {job: {kind: fleet, instances: 1, machine: acme/new}}
    """
    assert remarks("2026-01-31") == []
    ((code, what, _),) = remarks("2026-02-01")
    assert (code, what[:38]) == ("T603", "a price is more than 30 days old: job.")


def test_what_is_stated_is_as_old_as_it_says(remarks):
    """
    prices: {own: {acme/mine: {value: $5/instance/month, as_of: 2024-01-01}}}
    components:
      a: {kind: fleet, instances: 1, price: {value: $1/instance/month, as_of: 2025-03-01}}
      b: {kind: fleet, instances: 1, price: {value: $1/instance/month, as_of: last spring}}
      c: {kind: fleet, instances: 1, price: $1/instance/month}
      d: {kind: fleet, instances: 1, machine: acme/mine}
    """
    ((_, what, _),) = remarks("2026-02-01")
    assert what == (
        "a price is more than 365 days old: d.instances (acme/mine, own price, seen on 2024-01-01)"
    )
    ((_, what, _),) = remarks("2026-04-01")
    assert what.startswith("2 prices are more than 365 days old: the oldest is d.instances (")


def test_a_price_that_nothing_rests_on_is_nobodys_trouble(remarks):
    """
    components: {api: {kind: fleet, instances: 1, machine: acme/old}}
    """
    assert remarks("2027-01-01")
    assert remarks("2027-01-01", **{"api.instances.cost": "$5/month"}) == []
