"""Is the model sound before anything is bound: kinds, settings, changes.

Everything is told together, in the file's own places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tenfold.errors import Problem, did_you_mean
from tenfold.laws.law import Law
from tenfold.model.file import COMPONENT_KEYS
from tenfold.model.model import Change, Component, Model

__all__ = ["check_changes", "check_components", "settings_changed"]


def check_components(model: Model, laws: Mapping[str, Law]) -> list[Problem]:
    """Problems of kinds and of settings that a kind does not have."""
    found: list[Problem] = []
    for component in model.components.values():
        law = laws.get(component.kind.text)
        if law is None:
            near = did_you_mean(component.kind.text, laws)
            mend = f"did you mean '{near}'?" if near else f"one of {', '.join(laws)}"
            found.append(Problem("T401", f"unknown kind '{component.kind.text}'", component.kind.span, mend))
            continue
        found.extend(_unknown_settings(component, law))
        found.extend(_repeated_lines(component))
    return found


def _unknown_settings(component: Component, law: Law) -> Iterator[Problem]:
    known = (*law.names(), *COMPONENT_KEYS)
    for name, figure in component.settings.items():
        if law.setting(name) is None:
            near = did_you_mean(name, known)
            what = f"unknown setting '{name}' of {law.kind} '{component.name}'"
            mend = f"did you mean '{near}'?" if near else _what_it_has(law)
            yield Problem("T402", what, figure.span, mend)
    for name, figure in component.derive.items():
        if law.setting(name) is not None or name == "cost":
            mend = "a setting has this name" if name != "cost" else "the cost is the sum of its lines"
            yield Problem("T402", f"'{name}' is a figure of every {law.kind}", figure.span, mend)


def _what_it_has(law: Law) -> str:
    names = list(law.names())
    return f"it has {', '.join(names)}" if names else "put figures of your own under 'derive:'"


def _repeated_lines(component: Component) -> Iterator[Problem]:
    seen: set[str] = set()
    for item in component.bill:
        if item.item in seen:
            yield Problem("T227", f"two lines of '{component.name}' are called '{item.title}'", item.span, "give each a name of its own")
        seen.add(item.item)


def settings_changed(component: str, changes: Iterable[Change]) -> dict[str, list[Change]]:
    """The changes of one component's figures, by their name inside it, in order."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        owner, _, rest = change.name.partition(".")
        if owner == component and rest:
            found.setdefault(rest, []).append(change)
    return found


def check_changes(model: Model, laws: Mapping[str, Law], changes: Iterable[Change]) -> list[Problem]:
    """Problems of what a `set` names."""
    found: list[Problem] = []
    for change in changes:
        known = set(model.assumptions) | set(model.figures) | set(model.exchange)
        if change.name in known or change.name.removeprefix("exchange.") in model.exchange:
            continue
        owner, _, rest = change.name.partition(".")
        component = model.components.get(owner)
        if component is None:
            found.append(_unknown_change(model, laws, change))
            continue
        law = laws.get(component.kind.text)
        if law is not None and not _component_has(component, law, rest):
            found.append(_unknown_change(model, laws, change))
    return found


def _component_has(component: Component, law: Law, name: str) -> bool:
    lines = {item.item for item in component.bill}
    return (
        law.setting(name) is not None
        or name in component.derive
        or name == "cost"
        or (name.endswith(".cost") and (name[:-5] in lines or bool(law.settings)))
    )


def _unknown_change(model: Model, laws: Mapping[str, Law], change: Change) -> Problem:
    owner, _, rest = change.name.partition(".")
    if owner in ("total", "with_strategies", "strategies"):
        mend = "a total is the sum of its parts: set those"
    else:
        known = [*model.assumptions, *model.figures]
        for component in model.components.values():
            law = laws.get(component.kind.text)
            known += [f"{component.name}.{n}" for n in ((*law.names(), "cost") if law else ())]
            known += [f"{component.name}.{n}" for n in component.derive]
        near = did_you_mean(change.name, known)
        mend = f"did you mean '{near}'?" if near else "'set' names an assumption, a figure or a setting"
    return Problem("T501", f"unknown figure '{change.name}' in {change.by}", change.figure.span, mend)
