"""What only values show: less than none of something, and costs without a value."""

BELOW_NONE = "and nothing can be less than none | keep it at 0 or above, for example max(0, ...)"
MORE_THAN_ALL = (
    "T407 'cdn.hit_ratio' is 150%, and a share lies between 0% and 100% | write at most 100%"
)


def test_less_than_none_is_refused_where_it_is_written(refused):
    """
    components:
      api: {kind: fleet, load: -5 requests/s, throughput: 1 request/s/instance,
        price: $1/instance/month}
      cdn: {kind: edge, bytes: 5 TB/month, price: $1/TB, hit_ratio: 150%, fill_price: $1/TB}
      desk: {kind: custom, bill: [{item: seats, quantity: 2 seats - 3 seats, price: $1/seat/month}]}
    """
    assert refused() == [
        f"3:28 T503 'api.load' comes to -5 requests/s, {BELOW_NONE}",
        f"5:65 {MORE_THAN_ALL}",
        f"6:55 T503 'desk.seats.quantity' comes to -1 seat, {BELOW_NONE}",
    ]


def test_a_percentage_without_its_sign_is_asked_for_it(refused):
    """
    components:
      api: {kind: fleet, instances: 10, average_load: 20, price: $1/instance/month}
    """
    assert refused() == [
        "3:51 T407 'api.average_load' is 20, and a share lies between 0% and 100% | write '20%'"
    ]


def test_a_price_may_be_paid_back(plan):
    """
    components:
      desk: {kind: custom, bill: [{item: seats, quantity: 2 seats, price: $3/seat/month},
        {item: credit, quantity: 1, price: -$5/month}]}
    """
    assert str(plan.total) == "$1.00/month"


def test_strategies_are_held_to_it_too(refused):
    """
    components:
      cdn: {kind: edge, bytes: 5 TB/month, price: $1/TB, hit_ratio: 90%, fill_price: $1/TB}
    strategies: {better: {set: {cdn.hit_ratio: 150%}}}
    """
    assert refused() == [
        f"4:44 {MORE_THAN_ALL}",
    ]


def test_figures_per_none_are_undefined_and_no_more(plan):
    """
    assumptions: {users: 0 users}
    components: {api: {kind: fleet, load: users * 1 request/user/s,
      throughput: 1 request/s/instance, price: $1/instance/month}}
    figures:
      each: total.cost / users
      twice: 2 * each
      fine: if users > 0 users then total.cost / users else $0/user/month
    scale: {over: users, steps: [1 user, 10 users]}
    claims: {each: $1/user/month}
    """
    assert [str(plan[name]) for name in ("total.cost", "each", "twice", "fine")] == [
        "$0/month", "undefined", "undefined", "$0/user/month"
    ]  # fmt: skip
    assert plan["each"].number is None
    assert [str(step.cost) for step in plan.steps] == ["$1.00/month", "$10.00/month"]
    assert plan.components[0].share is None
    assert plan.why("twice").value == "undefined"


def test_a_cost_without_a_value_is_refused_with_its_place(refused):
    """
    assumptions: {users: 0 users, each: 5 seats / (users)}
    components:
      a: {kind: custom, bill: [{item: seats, quantity: each * 1 user, price: $1/seat/month}]}
      b: {kind: fleet, load: 5 requests/s, throughput: 0 requests/s/instance,
        price: $1/instance/month}
    """
    assert refused() == [
        "2:37 T504 'each' is undefined: something is divided by zero | 'seats' of 'a' rests on it",
        (
            "5:3 T504 'servers' is undefined: something is divided by zero"
            " | 'servers' of 'b' rests on it"
        ),
    ]


def test_a_stated_cost_without_a_value_is_refused(refused):
    """
    assumptions: {none: 0}
    components: {a: {kind: custom}}
    """
    told = refused(a__cost="$5/month / none")
    assert told == [
        (
            "1:1 T504 'a.cost' is undefined: something is divided by zero"
            " | 'as set states it' of 'a' rests on it"
        ),
    ]


def test_a_function_without_a_value_says_why(refused):
    """
    components:
      api: {kind: custom, derive: {waits: "erlang_c(12, 10)"},
        bill: [{item: it, quantity: api.waits * 1 instance, price: $1/instance/month}]}
    """
    (told,) = refused()
    assert "'api.waits' is undefined: servers are to exceed the offered load" in told
