"""The catalogue that comes with Tenfold: every table is read, none before it is asked for."""

import re

import pytest

from tenfold.prices import shipped as module
from tenfold.prices.shipped import PROVIDERS, catalogue_of, shipped


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_provider_has_prices_that_can_be_read(provider):
    products = shipped().products(provider)
    assert products
    assert all(shipped().rows(product) for product in products)


def test_every_table_that_comes_with_tenfold_is_one_of_a_provider():
    from importlib.resources import files

    names = {path.name for path in files("tenfold.prices").joinpath("data").iterdir()}
    tables = {name for name in names if name.endswith(".csv")} - {"regions.csv", "sources.csv"}
    assert tables == {f"{provider}.csv" for provider in PROVIDERS}


def test_it_is_one_and_bears_a_name_a_day_and_a_hash():
    assert shipped() is shipped()
    assert shipped().name == "the catalogue"
    assert shipped().newest == max(row.seen_on for row in shipped().all())
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", shipped().digest)


def test_a_table_is_fetched_when_it_is_first_asked_for(monkeypatch):
    fetched = []
    real = module.pkgutil.get_data
    monkeypatch.setattr(
        module.pkgutil, "get_data", lambda *args: fetched.append(args[1]) or real(*args)
    )
    found = catalogue_of({name: module._table(name) for name in PROVIDERS}, "mine")
    assert fetched == []
    assert found.rows("aws/m5.large")
    assert fetched == ["data/aws.csv"]
