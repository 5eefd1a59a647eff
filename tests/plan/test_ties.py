"""Which doubts move together: names made keys, and what cannot be tied."""

from tenfold.plan.ties import ties_of

CERTAIN = (
    "is in no doubt of its own, so nothing can move with it | "
    "give it a range, or name the figures that it rests on"
)
TWICE = "has 2 ranges, so it is not clear which one moves | give each range a figure of its own"


def tied(plan):
    return [(tie.first, tie.second, tie.rank) for tie in ties_of(plan.graph)]


def test_drivers_and_pairs_become_ties_between_keys(plan):
    """
    assumptions:
      users: 1M to 2M users
      each: {value: 3 requests/user/day, range: 2 to 5 requests/user/day}
    components:
      api: {kind: fleet, load: users * each, throughput: 10 to 20 requests/s/instance,
        price: $1/instance/month}
    drivers: {engagement: {users: strong, each: -weak}}
    correlate: [[users, api.throughput, 0.25]]
    """
    assert tied(plan) == [
        ("drivers.engagement", "users", 0.8),
        ("drivers.engagement", "each", -0.3),
        ("users", "api.throughput", 0.25),
    ]


def test_what_is_set_to_one_value_is_tied_no_longer(make):
    """
    assumptions: {users: 1M to 2M users, each: 2 to 3 requests/user/day}
    scenarios: {sure: {set: {users: 1M users}}}
    correlate: [[users, each, 0.5]]
    """
    assert len(tied(make())) == 1
    assert tied(make("sure")) == []
    assert tied(make(each="2 requests/user/day")) == []


def test_what_has_no_doubt_of_its_own_cannot_be_tied(refused):
    """
    assumptions:
      users: 1M to 2M users
      each: 2 to 3 requests/user/day
      sure: 3 requests
      both: (1 to 2) * (3 to 4)
      twice: users * 2
    drivers: {mood: {users: strong, eech: weak}}
    correlate: [[users, sure, 0.5], [both, users, 0.5], [users, twice, 0.5]]
    """
    assert refused() == [
        "8:33 T502 unknown figure 'eech' | did you mean 'each'?",
        f"9:21 T513 'sure' {CERTAIN}",
        f"9:34 T513 'both' {TWICE}",
        f"9:61 T513 'twice' {CERTAIN}",
    ]


def test_a_formula_with_one_range_in_it_can_be_tied(plan):
    """
    assumptions: {users: 1M to 2M users, sold: users * (2% to 3%)}
    correlate: [[users, sold, 0.5]]
    """
    assert tied(plan) == [("users", "sold", 0.5)]
