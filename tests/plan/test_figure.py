"""A figure bound: formula, doubt, unit, exchange rate, and what is set in its place."""

import pytest

from tenfold.quantity.expr import Draw


def test_a_figure_rests_on_others_whatever_their_order(plan):
    """
    figures: {each: paid / users}
    assumptions:
      paid: twice * $3/user
      twice: 2 * users
      users: 5 users
    """
    assert str(plan["each"]) == "$6.00/user"


def test_a_bare_number_takes_the_unit_that_is_declared(plan):
    """
    assumptions:
      users: {value: 5, unit: users}
      data: {value: 5000 GB, unit: TB}
      rate: {value: 10% of data / (1 day), unit: GB/s}
    """
    assert str(plan["users"]) == "5 users"
    assert (str(plan["data"].unit), str(plan["data"])) == ("TB", "5 TB")
    assert str(plan["rate"].unit) == "GB/s"


def test_a_declared_unit_is_checked(refused):
    """
    assumptions:
      data: {value: 5 users, unit: GB}
      price: {value: 5, unit: $/GB}
      odd: {value: 5 GB, unit: GB and more}
      none: {value: 5 GB, unit: gigs}
    """
    told = refused()
    assert told[0] == "3:17 T111 'data' is in [user], and is to be in [GB]"
    assert told[1] == "4:18 T111 'price' is in [plain number], and is to be in [$/GB]"
    assert told[2].startswith("5:31 T101 'GB and more' is no unit")
    assert told[3].startswith("6:29 T102 unknown unit 'gigs'")


def test_a_range_beside_a_value_is_its_doubt(plan):
    """
    assumptions:
      peak: {value: 3x, range: 2x to 5x}
      load: {value: 400 requests/s, range: 20K to 30K requests/minute}
      alone: {range: 10 to 1000 users}
    """
    peak, load = plan.node("peak").body, plan.node("load").body
    assert isinstance(peak, Draw)
    assert isinstance(load, Draw)
    assert (plan["peak"].value, plan["load"].value) == (3, 400)
    assert load.stands_on == 24_000  # in the range's own unit: a minute has 60 seconds
    assert (peak.key, load.key) == ("peak", "load")
    assert str(plan["alone"]) == "100 users"


def test_a_range_has_to_fit_its_value(refused):
    """
    assumptions:
      users: 5 users
      a: {value: 9x, range: 2x to 5x}
      b: {value: 2 * users, range: 2 to 5 users}
      c: {value: 5 users, range: 2 to 5 GB}
      d: {value: 5 users, range: 6 users}
    """
    assert refused() == [
        "4:25 T107 the value of 'a' lies outside its range | the value is 9x",
        (
            "5:14 T107 'b' is computed, so it has no range of its own"
            " | put the range on the assumptions it rests on"
        ),
        "6:30 T111 the range is in [GB], the value in [user]",
        "7:30 T107 this is no range | write 'low to high'",
    ]


def test_a_figure_may_bear_the_name_of_a_unit(plan):
    """
    assumptions:
      user: 5 users
      GB: 7 GB
      month: 2 users/month
    figures:
      all: user + 1 user
      more: GB + 1 GB
      yearly: month as users/year
    """
    assert [str(plan[name]) for name in ("all", "more", "yearly")] == [
        "6 users",
        "8 GB",
        "24 users/year",
    ]


@pytest.mark.parametrize("rate", ["$1.10", "$1.10/EUR", "$11/EUR / 10", "1.1 * $1"])
def test_a_rate_says_what_one_of_a_currency_is(rate, rated):
    assert str(rated(rate)["paid"]) == "$11.00/month"


@pytest.mark.parametrize("rate", ["1.10", "€1.10", "5 users", "$1.10/GB"])
def test_what_is_no_rate_is_refused(rate, rated):
    with pytest.raises(Exception, match=r"T302  the rate of EUR is in"):
        rated(rate)


@pytest.fixture
def rated():
    import tenfold as tf

    text = "tenfold: 1\nexchange: {{EUR: {}}}\nassumptions: {{paid: €10/month as $/month}}\n"
    return lambda rate: tf.plan(tf.read(text.format(rate)))


def test_a_rate_of_the_models_own_currency_is_refused(refused):
    """
    currency: EUR
    exchange: {EUR: €1}
    """
    assert refused() == ["3:17 T302 the rate of EUR is in [€] | say what 1 EUR is in EUR"]


def test_rates_may_rest_on_figures_and_on_each_other(plan):
    """
    exchange: {EUR: strong, GBP: 1.2 * exchange.EUR * (1 EUR/GBP)}
    assumptions: {strong: $1.50}
    figures: {pounds: £10 as $}
    """
    assert str(plan["pounds"]) == "$18.00"


def test_a_rate_that_is_set_moves_every_figure_that_converts(make):
    """
    exchange: {EUR: $1.10}
    assumptions: {fee: €10/user}
    figures: {fee_in_dollars: fee as $/user}
    components:
      desk: {kind: custom, bill: [{item: seats, quantity: 2 seats, price: €10/seat/month}]}
    scenarios: {strong: {set: {exchange.EUR: $2}}}
    """
    assert (str(make().total), str(make()["fee_in_dollars"])) == ("$22.00/month", "$11.00/user")
    for plan in (make("strong"), make(exchange__EUR="$2"), make(exchange__EUR="$2/EUR")):
        assert (str(plan.total), str(plan["fee_in_dollars"])) == ("$40.00/month", "$20.00/user")


# -- what is set ------------------------------------------------------------------


def test_what_is_set_stands_and_what_it_would_be_is_kept(make):
    """
    assumptions: {users: 5 users}
    figures: {twice: 2 * users}
    """
    (pin,) = make(twice="7").pins
    assert (pin.name, pin.by, str(pin.value), str(pin.instead_of)) == (
        "twice",
        "set",
        "7 users",
        "10 users",
    )


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("2B", "2B users"),
        ("2B users", "2B users"),
        ("12", "12 users"),
        ("users * 3", "15 users"),
        ("users + twice", "10 users"),
    ],
)
def test_a_figure_may_be_set_to_what_it_was_and_more(said, value, make):
    """
    assumptions: {users: 5 users, twice: 5 users}
    """
    assert str(make(users=said)["users"]) == value


def test_layers_lie_upon_each_other(make):
    """
    assumptions: {users: 5 users}
    figures: {seen: users}
    scenarios: {big: {set: {users: 10 * users}}}
    strategies:
      one: {set: {users: users + 1 user}}
      two: {set: {users: 2 * users}}
    """
    plan = make("big", users="users + 7 users")
    # 5, then ten times that, then 7 more; with strategies 1 more, then twice all
    assert str(plan["users"]) == str(plan["seen"]) == "57 users"
    assert str(plan["with_strategies.users"]) == str(plan["with_strategies.seen"]) == "116 users"
    (pin,) = plan.pins
    assert (pin.by, str(pin.instead_of)) == ("set", "5 users")


def test_a_change_has_to_fit_its_figure(refused):
    """
    assumptions: {users: 5 users}
    """
    assert refused(users="5 GB") == ["1:1 T111 'users' is in [user], and set sets it in [GB]"]
    assert refused(users="$5") == ["1:1 T111 'users' is in [user], and set sets it in [$]"]
    assert refused(users="bogus * 2")[0].startswith("1:1 T105 unknown name 'bogus'")


@pytest.mark.parametrize(
    "name",
    [
        "usres",
        "exchange.EUR",
        "api.price",
        "total.cost",
        "strategies.x.saves",
        "users.",
        ".users",
        "users.count",
    ],
)
def test_an_unknown_name_is_refused_wherever_it_is_set(name, model_text):
    import tenfold as tf

    for lines, change in ((f"scenarios: {{s: {{set: {{{name}: 5}}}}}}", {}), ("", {name: "5"})):
        with pytest.raises(tf.Rejected, match=r"T501  unknown figure"):
            tf.plan(tf.read(model_text + lines), set=change)


@pytest.fixture
def model_text():
    return "tenfold: 1\nassumptions: {users: 5 users}\n"


def test_what_was_meant_is_suggested(refused):
    """
    assumptions: {users: 5 users}
    exchange: {EUR: $1.1}
    components: {api: {kind: fleet, instances: 3, price: $1/instance/month}}
    """
    assert refused(usres="5") == ["1:1 T501 unknown figure 'usres' in set | did you mean 'users'?"]
    assert refused(api__prize="$5/instance/month")[0].endswith("did you mean 'api.price'?")
    assert refused(exchange__EUT="$5")[0].endswith("did you mean 'exchange.EUR'?")
    assert refused(EUR="$5")[0].startswith("1:1 T501 unknown figure 'EUR' in set")
    assert refused(total__cost="$5/month")[0].endswith("a total is the sum of its parts: set those")


def test_a_figure_that_speaks_of_itself_is_refused(refused):
    """
    assumptions:
      a: 2 * a
      b: 2 * c
      c: 3 * b
    """
    assert refused() == [
        "3:10 T505 'a' is defined by itself | name what it is made from",
        "5:10 T505 circular reference: b -> c -> b | one of them has to be stated",
    ]


def test_what_rests_on_something_wrong_is_not_told_again(refused):
    """
    assumptions: {a: 2 bogons, b: 2 * a, c: 3 * b}
    components: {x: {kind: custom, bill: [{item: i, quantity: c, price: c}]}}
    figures: {d: total.cost * c}
    """
    assert len(refused()) == 1
