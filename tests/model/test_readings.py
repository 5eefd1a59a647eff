"""Scenarios, strategies, goals, claims and the scale as they are written."""

import pytest

from tenfold.errors import Words
from tenfold.model.reader import Reader
from tenfold.model.readings import goal


def test_a_scenario_sets_figures_and_has_strategies_of_its_own(model):
    """
    scenarios:
      bad_year:
        title: A bad year
        doc: Everything dearer.
        set:
          users: 5 users
          api.price: {value: $1/instance/hour, doc: dearer}
        strategies:
          less: {set: {users: 3 users}}
    """
    year = model.scenarios["bad_year"]
    assert (year.title, year.doc) == ("A bad year", "Everything dearer.")
    assert [(c.name, c.by) for c in year.changes] == [
        ("users", "scenario bad_year"),
        ("api.price", "scenario bad_year"),
    ]
    assert year.changes[1].figure.doc == "dearer"
    assert year.strategies["less"].changes[0].by == "strategy less"


def test_titles_are_names_unless_stated(model):
    """
    scenarios: {one: {set: {}}}
    strategies: {two: {set: {}}}
    """
    assert model.scenarios["one"].title == "one"
    assert model.strategies["two"].title == "two"


def test_a_scenario_has_its_own_version_of_a_strategy_and_more(model):
    """
    strategies:
      first: {title: First, set: {}}
      second: {title: Second, set: {}}
    scenarios:
      other:
        strategies:
          third: {title: Third, set: {}}
          first: {title: Another first, set: {}}
    """
    other = model.scenarios["other"]
    assert [s.title for s in model.strategies_in(None)] == ["First", "Second"]
    assert [s.title for s in model.strategies_in(other)] == ["Another first", "Second", "Third"]


def test_readings_say_something(told):
    """
    scenarios: {one: , two: {sets: {}}}
    strategies: {three: 5 users}
    """
    assert told() == [
        "2:13 T221 the scenario 'one' says nothing | it has title, doc, extends, set, strategies",
        "2:26 T221 unknown key 'sets' in the scenario 'two' | did you mean 'set'?",
        "3:14 T221 the strategy 'three' says nothing | it has title, doc, set",
    ]


def test_a_scenario_that_extends_another_has_what_that_changes_first(model):
    """
    scenarios:
      worst:
        extends: bad
        set: {users: 1 user}
        strategies: {less: {title: Much less, set: {}}}
      bad:
        extends: base
        set: {users: 2 users, rate: 5%}
      base:
        set: {rate: 1%}
        strategies: {less: {title: Less, set: {}}, more: {title: More, set: {}}}
    """
    said = {
        name: [(c.name, c.figure.formula.text, c.by) for c in scenario.changes]
        for name, scenario in model.scenarios.items()
    }
    base = [("rate", "1%", "scenario base")]
    bad = [*base, ("users", "2 users", "scenario bad"), ("rate", "5%", "scenario bad")]
    assert said == {
        "base": base,
        "bad": bad,
        "worst": [*bad, ("users", "1 user", "scenario worst")],
    }
    assert {name: s.title for name, s in model.scenarios["worst"].strategies.items()} == {
        "less": "Much less",
        "more": "More",
    }
    assert list(model.scenarios) == ["worst", "bad", "base"]


def test_a_scenario_extends_another_of_the_model(told):
    """
    scenarios:
      one: {extends: tow}
      two: {extends: three}
      three: {extends: four}
      four: {extends: three}
      five: {extends: five}
      six: {extends: [one]}
    """
    assert told() == [
        "8:18 T221 'extends' is one value",
        "3:18 T235 unknown scenario 'tow' | did you mean 'two'?",
        "4:18 T235 'three' extends itself | name another scenario of this model",
        "5:20 T235 'three' extends itself | name another scenario of this model",
        "6:19 T235 'four' extends itself | name another scenario of this model",
        "7:19 T235 'five' extends itself | name another scenario of this model",
    ]


@pytest.mark.parametrize(
    ("text", "formula", "percentile"),
    [
        ("total.cost <= $5/month", "total.cost <= $5/month", None),
        ("total.cost <= $5/month at P90", "total.cost <= $5/month", 90),
        ("total.cost <= $5/month  at  p5 ", "total.cost <= $5/month", 5),
        ("a <= b at P1", "a <= b", 1),
    ],
)
def test_a_goal_may_say_a_percentile(text, formula, percentile):
    found = goal(Reader([]), Words.typed(text, "goal"))
    assert (found.words.text, found.formula.text, found.percentile) == (text, formula, percentile)
    assert found.formula.span.text == formula


def test_goals_are_a_list(told):
    """
    goals: total.cost <= $5/month
    """
    assert told() == ["2:8 T221 'goals' is a list | write one '- ...' a line"]


def test_an_empty_goal_is_seen(told):
    """
    goals:
      - total.cost <= $5/month
      -
      - [a, b]
    """
    assert told() == ["4:4 T221 an empty line in 'goals'", "5:5 T221 'goals' is one value"]


def test_a_claim_is_short_or_says_where_it_stands(model):
    """
    claims:
      api.instances: 100,000 instances
      per_user:
        of: total.cost / users
        says: $0.84/user/month
        from: total.cost / 1B users
        where: page 3
        doc: rounded
    """
    short, long = model.claims
    assert (short.name, short.of.text, short.says.text) == (
        "api.instances",
        "api.instances",
        "100,000 instances",
    )
    assert (long.name, long.of.text, long.says.text) == (
        "per_user",
        "total.cost / users",
        "$0.84/user/month",
    )
    assert (long.basis.text, long.where, long.doc) == ("total.cost / 1B users", "page 3", "rounded")


def test_a_claim_without_an_of_is_about_the_figure_of_its_name(model):
    """
    claims: {users: {says: 5 users, where: page 1}}
    """
    assert model.claims[0].of.text == "users"


def test_a_claim_says_something(told):
    """
    claims: {a: {of: users}, b: , c: {say: 5, says: 6}}
    """
    assert told() == [
        "2:10 T228 the claim 'a' says nothing | add 'says: 100,000 instances'",
        "2:26 T221 the claim 'b' says nothing | it has of, says, from, where, doc",
        "2:35 T221 unknown key 'say' in the claim 'c' | did you mean 'says'?",
    ]


def test_a_scale_has_a_figure_and_steps(model):
    """
    scale: {over: users, steps: [1K users, 1M users]}
    """
    assert model.scale.over.text == "users"
    assert [step.text for step in model.scale.steps] == ["1K users", "1M users"]


@pytest.mark.parametrize(
    "said", ["users", "{over: users}", "{steps: [1]}", "{over: users, steps: []}"]
)
def test_a_scale_without_one_of_them_is_refused(said, refusals):
    example = "scale: {over: users, steps: [1M users, 10M users]}"
    assert refusals(f"scale: {said}") == [
        f"2:8 T229 'scale' says over what, and the steps | {example}"
    ]
