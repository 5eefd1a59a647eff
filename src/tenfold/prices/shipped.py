"""The catalogue that comes with Tenfold: list prices with their sources and dates.

Its tables are part of the package, as its modules are, so reading them is no
more than importing.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from functools import cache

from tenfold.prices.catalogue import Catalogue
from tenfold.prices.shelf import Shelf

__all__ = ["PROVIDERS", "catalogue_of", "shipped"]

PROVIDERS = ("gcp", "aws", "azure", "openai", "anthropic", "google", "mistral", "groq")
"""Whose prices come with Tenfold."""


def catalogue_of(tables: Mapping[str, Callable[[], bytes]], name: str) -> Catalogue:
    """A Catalogue of tables by provider, each fetched when first asked for."""
    return Catalogue(name, tuple(Shelf(provider, fetch) for provider, fetch in tables.items()))


@cache
def shipped() -> Catalogue:
    """The list prices that come with this version of Tenfold."""
    return catalogue_of({provider: _table(provider) for provider in PROVIDERS}, "the catalogue")


def _table(provider: str) -> Callable[[], bytes]:
    return lambda: pkgutil.get_data("tenfold.prices", f"data/{provider}.csv") or b""
