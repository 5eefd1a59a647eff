"""Syntax: how signs bind, where each part stands, and what cannot be read."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tenfold.errors import Rejected, Words
from tenfold.quantity.literal import Literal
from tenfold.quantity.numeral import KEYWORDS
from tenfold.quantity.syntax import parse
from tenfold.quantity.tree import As, Binary, Branch, Invoke, Range, Ref, Sign, names_in
from tenfold.quantity.units import STANDARD

QUIET = settings(deadline=None, derandomize=True)
NAMES = frozenset({"users", "a", "b", "c", "api.load"})


def tree(text, names=NAMES):
    return parse(Words.typed(text, "here"), STANDARD, names)


def told(node):
    """A tree with all its parentheses."""
    match node:
        case Literal(text=text):
            return text
        case Ref(name=name):
            return name
        case Sign(function=function, operand=operand):
            return f"({function} {told(operand)})"
        case Binary(sign=sign, left=left, right=right):
            return f"({told(left)} {sign} {told(right)})"
        case Branch(condition=condition, then=then, otherwise=otherwise):
            return f"(if {told(condition)} then {told(then)} else {told(otherwise)})"
        case Invoke(name=name, args=args):
            return f"{name}({', '.join(told(arg) for arg in args)})"
        case Range(kind=kind, left=left, right=right):
            return f"({told(left)} {kind} {told(right)})"
        case As(operand=operand, unit=unit):
            return f"({told(operand)} as {unit})"


def refusal(text):
    with pytest.raises(Rejected) as refused:
        tree(text)
    (problem,) = refused.value.problems
    return problem


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("a + b * c", "(a + (b * c))"),
        ("a * b / c", "((a * b) / c)"),
        ("a - b - c", "((a - b) - c)"),
        ("50% of a * b", "((50% of a) * b)"),
        ("a * 50% of b", "(a * (50% of b))"),
        ("50% of 10% of a", "((50% of 10%) of a)"),
        ("-a ^ 2", "(neg (a ^ 2))"),
        ("(-a) ^ 2", "((neg a) ^ 2)"),
        ("a ^ -2", "(a ^ (neg 2))"),
        ("a ^ b ^ c", "(a ^ (b ^ c))"),
        ("-50% of a", "((neg 50%) of a)"),
        ("+a - -b", "(a - (neg b))"),
        ("a > b and not b > c or c == a", "(((a > b) and (not (b > c))) or (c == a))"),
        ("a or b and c", "(a or (b and c))"),
        ("a + b > c * 2", "((a + b) > (c * 2))"),
        ("if a > b then c else b + 1", "(if (a > b) then c else (b + 1))"),
        ("if a then if b then 1 else 2 else 3", "(if a then (if b then 1 else 2) else 3)"),
        ("a + b as GB/s", "((a + b) as GB/s)"),
        ("(a as GB) * 2", "((a as GB) * 2)"),
        ("max(a, b + 1, 2 to 4)", "max(a, (b + 1), (2 to 4))"),
        ("max((1,000), 2)", "max(1,000, 2)"),
        ("2 to 4 ms", "(2 to 4 ms)"),
        ("a + 1 to b", "((a + 1) to b)"),
        ("5 ms ± 10%", "(5 ms ± 10%)"),
        ("10M users within 2x", "(10M users within 2x)"),
        ("a × b ÷ c", "((a * b) / c)"),
        ("a − b", "(a - b)"),
        ("a ≤ b", "(a <= b)"),
        ("a ≥ b", "(a >= b)"),
        ("a ≠ b", "(a != b)"),
        ("api.load*2", "(api.load * 2)"),
        ("users*2", "(users * 2)"),
        ("5 GB^2", "5 GB^2"),
        ("2^3", "(2 ^ 3)"),
        ("50%^2", "(50% ^ 2)"),
        ("(5 GB)^2", "(5 GB ^ 2)"),
        ("10 - 3", "(10 - 3)"),
        ("10-a", "(10 - a)"),
        ("(8)-(15)", "(8 - 15)"),
        ("EUR 9/month", "EUR 9/month"),
        ("  a\n+\tb\u00a0", "(a + b)"),
        ("größe + 数", "(größe + 数)"),
    ],
)
def test_signs_bind_as_they_do_on_paper(text, bound):
    assert told(tree(text)) == bound


def parts(node):
    yield node
    for name in ("left", "right", "operand", "condition", "then", "otherwise"):
        if hasattr(node, name):
            yield from parts(getattr(node, name))
    for arg in getattr(node, "args", ()):
        yield from parts(arg)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("(a + b) * c", {"(a + b) * c", "(a + b)", "a", "b", "c"}),
        ("((a)) - max( a , b )", {"((a)) - max( a , b )", "((a))", "max( a , b )", "a", "b"}),
        ("-a as GB", {"-a as GB", "-a", "a"}),
        (
            "if a > b then 5 GB else (c)",
            {"if a > b then 5 GB else (c)", "a > b", "a", "b", "5 GB", "(c)"},
        ),
        ("(2 to 4 ms) * 3", {"(2 to 4 ms) * 3", "(2 to 4 ms)", "2", "4 ms", "3"}),
    ],
)
def test_every_part_knows_where_it_stands(text, spans):
    assert {text[node.start : node.end] for node in parts(tree(text))} == spans


def test_names_are_found_in_the_order_written():
    found = names_in(tree("if a > b then max(c, -users) else (api.load to a) as GB"))
    assert [ref.name for ref in found] == ["a", "b", "c", "users", "api.load", "a"]


RANGE = "write a range, such as '8M to 12M users' or '10M within 1.2x'"


@pytest.mark.parametrize(
    ("text", "what", "mend", "marked"),
    [
        ("", "an empty formula", "write a quantity, such as '5 KB/user'", ""),
        ("   ", "an empty formula", "write a quantity, such as '5 KB/user'", " "),
        ("a +", "the formula stops too early", "", "+"),
        ("a + \n ", "the formula stops too early", "", "+"),
        ("(a", "')' is missing after '('", "", "a"),
        ("max(a", "')' is missing after the arguments of 'max'", "", "a"),
        ("a)", "did not expect ')' here", "", ")"),
        ("()", "did not expect ')' here", "", ")"),
        ("a b", "did not expect 'b' here", "is there a sign missing before it?", "b"),
        ("a 5 GB", "did not expect '5' here", "is there a sign missing before it?", "5"),
        ("1 000 000", "did not expect '000' here", "group thousands by commas: '1,000,000'", "000"),
        ("a = b", "did not expect '=' here", "write '==' to compare", "="),
        ("a ** b", "did not expect '*' here", "write '^' for a power", "*"),
        ("10% users", "did not expect 'users' here", "write 'of' before it", "users"),
        ("a + * b", "did not expect '*' here", "", "*"),
        ("a <> b", "did not expect '>' here", "write '!=' for unequal", ">"),
        ("a + < b", "did not expect '<' here", "", "<"),
        ("< 5 users", "did not expect '<' here", RANGE, "<"),
        ("8–15", "did not expect '–' here", "write 'to' for a range, '-' to subtract", "–"),
        (
            "8-15 ms",
            "'8-15 ms' can be read in two ways",
            "write '8 to 15 ms' for a range, '8 - 15 ms' to subtract",
            "8-15 ms",
        ),
        (
            "1-20%",
            "'1-20%' can be read in two ways",
            "write '1 to 20%' for a range, '1 - 20%' to subtract",
            "1-20%",
        ),
        ("a < b < c", "one comparison at a time", "join two with 'and'", "<"),
        ("a <= b ≥ c", "one comparison at a time", "join two with 'and'", "≥"),
        ("1 to 2 to 3", "did not expect 'to' here", "a range has two ends", "to"),
        ("a as GB as TB", "a quantity is told in one unit", "", "as"),
        (
            "1 + if a then b else c",
            "did not expect 'if' here",
            "put the whole 'if' in parentheses",
            "if",
        ),
        ("if a then b", "'else' is missing after 'then ...'", "", "b"),
        ("if a b", "'then' is missing after the condition", "", "b"),
        ("if(a, b, c)", "an 'if' reads: if a > b then x else y", "", "("),
        (
            "users per day",
            "did not expect 'per' here",
            "'per' stands behind a number and its unit: write '/' between figures",
            "per",
        ),
        ("5 at P90", "did not expect 'at' here", "a percentile belongs in a goal", "at"),
        ("5 GB, 6 GB", "did not expect ',' here", "", ","),
        ("a % b", "did not expect '%' here", "glue it to a number: '5%'", "%"),
        (
            "5 GB ^ 2",
            "'5 GB ^' can be read in two ways",
            "write '(5 GB) ^ 2', or glue the power to its unit: '5 GB^2'",
            "5 GB ^",
        ),
        ("10M+ requests", "'10M+' is no quantity", RANGE, "10M+"),
        ("10M+", "'10M+' is no quantity", RANGE, "10M+"),
        ("up to 5 GB", "'up' says no quantity", RANGE, "up"),
        ("About 5 GB", "'About' says no quantity", RANGE, "About"),
        ("~5 GB", "'~' is no sign of the language", RANGE, "~"),
        ("≥ 5 GB", "did not expect '≥' here", RANGE, "≥"),
        ("a·b", "'·' is no sign of the language", "write '*'", "·"),
        ("x²", "'²' is no sign of the language", "write '^2'", "²"),
        ("٣ GB", "'٣' is no sign of the language", "write the digits 0 to 9", "٣"),
        ("½ GB", "'½' is no sign of the language", "write the digits 0 to 9", "½"),
        ("a\x00", "the character U+0000 is no sign of the language", "", "\x00"),
        ("e\u0301", "the character U+0301 is no sign of the language", "", "\u0301"),
        ("\u202ea", "the character U+202E is no sign of the language", "", "\u202e"),
        ("'a'", "''' is no sign of the language", "a formula has no quotes in it", "'"),
        ("a; b", "';' is no sign of the language", "one formula at a time", ";"),
        (
            "1:30",
            "':' is no sign of the language",
            "a ratio is written with '/', a time as '90 minutes'",
            ":",
        ),
        (
            "5 KB/user.",
            "'.' is no sign of the language",
            "a point stands between digits, or between a component and its figure",
            ".",
        ),
        (
            "US$5",
            "did not expect '$5' here",
            "write '$5'",
            "$5",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_place(text, what, mend, marked):
    problem = refusal(text)
    assert (problem.what, problem.mend, problem.span.text) == (what, mend, marked)
    assert problem.code == "T101"


def test_the_yen_sign_is_of_two_currencies():
    problem = refusal("¥900")
    assert problem.what == "'¥' is the sign of two currencies"
    assert problem.mend == "write '900 JPY' or '900 CNY'"
    assert problem.code == "T102"


def test_a_word_that_hedges_may_name_a_figure():
    assert told(tree("up + 1", frozenset({"up"}))) == "(up + 1)"


def test_a_plus_glued_to_a_number_still_adds_figures():
    assert told(tree("10M+ users")) == "(10M + users)"
    assert told(tree("10M +users")) == "(10M + users)"
    assert told(tree("10M+users")) == "(10M + users)"


@pytest.mark.parametrize(
    "text",
    [
        "(" * 20_000,
        "-" * 19_999 + "1",
        "not " * 4999 + "1",
        "max(a, " * 2800,
        "if a > b then " * 1400,
        "2^" * 9999 + "2",
        "(1 to " * 3000,
        "a < " * 4999 + "a",
        "if a > b then a else " * 900 + "a",
    ],
)
def test_nesting_without_end_is_refused_at_once(text):
    began = time.perf_counter()
    assert refusal(text).code == "T101"
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    "text",
    [
        "10% of " * 2800 + "a",
        "a + " * 4999 + "a",
        "a*" * 9999 + "a",
        "a and " * 3300 + "a",
        "max(" + "a," * 9990 + "a)",
        "5 GB" + " " * 9000 + "+" + " " * 9000 + "a",
        "1" + "+1" * 9999,
    ],
)
def test_long_formulas_are_read(text):
    began = time.perf_counter()
    assert tree(text)
    assert time.perf_counter() - began < 5


def test_a_formula_has_an_end():
    problem = refusal("a + " * 6000)
    assert problem.what == "a formula of 24,000 characters"
    assert problem.mend == "break it into named figures"


PIECES = [
    *sorted(KEYWORDS), "users", "a", "api.load", "GB", "5", "1,000", "$", "€", "%", "+", "-", "*",
    "/", "^", "(", ")", ",", "<", "==", "≤", "±", "×", "5 GB", "2x", "1B", "max(", "uniform(", " ",
    "  ", "\n", ".", "_", "e", "1e9", "²", "٣", "\x00", "\u0301", "x", "M", "EUR", "B", "'", "¥",
    "–", "true",
]  # fmt: skip


@settings(QUIET, max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=30))
@example("1e" + "9" * 5000)
@example("9" * 19_999)
@example("5 GB^" + "9" * 19_000)
@example("\ud800")
def test_no_text_comes_to_anything_but_a_tree_or_a_refusal(text):
    try:
        found = tree(text)
    except Rejected as refused:
        span, said = refused.problems[0].span, str(refused)
    else:
        span, said = Words.typed(text, "here").span, told(found)
    assert 0 <= span.start <= span.end <= max(1, len(text))
    assert said.encode("utf-8")


_LEFT_OUT = "leave it out: a price that is left out is shown as missing"


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        *((text, _LEFT_OUT) for text in ("null", "~", "TBD", "n/a", " N/A ")),
        ("$20 / TB / month", "write '$20/TB/month'"),
        ("$0.02/(GB*month)", "write '$0.02/GB/month'"),
        ("$0.02 / (GB-months)", "write '$0.02/GB/month'"),
        ("¥15,000", "write '15,000 JPY' or '15,000 CNY'"),
        ("¥15,000/month", "write '15,000 JPY/month' or '15,000 CNY/month'"),
        ("5 TB in GB", "write 'as' to tell it in another unit, such as '5 TB as GB'"),
        ("5 TB to 6 in", "write 'as' to tell it in another unit"),
        ("$10-12/seat/month", "write '$10 to $12/seat/month'"),
        ("$10-$12/seat/month", "write '$10 to $12/seat/month'"),
        ("5 gigabyts", "write 'GB'"),
    ],
)
def test_the_mend_can_be_written_as_it_stands(text, mend):
    assert refusal(text).mend == mend
