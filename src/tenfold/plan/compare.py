"""Two plans side by side: what changed, why, and how much each change moves.

What a change is worth is found by making it alone in the first plan; a
component that is there in one plan only is worth what it costs. The rest,
which only the changes together explain, is told as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from tenfold.laws.law import Law
from tenfold.plan.amount import Amount, less
from tenfold.plan.causes import Changed, causes
from tenfold.plan.lack import NOTHING, Lack
from tenfold.plan.plan import Plan
from tenfold.prices.catalogue import NO_PRICES, Catalogue
from tenfold.quantity.expr import Named

__all__ = ["Changed", "Comparison", "Difference", "compare_plans"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure in both plans; None where a plan does not have it.

    `by` is None where a missing price leaves it open.
    """

    name: str
    before: Amount | None
    after: Amount | None
    by: Fraction | None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two plans. `rest` is what no change explains alone."""

    before_name: str
    after_name: str
    before: Plan
    after: Plan
    total: Difference
    categories: tuple[Difference, ...]
    components: tuple[Difference, ...]
    changes: tuple[Changed, ...]
    rest: Amount | None


def compare_plans(
    before: Plan,
    after: Plan,
    names: tuple[str, str],
    laws: Mapping[str, Law],
    catalogue: Catalogue = NO_PRICES,
) -> Comparison:
    """How the second plan differs from the first, and what each change moves."""
    pair = _Pair(before, after)
    changes = tuple(causes(before, after, laws, catalogue))
    total = pair.difference("total", "total", before.graph.total(), after.graph.total())
    return Comparison(
        *names, before, after, total,
        tuple(pair.differences(_categories(before), _categories(after))),
        tuple(pair.differences(_components(before), _components(after))),
        changes, _rest(total, changes, before),
    )  # fmt: skip


def _categories(plan: Plan) -> dict[str, tuple[str, Named]]:
    return {name: (name, node) for name, node in plan.graph.categories.items()}


def _components(plan: Plan) -> dict[str, tuple[str, Named]]:
    return {part.name: (part.title, part.cost) for part in plan.graph.parts.values()}


def _rest(total: Difference, changes: tuple[Changed, ...], before: Plan) -> Amount | None:
    effects = [change.effect for change in changes]
    known = [effect.value for effect in effects if effect is not None and not effect.open]
    sizes = [value for value in known if value is not None]
    if total.by is None or len(sizes) < len(changes):
        return None
    return replace(before.total, value=total.by - sum(sizes, Fraction(0)))


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two plans whose figures are subtracted, where that can be done."""

    before: Plan
    after: Plan

    def differences(
        self, before: Mapping[str, tuple[str, Named]], after: Mapping[str, tuple[str, Named]]
    ) -> Iterator[Difference]:
        for name in dict.fromkeys([*before, *after]):
            title, old = before.get(name, ("", None))
            other, new = after.get(name, ("", None))
            yield self.difference(name, title or other, old, new)

    def difference(
        self, name: str, title: str, before: Named | None, after: Named | None
    ) -> Difference:
        old = None if before is None else self.before.amount(before)
        new = None if after is None else self.after.amount(after)
        lack = _lack(self.after, after).plus(_lack(self.before, before).times(Fraction(-1)))
        by = None if lack else less(new, old, self.before.total)
        return Difference(name, old, new, by, title)


def _lack(plan: Plan, node: Named | None) -> Lack:
    return NOTHING if node is None else plan.worth.lack(node)
