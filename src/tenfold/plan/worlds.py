"""The worlds of one model: as it is, and with its strategies in every way that is asked.

Each strategy is followed alone and after those declared before it, because
what a strategy saves depends on what has been saved already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tenfold.errors import Problem, Rejected
from tenfold.model.model import Change, Scenario, Strategy
from tenfold.plan.build import Draft, build
from tenfold.plan.chances import risky_changes
from tenfold.plan.graph import Graph
from tenfold.quantity.expr import Expr, Named, Origin, call

__all__ = ["Worlds", "make_worlds", "with_risks"]


@dataclass(frozen=True)
class Worlds:
    """The graphs of one reading; they share every node that they agree on.

    `main` is the model as it is read, `final` that with all strategies.
    """

    main: Graph
    final: Graph
    strategies: tuple[Strategy, ...] = ()
    alone: Mapping[str, Graph] = field(default_factory=dict)
    sequence: Mapping[str, Graph] = field(default_factory=dict)
    savings: Mapping[str, Named] = field(default_factory=dict)

    def graphs(self) -> Iterator[Graph]:
        """Every graph, the plan's own first."""
        yield self.main
        yield self.final
        yield from self.alone.values()
        yield from self.sequence.values()

    def roots(self) -> list[Expr]:
        """Every figure that the plan will tell."""
        found: list[Expr] = [*self.main.figures.values(), *self.extra.values()]
        found += self.main.categories.values()
        found += [graph.total() for graph in self.graphs()]
        found += [pin.before for pin in self.main.pins() if pin.before is not None]
        for part in self.main.parts.values():
            found += [bound for limit in part.limits for bound in (limit.figure, limit.at_most)]
        return found

    @cached_property
    def extra(self) -> Mapping[str, Named]:
        """Names beyond those of the plan's own graph."""
        told = (self.final.from_outside(name) for name in self.final.figures)
        return {**{node.name: node for node in told if node is not None}, **self.savings}


def make_worlds(of: Draft, reading: Scenario | None, changes: tuple[Change, ...]) -> Worlds:
    """Bind a reading and all its strategies; `Rejected` with all that is wrong."""
    as_is = _as_is(reading, changes)
    strategies = of.model.strategies_in(reading)
    final = _checked(of, reading, (*as_is, *_all_of(strategies)))
    return _around(of, as_is, strategies, final)


def with_risks(
    of: Draft, reading: Scenario | None, changes: tuple[Change, ...], worlds: Worlds
) -> Worlds:
    """The same worlds, each risk making its changes where it happens."""
    risky = tuple(risky_changes(of.model))
    if not risky:
        return worlds
    as_is = (*_as_is(reading, changes), *risky)
    final = build(of, (*as_is, *_all_of(worlds.strategies)), base=worlds.final)
    return _around(of, as_is, worlds.strategies, final)


def _as_is(reading: Scenario | None, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return (*(reading.changes if reading is not None else ()), *changes)


def _around(
    of: Draft, as_is: tuple[Change, ...], strategies: tuple[Strategy, ...], final: Graph
) -> Worlds:
    """The worlds of a reading, once that of all its strategies is bound."""
    if not strategies:
        return Worlds(final, final)
    main = build(of, as_is, base=final, outer=final)
    alone: dict[str, Graph] = {}
    sequence: dict[str, Graph] = {}
    so_far = as_is
    for strategy in strategies:
        so_far = (*so_far, *strategy.changes)
        alone[strategy.name] = build(of, (*as_is, *strategy.changes), base=main, outer=final)
        sequence[strategy.name] = build(of, so_far, base=main, outer=final)
    savings = dict(_savings(strategies, main, alone, sequence))
    return Worlds(main, final, strategies, alone, sequence, savings)


def _all_of(strategies: tuple[Strategy, ...]) -> tuple[Change, ...]:
    return tuple(change for strategy in strategies for change in strategy.changes)


def _savings(
    strategies: tuple[Strategy, ...],
    main: Graph,
    alone: Mapping[str, Graph],
    sequence: Mapping[str, Graph],
) -> Iterator[tuple[str, Named]]:
    """`strategies.NAME.saves` in sequence, `.saves_alone`, and `strategies.saves` together."""
    before = main
    for strategy in strategies:
        name, after = f"strategies.{strategy.name}", sequence[strategy.name]
        origin = Origin(strategy.span, doc=strategy.title)
        yield _saved(f"{name}.saves", _called(before, "before"), _called(after, "after"), origin)
        by_itself = _called(alone[strategy.name], "with it alone")
        yield _saved(f"{name}.saves_alone", _called(main, "as it is"), by_itself, origin)
        before = after
    together = Origin(doc="all strategies together")
    yield _saved("strategies.saves", _called(main, "before"), _called(before, "after"), together)


def _saved(name: str, before: Named, after: Named, origin: Origin) -> tuple[str, Named]:
    return name, Named(name, call("sub", before, after), origin)


def _called(graph: Graph, when: str) -> Named:
    """The total of a world, by a name that tells it from that of another."""
    return Named(f"total.cost {when}", graph.total())


def _checked(of: Draft, reading: Scenario | None, changes: tuple[Change, ...]) -> Graph:
    """The world with all changes; refused too if a reading not asked for cannot be read."""
    plain = build(of)
    others = [scenario for scenario in of.model.scenarios.values() if scenario is not reading]
    problems: list[Problem] = []
    for scenario in others:
        strategies = _all_of(of.model.strategies_in(scenario))
        try:
            build(of, (*scenario.changes, *strategies), base=plain)
        except Rejected as error:
            problems += error.problems
    try:
        final = build(of, changes, base=plain)
    except Rejected as error:
        raise Rejected(dict.fromkeys([*error.problems, *problems])) from None
    if problems:
        raise Rejected(dict.fromkeys(problems))
    return final
