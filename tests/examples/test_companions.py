"""The two small examples: they plan, their goals and claims hold, their sums are right.

Totals are worked out here by hand, in dollars a month of 730 hours.
"""

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from tenfold import api

EXAMPLES = Path(__file__).parents[2] / "examples"
COMPANIONS = ["small-saas", "llm-product"]
HOURS = 730
DAYS = Fraction(HOURS, 24)
MONTH = HOURS * 3600


@cache
def model(name):
    path = EXAMPLES / f"{name}.yaml"
    return api.read(path.read_text(encoding="utf-8"), path.name)


@cache
def plan(name, scenario=""):
    return api.plan(model(name), scenario=scenario)


def dollars(amount):
    return amount.value * MONTH


def test_every_example_is_tested():
    assert {path.stem for path in EXAMPLES.glob("*.yaml")} == {
        *COMPANIONS,
        "iot-pipeline",
        "video-service",
        "one-billion-users",
    }


@pytest.mark.parametrize("name", COMPANIONS)
def test_it_plans_with_nothing_missing_and_no_excuse(name):
    found = plan(name)
    assert (found.missing, found.excuses, found.warnings) == ((), (), ())


@pytest.mark.parametrize("name", COMPANIONS)
def test_all_its_goals_and_claims_hold(name):
    found = plan(name)
    assert found.goals
    assert [v.name for v in (*found.goals, *found.claims) if v.verdict != "holds"] == []


@pytest.mark.parametrize("name", COMPANIONS)
def test_every_price_of_a_provider_says_its_source_and_date(name):
    parts = model(name).components.values()
    figures = [figure for part in parts for figure in part.settings.values()]
    figures += [line.price for part in parts for line in part.bill if line.price]
    prices = [figure for figure in figures if "$" in figure.formula.text]
    assert prices
    assert [figure.name for figure in prices if not (figure.source and figure.as_of)] == []


@pytest.mark.parametrize("name", COMPANIONS)
def test_costs_never_fall_as_users_rise(name):
    costs = [step.cost.value for step in plan(name).steps]
    assert costs == sorted(costs)


# -- a small SaaS --------------------------------------------------------------------


def test_the_small_saas_fits_on_a_page():
    lines = (EXAMPLES / "small-saas.yaml").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 80
    assert max(map(len, lines)) <= 160


def test_the_small_saas_by_hand():
    found = plan("small-saas")
    # 20,000 users, 8,000 of them a day, 50 requests each: 400,000 a day
    requests = 400_000 * DAYS
    by_hand = {
        # ten times the mean of 4.63/s is 46.3/s; a server is planned at 36/s: two
        "app": 2 * Fraction("0.085") * HOURS,
        "balancer": Fraction("0.0225") * HOURS,
        # one server, and 20,000 x 5 MB = 100 GB
        "database": Fraction("0.318") * HOURS + 100 * Fraction("0.23"),
        # 20,000 x 20 MB = 400 GB
        "files": 400 * Fraction("0.023"),
        # 40 KB for each request, 100 GB of it free
        "traffic": (requests * 40_000 / 10**9 - 100) * Fraction("0.09"),
        # 1 KB for each request
        "logs": requests * 1_000 / 10**9 * Fraction("0.50"),
    }
    assert {part.name: dollars(part.cost) for part in found.components} == by_hand
    assert round(float(sum(by_hand.values())), 2) == 445.75
    # 400 subscribers at $12 bring $4,800
    assert found["margin"].value == 1 - sum(by_hand.values()) / 4_800


def test_the_small_saas_at_ten_times_the_users():
    # 463/s at the peak over 36/s, in whole servers
    found = api.plan(model("small-saas"), set={"users": "200K users"})
    assert found["app.instances"].value == 13
    assert found.total == plan("small-saas").steps[2].cost


def test_the_small_saas_has_one_range_and_stands_on_its_value():
    ranged = [name for name, figure in model("small-saas").assumptions.items() if figure.range]
    assert ranged == ["peak"]
    assert plan("small-saas")["peak"].value == 10


# -- a chat product --------------------------------------------------------------------


def test_the_chat_product_by_hand():
    found = plan("llm-product")
    # 200,000 users x 12 conversations x 6 messages
    messages = 14_400_000
    by_hand = {
        # 21.6B tokens in at $0.25 a million, 4.32B out at $2: $5,400 + $8,640
        "assistant": 21_600 * Fraction("0.25") + 4_320 * 2,
        # 5.5 messages/s at three times the mean, 20/s for each of two servers
        "gateway": 2 * Fraction("0.145") * HOURS,
        # a server, and a year of messages, 172.8M of 2 KB: 345.6 GB
        "history": Fraction("0.45") * HOURS + Fraction("345.6") * Fraction("0.23"),
        # 10,000 subscribers write 500 tickets, two seats at 89 euros of $1.10
        "support": 2 * 89 * Fraction("1.10"),
    }
    assert dollars(found["messages"]) == messages
    assert {part.name: dollars(part.cost) for part in found.components} == by_hand
    assert round(float(sum(by_hand.values())), 2) == 14_855.49


def test_the_chat_product_earns_ten_times_what_it_costs():
    found = plan("llm-product")
    # 10,000 subscribers at $15
    assert dollars(found["revenue"]) == 150_000
    assert found["margin"].value == 1 - found.total.value / found["revenue"].value


def test_own_gpus_pay_when_they_are_busy():
    # 60% of 14.4M messages: 3.29/s, 9.9/s at the peak, five servers that carry 2/s each
    servers = 5 * Fraction("0.8048") * HOURS
    saved = {saving.name: saving for saving in plan("llm-product").savings}
    assert dollars(saved["own_gpus"].alone) == Fraction("0.6") * 14_040 - servers
    # with 900 tokens for 1,500, a message that is bought is cheaper, and so is one that is not
    assert dollars(saved["shorter_prompts"].alone) == Fraction("0.4") * 5_400
    assert dollars(saved["own_gpus"].in_sequence) == Fraction("0.6") * (14_040 - 2_160) - servers


def test_own_gpus_do_not_pay_at_launch():
    # 360,000 messages cost $351 to buy; one server costs $587.50, busy or not
    saved = {saving.name: saving for saving in plan("llm-product", "at_launch").savings}
    by_hand = Fraction("0.6") * 351 - Fraction("0.8048") * HOURS
    assert dollars(saved["own_gpus"].alone) == by_hand < 0


def test_an_own_message_costs_a_third_of_a_bought_one():
    found = plan("llm-product")
    # 1,500 x $0.25/1M + 300 x $2/1M
    assert found["hosted_message"].value == Fraction("0.000975")
    # $0.8048 an hour buys 7,200 messages, a third of which are asked for
    assert found["own_message"].value == Fraction("0.8048") * 3 / 7_200
