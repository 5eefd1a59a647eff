"""A product in parts: how much of what, and the names it may go by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.prices.parts import BESIDE, Part, parts_of
from tenfold.prices.shipped import PROVIDERS, shipped

NAMES = st.from_regex(r"[a-wyz][a-z0-9.-]{0,8}", fullmatch=True).filter(lambda name: name != "of")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("gcp/n1-standard-8", [("gcp/n1-standard-8", "1")]),
        ("gcp/n1-standard-8 + T4", [("gcp/n1-standard-8", "1"), ("gcp/T4", "1")]),
        ("gcp/n1-standard-8 + 2 x T4", [("gcp/n1-standard-8", "1"), ("gcp/T4", "2")]),
        ("gcp/n1-standard-8 + 2 × T4", [("gcp/n1-standard-8", "1"), ("gcp/T4", "2")]),
        ("10 GiB of gcp/redis-basic-m2", [("gcp/redis-basic-m2", "10 GiB")]),
        ("1,000 x aws/a + azure/b + c", [("aws/a", "1,000"), ("azure/b", "1"), ("azure/c", "1")]),
        ("gcp/2 x", [("gcp/2 x", "1")]),
        ("aws/m5.large", [("aws/m5.large", "1")]),
    ],
)
def test_parts_have_amounts_and_the_provider_of_the_part_before(text, parts):
    assert [(part.product, part.amount) for part in parts_of(text)] == parts


@given(st.lists(st.tuples(st.integers(1, 9_999), NAMES), min_size=1, max_size=6))
def test_what_is_written_as_parts_is_read_as_those(written):
    first, *rest = [f"{amount} x {name}" for amount, name in written]
    text = " + ".join([first.replace(" x ", " x acme/"), *rest])
    assert list(parts_of(text)) == [Part(f"acme/{name}", str(n)) for n, name in written]


def test_a_gpu_goes_by_its_own_name():
    assert "gcp/gpu-t4" in Part("gcp/T4").names()


def test_what_goes_with_a_machine_is_there_at_its_provider():
    """An alias that leads to no product would leave every price of it missing."""
    providers = {name.partition("/")[0] for name in BESIDE}
    assert providers <= set(PROVIDERS)
    for asked, found in BESIDE.items():
        assert found.partition("/")[0] == asked.partition("/")[0]
        assert shipped().rows(found), found
