"""A catalogue is asked for what a model does not state, and says when it does not know."""

import tenfold as tf
from tenfold.errors import Source
from tenfold.laws.table import LAWS
from tenfold.model.file import read_model
from tenfold.plan.planner import make_plan
from tenfold.prices.catalogue import EMPTY, Ask, Missing, Offer

MODEL = """\
tenfold: 1
components:
  api: {kind: fleet, instances: 4, machine: small, region: north, price: $5/instance/month}
  web: {kind: fleet, instances: 4, machine: small, region: north}
  job: {kind: fleet, instances: 4, machine: huge}
"""


def prices(ask: Ask) -> Offer | Missing:
    if ask.attributes.get("machine") == "small":
        return Offer(tf.q("$7/instance/month"), "a list of prices", "2026-01-01")
    return Missing(ask, f"nobody sells {ask.attributes.get('machine')}")


def test_the_empty_catalogue_knows_nothing_and_says_what_would_mend_it():
    ask = Ask("a server", "price")
    assert EMPTY(ask) == Missing(ask, "state it as 'price'")


def test_what_the_model_states_goes_before_what_the_catalogue_offers():
    plan = make_plan(read_model(Source("m", MODEL)), LAWS, catalogue=prices)
    api, web, job = (component.lines[0] for component in plan.components)
    assert (str(api.cost), api.price_source) == ("$20.00/month", "stated in the model")
    assert (str(web.cost), web.price_source) == ("$28.00/month", "a list of prices")
    assert (str(job.cost), job.mend) == ("missing", "nobody sells huge")
    assert [line.component for line in plan.missing] == ["job"]
    assert str(plan.total) == "at least $48.00/month"


def test_an_ask_bears_the_words_of_its_component():
    asked = []

    def remember(ask: Ask) -> Missing:
        asked.append(ask)
        return Missing(ask, "")

    make_plan(read_model(Source("m", MODEL)), LAWS, catalogue=remember)
    assert [(a.what, a.stated, dict(a.attributes)) for a in asked] == [
        ("a server", "price", {"machine": "small", "region": "north"}),
        ("a server", "price", {"machine": "huge"}),
    ]


def test_a_price_that_is_missing_without_a_word_is_missing_all_the_same():
    plan = make_plan(read_model(Source("m", MODEL)), LAWS, catalogue=lambda ask: Missing(ask, ""))
    assert len(plan.missing) == 2
    assert plan.total.at_least
