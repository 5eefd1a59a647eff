"""Binding: formulas among figures, and what is told of names, units and readings."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.errors import Rejected, Words
from tenfold.quantity.bind import EMPTY, Broken, Scope, bind, fit, q, read
from tenfold.quantity.capacity import CAPACITY
from tenfold.quantity.expr import Call, Draw, const
from tenfold.quantity.show import amount
from tenfold.quantity.syntax import parse
from tenfold.quantity.units import CALENDAR, NUMBER, STANDARD

QUIET = settings(deadline=None, derandomize=True)


def refusal(ask, text, **options):
    with pytest.raises(Rejected) as refused:
        ask(text, **options)
    (problem,) = refused.value.problems
    return problem


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("50% of users", "500M users"),
        ("10% of users * 50 requests/user/day", "5B requests/day"),
        ("10% of users * 50 requests/user/day as requests/s", "57,870 requests/s"),
        ("ceil(users / 1M users/shard)", "1,000 shards"),
        ("api.load / 5,000 requests/s/instance", "100 instances"),
        ("500M users * 100 GB/user/month", "50 EB/month"),
        ("50 PB * $0.08/GB", "$4,000,000"),
        ("$0.315/instance/hour * 100 instances as $/month", "$22,995/month"),
        ("$0.19/hour * 720 hours/month", "$136.80/month"),
        ("8 hours/day * 30 days/month", "240 hours/month"),
        ("10B requests * $0.002/request", "$20,000,000"),
        ("$2.50/1M tokens * 4B tokens/month", "$10,000/month"),
        ("5 KB/user * users", "5 TB"),
        ("api.load * api.size as Gbps", "20 Gbit/s"),
        ("1 GB * 1 GB/KB", "1 PB"),
        ("24 hours/day * 1", "24 hours/day"),
        ("5 requests/s * 1 month", "13.14M requests"),
        ("(1 + 5%) ^ 12", "1.796"),
        ("50% of 5", "2.5"),
        ("50% of 10%", "5%"),
        ("5%/month * 12 months", "60%"),
        ("5% per month * 12 months", "60%"),
        ("users * share", "200M users"),
        ("users * (1 - share)", "800M users"),
        ("cost / users * 1M users", "$0.10/month"),
        ("max(2 users, users) / users", "1"),
        ("if api.load > 100K requests/s then 2 else 1", "2"),
        ("if users > 5 users and not n == 3 or zero > 1 GB then 1 else 0", "1"),
        ("true", "1"),
        ("max(0, zero - 1 GB)", "0 GB"),
        ("sum(1 GB, 500 MB)", "1.5 GB"),
        ("round(12.34%, 1%)", "12%"),
        ("ceil(1,234 requests/s, 100 requests/s)", "1,300 requests/s"),
        ("sqrt(16 GB^2)", "4 GB"),
        ("users / 0 users", "undefined"),
        ("9^9^9", "undefined"),
    ],
)
def test_a_formula_comes_to_what_a_person_expects(text, reads, ask, value):
    expr = ask(text)
    assert amount(value(expr), expr.unit, CALENDAR) == reads


# -- names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "what", "mend"),
    [
        ("usres", "unknown name 'usres'", "did you mean 'users'?"),
        ("Users", "unknown name 'Users'", "did you mean 'users'?"),
        ("api.lod", "unknown name 'api.lod'", "did you mean 'api.load'?"),
        ("api.instances", "unknown name 'api.instances'", "'api' has load, size"),
        ("nowhere.at_all", "unknown name 'nowhere.at_all'", ""),
        ("month", "unknown name 'month'", "as a unit it is glued to a number: '1 month'"),
        ("rps", "unknown name 'rps'", "as a unit it is glued to a number: '1 request/s'"),
        ("revenue", "unknown name 'revenue'", "declare it under 'assumptions:' or 'figures:'"),
    ],
)
def test_an_unknown_name_is_told_with_its_mend(text, what, mend, ask):
    problem = refusal(ask, text)
    assert (problem.code, problem.what, problem.mend) == ("T105", what, mend)
    assert problem.span.text == text


def test_all_unknown_names_are_told_at_once_and_each_only_once(ask):
    with pytest.raises(Rejected) as refused:
        ask("alpha + beta_one * alpha - users")
    assert [p.span.text for p in refused.value.problems] == ["alpha", "beta_one"]
    with pytest.raises(Rejected) as refused:
        ask(" + ".join(f"unknown{i}" for i in range(1500)))
    assert len(refused.value.problems) == 50


def test_what_rests_on_a_broken_figure_is_not_told_again(ask, scope):
    def figure(name):
        if name == "wrong":
            raise Broken
        return scope.figure(name)

    among = Scope(figure, scope.known)
    with pytest.raises(Broken):
        read(Words.typed("users + wrong", "here"), among)
    with pytest.raises(Rejected, match="unknown name 'usres'"):
        read(Words.typed("usres + wrong", "here"), among)


@pytest.mark.parametrize(
    ("text", "what", "mend", "marked"),
    [
        ("cieling(n)", "unknown function 'cieling'", None, "cieling"),
        ("celi(n)", "unknown function 'celi'", "did you mean 'ceil'?", "celi"),
        ("unifrom(1, 2)", "unknown function 'unifrom'", "did you mean 'uniform'?", "unifrom"),
        (
            "log(n)",
            "unknown function 'log'",
            "there are min, max, sum, ceil, floor, round, abs, sqrt, " + ", ".join(CAPACITY),
            "log",
        ),
        ("n(3)", "unknown function 'n'", "a sign is missing before '('", "n"),
        ("mul(2, 3)", "unknown function 'mul'", None, "mul"),
        ("min(n)", "'min' does not take 1 argument", "for example min(1 TB, storage)", "min(n)"),
        ("abs(n, n)", "'abs' does not take 2 arguments", "for example abs(a - b)", "abs(n, n)"),
    ],
)
def test_functions_are_called_as_they_are(text, what, mend, marked, ask):
    problem = refusal(ask, text)
    assert (problem.code, problem.what, problem.span.text) == ("T106", what, marked)
    if mend is not None:
        assert problem.mend == mend


# -- readings ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted", "worth"),
    [
        ("64B", "1 KB", 64),
        ("64B", "1 user", 64 * 10**9),
        ("64B", "1", 64 * 10**9),
        ("1B", "1 request/user", 10**9),
        ("64B + 1 KB", None, 1064),
        ("1 KB + 64B", None, 1064),
        ("max(64B, 1 KB)", None, 1000),
        ("64B as KB", None, 64),
        ("if n > 3 then 64B else 1 KB", None, 64),
        ("64B > 1 KB", None, 0),
        ("-64B", "1 KB", -64),
        ("64B - 32B", "1 KB", 32),
        ("1B + n", None, 10**9 + 7),
    ],
)
def test_bytes_or_billions_are_settled_by_what_is_asked_for(text, wanted, worth, ask, value):
    unit = q(wanted).unit if wanted else None
    assert value(ask(text, wanted=unit)) == worth


@pytest.mark.parametrize("text", ["64B", "64B * users", "64B / 32B", "(64B) ^ 2", "64B + 32B"])
def test_where_nothing_settles_them_both_readings_are_told(text, ask):
    problem = refusal(ask, text)
    assert (problem.code, problem.what) == ("T102", "'64B' can be read in two ways")
    assert problem.mend == "write '64 bytes' or '64 billion'"
    assert problem.span.text.strip("()") == "64B"


def test_a_reading_that_no_one_wants_is_told_too(ask):
    assert refusal(ask, "64B", wanted=q("1 s").unit).code == "T102"


def test_a_settled_reading_is_written_so_that_it_stays_settled(ask):
    assert ask("64B", wanted=q("1 KB").unit).text == ""


@pytest.mark.parametrize(
    ("text", "unit", "out"),
    [
        ("3", "1 replica/shard", "replica/shard"),
        ("0", "1 GB", "GB"),
        ("-3", "1 user", "user"),
        ("2 to 4", "1 user", "user"),
        ("3", "1 GB", ""),
        ("3 GB", "1 user", "GB"),
        ("3", "1%", ""),
        ("max(2, 3)", "1 user", ""),
        ("3%", "1 user", "%"),
    ],
)
def test_a_bare_number_takes_the_unit_of_what_is_counted(text, unit, out):
    wanted = q(unit).unit
    assert str(fit(q(text), wanted).unit) == out
    assert str(read(Words.typed(text, "x"), EMPTY, wanted=wanted).unit) == out


def test_fitting_is_exact(value):
    assert value(fit(q("3"), q("1 user").unit)) == 3
    assert isinstance(fit(q("2 to 4"), q("1 user").unit), Draw)
    assert fit(const(3), NUMBER).unit == NUMBER


# -- money ---------------------------------------------------------------------------------------


def test_money_is_converted_at_the_declared_rate(make_scope, value):
    scope = make_scope({"exchange.EUR": "1.08 USD/EUR", "cost": "$108/month"})

    def ask(text):
        return read(Words.typed(text, "here"), scope)

    there = ask("cost as EUR/month")
    assert amount(value(there), there.unit, CALENDAR) == "€100.00/month"
    back = ask("€100/month as $/month")
    assert amount(value(back), back.unit, CALENDAR) == "$108.00/month"
    yearly = ask("€100/month as $/year")
    assert amount(value(yearly), yearly.unit, CALENDAR) == "$1,296/year"
    with pytest.raises(Rejected, match="cannot be told in"):
        ask("£1 as $")
    with pytest.raises(Rejected, match="cannot be told in"):
        ask("€1 as $/month")


def test_as_tells_the_same_in_another_unit(ask, value):
    told = ask("500 KB/s as GB/month")
    assert isinstance(told, Call)
    assert str(told.unit) == "GB/month"
    assert value(told) == 500_000


# -- texts at large ----------------------------------------------------------------------------


def test_a_figure_may_be_called_what_a_unit_is(ask, value):
    assert value(ask("cost / users")) == Fraction(100, 730 * 3600 * 10**9)
    assert value(ask("$100 / (users)")) == Fraction(1, 10**7)
    assert value(ask("$100/user")) == 100
    assert value(ask("users / 3 users")) == Fraction(10**9, 3)


def test_a_tree_is_bound_in_many_scopes(make_scope, value):
    words = Words.typed("n * 2", "here")
    tree = parse(words, STANDARD, frozenset({"n"}))
    found = [bind(tree, words, make_scope({"n": text})) for text in ("1", "5 GB")]
    assert [value(expr) for expr in found] == [2, 10 * 10**9]


def test_a_quantity_reads_words_of_its_own():
    vocabulary = STANDARD.with_things([("canvas", "canvases")])
    assert str(q("5 KB/canvas", vocabulary).unit) == "KB/canvas"
    with pytest.raises(Rejected, match="unknown unit 'canvas'"):
        q("5 KB/canvas")


def test_a_key_names_the_randomness(ask):
    assert ask("2 to 4 ms", key="latency").key == "latency"
    assert ask("2 to 4 ms").key == "2 to 4 ms"


HARD = [
    "10% of " * 2800 + "users",
    "users + " * 2490 + "users",
    "2*" * 9999 + "2",
    "1e300*" * 3000 + "1",
    " + ".join(f"1/{i}" for i in range(2, 1900)),
    "5B+" * 6000 + "5B",
    "max(" + "users," * 3000 + "users)",
    "*".join(f"1 {w}" for w in sorted(STANDARD.symbols) if w.isidentifier())[:19_900],
]


@pytest.mark.parametrize("text", HARD, ids=lambda text: text[:12])
def test_long_formulas_are_bound_evaluated_or_refused(text, ask, value):
    with suppress(Rejected):
        value(ask(text))


FRAGMENTS = [
    "users", "n", "share", "cost", "zero", "api.load", "5 GB", "3", "20%", "$5", "1B", "2 s",
    "0", "1e300", "-", "+", "*", "/", "^", " of ", " to ", " within ", " ± ", " as GB", " as ",
    "(", ")", "max(", "ceil(", "sqrt(", "uniform(", "beta(", ",", ", ", " > ", " == ", " and ",
    "not ", "if ", " then ", " else ", "/user", " per ", "€", "x", "9^9", "0.5", "month", "true",
]  # fmt: skip


@settings(QUIET, max_examples=500)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=14).map("".join))
def test_no_text_comes_to_anything_but_a_quantity_or_a_refusal(ask, value, text):
    try:
        expr = ask(text)
    except Rejected as refused:
        told = {problem.code[:2] for problem in refused.problems if problem.what}
    else:
        told = {"T1"} if amount(value(expr), expr.unit, CALENDAR) else set()
    assert told == {"T1"}
