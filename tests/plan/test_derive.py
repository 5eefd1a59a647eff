"""Figures of a component's own: short names inside, full names outside."""


def test_short_inside_and_full_outside(plan):
    """
    components:
      desk:
        kind: custom
        derive: {calls: 100 calls/month, seats: ceil(calls / (30 calls/seat/month))}
        bill: [{item: seats, quantity: seats, price: $1/seat/month}]
    figures:
      calls: 2 * desk.calls
    """
    # 100 / 30, rounded up
    assert [str(plan[name]) for name in ("desk.calls", "desk.seats", "calls", "desk.cost")] == [
        "100 calls/month", "4 seats", "200 calls/month", "$4.00/month"
    ]  # fmt: skip


def test_what_is_derived_rests_on_the_law_and_on_each_other_by_either_name(plan):
    """
    components:
      api:
        kind: fleet
        instances: 6 instances
        price: $1/instance/month
        derive: {half: api.twice / 4, twice: 2 * api.instances, quarter: half / 2}
    """
    assert str(plan["api.quarter"]) == "1.5 instances"


def test_a_change_is_written_outside_so_it_uses_full_names(make):
    """
    assumptions: {calls: 7 calls/month}
    components:
      desk:
        kind: custom
        derive: {calls: 100 calls/month}
        bill: [{item: calls, quantity: calls, price: $1/call}]
    """
    assert str(make(desk__calls="2 * desk.calls").total) == "$200.00/month"
    assert str(make(desk__calls="2 * calls").total) == "$14.00/month"
    assert str(make(desk__calls="2 * calls", calls="8 calls/month").total) == "$16.00/month"


def test_circles_inside_are_told(refused):
    """
    components:
      desk:
        kind: custom
        derive: {a: 2 * b, b: 2 * desk.a, c: c}
    """
    assert refused() == [
        "5:31 T505 circular reference: a -> b -> a | one of them has to be stated",
        "5:42 T505 'c' is defined by itself | name what it is made from",
    ]


def test_settings_are_written_before_what_is_derived(refused):
    """
    components:
      api:
        kind: fleet
        load: 5 requests/s * api.factor
        throughput: 1 request/s/instance
        derive: {factor: 2}
    """
    assert refused() == [
        (
            "5:11 T505 'api.load' rests on 'api.factor', which is worked out after it"
            " | name what it is made from"
        ),
    ]


def test_what_is_derived_may_be_negative(plan):
    """
    components:
      api: {kind: fleet, instances: 5, price: $1/instance/month,
        derive: {left: 3 instances - api.instances}}
    """
    assert str(plan["api.left"]) == "-2 instances"


def test_one_that_is_wrong_does_not_hide_the_others(refused):
    """
    components:
      desk: {kind: custom, derive: {a: 5 seats + 1 GB, b: 2 * a, c: bogus}}
    """
    assert [told.split()[1] for told in refused()] == ["T110", "T105"]
