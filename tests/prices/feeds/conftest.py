"""Pages of the shape that each provider sends, made small."""

import json

import pytest

from tenfold.prices.feeds.feed import Wanted
from tenfold.prices.row import written


def as_chunks(page, size=1 << 16):
    """A page as it arrives: in pieces."""
    data = page if isinstance(page, bytes) else json.dumps(page).encode()
    return [data[start : start + size] for start in range(0, len(data), size)]


@pytest.fixture(scope="session")
def chunks():
    return as_chunks


@pytest.fixture(scope="session")
def wanted():
    return Wanted("2026-11-24")


@pytest.fixture(scope="session")
def told():
    """Rows by product, meter, region and term: what the table's cells say of each."""

    def tell(rows):
        found = {}
        for row in rows:
            cells = written(row)
            found.setdefault((row.product, row.meter, row.region, row.term), []).append(
                (cells[4], cells[5], cells[6])
            )
        return found

    return tell
