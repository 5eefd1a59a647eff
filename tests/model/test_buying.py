"""What `prices:` says of how a model buys, as it is written."""

import pytest

from tenfold.model.buying import BUYING_KEYS, BUYING_WORDS


def test_a_model_says_how_it_buys(model):
    """
    prices:
      region: us-central1
      term: commit_1y
      prefer: list
      sustained_use: true
      stale_after: 90 days
      catalogue: prices
      discounts:
        contract: 12%
        gpus: {of: gcp/gpu-t4, rate: {value: 20%, doc: for a year}, term: commit_1y, doc: agreed}
      own:
        gcp/n1-highcpu-8: {value: $0.25/instance/hour, as_of: 2026-01-01}
        gcp/cloud-cdn bytes:
          tiers: [{up_to: 10 TB/month, price: $0.05/GB}, {price: $0.03/GB}]
    """
    buying = model.buying
    assert {name: words.text for name, words in buying.words.items()} == {
        "region": "us-central1", "term": "commit_1y", "prefer": "list", "sustained_use": "true",
    }  # fmt: skip
    assert (buying.stale_after.text, buying.catalogue.text) == ("90 days", "prices")
    contract, gpus = buying.discounts.values()
    assert (contract.name, contract.rate.name, contract.rate.formula.text) == (
        "contract", "discounts.contract", "12%",
    )  # fmt: skip
    assert (contract.of, contract.term, contract.doc) == ("", "", "")
    assert (gpus.of, gpus.term, gpus.doc, gpus.rate.doc) == (
        "gcp/gpu-t4", "commit_1y", "agreed", "for a year",
    )  # fmt: skip
    flat, tiered = buying.own.values()
    assert (flat.product, flat.rates[0][0], flat.rates[0][1].as_of) == (
        "gcp/n1-highcpu-8", None, "2026-01-01",
    )  # fmt: skip
    assert tiered.product == "gcp/cloud-cdn bytes"
    assert [(end and end.text, rate.formula.text) for end, rate in tiered.rates] == [
        ("10 TB/month", "$0.05/GB"),
        (None, "$0.03/GB"),
    ]


@pytest.mark.parametrize("said", ["", "prices:\n", "prices: {}\n", "prices: {region: }\n"])
def test_a_model_may_say_nothing_of_it(said):
    from tenfold.errors import Source
    from tenfold.model.file import read_model

    buying = read_model(Source("m", f"tenfold: 1\n{said}")).buying
    assert (buying.words, buying.discounts, buying.own) == ({}, {}, {})
    assert (buying.stale_after, buying.catalogue) == (None, None)


def test_every_word_that_can_be_set_is_a_key():
    assert set(BUYING_WORDS) < set(BUYING_KEYS)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("[a]", "T221 'prices' is a list of names, each with its value"),
        ("{regoin: us-central1}", "T221 unknown key 'regoin' in 'prices' | did you mean 'region'?"),
        ("{region: [a]}", "T221 'region' is one value"),
        (
            "{discounts: {a: {of: gcp}}}",
            ("T225 the discount 'a' takes nothing off | write 'contract: {of: gcp, rate: 12%}'"),
        ),
        (
            "{discounts: {a: {rate: 5%, on: gcp}}}",
            ("T221 unknown key 'on' in the discount 'a' | it has of, rate, term, doc"),
        ),
        (
            "{own: {n1: $5/month}}",
            (
                "T222 'n1' names no product"
                " | write 'gcp/n1-highcpu-8: $0.25/instance/hour', or 'tiers:' in a list"
            ),
        ),
        (
            "{own: {gcp/: $5/month}}",
            (
                "T222 'gcp/' names no product"
                " | write 'gcp/n1-highcpu-8: $0.25/instance/hour', or 'tiers:' in a list"
            ),
        ),
        ("{own: {gcp/n1: }}", "T225 'gcp/n1' has no value | write 'gcp/n1: 1M users'"),
        (
            "{own: {gcp/n1: {tiers: 5}}}",
            (
                "T225 the tiers of 'gcp/n1' are a list"
                " | - {up_to: 10 TB/month, price: $0.05/GB}, and a last one without 'up_to'"
            ),
        ),
        (
            "{own: {gcp/n1: {tiers: []}}}",
            (
                "T225 the tiers of 'gcp/n1' are a list"
                " | - {up_to: 10 TB/month, price: $0.05/GB}, and a last one without 'up_to'"
            ),
        ),
        (
            "{own: {gcp/n1: {tiers: [5]}}}",
            (
                "T225 a tier of 'gcp/n1' has a price"
                " | - {up_to: 10 TB/month, price: $0.05/GB}, and a last one without 'up_to'"
            ),
        ),
        (
            "{own: {gcp/n1: {tiers: [{up_to: 5}]}}}",
            (
                "T225 a tier of 'gcp/n1' has no price"
                " | - {up_to: 10 TB/month, price: $0.05/GB}, and a last one without 'up_to'"
            ),
        ),
        (
            "{own: {gcp/n1: {tiers: [{up_to: 5, price: 1}]}}}",
            (
                "T225 every tier of 'gcp/n1' but the last says 'up_to'"
                " | - {up_to: 10 TB/month, price: $0.05/GB}, and a last one without 'up_to'"
            ),
        ),
        (
            "{own: {gcp/n1: {tiers: [{price: 2}, {price: 1}]}}}",
            (
                "T225 every tier of 'gcp/n1' but the last says 'up_to'"
                " | - {up_to: 10 TB/month, price: $0.05/GB}, and a last one without 'up_to'"
            ),
        ),
        (
            "{own: {gcp/n1: {tiers: [{price: 1}], value: 5}}}",
            ("T221 unknown key 'value' in the price of 'gcp/n1' | it has tiers"),
        ),
        (
            "{own: {gcp/n1: {tiers: [{price: 1, upto: 5}]}}}",
            ("T221 unknown key 'upto' in a tier of 'gcp/n1' | did you mean 'up_to'?"),
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(said, problem, refusals):
    assert [told.split(" ", 1)[1] for told in refusals(f"prices: {said}")] == [problem]


@pytest.mark.parametrize("name", ["prices", "discounts"])
def test_no_component_bears_the_name_that_stands_before_a_term_or_a_discount(name, refusals):
    (told,) = refusals(f"components: {{{name}: {{kind: custom}}}}")
    assert f"2:14 T222 '{name}' " in told
