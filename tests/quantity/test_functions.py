"""Functions: which units go in, which comes out, and what is computed exactly."""

from __future__ import annotations

import pickle
from fractions import Fraction

import pytest

from tenfold.errors import TenfoldError
from tenfold.quantity.bind import q
from tenfold.quantity.functions import (
    FUNCTIONS,
    JOINING,
    OPERATORS,
    UnitMismatch,
    missing_factor,
    raised,
    shown,
)
from tenfold.quantity.units import NUMBER, PERCENT


def unit(text):
    return q(f"1 {text}").unit if text else NUMBER


def rule(name, *units):
    return FUNCTIONS[name].rule(*(unit(text) if text != "%" else PERCENT for text in units))


@pytest.mark.parametrize(
    ("name", "units", "out"),
    [
        ("add", ("TB", "GB"), "TB"),
        ("add", ("%", "%"), "%"),
        ("add", ("%", ""), ""),
        ("add", ("hours/month", "s/month"), "hour/month"),
        ("add", ("hours/month", ""), ""),
        ("sqrt", ("hours/month",), ""),
        ("sqrt", ("hours^3/month",), "month"),
        ("sub", ("month", "hour"), "month"),
        ("mul", ("$/GB", "TB"), "$"),
        ("div", ("user", "user/shard"), "shard"),
        ("lt", ("GB", "KB"), ""),
        ("if", ("", "GB", "KB"), "GB"),
        ("max", ("s", "ms", "hour"), "s"),
        ("sum", ("user",), "user"),
        ("ceil", ("user/shard",), "user/shard"),
        ("ceil", ("GB", "TB"), "GB"),
        ("ceil", ("%", ""), ""),
        ("round", ("%", "%"), "%"),
        ("abs", ("$",), "$"),
        ("neg", ("GB/s",), "GB/s"),
        ("sqrt", ("GB^2/s^2",), "GB/s"),
        ("sqrt", ("%",), ""),
        ("sqrt", ("GB-KB",), "KB"),
        ("not", ("",), ""),
        ("erlang_b", ("request", "instance"), "%"),
        ("erlang_c", ("", ""), "%"),
        ("servers_for_wait", ("request/s", "ms", "s", "%"), ""),
        ("servers_for_response", ("query/s", "ms", "s", "", "", "%"), ""),
        ("fastest_response", ("ms", "%"), "ms"),
        ("usl", ("core", "request/s/core", "%", "%"), "request/s"),
        ("usl", ("core/instance", "request/s/core", "", ""), "request/s/instance"),
        ("hit_ratio", ("key", "key", ""), "%"),
        ("tiers", ("GB", "$/GB"), "$"),
        ("tiers", ("GB/month", "$/TB", "TB/month", "$/GB"), "$/month"),
    ],
)
def test_a_rule_says_which_unit_comes_out(name, units, out):
    assert str(rule(name, *units)) == out


@pytest.mark.parametrize(
    ("name", "units", "what", "mend", "arg"),
    [
        (
            "add",
            ("GB", "GB/month"),
            "cannot add [GB] and [GB/month]: they do not measure the same thing",
            "multiply [GB/month] by something in [month], or divide [GB] by it",
            1,
        ),
        (
            "sub",
            ("$/month", "%"),
            "cannot subtract [$/month] and [%]: they do not measure the same thing",
            "write 'x * (1 - 20%)' for a percentage of x",
            1,
        ),
        (
            "lt",
            ("user", ""),
            "cannot compare [user] and [plain number]: they do not measure the same thing",
            "give the plain number a unit: '1 user'",
            1,
        ),
        (
            "max",
            ("GB", "KB", "$"),
            "cannot compare [GB] and [$]: they do not measure the same thing",
            "",
            2,
        ),
        (
            "add",
            ("user/shard", "shard/user"),
            "cannot add [user/shard] and [shard/user]: they do not measure the same thing",
            "one is the other turned over: divide 1 by one of them",
            1,
        ),
        (
            "add",
            ("$/month", "EUR/month"),
            "cannot add [$/month] and [€/month]: they do not measure the same thing",
            "declare the rate under 'exchange:' and convert with 'as'",
            1,
        ),
        (
            "if",
            ("GB", "", ""),
            "'if' needs a comparison, not [GB]",
            "write for example: if a > b then x else y",
            0,
        ),
        (
            "and",
            ("", "user"),
            "'and', 'or', 'not' join comparisons, not [user]",
            "compare it with something first",
            1,
        ),
        (
            "ceil",
            ("request/s",),
            "[request/s] has no whole numbers of its own",
            "say the step, for example ceil(x, 1 request/s)",
            0,
        ),
        (
            "round",
            ("%",),
            "a percentage can be rounded in two ways",
            "say the step: 1% for whole percents, 1 for whole numbers",
            0,
        ),
        ("sqrt", ("GB",), "the square root of [GB] measures nothing", "", 0),
        ("mul", ("GB^12", "GB"), "nothing is measured in [GB^13]", "", None),
        (
            "erlang_c",
            ("request/s", ""),
            "the offered load is a count, not [request/s]",
            "multiply the load by the time that one takes",
            0,
        ),
        ("erlang_b", ("", "s"), "'servers' is a count, not [s]", "", 1),
        (
            "servers_for_wait",
            ("GB/s", "ms", "s", "%"),
            "a load is things per time, not [GB/s]",
            "for example 100 requests/s",
            0,
        ),
        (
            "servers_for_wait",
            ("request/s", "request/s", "s", "%"),
            "the service time is a time, not [request/s]",
            "for example 50 ms",
            1,
        ),
        (
            "servers_for_response",
            ("request/s", "s", "request", "%"),
            "the goal is a time, not [request]",
            "for example 50 ms",
            2,
        ),
        (
            "servers_for_response",
            ("request/s", "s", "s", "s"),
            "the share is a plain number or a share, not [s]",
            "",
            3,
        ),
        (
            "servers_for_response",
            ("request/s", "s", "s", "%", ""),
            "both variabilities are said, or none",
            "write 1 for the one that is not known: arrivals at random, exponential services",
            4,
        ),
        ("usl", ("s", "request/s", "", ""), "what is scaled is a count, not [s]", "", 0),
        (
            "hit_ratio",
            ("GB", "GB", ""),
            "what is asked for is a count, not [GB]",
            "divide the bytes by the size of one",
            0,
        ),
        (
            "tiers",
            ("GB", "$/GB", "GB"),
            "tiers are rates with an end between each two",
            "leave out the last end: the last rate is for all that is beyond",
            2,
        ),
    ],
)
def test_what_cannot_meet_is_refused_with_its_mend(name, units, what, mend, arg):
    with pytest.raises(UnitMismatch) as refusal:
        rule(name, *units)
    assert (refusal.value.what, refusal.value.mend, refusal.value.arg) == (what, mend, arg)
    assert str(refusal.value) == (f"{what}; {mend}" if mend else what)
    assert isinstance(refusal.value, TenfoldError)


def test_a_power_is_a_small_whole_number_where_a_unit_is_raised():
    assert str(raised(unit("GB"), Fraction(3))) == "GB^3"
    assert raised(unit("GB"), Fraction(0)) == NUMBER
    assert str(raised(unit("s"), Fraction(-1))) == "/s"
    assert raised(PERCENT, None) == NUMBER
    for exponent in (None, Fraction(1, 2), Fraction(13), Fraction(10**30)):
        with pytest.raises(UnitMismatch, match=r"the exponent of \[GB\] is to be a whole number"):
            raised(unit("GB"), exponent)


def test_a_unit_is_shown_in_brackets_and_never_runs_on():
    assert shown(unit("GB/s")) == "[GB/s]"
    assert shown(NUMBER) == "[plain number]"
    long = unit("user-request-shard-node-replica-cluster-region-token-message-instance-query")
    assert len(shown(long)) <= 62
    assert missing_factor(long, unit("GB")) == ""


@pytest.mark.parametrize(
    ("name", "args", "out"),
    [
        ("ceil", ("5.2",), "6"),
        ("ceil", ("-5.2",), "-5"),
        ("ceil", ("5",), "5"),
        ("ceil", ("11", "4"), "12"),
        ("ceil", ("100.00000000000001",), "100"),
        ("floor", ("99.99999999999999",), "100"),
        ("floor", ("-5.2",), "-6"),
        ("round", ("2.5",), "3"),
        ("round", ("-2.5",), "-2"),
        ("round", ("2.4999999999999999",), "3"),
        ("round", ("7", "5"), "5"),
        ("pow", ("2", "10"), "1024"),
        ("pow", ("2", "-2"), "0.25"),
        ("pow", ("4", "0.5"), "2"),
        ("pow", ("0", "0"), "1"),
        ("pow", ("-1", "1e9"), "1"),
        ("pow", ("-1", "1000000001"), "-1"),
        ("sqrt", ("2.25",), "1.5"),
        ("lt", ("1", "2"), "1"),
        ("lt", ("2", "2.0000000000000001"), "0"),
        ("le", ("2.0000000000000001", "2"), "1"),
        ("gt", ("2.0000000000000001", "2"), "0"),
        ("ge", ("1", "2"), "0"),
        ("eq", ("2", "2.0000000000000001"), "1"),
        ("ne", ("2", "2.1"), "1"),
        ("and", ("1", "0"), "0"),
        ("or", ("1", "0"), "1"),
        ("not", ("0",), "1"),
        ("if", ("0", "1", "2"), "2"),
        ("min", ("3", "1", "2"), "1"),
        ("max", ("3", "1", "2"), "3"),
        ("sum", ("3", "1", "2"), "6"),
        ("abs", ("-3",), "3"),
        ("as", ("3",), "3"),
        ("neg", ("3",), "-3"),
    ],
)
def test_what_is_computed(name, args, out):
    assert FUNCTIONS[name].exact(*(Fraction(arg) for arg in args)) == Fraction(out)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("div", (1, 0)),
        ("pow", (0, -1)),
        ("pow", (-2, Fraction(1, 2))),
        ("pow", (10, 10**6)),
        ("pow", (Fraction(1, 10), 10**6)),
        ("sqrt", (-1,)),
        ("ceil", (1, 0)),
    ],
)
def test_what_has_no_value_says_so(name, args):
    with pytest.raises((ZeroDivisionError, OverflowError)):
        FUNCTIONS[name].exact(*(Fraction(arg) for arg in args))


def test_a_mismatch_goes_through_a_pickle():
    mismatch = UnitMismatch("what", "mend", 1, "add")
    back = pickle.loads(pickle.dumps(mismatch))  # noqa: S301 - our own bytes
    assert (back.what, back.mend, back.arg, back.verb) == ("what", "mend", 1, "add")


def test_every_sign_stands_for_a_function():
    assert set(OPERATORS.values()) <= set(FUNCTIONS)
    assert set(FUNCTIONS) >= JOINING


def test_every_function_is_documented():
    for name, function in FUNCTIONS.items():
        assert function.name == name
        assert function.meaning
        assert function.source
        assert function.example == "" or function.example.startswith(f"{name}(")
