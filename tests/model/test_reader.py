"""The pieces that every part of a model file is read with."""

import pytest

from tenfold.errors import Source, Words
from tenfold.model.outline import read
from tenfold.model.reader import NAME, RESERVED, Reader


def top(text):
    outline, _ = read(Source("m.yaml", text))
    return outline.top


@pytest.fixture
def reader():
    return Reader([])


def told(reader):
    return [(p.span.line, p.what) for p in reader.problems]


def test_text_is_told_on_one_line(reader):
    node = top("doc: >\n  two\n  lines\nname: one\nlist: [a]\nblank:\n")
    assert reader.texts(node, "doc", "name", "blank", "gone") == {
        "doc": "two lines", "name": "one", "blank": "", "gone": ""
    }  # fmt: skip
    assert not reader.problems
    assert reader.text(node.get("list"), "list") == ""
    assert told(reader) == [(5, "'list' is one value")]


def test_keys_are_known_or_refused(reader):
    reader.keys(top("title: a\ntitel: b\nx: c\n"), ("title", "doc"), "this")
    assert told(reader) == [(2, "unknown key 'titel' in this"), (3, "unknown key 'x' in this")]
    assert [p.mend for p in reader.problems] == ["did you mean 'title'?", "it has title, doc"]


def test_a_section_reads_each_name_and_leaves_out_what_is_wrong(reader):
    node = top("it: {a: 1, of: 2, b: 3}")
    found = reader.section(node, "it", lambda _, entry: entry.value.words.text, Reader.plain_name)
    assert found == {"a": "1", "b": "3"}
    assert told(reader) == [(1, "'of' cannot be a name")]


@pytest.mark.parametrize("name", ["users", "été", "a1", "_x", "Ünïts"])
def test_names(name, reader):
    assert reader.plain_name(Words(name)) is not name.startswith("_") or NAME.match(name)


@pytest.mark.parametrize("name", ["1st", "a b", "a.b", "a-b", "", "a\n", *sorted(RESERVED)])
def test_what_cannot_be_a_name(name, reader):
    assert not reader.plain_name(Words(name))
    assert len(reader.problems) == 1


def test_a_name_is_taken_once(reader):
    node = top("a: {x: 1}\nb: {x: 2}\n")
    for key in ("a", "b"):
        reader.section(node, key, lambda _, entry: entry, Reader.own_name)
    assert told(reader) == [(2, "'x' is the name of line 1 already")]
