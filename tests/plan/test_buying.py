"""How a world buys: the words under `prices:`, and what may be set in their place."""

from dataclasses import replace
from fractions import Fraction

import pytest

import tenfold as tf
from tenfold.errors import NOWHERE, Rejected, Words
from tenfold.model import file
from tenfold.plan.buying import (
    bought,
    buying_problems,
    change_problems,
    days_of,
    discounts_on,
    known_term,
)
from tenfold.prices.catalogue import Terms
from tenfold.prices.row import TERMS
from tenfold.prices.shipped import shipped


def told(problems):
    return [f"{p.code} {p.what}{f' | {p.mend}' if p.mend else ''}" for p in problems]


def change(name, said, by):
    return file.change(Words.typed(name, by), Words.typed(said, by), by)


def buying(**said):
    return tf.model({"prices": said}).buying


def test_a_model_that_says_nothing_buys_anywhere_on_demand_at_what_it_states(model):
    """
    assumptions: {users: 1 user}
    """
    assert (bought(model, ()).terms, bought(model, ()).listed) == (Terms(), False)


def test_what_is_set_last_holds(model):
    """
    prices: {region: us-central1, term: commit_1y, prefer: list, sustained_use: true}
    """
    as_written = bought(model, ())
    assert as_written.terms == Terms("us-central1", "commit_1y", sustained_use=True)
    assert as_written.listed
    changes = [
        change(name, said, "set")
        for name, said in [
            ("prices.term", "spot"), ("prices.term", " commit_3y "), ("prices.prefer", "stated"),
            ("prices.sustained_use", "false"), ("prices.region", "europe-west1"),
        ]
    ]  # fmt: skip
    changed = bought(model, changes)
    assert changed.terms == Terms("europe-west1", "commit_3y", sustained_use=False)
    assert not changed.listed


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (
            {"region": "us-centrall1"},
            ("T604 'us-centrall1' is no region that has prices | did you mean 'us-central1'?"),
        ),
        (
            {"region": "atlantis"},
            (
                "T604 'atlantis' is no region that has prices"
                " | 'tenfold prices find' lists the regions"
            ),
        ),
        (
            {"term": "commit_2y"},
            ("T604 'commit_2y' is no term that has prices | did you mean 'commit_1y'?"),
        ),
        (
            {"term": "weekly"},
            (
                "T604 'weekly' is no term that has prices"
                " | one of on_demand, spot, commit_1y, commit_3y"
            ),
        ),
        ({"prefer": "cheap"}, "T604 'prefer' cannot be 'cheap' | one of stated, list"),
        ({"sustained_use": "yes"}, ("T604 'sustained_use' cannot be 'yes' | one of true, false")),
        ({"stale_after": "5 users"}, "T604 an age is a time | for example '365 days'"),
        ({"stale_after": "0 days"}, "T604 an age is a time | for example '365 days'"),
        (
            {"discounts": {"it": {"rate": "5%", "term": "commit_2y"}}},
            ("T604 'commit_2y' is no term that has prices | did you mean 'commit_1y'?"),
        ),
    ],
)
def test_words_that_mean_nothing_are_told(said, problem):
    assert told(buying_problems(buying(**said))) == [problem]


def test_a_set_of_what_prices_does_not_have_is_told():
    assert told(change_problems(change("prices.trem", "spot", "set"))) == [
        "T501 unknown figure 'prices.trem' in set | did you mean 'prices.term'?"
    ]
    assert told(change_problems(change("prices.own", "5", "scenario x"))) == [
        (
            "T501 unknown figure 'prices.own' in scenario x"
            " | it has region, term, prefer, sustained_use"
        )
    ]
    assert told(change_problems(change("prices.term", "spott", "set"))) == [
        "T604 'spott' is no term that has prices | did you mean 'spot'?"
    ]
    assert told(change_problems(change("prices.term", "spot", "set"))) == []


def test_a_risk_sets_no_words():
    risky = replace(change("prices.term", "spot", "risk r"), risk="r")
    (problem,) = change_problems(risky)
    assert (problem.code, problem.what) == (
        "T512",
        "risk r sets 'prices.term', which is in words",
    )


@pytest.mark.parametrize("term", ["", *TERMS])
def test_terms_that_are_known_are_no_trouble(term):
    known_term(term, NOWHERE)


def test_a_term_that_nobody_sells_is():
    with pytest.raises(Rejected):
        known_term("commit_9y", NOWHERE)


@pytest.mark.parametrize(
    ("said", "days"), [("30 days", 30), ("2 weeks", 14), ("1 year", 365), ("36 hours", 1.5)]
)
def test_an_age_is_told_in_days(said, days):
    assert days_of(buying(stale_after=said)) == Fraction(days)


def test_a_price_is_stale_after_a_year_where_nothing_is_said():
    assert days_of(buying()) == 365


@pytest.mark.parametrize(
    ("of", "fits"),
    [
        ("", True),
        ("gcp", True),
        ("gcp/", True),
        ("gcp/*", True),
        ("gcp/n1-standard-8", True),
        ("gcp/n1", False),
        ("gc", False),
        ("aws", False),
    ],
)
def test_a_discount_is_of_all_a_provider_or_a_product(of, fits):
    discounts = buying(discounts={"it": {"of": of, "rate": "5%"}}).discounts
    row = shipped().rows("gcp/n1-standard-8")[0]
    assert bool(list(discounts_on(row, discounts))) == fits


def test_a_discount_is_of_a_term_where_it_says_one():
    discounts = buying(discounts={"it": {"term": "commit_1y", "rate": "5%"}}).discounts
    rows = shipped().rows("gcp/n1-standard-8")
    under = {row.term for row in rows if list(discounts_on(row, discounts))}
    assert under == {"commit_1y"}
