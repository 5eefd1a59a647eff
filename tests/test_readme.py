"""The README tells what the commands really say: each is run, and its output compared.

`pytest --freeze` writes the outputs anew; then read the diff.
"""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

from tenfold.app.cli import COMMANDS, main

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
STARTER = (ROOT / "src" / "tenfold" / "app" / "starter.yaml").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```console\n(\$ tenfold [^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WIDTH = ["--width", "88"]


def said(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command prints to a terminal, both of its streams."""
    args = shlex.split(line.removeprefix("$ tenfold "))
    with pytest.raises(SystemExit):
        main([*args, *([] if args[0] in ("init", "schema") else WIDTH)])
    told = capsys.readouterr()
    return told.out + told.err


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like a checkout, where the tour can be walked."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_commands_say_what_the_readme_says(
    place: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    text = README.read_text(encoding="utf-8")
    told = BLOCK.sub(lambda block: f"```console\n{block[1]}\n{said(block[1], capsys)}```", text)
    if request.config.getoption("--freeze"):
        README.write_text(told, encoding="utf-8")
        return
    assert told == text
    assert (place / "shop.yaml").read_text(encoding="utf-8") == STARTER.replace(
        "tenfold.yaml", "shop.yaml"
    )


def test_the_python_of_the_readme_runs(place: Path) -> None:
    text = README.read_text(encoding="utf-8")
    session = doctest.DocTestParser().get_doctest(text, {}, "README.md", str(README), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    runner.run(session)
    assert {path.name for path in place.iterdir()} == {"examples"}  # it writes nothing
    assert runner.failures == 0
    assert runner.tries > 0


def test_every_command_is_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    for command in COMMANDS:
        if command != "schema":
            assert f"tenfold {command}" in text, command
    assert "schema" in text


def test_the_excerpt_of_the_starter_is_of_the_starter() -> None:
    text = README.read_text(encoding="utf-8")
    (excerpt,) = re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    declared = {line.partition(" #")[0].rstrip() for line in STARTER.splitlines()}
    assert set(excerpt.splitlines()) <= declared


def test_nothing_is_left_to_be_filled_in() -> None:
    text = README.read_text(encoding="utf-8")
    assert not re.search(r"TODO|TBD|FIXME|XXX|lorem ipsum|<[a-z][a-z _-]*>|@@|\{\{", text)
