"""A need gets a price: the model's own, the catalogue's, or none; and what is set on top of it.

A month is 730 hours. What acme sells is made up, so that its arithmetic is plain.
"""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tenfold as tf
from tenfold.prices import shelf
from tenfold.prices.shipped import PROVIDERS, catalogue_of, shipped

LINES = (
    "acme/small|instance|us-central1|on_demand|sustained=0.3|USD/instance/hour|0.1",
    "acme/small|instance|us-central1|commit_1y||USD/instance/hour|0.08",
    "acme/small|instance|us-central1|commit_3y|sustained=0.3|USD/instance/hour|0.05",
    "acme/small|instance|europe-west1|on_demand||USD/instance/hour|0.2",
    "acme/gpu-t4|instance|us-central1|on_demand||USD/GPU/hour|1",
    "acme/memory|instance|us-central1|on_demand||USD/GiB/hour|0.01",
    "acme/euro|instance|us-central1|on_demand||EUR/instance/month|10",
    "acme/db|instance|us-central1|on_demand|availability=zonal|USD/instance/hour|1",
    "acme/db|instance|us-central1|on_demand|availability=regional|USD/instance/hour|2",
    "acme/wire|bytes|north-america|on_demand||USD/GiB|0.12 to 1000, 0.08",
    "acme/cdn|bytes|north-america|on_demand||USD/GiB|0.1 to 1000, ?",
    "acme/rule|instance|global|on_demand||USD/rule/hour|2 to 3, 1",
    "acme/model|tokens_in|global|on_demand||USD/1M tokens|10",
    "acme/model|tokens_out|global|on_demand||USD/1M tokens|30",
    "acme/blocks|requests|global|on_demand||USD/1M requests|2; packages of 1000000; at least 5",
)
HOURS = 730


@pytest.fixture(scope="module")
def acme(sold):
    return sold(*LINES)


@pytest.fixture
def priced(make, acme):
    """The plan of the docstring, priced by what acme sells."""
    return lambda scenario="", **changes: make(scenario, acme, **changes)


def only(plan):
    (line,) = (line for component in plan.components for line in component.lines)
    return line


def costs(plan):
    return {line.item: str(line.cost) for part in plan.components for line in part.lines}


def exact(amount):
    """Dollars a month, from dollars a second."""
    return Fraction(amount.value) * 3600 * HOURS


# -- whose price it is -----------------------------------------------------------------


def test_what_the_model_does_not_state_the_catalogue_says(priced):
    """
    prices: {region: us-central1}
    components: {api: {kind: fleet, instances: 2, machine: acme/small}}
    """
    # 2 * $0.1 * 730 = $146
    line = only(priced())
    assert (str(line.cost), str(line.price)) == ("$146.00/month", "$0.10/instance/hour")
    assert line.price_source == "acme/small, us-central1, on demand"
    assert line.seen_on == "2026-01-01"
    assert [row.product for row in line.rows] == ["acme/small"]


def test_what_the_model_states_goes_before_the_list(priced):
    """
    prices: {region: us-central1}
    components: {api: {kind: fleet, instances: 2, machine: acme/small, price: $7/instance/month}}
    """
    line = only(priced())
    assert (str(line.cost), line.price_source, line.rows) == (
        "$14.00/month",
        "stated in the model",
        (),
    )


def test_what_nobody_prices_is_missing_and_makes_every_total_at_least(priced):
    """
    prices: {region: us-central1}
    components:
      api: {kind: fleet, instances: 2, machine: acme/small}
      job: {kind: fleet, instances: 2, machine: acme/smal}
    """
    plan = priced()
    assert str(plan.total) == "at least $146.00/month"
    (missing,) = plan.missing
    assert (missing.component, str(missing.cost)) == ("job", "missing")
    assert missing.mend.startswith("acme's list has no 'acme/smal': the nearest is 'acme/small'")


def test_what_is_ambiguous_is_refused_where_the_product_is_named(refused, acme):
    """
    components:
      api: {kind: fleet, instances: 2, machine: acme/small}
      db: {kind: custom, bill: [{item: a, quantity: 1 instance, product: acme/db}]}
    """
    where, which = refused(catalogue=acme)
    assert where.startswith("3:45 T602 'acme/small' has prices in 2 regions: us-central1, europe-w")
    assert which == (
        "4:29 T602 'acme/db' in us-central1 has 2 prices by instance: availability: zonal at"
        " 1 USD/instance/hour; availability: regional at 2 USD/instance/hour"
        " | say which: 'availability: zonal'"
    )


def test_a_term_that_a_component_asks_for_by_a_wrong_name_is_refused(refused, acme):
    """
    prices: {region: us-central1}
    components: {api: {kind: fleet, instances: 2, machine: acme/small, term: commit_5y}}
    """
    assert refused(catalogue=acme) == [
        "3:74 T604 'commit_5y' is no term that has prices | did you mean 'commit_1y'?"
    ]


def test_words_that_name_no_product_ask_for_nothing(priced):
    """
    components: {api: {kind: fleet, instances: 2, machine: a big one, term: by the hour}}
    """
    assert priced().missing[0].mend == "state it as 'price'"


# -- prefer: list ----------------------------------------------------------------------


def test_a_list_that_is_preferred_replaces_what_it_has_and_no_more(make, acme):
    """
    prices: {region: us-central1, prefer: list}
    components:
      api: {kind: fleet, instances: 2, machine: acme/small, price: $7/instance/month}
      job: {kind: fleet, instances: 2, machine: acme/none, price: $7/instance/month}
      web: {kind: fleet, instances: 2, price: $7/instance/month}
    """
    plan = make("", acme)
    assert [str(c.cost) for c in plan.components] == [
        "$146.00/month", "$14.00/month", "$14.00/month"
    ]  # fmt: skip
    assert not plan.missing
    (pin,) = plan.pins
    assert (pin.name, pin.by, str(pin.value), str(pin.instead_of)) == (
        "api.price", "the price list", "$0.10/instance/hour", "$7.00/instance/month"
    )  # fmt: skip
    assert str(make("", acme, prices__prefer="stated").total) == "$42.00/month"


def test_a_request_that_the_list_sells_by_the_token_is_paid_by_the_token(make, acme):
    """
    components:
      llm: {kind: llm, requests: 1M requests/month, tokens_in: 500 tokens/request,
        tokens_out: 100 tokens/request, price: $0.5/request, model: acme/model,
        price_in: $1/1M tokens}
    """
    stated = make("", acme)
    # 500M tokens at $1 stated; 100M at $30 of the list; and 1M requests at $0.5
    assert costs(stated) == {
        "hosted": "$500,000/month", "tokens_in": "$500.00/month", "tokens_out": "$3,000/month"
    }  # fmt: skip
    listed = make("", acme, prices__prefer="list")
    # 500M tokens at $10, 100M at $30, and no request is paid for twice
    assert str(listed.total) == "$8,000/month"
    assert costs(listed)["tokens_in"] == "$5,000/month"
    assert costs(listed).get("hosted", "$0/month") == "$0/month"


# -- on top of the list ----------------------------------------------------------------


def test_what_builds_on_a_price_builds_on_the_lists(make, acme):
    """
    prices: {region: us-central1}
    components:
      api: {kind: fleet, instances: 2, machine: acme/small}
      own: {kind: custom, bill: [{item: a, quantity: 1 instance, product: acme/small}]}
    scenarios: {dear: {set: {api.price: api.price * 3}}}
    strategies: {half: {set: {api.price: 50% of api.price, own.a.price: 50% of own.a.price}}}
    """
    plan = make("", acme)
    assert costs(plan) == {"instances": "$146.00/month", "a": "$73.00/month"}
    assert str(plan.savings[0].alone) == "$109.50/month"
    assert str(make("", acme, api__price="api.price * 2")["api.cost"]) == "$292.00/month"
    assert str(make("", acme, api__price="$1/instance/month")["api.cost"]) == "$2.00/month"
    assert str(make("", acme, own__a__price="own.a.price * 2")["own.cost"]) == "$146.00/month"
    dear = make("dear", acme)
    assert str(dear["api.cost"]) == "$438.00/month"
    (pin,) = dear.pins
    assert (pin.by, str(pin.value), str(pin.instead_of)) == (
        "scenario dear", "$0.30/instance/hour", "$0.10/instance/hour"
    )  # fmt: skip
    twice = make("dear", acme, api__price="api.price * 2")
    assert str(twice["api.cost"]) == "$876.00/month"


def test_a_risk_builds_on_the_price_of_the_list(model, acme):
    """
    prices: {region: us-central1}
    components: {api: {kind: fleet, instances: 2, machine: acme/small}}
    risks: {dearer: {probability: 25%, set: {api.price: api.price * 2}}}
    """
    risk = tf.risk(model, worlds=1024, catalogue=acme)
    draws = risk.draws("api.cost")
    assert set(np.round(draws, 6).tolist()) == {146.0, 292.0}
    assert (draws > 200).mean() == pytest.approx(0.25, abs=0.01)


def test_a_price_that_the_list_lacks_can_be_set(make, refused, acme):
    """
    prices: {region: us-central1}
    components:
      api: {kind: fleet, instances: 2, machine: acme/none, bill: [
        {item: a, quantity: 1 instance, product: acme/none}, {item: b, quantity: 1 instance}]}
    """
    set_ = make("", acme, api__price="$3/instance/month")
    assert costs(set_) == {"instances": "$6.00/month", "a": "missing", "b": "missing"}
    assert str(make("", acme, api__a__price="$4/instance/month")["api.a.cost"]) == "$4.00/month"
    (told,) = refused(catalogue=acme, api__price="api.price * 2")
    assert told.startswith("1:1 T105 unknown name 'api.price'")


def test_a_price_in_tiers_can_be_replaced_and_built_on(make, acme):
    """
    prices: {region: us-central1}
    components: {out: {kind: edge, bytes: 3000 GiB/month, service: acme/wire}}
    """
    # 1,000 at $0.12 and 2,000 at $0.08
    assert str(make("", acme).total) == "$280.00/month"
    assert str(make("", acme, out__price="$0.2/GiB").total) == "$600.00/month"
    assert str(make("", acme, out__price="2 * out.price").total) == "$560.00/month"
    nothing = make("", acme, out__price="2 * out.price", out__bytes="0 GiB/month")
    assert str(nothing.total) == "$0/month"


def test_a_risk_can_change_a_price_in_tiers(make, acme):
    """
    prices: {region: us-central1}
    components: {out: {kind: edge, bytes: 3000 GiB/month, service: acme/wire}}
    risks:
      dearer: {probability: 50%, set: {out.price: 2 * out.price}}
      flat: {probability: 50%, set: {out.price: $1/GiB}}
    """
    assert str(make("", acme).total) == "$280.00/month"


def test_a_figure_elsewhere_speaks_of_a_price_whoever_says_it(priced):
    """
    prices: {region: us-central1, own: {acme/mine: $2/instance/month}}
    components:
      api: {kind: fleet, instances: 2, machine: acme/small}
      job: {kind: fleet, instances: 2, machine: acme/mine}
      out: {kind: edge, bytes: 3000 GiB/month, service: acme/wire}
    figures:
      twice: 2 * api.price
      own: 2 * job.price
      mean: out.price
    """
    plan = priced()
    assert [str(plan[name]) for name in ("twice", "own", "mean")] == [
        "$0.20/instance/hour", "$4.00/instance/month", "$0.09333/GiB"
    ]  # fmt: skip


# -- terms -----------------------------------------------------------------------------


def test_a_commitment_is_paid_for_used_or_not(priced):
    """
    prices: {region: us-central1}
    components:
      api: {kind: fleet, instances: 10, average_load: 20%, machine: acme/small}
    """
    # on demand 2 of 10 run: 2 * $0.1 * 730; committed to, all 10 are paid for: 10 * $0.05 * 730
    assert str(priced().total) == "$146.00/month"
    line = only(priced(prices__term="commit_3y"))
    assert (str(line.cost), str(line.quantity)) == ("$365.00/month", "10 instances")
    assert str(priced(api__term="commit_3y").total) == "$365.00/month"


def test_terms_are_set_by_a_scenario_a_strategy_and_by_hand(priced):
    """
    prices: {region: us-central1}
    components: {api: {kind: fleet, instances: 10, machine: acme/small}}
    scenarios: {bound: {set: {prices.term: commit_1y}}, away: {set: {prices.region: europe-west1}}}
    strategies: {commit: {set: {prices.term: commit_3y}}}
    """
    # 7,300 hours: $730 on demand, $584 for a year, $365 for three, $1,460 in Europe
    plan = priced()
    assert (str(plan.total), str(plan.savings[0].alone)) == ("$730.00/month", "$365.00/month")
    assert str(priced("bound").total) == "$584.00/month"
    assert str(priced("away").total) == "$1,460/month"
    assert str(priced("bound", prices__term="on_demand").total) == "$730.00/month"


def test_what_cannot_be_committed_to_is_bought_on_demand_where_the_model_is(priced):
    """
    prices: {region: us-central1, term: commit_3y}
    components:
      llm: {kind: fleet, instances: 1, machine: acme/gpu-t4}
    """
    line = only(priced())
    assert str(line.cost) == "$730.00/month"
    assert line.price_source == "acme/gpu-t4, us-central1, on demand: no commit_3y price is known"


def test_a_term_of_the_component_itself_falls_back_to_nothing(priced):
    """
    prices: {region: us-central1}
    components: {llm: {kind: fleet, instances: 1, machine: acme/gpu-t4, term: commit_3y}}
    """
    assert priced().missing[0].mend == (
        "'acme/gpu-t4' in us-central1 is priced on_demand; or state it as 'price'"
    )


def test_a_risk_cannot_set_what_is_in_words(refused, acme):
    """
    prices: {region: us-central1}
    components: {api: {kind: fleet, instances: 2, machine: acme/small}}
    risks: {lapse: {probability: 10%, set: {prices.term: commit_1y}}}
    """
    (told,) = refused(catalogue=acme)
    assert told.startswith("4:41 T512 risk lapse sets 'prices.term', which is in words")


# -- what is taken off, parts, and what is rented --------------------------------------


@settings(max_examples=25, deadline=None)
@given(
    count=st.integers(1, 500),
    parts=st.tuples(st.integers(1, 8), st.integers(1, 640)),
    off=st.tuples(st.integers(0, 100), st.integers(0, 100)),
    sustained=st.booleans(),
)
def test_parts_add_and_discounts_multiply_exactly(acme, count, parts, off, sustained):
    gpus, memory = parts
    model = tf.model({
        "prices": {
            "region": "us-central1",
            "sustained_use": str(sustained).lower(),
            "discounts": {
                "all": f"{off[0]}%",
                "small": {"of": "acme/small", "rate": f"{off[1]}%"},
                "other": {"of": "apex", "rate": "90%"},
                "bound": {"term": "commit_1y", "rate": "90%"},
            },
        },
        "components": {
            "api": {
                "kind": "fleet",
                "instances": f"{count} instances",
                "machine": f"acme/small + {gpus} x T4 + {memory} GiB of acme/memory",
            }
        },
    })  # fmt: skip
    plan = tf.plan(model, catalogue=acme, sampling=None)
    left, small = (Fraction(100 - share, 100) for share in off)
    one = Fraction(1, 10) * small * (Fraction(7, 10) if sustained else 1)
    one = (one + gpus + memory * Fraction(1, 100)) * left
    assert exact(plan.total) == count * HOURS * one


def test_sustained_use_is_for_what_is_not_committed_to(priced):
    """
    prices: {region: us-central1, sustained_use: true}
    components: {api: {kind: fleet, instances: 10, machine: acme/small}}
    """
    # 30% less than $730; a commitment is $365 as it is
    assert str(priced().total) == "$511.00/month"
    assert str(priced(prices__term="commit_3y").total) == "$365.00/month"


def test_a_discount_can_be_set_and_doubted(make, model, acme):
    """
    prices: {region: us-central1, discounts: {contract: 10% to 30%}}
    components: {api: {kind: fleet, instances: 10, machine: acme/small}}
    """
    assert str(make("", acme, discounts__contract="50%").total) == "$365.00/month"
    risk = tf.risk(model, worlds=512, catalogue=acme)
    off, cost = risk.draws("discounts.contract"), risk.draws("total.cost")
    assert np.allclose(cost, 730 * (1 - off / 100))


def test_a_discount_takes_off_what_is_stated_nothing(priced):
    """
    prices: {region: us-central1, discounts: {contract: 50%}}
    components: {api: {kind: fleet, instances: 10, price: $1/instance/month}}
    """
    assert str(priced().total) == "$10.00/month"


@pytest.mark.parametrize(
    ("off", "told"),
    [
        ("12 users", "'discounts.it' is in [user], and a discount is a share | write '12%'"),
        ("12", "'discounts.it' is 12, and a share lies between 0% and 100% | write '12%'"),
        ("150%", ("'discounts.it' is 150%, and a share lies between 0% and 100% | write at most"
         " 100%")),
        ("-5%", ("'discounts.it' is -5%, and a share lies between 0% and 100% | write at most"
         " 100%")),
    ],
)  # fmt: skip
def test_a_discount_is_a_share(off, told, acme):
    component = {"kind": "fleet", "instances": "1 instance", "machine": "acme/small"}
    prices = {"region": "us-central1", "discounts": {"it": off}}
    with pytest.raises(tf.Rejected) as refused:
        tf.plan(tf.model({"prices": prices, "components": {"api": component}}), catalogue=acme)
    (problem,) = refused.value.problems
    assert f"{problem.code} {problem.what} | {problem.mend}" == f"T407 {told}"


def test_parts_that_are_priced_by_other_things_are_refused(refused, acme):
    """
    prices: {region: us-central1}
    components: {api: {kind: fleet, instances: 2, machine: acme/small + acme/memory}}
    """
    assert refused(catalogue=acme) == [
        (
            "3:56 T301 'acme/small + acme/memory' of fleet 'api': cannot add [$/instance/hour] and"
            " [$/GiB/hour]: they do not measure the same thing"
            " | say how much of each is in one: '10 GiB of gcp/redis-basic-m2'"
        )
    ]


def test_what_is_rented_takes_the_word_of_its_law(priced):
    """
    prices: {region: us-central1}
    components:
      api: {kind: fleet, load: 9 queries/s, throughput: 2 queries/s/pod, machine: acme/small}
      mem: {kind: cache, nodes: 3 nodes, machine: 10 GiB of acme/memory}
      k8s: {kind: kubernetes, clusters: 2 clusters, service: acme/small}
      gpu: {kind: llm, servers: 2 instances, machine: acme/T4}
      db: {kind: sql, shards: 2 shards, replicas_per_shard: 1, machine: acme/db,
        availability: regional}
    """
    plan = priced()
    told = {
        f"{part.name}.{line.item}": str(line.price)
        for part in plan.components
        for line in part.lines
    }
    assert told == {
        "api.instances": "$0.10/pod/hour",
        "mem.nodes": "$0.10/node/hour",
        "k8s.clusters": "$0.10/cluster/hour",
        "gpu.servers": "$1.00/instance/hour",
        "db.primaries": "$2.00/instance/hour",
        "db.replicas": "$1.00/replica/hour",
    }
    # 5 pods $365, 3 nodes $219, 2 clusters $146, 2 servers $1,460; 2 * ($2 + $1) * 730 = $4,380
    assert str(plan.total) == "$6,570/month"


def test_two_currencies_need_an_exchange_rate(make, refused, acme):
    """
    prices: {region: us-central1}
    components: {api: {kind: fleet, instances: 2, machine: acme/euro}}
    """
    assert refused(catalogue=acme) == [
        (
            "3:14 T302 'acme/euro' of fleet 'api' is paid in EUR, the model counts in USD"
            " | declare the rate: 'exchange: {EUR: ...}'"
        )
    ]


def test_a_list_in_another_currency_is_exchanged(priced):
    """
    exchange: {EUR: $1.10}
    prices: {region: us-central1}
    components: {api: {kind: fleet, instances: 2, machine: acme/euro}}
    """
    line = only(priced())
    assert (str(line.price), str(line.cost)) == ("€10.00/instance/month", "$22.00/month")


# -- tiers -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "cost", "missing"),
    [
        ("0 GiB/month", "$0/month", 0),
        ("1000 GiB/month", "$100.00/month", 0),
        ("1001 GiB/month", "at least $100.00/month", 1),
    ],
)
def test_a_rate_that_nobody_publishes_is_at_least_past_its_tier_alone(sent, cost, missing, acme):
    component = {"kind": "edge", "bytes": sent, "service": "acme/cdn"}
    model = tf.model({"prices": {"region": "us-central1"}, "components": {"out": component}})
    plan = tf.plan(model, catalogue=acme)
    assert str(plan.total) == cost
    assert len([line for line in plan.missing if line.mend]) == missing


def test_packages_and_a_minimum_are_paid_through_a_plan(priced):
    """
    components: {x: {kind: custom, bill: [
      {item: few, quantity: 10 requests/month, product: acme/blocks},
      {item: many, quantity: 3.5M requests/month, product: acme/blocks}]}}
    """
    # one million is $2, at least $5; four are $8, and together they are no more
    plan = priced()
    alone = {line.item: str(line.cost) for line in plan.components[0].lines}
    assert alone == {"few": "$5.00/month", "many": "$8.00/month"}
    assert str(plan.total) == "$8.00/month"


def test_two_of_what_is_priced_in_tiers_reach_them_twice_as_soon(priced):
    """
    prices: {region: us-central1}
    components: {x: {kind: custom, bill: [
      {item: pairs, quantity: 1000 GiB/month, product: 2 x acme/wire},
      {item: ones, quantity: 2000 GiB/month, product: acme/wire}]}}
    """
    assert costs(priced()) == {"pairs": "$200.00/month", "ones": "$200.00/month"}


def test_tiers_are_reached_together_by_what_is_counted_alike(priced):
    """
    prices: {region: us-central1}
    components:
      a: {kind: edge, bytes: 600 GiB/month, service: acme/wire}
      b: {kind: edge, bytes: 20 GiB/day, service: acme/wire}
      pods: {kind: fleet, instances: 4 pods, machine: acme/rule}
      nodes: {kind: fleet, instances: 4 nodes, machine: acme/rule}
    """
    # 600 + 20 * 730 / 24 = 1,208.33 GiB: 1,000 at $0.12, the rest at $0.08;
    # four pods and four nodes are no eight of anything: 3 at $2 and 1 at $1, twice
    plan = priced()
    rest = Fraction(600) + Fraction(20 * HOURS, 24) - 1000
    assert exact(plan.total) == 120 + rest * Fraction(8, 100) + 2 * 7 * HOURS


# -- prices of the model's own ---------------------------------------------------------


def test_an_own_price_stands_before_the_list_and_after_what_is_stated(priced):
    """
    prices:
      region: us-central1
      discounts: {all: 50%}
      own: {acme/small: {value: $0.3/instance/hour, as_of: 2025-05-05}}
    components:
      api: {kind: fleet, instances: 1 pod, machine: acme/small + 2 x T4}
      job: {kind: fleet, instances: 1, machine: acme/small, price: $5/instance/month}
    """
    # what is agreed on is not discounted again: $0.3, and two T4 at half of $1
    plan = priced()
    api, job = (part.lines[0] for part in plan.components)
    assert (str(api.price), str(api.cost)) == ("$1.30/pod/hour", "$949.00/month")
    assert api.price_source == "acme/small, own price + 2 x acme/gpu-t4, us-central1, on demand"
    assert api.seen_on == "2025-05-05"
    assert (str(job.cost), job.price_source) == ("$5.00/month", "stated in the model")


def test_an_own_price_in_tiers_rests_on_figures_of_the_model(make, acme):
    """
    assumptions: {most: 500 GiB/month, rate: $0.10/GiB}
    prices:
      region: us-central1
      own:
        acme/wire:
          tiers: [{up_to: most, price: rate}, {up_to: 4 * most, price: 50% of rate},
            {price: $0.01/GiB}]
    components: {out: {kind: edge, bytes: 3000 GiB/month, service: acme/wire}}
    """
    # 500 at $0.10, 1,500 at $0.05, 1,000 at $0.01
    assert str(make("", acme).total) == "$135.00/month"
    assert str(make("", acme, rate="$0.2/GiB").total) == "$260.00/month"
    assert str(make("", acme, most="1000 GiB/month").total) == "$200.00/month"


OWN = """\
tenfold: 1
prices: {{region: us-central1, own: {{acme/own: {own}}}}}
components: {{api: {{kind: fleet, instances: 2, machine: {machine}}}}}
"""


@pytest.mark.parametrize(
    ("own", "problem"),
    [
        ("5 users", "T301"),
        ("$5/GB", "T301"),
        ("{tiers: [{up_to: 5 users, price: $5/GiB}, {price: $1/GiB}]}", "T301"),
        ("{tiers: [{up_to: 5 GiB/month, price: $5/GiB}, {price: $1/node}]}", "T301"),
        ("nonsense * 2", "T105"),
    ],
)
@pytest.mark.parametrize("machine", ["acme/own", "3 x acme/own"])
def test_an_own_price_of_something_else_is_refused_in_a_sentence(own, problem, machine, acme):
    with pytest.raises(tf.Rejected) as refused:
        tf.plan(tf.read(OWN.format(own=own, machine=machine)), catalogue=acme)
    assert {found.code for found in refused.value.problems} == {problem}


@pytest.mark.parametrize("own", ["5 users", "$5/GB"])
def test_what_does_not_add_up_to_a_price_is_refused_in_a_sentence(own, acme):
    with pytest.raises(tf.Rejected, match="T301"):
        tf.plan(tf.read(OWN.format(own=own, machine="acme/small + own")), catalogue=acme)


def test_a_price_in_tiers_is_no_part_of_another(acme):
    own = "{tiers: [{up_to: 5 instances, price: $5/instance/month}, {price: $1/instance/month}]}"
    alone, beside = (
        tf.plan(tf.read(OWN.format(own=own, machine=machine)), catalogue=acme)
        for machine in ("acme/own", "acme/small + own")
    )
    assert str(alone.total) == "$10.00/month"
    assert beside.missing[0].mend == "what is priced in tiers cannot be a part of something"


# -- between two plans -----------------------------------------------------------------

PRICES = """\
tenfold: 1
prices: {region: us-central1, term: on_demand, discounts: {all: 10%}, own: {acme/own: $1/pod/month}}
components:
  api: {kind: fleet, instances: 10, machine: acme/small}
  own: {kind: fleet, instances: 10 pods, machine: acme/own}
"""


@pytest.mark.parametrize(
    ("written", "instead", "changed"),
    [
        # 7,300 hours at $0.1, $0.05 and, where all month is cheaper, $0.07; less 10%
        ("on_demand", "commit_3y", ("prices.term", "on_demand", "commit_3y", "-$328.50/month")),
        ("term: on_demand, ", "", ("prices.term", "on_demand", "—", "$0/month")),
        ("term: ", "sustained_use: true, term: ", ("prices.sustained_use", "—", "true",
         "-$197.10/month")),
        ("10%", "20%", ("discounts.all", "10%", "20%", "-$73.00/month")),
        ("$1/pod", "$2/pod", ("prices.own.acme/own", "$1/pod/month", "$2/pod/month", "None")),
    ],
)  # fmt: skip
def test_a_change_of_how_a_model_buys_is_named(written, instead, changed, acme):
    assert written in PRICES
    before, after = (
        tf.plan(tf.read(text), catalogue=acme, sampling=None)
        for text in (PRICES, PRICES.replace(written, instead))
    )
    (found,) = tf.compare(before, after).changes
    assert (found.name, found.before, found.after, str(found.effect)) == changed


# -- how much is read ------------------------------------------------------------------


def test_a_plan_that_needs_three_prices_reads_the_rows_of_three_products(monkeypatch):
    read, fetched = [], []
    real = shelf.read_row
    monkeypatch.setattr(shelf, "read_row", lambda cells: read.append(cells[0]) or real(cells))
    tables = {shelf_.provider: shelf_.data for shelf_ in shipped().shelves}
    fetch = {name: lambda name=name: fetched.append(name) or tables[name]() for name in PROVIDERS}
    model = tf.read(
        "tenfold: 1\nprices: {region: us-central1}\ncomponents:\n"
        "  api: {kind: fleet, instances: 2, machine: gcp/n1-standard-8 + T4}\n"
        "  job: {kind: fleet, instances: 2, machine: gcp/n1-standard-8}\n"
        "  out: {kind: edge, bytes: 1 PB/month, service: gcp/internet-egress}\n"
    )
    tf.plan(model, catalogue=catalogue_of(fetch, "mine"), sampling=None)
    assert set(read) == {"gcp/n1-standard-8", "gcp/gpu-t4", "gcp/internet-egress"}
    assert len(read) == sum(len(shipped().rows(product)) for product in set(read))
    assert fetched == ["gcp"]


def test_a_table_that_cannot_be_read_is_refused_and_not_left_out(model, sold):
    """
    prices: {region: us-central1}
    components: {api: {kind: fleet, instances: 2, machine: acme/small}}
    """
    with pytest.raises(tf.Rejected) as refused:
        tf.plan(model, catalogue=sold(LINES[0].replace("0.1", "1e999"), LINES[2]))
    (problem,) = refused.value.problems
    assert (problem.code, problem.span.source.name, problem.span.line) == ("T601", "acme.csv", 2)


# -- what fits nothing, what is paid for idle, what is picked ----------------------------


def test_terms_that_nothing_is_bought_on_are_told(priced):
    """
    prices:
      region: us-central1
      discounts: {slip: {of: acmee, rate: 5%}, good: {of: acme, rate: 5%}}
      own: {acme/smal: $1/instance/hour}
    components: {api: {kind: fleet, instances: 2, machine: acme/small}}
    """
    told = [(warning.code, warning.what) for warning in priced().warnings]
    assert told == [
        ("T594", "no list price is under the discount 'slip'"),
        ("T594", "nothing is priced by the model's own 'acme/smal'"),
    ]


def test_a_part_that_is_committed_is_paid_for_idle_and_the_rest_is_not(priced):
    """
    prices: {region: us-central1, term: commit_3y}
    components:
      api: {kind: fleet, instances: 10, average_load: 20%, machine: acme/small + T4}
    """
    # ten machines at $0.05 held, two GPUs at $1 in use: (10 * 0.05 + 2 * 1) * 730
    line = only(priced())
    assert (str(line.cost), str(line.quantity)) == ("$1,825/month", "10 instances")


def test_what_is_committed_as_a_whole_is_counted_as_held(priced):
    """
    prices: {region: us-central1, term: commit_3y}
    components: {api: {kind: fleet, instances: 10, average_load: 20%, machine: acme/small}}
    """
    line = only(priced())
    assert (str(line.cost), str(line.quantity)) == ("$365.00/month", "10 instances")


def test_brackets_pick_one_of_several_prices(priced):
    """
    prices: {region: us-central1}
    components:
      db: {kind: fleet, instances: 1, machine: "acme/db[availability=regional]"}
      odd: {kind: fleet, instances: 1, machine: "acme/small[availability=regional]"}
    """
    plan = priced()
    assert str(plan["db.cost"]) == "$1,460/month"
    (missing,) = plan.missing
    assert missing.mend.startswith("no price of 'acme/small' in us-central1 is for availability")


def test_a_price_set_in_the_place_of_the_lists_is_no_longer_the_lists(priced):
    """
    prices: {region: us-central1, term: commit_3y}
    components: {api: {kind: fleet, instances: 10, average_load: 20%, machine: acme/small}}
    """
    line = only(priced(**{"api.price": "$1/instance/month"}))
    assert (line.rows, line.price_source, str(line.cost)) == ((), "set by set", "$10.00/month")
    above = only(priced(**{"api.price": "api.price * 2"}))
    assert above.rows
    assert str(above.cost) == "$730.00/month"


@given(st.integers(1, 5000), st.integers(1, 5000))
@settings(max_examples=20)
def test_lines_at_one_tiered_price_come_to_what_the_provider_adds_up(acme, one, two):
    """Each costs what it would alone; the part beside them makes it what all cost together."""
    text = (
        "tenfold: 1\nprices: {region: us-central1}\ncomponents:\n"
        f"  a: {{kind: edge, bytes: {one} GiB/month, service: acme/wire}}\n"
        f"  b: {{kind: edge, bytes: {two} GiB/month, service: acme/wire}}\n"
    )
    plan = tf.plan(tf.read(text), catalogue=acme, sampling=None)

    def alone(size):
        return Fraction(12, 100) * min(size, 1000) + Fraction(8, 100) * max(size - 1000, 0)

    assert exact(plan["a.cost"]) == alone(one)
    assert exact(plan.total) == alone(one + two)
    assert exact(plan["shared_tiers.cost"]) == alone(one + two) - alone(one) - alone(two)


def test_an_unknown_tier_that_lines_reach_together_makes_the_total_at_least(priced):
    """
    prices: {region: us-central1}
    components:
      a: {kind: edge, bytes: 800 GiB/month, service: acme/cdn}
      b: {kind: edge, bytes: 800 GiB/month, service: acme/cdn}
    """
    plan = priced()
    assert (str(plan["a.cost"]), str(plan.total)) == ("$80.00/month", "at least $100.00/month")
    reached = priced(**{"a.bytes": "1,200 GiB/month"})
    assert str(reached.total) == "at least $100.00/month"
    assert priced(**{"a.bytes": "100 GiB/month"}).total.open is False


def test_what_is_committed_and_not_used_is_paid_for_where_nothing_runs(priced):
    """
    prices: {region: us-central1, term: commit_3y}
    components:
      api: {kind: fleet, instances: 10, average_load: 0%, machine: acme/small + T4}
    """
    assert str(priced().total) == "$365.00/month"


def test_what_is_bought_on_other_terms_than_asked_is_told(priced):
    """
    prices: {region: us-central1, term: commit_3y}
    components:
      api: {kind: fleet, instances: 1, machine: "10 GiB of acme/memory"}
      db: {kind: fleet, instances: 1, machine: "acme/db[availability=zonal]"}
    """
    told = [warning.what for warning in priced().warnings]
    assert told == ["bought on demand: no commit_3y price is known: api.instances, db.instances"]


def test_requests_that_a_service_charges_for_elsewhere_are_missing_and_not_free(make, sold):
    """
    components:
      cdn: {kind: edge, bytes: 1 GiB/month, requests: 5/month * 1 request, service: acme/cdn,
            region: us-central1}
    """
    lines = (*LINES, "acme/cdn|requests|europe|on_demand||USD/request|1")
    plan = make("", sold(*lines))
    assert [line.item for line in plan.missing] == ["requests"]
    assert plan.total.at_least


TIERS = (
    "{acme/wire: {tiers: [{up_to: 9 TB/month, price: $5/GB},"
    " {up_to: 5 TB/month, price: $4/GB}, {price: $2/GB}]}}"
)


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ("{acme/small: -$0.1/instance/hour}", "T503 a price cannot be below none"),
        (
            TIERS,
            "T503 the tiers do not ascend: '5 TB/month' is no more than the one before it",
        ),
        ("{acme/model: $1/1M tokens}", "T602 'acme/model' is priced by several things"),
    ],
)
def test_an_own_price_that_cannot_be(acme, own, told):
    text = (
        f"tenfold: 1\nprices: {{region: us-central1, own: {own}}}\ncomponents:\n"
        "  a: {kind: fleet, instances: 2, machine: acme/small}\n"
        "  b: {kind: edge, bytes: 30 TB/month, service: acme/wire}\n"
        "  c: {kind: llm, requests: 1M requests/month, model: acme/model,"
        " tokens_in: 10 tokens/request}\n"
    )
    with pytest.raises(tf.Rejected) as error:
        tf.plan(tf.read(text), catalogue=acme, sampling=None)
    found = [f"{problem.code} {problem.what}" for problem in error.value.problems]
    assert any(line.startswith(told) for line in found), found


@pytest.mark.parametrize(
    ("said", "cost"),
    [
        ("price: $0.002/request, tokens_in: 1000 tokens/request", "$2,000/month"),
        ("price: $0.002/request, tokens_in: 1000 tokens/request, tokens_out: 100 tokens/request",
         "$13,000/month"),
    ],
)  # fmt: skip
def test_a_request_gives_way_to_tokens_where_the_list_has_all_of_them(acme, said, cost):
    text = (
        "tenfold: 1\nprices: {region: us-central1, prefer: PREFER}\ncomponents:\n"
        f"  ai: {{kind: llm, requests: 1M requests/month, model: acme/model, {said}}}\n"
    )
    for prefer, total in (("stated", "$2,000/month"), ("list", cost)):
        plan = tf.plan(tf.read(text.replace("PREFER", prefer)), catalogue=acme, sampling=None)
        assert str(plan.total) == total, prefer


def test_a_gpu_without_its_host_is_told(priced):
    """
    prices: {region: us-central1}
    components:
      alone: {kind: fleet, instances: 1, machine: acme/gpu-t4}
      whole: {kind: fleet, instances: 1, machine: acme/small + T4}
    """
    told = [(warning.code, warning.what) for warning in priced().warnings]
    what = "'alone.instances' is a GPU without its host: the list sells acme/gpu-t4 by itself"
    assert told == [("T597", what)]


def test_a_price_set_where_the_list_ends_stands_and_none_is_built_on_it(make, acme, refused):
    """
    prices: {region: us-central1}
    components: {out: {kind: edge, bytes: 3000 GiB/month, service: acme/cdn}}
    """
    assert str(make("", acme).total) == "at least $100.00/month"
    assert str(make("", acme, out__price="$0.2/GiB").total) == "$600.00/month"
    (told,) = refused(catalogue=acme, out__price="2 * out.price")
    assert told == (
        "1:1 T505 'out.price' builds on a price list that does not say what all of it costs"
        " | set a price, or say the tier that is missing under 'prices: own:'"
    )
