"""A Plan: figures by name, their reasons, shares and totals."""

import pytest

import tenfold as tf
from tenfold.plan.plan import Amount, Category, Verdict


def test_a_plan_from_demand_to_money(plan):
    """
    name: A shop
    month: 720 hours
    assumptions: {users: 1M users, peak: users * 0.01 requests/user/s}
    components:
      api: {kind: fleet, title: API, category: Compute, load: peak,
        throughput: 1000 requests/s/instance, price: $0.10/instance/hour}
      db: {kind: sql, title: PostgreSQL, category: Data, data: users * 1 MB/user,
        price: $100/instance/month, storage_price: $0.28/GB/month}
    """
    # 10 servers * $0.10 * 720 = $720; one primary $100, 1,000 GB * $0.28 = $280
    assert plan.name == "A shop"
    assert (str(plan.total), str(plan.yearly)) == ("$1,100/month", "$13,200/year")
    assert [
        (c.name, c.title, c.category, c.kind, str(c.cost), str(c.yearly)) for c in plan.components
    ] == [
        ("api", "API", "Compute", "fleet", "$720.00/month", "$8,640/year"),
        ("db", "PostgreSQL", "Data", "sql", "$380.00/month", "$4,560/year"),
    ]
    assert [round(float(c.share), 3) for c in plan.components] == [0.655, 0.345]
    assert [
        (line.item, line.title, str(line.quantity), str(line.price))
        for line in plan.components[1].lines
    ] == [
        ("primaries", "primaries", "1 instance", "$100.00/instance/month"),
        ("storage", "storage", "1 TB", "$0.28/GB/month"),
    ]
    assert plan.categories[0] == Category(
        "Compute", plan.components[0].cost, plan.components[0].share, ("api",)
    )
    assert sum(c.share for c in plan.categories) == 1
    assert repr(plan) == "Plan('A shop', $1,100/month)"


def test_a_rate_that_is_billed_is_counted_by_the_month(plan):
    """
    month: 720 hours
    components: {cdn: {kind: edge, requests: 5B requests/day, request_price: $1/1M requests}}
    """
    (line,) = plan.components[0].lines
    assert (str(line.quantity), str(line.cost)) == ("150B requests/month", "$150,000/month")


def test_components_are_told_in_the_order_declared(plan):
    """
    components:
      b: {kind: custom, bill: [{item: x, quantity: a.cost / ($1/seat/month), price: $1/seat/month}]}
      a: {kind: custom, bill: [{item: x, quantity: 1 seat, price: $1/seat/month}]}
    """
    assert [component.name for component in plan.components] == ["b", "a"]


def test_a_price_says_where_it_comes_from(plan):
    """
    components:
      a: {kind: fleet, instances: 1, price: {value: $1/instance/month, source: a list,
        as_of: 2026-01-01}}
      b: {kind: fleet, instances: 1, price: $1/instance/month}
    """
    assert [c.lines[0].price_source for c in plan.components] == ["a list", "stated in the model"]


def test_every_name_can_be_asked_for_and_walks_home(plan):
    """
    exchange: {EUR: $1.1}
    assumptions: {users: 1M users}
    components:
      api: {kind: fleet, load: users * 1 request/user/day, throughput: 10 requests/s/instance,
        price: €10/instance/month, derive: {half: api.instances / 2}}
      desk: {kind: custom, bill: [{item: seats, quantity: 3 seats}]}
    figures: {each: with_strategies.total.cost / users}
    strategies: {less: {set: {api.average_load: 50%}}}
    """
    names = list(plan.names())
    assert {
        "exchange.EUR",
        "users",
        "api.load",
        "api.instances",
        "api.half",
        "api.instances.cost",
        "api.cost",
    } <= set(names)
    assert {"desk.seats.quantity", "desk.seats.cost", "total.cost", "total.yearly", "each"} <= set(
        names
    )
    assert {
        "with_strategies.api.cost",
        "strategies.less.saves",
        "strategies.less.saves_alone",
        "strategies.saves",
    } <= set(names)
    for name in names:
        assert plan.why(name).name == name
        assert str(plan[name]) == plan.why(name).value
    spans = reached(plan.why("total.cost"))
    assert {3, 5, 2} <= spans  # the line of users, of the component, of the rate


def reached(reason):
    """Every line of the file that a derivation reaches."""
    return {
        reason.origin.span.line,
        *(line for child in reason.children for line in reached(child)),
    }


def test_an_unknown_name_is_refused_with_what_was_meant(plan):
    """
    components: {api: {kind: fleet, instances: 1, price: $1/instance/month}}
    """
    with pytest.raises(tf.Rejected, match=r"unknown figure 'api.instanzes'") as refused:
        plan["api.instanzes"]
    assert refused.value.problems[0].mend == "did you mean 'api.instances'?"
    with pytest.raises(tf.Rejected) as refused:
        plan.node("api")
    assert refused.value.problems[0].mend.startswith("it has api.target_utilisation, api.")


def test_a_plan_of_nothing(plan):
    assert (str(plan.total), plan.components, plan.categories) == ("$0/month", (), ())
    assert (plan.steps, plan.goals, plan.claims, plan.pins, plan.excuses, plan.missing) == ((),) * 6


def test_the_same_input_gives_the_same_plan(model):
    """
    assumptions: {users: 1M users}
    components:
      api: {kind: fleet, load: users * 1 request/user/day, throughput: 10 requests/s/instance,
        price: $10/instance/month}
      db: {kind: sql, users: users, users_per_shard: 1M users/shard, replicas_per_shard: 2,
        data: 1 TB}
    strategies: {less: {set: {api.average_load: 50%}}}
    scale: {over: users, steps: [1M users, 10M users]}
    """
    one, two = tf.plan(model), tf.plan(model)
    assert list(one.names()) == list(two.names())
    assert [one[name] for name in one.names()] == [two[name] for name in two.names()]
    assert (one.components, one.steps, one.savings) == (two.components, two.steps, two.savings)


def test_amounts_are_told_with_what_is_known_of_them(plan):
    """
    assumptions: {users: 1M users}
    """
    amount = plan["users"]
    assert (str(amount), float(amount), amount.number, amount.open) == (
        "1M users",
        1e6,
        10**6,
        False,
    )
    assert repr(amount) == "Amount('1M users')"
    shape = (amount.value, amount.unit, amount.calendar)
    assert str(Amount(*shape, at_least=True)) == "at least 1M users"
    assert str(Amount(*shape, at_most=True)) == "at most 1M users"
    assert str(Amount(*shape, at_least=True, missing=True)) == "missing"
    assert str(Amount(*shape, missing=True)) == "unknown"
    assert Amount(*shape, missing=True).number is None
    assert str(float(Amount(*shape, missing=True))) == "nan"
    assert str(Amount(None, *shape[1:], at_least=True)) == "undefined"
    assert all(Amount(*shape, **{flag: True}).open for flag in ("at_least", "at_most", "missing"))


def test_what_is_told_is_short(plan):
    """
    goals: [total.cost <= $5/month]
    """
    (goal,) = plan.goals
    assert isinstance(goal, Verdict)
    assert "tenfold: 1" not in repr(goal)
