"""A Law: what one kind of component needs, from what is asked of it.

A law is a table of settings and one pure function from them to Needs. It
knows no prices: each Need carries an Ask. Where no size can do, it says so by
a Limit, which the plan turns into an Excuse with the nearest that would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from tenfold.prices.catalogue import Ask
from tenfold.quantity.expr import Expr, Named, Origin
from tenfold.quantity.units import CURRENCIES, Dimension

__all__ = ["Law", "Limit", "Measure", "Need", "Setting", "Settings", "Sizing"]

_TIME = ("time", -1)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a setting is measured in, where `money` is any currency and `thing` any count.

    Written as powers: `Measure("thing / time")`, `Measure("money / thing / time")`.
    """

    words: str

    def powers(self) -> list[tuple[str, int]]:
        """The base dimensions asked for, wildcards included."""
        found: list[tuple[str, int]] = []
        for place, part in enumerate(self.words.split("/")):
            word = part.strip()
            if word not in ("", "1", "number"):
                found.append((word, 1 if place == 0 else -1))
        return found

    def fits(self, dimension: Dimension) -> bool:
        """Whether a dimension is what is asked for."""
        if self.words == "any":
            return True
        left = dict(dimension)
        wild: list[tuple[str, int]] = []
        for base, power in self.powers():
            if base in ("money", "thing"):
                wild.append((base, power))
            elif left.get(base) == power:
                del left[base]
            else:
                return False
        return self._wild_fit(wild, left)

    @staticmethod
    def _wild_fit(wild: list[tuple[str, int]], left: dict[str, int]) -> bool:
        for kind, power in wild:
            found = next((b for b, p in left.items() if p == power and _is(kind, b)), None)
            if found is None:
                return False
            del left[found]
        return not left


def _is(kind: str, base: str) -> bool:
    if kind == "money":
        return base in CURRENCIES
    return base not in CURRENCIES and base not in ("time", "information")


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that a component of a kind may say.

    `measure` is None for a setting in words, such as a machine type. A default
    is a quantity in the language and has a `source`; there is none for a price.
    `figure` marks what the law computes where it is not stated.
    """

    name: str
    measure: Measure | None
    meaning: str
    example: str
    default: str = ""
    source: str = ""
    figure: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """A line of the bill before it has a price: what, how much, why, and the question."""

    item: str
    title: str
    quantity: Named
    ask: Ask


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound that a figure may not pass; past it there is no size that works."""

    figure: Named
    at_most: Expr
    mend: str


@dataclass(frozen=True, slots=True)
class Sizing:
    """What a law answers: the needs, and the limits they are under."""

    needs: tuple[Need, ...]
    limits: tuple[Limit, ...] = ()


@dataclass
class Settings:
    """What one component says, for its law to read; and the figures it computes.

    `state` answers a figure that is stated in place of the computed one. It is
    given the computed figure (None where it cannot be computed) for statements
    such as `80% of database.replicas`.
    """

    component: str
    given: Mapping[str, Named]
    words: Mapping[str, str]
    state: Callable[[str, Named | None], Named | None]
    stated: frozenset[str] = frozenset()
    figures: dict[str, Named] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Expr:
        """A setting that is there, by default or because the law asked for it."""
        return self.given[name]

    def __contains__(self, name: object) -> bool:
        return name in self.given

    def get(self, name: str) -> Expr | None:
        """A setting that may be left out."""
        return self.given.get(name)

    def word(self, name: str) -> str:
        """A setting in words, empty where it is left out."""
        return self.words.get(name, "")

    def figure(self, name: str, compute: Callable[[], Expr], why: str) -> Named:
        """A figure of the component: computed, unless the model states it."""
        full = f"{self.component}.{name}"
        computed = self._computed(full, name, compute, why)
        found = self.state(name, computed) if name in self.stated else computed
        if found is None:
            raise KeyError(name)
        self.figures[name] = found
        return found

    def _computed(self, full: str, name: str, compute: Callable[[], Expr], why: str) -> Named | None:
        try:
            return Named(full, compute(), Origin(doc=why))
        except KeyError:
            if name in self.stated:
                return None
            raise

    def ask(self, what: str, stated: str, *words: str) -> Ask:
        """The question for a price, with the component's own words as attributes."""
        return Ask(what, stated, {word: self.words[word] for word in words if word in self.words})


@dataclass(frozen=True)
class Law:
    """One kind of component. `ways` lists the sets of settings that are enough to size it."""

    kind: str
    title: str
    meaning: str
    settings: tuple[Setting, ...]
    ways: tuple[tuple[str, ...], ...]
    size: Callable[[Settings], Sizing]

    def setting(self, name: str) -> Setting | None:
        """The setting of a name, if the kind has it."""
        return next((s for s in self.settings if s.name == name), None)

    def names(self) -> Iterator[str]:
        """The names of all settings."""
        return (setting.name for setting in self.settings)
