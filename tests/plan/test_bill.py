"""The bill: a quantity is shown in the words that its price asks for."""

import pytest

import tenfold as tf

MODEL = """tenfold: 1
components:
  a: {{kind: custom, bill: [{{item: x, quantity: {quantity}, price: {price}}}]}}
"""


@pytest.mark.parametrize(
    ("quantity", "price", "shown"),
    [
        ("10 instances", "$0.315/instance/hour", "10 instances"),
        ("50 TB", "$0.17/GB/month", "50 TB"),
        ("1 TB/day", "$0.08/GB", "30.42 TB/month"),
        ("8 Mbit/month", "$0.005/GB", "1 MB/month"),
        ("1B tokens/day", "$2.50/1M tokens", "30.42B tokens/month"),
        ("40 MB/s", "$1/Mbps/month", "320 Mbit/s"),
        ("1M operations/minute", "$0.065/IOPS/month", "16,667 operations/s"),
        ("1M requests/month * 2 s/request", "$2/hour", "555.6 hours/month"),
        ("20 instances * 100 hours/month", "$1/instance/hour", "2,000 instance-hours/month"),
        ("5 users", "$20/user/year", "5 users"),
    ],
)
def test_a_quantity_is_told_in_the_words_of_its_price(quantity, price, shown):
    plan = tf.plan(tf.read(MODEL.format(quantity=quantity, price=price), "m.yaml"))
    (line,) = plan.components[0].lines
    assert str(line.quantity) == shown
