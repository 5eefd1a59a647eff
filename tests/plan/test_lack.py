"""What a missing price leaves open: every figure that rests on it, and no other."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tenfold as tf
from tenfold.plan.lack import Lack, lacks_of
from tenfold.quantity.expr import Const, Expr, call
from tenfold.quantity.tape import compile_tape
from tenfold.quantity.units import CALENDAR


def test_a_missing_price_is_at_least_in_every_total(plan):
    """
    components:
      db: {kind: sql, data: 1 TB, price: $100/instance/month, category: Data}
      web: {kind: fleet, instances: 2 instances, price: $10/instance/month}
    assumptions: {users: 10 users}
    figures:
      each: total.cost / users
      margin: ($1,000/month - total.cost) / ($1,000/month) as %
      share_of_web: web.cost / total.cost as %
      share_of_db: db.cost / total.cost as %
      web_alone: 3 * web.cost
    """
    # one primary at $100 and two servers at $10; the terabyte has no price
    told = {
        "db.storage.cost": "missing",
        "db.cost": "at least $100.00/month",
        "total.cost": "at least $120.00/month",
        "total.yearly": "at least $1,440/year",
        "each": "at least $12.00/user/month",
        "margin": "at most 88%",
        "share_of_web": "at most 16.67%",
        "share_of_db": "unknown",
        "web_alone": "$60.00/month",
    }
    assert {name: str(plan[name]) for name in told} == told
    assert (str(plan.total), str(plan.yearly)) == ("at least $120.00/month", "at least $1,440/year")
    assert {c.name: str(c.cost) for c in plan.categories} == {
        "Data": "at least $100.00/month",
        "web": "$20.00/month",
    }
    assert [c.share for c in plan.components] == [None, None]
    assert [(line.component, line.item) for line in plan.missing] == [("db", "storage")]
    assert plan.missing[0].mend == "state it as 'storage_price'"


def test_nothing_missing_is_shown_as_nothing(plan):
    """
    components: {db: {kind: sql, data: 1 TB}}
    figures: {twice: 2 * total.cost}
    """
    assert [str(plan[name]) for name in ("db.cost", "total.cost", "total.yearly", "twice")] == [
        "missing"
    ] * 4
    assert plan.total.number is None
    assert plan.components[0].cost.missing


def test_no_price_is_needed_for_none(plan):
    """
    components: {db: {kind: sql, data: 0 TB, price: $5/instance/month}}
    """
    assert (str(plan.total), plan.missing) == ("$5.00/month", ())


def test_savings_are_exact_where_what_is_missing_stays_as_it_is(plan):
    """
    components:
      db: {kind: sql, data: 1 TB, users: 4M users, users_per_shard: 1M users/shard,
        price: $100/instance/month}
      web: {kind: fleet, instances: 2 instances, price: $10/instance/month}
    strategies:
      denser: {set: {db.users_per_shard: 2M users/shard}}
      leaner: {set: {db.data: 50% of db.data, web.instances: 1 instance}}
      fatter: {set: {db.data: 3 TB, web.instances: 0 instances}}
    """
    # $400 of primaries become $200; the other two move a line that has no price
    told = {saving.name: str(saving.alone) for saving in plan.savings}
    assert told == {
        "denser": "$200.00/month",
        "leaner": "at least $10.00/month",
        "fatter": "at most $20.00/month",
    }
    assert str(plan.savings[-1].total_after) == "at least $200.00/month"
    assert str(plan["strategies.saves"]) == "at most $220.00/month"


def test_another_machine_is_another_price(plan):
    """
    components: {api: {kind: fleet, instances: 4, machine: big}, web: {kind: fleet,
      instances: 1, price: $9/instance/month}}
    strategies:
      smaller: {set: {api.machine: small, web.instances: 0}}
    """
    # nobody knows what either machine costs, so nobody knows what is saved
    assert str(plan.savings[0].alone) == "unknown"


def test_goals_are_unknown_unless_the_price_could_only_make_them_truer(plan):
    """
    components: {db: {kind: sql, data: 1 TB, price: $100/instance/month}}
    goals:
      - total.cost <= $50/month
      - total.cost <= $500/month
      - total.cost >= $50/month
      - total.cost >= $500/month
      - total.cost > $50/month and db.primaries.cost == $100/month
      - not total.cost <= $50/month
      - total.cost == $100/month
      - db.primaries <= 1 instance
    """
    verdicts = [goal.verdict for goal in plan.goals]
    assert verdicts == ["off", "unknown", "holds", "unknown", "holds", "holds", "unknown", "holds"]
    assert plan.goals[1].doc == "rests on a missing price"
    assert str(plan.goals[1].computed) == "at least $100.00/month"


def test_claims_are_unknown_unless_they_are_out_of_reach(plan):
    """
    components: {db: {kind: sql, data: 1 TB, price: $100/instance/month}}
    claims:
      below: {of: total.cost, says: $90/month}
      above: {of: total.cost, says: $200/month}
      within: {of: total.cost, says: $50 to $99/month}
      line: {of: db.storage.cost, says: $5/month}
      known: {of: db.primaries.cost, says: $100/month}
    """
    assert [claim.verdict for claim in plan.claims] == ["off", "unknown", "off", "unknown", "holds"]
    assert [claim.follows for claim in plan.claims] == [False, False, False, False, True]


def test_what_a_claim_follows_from_is_open_too(plan):
    """
    components: {db: {kind: sql, data: 1 TB, price: $100/instance/month}}
    claims:
      db.primaries.cost: $300/month
      db.cost: $300/month
    """
    assert str(plan.claims[1].from_those) == "at least $300.00/month"
    assert plan.claims[1].follows is False


def test_steps_and_moves_are_open_where_they_rest_on_it(plan):
    """
    assumptions: {users: 1M users}
    components: {db: {kind: sql, data: users * 1 MB/user, users: users,
      users_per_shard: 1M users/shard, price: $100/instance/month}}
    scale: {over: users, steps: [1M users, 2M users]}
    """
    assert [str(step.cost) for step in plan.steps] == [
        "at least $100.00/month",
        "at least $200.00/month",
    ]
    assert str(plan.steps[0].per_thing) == "at least $0.0001/user/month"
    moved = tf.move(plan, "users", "db.data").at({"users": "3M users"})
    assert str(moved["total.cost"]) == "at least $300.00/month"
    assert str(tf.move(plan, "db.data").at({"db.data": "0 TB"})["total.cost"]) == "$100.00/month"


def test_what_is_stated_is_known(make):
    """
    components: {db: {kind: sql, data: 1 TB, price: $100/instance/month}}
    """
    assert str(make(db__cost="$70/month").total) == "$70.00/month"
    assert not make(db__cost="$70/month").missing
    assert str(make(db__cost="$70/month")["db.stated.cost"]) == "at most -$30.00/month"
    assert str(make(db__cost="2 * db.cost").total) == "at least $200.00/month"
    moved = tf.move(make(), "db.cost").at({"db.cost": "$70/month"})
    assert str(moved["total.cost"]) == "$70.00/month"


def test_lines_that_rest_on_an_open_cost_are_open(plan):
    """
    components:
      db: {kind: sql, data: 1 TB, price: $100/instance/month}
      support: {kind: custom, bill: [{item: fee, quantity: 10% of db.cost, price: 1},
        {item: more, quantity: db.cost / ($1/seat/month)}]}
    """
    support = plan.components[1]
    assert [str(line.cost) for line in support.lines] == ["at least $10.00/month", "missing"]
    assert str(plan.total) == "at least $110.00/month"


def test_a_share_of_what_is_all_missing_is_unknown_and_not_undefined(plan):
    """
    components: {db: {kind: sql, data: 1 TB}}
    figures: {share: db.storage.cost / db.cost}
    """
    assert str(plan["share"]) == "unknown"


def test_why_says_what_is_missing(plan):
    """
    components: {db: {kind: sql, data: 1 TB, price: $100/instance/month}}
    """
    reason = plan.why("db.cost")
    assert reason.value == "at least $100.00/month"
    assert reason.working == "sum($100.00/month, missing)"
    storage = reason.children[1]
    assert (storage.name, storage.value) == ("db.storage.cost", "missing")
    assert storage.formula == "db.stored * a price that is missing"


def test_compare_tells_no_difference_that_a_missing_price_could_move(make):
    """
    components:
      db: {kind: sql, data: 1 TB, price: $100/instance/month}
      web: {kind: fleet, instances: 2 instances, price: $10/instance/month}
    """
    same_line = tf.compare(make(), make(web__instances="5 instances"))
    assert float(same_line.total.by * 730 * 3600) == 30
    assert str(same_line.changes[0].effect) == "$30.00/month"
    moved_line = tf.compare(make(), make(db__data="2 TB"))
    assert moved_line.total.by is None
    assert str(moved_line.changes[0].effect) == "missing"
    assert moved_line.rest is None


# -- the rules themselves: whatever the price, the true figure is where it is said to be

PRICES = (Fraction(0), Fraction(1, 3), Fraction(2), Fraction(40), Fraction(10**6))
NUMBERS = st.fractions(-20, 20, max_denominator=6)


def trees(unknown: Const) -> st.SearchStrategy[Expr]:
    leaf = st.one_of(st.just(unknown), NUMBERS.map(Const))
    two = ["add", "sub", "mul", "div", "min", "max", "lt", "le", "gt", "ge"]
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.tuples(st.sampled_from(two), inner, inner).map(lambda t: call(*t)),
            st.tuples(st.sampled_from(["neg", "abs", "ceil", "floor", "not"]), inner).map(
                lambda t: call(*t)
            ),
            st.tuples(inner, inner, inner).map(lambda t: call("if", *t)),
            st.lists(inner, min_size=1, max_size=3).map(lambda args: call("sum", *args)),
            st.tuples(st.sampled_from(["and", "or"]), inner, inner).map(lambda t: call(*t)),
        ),
        max_leaves=12,
    )


def value_of(tree: Expr):
    tape = compile_tape([tree], CALENDAR)
    slots = tape.exact()
    return lambda node: slots[tape.slot(node)]


@given(st.data())
def test_whatever_the_price_the_figure_is_where_it_is_said_to_be(data):
    unknown = Const(Fraction(0))
    tree = data.draw(trees(unknown))
    worth = value_of(tree)
    lack = lacks_of([tree], {id(unknown): "price"}, worth).get(id(tree), Lack())
    base = worth(tree)
    for price in PRICES:
        found = priced(tree, unknown, price)
        if base is None or found is None:
            continue
        assert found <= base or lack.more
        assert found >= base or lack.less
        if lack and not lack.up and not lack.down:
            assert found == base + lack.terms["price"] * price


def priced(tree: Expr, unknown: Const, price: Fraction):
    """The same tree with the price known."""
    from tenfold.quantity.expr import rebuild

    known = Const(price)
    made = rebuild(
        {"it": tree}, lambda old, new: known if old is unknown else new, lambda _: False
    )["it"]
    return value_of(made)(made)


@pytest.mark.parametrize("factor", [Fraction(-2), Fraction(0), Fraction(3)])
def test_a_lack_scales_with_its_sign(factor):
    lack = Lack({"a": Fraction(1)}, up=True).times(factor)
    assert (lack.more, lack.less) == (factor > 0, factor < 0)


def test_equal_lacks_cancel():
    lack = Lack({"a": Fraction(2), "b": Fraction(1)})
    rest = lack.plus(Lack({"a": Fraction(2)}).times(Fraction(-1)))
    assert rest.terms == {"b": 1}
    assert not lack.plus(lack.times(Fraction(-1)))


@pytest.mark.parametrize(
    ("function", "args", "lacking", "more", "less"),
    [
        ("servers_for_wait", ("10 requests/s", "1 s", "1 s", "99%"), 0, True, False),
        ("servers_for_wait", ("10 requests/s", "1 s", "1 s", "99%"), 2, False, True),
        ("servers_for_response", ("10 requests/s", "1 s", "9 s", "99%", "1", "1"), 5, True, True),
        ("erlang_c", ("8", "10"), 1, False, True),
        ("hit_ratio", ("1000", "10", "0.8"), 0, False, True),
        ("usl", ("16", "100", "3%", "1%"), 0, True, True),
        ("usl", ("16", "100", "3%", "1%"), 1, True, False),
        ("tiers", ("16 GB", "$3/GB", "10 GB", "$2/GB"), 3, True, False),
        ("tiers", ("16 GB", "$3/GB", "10 GB", "$2/GB"), 2, True, True),
        ("fastest_response", ("1 s", "99%"), 0, True, False),
    ],
)
def test_what_sizes_is_followed_by_its_direction(function, args, lacking, more, less):
    nodes = [tf.q(arg) for arg in args]
    root = call(function, *nodes)
    tape = compile_tape([root], CALENDAR)
    slots = tape.exact()
    found = lacks_of([root], {id(nodes[lacking]): "x"}, lambda node: slots[tape.slot(node)])
    assert (found[id(root)].more, found[id(root)].less) == (more, less)
