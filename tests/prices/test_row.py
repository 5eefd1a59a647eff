"""A line of a catalogue: what it says, what it may not say, and that it is read as written."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.prices.row import (
    COLUMNS,
    EVIDENCE,
    METERS,
    TERMS,
    Row,
    Step,
    Unreadable,
    cells,
    read_row,
    written,
)

PLAIN = {
    "product": "gcp/internet-egress",
    "meter": "bytes",
    "region": "us-central1",
    "term": "on_demand",
    "attributes": "",
    "unit": "USD/GiB",
    "price": "0.12",
    "effective": "",
    "seen_on": "2026-07-30",
    "evidence": "primary",
    "source": "cyclenerd",
    "note": "",
}


def line(**said: str) -> list[str]:
    return list({**PLAIN, **said}.values())


def read(**said: str) -> Row:
    return read_row(line(**said))


def test_columns_are_those_of_a_line():
    assert tuple(PLAIN) == COLUMNS


# -- what a line says ----------------------------------------------------------------


def test_a_plain_price():
    row = read()
    assert row.steps == (Step(None, Fraction(12, 100)),)
    assert (row.product, row.meter, row.region, row.term) == (
        "gcp/internet-egress", "bytes", "us-central1", "on_demand",
    )  # fmt: skip
    assert (row.unit, row.seen_on, row.source, row.evidence) == (
        "USD/GiB", "2026-07-30", "cyclenerd", "primary",
    )  # fmt: skip
    assert (row.attributes, row.effective, row.note) == ({}, "", "")
    assert (row.whole, row.packages, row.minimum) == (False, None, None)


@pytest.mark.parametrize(
    ("price", "steps"),
    [
        ("0", [(None, "0")]),
        ("?", [(None, None)]),
        (
            "0.12 to 1024, 0.11 to 10240, 0.08",
            [("1024", "0.12"), ("10240", "0.11"), (None, "0.08")],
        ),
        ("0 to 50,0.5", [("50", "0"), (None, "0.5")]),
        ("0.08 to 10240, ?", [("10240", "0.08"), (None, None)]),
        ("? to 0.5, 1", [("0.5", None), (None, "1")]),
        (" 0.12  to  1024 ,  0.08 ", [("1024", "0.12"), (None, "0.08")]),
    ],
)
def test_tiers(price, steps):
    expected = tuple(
        Step(end and Fraction(end), None if rate is None else Fraction(rate)) for end, rate in steps
    )
    assert read(price=price).steps == expected


@pytest.mark.parametrize(
    ("price", "whole", "packages", "minimum"),
    [
        ("0.12; whole", True, None, None),
        ("0.12; packages of 1000", False, 1000, None),
        ("0.12; at least 5", False, None, 5),
        (
            "0.12 to 10, 0.1; whole; packages of 2.5; at least 0.25",
            True,
            Fraction(5, 2),
            Fraction(1, 4),
        ),
        ("0.12; at least 5; whole", True, None, 5),
    ],
)
def test_more_than_rates(price, whole, packages, minimum):
    row = read(price=price)
    assert (row.whole, row.packages, row.minimum) == (whole, packages, minimum)


def test_attributes_keep_their_order_and_may_stand_apart():
    row = read(attributes=" vcpu=8; memory = 7.2 ;family=n1")
    assert list(row.attributes.items()) == [("vcpu", "8"), ("memory", "7.2"), ("family", "n1")]


def test_a_value_may_hold_a_sign():
    assert read(attributes="rule=a=b").attributes == {"rule": "a=b"}


def test_cells_may_have_room_around_them():
    assert read_row([f"  {cell} " for cell in line()]) == read()


def test_a_key_does_not_mind_the_order_of_attributes():
    one, other = read(attributes="a=1;b=2"), read(attributes="b=2;a=1")
    assert one.key == other.key
    assert one.key != read(attributes="a=1;b=3").key


def test_the_cells_of_a_table_are_csv():
    assert list(cells(['a,"0.12 to 1024, 0.08",c'])) == [["a", "0.12 to 1024, 0.08", "c"]]


# -- what a line may not say -----------------------------------------------------------

REFUSED = [
    ({"meter": "byte"}, "'byte' is no meter: one of instance,"),
    ({"term": "reserved"}, "'reserved' is no term: one of on_demand,"),
    ({"evidence": "hearsay"}, "'hearsay' is no evidence: one of primary,"),
    ({"product": "n1-standard-4"}, "'n1-standard-4' names no product: write provider/name"),
    ({"product": "GCP/n1"}, "names no product"),
    ({"product": "gcp/"}, "names no product"),
    ({"product": "gcp/n1 standard"}, "names no product"),
    ({"region": ""}, "'' names no region"),
    ({"region": "us central"}, "'us central' names no region"),
    ({"seen_on": ""}, "a date is written 2026-07-30"),
    ({"seen_on": "30.7.2026"}, "a date is written 2026-07-30"),
    ({"seen_on": "2026-13-01"}, "a date is written 2026-07-30"),
    ({"seen_on": "2026-07-32"}, "a date is written 2026-07-30"),
    ({"seen_on": "2026-02-30"}, "a date is written 2026-07-30"),
    ({"seen_on": "२०२६-07-30"}, "a date is written 2026-07-30"),
    ({"effective": "soon"}, "a date is written 2026-07-30"),
    ({"source": " "}, "it does not say where the price was seen"),
    ({"attributes": "vcpu"}, "'vcpu' are no attributes: write name=value;name=value"),
    ({"attributes": "vcpu="}, "are no attributes"),
    ({"attributes": "=8"}, "are no attributes"),
    ({"attributes": "vcpu=8;vcpu=4"}, "'vcpu=8;vcpu=4' says an attribute twice"),
    ({"price": ""}, "'' is no number of money: write 0.0225"),
    ({"price": "-1"}, "'-1' is no number of money"),
    ({"price": "1e-3"}, "'1e-3' is no number of money"),
    ({"price": "$0.12"}, "is no number of money"),
    ({"price": ".5"}, "is no number of money"),
    ({"price": "1,000"}, "every tier but the last says up to what it holds"),
    ({"price": "٣"}, "is no number of money"),
    ({"price": "1" * 19}, "is no number of money"),
    ({"price": "0." + "1" * 19}, "is no number of money"),
    ({"price": "0.12 to ?"}, "'?' is no number of money"),
    ({"price": "0.12 to 10"}, "every tier but the last says up to what it holds"),
    ({"price": "0.12, 0.1"}, "every tier but the last says up to what it holds"),
    ({"price": "0.12 to 10, 0.1 to 10, 0.08"}, "do not ascend"),
    ({"price": "0.12 to 10, 0.1 to 9, 0.08"}, "do not ascend"),
    ({"price": "0.12 to 0, 0.08"}, "do not ascend"),
    ({"price": ", ".join([f"1 to {n}" for n in range(1, 41)] + ["1"])}, "is no price"),
    ({"price": "0.12; all"}, "'all' after a price: 'whole', 'packages of N' or 'at least N'"),
    ({"price": "0.12;"}, "'' after a price"),
    ({"price": "0.12; packages of some"}, "'some' is no number of money"),
    ({"price": "0.12; packages of 0"}, "a package holds something"),
    ({"price": "0.12; at least much"}, "'much' is no number of money"),
]


@pytest.mark.parametrize(("said", "why"), REFUSED)
def test_what_is_refused(said, why):
    with pytest.raises(Unreadable) as refused:
        read(**said)
    assert why in str(refused.value)


def test_the_most_tiers_are_read():
    price = ", ".join([f"1 to {n}" for n in range(1, 40)] + ["1"])
    assert len(read(price=price).steps) == 40


@pytest.mark.parametrize("found", [[], line()[:-1], [*line(), ""]])
def test_a_line_has_as_many_cells_as_there_are_columns(found):
    with pytest.raises(Unreadable, match=f"{len(found)} cells, where a price has 12"):
        read_row(found)


def test_what_has_no_end_is_not_written():
    row = Row(
        "gcp/x", "bytes", "global", "on_demand", "USD/GiB", (Step(None, Fraction(1, 3)),),
        "2026-07-30", "cyclenerd",
    )  # fmt: skip
    with pytest.raises(Unreadable, match="1/3 has no end to its decimals"):
        written(row)


# -- there and back --------------------------------------------------------------------

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
WORDS = st.text(LETTERS, min_size=1, max_size=8)
NUMBERS = st.builds(
    lambda number, places: Fraction(number, 10**places),
    st.integers(0, 10**18 - 1),
    st.integers(0, 18),
)
POSITIVE = NUMBERS.filter(bool)
PROSE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(str.strip)
DAYS = st.dates().map(date.isoformat)


@st.composite
def steps(draw):
    ends = sorted(draw(st.sets(POSITIVE, max_size=5)))
    rates = st.none() | NUMBERS
    return tuple(Step(end, draw(rates)) for end in [*ends, None])


ROWS = st.builds(
    Row,
    product=st.builds("{}/{}".format, WORDS, WORDS),
    meter=st.sampled_from(sorted(METERS)),
    region=WORDS,
    term=st.sampled_from(TERMS),
    unit=PROSE,
    steps=steps(),
    seen_on=DAYS,
    source=PROSE.filter(bool),
    evidence=st.sampled_from(EVIDENCE),
    attributes=st.dictionaries(WORDS, WORDS, max_size=4),
    effective=st.just("") | DAYS,
    note=PROSE,
    whole=st.booleans(),
    packages=st.none() | POSITIVE,
    minimum=st.none() | NUMBERS,
)


@given(ROWS)
def test_what_is_written_is_read_as_it_was(row):
    assert read_row(written(row)) == row


@given(ROWS)
def test_what_is_written_stands_in_a_table(row):
    import csv
    import io

    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerow(written(row))
    assert [read_row(found) for found in cells([table.getvalue()])] == [row]


@given(st.lists(st.text(max_size=20), max_size=14))
def test_any_cells_are_read_or_refused(found):
    try:
        row = read_row(found)
    except Unreadable:
        return
    assert read_row(written(row)) == row


@given(st.text(alphabet="0123456789.,;?to whleatpckgs", max_size=40))
def test_any_price_is_read_or_refused(text):
    try:
        row = read(price=text)
    except Unreadable:
        return
    assert read_row(written(row)) == row
