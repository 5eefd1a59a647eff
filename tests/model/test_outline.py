"""What an Outline reads, where it says it stands, and what it refuses in which words."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tenfold.errors import Source, Span, tell
from tenfold.model import outline as module
from tenfold.model.outline import Blank, Entry, Mapping, Outline, Scalar, Sequence, entries, read

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]
QUIET = settings(deadline=None)
NOT_TEXT = module._NOT_TEXT


def told(text, loader=None):
    """Outline and Problems of a text, by the chosen parser or by the usual one."""
    source = Source("m.yaml", text)
    return module._read(source, loader) if loader else read(source)


def top(text, loader=None):
    outline, problems = told(text, loader)
    assert not problems, tell(problems)
    return outline.top


def plain(node):
    """A node as dicts, lists and strings; None for a Blank."""
    if isinstance(node, Mapping):
        return {entry.key.text: plain(entry.value) for entry in node.items}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.words.text if isinstance(node, Scalar) else None


def spans(node):
    """Every Span in a tree, from the outside in."""
    yield node.span
    for entry in entries(node):
        yield entry.key.span
        yield from spans(entry.value)
    if isinstance(node, Sequence):
        for item in node.items:
            yield from spans(item)


def scalars(node):
    if isinstance(node, Scalar):
        yield node.words
    for entry in entries(node):
        yield entry.key
        yield from scalars(entry.value)
    for item in node.items if isinstance(node, Sequence) else ():
        yield from scalars(item)


def codes(text, loader=None):
    return [problem.code for problem in told(text, loader)[1]]


# What is read


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "written",
    [
        "1e9",
        "1_000",
        "NO",
        "yes",
        "1:30",
        "010",
        "0x1F",
        "~",
        "null",
        "true",
        "2026-01-31",
        ".inf",
        "=",
        "100,000 instances",
        "5,000 requests/s/instance",
        "$0.08/GB",
        "50% of users",
        "daily_active * 50 requests/user/day",
        "max(users, 1,000)",
        "http://example.com:80/a?b=c#d",
        "a:b",
        "50% -- no",
        "-5",
        "ключ 😀 é",
    ],
)
def test_a_plain_scalar_stays_the_text_that_was_written(written, loader):
    mapping = top(f"a: {written}  # why\n", loader)
    words = mapping.get("a").words
    assert words.text == written
    assert words.span.text == written


@pytest.mark.parametrize("loader", LOADERS)
def test_quotes_are_in_the_span_and_not_in_the_text(loader):
    mapping = top("a: \"x: \\\"y\\\"\"\n'b c': 'it''s'\n\"\": ''\n", loader)
    assert plain(mapping) == {"a": 'x: "y"', "b c": "it's", "": ""}
    assert [words.span.text for words in scalars(mapping)] == [
        "a",
        '"x: \\"y\\""',
        "'b c'",
        "'it''s'",
        '""',
        "''",
    ]


@pytest.mark.parametrize("loader", LOADERS)
def test_a_text_of_several_lines_ends_where_it_ends(loader):
    mapping = top("a: >\n  one\n  two\n\n\nb: |\n  kept\n  lines\n# c\nd: one\n  two\n", loader)
    assert plain(mapping) == {"a": "one two\n", "b": "kept\nlines\n", "d": "one two"}
    assert mapping.get("a").span.text == ">\n  one\n  two\n"
    assert mapping.get("b").span.text == "|\n  kept\n  lines\n"
    assert mapping.get("d").span.text == "one\n  two"
    assert mapping.span.text.endswith("two")


def test_a_part_of_a_kept_line_has_its_own_place():
    words = top("doc: |\n  users / servers\n").get("doc").words
    assert words.part(8, 15).text == "servers"


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("a:\nb: 1\n", 2),
        ("a: # later\nb: 1\n", 2),
        ("a :   \n", 3),
        ("a: {}\nb: {c: , d: 1}\n", 12),
        ("b: {c, d: 1}\n", 5),
        ("b: {c: # later\n  }\n", 6),
        ("? a\nb: 1\n", 3),
        ("a:\n  - \n  - b\n", 6),
        ("a: [b: ]\n", 6),
    ],
)
def test_nothing_is_blank_and_stands_behind_its_name(text, at, loader):
    outline, problems = told(text, loader)
    assert not problems
    blanks = [span for span in spans(outline.top) if span.start == span.end]
    assert [span.start for span in blanks] == [at]


def test_names_are_found():
    mapping = top("a: 1\nb:\nc: [x]\n")
    assert isinstance(mapping.get("a"), Scalar)
    assert isinstance(mapping.get("b"), Blank)
    assert mapping.get("d") is None
    assert [entry.key.text for entry in entries(mapping)] == ["a", "b", "c"]
    assert isinstance(mapping.items[0], Entry)
    assert entries(mapping.get("c")) == entries(mapping.get("b")) == entries(None) == ()


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_count_characters(end, bom, loader):
    lines = ["é😀: '😀é'  # 😀", "b:", "  - 😀x", "  - {c: é, d: [e, 😀]}", "f: last"]
    text = bom + end.join(lines)
    source = Source("m.yaml", text)
    outline, problems = module._read(source, loader)
    assert not problems
    found = list(scalars(outline.top))
    assert [words.text for words in found] == [
        *["é😀", "😀é", "b", "😀x", "c", "é", "d", "e", "😀", "f", "last"]
    ]
    assert all(words.text == words.span.text.strip("'") for words in found)
    assert outline.top.get("b").items[1].span.text == "{c: é, d: [e, 😀]}"
    assert source.place(found[3].span.start) == (3, 5)
    assert outline.top.span.end == len(text)


@pytest.mark.parametrize("loader", LOADERS)
def test_one_document_may_say_that_it_begins_and_ends(loader):
    assert plain(top("%YAML 1.1\n---\na: 1\n...\n", loader)) == {"a": "1"}


def test_mappings_and_lists_span_from_their_first_sign_to_their_last():
    mapping = top("a:\n  b: 1\n  c:\n\nd:\n- x\n- y # z\n\ne: [ f: g ]\n")
    assert mapping.get("a").span.text == "b: 1\n  c:"
    assert mapping.get("d").span.text == "- x\n- y"
    assert mapping.get("e").span.text == "[ f: g ]"
    assert mapping.get("e").items[0].span.text == "f: g"


# What is refused

SIGN = "if the sign is part of it"
ANCHOR = f"leave it out, or put the value in quotes {SIGN}"
ALIAS = f"write the value itself, or put it in quotes {SIGN}"
LINE = "or put it on a line of its own"
SPACE = "or put a space behind a comma between two items"
REFUSED = [
    (
        "a: 1\nb: 2\n'a': 3\n",
        "3:1 T201",
        "'a' is written twice: first on line 1",
        "keep one of the two",
    ),
    (
        "a: {b: 1, b: 2}",
        "1:11 T201",
        "'b' is written twice: first on line 1",
        "keep one of the two",
    ),
    ("a: &x 1\n", "1:4 T202", "'&x' is an anchor, which is not read", ANCHOR),
    ("a: *x\n", "1:4 T202", "'*x' is an alias, which is not read", ALIAS),
    ("a: **very**\n", "1:4 T202", "a value cannot begin with '*'", "put the value in quotes"),
    (
        "a: !!python/object:os.system x\n",
        "1:4 T203",
        "'!!python/object:os.system' is a tag, which is not read",
        ANCHOR,
    ),
    ("a: [!x , b]\n", "1:5 T203", "'!x' is a tag, which is not read", ANCHOR),
    ("a: !e!x b\n", "1:4 T203", "a value cannot begin with '!'", "put the value in quotes"),
    (
        "a: 1\n---\nb: 2\n",
        "2:1 T204",
        "a second document begins here",
        "keep each model in a file of its own",
    ),
    (
        "a: " + "[" * 60,
        "1:43 T205",
        "the nesting goes deeper than 40 levels",
        "bring the inner parts up a level",
    ),
    ("\ta: 1\n", "1:1 T207", "a tab stands where only spaces may", "use spaces"),
    ("a:\n\tb: 1\n", "2:1 T207", "a tab stands where only spaces may", "use spaces"),
    ("a: 'x\nb: 1\n", "1:4 T207", "the quote is never closed", "close it with '"),
    ('a: "x\nb: 1\n', "1:4 T207", "the quote is never closed", 'close it with "'),
    ("a: b: c\n", "1:5 T207", "a ':' stands inside a value", "put the value in quotes"),
    (
        "a: 1\n b: 2\n",
        "2:3 T207",
        "this line goes on with the text above",
        "line names up, or use quotes",
    ),
    ("a: @x\n", "1:4 T207", "a value cannot begin with '@'", "put the value in quotes"),
    ("a: %x\n", "1:4 T207", "a value cannot begin with '%'", "put the value in quotes"),
    ("a: ? x\n", "1:4 T207", "a value cannot begin with '?'", "put the value in quotes"),
    ("a: }\n", "1:4 T207", "a value cannot begin with '}'", ANCHOR),
    ("a: [b,,c]\n", "1:7 T207", "a value cannot begin with ','", ANCHOR),
    ("a: [1, 2\n", "1:4 T207", "the '[' is never closed", "close it"),
    (
        "a: {b: 1\nc: 2\n",
        "2:2 T207",
        "the bracket of line 1 lacks a ',' or '}'",
        "add it, or use quotes",
    ),
    (
        "a:\n  b: 1\n c: 2\n",
        "3:2 T207",
        "'c: 2' lines up with nothing above it",
        "indent it as its neighbours are",
    ),
    (
        " a: 1\nb: 2\n",
        "2:1 T207",
        "'b: 2' lines up with nothing above it",
        "indent it as its neighbours are",
    ),
    (
        "a: 'it's'\n",
        "1:8 T207",
        "'s'' follows a value that has ended",
        "put the whole value in one pair of quotes",
    ),
    ("a: 1\n- b\n", "2:1 T207", "a list item stands among names", "indent it below its name"),
    ("- a\nb: 1\n", "2:1 T207", "'b: 1' stands among list items", "begin it with '- '"),
    ("a: - b\n", "1:4 T207", "a list cannot begin here", "begin it on the next line"),
    (
        "a: 1\nusers\nb: 2\n",
        "2:1 T207",
        "'users' is not 'name: value'",
        "write ': ' behind the name",
    ),
    ("a: > 99%\n", "1:4 T207", "'>' begins a text on the lines below", "put the value in quotes"),
    (
        "a: >5\nb: 1\n",
        "1:4 T207",
        "'>' begins a text on the lines below, and there is none",
        "put the value in quotes",
    ),
    ('a: "\\d"\n', "1:5 T207", "'\\d' is no escape in double quotes", "use single quotes"),
    ('a: "\\UFFFFFFFF"\n', "1:5 T207", "'\\U' is no escape in double quotes", "use single quotes"),
    ("%YAML 9\n---\na: 1\n", "1:8 T207", "a line that begins with '%' is not read", "leave it out"),
    (
        "? [a]\n: 1\n",
        "1:3 T208",
        "a name has to be text",
        "put it in quotes if the brackets are part of it",
    ),
    (
        "a: {{b: c}}\n",
        "1:5 T208",
        "a name has to be text",
        "put it in quotes if the brackets are part of it",
    ),
    ("? \n: b\n", "1:2 T208", "a value stands without a name", "write 'name: value'"),
    (
        "a: \x00\n",
        "1:4 T209",
        "the character U+0000 is not text",
        "delete it, or save the file as UTF-8 text",
    ),
    (
        "a: \ud800\n",
        "1:4 T209",
        "the character U+D800 is not text",
        "delete it, or save the file as UTF-8 text",
    ),
    (
        "a: \ufeff\n",
        "1:4 T209",
        "the character U+FEFF is not text",
        "delete it, or save the file as UTF-8 text",
    ),
    (
        'a: "\\e[31m"\n',
        "1:4 T209",
        "an escape makes the character U+001B, which is not text",
        "leave it out",
    ),
    ("", "1:1 T210", "the file is empty", "'tenfold init' writes a first model"),
    ("# nothing yet\n", "1:1 T210", "the file is empty", "'tenfold init' writes a first model"),
    ("---\n", "1:1 T210", "the file is empty", "'tenfold init' writes a first model"),
    (
        "- a\n- b\n",
        "1:1 T211",
        "the file holds one value or list, not names with their values",
        "write lines of 'name: value'",
    ),
    (
        "~",
        "1:1 T211",
        "the file holds one value or list, not names with their values",
        "write lines of 'name: value'",
    ),
    (
        "a: {set: {api.instances: 100,000 instances}}\n",
        "1:26 T212",
        "the comma in '100,000 instances' separates two entries inside { }",
        f'write it as "100,000 instances" in quotes, 100_000 or 100K, {LINE}',
    ),
    (
        "a: [100,000 users, 1B users]\n",
        "1:5 T212",
        "the comma in '100,000 users' separates two items inside [ ]",
        f'write it as "100,000 users" in quotes, 100_000 or 100K, {SPACE}',
    ),
    (
        "a: {b: $1,234,567/month, c: 2}\n",
        "1:8 T212",
        "the comma in '$1,234,567/month' separates two entries inside { }",
        f'write it as "$1,234,567/month" in quotes, 1_234_567, {LINE}',
    ),
    (
        "a: {b: max(users, servers)}\n",
        "1:8 T212",
        "the comma in 'max(users, servers)' separates two entries inside { }",
        f'write it as "max(users, servers)" in quotes, {LINE}',
    ),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "where", "what", "mend"), REFUSED)
def test_what_is_refused_is_refused_in_these_words(text, where, what, mend, loader):
    (problem,) = told(text, loader)[1]
    place = f"{problem.span.line}:{problem.span.column} {problem.code}"
    assert (place, problem.what, problem.mend) == (where, what, mend)


def test_every_code_has_its_example():
    shown = {where.split()[1] for _, where, _, _ in REFUSED} | {"T206"}
    assert shown == {f"T{number}" for number in range(201, 213)}


def test_all_problems_are_told_together_and_the_rest_is_read():
    outline, problems = told(
        "a: &x 1\nb: !t 2\na: 3\nc: {d: 1,000 users, e: *x}\nf: ok\n---\ng: 1\n"
    )
    assert [problem.code for problem in problems] == [
        "T202",
        "T203",
        "T201",
        "T212",
        "T202",
        "T204",
    ]
    assert plain(outline.top) == {
        "a": "1",
        "b": "2",
        "c": {"d": "1,000 users", "e": "*x"},
        "f": "ok",
    }


def test_a_syntax_error_ends_the_reading_and_keeps_what_was_found():
    outline, problems = told("a: 1\na: 2\nb: &x 1\nc: 'open\n")
    assert outline is None
    assert [problem.code for problem in problems] == ["T202", "T207"]


# The comma inside { } and [ ]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("{a: 1,000, b: 2,000, c: 3}", {"a": "1,000", "b": "2,000", "c": "3"}),
        ("{a: 1,000,000 users}", {"a": "1,000,000 users"}),
        ("{a: 1,234.5 GB, b: x}", {"a": "1,234.5 GB", "b": "x"}),
        ("{a: 1,000 to 2,000 users}", {"a": "1,000 to 2,000 users"}),
        ("{a: f(x, g(y, z)), b: 1}", {"a": "f(x, g(y, z))", "b": "1"}),
        ("{a: [1,000, 2], b: {c: 3,000}}", {"a": ["1,000", "2"], "b": {"c": "3,000"}}),
    ],
)
def test_a_cut_value_is_named_and_read_as_it_was_meant(text, values, loader):
    outline, problems = told(text, loader)
    assert problems
    assert {problem.code for problem in problems} == {"T212"}
    assert plain(outline.top) == values


@pytest.mark.parametrize(
    "text",
    [
        "{a: 100, b: 000}",
        "{a: [100, 200], b: [1,2,3], c: [1,22]}",
        '{a: "100,000 instances", b: [\'1,000\', "2"]}',
        '{a: ["100",000 x], b: [x1,000], c: [1.5,000], d: [1000,000], e: [1,0000]}',
        "{a: max(b), c: (d), e: f}",
        "a: 100,000 instances\nb:\n  - 1,000\n",
        "{a: 100, 000 instances}",
    ],
)
def test_a_comma_that_separates_is_left_alone(text):
    assert codes(text) == []


# Limits


def test_forty_levels_are_read():
    text = "\n".join("  " * level + "a:" for level in range(40))
    assert codes(text) == []
    assert codes(text + "\n" + "  " * 40 + "a:") == ["T205"]


def test_a_text_that_is_too_long_is_not_parsed():
    (problem,) = told("a: [" * 2_000_001)[1]
    assert problem.code == "T206"
    assert problem.what == "the text has 8,000,004 characters, more than the 8,000,000 read"
    assert problem.mend == "keep data in other files"


def test_too_many_nodes_end_the_reading():
    outline, (problem,) = told("a:\n" + "- b\n" * 200_001)
    assert outline is None
    assert (problem.code, problem.span.line) == ("T206", 199_999)
    assert problem.what == "there are more than 200,000 names and values"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "- " * 100_000,
        "{a: " * 100_000,
        "a: {b: 1," + "000," * 30_000 + "}",
        "a: [" + "f(a, " * 30_000 + "]",
        "a: " + "!" * 100_000,
        "a: " + "&" * 100_000,
        "a: *" + "x" * 100_000,
    ],
)
def test_a_hostile_text_is_told_in_few_words(text):
    _, problems = told(text)
    assert problems
    assert max(len(problem.what) for problem in problems) < 300


# Properties

TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029"), max_size=12
).filter(lambda text: not NOT_TEXT.search(text) and "(" not in text)
ODD = st.sampled_from(
    ["", "~", "NO", "1e9", "100,000 users", "a: b", "- a", "#", "'", '"', "x\ny\n", "😀"]
)
TREES = st.dictionaries(
    TEXT,
    st.recursive(
        TEXT | ODD,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT | ODD, inner, max_size=4),
        max_leaves=12,
    ),
    min_size=1,
    max_size=4,
)
SIGNS = [
    *["a", "b: ", "key: ", "- ", "{", "}", "[", "]", ", ", ",", "100", "000 x", '"', "'", "\n"],
    *["\n  ", "\n    ", "\t", "# c", " #", ":", "? ", "|\n", ">\n", "&x ", "*x", "!t ", "@", "é"],
    *["😀", "\r\n", "---\n", "...\n", "\\", "~", "1:30", "\u2028", "\x85", "<<: ", "(", ")", "`"],
    *["\ufeff", "%", "\\U", "FFFFFFFF", "\0", '"k":v', "|", ">-\n"],
]
YAMLISH = st.lists(st.sampled_from(SIGNS), max_size=14).map("".join)


@QUIET
@given(
    TREES, st.booleans(), st.booleans(), st.sampled_from([10, 80, 10_000]), st.sampled_from(LOADERS)
)
def test_what_was_dumped_is_read(tree, flow, unicode, width, loader):
    text = yaml.safe_dump(
        tree, default_flow_style=flow, allow_unicode=unicode, width=width, sort_keys=False
    )
    mapping = top(text, loader)
    assert plain(mapping) == tree
    for words in scalars(mapping):
        written = words.span.text
        if written[:1] in ("'", '"'):
            assert written[-1] == written[0]
            assert words.text in written or any(sign in written for sign in ("''", "\\", "\n"))
        else:
            assert written == words.text or "\n" in written


@QUIET
@given(
    st.text() | st.binary().map(lambda raw: raw.decode("latin-1")) | YAMLISH,
    st.sampled_from(LOADERS),
)
@example("\ufeff", LOADERS[0])
@example('"\\U00110000"', LOADERS[0])
@example("%YAML 1." + "9" * 5000 + "\n---\na: 1", LOADERS[0])
def test_no_text_makes_it_raise_and_every_place_is_in_the_text(text, loader):
    outline, problems = told(text, loader)
    assert tell(problems) or not problems
    assert outline or problems
    places = [problem.span for problem in problems]
    places += spans(outline.top) if outline else []
    assert all(0 <= span.start <= span.end <= len(text) + 1 for span in places)
    assert (
        places == sorted(places[: len(problems)], key=lambda s: s.start) + places[len(problems) :]
    )


@pytest.mark.skipif(len(LOADERS) < 2, reason="PyYAML has no C parser here")
@settings(QUIET, max_examples=500)
@given(YAMLISH | YAMLISH.map("a: {}".format))
def test_what_both_parsers_read_they_read_alike(text):
    python, quick = (told(text, loader) for loader in LOADERS)
    if "T207" not in {problem.code for problem in python[1] + quick[1]}:
        assert python == quick


@pytest.mark.skipif(len(LOADERS) < 2, reason="PyYAML has no C parser here")
@QUIET
@given(TREES, st.booleans())
def test_both_parsers_read_a_dump_alike(tree, flow):
    text = yaml.safe_dump(tree, default_flow_style=flow, allow_unicode=True)
    assert told(text, LOADERS[0]) == told(text, LOADERS[1])


def test_an_outline_knows_its_source():
    source = Source("m.yaml", "a: 1")
    outline, _ = read(source)
    assert outline == Outline(source, outline.top)
    assert outline.top.span == Span(source, 0, 4)
