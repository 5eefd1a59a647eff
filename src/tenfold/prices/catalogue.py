"""A Catalogue answers an Ask with exactly one Quote, or says that the price is Missing.

A law asks and never knows a price. A Quote says where each of its prices comes
from and when it was seen; a Missing names the nearest there is, and makes every
total that contains it "at least". An Ask that several prices would answer is
Ambiguous, and is never settled by a guess.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tenfold.errors import did_you_mean
from tenfold.prices.parts import Part, parts_of
from tenfold.prices.regions import regions, wider
from tenfold.prices.row import DESCRIPTIVE, Row
from tenfold.prices.shelf import Shelf

__all__ = [
    "NO_PRICES",
    "Ambiguous",
    "Answer",
    "Ask",
    "Catalogue",
    "Missing",
    "Piece",
    "Quote",
    "Terms",
]

_LISTED = 6


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be priced: `what` in words, and what picks it out.

    `stated` is the setting in which a model states the price itself; `meter` is
    what is counted; `product` is a name, or several: `gcp/n1-standard-8 + T4`.
    What is left empty is as the model's Terms have it.
    """

    what: str
    stated: str
    meter: str = ""
    product: str = ""
    region: str = ""
    term: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Terms:
    """How a model buys, where a component does not say: region, term, sustained use."""

    region: str = ""
    term: str = ""
    sustained_use: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One priced part of a product, and how much of it there is in one: `2 x`, `10 GiB of`.

    Its Row is None where the model has a price of its own for it, by `own`.
    """

    part: Part
    row: Row | None
    own: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """The one answer to an Ask: its price, in pieces that add up."""

    asked: Ask
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """No price: what was asked for, what there is, and what would mend it.

    It may be `sold` elsewhere, on other terms or in another kind.
    """

    asked: Ask
    mend: str
    sold: bool = False


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """More than one price: what was asked for, and what would tell them apart."""

    asked: Ask
    what: str
    mend: str


Answer = Quote | Missing | Ambiguous


@dataclass(frozen=True, slots=True, repr=False)
class Catalogue:
    """Prices by product, a Shelf for each provider. Rows of shelves in front hide those behind."""

    name: str
    shelves: tuple[Shelf, ...] = ()

    def __repr__(self) -> str:
        return f"Catalogue({self.name!r}, prices of {', '.join(self.providers) or 'nobody'})"

    def over(self, other: Catalogue) -> Catalogue:
        """This catalogue with another behind it."""
        return Catalogue(f"{self.name}, then {other.name}", (*self.shelves, *other.shelves))

    @property
    def providers(self) -> tuple[str, ...]:
        """The providers that have a shelf."""
        return tuple(dict.fromkeys(shelf.provider for shelf in self.shelves))

    def products(self, provider: str) -> tuple[str, ...]:
        """The names of all that a provider sells here."""
        mine = (shelf for shelf in self.shelves if shelf.provider == provider)
        return tuple(dict.fromkeys(name for shelf in mine for name in shelf.products()))

    def rows(self, product: str) -> tuple[Row, ...]:
        """Every price of a product."""
        provider = product.partition("/")[0]
        found: list[Row] = []
        for shelf in self.shelves:
            if shelf.provider == provider:
                found = _before(found, shelf.rows(product))
        return tuple(found)

    def all(self) -> tuple[Row, ...]:
        """Every price of the catalogue."""
        names = dict.fromkeys(name for shelf in self.shelves for name in shelf.products())
        return tuple(row for name in names for row in self.rows(name))

    @property
    def newest(self) -> str:
        """The day on which the newest of its prices was seen."""
        return max((row.seen_on for row in self.all()), default="")

    @property
    def digest(self) -> str:
        """The hash of all that its tables say, by which a plan can be told again."""
        whole = hashlib.sha256()
        for shelf in self.shelves:
            whole.update(f"{shelf.provider}\n".encode())
            whole.update(hashlib.sha256(shelf.data()).digest())
        return f"sha256:{whole.hexdigest()}"

    def answer(self, ask: Ask, terms: Terms = Terms(), own: Collection[str] = ()) -> Answer:
        """The one price of what is asked; `own` are products that the model prices itself."""
        if "/" not in ask.product:
            return Missing(ask, f"state it as '{ask.stated}'")
        pieces: list[Piece] = []
        for part in parts_of(ask.product):
            found = _priced(self, part, ask, terms, own)
            if not isinstance(found, Piece):
                return found
            pieces.append(found)
        return Quote(ask, tuple(pieces))


def _before(front: list[Row], behind: Iterable[Row]) -> list[Row]:
    """Rows in front of others: they hide the same price, and take on what it tells of the thing."""
    hidden = {row.identity: row for row in behind}
    told = []
    for row in front:
        older = hidden.pop(row.identity, None)
        said = {} if older is None else older.attributes
        more = {n: v for n, v in said.items() if n in DESCRIPTIVE and n not in row.attributes}
        told.append(replace(row, attributes={**row.attributes, **more}) if more else row)
    return [*told, *hidden.values()]


NO_PRICES = Catalogue("no catalogue")
"""A catalogue without a price: only what a model states is known."""


def _priced(
    catalogue: Catalogue, part: Part, ask: Ask, terms: Terms, own: Collection[str]
) -> Piece | Missing | Ambiguous:
    mine = _own(catalogue, part, ask, own)
    if mine is not None:
        return mine
    sold = _sold(catalogue, part, ask)
    placed = _placed(sold, ask, terms) if isinstance(sold, list) else sold
    if not isinstance(placed, list):
        return placed
    bought, remark = _bought(placed, ask, terms)
    if not bought:
        has = ", ".join(dict.fromkeys(row.term for row in placed))
        where = f"'{placed[0].product}' in {placed[0].region}"
        return _missing(ask, f"{where} is priced {has}", sold=True)
    return _picked(part, ask, bought, remark)


def _own(
    catalogue: Catalogue, part: Part, ask: Ask, own: Collection[str]
) -> Piece | Ambiguous | None:
    """The model's own price of a product; it says of which meter, where there are several."""
    for called in (part.product, *part.names()):
        if f"{called} {ask.meter}" in own:
            return Piece(part, None, f"{called} {ask.meter}")
        if called in own:
            meters = list(dict.fromkeys(row.meter for row in catalogue.rows(called)))
            if len(meters) < 2:
                return Piece(part, None, called)
            what = f"'{called}' is priced by several things, and its own price says not by which"
            return Ambiguous(ask, what, f"write '{called} {ask.meter or meters[0]}'")
    return None


def _sold(catalogue: Catalogue, part: Part, ask: Ask) -> list[Row] | Missing | Ambiguous:
    """The prices of a product by what is counted of it."""
    known = next((rows for name in part.names() if (rows := catalogue.rows(name))), ())
    if not known:
        return _unknown(catalogue, part, ask)
    meters = ", ".join(dict.fromkeys(row.meter for row in known))
    if not ask.meter and ", " in meters:
        what = f"'{known[0].product}' is priced by several things: {meters}"
        return Ambiguous(ask, what, f"say which: 'meter: {known[0].meter}'")
    metered = [row for row in known if row.meter == (ask.meter or meters)]
    if metered:
        return metered
    return _missing(ask, f"'{known[0].product}' is priced by {meters} and not by {ask.meter}")


def _picked(part: Part, ask: Ask, rows: list[Row], remark: str) -> Piece | Missing | Ambiguous:
    """The one price that has what is asked for, where nothing but that tells them apart."""
    wanted = {**ask.attributes, **part.picked}
    fitting = _fitting(rows, wanted)
    if len(fitting) == 1:
        return Piece(part, fitting[0], remark=remark)
    if fitting or (
        len({row.identity for row in rows}) > 1
        and any(n in r.attributes for n in wanted for r in rows)
    ):
        return _several(ask, fitting or rows)
    told = " and ".join(f"{name}: {value}" for name, value in wanted.items())
    what = f"no price of '{rows[0].product}' in {rows[0].region} is for {told}"
    has = [f"{n}: {r.attributes[n]}" for r in rows for n in wanted if n in r.attributes]
    return _missing(ask, f"{what}{', only for ' if has else ''}{' or '.join(has)}", sold=True)


def _missing(ask: Ask, there_is: str, *, sold: bool = False) -> Missing:
    return Missing(ask, f"{there_is}; or state it as '{ask.stated}'", sold)


def _unknown(catalogue: Catalogue, part: Part, ask: Ask) -> Missing:
    """No such product: the nearest name, or whose prices there are."""
    provider = part.product.partition("/")[0]
    names = catalogue.products(provider)
    if not names:
        has = ", ".join(catalogue.providers) or "no prices"
        return _missing(ask, f"{catalogue.name} has no prices of '{provider}': it has {has}")
    near = did_you_mean(part.product, names)
    told = (
        f"the nearest is '{near}'"
        if near
        else f"'tenfold prices find {provider}' lists what it has"
    )
    return _missing(ask, f"{catalogue.name} has no '{part.product}': {told}")


def _placed(rows: Sequence[Row], ask: Ask, terms: Terms) -> list[Row] | Missing | Ambiguous:
    """The rows of the region that is asked for, or of the area that it lies in."""
    asked = ask.region or terms.region
    by_region: dict[str, list[Row]] = {}
    for row in rows:
        by_region.setdefault(row.region, []).append(row)
    if asked:
        near = next((by_region[place] for place in wider(asked) if place in by_region), None)
        if near is not None:
            return near
        near_name = None if asked in regions() else did_you_mean(asked, regions())
        meant = f" (did you mean '{near_name}'?)" if near_name else ""
        has = f"'{rows[0].product}' is priced in {_listed(by_region)}"
        return _missing(ask, f"{has} and not in {asked}{meant}", sold=True)
    if len(by_region) == 1:
        return list(rows)
    what = f"'{rows[0].product}' has prices in {len(by_region)} regions: {_listed(by_region)}"
    return Ambiguous(ask, what, "say where: 'region:' on it, or for all under 'prices:'")


def _listed(names: Iterable[str]) -> str:
    known = list(names)
    return ", ".join(known[:_LISTED]) + (", ..." if len(known) > _LISTED else "")


def _bought(rows: list[Row], ask: Ask, terms: Terms) -> tuple[list[Row], str]:
    """The rows of the term that is asked for; what cannot be committed to is bought on demand."""
    asked = ask.term or terms.term or "on_demand"
    found = [row for row in rows if row.term == asked]
    if found or ask.term:
        return found, ""
    plain = [row for row in rows if row.term == "on_demand"]
    return plain, f"on demand: no {asked} price is known" if plain else ""


def _fitting(rows: list[Row], wanted: Mapping[str, str]) -> list[Row]:
    """The rows that have what is asked for; what nobody asks for is the standard one.

    What has no stand-by need not say that it is zonal.
    """
    names = dict.fromkeys([*(name for row in rows for name in row.attributes), *wanted])
    for name in names:
        said = wanted.get(name)
        having = [row for row in rows if row.attributes.get(name) == (said or "standard")]
        silent = said == "zonal" and all(name not in row.attributes for row in rows)
        if having or (said and not silent):
            rows = having
    return rows


def _several(ask: Ask, rows: list[Row]) -> Ambiguous:
    """What tells several prices apart."""
    known = dict.fromkeys(name for row in rows for name in row.attributes)
    names = [
        n for n in known if n in ask.attributes or len({r.attributes.get(n) for r in rows}) > 1
    ]
    told = "; ".join(
        f"{', '.join(f'{name}: {row.attributes.get(name)}' for name in names)} at {_rate(row)}"
        for row in rows[:_LISTED]
    )
    many = "1 price" if len(rows) == 1 else f"{len(rows)} prices"
    what = f"'{rows[0].product}' in {rows[0].region} has {many} by {rows[0].meter}: {told}"
    mend = (
        f"say which: '{names[0]}: {rows[0].attributes.get(names[0])}'"
        if names
        else "name one product"
    )
    return Ambiguous(ask, what, mend)


def _rate(row: Row) -> str:
    rate = row.steps[0].rate
    return f"{'?' if rate is None else f'{float(rate):g}'} {row.unit}"
