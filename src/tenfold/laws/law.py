"""A Law: what one kind of component needs, from what is asked of it.

A law is a table of settings and one pure function from them to Needs. It
knows no prices: each Need carries an Ask. Where no size can do, it says so by
a Limit, which the plan turns into an Excuse with the nearest that would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from tenfold.errors import TenfoldError
from tenfold.prices.catalogue import Ask
from tenfold.quantity.expr import Const, Expr, Named, Origin, maximum
from tenfold.quantity.units import CURRENCIES, Dimension, Unit

__all__ = [
    "Binding",
    "Lacking",
    "Law",
    "Limit",
    "Measure",
    "Need",
    "Setting",
    "Settings",
    "Sizing",
    "counted_in",
]
_PICKING = ("availability",)
"""Words that pick out one of several prices of a product."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a setting is measured in: `money` is any currency, `thing` any count.

    `work` is what servers do, counted or in bytes. Written as powers:
    `Measure("thing / time")`, `Measure("money / thing / time")`. A `share` is
    a number between none and all of something.
    """

    words: str

    def powers(self) -> list[tuple[str, int]]:
        """The base dimensions asked for, wildcards included."""
        parts = [part.strip() for part in self.words.split("/")]
        return [
            (word, -1 if place else 1)
            for place, word in enumerate(parts)
            if word not in {"", "1", "number", "share"}
        ]

    @property
    def is_share(self) -> bool:
        """Whether it lies between 0% and 100%."""
        return self.words == "share"

    @property
    def is_price(self) -> bool:
        """Whether it is money per something."""
        return self.words.startswith("money")

    def fits(self, dimension: Dimension) -> bool:
        """Whether a dimension is what is asked for."""
        if self.words == "any":
            return True
        left = dict(dimension)
        wild: list[tuple[str, int]] = []
        for base, power in self.powers():
            if base in {"money", "thing", "work"}:
                wild.append((base, power))
            elif left.get(base) == power:
                del left[base]
            else:
                return False
        for kind, power in wild:
            found = next((b for b, p in left.items() if p == power and _is(kind, b)), None)
            if found is None:
                return False
            del left[found]
        return not left


def _is(kind: str, base: str) -> bool:
    if kind == "money":
        return base in CURRENCIES
    if kind == "work":
        return base not in CURRENCIES and base != "time"
    return base not in CURRENCIES and base not in {"time", "information"}


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that a component of a kind may say.

    `measure` is None for a setting in words, such as a machine type. A default
    is a quantity in the language and has a `source`; there is none for a price.
    `figure` marks what the law computes where it is not stated. `slope` says
    whether more of it costs more (1), costs less (-1), or can do either (0).
    A default that stands only `if_asked` for is no figure where the law does
    without it.
    """

    name: str
    measure: Measure | None
    meaning: str
    example: str
    default: str = ""
    source: str = ""
    figure: bool = False
    slope: int = 1
    if_asked: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """A line of the bill before it has a price: what, how much, and the question.

    `held` is how much is paid for under a commitment, used or not, where that is
    more. A line that is `optional` is there only where its product is sold by its
    meter. Lines that are `instead_of` another are another way to pay for the same.
    """

    item: str
    title: str
    quantity: Named
    ask: Ask
    held: Named | None = None
    optional: bool = False
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound that a figure may not pass; past it there is no size that works."""

    figure: Named
    at_most: Expr
    mend: str
    told: str = "comes to {needed}, and at most {most} can be had"


@dataclass(frozen=True, slots=True)
class Binding:
    """A size that is the largest of several; each says what it is asked for by."""

    figure: Named
    candidates: Mapping[str, Named]


@dataclass(frozen=True, slots=True)
class Sizing:
    """What a law answers: the needs, the limits they are under, and what can bind them."""

    needs: tuple[Need, ...]
    limits: tuple[Limit, ...] = ()
    bindings: tuple[Binding, ...] = ()


class Lacking(TenfoldError):
    """A law needs a setting that the component does not say."""

    def __init__(self, name: str) -> None:
        super().__init__(f"'{name}' is not said")
        self.name = name


@dataclass
class Settings:
    """What one component says, for its law to read; and the figures it computes.

    `state` answers with what is stated in place of a computed figure, or with
    the figure itself. It is given None for what cannot be computed, so that
    what is stated needs no reasons.
    """

    component: str
    given: Mapping[str, Named]
    words: Mapping[str, str]
    state: Callable[[str, Named | None], Named | None]
    stated: frozenset[str] = frozenset()
    assumed: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    """Prices that are not stated and that somebody sets, by something of the list price."""
    figures: dict[str, Named] = field(default_factory=dict)
    heard: set[str] = field(default_factory=set)
    """The settings that the law has asked for, prices included."""
    aside: dict[str, Named] = field(default_factory=dict)
    """Figures on the way to others: they can be spoken of, and not stated."""

    def __getitem__(self, name: str) -> Expr:
        self.heard.add(name)
        if name not in self.given:
            raise Lacking(name)
        return self.given[name]

    def __contains__(self, name: str) -> bool:
        return name in self.given or name in self.stated or name in self.changed

    def said(self, *names: str) -> bool:
        """Whether the model says one of them itself, rather than a default."""
        return any(name in self and name not in self.assumed for name in names)

    def get(self, name: str) -> Expr | None:
        """A setting that may be left out."""
        self.heard.add(name)
        return self.given.get(name)

    def per(self, name: str, load: Expr) -> Expr:
        """A coefficient for what a load counts; a default is for whatever that is."""
        coefficient = self[name]
        return counted_in(coefficient, load) if name in self.assumed else coefficient

    def word(self, name: str, otherwise: str) -> str:
        """A setting in words, or what is said where it is left out."""
        return self.words.get(name) or otherwise

    def figure(self, name: str, why: str, compute: Callable[[], Expr] | None = None) -> Named:
        """A figure of the component: computed once, unless the model states it."""
        if name in self.figures:
            return self.figures[name]
        lacking = name
        computed = None
        try:
            if compute is not None:
                computed = Named(f"{self.component}.{name}", compute(), Origin(doc=why))
        except Lacking as error:
            lacking = error.name
        found = self.state(name, computed)
        if found is None:
            raise Lacking(lacking)
        self.figures[name] = found
        return found

    def step(self, name: str, why: str, value: Expr) -> Named:
        """A figure on the way to another, so that `why` can speak of it."""
        found = Named(f"{self.component}.{name}", value, Origin(doc=why))
        self.aside[name] = found
        return found

    def largest(self, candidates: Mapping[str, tuple[str, Expr]]) -> tuple[Expr, dict[str, Named]]:
        """The largest of several sizes, and each as a figure: `latency` is `by_latency`."""
        made = {
            label: self.step(f"by_{label}", why, size) for label, (why, size) in candidates.items()
        }
        return (maximum(*made.values()) if len(made) > 1 else next(iter(made.values()))), made

    def most(self, name: str, why: str, *asked: tuple[str, str, Callable[[], Expr]]) -> Named:
        """The most that several things ask for, each a figure of its own: one of them binds."""

        def compute() -> Expr:
            found = [self.figure(*one) for one in asked]
            if not found:
                raise Lacking(name)
            return maximum(*found) if len(found) > 1 else found[0]

        return self.figure(name, why, compute)

    def ask(self, what: str, stated: str, meter: str, product: str = "") -> Ask:
        """The question for a price: what is counted, of which product, where, on which terms.

        `product` is the setting in words that names it, or a part that goes with the
        provider of the machine: `machine/balancer`.
        """
        self.heard.add(stated)
        setting, _, part = product.partition("/")
        named = self.words.get(setting, "")
        if part:
            provider = named.partition("/")[0].split()[-1] if "/" in named.strip("/") else ""
            named = f"{provider}/{part}" if provider else ""
        rented = meter == "instance" and not part
        return Ask(
            what, stated, meter, named, self.words.get("region", ""),
            self.words.get("term", "") if rented else "",
            {word: self.words[word] for word in _PICKING if word in self.words},
        )  # fmt: skip


def counted_in(expr: Expr, other: Expr) -> Expr:
    """`expr` with what `other` counts in place of what it counts: one for one.

    What is counted stands above the line, or below it where only bytes do above.
    """
    ours = next((s for s, power in other.unit.factors if s.is_thing and power == 1), None)
    counted = [(s, p) for s, p in expr.unit.factors if s.is_thing and abs(p) == 1]
    theirs = next((s for s, _ in sorted(counted, key=lambda one: -one[1])), None)
    if ours is None or theirs is None or ours.base == theirs.base:
        return expr
    power = dict(counted)[theirs]
    return expr * Const(Fraction(1), Unit(((ours, power), (theirs, -power))))


@dataclass(frozen=True)
class Law:
    """One kind of component. `ways` lists the sets of settings that are enough to size it.

    `demand` is the setting that what calls it loads, and by which it calls others.
    """

    kind: str
    title: str
    meaning: str
    settings: tuple[Setting, ...]
    ways: tuple[tuple[str, ...], ...]
    size: Callable[[Settings], Sizing]
    demand: str = ""

    def setting(self, name: str) -> Setting | None:
        """The setting of a name, if the kind has it."""
        return next((s for s in self.settings if s.name == name), None)

    def names(self) -> Iterator[str]:
        """The names of all settings."""
        return (setting.name for setting in self.settings)
