"""Mismatches: told in the words that were written, with the mend."""

from __future__ import annotations

import pytest

from tenfold.errors import Rejected

APART = ": they do not measure the same thing"


@pytest.mark.parametrize(
    ("text", "what", "mend", "marked"),
    [
        (
            "users + cost",
            "cannot add 'users' [user] and 'cost' [$/month]" + APART,
            "",
            "+",
        ),
        (
            "users * 2 + 5",
            "cannot add 'users * 2' [user] and '5' [plain number]" + APART,
            "give the plain number a unit: '1 user'",
            "+",
        ),
        (
            "(users + users) - (n)",
            "cannot subtract '(users + users)' [user] and '(n)' [plain number]" + APART,
            "give the plain number a unit: '1 user'",
            "-",
        ),
        (
            "cost - 20%",
            "cannot subtract 'cost' [$/month] and '20%' [%]" + APART,
            "write 'cost * (1 - 20%)'",
            "-",
        ),
        (
            "(cost + cost) + share",
            "cannot add '(cost + cost)' [$/month] and 'share' [%]" + APART,
            "write '(cost + cost) * (1 + share)'",
            "+",
        ),
        (
            "20% + users",
            "cannot add '20%' [%] and 'users' [user]" + APART,
            "write 'users * (1 + 20%)'",
            "+",
        ),
        (
            "100 - 20%",
            "'100 - 20%' changes 100 by hundredths of 1, not by a share of 100",
            "write '100 * (1 - 20%)'",
            "100 - 20%",
        ),
        (
            "users > 5",
            "cannot compare 'users' [user] and '5' [plain number]" + APART,
            "write '5 users'",
            ">",
        ),
        (
            "max(users, 5 GB, n)",
            "cannot compare 'users' [user] and '5 GB' [GB]" + APART,
            "",
            "max(users, 5 GB, n)",
        ),
        (
            "if n > 3 then users else cost",
            "cannot choose between 'users' [user] and 'cost' [$/month]" + APART,
            "",
            "if n > 3 then users else cost",
        ),
        (
            "if users then 1 else 2",
            "'if' needs a comparison, not [user]",
            "write for example: if a > b then x else y",
            "users",
        ),
        (
            "n > 3 and users",
            "'and', 'or', 'not' join comparisons, not [user]",
            "compare it with something first",
            "users",
        ),
        (
            "ceil(api.load)",
            "[request/s] has no whole numbers of its own",
            "say the step, for example ceil(x, 1 request/s)",
            "api.load",
        ),
        (
            "users ^ n",
            "the exponent of [user] is to be a whole number from -12 to 12",
            "",
            "n",
        ),
        (
            "10^6 users",
            "an exponent is a plain number, not [user]",
            "write 10^6 as 1e6 or 1M where a unit follows",
            "6 users",
        ),
        (
            "5 GB as TB/month",
            "'5 GB' [GB] cannot be told in [TB/month]" + APART,
            "divide it by something in [month] first",
            "5 GB as TB/month",
        ),
        (
            "api.load as requests",
            (
                "'api.load' [request/s] cannot be told in [request]: "
                "they do not measure the same thing"
            ),
            "multiply it by something in [s] first",
            "api.load as requests",
        ),
        (
            "users as shards",
            "'users' [user] cannot be told in [shard]" + APART,
            "",
            "users as shards",
        ),
        (
            "cost as €/month",
            "'cost' [$/month] cannot be told in [€/month]" + APART,
            "declare the rate of the other currency under 'exchange:'",
            "cost as €/month",
        ),
        (
            "cost + €9/month",
            "cannot add 'cost' [$/month] and '€9/month' [€/month]" + APART,
            "declare the rate under 'exchange:' and convert with 'as'",
            "+",
        ),
        (
            "5 KB + users * api.size * users * api.size * users * api.size * users",
            (
                "cannot add '5 KB' [KB] and 'users * api.size * users * api.size * users *...' "
                "[user^4-KB^3/request^3]: they do not measure the same thing"
            ),
            "",
            "+",
        ),
        (
            "50 of users",
            "'50' is no share: it is more than all",
            "write '50%', or '(1/3) of ...' for a third, or '*' to multiply",
            "50",
        ),
        (
            "5 GB of users",
            "'of' takes a share before it, not '5 GB' [GB]",
            "write '*' to multiply",
            "5 GB",
        ),
    ],
)
def test_what_cannot_meet_is_told_in_the_words_that_were_written(text, what, mend, marked, ask):
    with pytest.raises(Rejected) as refused:
        ask(text)
    (problem,) = refused.value.problems
    assert (problem.what, problem.mend, problem.span.text) == (what, mend, marked)
    assert problem.code == "T110"


@pytest.mark.parametrize(
    "text",
    ["1 - 20%", "1 + 5%", "(1-20%) * n", "0.25 + 5%", "share - 5%", "n - share", "(100) - 20%"],
)
def test_a_percentage_of_one_may_be_added(text, ask):
    assert ask(text).unit.is_number


@pytest.mark.parametrize("text", ["3x of users", "0.2 of users", "n of users", "share of users"])
def test_a_share_may_be_any_plain_number_that_is_meant(text, ask):
    assert str(ask(text).unit) == "user"
