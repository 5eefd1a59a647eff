"""An AWS offer file, read as it streams by: products first, then what each of them costs.

A file of a gigabyte is read in one pass and bounded memory. Of its products
(most of the file) only a small Named is kept for each that is wanted; of its
terms only the Rates of those. Everything else is passed over as it is parsed.
An entry that does not end, and more wanted products than any file has, are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from tenfold.errors import quoted
from tenfold.prices.feeds.aws_names import Named, named, unnamed
from tenfold.prices.feeds.aws_terms import on_demand, reserved
from tenfold.prices.feeds.feed import Asked, Page, Rate, Skip, Wanted, untrusted
from tenfold.prices.feeds.page import Bad, mapping_of, text_of

__all__ = ["called_by", "read_offer", "source_of"]

_MOST_KEPT = 500_000
_MOST_RATES = 2_000_000
_LARGEST_ENTRY = 8 * 1024 * 1024
_DEEPEST = 24
_OPENS, _CLOSES = frozenset({"start_map", "start_array"}), frozenset({"end_map", "end_array"})
_TERMS = {"OnDemand": on_demand, "Reserved": reserved}

Event = tuple[str, object]


@dataclass
class _Stream:
    """The events of a file, and how many bytes went by since the last entry began."""

    since: int = 0
    endless: bool = False
    events: Iterator[Event] = field(default_factory=lambda: iter(()))

    def counted(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The chunks, up to an entry that has no end."""
        for chunk in chunks:
            for start in range(0, len(chunk), 1 << 18):
                piece = chunk[start : start + (1 << 18)]
                self.since += len(piece)
                if self.since > _LARGEST_ENTRY:
                    self.endless = True
                    return
                yield piece


def source_of(service: str) -> str:
    """How a service is named as a source in the table."""
    return f"AWS price list, {service}"


def read_offer(chunks: Iterable[bytes], asked: Asked, wanted: Wanted) -> Page:
    """The prices of an offer file; it tells all of its service in its regions."""
    import ijson

    stream = _Stream()
    source = ijson.from_iter(stream.counted(chunks))
    try:
        stream.events = ijson.basic_parse(source, buf_size=1 << 18)
        return _Offer(stream, asked, wanted).read()
    except (
        ijson.JSONError,
        UnicodeDecodeError,
        StopIteration,
        ValueError,
        RecursionError,
    ) as error:
        why = "it has an entry without end" if stream.endless else str(error) or "it stops early"
        what = f"this file is no offer that can be read: {quoted(why)}"
        raise untrusted(asked.address, what) from None


@dataclass
class _Offer:
    """One offer file while it is read: what is wanted of it so far."""

    stream: _Stream
    asked: Asked
    wanted: Wanted
    service: str = ""
    kept: dict[str, Named] = field(default_factory=dict)
    rates: list[Rate] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)
    regions: set[str] = field(default_factory=set)
    seen: int = 0

    def read(self) -> Page:
        """Every section in turn."""
        events = self.stream.events
        if next(events)[0] != "start_map":
            raise ValueError("it is no object")
        found: set[str] = set()
        for event, value in events:
            if event == "end_map":
                break
            name = _once(found, value)
            self._section(name, next(events), found)
        if not {"products", "terms"} <= found:
            raise ValueError("it has no products and terms")
        if next(events, None) is not None:
            raise ValueError("something stands behind its end")
        source = source_of(self.service)
        covers = tuple((source, region) for region in sorted(self.regions))
        return Page(tuple(self.rates), (), tuple(self.skipped), covers, self.seen)

    def _section(self, name: str, opened: Event, found: set[str]) -> None:
        if name == "offerCode" and opened[0] == "string":
            self.service = str(opened[1])
        elif name == "products" and opened[0] == "start_map":
            if not self.service:
                raise ValueError("its offerCode does not come first")
            for sku, entry in _entries(self.stream, lambda _: True):
                self._product(sku, entry)
        elif name == "terms" and opened[0] == "start_map":
            if "products" not in found:
                raise ValueError("its terms come before its products")
            self._terms()
        else:
            _past(self.stream, opened)

    def _product(self, sku: str, entry: object) -> None:
        self.seen += 1
        try:
            known, region = called_by(sku, entry, self.service, self.asked.region, self.wanted)
        except Bad as error:
            self._skip(sku, error)
            return
        if region:
            self.regions.add(region)
        if known is not None and self.wanted.place(known.region):
            self.kept[sku] = known
            if len(self.kept) > _MOST_KEPT:
                raise ValueError(f"more than {_MOST_KEPT:,} of its products are wanted")

    def _terms(self) -> None:
        events = self.stream.events
        found: set[str] = set()
        for event, value in events:
            if event == "end_map":
                return
            name, opened = _once(found, value), next(events)
            priced = _TERMS.get(name)
            if priced is None or opened[0] != "start_map":
                _past(self.stream, opened)
                continue
            for sku, entry in _entries(self.stream, self._asks(name)):
                self._price(sku, entry, priced)

    def _asks(self, name: str) -> Callable[[str], bool]:
        if name == "OnDemand":
            return self.kept.__contains__
        return lambda sku: sku in self.kept and self.kept[sku].meter == "instance"

    def _price(
        self, sku: str, entry: object, priced: Callable[[Named, object, str, str], Iterator[Rate]]
    ) -> None:
        try:
            self.rates += list(priced(self.kept[sku], entry, sku, source_of(self.service)))
        except Bad as error:
            self._skip(sku, error)
        if len(self.rates) > _MOST_RATES:
            raise ValueError(f"it has more than {_MOST_RATES:,} prices")

    def _skip(self, sku: str, error: Bad) -> None:
        self.skipped.append(Skip(f"SKU {sku}", str(error), source_of(self.service)))


def called_by(
    sku: str, entry: object, service: str, region: str, wanted: Wanted
) -> tuple[Named | None, str]:
    """The name of a product, if it has one or everything is wanted, and its region."""
    product = mapping_of(entry, sku)
    attributes = mapping_of(product.get("attributes"), "attributes")
    said = {name: value for name, value in attributes.items() if isinstance(value, str)}
    if len(said) != len(attributes):
        raise Bad("an attribute of it is no text")
    here = said.get("regionCode") or said.get("fromRegionCode") or region
    family = text_of(product, "productFamily", "")
    known = named(service, family, said, here)
    if known is None and wanted.everything:
        known = unnamed(sku, {**said, "servicecode": said.get("servicecode", service)}, here)
    return known, here


def _entries(stream: _Stream, asks: Callable[[str], bool]) -> Iterator[tuple[str, object]]:
    """Name and value of each entry that is asked for, in the object that was just opened."""
    events = stream.events
    for event, name in events:
        if event == "end_map":
            return
        stream.since = 0
        opened = next(events)
        if asks(str(name)):
            yield str(name), _built(events, opened, 0)
        else:
            _past(stream, opened)


def _built(events: Iterator[Event], opened: Event, depth: int) -> object:
    """A value made of the events it consists of; numbers stay text."""
    event, value = opened
    if depth > _DEEPEST:
        raise ValueError(f"it is nested more than {_DEEPEST} deep")
    if event == "start_map":
        found: dict[str, object] = {}
        for event, name in events:
            if event == "end_map":
                return found
            if name in found:
                raise ValueError(f"it says {quoted(str(name))} twice in one place")
            found[str(name)] = _built(events, next(events), depth + 1)
    if event == "start_array":
        listed: list[object] = []
        for inner in events:
            if inner[0] == "end_array":
                return listed
            listed.append(_built(events, inner, depth + 1))
    return str(value) if event == "number" else value


def _past(stream: _Stream, opened: Event) -> None:
    """Go past a value that nobody wants."""
    if opened[0] not in _OPENS:
        return
    depth = 1
    for event, _ in stream.events:
        if event in _OPENS:
            depth += 1
            stream.since = 0
            if depth > _DEEPEST:
                raise ValueError(f"it is nested more than {_DEEPEST} deep")
        elif event in _CLOSES:
            depth -= 1
            if not depth:
                return


def _once(found: set[str], value: object) -> str:
    name = str(value)
    if name in found:
        raise ValueError(f"it says {quoted(name)} twice in one place")
    found.add(name)
    return name
