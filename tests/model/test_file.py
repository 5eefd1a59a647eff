"""The whole of a model file: its sections, and what is not one of them."""

import pytest

import tenfold as tf
from tenfold.errors import Rejected, Source, Words
from tenfold.model.file import TOP_KEYS, change, read_model


def refused(text):
    with pytest.raises(Rejected) as error:
        read_model(Source("m.yaml", text))
    return [(p.span.line, p.code, p.what, p.mend) for p in error.value.problems]


def test_a_model_of_every_section(model):
    """
    name: A shop
    doc: Sells things.
    month: 720 hours
    currency: EUR
    exchange: {USD: €0.9}
    things: [basket]
    assumptions: {users: 5K users}
    components: {api: {kind: custom}}
    figures: {twice: 2 * users}
    scenarios: {big: {set: {users: 5M users}}}
    strategies: {less: {set: {users: 1K users}}}
    goals: [users <= 1M users]
    claims: {users: 5K users}
    scale: {over: users, steps: [1K users]}
    """
    assert model.name == "A shop"
    assert model.doc == "Sells things."
    assert model.currency == "EUR"
    assert model.calendar.month == 720
    assert model.vocabulary.unit("baskets") is not None
    assert model.exchange["USD"].name == "exchange.USD"
    assert model.assumptions["users"].formula.text == "5K users"
    assert model.components["api"].kind.text == "custom"
    assert model.figures["twice"].formula.text == "2 * users"
    assert model.scenarios["big"].changes[0].name == "users"
    assert model.strategies["less"].changes[0].by == "strategy less"
    assert model.goals[0].formula.text == "users <= 1M users"
    assert model.claims[0].says.text == "5K users"
    assert model.scale is not None
    assert set(TOP_KEYS) >= {"tenfold", "name", "scale"}


def test_a_model_says_as_little_as_its_version(model):
    assert (model.name, model.currency, model.assumptions, model.scale) == (
        "m.yaml",
        "USD",
        {},
        None,
    )


def test_empty_sections_say_nothing(model):
    """
    assumptions:
    components:
    scenarios:
    goals:
    scale:
    """
    assert not model.assumptions
    assert not model.components
    assert not model.goals
    assert model.scale is None


@pytest.mark.parametrize(
    ("text", "what", "mend"),
    [
        ("name: x", "the first line of a model says its version", "add 'tenfold: 1' above this"),
        ("tenfold: 2", "this is no version that this Tenfold reads", "write 'tenfold: 1'"),
        ("tenfold: [1]", "this is no version that this Tenfold reads", "write 'tenfold: 1'"),
        ("tenfold:\nname: x", "this is no version that this Tenfold reads", "write 'tenfold: 1'"),
    ],
)
def test_a_model_says_its_version(text, what, mend):
    assert refused(text) == [(1, "T220", what, mend)]


def test_an_unknown_section_is_refused_with_what_was_meant(told):
    """
    assumption: {users: 5K users}
    colour: red
    """
    unknown = [line.split(" | ") for line in told()]
    assert unknown[0] == [
        "2:1 T221 unknown key 'assumption' in a model",
        "did you mean 'assumptions'?",
    ]
    assert unknown[1][0] == "3:1 T221 unknown key 'colour' in a model"
    assert unknown[1][1].startswith("it has tenfold, name, doc")


def test_all_that_is_wrong_is_told_at_once(told):
    """
    name: [a, b]
    currency: DOLLARS
    month: a long one
    assumptions:
      of: 5 users
      users:
    components: [api]
    goals: {a: b}
    """
    codes = [line.split()[1] for line in told()]
    assert sorted(codes) == ["T101", "T221", "T221", "T221", "T222", "T223", "T225"]


def test_a_section_that_is_a_list_is_refused(told):
    """
    assumptions: [users, 5K]
    """
    assert told() == ["2:14 T221 'assumptions' is a list of names, each with its value"]


def test_figures_and_components_share_their_names(told):
    """
    assumptions: {api: 5 users}
    components: {api: {kind: custom}}
    figures: {api: 6 users}
    """
    assert told() == [
        "3:14 T222 'api' is the name of line 2 already | choose another name",
        "4:11 T222 'api' is the name of line 2 already | choose another name",
    ]


def test_what_the_outline_finds_is_told_with_the_rest(told):
    """
    assumptions: {users: 5K users, users: 6K users}
    bogus: 1
    """
    assert [line.split()[1] for line in told()] == ["T201", "T221"]


def test_a_change_that_came_from_no_file():
    made = change(Words.typed("users", "set users"), Words.typed("2B", "set users"), "set")
    assert (made.name, made.by, made.figure.formula.text) == ("users", "set", "2B")
    assert (
        str(
            tf.plan(tf.read("tenfold: 1\nassumptions: {users: 1 user}"), set={"users": "2B"})[
                "users"
            ]
        )
        == "2B users"
    )
