"""A comparison: the verdict, where it is, and what moved it, the largest first."""

from fractions import Fraction

import pytest

from tenfold import api
from tenfold.plan.plan import Amount
from tenfold.report.comparison import compose_comparison, signed

MORE = "  desk: {kind: custom, bill: [{item: seats, quantity: 3 seats, price: $98/seat/month}]}\n"
UNPRICED = "  desk: {kind: custom, bill: [{item: seats, quantity: 3 seats}]}\n"


def compared(before, after, names=("old", "new")):
    return compose_comparison(api.compare(before, after, names))


def test_signed(shop):
    like = shop().total
    month = like.unit.scale(like.calendar)
    assert signed(None, like) == "unknown"
    assert signed(Fraction(0), like) == "same"
    assert signed(1200 * month, like) == "+$1,200"
    assert signed(-400 * month, like, cents=True) == "-$400.00"
    assert isinstance(like, Amount)


def test_the_whole_of_it(shop, lines):
    told = lines(compared(shop(), shop(MORE, set={"users": "10M users"})))
    assert told == [
        "Shop: old → new",
        "━━━━━━━━━━━━━━━",
        "",
        "$543.10 a month becomes $1,183.10: +$640.00, 2.18 times as much.",
        "",
        "A month      old        new  Difference",
        "───────────────────────────────────────",
        "Servers  $343.10    $489.10    +$146.00",
        "files    $200.00    $400.00    +$200.00",
        "desk           —    $294.00    +$294.00",
        "───────────────────────────────────────",
        "Total    $543.10  $1,183.10    +$640.00",
        "",
        "Why",
        "───",
        "",
        "What changed  old       new        Alone moves a month by",
        "─────────────────────────────────────────────────────────",
        "users         5M users  10M users                +$346.00",
        "desk          —         custom                   +$294.00",
    ]


def test_what_no_change_explains_alone_is_told(shop, lines):
    after = shop(set={"files.price": "$0.04/GB/month", "users": "10M users"})
    told = lines(compared(shop(), after))
    assert told[-5:] == [
        "What changed      old             new             Alone moves a month by",
        "────────────────────────────────────────────────────────────────────────",
        "users             5M users        10M users                     +$346.00",
        "files.price       $0.02/GB/month  $0.04/GB/month                +$200.00",
        "together besides                                                +$200.00",
    ]


@pytest.mark.parametrize(
    ("price", "told"),
    [
        ("$0.02", "$543.10 a month in both."),
        ("$0.021", "$543.10 a month becomes $553.10: +$10.00, +1.8%."),
        ("$0.019", "$543.10 a month becomes $533.10: -$10.00, -1.8%."),
        ("$0.20", "$543.10 a month becomes $2,343.10: +$1,800.00, 4.31 times as much."),
    ],
)
def test_the_verdict_says_how_much(shop, lines, price, told):
    assert lines(compared(shop(), shop(set={"files.price": f"{price}/GB/month"})))[3] == told


def test_a_fraction_is_told_as_times_less(shop, lines):
    before, after = shop(set={"files.price": "$0.20/GB/month"}), shop()
    assert lines(compared(before, after))[3].endswith("-$1,800.00, 4.31 times less.")


def test_changes_stand_by_how_far_they_move_the_total(shop, lines):
    plan = shop(set={"files.price": "$0.03/GB/month", "daily": "1M users", "web.machine": "large"})
    told = lines(compared(shop(), plan))
    at = next(n for n, line in enumerate(told) if line.startswith("What changed"))
    assert [line.split()[0] for line in told[at + 2 : at + 4]] == ["daily", "files.price"]


def test_what_moves_nothing_is_named_in_one_sentence(shop, lines):
    more = "figures: {fee: $5/user, tax: 10%}\n"
    changed = "figures: {fee: $6/user, tax: 20%}\n"
    told = lines(compared(shop(more), shop(changed)))
    assert told[-1] == "fee, tax differ, and move no cost."
    told = lines(compared(shop(more), shop(changed, set={"users": "6M users"})))
    assert told[-1] == "fee, tax differ too, and move no cost."


def test_formulas_are_told_only_where_the_values_are_alike(shop, lines):
    told = "\n".join(lines(compared(shop(), shop(set={"daily": "20% of users"}))))
    assert "500,000 users" in told
    assert "(20% of users)" not in told
    told = "\n".join(lines(compared(shop(), shop(set={"daily": "500K users"})), 120))
    assert "daily differs, and moves no cost." in told


def test_what_is_unknown_on_one_side_is_unknown(shop, lines):
    told = "\n".join(lines(compared(shop(UNPRICED), shop(MORE))))
    assert "At least $543.10 a month becomes $837.10; prices are missing, so the difference" in told
    assert "desk       missing  $294.00     unknown" in told
    assert "files      $200.00  $200.00        same" in told
    assert "Total    ≥ $543.10  $837.10     unknown" in told


def test_what_is_unknown_on_both_sides_cancels(shop, lines):
    told = "\n".join(
        lines(compared(shop(UNPRICED), shop(UNPRICED, set={"files.price": "$0.03/GB/month"})))
    )
    assert "At least $543.10 a month becomes at least $643.10: +$100.00." in told


def test_what_moves_no_known_cost_is_said_so(shop, lines):
    more = "figures: {fee: $5/user}\n"
    told = lines(compared(shop(UNPRICED + more), shop(UNPRICED + more, set={"fee": "$6/user"})))
    assert told[-1] == "fee differs, and moves no known cost."


def test_two_models_are_both_named(shop, lines):
    other = api.plan(api.read("tenfold: 1\nname: Blog\nassumptions: {users: 5M users}\n"))
    assert lines(compared(shop(), other))[0] == "Shop and Blog: old → new"


def test_two_currencies_are_not_subtracted(shop, lines):
    euros = api.read(
        "tenfold: 1\nname: Shop\ncurrency: EUR\ncomponents:\n"
        "  files: {kind: objects, data: 10 TB, price: €0.02/GB/month}\n"
    )
    told = "\n".join(lines(compared(shop(), api.plan(euros))))
    assert "$543.10 a month becomes €200.00; these are two currencies" in told
    assert "files    $200.00  €200.00     unknown" in told
