"""What all tests share: the command line in this process, and texts that are frozen.

`pytest --freeze` writes the frozen texts (tests/golden, tests/rejected, the README)
anew instead of comparing them; then read the diff.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from tenfold.app.cli import main

settings.register_profile("tenfold", deadline=None, print_blob=True)
settings.load_profile("tenfold")

FOR_SHELLS = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TERM")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--freeze", action="store_true", help="write the frozen texts anew")


@pytest.fixture(autouse=True)
def no_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the terminal that it is started from."""
    for name in FOR_SHELLS:
        monkeypatch.delenv(name, raising=False)


@dataclass(frozen=True)
class Told:
    """What a command says, and how it ends."""

    code: int
    out: str
    err: str


Run = Callable[..., Told]


@pytest.fixture
def tenfold(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line, in this process."""

    def run(*args: str) -> Told:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main([os.fspath(arg) for arg in args])
        said = capsys.readouterr()
        return Told(int(stop.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def frozen(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with the one in a file; with --freeze, write it there."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--freeze"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path.name} is not frozen yet: make golden"
        assert path.read_text(encoding="utf-8") == text

    return compare


def commands(text: str) -> Sequence[str]:
    """The command lines that a file begins with: `# $ tenfold plan FILE --set users=5M`."""
    lead = "# $ tenfold "
    return [line.removeprefix(lead) for line in text.splitlines() if line.startswith(lead)]
