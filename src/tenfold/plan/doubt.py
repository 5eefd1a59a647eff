"""A Doubt: a plan in many worlds at once, ready to be asked.

In each world every range has one value, and every risk happens or does not.
All figures come from one run, so they agree world by world. The base case is
not among the worlds: what the medians come to is no median.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tenfold.errors import Problem, Rejected
from tenfold.plan.chances import RISKS
from tenfold.plan.graph import Graph
from tenfold.plan.outcome import Chance, Outcome, chance_of, outcome_of
from tenfold.plan.ties import DRIVERS, Tied
from tenfold.plan.worlds import Worlds
from tenfold.plan.worth import Following, Worth, follow
from tenfold.quantity.expr import Draw, Expr, Named, ancestors
from tenfold.sampling.dependence import Conflict, Dependence, Tie, dependence
from tenfold.sampling.distribution import Distribution
from tenfold.sampling.sample import Sample, sample
from tenfold.sampling.settings import Sampling

__all__ = ["Doubt", "draw_worlds"]


@dataclass(frozen=True, repr=False)
class Doubt:
    """Worlds drawn for a plan.

    `worlds` are its graphs with the risks in them, `base` their base case,
    `goals` the comparisons of its goals, `draws` the doubts by key: ranges, and
    risks as `risks.NAME`.
    """

    worlds: Worlds
    following: Following
    base: Worth
    goals: tuple[Expr, ...]
    sampling: Sampling
    dependence: Dependence
    draws: Mapping[str, Draw]
    sample: Sample

    def __repr__(self) -> str:
        return f"Doubt({self.graph.model.name!r}, {self.sampling.drawn} worlds)"

    @property
    def graph(self) -> Graph:
        """The plan's own graph, with the risks in it."""
        return self.worlds.main

    @property
    def final(self) -> Graph:
        """The graph with all strategies, and the risks."""
        return self.worlds.final

    @property
    def total(self) -> Named:
        """The cost of everything, a month."""
        return self.graph.total()

    @cached_property
    def chances(self) -> Mapping[str, Named]:
        """The risks that something rests on, by name."""
        found = (node for node in ancestors(self.following.tape.kept) if isinstance(node, Named))
        named = {node.name.removeprefix(RISKS): node for node in found if _is_risk(node)}
        return {name: named[name] for name in self.graph.model.risks if name in named}

    def node(self, name: str) -> Named | None:
        """The figure of a name, with the risks in it."""
        if name.startswith(RISKS):
            return self.chances.get(name.removeprefix(RISKS))
        return self.graph.figures.get(name) or self.worlds.extra.get(name)

    def distribution(self, node: Expr) -> Distribution:
        """What a figure comes to over all worlds, in base units."""
        return self.sample.distribution(node)

    def outcome(self, node: Expr) -> Outcome:
        """What a figure comes to over all worlds, told."""
        known = self.sample.distribution(node) if self.sample.doubtful(node) else None
        return outcome_of(self.base.amount(node), known)

    def chances_of_goals(self) -> list[Chance | None]:
        """How often each goal holds; None where nothing that it rests on is in doubt."""
        return [
            chance_of(self.sample.distribution(goal)) if self.sample.doubtful(goal) else None
            for goal in self.goals
        ]


def draw_worlds(
    worlds: Worlds,
    goals: Iterable[Expr],
    sampling: Sampling,
    ties: Iterable[Tied] = (),
) -> Doubt:
    """Draw worlds for a plan's graphs, the risks in them, and for the goals bound among them."""
    judged = tuple(goals)
    roots = _roots(worlds, judged)
    following = follow(roots, worlds.graphs(), _chances_in(roots))
    tied = _dependence(tuple(ties))
    declared = [worlds.main.total(), worlds.final.total()]
    drawn = sample(following.tape, roots, sampling, tied, declared=declared)
    draws = {draw.key: draw for draw in reversed(list(following.tape.draws))}
    return Doubt(worlds, following, following.run(), judged, sampling, tied, draws, drawn)


def _roots(worlds: Worlds, goals: Iterable[Expr]) -> list[Expr]:
    """What is told of: each once, in a fixed order."""
    main = worlds.main
    found: list[Expr] = [main.total(), worlds.final.total(), *main.figures.values()]
    found += [*main.categories.values(), *worlds.extra.values()]
    found += goals
    for part in main.parts.values():
        found += [line.cost for line in part.lines]
    return list({id(node): node for node in found}.values())


def _chances_in(roots: Iterable[Expr]) -> list[str]:
    """The risks that some figures rest on, as figures that can be moved."""
    named = (node for node in ancestors(roots) if isinstance(node, Named))
    return sorted({node.name for node in named if _is_risk(node)})


def _is_risk(node: Named) -> bool:
    return isinstance(node.body, Draw) and node.body.spread.shape == "chance"


def _dependence(tied: tuple[Tied, ...]) -> Dependence:
    """How the doubts move together; `Rejected` where that cannot be."""
    ties = [Tie(one.first, one.second, one.rank) for one in tied]
    latent = dict.fromkeys(one.first for one in tied if one.first.startswith(DRIVERS))
    try:
        return dependence(ties, latent)
    except Conflict as conflict:
        spans = {(one.first, one.second): one.span for one in tied}
        at = [spans[tie.first, tie.second] for tie in conflict.ties]
        place = max(at, key=lambda span: span.start)
        raise Rejected([Problem("T514", conflict.what, place, conflict.mend)]) from None
