"""Regions, and where else to look for a price of theirs."""

import pytest

from tenfold.prices.regions import regions, wider
from tenfold.prices.shipped import PROVIDERS, shipped


def test_a_region_lies_in_an_area_and_no_further():
    """One step leads from a region to all that is priced by area."""
    for region in regions().values():
        assert region.title
        assert region.provider in {"", *PROVIDERS}
        area = regions().get(region.area)
        if region.provider:
            assert area.provider == "", region
            assert area.area in {"", area.code}, region
        else:
            assert area is None or area.provider == "", region


@pytest.mark.parametrize(
    ("region", "looked"),
    [
        ("us-central1", ("us-central1", "north-america", "global")),
        ("eastus", ("eastus", "north-america", "global")),
        ("europe", ("europe", "global")),
        ("nowhere", ("nowhere", "global")),
    ],
)
def test_a_price_is_looked_for_in_the_region_then_its_area_then_anywhere(region, looked):
    assert wider(region) == looked


def test_every_region_of_the_catalogue_is_known():
    """`prices: region:` takes no other word, so a price elsewhere could not be asked for."""
    found = {row.region for row in shipped().all()} - {"global"}
    assert found <= set(regions())
