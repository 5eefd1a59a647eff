"""The scale: the same plan at other sizes, on one tape with one input moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tenfold.errors import Problem, Rejected, Words, did_you_mean
from tenfold.model.model import Scale
from tenfold.plan.amount import Amount
from tenfold.plan.bill import excuses_of
from tenfold.plan.bound import binds
from tenfold.plan.plain import plain_value
from tenfold.plan.plan import Step
from tenfold.plan.worlds import Worlds
from tenfold.plan.worth import Worth, follow
from tenfold.quantity.expr import Expr, Named, call
from tenfold.quantity.functions import shown
from tenfold.quantity.show import amount
from tenfold.quantity.tape import Value

__all__ = ["steps_of"]

_CHANGES_TOLD = 6


def steps_of(worlds: Worlds, scale: Scale) -> tuple[Step, ...]:
    """What each step of a scale comes to; `Rejected` where it cannot be followed."""
    followed = _followed(worlds, _moved(worlds, scale))
    values = [_value(step, followed.moved, worlds) for step in scale.steps]
    following = follow(followed.roots(), worlds.graphs(), [followed.moved.name])
    runs = [following.run({followed.moved.name: value}) for value in values]
    told = [(), *(tuple(followed.changed(before, after)) for before, after in pairwise(runs))]
    return tuple(
        followed.step(value, worth, changed)
        for value, worth, changed in zip(values, runs, told, strict=True)
    )


def _moved(worlds: Worlds, scale: Scale) -> Named:
    name = scale.over.text.strip()
    found = worlds.main.figures.get(name)
    if found is None:
        near = did_you_mean(name, worlds.main.figures)
        mend = f"did you mean '{near}'?" if near else ""
        raise Rejected([Problem("T502", f"unknown figure '{name}'", scale.over.span, mend)])
    return found


def _value(step: Words, moved: Named, worlds: Worlds) -> Value:
    model = worlds.main.model
    value = plain_value(step, moved.unit, model)
    if value is not None and value > 0:
        return value
    example = amount(moved.unit.scale(model.calendar) * 1000, moved.unit, model.calendar)
    what = f"a step of '{moved.name}' is a plain amount in {shown(moved.unit)}"
    raise Rejected([Problem("T506", what, step.span, f"for example {example}")])


@dataclass(frozen=True, slots=True)
class _Followed:
    """What is followed over the steps: costs, whole counts, and the cost of one thing."""

    worlds: Worlds
    moved: Named
    each: Expr
    counts: tuple[Named, ...]

    def roots(self) -> list[Expr]:
        graph = self.worlds.main
        found: list[Expr] = [graph.total(), self.worlds.final.total(), self.each, *self.counts]
        for part in graph.parts.values():
            found += [
                part.cost,
                *(n for limit in part.limits for n in (limit.figure, limit.at_most)),
                *(n for binding in part.bindings for n in binding.candidates.values()),
            ]
        return found

    def changed(self, before: Worth, after: Worth) -> Iterator[str]:
        """The counts that are others than before, the first of them told."""
        pairs = [(node, before.amount(node), after.amount(node)) for node in self.counts]
        grown = [pair for pair in pairs if pair[1].value != pair[2].value]
        for node, old, new in grown[:_CHANGES_TOLD]:
            yield f"{node.name} {old} → {new}"
        if len(grown) > _CHANGES_TOLD:
            yield f"and {len(grown) - _CHANGES_TOLD} more"
        for part in self.worlds.main.parts.values():
            for binding in part.bindings:
                bound = binds(binding, after)
                if bound != binds(binding, before):
                    yield f"{binding.figure.name} bound by {bound}"

    def step(self, at: Value, worth: Worth, changed: tuple[str, ...]) -> Step:
        main, final = self.worlds.main, self.worlds.final
        total, after = main.total(), final.total()
        costs = [(worth.value(part.cost) or 0, part.title) for part in main.parts.values()]
        return Step(
            at=Amount(at, self.moved.unit, worth.calendar),
            cost=worth.amount(total),
            per_thing=worth.amount(self.each),
            with_strategies=None if after is total else worth.amount(after),
            changed=changed,
            largest=max(costs, key=lambda cost: cost[0])[1] if costs else "",
            excuses=tuple(excuses_of(main, worth)),
        )


def _followed(worlds: Worlds, moved: Named) -> _Followed:
    """The whole counts that laws compute are followed: they grow in steps."""
    sized = (figure for part in worlds.main.parts.values() for figure in part.sized)
    counts = tuple(f for f in sized if f.unit.counts and len(f.unit.dimension) == 1)
    return _Followed(worlds, moved, call("div", worlds.main.total(), moved), counts)
