"""The video service: sized and priced without a price of its own, as worked out here by hand."""

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

import tenfold as tf

EXAMPLE = Path(__file__).parents[2] / "examples" / "video-service.yaml"
GIB = 2**30


@cache
def plan():
    return tf.plan(tf.load(EXAMPLE))


def test_the_catalogue_prices_every_line_but_what_is_free():
    found = plan()
    assert (found.missing, found.excuses) == ((), ())
    lines = [line for part in found.components for line in part.lines]
    assert [line.item for line in lines if not line.rows] == ["fill"]
    assert all(goal.verdict == "holds" for goal in found.goals)


@pytest.mark.parametrize(
    ("figure", "by_hand"),
    [
        # 200K * 25 hours of 90 minutes each: 3.33M views a month
        ("views", "3,333,333 requests/month"),
        # 200K * 25 h * 3,600 s * 4 Mbit/s / 8 = 9 PB
        ("streamed", "9 PB/month"),
        # two operations and a tenth of a query for each call that misses
        ("sessions.operations", "405.9 operations/s"),
        ("accounts.reads", "20.29 queries/s"),
        # 6,000 films of 18 GB
        ("library.stored", "108 TB"),
    ],
)
def test_what_follows_from_what(figure, by_hand):
    assert str(plan()[figure]) == by_hand


def test_what_viewers_watch_by_the_tiers_of_the_cdn():
    left = Fraction(9 * 10**15, GIB)
    cost, start = Fraction(0), 0
    for end, rate in (
        (10_240, "0.085"), (51_200, "0.08"), (153_600, "0.06"), (512_000, "0.04"),
        (1_048_576, "0.03"), (5_242_880, "0.025"), (10**12, "0.02"),
    ):  # fmt: skip
        inside = min(max(left - start, 0), end - start)
        cost += inside * Fraction(rate)
        start = end
    assert plan()["delivery.bytes.cost"].number == cost


def test_costs_never_fall_as_subscribers_come_and_each_costs_less():
    steps = plan().steps
    costs = [step.cost.value for step in steps]
    assert costs == sorted(costs)
    each = [step.per_thing.value for step in steps]
    assert each == sorted(each, reverse=True)
