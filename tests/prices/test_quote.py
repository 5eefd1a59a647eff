"""A row of the catalogue as a Price: in the words of what is to be paid for."""

from fractions import Fraction

import pytest

import tenfold as tf
from tenfold.prices.quote import amount_of, origin_of, price_of, rented
from tenfold.prices.row import METERS, Row, Step
from tenfold.quantity.show import spell


def row(unit, *steps, meter="instance", **more):
    made = tuple(Step(*step) for step in steps or [(None, Fraction(1))])
    return Row("acme/it", meter, "north", "on_demand", unit, made, "2026-01-01", "a list", **more)


def unit(text):
    return tf.q(f"1 {text}").unit


def told(found):
    return spell(Fraction(1), found)


@pytest.mark.parametrize(
    ("theirs", "bought", "price"),
    [
        ("USD/instance/hour", "1 instance", "$1/instance/hour"),
        ("USD/instance/hour", "1 node", "$1/node/hour"),
        ("USD/instance/hour", "1 pod", "$1/pod/hour"),
        ("USD/GPU/hour", "1 instance", "$1/instance/hour"),
        ("USD/1M operations", "1 request/s", "$1/1M requests"),
        ("USD/GiB", "1 TB/day", "$1/GiB"),
        ("USD/GiB/hour", "1 node", "$1/GiB/hour"),
        ("USD/instance/hour", "1 request/user", "$1/request/hour"),
    ],
)
def test_what_is_rented_takes_the_word_of_what_is_counted(theirs, bought, price):
    assert told(rented(unit(theirs), tf.q(bought).unit)) == price
    assert told(price_of(row(theirs), tf.q(bought).unit, "price").unit) == price


@pytest.mark.parametrize("meter", [meter for meter in METERS if meter.startswith("tokens")])
def test_a_token_is_nothing_but_a_token(meter):
    """A price of tokens never becomes one of requests because those are what is asked for."""
    found = price_of(row("USD/1M tokens", meter=meter), unit("request/s"), "price")
    assert told(found.unit) == "$1/1M tokens"


def test_a_price_bears_its_name_and_its_source():
    found = price_of(row("USD/instance/hour", note="Linux"), unit("node"), "api.price")
    assert found.rate.name == "api.price"
    origin = found.rate.origin
    assert (origin.source, origin.as_of) == ("a list", "2026-01-01")
    assert origin.doc == "acme/it in north, on demand; Linux"
    assert origin_of(row("USD/instance/hour")).doc == "acme/it in north, on demand"


def test_the_ends_of_tiers_are_what_a_month_comes_to():
    steps = (Fraction(10), Fraction(2)), (None, None)
    found = price_of(row("USD/GiB", *steps, meter="bytes"), unit("TB/day"), "price")
    first, last = found.tiers
    assert (str(spell(first.up_to.number, first.up_to.unit)), first.rate.name) == (
        "10 GiB/month",
        "price.tier_1",
    )
    assert (last.up_to, last.rate) == (None, None)
    # what is there all month is counted as it is
    of_storage = price_of(row("USD/GiB/month", *steps, meter="storage"), unit("TB"), "price")
    assert str(spell(Fraction(10), of_storage.tiers[0].up_to.unit)) == "10 GiB"


def test_packages_and_the_minimum_have_their_units():
    made = row("USD/1M requests", meter="requests", packages=Fraction(1000), minimum=Fraction(5))
    found = price_of(made, unit("request/s"), "price")
    assert str(spell(found.packages.number, found.packages.unit)) == "1,000 requests/month"
    assert str(spell(found.minimum.number, found.minimum.unit)) == "$5/month"
    assert found.rate is None


@pytest.mark.parametrize(
    ("amount", "price", "amounts_to"),
    [
        ("2", "USD/instance/hour", "2"),
        ("10 GiB", "USD/GiB/hour", "10 GiB/node"),
        ("1,000", "USD/GPU/hour", "1,000"),
    ],
)
def test_an_amount_is_of_what_is_in_one(amount, price, amounts_to):
    found = amount_of(amount, unit(price), unit("node"))
    assert spell(found.number, found.unit) == amounts_to
