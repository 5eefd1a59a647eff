"""Conflicts: the fewest ties that cannot all hold, in words, with what could."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.errors import TenfoldError
from tenfold.sampling.dependence import Conflict, Tie, dependence


def conflict(*ties, latent=()):
    """The Conflict of ties such as 'a b 0.9'."""
    with pytest.raises(Conflict) as refused:
        dependence([tie(text) for text in ties], latent)
    return refused.value


def refusal(ties):
    """The Conflict of ties, if they cannot all hold."""
    try:
        dependence(ties)
    except Conflict as found:
        return found
    return None


def tie(text):
    first, second, rank = text.split()
    return Tie(first, second, float(rank))


def ranks(ties):
    return [tie.rank for tie in ties]


def test_three_that_move_together_cannot_have_two_that_move_against_each_other():
    found = conflict("a b 0.9", "b c 0.9", "a c -0.9")
    assert isinstance(found, TenfoldError)
    assert found.cycle == ("a", "b", "c")
    assert found.ties == (tie("a b 0.9"), tie("b c 0.9"), tie("a c -0.9"))
    assert found.what == "'a' with 'b' 0.9, 'b' with 'c' 0.9 and 'a' with 'c' -0.9 cannot all hold"
    assert found.mend == "weaken them: 0.48, 0.48 and -0.48 can hold"
    assert str(found) == f"{found.what}: {found.mend}"


def test_a_longer_cycle_is_told_whole():
    found = conflict("a b 0.9", "c d 0.9", "b c 0.9", "d a -0.9")
    assert found.cycle == ("a", "b", "c", "d")
    assert found.ties == (tie("a b 0.9"), tie("b c 0.9"), tie("c d 0.9"), tie("d a -0.9"))
    assert ranks(found.feasible) == [0.68, 0.68, 0.68, -0.68]


def test_of_many_ties_only_those_at_odds_are_told():
    fair = ["a b 0.5", "b c 0.5", "c a 0.5", "d e 0.4", "h i 0.2", "x y 0.9"]
    found = conflict(*fair, "c d 0.9", "d f 0.9", "f c -0.8", "f g 0.1", "g c 0.1")
    assert found.cycle == ("c", "d", "f")


def test_of_two_cycles_the_shorter_is_told():
    longer = ["a b 0.95", "b c 0.95", "c d 0.95", "d a -0.95"]
    found = conflict(*longer, "d e 0.8", "e f 0.8", "f d -0.8")
    assert found.cycle == ("d", "e", "f")


def test_drivers_are_independent_so_two_cannot_both_be_nearly_all_of_a_figure():
    found = conflict("x a 0.8", "x b 0.5", "y b 0.3", "y a 0.8", latent=["x", "y"])
    assert found.ties == (tie("x a 0.8"), tie("y a 0.8"))
    assert found.what == (
        "'x' with 'a' 0.8 and 'y' with 'a' 0.8 cannot both hold, "
        "for drivers are independent of each other"
    )
    assert found.mend == "weaken them: 0.68 and 0.68 can hold"


def test_many_at_odds_that_form_no_faulty_cycle_are_told_together():
    """Six cannot all move against each other by more than a fifth."""
    ties = [f"{a} {b} -0.3" for a, b in combinations("abcdef", 2)]
    found = conflict(*ties)
    assert len(found.cycle) == 5
    assert len(found.ties) == 10
    assert found.what.startswith("the 10 correlations between 'a', ")
    assert found.mend == "weaken them: at 0.79 of their size they can hold"
    assert set(ranks(found.feasible)) == {-0.23}


def test_one_tie_that_is_as_good_as_one_cannot_hold():
    found = conflict("a b 0.9", "b c 0.999999999")
    assert found.ties == (tie("b c 0.999999999"),)
    assert found.mend == "weaken it: 0.99 can hold"


def test_a_rank_is_told_with_every_digit():
    found = conflict("a b 0.99999999", "b c 0.5")
    assert found.what == "'a' with 'b' 0.99999999 cannot hold"
    found = conflict("a b 0.12341", "b a 0.12342")
    assert found.what == "'a' and 'b' are tied twice, by 0.12341 and 0.12342"


@pytest.mark.parametrize("size", [5, 40, 120])
def test_a_long_ring_is_refused_whole_and_without_what_hangs_on_it(size):
    ties = [Tie(f"k{at}", f"k{(at + 1) % size}", 0.9999 if at else -0.9999) for at in range(size)]
    found = refusal([*ties, Tie("k1", "aside", 0.9), Tie("aside", "far", 0.9)])
    assert set(found.ties) == set(ties)
    assert refusal(found.feasible) is None


def test_a_pair_is_not_tied_in_two_ways():
    found = conflict("a b 0.9", "b a 0.8")
    assert found.ties == (tie("a b 0.9"), tie("b a 0.8"))
    assert (found.what, found.mend) == (
        "'a' and 'b' are tied twice, by 0.9 and 0.8",
        "keep one of the two",
    )


@given(st.integers(0, 10**6), st.integers(3, 9), st.floats(0.3, 1))
def test_what_is_told_cannot_hold_alone_and_what_is_advised_can(seed, size, share):
    rng = np.random.default_rng(seed)
    pairs = [pair for pair in combinations("abcdefghi"[:size], 2) if rng.random() < share]
    ties = [Tie(*pair, round(float(rng.uniform(-0.95, 0.95)), 2)) for pair in pairs]
    found = refusal(ties)
    if found is None:
        return
    assert set(found.ties) <= set(ties)
    assert refusal(found.ties)
    assert refusal(found.feasible) is None
    for strong, weak in zip(found.ties, found.feasible, strict=True):
        assert (strong.first, strong.second) == (weak.first, weak.second)
        assert 0 <= weak.rank * strong.rank <= strong.rank**2
        assert weak.rank == round(weak.rank, 2)


@given(st.integers(0, 10**6))
def test_none_of_the_ties_told_can_be_spared(seed):
    rng = np.random.default_rng(seed)
    ties = [Tie(*pair, float(rng.uniform(-0.9, 0.9))) for pair in combinations("abcdefg", 2)]
    found = refusal(ties)
    for key in found.cycle if found else ():
        assert refusal([tie for tie in found.ties if key not in {tie.first, tie.second}]) is None
