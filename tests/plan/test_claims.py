"""Claims: published figures, held against the model and against each other."""

from fractions import Fraction

import pytest

import tenfold as tf

MODEL = """\
tenfold: 1
assumptions: {{users: 1234 users, share: 24.13%}}
components: {{api: {{kind: fleet, instances: 8, price: $10/instance/month}}}}
claims: {{it: {{of: "{of}", says: "{says}"}}}}
"""


def claim(of, says):
    return tf.plan(tf.read(MODEL.format(of=of, says=says))).claims[0]


@pytest.mark.parametrize(
    ("of", "says", "verdict"),
    [
        ("users", "1,234 users", "holds"),
        ("users", "1,234", "holds"),
        ("users", "1.2K users", "holds"),  # printed to the hundred: 1,150 to 1,250
        ("users", "1.3K users", "off"),
        ("users", "1K users", "holds"),  # printed to the thousand
        ("users", "1,000 users", "off"),  # printed to the unit
        ("users", "1,000 to 1,300 users", "holds"),
        ("users", "1,300 to 1,400 users", "off"),
        ("users", "1.2K to 1.4K users", "holds"),
        ("share", "24%", "holds"),
        ("share", "24.1%", "holds"),
        ("share", "24.2%", "off"),
        ("share", "20% to 25%", "holds"),
        ("share", "0.24", "holds"),
        ("total.cost", "$80/month", "holds"),
        ("total.cost as $/year", "$960/year", "holds"),
        ("total.cost as $/year", "$80/month", "holds"),
        ("api.price as $/instance/day", "$0.33/instance/day", "holds"),
        ("-users", "-1,234 users", "holds"),
        ("-users", "-1,200 users", "off"),
        ("-users", "-1.2K users", "holds"),
        ("users > 1,000 users", "true", "holds"),
        ("users > 1,000 users", "false", "off"),
        ("users < 1,000 users", "false", "holds"),
    ],
)
def test_a_claim_holds_within_what_its_last_digit_can_say(of, says, verdict):
    found = claim(of, says)
    assert (found.verdict, found.claimed) == (verdict, says)


def test_how_far_off_a_claim_is():
    found = claim("total.cost", "$800/month")
    assert (found.ratio, str(found.difference), found.claimed_number) == (10, "$720.00/month", 800)
    found = claim("total.cost", "$100 to $200/month")
    assert found.ratio == Fraction(5, 4)  # the end that is nearer
    found = claim("users > 1 user", "false")
    assert (found.ratio, found.difference) == (None, None)


@pytest.mark.parametrize(
    ("of", "says", "code"),
    [
        ("users", "5 GB", "T508"),
        ("users", "2 * users", "T508"),
        ("users", "bogus", "T105"),
        ("bogus", "5 users", "T105"),
        ("total.cost", "$5", "T508"),
    ],
)
def test_what_is_no_claim_is_refused(of, says, code):
    with pytest.raises(tf.Rejected) as refused:
        claim(of, says)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_what_a_figure_rests_on_is_taken_as_published(plan):
    """
    assumptions: {load: 1000 requests/s}
    components:
      api: {kind: fleet, load: load, throughput: 10 requests/s/instance, price: $5/instance/month}
    claims:
      api.instances: 1,000 instances
      api.cost: $5,000/month
      total.cost: $6,000/month
    """
    # 100 servers, said to be 1,000; their cost follows from that, and the total from neither
    servers, cost, total = plan.claims
    assert (servers.verdict, servers.follows, servers.ratio) == ("off", False, 10)
    assert (cost.verdict, cost.follows, str(cost.from_those)) == ("off", True, "$5,000/month")
    assert (total.verdict, total.follows, str(total.from_those)) == ("off", False, "$5,000/month")
    assert total.from_ratio == Fraction(6, 5)


def test_a_claim_may_say_how_its_writer_came_to_it(plan):
    """
    assumptions: {users: 10 users}
    components: {api: {kind: fleet, instances: 8, price: $10/instance/month}}
    claims:
      each: {of: total.cost / users, says: $80/user/month, from: total.cost / (1 user)}
      wrong: {of: total.cost / users, says: $80/user/month}
    """
    each, wrong = plan.claims
    assert (each.verdict, each.follows) == ("off", True)
    assert (wrong.verdict, wrong.follows) == ("off", False)


def test_what_it_comes_from_has_to_measure_the_same(refused):
    """
    assumptions: {users: 10 users}
    claims:
      users: {says: 5 users, from: 5 GB}
    """
    assert refused() == ["4:32 T508 'users' comes from what is in [GB], its figure is in [user]"]


def test_a_pin_of_the_reading_is_no_reason_for_itself(make):
    """
    assumptions: {load: 1000 requests/s}
    components:
      api: {kind: fleet, load: load, throughput: 10 requests/s/instance, price: $5/instance/month}
    scenarios: {as_published: {set: {api.instances: 1000 instances}}}
    claims: {api.instances: 1000 instances}
    """
    (claim,) = make("as_published").claims
    assert (claim.verdict, claim.follows, str(claim.from_those)) == (
        "holds",
        False,
        "100 instances",
    )


def test_claims_reach_into_the_world_of_all_strategies(plan):
    """
    components: {api: {kind: fleet, instances: 3, price: $1/instance/month}}
    strategies: {less: {set: {api.instances: 1}}}
    claims:
      with_strategies.total.cost: $1/month
      strategies.less.saves: $2/month
    """
    assert [(c.verdict, c.follows) for c in plan.claims] == [("holds", True)] * 2


def test_a_claim_on_something_undefined_is_unknown(plan):
    """
    assumptions: {users: 0 users}
    claims: {each: {of: total.cost / users, says: $5/user/month, where: page 1, doc: odd}}
    """
    (claim,) = plan.claims
    assert (claim.verdict, claim.follows, claim.ratio, claim.difference) == (
        "unknown",
        False,
        None,
        None,
    )
    assert (claim.of, claim.where, claim.doc) == ("total.cost / users", "page 1", "odd")


def test_a_saving_is_not_held_against_the_published_total_of_one_world(plan):
    """
    components:
      api: {kind: fleet, instances: 10, price: $10/instance/month}
    strategies: {less: {set: {api.instances: 5}}}
    claims: {total.cost: $1_000/month, saved: {of: strategies.less.saves, says: $50/month}}
    """
    total, saved = plan.claims
    assert (total.verdict, total.follows) == ("off", False)
    assert (saved.verdict, saved.follows) == ("holds", True)
