"""The bill of quantities: what is summed, what is told as a share, what is never hidden."""

import re

import pytest

from tenfold.report.compose import compose_plan
from tenfold.report.document import Bar, Document, Table

DESK = """\
  desk:
    kind: custom
    bill:
      - {item: seats, quantity: 3 seats, price: $98/seat/month}
      - {item: training, quantity: 3 seats}
"""


def table(document, first):
    """The table whose first column has that title."""
    return next(
        block
        for block in document.blocks
        if isinstance(block, Table) and block.columns[0].title == first
    )


def texts(row):
    return [cell if isinstance(cell, str) else getattr(cell, "text", cell) for cell in row.cells]


def test_components_of_one_category_stand_below_its_sum(shop, lines):
    bill = table(compose_plan(shop()), "Item")
    assert lines(Document((bill,))) == [
        "Item                    Quantity            Unit price  $ a month  Share",
        "────────────────────────────────────────────────────────────────────────",
        "Servers                                                   $343.10  63.2%",
        "  API servers        3 instances   $0.10/instance/hour    $219.00  40.3%",
        "  web: aws/c5.large  2 instances  $0.085/instance/hour    $124.10  22.9%",
        "files: storage             10 TB        $0.02/GB/month    $200.00  36.8%",
        "────────────────────────────────────────────────────────────────────────",
        "Total                                                     $543.10   100%",
        "… no room for $ a year",
    ]


def test_only_what_stands_by_itself_has_a_bar_and_their_shares_are_the_whole(shop):
    rows = table(compose_plan(shop()), "Item").rows[:-1]
    bars = [row.cells[-1] for row in rows]
    assert [isinstance(bar, Bar) for bar in bars] == [True, False, False, True]
    assert sum(bar.share for bar in bars if isinstance(bar, Bar)) == pytest.approx(1)


def test_a_category_of_one_is_called_as_its_component_if_that_has_a_title(shop):
    desk = "  desk: {kind: custom, category: People, bill: [{item: seats, quantity: 3 seats}]}\n"
    titles = [texts(row)[0] for row in table(compose_plan(shop(desk)), "Item").rows]
    assert "People: seats" in titles
    desk = desk.replace("category", "title: Help desk, category")
    titles = [texts(row)[0] for row in table(compose_plan(shop(desk)), "Item").rows]
    assert "Help desk: seats" in titles


def test_what_has_no_price_is_missing_in_its_row_and_in_every_sum(shop, lines):
    document = compose_plan(shop(DESK))
    rows = [texts(row) for row in table(document, "Item").rows]
    told = {row[0]: row[3] for row in rows}
    assert told["training"] == "missing"
    assert told["desk"].startswith("≥ ")
    assert told["Total"].startswith("≥ ")
    assert "Share" not in [column.title for column in table(document, "Item").columns]
    text = "\n".join(lines(document))
    assert text.count("At least") == 1
    assert "! training of 'desk' (3 seats): state it as 'price'" in text
    assert "largest part" not in text


def test_small_bills_are_told_in_cents_and_large_ones_are_not(shop):
    cents = re.compile(r"\.\d\d$")
    small = [texts(row)[3] for row in table(compose_plan(shop()), "Item").rows]
    assert all(cents.search(text) for text in small)
    large = [
        texts(row)[3] for row in table(compose_plan(shop(set={"users": "9B users"})), "Item").rows
    ]
    assert not any(cents.search(text) for text in large)
