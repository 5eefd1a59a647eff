"""What tests of plans share: the model is the test's docstring."""

import inspect
from collections.abc import Callable, Mapping

import pytest

import tenfold as tf

Make = Callable[..., tf.Plan]


@pytest.fixture
def model(request: pytest.FixtureRequest) -> tf.Model:
    """The Model of the docstring."""
    return tf.read(
        "tenfold: 1\n" + inspect.cleandoc(request.function.__doc__ or "") + "\n", "m.yaml"
    )


@pytest.fixture
def make(model: tf.Model) -> Make:
    """The Plan of the docstring, in a scenario and with some figures set."""

    def make(scenario: str = "", catalogue: tf.Catalogue | None = None, **changes: str) -> tf.Plan:
        return tf.plan(model, scenario=scenario, set=dotted(changes), catalogue=catalogue)

    return make


@pytest.fixture
def plan(make: Make) -> tf.Plan:
    """The Plan of the docstring."""
    return make()


@pytest.fixture
def refused(make: Make) -> Callable[..., list[str]]:
    """What the docstring is refused with: `line:column code what | mend`, in file order."""

    def refuse(scenario: str = "", **changes: str) -> list[str]:
        with pytest.raises(tf.Rejected) as error:
            make(scenario, **changes)
        return sorted(line_of(problem) for problem in error.value.problems)

    return refuse


def dotted(changes: Mapping[str, str]) -> dict[str, str]:
    """`api__price` is `api.price`: a keyword has no dots."""
    return {name.replace("__", "."): text for name, text in changes.items()}


def line_of(problem) -> str:
    place = f"{problem.span.line}:{problem.span.column} " if problem.span.source.name else ""
    return f"{place}{problem.code} {problem.what}{f' | {problem.mend}' if problem.mend else ''}"
