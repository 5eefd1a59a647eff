"""Units in an order in which they can be bound, and the circles that have none."""

from hypothesis import given
from hypothesis import strategies as st

from tenfold.errors import NOWHERE
from tenfold.plan.formulas import Reference
from tenfold.plan.order import in_order

NAMES = [f"n{i}" for i in range(12)]


def links(**below):
    return {
        name: [(target, Reference(target, NOWHERE)) for target in targets]
        for name, targets in below.items()
    }


def test_what_is_rested_on_comes_first():
    order, problems, caught = in_order(links(a="bc", b="c", c="", d="a"))
    assert order == ["c", "b", "a", "d"]
    assert not problems
    assert not caught


def test_what_is_no_unit_is_passed_over():
    assert in_order(links(a=["nowhere", "b"], b=[]))[0] == ["b", "a"]


def test_a_circle_is_told_once_with_its_path():
    order, problems, caught = in_order(links(a="b", b="c", c="a", d="b"))
    assert [p.what for p in problems] == ["circular reference: a -> b -> c -> a"]
    assert caught == {"a", "b", "c"}
    assert set(order) == {"a", "b", "c", "d"}


def test_what_rests_on_itself_is_told_so():
    _, problems, _ = in_order(links(a="a"))
    assert [p.what for p in problems] == ["'a' is defined by itself"]


def test_two_circles_are_told_apart_and_components_without_their_dot():
    _, problems, _ = in_order({**links(a="b", b="a"), **links(**{"x.": ["y."], "y.": ["x."]})})
    assert [p.what for p in problems] == [
        "circular reference: a -> b -> a",
        "circular reference: x -> y -> x",
    ]


def test_a_long_circle_is_told_in_short():
    names = [f"n{i}" for i in range(20)]
    around = {name: [names[(i + 1) % 20]] for i, name in enumerate(names)}
    _, (problem,), _ = in_order(links(**around))
    assert (
        problem.what == "circular reference: n0 -> n1 -> n2 -> n3 -> ... -> n17 -> n18 -> n19 -> n0"
    )


def test_a_chain_may_be_long():
    chain = {f"n{i}": [f"n{i + 1}"] for i in range(50_000)}
    order, _, _ = in_order(links(**chain, n50000=[]))
    assert order[0] == "n50000"


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=4)))
def test_whatever_is_in_no_circle_comes_after_what_it_rests_on(below):
    order, problems, caught = in_order(links(**below))
    assert sorted(order) == sorted(below)
    place = {name: at for at, name in enumerate(order)}
    for name, targets in below.items():
        for target in targets:
            assert target not in below or place[target] < place[name] or {name, target} <= caught
    assert bool(problems) == bool(caught)
