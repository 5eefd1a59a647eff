"""A need gets a price, and its cost is money a month, whatever it was stated per."""

import pytest

import tenfold as tf


def total(price, quantity="3 instances", more=""):
    line = f"{{item: x, quantity: {quantity}, price: {price}}}"
    text = f"tenfold: 1\n{more}components:\n  it: {{kind: custom, bill: [{line}]}}\n"
    return str(tf.plan(tf.read(text)).total)


@pytest.mark.parametrize(
    ("price", "quantity", "cost"),
    [
        ("$1/instance/month", "3 instances", "$3.00/month"),
        ("$1/instance/hour", "3 instances", "$2,190/month"),  # 3 * 730
        ("$12/instance/year", "3 instances", "$3.00/month"),
        ("$1/GB", "1 TB/month", "$1,000/month"),
        ("$1/GB", "1 GB/day", "$30.42/month"),  # 730 / 24 days
        ("$2/1M tokens", "5B tokens/month", "$10,000/month"),
        ("$1/GB/month", "2 TB", "$2,000/month"),
        ("$5/month", "3", "$15.00/month"),
        ("$0/instance/month", "3 instances", "$0/month"),
    ],
)
def test_a_cost_is_told_a_month(price, quantity, cost):
    assert total(price, quantity) == cost


def test_a_month_is_as_long_as_the_model_says():
    assert total("$1/instance/hour", more="month: 720 hours\n") == "$2,160/month"


def test_money_of_another_currency_is_exchanged():
    assert total("€1/instance/month", more="exchange: {EUR: $1.10}\n") == "$3.30/month"
    assert (
        total("$1/instance/month", more="exchange: {USD: €0.9}\ncurrency: EUR\n") == "€2.70/month"
    )


@pytest.mark.parametrize(
    ("price", "quantity", "what", "mend"),
    [
        (
            "€1/instance/month",
            "3 instances",
            "is paid in EUR, the model counts in USD",
            "'exchange: {EUR: ...}'",
        ),
        (
            "$5/month",
            "3 instances",
            "comes to [$-instance/month]",
            "is the price per 'instance' too? then write it with '/instance'",
        ),
        (
            "$5/server/month",
            "3 instances",
            "",
            "what is counted in 'instance' is not priced per 'server'",
        ),
        ("$5/GB", "3 TB", "comes to [$]", "then write it with '/month'"),
        ("5/instance/month", "3 instances", "comes to [/month]", "check what the price is per"),
    ],
)
def test_what_comes_to_no_money_a_month_is_refused_at_its_price(price, quantity, what, mend):
    with pytest.raises(tf.Rejected) as refused:
        total(price, quantity)
    (problem,) = refused.value.problems
    assert problem.span.text == price
    assert what in problem.what
    assert mend in problem.mend
