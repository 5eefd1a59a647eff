"""What tests of laws share: one component, written in the test's docstring."""

import inspect
from collections.abc import Callable, Mapping
from textwrap import indent

import pytest

import tenfold as tf

HEAD = "tenfold: 1\nthings: [canvas]\nassumptions: {users: 1M users, requests: 10M requests/day}\n"


class Sized:
    """A component worked out: its figures by short name, its lines, its cost, as they are told."""

    def __init__(self, plan: tf.Plan) -> None:
        self.plan = plan

    def __getitem__(self, name: str) -> str:
        return str(self.plan[f"it.{name}"])

    @property
    def cost(self) -> str:
        return str(self.plan["it.cost"])

    @property
    def lines(self) -> dict[str, str]:
        return {line.item: str(line.cost) for line in self.plan.components[0].lines}

    @property
    def titles(self) -> list[str]:
        return [line.title for line in self.plan.components[0].lines]


@pytest.fixture
def component(request: pytest.FixtureRequest) -> Callable[..., Sized]:
    """The component `it` of the docstring, with some of its settings changed."""
    body = indent(inspect.cleandoc(request.function.__doc__), "    ")
    model = tf.read(f"{HEAD}components:\n  it:\n{body}\n")

    def make(changes: Mapping[str, str] | None = None, **more: str) -> Sized:
        changed = {**(changes or {}), **more}
        return Sized(tf.plan(model, set={f"it.{name}": said for name, said in changed.items()}))

    return make


@pytest.fixture
def refusal(component: Callable[..., Sized]) -> Callable[..., str]:
    """What the component of the docstring is refused with."""

    def refuse(changes: Mapping[str, str] | None = None, **more: str) -> str:
        with pytest.raises(tf.Rejected) as refused:
            component(changes, **more)
        return str(refused.value)

    return refuse
