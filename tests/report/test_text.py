"""Text: how it looks, and that no width, letter or colour breaks it."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.report.document import (
    Bar,
    Branch,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    Items,
    Note,
    Prose,
    Row,
    Table,
    Tree,
    Verbatim,
)
from tenfold.report.letters import one_line, wide
from tenfold.report.text import write

BILL = Table(
    (
        Column("Component"),
        Column("Item"),
        Column("Quantity", "right", rank=1),
        Column("Unit price", "right", rank=2),
        Column("Monthly cost", "right"),
        Column("Share", bar=True, rank=3),
    ),
    (
        Row(("api", "m7g.2xlarge, 3 zones", "142", "$0.3264", "$33,833", Bar(0.06))),
        Row(("main-db", "db.r6g.4xlarge primary", "288", "$1.9400", "$407,866", Bar(0.729))),
        Row(("spare", "one zone", "96", "$1.9400", "$135,955", Bar(0.25)), "sub"),
        Row(("cdn", "egress to viewers, 3 tiers", "91.2 PB", "$0.0200", "$117,824", Bar(0.211))),
        Row(("Total", "", "", "", Cell("$559,523", "bad"), ""), "total"),
    ),
    title="Bill of quantities",
    total_rows=6,
)
WHY = Tree(
    Branch(
        "cost of api",
        "$33,833",
        "instances × price × 730 h",
        (
            Branch(
                "instances",
                "142",
                "ceil(requests / per instance), and whole in each of three zones",
                (
                    Branch("requests", "102k request/s", "users × requests per user"),
                    Branch("per instance", "1.1k request/s"),
                ),
            ),
            Branch("price", "$0.3264 /h", "aws us-east-1, 2026-08-14"),
        ),
    )
)


def lines(*blocks, **paper):
    return write(Document(blocks), **paper).splitlines()


def test_a_table_with_room():
    assert lines(BILL, width=None) == [
        "Bill of quantities",
        "Component  Item                        Quantity  Unit price  Monthly cost  Share",
        "────────────────────────────────────────────────────────────────────────────────────",
        "api        m7g.2xlarge, 3 zones             142     $0.3264       $33,833  ▊",
        "main-db    db.r6g.4xlarge primary           288     $1.9400      $407,866  ████████▊",
        "  spare    one zone                          96     $1.9400      $135,955  ███",
        "cdn        egress to viewers, 3 tiers   91.2 PB     $0.0200      $117,824  ██▌",
        "… 2 more rows",
        "────────────────────────────────────────────────────────────────────────────────────",
        "Total                                                            $559,523",
    ]


def test_a_table_at_80_gives_up_its_bars():
    assert lines(BILL, width=80) == [
        "Bill of quantities",
        "Component  Item                        Quantity  Unit price  Monthly cost",
        "─────────────────────────────────────────────────────────────────────────",
        "api        m7g.2xlarge, 3 zones             142     $0.3264       $33,833",
        "main-db    db.r6g.4xlarge primary           288     $1.9400      $407,866",
        "  spare    one zone                          96     $1.9400      $135,955",
        "cdn        egress to viewers, 3 tiers   91.2 PB     $0.0200      $117,824",
        "… 2 more rows",
        "─────────────────────────────────────────────────────────────────────────",
        "Total                                                            $559,523",
    ]


def test_a_table_at_40_gives_up_columns_then_wraps_its_words():
    assert lines(BILL, width=40) == [
        "Bill of quantities",
        "Component  Item            Monthly cost",
        "───────────────────────────────────────",
        "api        m7g.2xlarge, 3       $33,833",
        "             zones",
        "main-db    db.r6g.4xlarge      $407,866",
        "             primary",
        "  spare    one zone            $135,955",
        "cdn        egress to           $117,824",
        "             viewers, 3",
        "             tiers",
        "… 2 more rows",
        "───────────────────────────────────────",
        "Total                          $559,523",
        "… no room for Quantity, Unit price",
    ]


def test_a_table_in_ascii():
    assert lines(BILL, width=None, ascii_only=True)[4:8] == [
        "main-db    db.r6g.4xlarge primary           288     $1.9400      $407,866  #########",
        "  spare    one zone                          96     $1.9400      $135,955  ###",
        "cdn        egress to viewers, 3 tiers   91.2 PB     $0.0200      $117,824  ###",
        "... 2 more rows",
    ]


def test_a_title_wraps_over_its_numbers_when_words_must():
    table = Table(
        (Column("Name"), Column("Monthly cost", "right")), (Row(("a rather long name", "$5")),)
    )
    assert lines(table, width=20) == [
        "             Monthly",
        "Name            cost",
        "────────────────────",
        "a rather          $5",
        "  long name",
    ]


def test_of_equal_rank_the_last_column_goes_first_and_one_always_stays():
    table = Table(tuple(Column(name * 15, rank=1) for name in "abc"), (Row(("1", "2", "3")),))
    assert lines(table, width=40)[-1] == f"… no room for {'c' * 15}"
    assert lines(table, width=5)[0] == "a" * 15


def test_a_rule_stands_over_each_run_of_totals():
    rows = [Row((name,), "total" if name.isupper() else "plain") for name in "abABcC"]
    text = [line[:1] for line in lines(Table((Column("x"),), tuple(rows)))]
    assert text == list("x─ab─ABc─C")


def test_a_table_of_totals_has_one_rule():
    assert lines(Table((Column("x"),), (Row(("A",), "total"),))) == ["x", "─", "A"]
    assert lines(Table((Column("x"),), (Row(("A",), "total"),), total_rows=1)) == [
        "x",
        "─",
        "… 1 more row",
        "─",
        "A",
    ]


def test_a_table_without_rows_or_columns():
    assert lines(Table((Column("x"),), ())) == ["x", "─"]
    assert lines(Table((), ())) == []


@pytest.mark.parametrize(
    ("share", "drawn", "in_ascii"),
    [
        (0, "", ""),
        (1e-9, "▏", "#"),
        (0.5, "██████", "######"),
        (1, "████████████", "############"),
        (7, "████████████", "############"),
        (float("nan"), "", ""),
    ],
)
def test_a_bar_is_as_long_as_its_share(share, drawn, in_ascii):
    table = Table((Column("a", bar=True),), (Row((Bar(share),)),))
    assert lines(table)[2] == drawn
    assert lines(table, ascii_only=True)[2] == in_ascii


def test_a_share_in_a_column_without_bars_is_told():
    assert lines(Table((Column("a"),), (Row((Bar(0.25),)),)))[2] == "25.0 %"


def test_wide_letters_stand_in_line():
    table = Table(
        (Column("名前"), Column("n", "right")), (Row(("東京", "1")), Row(("e\u0301", "22")))
    )
    assert lines(table) == ["名前   n", "────────", "東京   1", "e\u0301     22"]


def test_a_derivation_with_room():
    assert lines(WHY, width=80) == [
        "cost of api         $33,833         instances × price × 730 h",
        "├─ instances        142             ceil(requests / per instance), and whole in",
        "│  │                                  each of three zones",
        "│  ├─ requests      102k request/s  users × requests per user",
        "│  └─ per instance  1.1k request/s",
        "└─ price            $0.3264 /h      aws us-east-1, 2026-08-14",
    ]


def test_a_derivation_at_40():
    assert lines(WHY, width=40) == [
        "cost of api         $33,833",
        "│  instances × price × 730 h",
        "├─ instances        142",
        "│  │  ceil(requests / per instance), and",
        "│  │    whole in each of three zones",
        "│  ├─ requests      102k request/s",
        "│  │     users × requests per user",
        "│  └─ per instance  1.1k request/s",
        "└─ price            $0.3264 /h",
        "      aws us-east-1, 2026-08-14",
    ]


def test_a_derivation_at_24_in_ascii():
    assert lines(WHY, width=24, ascii_only=True) == [
        "cost of api  $33,833",
        "|  instances x price x",
        "|    730 h",
        "|- instances  142",
        "|  |  ceil(requests /",
        "|  |    per instance),",
        "|  |    and whole in",
        "|  |    each of three",
        "|  |    zones",
        "|  |- requests",
        "|  |     102k request/s",
        "|  |     users x",
        "|  |       requests per",
        "|  |       user",
        "|  `- per instance",
        "|        1.1k request/s",
        "`- price  $0.3264 /h",
        "      aws us-east-1,",
        "        2026-08-14",
    ]


def test_the_lines_of_a_detail_stay_apart():
    tree = Tree(Branch("cost", "$6", "= a × b\n\n= 2 × $3\nline 4", (Branch("a", "2"),)))
    assert lines(tree, width=80) == [
        "cost  $6  = a × b",
        "│         = 2 × $3",
        "│         line 4",
        "└─ a  2",
    ]
    assert lines(tree, width=12) == [
        "cost  $6",
        "│  = a × b",
        "│  = 2 × $3",
        "│  line 4",
        "└─ a  2",
    ]


def test_words_wrap_before_a_column_is_given_up():
    table = Table(
        (Column("Item"), Column("Quantity", "right", rank=1), Column("Cost", "right")),
        (Row(("Frontend servers: gcp/n1-standard-4", "2 instances", "$274")),),
    )
    assert lines(table, width=50) == [
        "Item                    Quantity  Cost",
        "──────────────────────────────────────",
        "Frontend servers:    2 instances  $274",
        "  gcp/n1-standard-4",
    ]
    assert "no room for Quantity" in lines(table, width=40)[-1]


def test_a_derivation_on_a_pipe_is_a_line_a_step():
    assert len(lines(WHY, width=None)) == 5


def test_the_other_blocks():
    assert lines(
        Heading("Title"),
        Heading("Chapter", 2),
        Heading("Section", 3),
        Prose("Some\nwords   of prose."),
        Note("it holds", "good"),
        Note("it does not hold and there is more to say", "bad"),
        Note("take care", "warn"),
        Note("so"),
        Facts((("Region", "us-east-1"), ("Currency", "USD, at the prices of 2026-08-14"))),
        Items(("one thing", "")),
        Verbatim("\na:\n\tb: 1  \n\n"),
        width=40,
    ) == [
        "Title",
        "━━━━━",
        "",
        "Chapter",
        "───────",
        "",
        "Section",
        "",
        "Some words of prose.",
        "",
        "✓ it holds",
        "✗ it does not hold and there is more to",
        "  say",
        "! take care",
        "· so",
        "",
        "Region    us-east-1",
        "Currency  USD, at the prices of",
        "          2026-08-14",
        "",
        "• one thing",
        "",
        "  a:",
        "      b: 1",
    ]


def test_marks_in_ascii_stand_in_line():
    tones = ("good", "bad", "warn", "plain")
    notes = [Note("so", tone) for tone in tones]
    assert lines(*notes, Items(("a",)), ascii_only=True) == [
        "ok so",
        "x  so",
        "!  so",
        "-  so",
        "",
        "- a",
    ]


def test_a_long_label_has_its_value_beneath():
    facts = Facts((("a label that is longer than any label ought to be", "1"), ("b", "2")))
    assert lines(facts) == ["a label that is longer than any label ought to be", "   1", "b  2"]
    assert lines(facts, width=20)[-2:] == ["b", "  2"]


def test_prose_wraps_at_100_where_there_is_more_room():
    prose = Prose("word " * 50)
    assert lines(prose, width=200) == lines(prose, width=None)
    assert max(map(len, lines(prose, width=200))) == 99


def test_what_says_nothing_leaves_no_gap():
    assert lines(Prose("a"), Prose(" "), Heading(""), Verbatim(""), Prose("b")) == ["a", "", "b"]
    assert write(Document()) == ""


def test_colour():
    table = Table((Column("x"),), (Row((Cell("a", "warn"),), "faint"), Row(("b",), "total")))
    assert lines(Heading("T", 3), Note("n", "bad"), table, colour=True) == [
        "\x1b[1mT\x1b[0m",
        "",
        "\x1b[31m✗\x1b[0m n",
        "",
        "\x1b[2mx\x1b[0m",
        "\x1b[2m─\x1b[0m",
        "\x1b[2;33ma\x1b[0m",
        "\x1b[2m─\x1b[0m",
        "\x1b[1mb\x1b[0m",
    ]


def test_a_hostile_text_commands_nothing():
    assert lines(Prose("\x1b]0;owned\x07 \x9b2J")) == ["␛]0;owned␇ ?2J"]
    assert lines(Prose("\x1b[2J"), ascii_only=True) == ["?[2J"]


# --- whatever is written -------------------------------------------------------

ANSI = re.compile(r"\x1b\[(?:1|2|31|32|33|;)+m|\x1b\[0m")
TEXTS = st.text(max_size=30) | st.text("ab -/é東\u0301\x1b\n\t\u00a0", max_size=60)
TONES = st.sampled_from(["good", "bad", "warn", "plain"])
NUMBERS = st.from_regex(r"[-−]?[$€]?\d{1,3}(,\d{3}){0,4}(\.\d{1,4})?( (GB|%|/h))?", fullmatch=True)
KINDS = st.sampled_from(["plain", "total", "sub", "faint"])
BRANCHES = st.recursive(
    st.builds(Branch, TEXTS, TEXTS, TEXTS),
    lambda inner: st.builds(Branch, TEXTS, TEXTS, TEXTS, st.lists(inner, max_size=3).map(tuple)),
    max_leaves=6,
)
WIDTHS = st.none() | st.integers(20, 200)


@st.composite
def tables(draw):
    rights = draw(st.lists(st.booleans(), min_size=1, max_size=6))
    columns = [
        Column(
            draw(TEXTS),
            "right" if right else "left",
            draw(st.integers(0, 3)),
            bar=not right and draw(st.booleans()),
        )
        for right in rights
    ]

    def cell(column):
        if column.bar:
            return draw(st.builds(Bar, st.floats()) | TEXTS)
        text = draw(NUMBERS if column.align == "right" else TEXTS)
        return draw(st.sampled_from([text, Cell(text, draw(TONES))]))

    rows = [Row(tuple(map(cell, columns)), draw(KINDS)) for _ in range(draw(st.integers(0, 4)))]
    return Table(tuple(columns), tuple(rows), draw(TEXTS), draw(st.integers(0, 9)))


BLOCKS = st.one_of(
    st.builds(Heading, TEXTS, st.integers(1, 4)),
    st.builds(Prose, TEXTS),
    st.builds(Note, TEXTS, TONES),
    st.builds(Items, st.lists(TEXTS, max_size=3).map(tuple)),
    st.builds(Facts, st.lists(st.tuples(TEXTS, TEXTS), max_size=3).map(tuple)),
    st.builds(Verbatim, TEXTS),
    st.builds(Tree, BRANCHES),
    tables(),
)
DOCUMENTS = st.lists(BLOCKS, max_size=4).map(lambda blocks: Document(tuple(blocks)))


@settings(deadline=None)
@given(tables(), WIDTHS)
def test_numbers_are_whole_at_every_width(table, width):
    text = write(Document((table,)), width=width)
    for at, column in enumerate(table.columns):
        for row in table.rows:
            if column.align == "right" and (column.rank == 0 or width is None):
                cell = row.cells[at]
                assert (cell if isinstance(cell, str) else cell.text) in text


@settings(deadline=None)
@given(DOCUMENTS, WIDTHS, st.booleans(), st.booleans())
def test_no_line_ends_in_a_space_and_nothing_commands(document, width, colour, ascii_only):
    text = write(document, width=width, colour=colour, ascii_only=ascii_only)
    bare = ANSI.sub("", text) if colour else text
    assert not text or text.endswith("\n")
    assert all(line == line.rstrip() for line in bare.split("\n"))
    assert all(
        unicodedata.category(letter) not in {"Cc", "Cs"} for letter in bare if letter != "\n"
    )
    assert bare == write(document, width=width, ascii_only=ascii_only)
    assert bare.isascii() or not ascii_only


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.integers(20, 200))
def test_words_stay_within_the_paper_where_they_can(texts, width):
    columns = tuple(Column(f"c{at}", rank=at) for at in range(len(texts)))
    table = Table(columns, (Row(tuple(texts)),))
    longest = max(wide(word) for word in one_line(texts[0]).split(" "))
    for line in lines(table, Prose(texts[0]), width=width):
        assert wide(line) <= max(width, longest + 2)
