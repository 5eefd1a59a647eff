"""Flow: one declared load reaches everything behind it.

    calls: {cache: 2 operations/request, database: 1 query/request on miss}

What a component calls is loaded by its own load times how often it calls; misses
take what a cache does not answer, and what several components call is loaded by
all of them. A call loads what the kind of a component calls its demand, or the
setting that it names: `database.writes`. Circles are refused as any are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from tenfold.errors import Problem, Words, did_you_mean
from tenfold.laws.law import Law
from tenfold.model.model import Component, Figure, Model

__all__ = ["flow"]

_ON_MISS = re.compile(r"(.*?)\s+on\s+miss(?:es)?(?:\s+of\s+(\w+))?\s*\Z", re.DOTALL)
_BARE = re.compile(r"([\d.,]+)x?\s*/\s*([^\W\d]\w*)\s*\Z")
_EXAMPLE = "for example 'calls: {cache: 2 operations/request, database: 1 query/request on miss}'"


def flow(model: Model, laws: Mapping[str, Law]) -> tuple[Model, list[Problem]]:
    """The model with the load of everything that is called, and what cannot be."""
    loads: dict[tuple[str, str], list[Words]] = {}
    problems: list[Problem] = []
    for caller in model.components.values():
        for key, words in caller.calls.items():
            name, setting = _aim(key, model, laws)
            problem = _odd(caller, name, setting, words, model, laws)
            if problem is None:
                loads.setdefault((name, setting), []).append(_load(caller, words, model, laws))
            else:
                problems.append(problem)
    called: dict[str, Component] = {}
    for (name, setting), parts in loads.items():
        called[name] = _called(called.get(name, model.components[name]), setting, parts)
    if not called:
        return model, problems
    return replace(model, components={**model.components, **called}), problems


def _aim(key: str, model: Model, laws: Mapping[str, Law]) -> tuple[str, str]:
    """The component that is called and the setting that it loads: `database.writes`."""
    name, _, setting = key.partition(".")
    callee = model.components.get(name)
    return name, setting or ("" if callee is None else _demand(callee, laws))


def _demand(component: Component, laws: Mapping[str, Law]) -> str:
    law = laws.get(component.kind.text)
    return "" if law is None else law.demand


def _odd(
    caller: Component, name: str, setting: str, words: Words, model: Model, laws: Mapping[str, Law]
) -> Problem | None:
    """Why a call cannot be; a kind that does not exist is told of elsewhere."""
    callee = model.components.get(name)
    if callee is None:
        near = did_you_mean(name, model.components)
        mend = f"did you mean '{near}'?" if near else "it names a component of the model"
        return Problem("T516", f"'{caller.name}' calls '{name}', which is none", words.span, mend)
    for component, lacks in ((caller, not _demand(caller, laws)), (callee, not setting)):
        if component.kind.text in laws and lacks:
            what = f"a component of kind {component.kind.text} has no load that calls make"
            return Problem("T516", what, words.span, "state what it needs in its own settings")
    if setting in callee.settings:
        what = f"'{caller.name}' calls '{name}', which states its '{setting}' itself"
        return Problem("T516", what, words.span, "leave one of the two out")
    law = laws.get(callee.kind.text)
    if law is not None and law.setting(setting) is None:
        near = did_you_mean(setting, law.names())
        mend = f"did you mean '{name}.{near}'?" if near else f"write '{name}' alone"
        return Problem("T516", f"{law.kind} '{name}' has no '{setting}'", words.span, mend)
    found = _ON_MISS.match(words.text)
    if found is not None and not _cache_of(caller, found[2], model):
        what = f"'{caller.name}' calls no cache that could miss"
        return Problem("T516", what, words.span, _EXAMPLE)
    return None


def _cache_of(caller: Component, named: str | None, model: Model) -> str:
    """The cache whose misses are meant: the one named, or the only one that is called."""
    if named:
        return named if named in model.components else ""
    called = [key.partition(".")[0] for key in caller.calls]
    caches = [name for name in called if name in model.components]
    caches = [name for name in caches if model.components[name].kind.text == "cache"]
    return caches[0] if len(caches) == 1 else ""


def _load(caller: Component, words: Words, model: Model, laws: Mapping[str, Law]) -> Words:
    """What one caller asks of a component, as a formula that stands where the call does."""
    found = _ON_MISS.match(words.text)
    often = words.text if found is None else found[1]
    bare = _BARE.match(often.strip())
    if bare is not None:  # '2/request' asks as often as it is asked, in the same words
        often = f"{bare[1]} {bare[2]}/{bare[2]}"
    text = f"{caller.name}.{_demand(caller, laws)} * ({often.strip()})"
    if found is not None:
        text += f" * (1 - {_cache_of(caller, found[2], model)}.hit_ratio)"
    return Words(text, words.span)


def _called(callee: Component, setting: str, parts: list[Words]) -> Component:
    """A component with the load that its callers give it."""
    text = " + ".join(part.text for part in parts)
    doc = "what calls it" if len(parts) == 1 else "all that call it"
    figure = Figure(setting, Words(text, parts[0].span), parts[0].span, doc=doc)
    return replace(callee, settings={**callee.settings, setting: figure})
