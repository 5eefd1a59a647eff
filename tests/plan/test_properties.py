"""What holds for every plan: over small models that Hypothesis makes up."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tenfold as tf
from tenfold.laws.table import LAWS
from tenfold.plan.build import build, draft

settings.register_profile("plans", max_examples=40, suppress_health_check=[HealthCheck.too_slow])
PLANS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

COUNTS = st.integers(1, 5_000)
SHARES = st.integers(5, 100).map(lambda n: f"{n}%")
CATEGORIES = st.sampled_from(["Compute", "Data"])
PRICES = st.integers(1, 90)


@st.composite
def fleets(draw):
    price = draw(st.sampled_from(["$", "€"]))
    return {
        "kind": "fleet",
        "category": draw(CATEGORIES),
        "load": draw(
            st.sampled_from(["load", "2 * load + 1 request/s", "users * 0.5 requests/user/s"])
        ),
        "throughput": f"{draw(COUNTS)} requests/s/instance",
        "average_load": draw(SHARES),
        **({"minimum": draw(st.integers(1, 9))} if draw(st.booleans()) else {}),
        **({"price": f"{price}{draw(PRICES)}/instance/month"} if draw(st.integers(0, 4)) else {}),
    }


@st.composite
def databases(draw):
    return {
        "kind": "sql",
        "category": draw(CATEGORIES),
        "users": "users",
        "users_per_shard": f"{draw(COUNTS)} users/shard",
        "data": f"users * {draw(COUNTS)} KB/user",
        "replicas_per_shard": draw(st.integers(0, 3)),
        "price": f"${draw(PRICES)}/instance/month",
        "replica_price": f"${draw(PRICES)}/replica/month",
        **({"storage_price": f"${draw(PRICES)}/TB/month"} if draw(st.booleans()) else {}),
    }


@st.composite
def desks(draw):
    return {
        "kind": "custom",
        "derive": {
            "calls": f"{draw(SHARES)} of users * 1 call/user/month",
            "seats": "ceil(calls / (300 calls/seat/month))",
        },
        "bill": [
            {"item": "seats", "quantity": "seats", "price": f"${draw(PRICES)}/seat/month"},
            {"item": "share", "quantity": f"{draw(SHARES)} of app.cost", "price": 1},
        ],
    }


@st.composite
def changes(draw, names):
    made = {
        "users": st.one_of(COUNTS.map(lambda n: f"{n} users"), st.just("2 * users")),
        "load": COUNTS.map(lambda n: f"{n} requests/s"),
        "exchange.EUR": PRICES.map(lambda n: f"${n}"),
        "app.average_load": SHARES,
        "app.instances": COUNTS.map(str),
        "app.price": PRICES.map(lambda n: f"${n}/instance/month"),
        "app.cost": st.sampled_from(["$77/month", "120% of app.cost"]),
        "db.replicas_per_shard": st.integers(0, 3).map(str),
        "db.storage.cost": st.just("$5/month"),
        "desk.seats": st.integers(0, 9).map(str),
        "desk.seats.cost": st.just("2 * desk.seats.cost"),
        "each": st.just("$1/user/month"),
    }
    chosen = draw(st.lists(st.sampled_from(sorted(made)), unique=True, max_size=4))
    return {name: draw(made[name]) for name in chosen if name.partition(".")[0] in names}


@st.composite
def models(draw):
    components = {"app": draw(fleets())}
    for name, made in (("db", databases()), ("desk", desks()), ("web", fleets())):
        if draw(st.booleans()):
            components[name] = draw(made)
    names = {*components, "users", "load", "exchange", "each"}
    strategies = {f"s{i}": {"set": draw(changes(names))} for i in range(draw(st.integers(0, 3)))}
    sections = {
        "exchange": {"EUR": f"${draw(PRICES)}"},
        "assumptions": {"users": f"{draw(COUNTS)} users", "load": "users * 3 requests/user/s"},
        "components": components,
        "figures": {"each": "total.cost / users", "after": "with_strategies.total.cost / users"},
        "scenarios": {"other": {"set": draw(changes(names))}},
        "strategies": strategies,
    }
    return sections, names


def values(plan):
    return {name: (plan[name].value, str(plan[name])) for name in plan.names()}


@PLANS
@given(models())
def test_lines_add_up_to_components_to_categories_to_the_total(made):
    for scenario in ("", "other"):
        plan = tf.plan(tf.model(made[0]), scenario=scenario)
        for component in plan.components:
            assert component.cost.value == sum(line.cost.value for line in component.lines)
        assert plan.total.value == sum(component.cost.value for component in plan.components)
        assert plan.total.value == sum(category.cost.value for category in plan.categories)
        assert plan.total.open == bool(plan.missing)
        shares = [category.share for category in plan.categories]
        assert None in shares or sum(shares) == 1
        assert plan.yearly.value == plan.total.value


@PLANS
@given(models())
def test_what_is_saved_in_sequence_is_what_is_saved(made):
    plan = tf.plan(tf.model(made[0]), scenario="other")
    if plan.with_strategies is not None:
        saved = sum(saving.in_sequence.value for saving in plan.savings)
        assert (
            saved == plan.total.value - plan.with_strategies.value == plan["strategies.saves"].value
        )
        assert plan.savings[-1].total_after.value == plan.with_strategies.value
        assert plan.savings[0].alone == plan.savings[0].in_sequence


@PLANS
@given(models(), st.fractions(1, 50, max_denominator=3))
def test_more_users_never_cost_less(made, factor):
    sections = {**made[0], "scenarios": {}, "strategies": {}}
    before = tf.plan(tf.model(sections))
    users = before["users"].value * factor
    after = tf.plan(
        tf.model(sections), set={"users": f"{users.numerator} users / {users.denominator}"}
    )
    assert after["users"].value == users
    for one, other in zip(before.components, after.components, strict=True):
        assert other.cost.value >= one.cost.value


@PLANS
@given(models())
def test_a_scenario_is_the_model_with_its_changes_set(made):
    sections, _ = made
    set_by_scenario = sections["scenarios"]["other"]["set"]
    scenario = tf.plan(tf.model(sections), scenario="other")
    by_set = tf.plan(tf.model(sections), set=set_by_scenario)
    assert values(scenario) == values(by_set)
    assert [pin.name for pin in scenario.pins] == [pin.name for pin in by_set.pins]


@PLANS
@given(models())
def test_a_world_built_from_another_is_the_world_built_from_nothing(made):
    """Whatever is taken from a base, every figure is the one that would be bound anew."""
    sections, _ = made
    model = tf.model(sections)
    of = draft(model, LAWS)
    worlds = [(), model.scenarios["other"].changes, *(s.changes for s in model.strategies.values())]
    so_far = ()
    for more in worlds:
        so_far = (*so_far, *more)
        anew = build(of, so_far)
        for base in (build(of), build(of, worlds[1])):
            assert evaluated(build(of, so_far, base=base)) == evaluated(anew)


def evaluated(graph):
    from tenfold.plan.worth import follow

    worth = follow(list(graph.figures.values()), [graph]).run()
    return {
        name: (worth.value(node), str(worth.amount(node))) for name, node in graph.figures.items()
    }


@PLANS
@given(models(), st.data())
def test_a_move_is_a_plan_with_the_same_set(made, data):
    sections = {**made[0], "strategies": {}}
    movable = {
        "users": COUNTS.map(lambda n: f"{n} users"),
        "load": COUNTS.map(lambda n: f"{n} requests/s"),
        "app.average_load": SHARES,
        "app.instances": COUNTS.map(lambda n: f"{n} instances"),
        "app.cost": COUNTS.map(lambda n: f"${n}/month"),
    }
    chosen = data.draw(st.lists(st.sampled_from(sorted(movable)), unique=True, max_size=3))
    moved = {name: data.draw(movable[name]) for name in chosen}
    plan = tf.plan(tf.model(sections))
    planned = tf.plan(tf.model(sections), set=moved)
    at = tf.move(plan, *movable).at(moved)
    assert {n: (a.value, str(a)) for n, a in at.items()} == {
        n: (planned[n].value, str(planned[n])) for n in at
    }  # fmt: skip


@PLANS
@given(models())
def test_every_figure_walks_home(made):
    plan = tf.plan(tf.model(made[0]), scenario="other")
    for name in plan.names():
        assert plan.why(name).value == str(plan[name])


@PLANS
@given(models())
def test_a_comparison_adds_up(made):
    """Effects of single changes, and the rest, make the whole; components make the total."""
    model = tf.model({**made[0], "strategies": {}})
    found = tf.compare(tf.plan(model), tf.plan(model, scenario="other"))
    if found.total.by is not None and found.rest is not None:
        effects = sum((c.effect.value for c in found.changes), Fraction(0))
        assert effects + found.rest.value == found.total.by
    known = [difference.by for difference in found.components]
    if None not in known and found.total.by is not None:
        assert sum(known) == found.total.by
    if len(found.changes) == 1 and found.rest is not None:
        assert found.rest.value == 0
