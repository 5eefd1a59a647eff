"""Ranges that make less than none of something, or more than all of it, in some worlds."""


def remarks(plan):
    return [(warning.code, warning.what, warning.span.line) for warning in plan.warnings]


def test_what_is_below_none_in_some_worlds_is_remarked_on_where_it_begins(plan):
    """
    assumptions: {users: 0 to 1000 users}
    components:
      api:
        kind: fleet
        load: users * 1 request/user/s
        throughput: 50 requests/s/instance
        price: $1/instance/month
    """
    assert remarks(plan) == [("T593", "'api.load' is below none in 5% of the worlds", 6)]


def test_a_share_of_more_than_all_is_remarked_on(plan):
    """
    components:
      api:
        kind: fleet
        instances: 3 instances
        average_load: normal(80%, 120%)
        price: $1/instance/month
    """
    ((code, what, _),) = remarks(plan)
    assert code == "T593"
    assert what == "'api.average_load' is above 100% in 50% of the worlds"


def test_a_sound_range_is_not_remarked_on(plan):
    """
    assumptions: {users: 10 to 1000 users}
    components:
      api: {kind: fleet, load: users * 1 request/user/s, throughput: 50 requests/s/instance,
        average_load: 20% to 99%, price: $1/instance/month}
    """
    assert remarks(plan) == []


def test_a_risk_may_be_what_makes_it_so(plan):
    """
    components:
      api: {kind: fleet, instances: 3 instances, average_load: 90%, price: $1/instance/month}
    risks: {busy: {probability: 10%, set: {api.average_load: 180%}}}
    """
    ((code, what, line),) = remarks(plan)
    assert (code, line) == ("T593", 4)
    assert what.startswith("'api.average_load' is above 100% in")
