"""What tests of the model file share: the model is the test's docstring."""

import inspect
from collections.abc import Callable

import pytest

from tenfold.errors import Rejected, Source
from tenfold.model.file import read_model
from tenfold.model.model import Model


@pytest.fixture
def text(request: pytest.FixtureRequest) -> str:
    return "tenfold: 1\n" + inspect.cleandoc(request.function.__doc__ or "") + "\n"


@pytest.fixture
def model(text: str) -> Model:
    """The Model of the docstring."""
    return read_model(Source("m.yaml", text))


@pytest.fixture
def told(text: str) -> Callable[[], list[str]]:
    """What the docstring is refused with: place, code and words, a line each."""

    def read() -> list[str]:
        with pytest.raises(Rejected) as refused:
            read_model(Source("m.yaml", text))
        return [line_of(problem) for problem in refused.value.problems]

    return read


def line_of(problem) -> str:
    mend = f" | {problem.mend}" if problem.mend else ""
    return f"{problem.span.line}:{problem.span.column} {problem.code} {problem.what}{mend}"


@pytest.fixture
def refusals() -> Callable[[str], list[str]]:
    """What the lines of a model are refused with."""

    def read(lines: str) -> list[str]:
        with pytest.raises(Rejected) as refused:
            read_model(Source("m.yaml", f"tenfold: 1\n{lines}\n"))
        return [line_of(problem) for problem in refused.value.problems]

    return read
