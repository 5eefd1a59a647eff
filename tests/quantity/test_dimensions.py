"""No formula passes that mixes what cannot be mixed, however it came to be written.

A second checker, written here from the rules alone, says what a random formula
measures. The language agrees with it on every formula and on every mutation of
one, so a mutation that changes the dimension is refused: where it is joined, or
where the dimension that is wanted is compared with the one that came out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.errors import Rejected, Words
from tenfold.quantity.bind import Scope, q, read
from tenfold.quantity.expr import Named

LEAVES = {
    "3": {},
    "5 GB": {"information": 1},
    "7 KB": {"information": 1},
    "2 Mbit/s": {"information": 1, "time": -1},
    "4 hours": {"time": 1},
    "2 months": {"time": 1},
    "5 users": {"user": 1},
    "9 requests/user/day": {"request": 1, "user": -1, "time": -1},
    "$4/GB/month": {"USD": 1, "information": -1, "time": -1},
    "€8/user": {"EUR": 1, "user": -1},
    "3 shards": {"shard": 1},
    "$2/1M requests": {"USD": 1, "request": -1},
    "users": {"user": 1},
    "peak": {"request": 1, "time": -1},
}
WORDS = {"information": "GB", "time": "hour", "USD": "USD", "EUR": "EUR"}
THINGS = {"user", "request", "shard"}
FIGURES = {
    "users": Named("users", q("1B users")),
    "peak": Named("peak", q("500K requests/s")),
}
SCOPE = Scope(FIGURES.get, lambda: FIGURES)
SIGNS = ("*", "/", "+", "-", "<", ">=", "==", "of")
CALLS = ("max", "min", "sum", "ceil", "sqrt", "abs", "if", "neg", "square")


@dataclass(frozen=True)
class Part:
    """A part of a formula: a leaf and what it measures, a sign between two, or a call."""

    what: str
    args: tuple[Part, ...] = ()
    measures: tuple[tuple[str, int], ...] = ()


class Wrong(Exception):
    """The rules forbid it."""


def text_of(part):
    if not part.args:
        return f"({part.what})"
    inner = [text_of(arg) for arg in part.args]
    match part.what:
        case "if":
            return f"(if {inner[0]} then {inner[1]} else {inner[2]})"
        case "neg":
            return f"(-{inner[0]})"
        case "square":
            return f"({inner[0]} ^ 2)"
        case sign if sign in SIGNS:
            return f"({inner[0]} {sign} {inner[1]})"
        case name:
            return f"{name}({', '.join(inner)})"


def measured(part):
    """What a formula measures, by the rules; `Wrong` where they forbid it."""
    if not part.args:
        return dict(part.measures)
    found = [measured(arg) for arg in part.args]
    if part.what in ("*", "square"):
        return scaled(found[0], found[-1], 1)
    if part.what == "of":
        return shared(*found)
    if part.what == "/":
        return scaled(found[0], found[1], -1)
    if part.what in ("neg", "abs"):
        return found[0]
    if part.what == "if":
        return chosen(*found)
    rule = {"sqrt": rooted, "ceil": counted}.get(part.what)
    return rule(found[0]) if rule else alike(part.what, found)


def scaled(left, right, sign):
    powers = Counter(left)
    for base, power in right.items():
        powers[base] += sign * power
    if any(abs(power) > 12 for power in powers.values()):
        raise Wrong
    return {base: power for base, power in powers.items() if power}


def shared(share, whole):
    if share:
        raise Wrong
    return whole


def rooted(dimension):
    if any(power % 2 for power in dimension.values()):
        raise Wrong
    return {base: power // 2 for base, power in dimension.items()}


def counted(dimension):
    if not set(dimension) <= THINGS:
        raise Wrong
    return dimension


def chosen(condition, then, otherwise):
    if condition or then != otherwise:
        raise Wrong
    return then


def alike(name, found):
    if any(dimension != found[0] for dimension in found):
        raise Wrong
    return {} if name in {"<", ">=", "=="} else found[0]


def leaf(text, dimension):
    return Part(text, measures=tuple(dimension.items()))


def plain(dimension):
    """A leaf of a dimension, in words of its own."""
    over = [word(base, power) for base, power in dimension.items() if power > 0]
    under = [f"/{word(base, -power)}" for base, power in dimension.items() if power < 0]
    text = f"6 {'-'.join(over)}{''.join(under)}" if over else f"6{''.join(under)}"
    return leaf(text, dimension)


def word(base, power):
    name = WORDS.get(base, base)
    return name if power == 1 else f"{name}^{power}"


def grown(parts):
    """Bigger formulas that make sense, from smaller ones."""

    def joined(sign, part):
        return Part(sign, (part, plain(measured(part))))

    def called(name, part):
        other = plain(measured(part))
        if name == "if":
            return Part("if", (Part("<", (part, other)), other, part))
        args = (part, other) if name in {"max", "min", "sum"} else (part,)
        made = Part(name, args)
        try:
            measured(made)
        except Wrong:
            return part
        return made

    def bound(sign, left, right):
        made = Part(sign, (left, right))
        try:
            measured(made)
        except Wrong:
            return left
        return made

    return (
        st.builds(bound, st.sampled_from(["*", "/", "of"]), parts, parts)
        | st.builds(joined, st.sampled_from(["+", "-", "<", ">=", "=="]), parts)
        | st.builds(called, st.sampled_from(CALLS), parts)
    )


STATED = [leaf(text, dimension) for text, dimension in LEAVES.items()]
FORMULAS = st.recursive(st.sampled_from(STATED), grown, max_leaves=6)


def places(part, path=()):
    yield path
    for i, arg in enumerate(part.args):
        yield from places(arg, (*path, i))


def changed(part, path, change):
    if not path:
        return change(part)
    args = list(part.args)
    args[path[0]] = changed(args[path[0]], path[1:], change)
    return replace(part, args=tuple(args))


@st.composite
def mutants(draw):
    """A formula that makes sense, and the same with one unit or one sign changed."""
    part = draw(FORMULAS)
    path = draw(st.sampled_from(list(places(part))))
    other, sign = draw(st.sampled_from(STATED)), draw(st.sampled_from(SIGNS))

    def change(old):
        if not old.args:
            return other
        if old.what in SIGNS:
            return replace(old, what=sign)
        return old.args[0]

    return part, changed(part, path, change)


def verdict(part):
    try:
        return measured(part)
    except Wrong:
        return None


def read_dimension(part):
    try:
        expr = read(Words.typed(text_of(part), "here"), SCOPE)
    except Rejected:
        return None
    return dict(expr.unit.dimension)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(FORMULAS)
def test_a_formula_that_makes_sense_measures_what_it_should(part):
    assert read_dimension(part) == verdict(part) is not None


@settings(deadline=None, derandomize=True, max_examples=600)
@given(mutants())
def test_no_mutation_that_changes_a_dimension_passes(pair):
    original, mutant = pair
    wanted, should = verdict(original), verdict(mutant)
    found = read_dimension(mutant)
    assert found == should, text_of(mutant)
    if should != wanted:
        assert found is None or found != wanted


@pytest.mark.parametrize("part", STATED, ids=lambda part: part.what)
def test_the_second_checker_knows_its_leaves(part):
    assert read_dimension(part) == measured(part)
