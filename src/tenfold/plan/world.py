"""A World: what is known while one Graph is bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tenfold.errors import Problem, Rejected, Span
from tenfold.laws.law import Law
from tenfold.model.model import Change, Model
from tenfold.plan.buying import PRICES, Bought, bought
from tenfold.plan.charge import per_month
from tenfold.plan.formulas import Formulas
from tenfold.plan.graph import Bound, Graph
from tenfold.plan.links import WITH
from tenfold.plan.order import unit_of
from tenfold.prices.catalogue import Catalogue
from tenfold.quantity.bind import Broken, Scope
from tenfold.quantity.expr import Expr, Named

__all__ = ["World"]


@dataclass
class World:
    """The figures bound so far, and what is wrong with the others.

    `by_unit` holds the changes of each unit in the order they are made. `outer`
    is the world of all strategies, where it is another than this one. `chances`
    are the risks by name: figures that are 1 where they happen.
    """

    formulas: Formulas
    laws: Mapping[str, Law]
    catalogue: Catalogue
    by_unit: Mapping[str, tuple[Change, ...]]
    outer: Graph | None = None
    chances: Mapping[str, Named] = field(default_factory=dict)
    figures: dict[str, Named] = field(default_factory=dict)
    bound: dict[str, Bound] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    @property
    def model(self) -> Model:
        """The model that is bound."""
        return self.formulas.model

    @cached_property
    def bought(self) -> Bought:
        """The terms that everything is bought on."""
        return bought(self.model, self.by_unit.get(PRICES, ()))

    def add(self, unit: str, bound: Bound) -> None:
        """Keep what binding a unit gave."""
        self.bound[unit] = bound
        self.figures.update(bound.figures)

    def figure(self, name: str) -> Expr | None:
        """A figure by name, for formulas; raises `Broken` where it is wrong."""
        if name.startswith(WITH):
            name = name.removeprefix(WITH)
            if self.outer is not None:
                return self.outer.from_outside(name)
        found = self.figures.get(name)
        if found is None and unit_of(name, self.model) in self.broken:
            raise Broken
        return found

    def known(self) -> list[str]:
        """Every name that could be spoken of."""
        model = self.model
        return [*self.figures, *model.assumptions, *model.figures]

    @cached_property
    def scope(self) -> Scope:
        """The names that a formula may use."""
        return Scope(self.figure, self.known, self.model.vocabulary)

    def a_month(self, spent: Expr, span: Span, what: str) -> Expr:
        """Money per month in the model's currency, whatever it was stated in."""
        return per_month(spent, self.model.currency, self.figure, span, what)

    def note(self, unit: str, error: Rejected | Broken) -> None:
        """A unit is wrong: what is told of it already is not told again."""
        self.broken.add(unit)
        if isinstance(error, Rejected):
            self.problems += error.problems
