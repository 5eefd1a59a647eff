"""Is the model sound before anything is bound: kinds, settings, lines, changes.

Everything is told together, in the file's own places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tenfold.errors import Problem, did_you_mean
from tenfold.laws.law import Law
from tenfold.model.buying import BUYING_WORDS
from tenfold.model.figures import COMPONENT_KEYS
from tenfold.model.model import Change, Component, Model
from tenfold.plan.buying import PRICES, buying_problems, change_problems

__all__ = ["check", "check_changes"]


def check(model: Model, laws: Mapping[str, Law]) -> tuple[list[Problem], set[str]]:
    """Problems of kinds and of what a kind does not have, and the units they break."""
    problems: list[Problem] = []
    broken: set[str] = set()
    problems += buying_problems(model.buying)
    for component in model.components.values():
        law = laws.get(component.kind.text)
        found = [_unknown_kind(component, laws)] if law is None else [*_odd(component, law)]
        if found:
            problems += found
            broken.add(f"{component.name}.")
    return problems, broken


def _unknown_kind(component: Component, laws: Mapping[str, Law]) -> Problem:
    kind = component.kind
    near = did_you_mean(kind.text, laws)
    mend = f"did you mean '{near}'?" if near else f"one of {', '.join(laws)}"
    return Problem("T401", f"unknown kind '{kind.text}'", kind.span, mend)


def _odd(component: Component, law: Law) -> Iterator[Problem]:
    yield from _unknown_settings(component, law)
    yield from _taken_names(component, law)
    yield from _repeated_lines(component)


def _unknown_settings(component: Component, law: Law) -> Iterator[Problem]:
    for name, figure in component.settings.items():
        if law.setting(name) is None:
            near = did_you_mean(name, (*law.names(), *COMPONENT_KEYS))
            mend = f"did you mean '{near}'?" if near else _what_it_has(law)
            what = f"unknown setting '{name}' of {law.kind} '{component.name}'"
            yield Problem("T402", what, figure.span, mend)


def _what_it_has(law: Law) -> str:
    names = ", ".join(law.names())
    return f"it has {names}" if names else "put figures of your own under 'derive:'"


def _taken_names(component: Component, law: Law) -> Iterator[Problem]:
    for name, figure in component.derive.items():
        if name == "cost":
            what = "'cost' is a figure of every component"
            yield Problem("T402", what, figure.span, "the cost is the sum of its lines")
        elif law.setting(name) is not None:
            what = f"'{name}' is a figure of every {law.kind}"
            yield Problem("T402", what, figure.span, "a setting has this name")


def _repeated_lines(component: Component) -> Iterator[Problem]:
    seen = {"stated"}
    for item in component.bill:
        if item.item in seen:
            what = f"two lines of '{component.name}' are called '{item.title}'"
            if item.item == "stated":
                what = "the line of a stated cost is called 'stated'"
            yield Problem("T227", what, item.span, "give each a name of its own")
        seen.add(item.item)


def check_changes(
    model: Model, laws: Mapping[str, Law], changes: Iterable[Change]
) -> tuple[list[Problem], list[Change]]:
    """Problems of what a `set` names, and the changes that have none.

    What is inside a component is seen when that is bound.
    """
    problems: list[Problem] = []
    sound: list[Change] = []
    for change in changes:
        if change.name.startswith(PRICES):
            found = list(change_problems(change))
            problems += found
            sound += [] if found else [change]
        elif _names_something(change.name, model):
            sound.append(change)
        else:
            what = f"unknown figure '{change.name}' in {change.by}"
            problems.append(Problem("T501", what, change.figure.span, _mend(change, model, laws)))
    return problems, sound


def _names_something(name: str, model: Model) -> bool:
    owner, _, inside = name.partition(".")
    if not inside:
        return name in model.assumptions or name in model.figures
    if owner == "discounts":
        return inside in model.buying.discounts
    return inside in model.exchange if owner == "exchange" else owner in model.components


def _mend(change: Change, model: Model, laws: Mapping[str, Law]) -> str:
    owner, _, _ = change.name.partition(".")
    if owner in {"total", "with_strategies", "strategies"}:
        return "a total is the sum of its parts: set those"
    known = [*model.assumptions, *model.figures, *(f"exchange.{code}" for code in model.exchange)]
    known += [f"discounts.{name}" for name in model.buying.discounts]
    known += [f"{PRICES}{word}" for word in BUYING_WORDS]
    for component in model.components.values():
        law = laws.get(component.kind.text)
        names = [*(law.names() if law is not None else ()), *component.derive, "cost"]
        known += [f"{component.name}.{name}" for name in names]
    near = did_you_mean(change.name, known)
    return f"did you mean '{near}'?" if near else "'set' names an assumption, a figure or a setting"
