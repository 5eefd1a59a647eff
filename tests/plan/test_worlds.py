"""Scenarios and strategies: every world of a model, on one graph."""

import pytest


def test_what_strategies_save_alone_and_in_sequence(plan):
    """
    components:
      api: {kind: fleet, instances: 10, price: $10/instance/month}
    strategies:
      fewer: {title: Fewer servers, set: {api.instances: 50% of api.instances}}
      cheaper: {title: Cheaper ones, doc: By a year, set: {api.price: 80% of api.price}}
      nothing: {set: {}}
    """
    # $100; half the servers: $50; of those a fifth off: $10, where alone it is $20
    assert [
        (s.name, str(s.alone), str(s.in_sequence), str(s.total_after)) for s in plan.savings
    ] == [
        ("fewer", "$50.00/month", "$50.00/month", "$50.00/month"),
        ("cheaper", "$20.00/month", "$10.00/month", "$40.00/month"),
        ("nothing", "$0/month", "$0/month", "$40.00/month"),
    ]
    assert (str(plan.total), str(plan.with_strategies)) == ("$100.00/month", "$40.00/month")
    assert str(plan["strategies.saves"]) == "$60.00/month"
    assert str(plan["strategies.cheaper.saves"]) == "$10.00/month"
    assert str(plan["strategies.cheaper.saves_alone"]) == "$20.00/month"
    assert plan.savings[1].title == "Cheaper ones"
    assert plan.savings[1].changes == ("api.price: 80% of api.price",)


def test_without_strategies_the_world_of_all_of_them_is_the_plan(plan):
    """
    components: {api: {kind: fleet, instances: 10, price: $10/instance/month}}
    """
    assert (plan.with_strategies, plan.savings) == (None, ())
    assert plan["with_strategies.total.cost"] == plan.total


def test_figures_may_speak_of_the_world_of_all_strategies(plan):
    """
    assumptions: {users: 10 users}
    components: {api: {kind: fleet, instances: 10, price: $10/instance/month}}
    figures:
      later: with_strategies.total.cost / users
      saved: total.cost - with_strategies.total.cost
      gone: with_strategies.api.instances - api.instances
    strategies:
      fewer: {set: {api.instances: 5, users: 5 users}}
    """
    told = {
        name: str(plan[name])
        for name in ("later", "saved", "gone", "with_strategies.later", "with_strategies.saved")
    }
    assert told == {
        "later": "$5.00/user/month",  # of the ten users that there are now
        "saved": "$50.00/month",
        "gone": "-5 instances",
        "with_strategies.later": "$10.00/user/month",
        "with_strategies.saved": "$0/month",
    }


def test_a_cost_that_rests_on_the_world_of_all_strategies_goes_in_a_circle(refused):
    """
    components: {api: {kind: custom, bill: [{item: fee,
      quantity: 10% of with_strategies.total.cost, price: 1}]}}
    strategies: {less: {set: {}}}
    """
    assert refused()[0].startswith("3:20 T505 circular reference: api -> total -> api")


def test_a_scenario_has_its_own_strategies(make):
    """
    components: {api: {kind: fleet, instances: 10, price: $10/instance/month}}
    strategies:
      fewer: {set: {api.instances: 5}}
      cheaper: {set: {api.price: $5/instance/month}}
    scenarios:
      boom:
        set: {api.instances: 20}
        strategies:
          fewer: {title: Not that many, set: {api.instances: 10}}
          later: {set: {api.average_load: 50%}}
    """
    assert [(s.title, str(s.in_sequence)) for s in make().savings] == [
        ("fewer", "$50.00/month"), ("cheaper", "$25.00/month")
    ]  # fmt: skip
    # $200; ten servers less: $100; half the price: $50; half of them running: $25
    assert [(s.title, str(s.in_sequence)) for s in make("boom").savings] == [
        ("Not that many", "$100.00/month"), ("cheaper", "$50.00/month"), ("later", "$25.00/month")
    ]  # fmt: skip


def test_a_scenario_is_its_changes_by_set(make):
    """
    assumptions: {users: 10 users}
    components: {api: {kind: fleet, instances: users * 1 instance/user, price: $10/instance/month}}
    scenarios: {boom: {set: {users: 3 * users, api.price: $9/instance/month}}}
    """
    scenario, by_set = make("boom"), make(users="3 * users", api__price="$9/instance/month")
    assert {n: scenario[n] for n in scenario.names()} == {n: by_set[n] for n in by_set.names()}
    assert scenario.scenario == "boom"


@pytest.mark.parametrize("name", ["bom", "nothing"])
def test_an_unknown_scenario_is_refused(name, refused):
    """
    assumptions: {users: 10 users}
    scenarios: {boom: {set: {}}, bust: {set: {}}}
    """
    mend = {"bom": "did you mean 'boom'?", "nothing": "the model has boom, bust"}[name]
    assert refused(name) == [f"T509 unknown scenario '{name}' | {mend}"]


def test_what_is_wrong_in_a_reading_not_asked_for_is_told_too(refused):
    """
    assumptions: {users: 10 users}
    scenarios:
      boom: {set: {users: 5 GB}}
      bust: {set: {usres: 5 users}, strategies: {own: {set: {users: 1 shard}}}}
    strategies: {less: {set: {users: 5 seats}}}
    """
    assert [told.split(" | ")[0] for told in refused("boom")] == [
        "4:23 T111 'users' is in [user], and scenario boom sets it in [GB]",
        "5:16 T501 unknown figure 'usres' in scenario bust",
        "5:65 T111 'users' is in [user], and strategy own sets it in [shard]",
        "6:34 T111 'users' is in [user], and strategy less sets it in [seat]",
    ]


def test_all_worlds_share_what_none_of_them_changes(plan):
    """
    assumptions: {users: 10 users, seats: 2 * users * 1 seat/user}
    components:
      api: {kind: fleet, instances: 10, price: $10/instance/month}
      desk: {kind: custom, bill: [{item: seats, quantity: seats, price: $1/seat/month}]}
    strategies: {fewer: {set: {api.instances: 5}}}
    """
    for name in ("users", "seats", "desk.cost", "desk.seats.cost"):
        assert plan.node(name) is plan.node(f"with_strategies.{name}").body
    for name in ("api.cost", "total.cost"):
        assert plan.node(name) is not plan.node(f"with_strategies.{name}")
