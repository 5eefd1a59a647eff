"""Two plans side by side: what changed, and what each change moves alone."""

from fractions import Fraction

import pytest

import tenfold as tf

MODEL = """\
tenfold: 1
assumptions: {users: 1000 users}
components:
  api: {kind: fleet, category: Compute, load: users * 1 request/user/s,
    throughput: 100 requests/s/instance, price: $10/instance/month}
  db: {kind: sql, category: Data, data: 1 TB, price: $100/instance/month,
    storage_price: $0.10/GB/month}
  desk: {kind: custom, bill: [{item: seats, quantity: 3 seats, price: $5/seat/month}]}
"""


def plan(text=MODEL, **changes):
    return tf.plan(
        tf.read(text), set={name.replace("__", "."): said for name, said in changes.items()}
    )


def told(found):
    return {
        c.name: (c.before, c.after, None if c.effect is None else str(c.effect))
        for c in found.changes
    }


def a_month(found):
    return found.total.by * 730 * 3600


def edited(*pairs):
    text = MODEL
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def test_nothing_differs_from_itself():
    found = tf.compare(plan(), plan())
    assert (found.total.by, found.changes, found.rest.value) == (0, (), 0)
    assert {d.name: d.by for d in found.components} == {"api": 0, "db": 0, "desk": 0}


def test_one_change_explains_all_of_it():
    found = tf.compare(plan(), plan(users="2,500 users"), ("now", "then"))
    # ten servers become 25, at $10
    assert told(found) == {"users": ("1,000 users", "2,500 users", "$150.00/month")}
    assert (a_month(found), found.rest.value) == (150, 0)
    assert (found.before_name, found.after_name) == ("now", "then")
    assert {d.name: (str(d.before), str(d.after)) for d in found.categories} == {
        "Compute": ("$100.00/month", "$250.00/month"),
        "Data": ("$200.00/month", "$200.00/month"),
        "desk": ("$15.00/month", "$15.00/month"),
    }


def test_what_changes_explain_only_together_is_told_as_the_rest():
    found = tf.compare(plan(), plan(users="2000 users", api__price="$20/instance/month"))
    # 10 more servers: $100; twice the price: $100; both: $300
    assert {name: effect for name, (_, _, effect) in told(found).items()} == {
        "users": "$100.00/month", "api.price": "$100.00/month"
    }  # fmt: skip
    assert str(found.rest) == "$100.00/month"


def test_two_files_are_compared_by_what_they_declare():
    after = edited(
        ("users: 1000 users", "users: 900 users, guests: 100 users"),
        ("load: users *", "load: (users + guests) *"),
        ("data: 1 TB", "data: 2 TB"),
        ("quantity: 3 seats", "quantity: 4 seats"),
    )
    found = tf.compare(plan(), plan(after))
    assert told(found) == {
        "users": ("1,000 users", "900 users", "-$10.00/month"),
        "api.load": (
            "1,000 requests/s (users * 1 request/user/s)",
            "1,000 requests/s ((users + guests) * 1 request/user/s)",
            None,
        ),
        "db.data": ("1 TB", "2 TB", "$100.00/month"),
        "desk.seats.quantity": ("3 seats", "4 seats", "$5.00/month"),
        "guests": ("—", "100 users", "$0/month"),
    }
    assert a_month(found) == 105
    assert found.rest is None


def test_a_setting_that_comes_or_goes_is_made_alone():
    less = edited(
        ("$100/instance/month,\n    storage_price: $0.10/GB/month", "$100/instance/month"),
        ("load: users", "minimum: 15, load: users"),
    )
    found = tf.compare(plan(), plan(less))
    assert told(found)["api.minimum"] == ("—", "15 instances", "$50.00/month")
    back = tf.compare(plan(less, db__storage__cost="$0/month"), plan())
    assert told(back)["api.minimum"] == ("15 instances", "—", "-$50.00/month")


def test_components_and_lines_that_come_or_go_are_worth_what_they_cost():
    head, _, rest = MODEL.partition("  db:")
    gone = head + rest[rest.index("  desk:") :]
    found = tf.compare(plan(), plan(gone))
    assert told(found) == {"db": ("sql", "—", "-$200.00/month")}
    assert (a_month(found), found.rest.value) == (-200, 0)
    assert told(tf.compare(plan(gone), plan())) == {"db": ("—", "sql", "$200.00/month")}
    assert next(d for d in found.components if d.name == "db").after is None

    more = edited(
        (
            "$5/seat/month}",
            "$5/seat/month}, {item: chairs, quantity: 2 seats, price: $1/seat/month}",
        )
    )
    assert told(tf.compare(plan(), plan(more))) == {"desk.chairs": ("—", "a line", "$2.00/month")}

    other = edited(
        (
            (
                "{kind: sql, category: Data, data: 1 TB, price: $100/instance/month,\n"
                "    storage_price: $0.10/GB/month}"
            ),
            "{kind: kubernetes, category: Data, clusters: 2, price: $50/cluster/month}",
        )
    )
    assert told(tf.compare(plan(), plan(other))) == {"db": ("sql", "kubernetes", "-$100.00/month")}


def test_what_is_set_is_compared_and_unset():
    before, after = plan(api__instances="20", api__machine="big"), plan(api__machine="small")
    found = tf.compare(before, after)
    assert told(found) == {
        "api.instances": ("20 instances", "10 instances", "-$100.00/month"),
        "api.machine": ("big", "small", "$0/month"),
    }


def test_what_moves_no_cost_is_told_with_none():
    before = MODEL + "figures: {each: total.cost / users}\n"
    after = MODEL + "figures: {each: 2 * total.cost / users}\n"
    (changed,) = tf.compare(plan(before), plan(after)).changes
    assert (changed.name, changed.effect.value) == ("each", 0)


def test_a_range_that_differs_is_seen():
    after = edited(("users: 1000 users", "users: {value: 1000 users, range: 500 to 2000 users}"))
    (changed,) = tf.compare(plan(), plan(after)).changes
    assert (changed.name, changed.effect.value) == ("users", 0)
    assert "500 to 2000 users" in changed.after


def test_a_rate_is_an_input():
    before = edited(("price: $5/seat", "price: €5/seat")) + "exchange: {EUR: $1}\n"
    (changed,) = tf.compare(plan(before), plan(before.replace("$1}", "$2}"))).changes
    assert (changed.name, str(changed.effect)) == ("exchange.EUR", "$15.00/month")


def test_months_of_other_lengths_are_compared_month_by_month():
    found = tf.compare(plan(), plan(MODEL + "month: 720 hours\n"))
    assert found.total.by == 0  # every price is by the month
    assert told(found) == {"month": ("730 hours", "720 hours", None)}
    hourly = edited(("$10/instance/month", "$1/instance/hour"))
    found = tf.compare(plan(hourly), plan(hourly + "month: 720 hours\n"))
    assert a_month(found) == -10 * 10  # ten hours of ten servers


def test_other_currencies_have_no_difference():
    euros = MODEL.replace("$", "€") + "currency: EUR\n"
    found = tf.compare(plan(), plan(euros))
    assert (found.total.by, found.rest) == (None, None)
    assert told(found)["currency"] == ("USD", "EUR", None)


def test_only_the_first_forty_changes_are_followed():
    text = "tenfold: 1\nassumptions: {" + ", ".join(f"a{i}: 1 seat" for i in range(50)) + "}\n"
    text += (
        "components: {it: {kind: custom, bill: [{item: x, quantity: "
        + " + ".join(f"a{i}" for i in range(50))
        + ", price: $1/seat/month}]}}\n"
    )
    found = tf.compare(
        plan(text), plan(text.replace("1 seat", "2 seats").replace("$1/seats", "$1/seat"))
    )
    effects = [change.effect for change in found.changes]
    assert [str(effect) for effect in effects[:40]] == ["$1.00/month"] * 40
    assert effects[40:] == [None] * 10
    assert found.rest is None
    assert found.total.by == Fraction(50, 730 * 3600)


@pytest.mark.parametrize("changes", [{}, {"users": "2000 users"}])
def test_there_and_back_is_the_same_difference(changes):
    there = tf.compare(plan(), plan(**changes))
    back = tf.compare(plan(**changes), plan())
    assert there.total.by == -back.total.by


def test_a_change_that_speaks_of_itself_builds_on_what_is_declared():
    """Twice the users against three times: each of the thousand, not one of the other."""
    found = tf.compare(plan(users="2 * users"), plan(users="3 * users"))
    # twenty servers become thirty
    assert [str(change.effect) for change in found.changes] == ["$100.00/month"]
    assert (a_month(found), found.rest.value) == (100, 0)
    back = tf.compare(plan(users="2 * users"), plan())
    assert [str(change.effect) for change in back.changes] == ["-$100.00/month"]


@pytest.mark.parametrize("first", ["500 users", "users * 2", "users * 3", "1_000 users"])
@pytest.mark.parametrize("second", ["200 users", "users * 2", "users * 5"])
def test_the_only_cause_moves_all_of_it(first, second):
    """What is set on one side builds on what is declared, not on what the other side sets."""
    found = tf.compare(plan(users=first), plan(users=second))
    assert sum(c.effect.value for c in found.changes) == found.total.by


def test_a_saving_is_told_from_the_settings_of_both_worlds():
    text = MODEL + "strategies: {less: {set: {api.price: $6/instance/month}}}\n"
    told = str(tf.plan(tf.read(text)).why("strategies.less.saves"))
    assert "$10.00/instance/month" in told
    assert "$6.00/instance/month" in told
    assert "strategy less" in told
