"""Amounts in words: money, shares, and how far a published figure is off."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold import api
from tenfold.plan.plan import Amount
from tenfold.quantity.units import CALENDAR, STANDARD, Unit
from tenfold.report.off import cents_in, follows, money, off_by, percent, times

MONTHLY = Unit(((STANDARD.symbols["USD"], 1), (STANDARD.symbols["month"], -1)))


def amount(size, **more):
    value = None if size is None else Fraction(size) * MONTHLY.scale(CALENDAR)
    return Amount(value, MONTHLY, CALENDAR, **more)


@pytest.mark.parametrize(
    ("size", "cents", "told"),
    [
        ("4536", None, "$4,536"),
        ("273.6", None, "$273.60"),
        ("273.6", False, "$274"),
        ("4536", True, "$4,536.00"),
        ("-12.5", True, "-$12.50"),
        ("0", None, "$0"),
        ("0", True, "$0"),
        ("0.004", True, "$0.004"),
        ("0.004", False, "$0.004"),
        (None, None, "undefined"),
    ],
)
def test_money_without_its_time(size, cents, told):
    assert money(amount(size), cents=cents) == told


def test_money_that_is_missing_is_never_nought():
    assert money(amount(None, missing=True, at_least=True)) == "missing"
    assert money(amount("0", missing=True, at_least=True)) == "missing"


def test_one_large_amount_takes_the_cents_from_all():
    assert cents_in(amount("12"), None, amount(None, missing=True))
    assert not cents_in(amount("12"), amount("10000"))


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (None, ""),
        (0, "0%"),
        (1, "100%"),
        (Fraction(227, 1000), "22.7%"),
        (Fraction(1, 10**6), "<0.1%"),
        (1 - Fraction(1, 10**6), ">99.9%"),
        (Fraction(-1, 10), "-10.0%"),
        (Fraction(3, 2), "150.0%"),
    ],
)
def test_a_share(share, told):
    assert percent(share if share is None else Fraction(share)) == told


@given(st.fractions(min_value=0, max_value=1))
def test_only_nothing_is_0_and_only_all_is_100(share):
    assert (percent(share) == "0%") == (share == 0)
    assert (percent(share) == "100%") == (share == 1)
    assert percent(share) not in {"0.0%", "100.0%"}


def test_times():
    assert times(Fraction(188, 100)) == "1.88"
    assert times(Fraction(1000)) == "1,000"
    assert times(Fraction(2)) == "2"


# -- claims ---------------------------------------------------------------------------


def judged(of, says, where="assumptions: {users: 5M users, sent: 50 EB/month, share: 20%}"):
    """The one claim of a model, judged."""
    model = api.read(f"tenfold: 1\n{where}\nclaims:\n  it: {{of: {of}, says: {says}}}\n")
    return api.plan(model).claims[0], model.vocabulary


@pytest.mark.parametrize(
    ("of", "says", "told"),
    [
        ("users", "500M users", "100x too high"),
        ("users", "1M users", "5x too low"),
        ("users", "7500K users", "1.5x too high"),
        ("users", "5_100_000 users", "100,000 users too high"),
        ("users", "4_900_000 users", "100,000 users too low"),
        ("sent", "50 PB/month", "1,000x too low"),
        ("sent", "49 EB/month", "1 EB/month too low"),
        ("share", "25%", "5.0 points too high"),
        ("share", "18%", "2.0 points too low"),
        ("share", "60%", "3x too high"),
        ("users * $1/user/month", "$4_999_600/month", "$400 too little"),
        ("users * $1/user/month", "$5_000_400/month", "$400 too much"),
        ("users * $0.000001/user/month", "$5.25/month", "$0.25 too much"),
        ("users - users", "5 users", "5 users too high"),
        ("0 * users * $1/user/month", "$500_000/month", "$500,000 too much"),
        ("users / (2M users)", "2.6", "0.1 too high"),
        ("users > 1M users", "false", ""),
    ],
)
def test_how_far_off(of, says, told):
    assert off_by(judged(of, says)[0]) == told


@pytest.mark.parametrize(
    ("of", "says", "told"),
    [
        ("share", "40% to 50%", "starts 2x too high"),
        ("share", "22% to 50%", "starts 2.0 points too high"),
        ("share", "5% to 10%", "ends 2x too low"),
        ("share", "10% to 15%", "ends 5.0 points too low"),
        ("users * $4/user/month", "$8M to $15M/month", "ends $5,000,000 too low"),
        ("users * $4/user/month", "$21M to $25M/month", "starts $1,000,000 too high"),
    ],
)
def test_of_a_range_the_end_that_is_passed(of, says, told):
    assert off_by(judged(of, says)[0]) == told


@pytest.mark.parametrize(
    ("of", "says", "told"),
    [
        ("sent", "50 PB/month", "50,000 PB/month"),
        ("sent", "1 GB/day", "1,643,835,616 GB/day"),
        ("users", "6M users", "5M users"),
        ("share", "40% to 50%", "20%"),
        ("users * $4/user/month", "$8M to $15M/month", "$20,000,000/month"),
        ("users * $0.0001/user/month as $/year", "$5/month", "$500/month"),
        ("users > 1M users", "false", "true"),
        ("users * 1 ms/user", "20 ms", "5,000,000 ms"),
        ("users / (2M users)", "3x", "2.5"),
    ],
)
def test_what_follows_is_told_in_the_unit_of_what_was_published(of, says, told):
    claim, vocabulary = judged(of, says)
    assert follows(claim, vocabulary) == told


def test_what_follows_is_told_in_the_models_own_things():
    claim, vocabulary = judged(
        "n", "3 canvases", "things: {canvas: canvases}\nassumptions: {n: 4 canvases}"
    )
    assert follows(claim, vocabulary) == "4 canvases"


def test_a_claim_that_rests_on_a_missing_price_is_not_measured():
    where = "components: {d: {kind: custom, bill: [{item: a, quantity: 1 seat}]}}"
    claim, _ = judged("total.cost", "$5/month", where)
    assert claim.verdict == "unknown"
    assert off_by(claim) == ""
