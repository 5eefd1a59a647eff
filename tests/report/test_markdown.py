"""Markdown: safe on GitHub, whatever a person wrote, and never too long."""

import re

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
from tenfold.report.markdown import write

COLUMNS = (Column("Item"), Column("Cost", "right"), Column("Share", bar=True))
BILL = Table(
    COLUMNS,
    (
        Row(("api", "$30", Bar(0.75))),
        Row(("a part of it", Cell("$12", "warn"), Bar(0.3)), "sub"),
        Row(("cdn", "$10", Bar(0.25)), "faint"),
        Row(("Total", "$40", ""), "total"),
    ),
    title="Bill",
    total_rows=5,
)


def said(*blocks, limit=60_000):
    return write(Document(blocks), limit=limit)


def long_bill(count: int) -> Table:
    rows = [Row((f"item {number}", f"${number}", Bar(0.1))) for number in range(count)]
    return Table(COLUMNS, (*rows, Row(("Total", "$9,999", ""), "total")))


def test_a_table():
    assert said(BILL) == (
        "**Bill**\n"
        "\n"
        "| Item | Cost | Share |\n"
        "| --- | --: | --: |\n"
        "| api | $30 | 75.0 % |\n"
        "| &nbsp;&nbsp;a part of it | $12 | 30.0 % |\n"
        "| cdn | $10 | 25.0 % |\n"
        "| *… 2 more rows* |  |  |\n"
        "| **Total** | **$40** |  |\n"
    )


def test_the_other_blocks():
    tree = Tree(
        Branch("cost", "$30", "a × b", (Branch("a", "10", "", (Branch("c"),)), Branch("b")))
    )
    assert said(
        Heading("Title"),
        Heading("Deep", 9),
        Prose("Some\nwords."),
        Note("holds", "good"),
        Note("does not", "bad"),
        Note("careful", "warn"),
        Note("so"),
        tree,
        Facts((("Region", "us-east-1"), ("Empty", ""))),
        Items(("one", "two")),
        Verbatim("a: 1\n", "yaml"),
    ) == (
        "# Title\n"
        "\n"
        "###### Deep\n"
        "\n"
        "Some words.\n"
        "\n"
        "- ✅ holds\n"
        "- ❌ does not\n"
        "- ⚠️ careful\n"
        "- ▫️ so\n"
        "\n"
        "<!-- -->\n"
        "\n"
        "- cost: **$30** — a × b\n"
        "  - a: **10**\n"
        "    - c\n"
        "  - b\n"
        "\n"
        "<!-- -->\n"
        "\n"
        "- **Region:** us-east-1\n"
        "- **Empty:**\n"
        "\n"
        "<!-- -->\n"
        "\n"
        "- one\n"
        "- two\n"
        "\n"
        "```yaml\n"
        "a: 1\n"
        "```\n"
    )


def test_what_says_nothing_leaves_no_gap():
    assert said(Prose("a"), Prose(" "), Verbatim("\n"), Table((), ()), Prose("b")) == "a\n\nb\n"
    assert said() == ""


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a | b", r"a \| b"),
        ("`rm -rf`", r"\`rm -rf\`"),
        ("users_per_shard", "users_per_shard"),
        ("_so_ __init__", r"\_so\_ \_\_init\_\_"),
        ("2 * 3*4 ~5~", r"2 \* 3\*4 \~5\~"),
        ("[click](http://evil)", r"\[click\](http://evil)"),
        ("back\\slash", r"back\\slash"),
        ("&lt; R&D", "&amp;lt; R&D"),
        ("$5 to $10", "$5 to $10"),
        ("$x$ and US$", r"\$x\$ and US\$"),
        ("ask @octocat, not a@b.c", "ask @&#8203;octocat, not a@b.c"),
        ("# not a title", r"\# not a title"),
        ("- not an item", r"\- not an item"),
        ("--- not a rule", r"\--- not a rule"),
        ("-5 % is a number", "-5 % is a number"),
        ("1. not a list", r"1\. not a list"),
        ("12.5 GB", "12.5 GB"),
        ("a\x1b[0m\u202eb", "a␛\\[0m?b"),
    ],
)
def test_a_text_means_only_itself(text, escaped):
    assert said(Prose(text)) == f"{escaped}\n"


def test_a_title_cannot_be_closed():
    assert said(Heading("in C #")) == "# in C \\#\n"
    assert said(Heading("#")) == "# \\#\n"
    assert said(Heading("C#")) == "# C#\n"


def test_a_fence_holds_what_is_in_it():
    text = said(Verbatim("```\n</details>\n```` <b>", 'ya"ml <x>'))
    assert text == "`````yamlx\n```\n</details>\n```` <b>\n`````\n"


def test_rows_too_many_are_cut_and_the_total_stays():
    text = said(Heading("Bill"), long_bill(5_000), Prose("The end."), limit=3_000)
    assert len(text) <= 3_000
    assert len(text) > 2_900
    unseen = int(re.search(r"… (\d+) more rows", text)[1])
    assert text.count("| item ") == 5_000 - unseen
    assert "| **Total** | **$9,999** |  |" in text
    assert text.endswith("The end.\n")


def test_lines_too_many_are_cut_within_their_fence():
    text = said(Verbatim("x\n" * 500), Items(("y",) * 500), limit=200)
    assert re.fullmatch(r"```\n(x\n)+… \d+ more lines\n```\n\n(- y\n)+- … \d+ more lines\n", text)


def test_blocks_too_many_are_left_out():
    text = said(*[Prose("word " * 10)] * 50, limit=200)
    assert len(text) <= 200
    assert text.endswith("\n\n… 47 more parts\n")
    assert said(Prose("word " * 100), limit=20) == "… 1 more part\n"
    assert said(Prose("word " * 100), limit=1) == "…"
    assert said(Prose("word " * 100), limit=0) == ""


TEXTS = st.text(max_size=40)
BLOCKS = st.one_of(
    st.builds(Heading, TEXTS, st.integers(0, 9)),
    st.builds(Prose, TEXTS),
    st.builds(Note, TEXTS, st.sampled_from(["good", "bad", "warn", "plain"])),
    st.builds(Items, st.lists(TEXTS, max_size=9).map(tuple)),
    st.builds(Facts, st.lists(st.tuples(TEXTS, TEXTS), max_size=9).map(tuple)),
    st.builds(Verbatim, TEXTS, TEXTS),
    st.builds(Branch, TEXTS, TEXTS, TEXTS, st.lists(st.builds(Branch, TEXTS)).map(tuple)).map(Tree),
    st.integers(0, 30).map(long_bill),
)
DOCUMENTS = st.lists(BLOCKS, max_size=6).map(lambda blocks: Document(tuple(blocks)))


@settings(deadline=None)
@given(DOCUMENTS, st.integers(0, 2_000))
def test_the_whole_is_never_over_the_limit(document, limit):
    assert len(write(document, limit=limit)) <= limit


@settings(deadline=None)
@given(DOCUMENTS)
def test_no_person_writes_html_or_commands(document):
    text = write(document)
    outside = re.sub(r"^(`{3,})[^`\n]*\n(.*\n)*?\1$", "", text, flags=re.MULTILINE)
    ours = outside.replace("<br>", "")
    assert set(re.findall(r"<[^\n]*", ours)) <= {"<!-- -->"}
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@settings(deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_a_table_keeps_its_columns(pairs):
    table = Table((Column("a"), Column("b")), tuple(Row(pair) for pair in pairs))
    text = said(table)
    assert len(text.splitlines()) == len(text.split("\n")) - 1 == len(pairs) + 2
    for line in text.splitlines():
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) == 3


def test_the_lines_of_a_detail_stay_apart():
    tree = Tree(Branch("cost", "$6", "= a * b\n\n= 2 * $3"))
    assert write(Document((tree,))) == "- cost: **$6** — = a \\* b<br>= 2 \\* $3\n"


def test_a_bar_without_a_title_only_repeats_what_is_told():
    table = Table(
        (Column("Item"), Column("Share", "right"), Column("", bar=True)),
        (Row(("api", "75%", Bar(0.75))), Row(("all", "100%", ""), "total")),
        total_rows=3,
    )
    assert write(Document((table,))).splitlines() == [
        "| Item | Share |",
        "| --- | --: |",
        "| api | 75% |",
        "| *… 2 more rows* |  |",
        "| **all** | **100%** |",
    ]
