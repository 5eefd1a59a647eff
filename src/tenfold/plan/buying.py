"""How one world of a model buys: its terms, its discounts, its own prices.

What `prices:` says can be changed by a scenario, a strategy or a `set` like any
other figure, word by word: `prices.term: commit_3y`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tenfold.errors import Problem, Rejected, Span, Words, did_you_mean
from tenfold.model.buying import BUYING_WORDS
from tenfold.model.model import Buying, Change, Discount, Model
from tenfold.prices.catalogue import Terms
from tenfold.prices.regions import regions
from tenfold.prices.row import TERMS, Row
from tenfold.quantity.bind import EMPTY, read
from tenfold.quantity.expr import Const
from tenfold.quantity.units import CALENDAR

__all__ = [
    "PRICES",
    "Bought",
    "bought",
    "buying_problems",
    "change_problems",
    "days_of",
    "discounts_on",
    "known_term",
]

PRICES = "prices."
"""The unit of work that all terms belong to."""

_WAYS = {"prefer": ("stated", "list"), "sustained_use": ("true", "false"), "term": TERMS}
_STALE_AFTER = Fraction(365)


@dataclass(frozen=True, slots=True)
class Bought:
    """The terms of one world; `listed` where a list price stands before a stated one."""

    terms: Terms
    listed: bool = False


def bought(model: Model, changes: Iterable[Change]) -> Bought:
    """The terms of a model with what is set in their place."""
    said = {name: words.text.strip() for name, words in model.buying.words.items()}
    for change in changes:
        said[change.name.removeprefix(PRICES)] = change.figure.formula.text.strip()
    terms = Terms(said.get("region", ""), said.get("term", ""), said.get("sustained_use") == "true")
    return Bought(terms, said.get("prefer") == "list")


def buying_problems(buying: Buying) -> Iterator[Problem]:
    """Words under `prices:` that mean nothing there."""
    for name, words in buying.words.items():
        yield from _strange(name, words)
    for discount in buying.discounts.values():
        if discount.term and discount.term not in TERMS:
            yield _unknown("term", discount.term, discount.rate.formula.span, TERMS)
    if buying.stale_after is not None:
        try:
            days_of(buying)
        except Rejected as error:
            yield from error.problems


def change_problems(change: Change) -> Iterator[Problem]:
    """A `set` of something under `prices.` that cannot be."""
    name = change.name.removeprefix(PRICES)
    if name in BUYING_WORDS and change.risk:
        what = f"{change.by} sets '{change.name}', which is in words"
        mend = "a risk sets quantities: the price, or the number that changes with it"
        yield Problem("T512", what, change.figure.span, mend)
        return
    if name in BUYING_WORDS:
        yield from _strange(name, change.figure.formula)
        return
    near = did_you_mean(name, BUYING_WORDS)
    mend = f"did you mean '{PRICES}{near}'?" if near else f"it has {', '.join(BUYING_WORDS)}"
    yield Problem(
        "T501", f"unknown figure '{change.name}' in {change.by}", change.figure.span, mend
    )


def _strange(name: str, words: Words) -> Iterator[Problem]:
    text = words.text.strip()
    known: Iterable[str] = regions() if name == "region" else _WAYS[name]
    if text not in known:
        yield _unknown(name, text, words.span, known)


def _unknown(name: str, text: str, span: Span, known: Iterable[str]) -> Problem:
    near = did_you_mean(text, known)
    listed = "'tenfold prices find' lists the regions" if name == "region" else ", ".join(known)
    mend = f"did you mean '{near}'?" if near else f"one of {listed}"
    if name == "region":
        mend = mend.replace("one of ", "")
    priced = name in {"region", "term"}
    what = f"'{text}' is no {name} that has prices" if priced else f"'{name}' cannot be '{text}'"
    return Problem("T604", what, span, mend)


def known_term(text: str, span: Span) -> None:
    """`Rejected` where a component asks the catalogue for a term that it does not know."""
    if text and text not in TERMS:
        raise Rejected([_unknown("term", text, span, TERMS)])


def days_of(buying: Buying) -> Fraction:
    """After how many days a price is stale."""
    words = buying.stale_after
    if words is None:
        return _STALE_AFTER
    age = read(words, EMPTY)
    if isinstance(age, Const) and age.number > 0 and age.unit.dimension == (("time", 1),):
        return age.number * age.unit.scale(CALENDAR) / 86400
    raise Rejected([Problem("T604", "an age is a time", words.span, "for example '365 days'")])


def discounts_on(row: Row, discounts: Mapping[str, Discount]) -> Iterator[Discount]:
    """The discounts that a price is under."""
    for discount in discounts.values():
        what = discount.of.strip().rstrip("*").rstrip("/")
        fits = not what or row.product == what or row.product.startswith(f"{what}/")
        if fits and discount.term in {"", row.term}:
            yield discount
