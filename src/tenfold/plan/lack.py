"""What a missing price leaves open, figure by figure.

A price that is missing is no less than nothing. Sums and differences of costs
that rest on it are followed exactly: a saving that leaves its line as it is
can be told to the cent. Whatever is not linear is followed by its direction:
a margin under costs that are at least so much is at most so much.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce

from tenfold.plan.charge import Line
from tenfold.plan.graph import Graph
from tenfold.prices.catalogue import Missing
from tenfold.quantity.expr import Call, Expr, Named, ancestors
from tenfold.quantity.tape import Value

__all__ = ["NOTHING", "Lack", "Sources", "lacks_of", "sources_of"]

Sources = Mapping[int, str]
"""Prices that are missing: the id of the node that stands for each, and what it is called."""

Worth = Callable[[Expr], Value]

_COMPARISONS = frozenset({"lt", "le", "gt", "ge"})
_MINUS = Fraction(-1)


@dataclass(frozen=True, slots=True)
class Lack:
    """How far a figure may lie from its value.

    `terms` are unknown prices with what each is multiplied by; `up` and `down`
    say that it may be more, or less, for reasons that are not that simple.
    """

    terms: Mapping[str, Fraction] = field(default_factory=dict)
    up: bool = False
    down: bool = False

    @property
    def more(self) -> bool:
        """Whether the true figure may be more."""
        return self.up or any(factor > 0 for factor in self.terms.values())

    @property
    def less(self) -> bool:
        """Whether the true figure may be less."""
        return self.down or any(factor < 0 for factor in self.terms.values())

    def times(self, factor: Value) -> Lack:
        """The same, scaled."""
        if not factor:
            return NOTHING
        up, down = (self.up, self.down) if factor > 0 else (self.down, self.up)
        return Lack({key: term * factor for key, term in self.terms.items()}, up, down)

    def plus(self, other: Lack) -> Lack:
        """Both together."""
        terms = dict(self.terms)
        for key, term in other.terms.items():
            terms[key] = terms.get(key, Fraction(0)) + term
        kept = {key: term for key, term in terms.items() if term}
        return Lack(kept, self.up or other.up, self.down or other.down)

    def direction(self) -> Lack:
        """The direction alone."""
        return Lack(up=self.more, down=self.less)

    def __bool__(self) -> bool:
        return self.more or self.less


NOTHING = Lack()
_EITHER = Lack(up=True, down=True)


def sources_of(graphs: Iterable[Graph]) -> Sources:
    """The prices that are missing in some graphs."""
    parts = (part for graph in graphs for part in graph.parts.values())
    lines = (line for part in parts for line in part.missing)
    return {
        id(rate): _called(line, place) for line in lines for place, rate in enumerate(line.unknown)
    }


def _called(line: Line, place: int) -> str:
    """One name for one unknown price, in every world."""
    offer = line.offer
    if isinstance(offer, Missing):
        return f"{line.component}.{line.item} {offer.asked}"
    if offer is not None and len(offer.rows) == 1:
        return f"{offer.rows[0].key} {place}"  # one rate, whoever pays it
    return f"{line.component}.{line.item} {place}"


def lacks_of(
    roots: Iterable[Expr], sources: Sources, worth: Worth, moved: Container[str] = ()
) -> dict[int, Lack]:
    """The Lack of every node that has one, by its id; what is moved lacks nothing."""
    found: dict[int, Lack] = {}
    if not sources:
        return found
    for node in ancestors(roots):
        if isinstance(node, Named) and node.name in moved:
            continue
        name = sources.get(id(node))
        lack = _lack(node, found, worth) if name is None else Lack({name: Fraction(1)})
        if lack:
            found[id(node)] = lack
    return found


def _lack(node: Expr, found: Mapping[int, Lack], worth: Worth) -> Lack:
    if isinstance(node, Named):
        return found.get(id(node.body), NOTHING)
    if not isinstance(node, Call):
        return NOTHING
    lacks = [found.get(id(arg), NOTHING) for arg in node.args]
    if not any(lacks):
        return NOTHING
    values = [worth(arg) for arg in node.args]
    if None in values:
        return _EITHER
    rule = _RULES.get(node.function, _either)
    lack = rule(lacks, [value for value in values if value is not None])
    return _settled(lack, worth(node)) if node.function in _COMPARISONS else lack


def _either(*_: object) -> Lack:
    return _EITHER


def _together(lacks: list[Lack], _: list[Fraction]) -> Lack:
    return reduce(Lack.plus, lacks, NOTHING)


def _rising(lacks: list[Lack], values: list[Fraction]) -> Lack:
    return _together([lack.direction() for lack in lacks], values)


def _rounded(lacks: list[Lack], _: list[Fraction]) -> Lack:
    step = lacks[1] if len(lacks) > 1 else NOTHING
    return _EITHER if step else lacks[0].direction()


def _opposite(lacks: list[Lack], _: list[Fraction]) -> Lack:
    return lacks[0].times(_MINUS)


def _less(lacks: list[Lack], _: list[Fraction]) -> Lack:
    return lacks[0].plus(lacks[1].times(_MINUS))


def _smaller(lacks: list[Lack], _: list[Fraction]) -> Lack:
    """`a < b` is the truer, the more b is and the less a is."""
    return lacks[1].plus(lacks[0].times(_MINUS)).direction()


def _greater(lacks: list[Lack], values: list[Fraction]) -> Lack:
    return _less(lacks, values).direction()


def _product(lacks: list[Lack], values: list[Fraction]) -> Lack:
    for one, other in ((0, 1), (1, 0)):
        if not lacks[one]:
            return lacks[other].times(values[one])
    grows = all(value >= 0 and not lack.less for lack, value in zip(lacks, values, strict=True))
    return Lack(up=True) if grows else _EITHER


def _quotient(lacks: list[Lack], values: list[Fraction]) -> Lack:
    over, under = lacks
    if not values[1]:
        return _EITHER
    if not under:
        return over.times(1 / values[1])
    if over or under.less or values[1] < 0:
        return _EITHER
    return Lack(down=True).times(values[0])


def _both(lacks: list[Lack], values: list[Fraction]) -> Lack:
    known = [value for lack, value in zip(lacks, values, strict=True) if not lack]
    return NOTHING if not all(known) else _EITHER


def _one_of(lacks: list[Lack], values: list[Fraction]) -> Lack:
    known = [value for lack, value in zip(lacks, values, strict=True) if not lack]
    return NOTHING if any(known) else _EITHER


def _chosen(lacks: list[Lack], values: list[Fraction]) -> Lack:
    return _EITHER if lacks[0] else lacks[1] if values[0] else lacks[2]


def _directed(*signs: int) -> Callable[[list[Lack], list[Fraction]], Lack]:
    """A function that rises (1) or falls (-1) with each argument, or does either (0)."""

    def rule(lacks: list[Lack], _: list[Fraction]) -> Lack:
        pairs = [(lack, sign) for lack, sign in zip(lacks, signs, strict=False) if lack]
        if any(not sign for _, sign in pairs):
            return _EITHER
        return _together([lack.direction().times(Fraction(sign)) for lack, sign in pairs], [])

    return rule


def _tiered(lacks: list[Lack], _: list[Fraction]) -> Lack:
    """The dearer a tier, the more it comes to; where tiers end may do either."""
    rates = lacks[1::2]
    return _EITHER if any(lacks[0::2]) else _together([lack.direction() for lack in rates], [])


def _settled(lack: Lack, truth: Value) -> Lack:
    """What holds and can only hold the more, holds; so for what does not."""
    if truth is None:
        return _EITHER
    return lack if (lack.less if truth else lack.more) else NOTHING


_RULES: Mapping[str, Callable[[list[Lack], list[Fraction]], Lack]] = {
    "add": _together, "sum": _together, "as": _together, "sub": _less, "neg": _opposite,
    "mul": _product, "div": _quotient, "if": _chosen,
    "min": _rising, "max": _rising, "and": _both, "or": _one_of,
    "ceil": _rounded, "floor": _rounded, "round": _rounded, "sqrt": _rounded,
    "erlang_b": _directed(1, -1), "erlang_c": _directed(1, -1),
    "servers_for_wait": _directed(1, 1, -1, 1, 1, 1),
    "servers_for_response": _directed(1, 1, -1, 1, 1, 0),
    "fastest_response": _directed(1, 1, 0), "usl": _directed(0, 1, -1, -1),
    "hit_ratio": _directed(-1, 1, 1), "tiers": _tiered,
    "lt": _smaller, "le": _smaller, "gt": _greater, "ge": _greater,
}  # fmt: skip
"""What each function makes of the Lacks and the values of its arguments."""
