"""How long a catalogue of 100,000 prices takes to be read, asked and told by its digest.

    python benchmarks/catalogue.py

Held against csv and a dict by hand, in the same run: all rows read as text and kept by
their keys, which is the least that a table of prices can be.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Callable, Iterator

from timing import Row, pair, process, show, timed

from tenfold.prices.catalogue import Ask, Catalogue, Quote, Terms
from tenfold.prices.find import find
from tenfold.prices.row import COLUMNS
from tenfold.prices.shipped import catalogue_of
from tenfold.prices.wanted import wanted

PRODUCTS, REGIONS, TERMS = 2_500, 10, ("commit_1y", "commit_3y", "on_demand", "spot")
ROWS = PRODUCTS * REGIONS * len(TERMS)
ASKS = 1_000


def table() -> bytes:
    """Prices of machines in regions on terms, the same bytes every time."""
    drawn = random.Random(1)  # noqa: S311 - prices, no secrets
    lines = [",".join(COLUMNS)]
    for number in range(PRODUCTS):
        size = 2 ** (number % 7)
        for region in range(REGIONS):
            base = drawn.uniform(0.01, 9)
            lines += [
                f"gcp/m{number:05}-standard-{size},instance,region-{region},{term},"
                f"vcpu={size};memory={size * 4};family=m{number},USD/instance/hour,"
                f"{base * share:.6f},,2026-07-30,primary,generated,"
                for term, share in zip(TERMS, (0.63, 0.45, 1, 0.35), strict=True)
            ]
    return ("\n".join(lines) + "\n").encode()


DATA = table()


def catalogue() -> Catalogue:
    """A catalogue that has read nothing yet."""
    return catalogue_of({"gcp": lambda: DATA}, "generated")


def by_hand() -> dict[tuple[str, ...], list[str]]:
    """The floor: every line as text, by its key."""
    rows = csv.reader(DATA.decode().splitlines())
    next(rows)
    return {tuple(row[:5]): row for row in rows}


def asks() -> list[Ask]:
    """What a plan would ask: products all over the table."""
    drawn = random.Random(2)  # noqa: S311 - the same
    numbers = [drawn.randrange(PRODUCTS) for _ in range(ASKS)]
    return [
        Ask("a machine", "price", "instance", f"gcp/m{n:05}-standard-{2 ** (n % 7)}")
        for n in numbers
    ]


def parts() -> Iterator[Row]:
    """Every row."""
    yield "what", "took", "against", "ratio"
    asked, terms = asks(), Terms(region="region-3", term="commit_1y")
    floor = by_hand()
    keys = [_key(ask) for ask in asked]

    def first() -> None:
        answer = catalogue().answer(asked[0], terms)
        if not isinstance(answer, Quote):
            raise SystemExit(f"there must be a price: {answer}")

    yield _row(f"load {ROWS:,} rows and ask once", first, "csv and dict, all of them", by_hand)
    loaded = catalogue()
    cold = (
        timed(lambda: [catalogue_with(loaded).answer(ask, terms) for ask in asked[:100]], 5) / 100
    )
    yield "ask for a product the first time", f"{cold * 1000:.0f} us", "", ""
    took, least, ratio = pair(
        lambda: [loaded.answer(ask, terms) for ask in asked], lambda: [floor[key] for key in keys]
    )
    yield (
        "ask again, each",
        f"{took / ASKS * 1000:.1f} us",
        f"a dict, {least / ASKS * 1000:.2f} us",
        f"{ratio:.0f}x",
    )
    yield "digest", f"{timed(lambda: loaded.digest):.1f} ms", f"{len(DATA) / 1e6:.1f} MB", ""
    search = wanted("8 vCPU 32 GB cheapest")
    yield (
        "find among all of them, rows read",
        f"{timed(lambda: find(loaded, search), 3):.0f} ms",
        "",
        "",
    )
    yield from shipped()


def catalogue_with(loaded: Catalogue) -> Catalogue:
    """The same table, cut into lines, with no price of it read."""
    for shelf in loaded.shelves:
        shelf._read.clear()  # noqa: SLF001 - what is measured is reading it again
    return loaded


def shipped() -> Iterator[Row]:
    """A whole process over the tables that come with Tenfold."""
    words = ["prices", "find", "8", "vCPU", "32", "GB", "cheapest", "in", "eu"]
    bare = process(sys.executable, "-c", "pass")
    took, floor, ratio = pair(process(sys.executable, "-m", "tenfold", *words), bare)
    yield (
        "tenfold prices find, cold",
        f"{took:.0f} ms",
        f"python -c pass, {floor:.0f} ms",
        f"{ratio:.1f}x",
    )


def _key(ask: Ask) -> tuple[str, ...]:
    name = ask.product.partition("/")[2]
    number, size = name.removeprefix("m").split("-standard-")
    told = f"vcpu={size};memory={int(size) * 4};family=m{int(number)}"
    return ask.product, ask.meter, "region-3", "commit_1y", told


def _row(what: str, ours: Callable[[], object], name: str, floor: Callable[[], object]) -> Row:
    took, least, ratio = pair(ours, floor, 5)
    return what, f"{took:.0f} ms", f"{name}, {least:.0f} ms", f"{ratio:.2f}x"


if __name__ == "__main__":
    show(parts())
