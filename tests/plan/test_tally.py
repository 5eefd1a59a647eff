"""The bill of a component: lines of the law and of its own, and what is set in their place."""

import pytest


def lines(plan):
    return {line.item: str(line.cost) for line in plan.components[0].lines}


def test_lines_of_the_law_come_before_its_own(plan):
    """
    components:
      db:
        kind: sql
        data: 1 TB
        price: $10/instance/month
        storage_price: $0.01/GB/month
        bill: [{item: A licence, title: The licence, quantity: 2 licenses, price: $3/license/month}]
    """
    assert lines(plan) == {
        "primaries": "$10.00/month",
        "storage": "$10.00/month",
        "a_licence": "$6.00/month",
    }
    assert [str(plan[f"db.a_licence.{name}"]) for name in ("quantity", "price", "cost")] == [
        "2 licenses", "$3.00/license/month", "$6.00/month"
    ]  # fmt: skip


def test_a_stated_cost_adds_a_line_so_that_lines_still_add_up(make):
    """
    components:
      db: {kind: sql, data: 1 TB, price: $10/instance/month, storage_price: $0.01/GB/month}
    """
    for said, cost, rest in (
        ("$50/month", "$50.00/month", "$30.00/month"),
        ("$5/month", "$5.00/month", "-$15.00/month"),
        ("80% of db.cost", "$16.00/month", "-$4.00/month"),
        ("db.cost - db.storage.cost", "$10.00/month", "-$10.00/month"),
        ("$120/year", "$10.00/month", "-$10.00/month"),
    ):
        plan = make(db__cost=said)
        assert lines(plan) == {
            "primaries": "$10.00/month",
            "storage": "$10.00/month",
            "stated": rest,
        }
        assert str(plan.components[0].cost) == str(plan.total) == cost
        assert str(plan.total.unit) == "$/month"
        assert plan.components[0].lines[-1].title == "as set states it"


def test_a_stated_cost_may_be_in_another_currency(make):
    """
    exchange: {EUR: $2}
    components:
      db: {kind: sql, data: 1 TB, price: $10/instance/month, storage_price: $0.01/GB/month}
    """
    assert str(make(db__cost="€10/month").total) == "$20.00/month"
    assert str(make(db__storage__cost="€10/month").total) == "$30.00/month"


@pytest.mark.parametrize("name", ["db__cost", "db__storage__cost"])
def test_a_cost_is_money_a_month(name, refused):
    """
    components:
      db: {kind: sql, data: 1 TB, price: $10/instance/month, storage_price: $0.01/GB/month}
    """
    (told,) = refused(**{name: "$10"})
    assert told.startswith(
        f"1:1 T301 '{name.replace('__', '.')}' comes to [$], and a bill is in [$/month]"
    )
    assert refused(**{name: "£10/month"})[0].startswith("1:1 T302 ")


def test_a_stated_line_has_no_unit_price(make):
    """
    components:
      db: {kind: sql, data: 1 TB, price: $10/instance/month, storage_price: $0.01/GB/month}
    """
    plan = make(db__storage__cost="3 * db.storage.cost")
    storage = plan.components[0].lines[1]
    assert (str(storage.cost), storage.price, storage.price_source) == ("$30.00/month", None, "set")
    assert str(storage.quantity) == "1 TB"
    assert str(plan.total) == "$40.00/month"
    assert [pin.name for pin in plan.pins] == ["db.storage.cost"]


def test_a_stated_line_needs_no_price(make):
    """
    components:
      db: {kind: sql, data: 1 TB, price: $10/instance/month}
    """
    assert str(make().total) == "at least $10.00/month"
    plan = make(db__storage__cost="$7/month")
    assert (str(plan.total), plan.missing) == ("$17.00/month", ())


def test_lines_of_ones_own_can_be_set(make):
    """
    exchange: {EUR: $2}
    components:
      desk: {kind: custom, bill: [{item: seats, quantity: 3 seats, price: $5/seat/month},
        {item: rest, quantity: 1 seat}]}
    """
    assert str(make(desk__seats__quantity="4").components[0].lines[0].cost) == "$20.00/month"
    assert (
        str(make(desk__seats__price="€5/seat/month").components[0].lines[0].cost) == "$30.00/month"
    )
    assert str(make(desk__seats__cost="$1/month").components[0].lines[0].cost) == "$1.00/month"
    assert str(make().total) == "at least $15.00/month"
    assert str(make(desk__rest__price="$1/seat/month").total) == "$16.00/month"


def test_a_line_that_is_not_there_cannot_be_set(refused):
    """
    components:
      db: {kind: sql, data: 1 TB, price: $10/instance/month}
      desk: {kind: custom, bill: [{item: seats, quantity: 3 seats, price: $5/seat/month}]}
    """
    assert refused(db__storag__cost="$5/month") == [
        "1:1 T501 unknown figure 'db.storag.cost' in set | did you mean 'db.storage.cost'?"
    ]
    assert refused(desk__seat__price="$5/month")[0].startswith(
        "1:1 T501 unknown figure 'desk.seat.price'"
    )
    assert refused(desk__stated__cost="$5/month")[0].startswith(
        "1:1 T501 unknown figure 'desk.stated.cost'"
    )
    assert refused(db__replicas__cost="$5/month")[0].startswith(
        "1:1 T501 unknown figure 'db.replicas.cost'"
    )


def test_each_line_that_is_wrong_is_told(refused):
    """
    components:
      a: {kind: custom, bill: [{item: x, quantity: bogus}, {item: y, quantity: 1 seat,
        price: $1/pod/month}]}
    """
    assert [told.split()[1] for told in refused()] == ["T105", "T301"]


def test_a_category_is_what_it_says_else_the_title_else_the_name(plan):
    """
    components:
      a: {kind: custom, title: First, category: Both}
      b: {kind: custom, category: Both}
      c: {kind: custom, title: Third}
      d: {kind: custom}
    """
    assert {c.name: c.components for c in plan.categories} == {
        "Both": ("a", "b"), "Third": ("c",), "d": ("d",)
    }  # fmt: skip
