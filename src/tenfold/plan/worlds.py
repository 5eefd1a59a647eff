"""The worlds of one model: as it is, and with its strategies in every way that is asked.

Each strategy is followed alone and after those declared before it, because
what a strategy saves depends on what has been saved already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tenfold.errors import Problem, Rejected
from tenfold.laws.law import Law
from tenfold.model.model import Change, Model, Scenario, Strategy
from tenfold.plan.build import build
from tenfold.plan.formulas import Formulas
from tenfold.plan.graph import WITH, Graph
from tenfold.prices.catalogue import Catalogue
from tenfold.quantity.expr import Expr, Named, Origin, call

__all__ = ["Worlds", "make_worlds"]


@dataclass(frozen=True)
class Worlds:
    """The graphs of one reading; they share every node that they agree on."""

    formulas: Formulas
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
        found: list[Expr] = [*self.main.figures.values(), *self.final.figures.values()]
        found += [graph.total() for graph in self.graphs()]
        found += self.savings.values()
        found += [pin.before for pin in self.main.pins if pin.before is not None]
        found += [limit.at_most for part in self.main.parts.values() for limit in part.limits]
        return found

    def extra(self) -> dict[str, Named]:
        """Names beyond those of the plan's own graph."""
        told = {f"{WITH}{name}": node for name, node in self.final.figures.items()}
        return {**told, **self.savings}


def make_worlds(
    model: Model,
    laws: Mapping[str, Law],
    reading: Scenario | None,
    changes: tuple[Change, ...],
    catalogue: Catalogue,
) -> Worlds:
    """Bind a reading and all its strategies; `Rejected` with all that is wrong."""
    formulas = Formulas(model)
    as_is = (*(reading.changes if reading is not None else ()), *changes)
    strategies = model.strategies_in(reading)
    plain = _checked(formulas, laws, reading, catalogue)
    everything = (*as_is, *(change for strategy in strategies for change in strategy.changes))
    final = build(formulas, everything, laws, catalogue=catalogue, base=plain)
    if not strategies:
        return Worlds(formulas, final, final)
    main = build(formulas, as_is, laws, catalogue=catalogue, base=final, outer=final)
    alone: dict[str, Graph] = {}
    sequence: dict[str, Graph] = {}
    so_far = as_is
    for strategy in strategies:
        so_far = (*so_far, *strategy.changes)
        alone[strategy.name] = build(formulas, (*as_is, *strategy.changes), laws, catalogue=catalogue, base=main, outer=final)
        sequence[strategy.name] = build(formulas, so_far, laws, catalogue=catalogue, base=main, outer=final)
    return Worlds(formulas, main, final, strategies, alone, sequence, _savings(strategies, main, alone, sequence))


def _savings(
    strategies: tuple[Strategy, ...], main: Graph, alone: Mapping[str, Graph], sequence: Mapping[str, Graph]
) -> dict[str, Named]:
    """`strategies.NAME.saves` in sequence, and `strategies.NAME.saves_alone`."""
    found: dict[str, Named] = {}
    before = main
    for strategy in strategies:
        after = sequence[strategy.name]
        name = f"strategies.{strategy.name}"
        saved = call("sub", before.total(), after.total())
        by_itself = call("sub", main.total(), alone[strategy.name].total())
        origin = Origin(strategy.span, doc=strategy.title)
        found[f"{name}.saves"] = Named(f"{name}.saves", saved, origin)
        found[f"{name}.saves_alone"] = Named(f"{name}.saves_alone", by_itself, origin)
        before = after
    return found


def _checked(formulas: Formulas, laws: Mapping[str, Law], reading: Scenario | None, catalogue: Catalogue) -> Graph:
    """The model without any change; refused too if a scenario not asked for cannot be read."""
    plain = build(formulas, (), laws, catalogue=catalogue)
    problems: list[Problem] = []
    for scenario in formulas.model.scenarios.values():
        own = tuple(change for strategy in scenario.strategies.values() for change in strategy.changes)
        if scenario is not reading:
            try:
                build(formulas, (*scenario.changes, *own), laws, catalogue=catalogue, base=plain)
            except Rejected as error:
                problems += error.problems
    if problems:
        raise Rejected(list(dict.fromkeys(problems)))
    return plain
