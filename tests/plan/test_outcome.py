"""Figures over all worlds, told to no more digits than their numerical error allows."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.plan.amount import Amount
from tenfold.plan.outcome import Chance, chance_of, margin, outcome_of, settled
from tenfold.quantity.bind import q
from tenfold.quantity.units import CALENDAR
from tenfold.sampling.distribution import Estimate

DOLLARS = Amount(Fraction(0), q("$1/month").unit, CALENDAR)
MONTH = DOLLARS.unit.scale(CALENDAR)


def dollars(number):
    return float(number * MONTH)


@pytest.mark.parametrize(
    ("value", "error", "told"),
    [
        (9_437_212.4, 23_400, "$9,440,000/month"),
        (9_437_212.4, 0.02, "$9,437,212/month"),
        (9_437_212.4, 95_000, "$9,440,000/month"),
        (-512.3, 40, "-$510.00/month"),
        (0.004, 2, "$0/month"),
    ],
)
def test_a_value_is_rounded_to_the_first_digit_of_its_error(value, error, told):
    assert str(settled(dollars(value), dollars(error), DOLLARS)) == told


def test_what_has_no_error_keeps_twelve_digits():
    third = settled(dollars(100) * (1 + 1e-15), 0.0, DOLLARS)
    assert third.number == 100


@given(st.floats(-1e15, 1e15), st.floats(1e-6, 1e12))
def test_rounding_moves_a_value_by_no_more_than_its_error(value, error):
    told = settled(value, error, DOLLARS)
    assert abs(float(told.value) - value) <= error * (1 + 1e-9)


@given(st.floats(1e-6, 1e12))
def test_an_error_is_told_in_one_digit_and_never_smaller_than_it_is(error):
    told = margin(error, DOLLARS)
    assert error * (1 - 1e-12) <= float(told.value) <= 2 * error * (1 + 1e-12)


def test_an_undefined_value_stays_undefined():
    assert settled(float("nan"), 0.0, DOLLARS).value is None


def test_a_bound_stays_a_bound():
    least = Amount(Fraction(0), DOLLARS.unit, CALENDAR, at_least=True)
    assert str(settled(dollars(1234), dollars(100), least)) == "at least $1,200/month"
    assert not margin(1.0, least).at_least


def test_a_figure_in_no_doubt_is_what_it_is():
    found = outcome_of(settled(dollars(7), 0.0, DOLLARS), None)
    assert found.certain
    assert str(found.percentiles[90]) == str(found.mean) == "$7.00/month"
    assert found.errors[90].value == 0


class Told:
    """What a distribution of ones and zeros says of itself."""

    def __init__(self, share, error, undefined=0):
        self.mean = Estimate(share, error)
        self.worlds, self.undefined = 1000, undefined


def test_a_chance_is_rounded_to_its_error():
    assert chance_of(Told(0.91234, 0.0043)) == Chance(0.912, 0.005)


def test_what_was_never_seen_may_still_happen():
    assert chance_of(Told(1.0, 0.0)) == Chance(1.0, 0.003)
    assert chance_of(Told(0.0, 0.0)) == Chance(0.0, 0.003)


def test_worlds_without_a_value_do_not_hold():
    assert chance_of(Told(1.0, 0.0, undefined=250)) == Chance(0.75, 0.03)
    assert chance_of(Told(math.nan, math.nan, undefined=1000)) == Chance(0.0, 0.003)


def test_a_mean_that_hangs_on_one_world_is_not_told():
    assert str(outcome_of(DOLLARS, Tail(high=40.0)).mean) == "$38.00/month"
    assert outcome_of(DOLLARS, Tail(high=2e5)).mean.value is None


class Tail:
    """A distribution of 1,000 worlds, the greatest of them as told."""

    worlds, undefined = 1000, 0

    def __init__(self, high):
        self.mean = Estimate(dollars(38), dollars(0.9))
        self.high = dollars(high)

    def quantiles(self, percents):
        return [Estimate(dollars(30), dollars(1))] * len(percents)
