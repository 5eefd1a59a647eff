"""The page about prices: its commands say what it shows, its models can be planned.

`pytest --freeze` writes the outputs anew; then read the diff.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tenfold import api
from tenfold.prices.row import COLUMNS, EVIDENCE, TERMS, cells, read_row

PAGE = Path(__file__).parents[1] / "docs" / "prices.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCK = re.compile(r"^```console\n(\$ tenfold [^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MODELS = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
TABLE = re.findall(r"^```\n(product,.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def test_the_commands_say_what_the_page_says(tenfold, request):
    def said(block):
        args = shlex.split(block[1].removeprefix("$ tenfold "))
        told = tenfold(*args, "--width", "88")
        assert told.code == 0
        return f"```console\n{block[1]}\n{told.out}```"

    told = BLOCK.sub(said, TEXT)
    if request.config.getoption("--freeze"):
        PAGE.write_text(told, encoding="utf-8", newline="\n")
        return
    assert told == TEXT


@pytest.mark.parametrize("text", MODELS)
def test_the_models_of_the_page_can_be_planned(text):
    plan = api.plan(api.read(text, "page.yaml"), sampling=None)
    assert plan.total.value
    assert not plan.total.missing


def test_the_table_of_the_page_can_be_read():
    (table,) = TABLE
    header, *lines = cells(table.splitlines())
    assert tuple(header) == COLUMNS
    assert [read_row(line).product for line in lines] == ["gcp/internet-egress"]


@pytest.mark.parametrize("word", [*COLUMNS, *EVIDENCE, *TERMS, "T601", "T602", "T603"])
def test_the_page_names_every_word_of_the_tables(word):
    assert word in TEXT
