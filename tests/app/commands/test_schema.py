"""tenfold schema: printed or written, the same text."""

import json

from tenfold import api


def test_it_is_printed(tenfold):
    told = tenfold("schema")
    assert (told.code, told.err) == (0, "")
    assert json.loads(told.out) == api.schema()
    assert tenfold("schema", "-o", "-").out == told.out


def test_it_is_written_to_a_file(tenfold, tmp_path):
    path = tmp_path / "tenfold.schema.json"
    told = tenfold("schema", "-o", str(path))
    assert (told.code, told.out, told.err) == (0, "", "")
    assert path.read_text("utf-8") == tenfold("schema").out
