"""A Sampling: what can be asked for, and how it is dealt into sets."""

from __future__ import annotations

import pytest

from tenfold.sampling.settings import MOST_WORLDS, SAMPLERS, SETS, Sampling


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"sampler": "dice"}, "no sampler is named 'dice': use latin, sobol, mc"),
        ({"worlds": 0}, "0 worlds: use from 1 to 1,073,741,824"),
        ({"worlds": MOST_WORLDS + 1}, "1073741825 worlds: use from 1 to 1,073,741,824"),
        ({"seed": -1}, "-1 is no seed: use a whole number from 0, below 2**63"),
        ({"seed": 2**63}, "9223372036854775808 is no seed: use a whole number from 0, below 2**63"),
    ],
)
def test_what_cannot_be_drawn_is_refused(asked, said):
    with pytest.raises(ValueError, match="use") as refusal:
        Sampling(**asked)
    assert str(refusal.value) == said


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("worlds", [1, 1024, 1025, 16_384, 20_000, 999_999, MOST_WORLDS])
def test_no_fewer_worlds_are_drawn_than_asked_for(sampler, worlds):
    sampling = Sampling(worlds, sampler)
    assert sampling.drawn == SETS * sampling.per_set >= worlds
    if worlds > SETS * 64:
        assert sampling.drawn < (worlds + SETS if sampler == "mc" else 2 * worlds)


@pytest.mark.parametrize("sampler", ["latin", "sobol"])
@pytest.mark.parametrize("worlds", [1, 17, 1025, 20_000, MOST_WORLDS])
def test_a_set_that_fills_strata_holds_a_power_of_two(sampler, worlds):
    assert Sampling(worlds, sampler).per_set.bit_count() == 1


def test_a_run_is_sixteen_sets_of_a_thousand_worlds_unless_told():
    assert (Sampling().per_set, Sampling().drawn) == (1024, 16_384)
    assert Sampling(1).per_set == 64
    assert Sampling(20_000, "mc").per_set == 1250
