"""Risks: figures that are 1 in the worlds where they happen, and nothing in the base case."""

from fractions import Fraction

import pytest

from tenfold.laws.table import LAWS
from tenfold.plan.build import draft
from tenfold.plan.worlds import make_worlds, with_risks
from tenfold.plan.worth import follow
from tenfold.quantity.expr import Draw, ancestors


@pytest.fixture
def worlds(model):
    """The worlds of the docstring with its risks in them."""
    drafted = draft(model, LAWS)
    return with_risks(drafted, None, (), make_worlds(drafted, None, ()))


def cost(worlds, **happen):
    """The total a month, with some risks happening."""
    names = [f"risks.{name}" for name in happen]
    moved = {f"risks.{name}": Fraction(value) for name, value in happen.items()}
    following = follow([worlds.main.total(), worlds.final.total()], worlds.graphs(), names)
    worth = following.run(moved)
    return tuple(str(worth.amount(graph.total())) for graph in (worlds.main, worlds.final))


def test_a_risk_makes_its_changes_where_it_happens_and_only_there(worlds):
    """
    components: {api: {kind: fleet, instances: 3 instances, price: $10/instance/month}}
    strategies: {less: {set: {api.instances: api.instances - 1 instance}}}
    risks:
      dear: {probability: 20%, set: {api.price: api.price * 2}}
      more: {probability: 10%, set: {api.instances: api.instances + 2 instances}}
    """
    assert cost(worlds) == ("$30.00/month", "$20.00/month")
    assert cost(worlds, dear=1) == ("$60.00/month", "$40.00/month")
    assert cost(worlds, more=1) == ("$50.00/month", "$40.00/month")
    assert cost(worlds, dear=1, more=1) == ("$100.00/month", "$80.00/month")
    assert cost(worlds, dear=0, more=0) == ("$30.00/month", "$20.00/month")


def test_two_risks_of_one_figure_build_on_each_other_in_order(worlds):
    """
    assumptions: {users: 10 users}
    components: {help: {kind: custom, bill: [{item: seats, quantity: users, price: $1/user/month}]}}
    risks:
      double: {probability: 50%, set: {users: users * 2}}
      ten_more: {probability: 50%, set: {users: users + 10 users}}
    """
    assert cost(worlds, double=1, ten_more=1)[0] == "$30.00/month"
    assert cost(worlds, ten_more=1)[0] == "$20.00/month"


def test_a_figure_that_a_law_works_out_can_be_at_risk(worlds):
    """
    components: {api: {kind: fleet, load: 50 requests/s, throughput: 10 requests/s/instance,
      price: $1/instance/month}}
    risks: {uneven: {probability: 30%, set: {api.instances: 140% of api.instances}}}
    """
    assert cost(worlds)[0] == "$5.00/month"
    assert cost(worlds, uneven=1)[0] == "$7.00/month"


def test_a_range_on_top_of_a_figure_has_randomness_of_its_own(worlds):
    """
    assumptions: {users: 10 to 20 users}
    components: {help: {kind: custom, bill: [{item: seats, quantity: users, price: $1/user/month}]}}
    strategies:
      fewer: {set: {users: users * (50% to 60%)}}
      instead: {set: {help.cost: $5 to $6/month}}
    risks: {more: {probability: 20%, set: {users: users * (2 to 3)}}}
    """
    kept = ancestors([worlds.main.total(), worlds.final.total(), *worlds.final.figures.values()])
    keys = {node.key for node in kept if isinstance(node, Draw)}
    assert keys == {
        "users", "risks.more", "risk more: users", "strategy fewer: users", "help.cost"
    }  # fmt: skip


def test_without_risks_the_worlds_are_the_same_worlds(model):
    """
    components: {api: {kind: fleet, instances: 3 instances, price: $10/instance/month}}
    """
    drafted = draft(model, LAWS)
    known = make_worlds(drafted, None, ())
    assert with_risks(drafted, None, (), known) is known


@pytest.mark.parametrize("probability", ["120%", "0%", "1", "3 users", "10% to 20%", "-5%"])
def test_a_probability_is_a_share_between_none_and_all(planned_with, probability):
    assert planned_with(probability) == ["T511"]


@pytest.fixture
def planned_with():
    """The codes of a model whose one risk has some probability."""
    import tenfold as tf

    def plan(probability):
        model = tf.model(
            {
                "assumptions": {"users": "10 users"},
                "risks": {"boom": {"probability": probability, "set": {"users": "20 users"}}},
            }
        )
        with pytest.raises(tf.Rejected) as error:
            tf.plan(model)
        return [problem.code for problem in error.value.problems]

    return plan


def test_a_risk_changes_what_has_a_value_and_nothing_in_words(refused):
    """
    components: {api: {kind: fleet, instances: 3, price: $1/instance/month, machine: large}}
    risks:
      growth: {probability: 20%, set: {api.load: 500 requests/s}}
      other: {probability: 20%, set: {api.machine: huge}}
    """
    assert [line.split(" | ")[0] for line in refused()] == [
        "4:36 T512 risk growth sets 'api.load', which has no value without it",
        "5:35 T512 risk other sets 'api.machine', which is in words",
    ]
