"""How a model buys, from its `prices:`: where, on which terms, at which prices of its own.

prices:
region: us-central1
term: commit_1y
discounts: {contract: {of: gcp, rate: 12%}}
own: {gcp/n1-highcpu-8: $0.25/instance/hour}
"""

from __future__ import annotations

from typing import Final

from tenfold.errors import Words
from tenfold.model.figures import figure, named
from tenfold.model.model import Buying, Discount, Figure, OwnPrice
from tenfold.model.outline import Blank, Entry, Mapping, Node, Scalar, Sequence
from tenfold.model.reader import Reader

__all__ = ["BUYING_KEYS", "BUYING_WORDS", "DISCOUNT_KEYS", "buying"]

BUYING_WORDS: Final = ("region", "term", "prefer", "sustained_use")
"""What holds where a component does not say, and what a `set` may change."""

BUYING_KEYS: Final = (*BUYING_WORDS, "stale_after", "catalogue", "discounts", "own")
DISCOUNT_KEYS: Final = ("of", "rate", "term", "doc")
_A_DISCOUNT: Final = "write 'contract: {of: gcp, rate: 12%}'"
_A_PRICE: Final = "write 'gcp/n1-highcpu-8: $0.25/instance/hour', or 'tiers:' in a list"
_TIER: Final = "- {up_to: 10 TB/month, price: $0.05/GB}, and a last one without 'up_to'"


def buying(reader: Reader, node: Node | None) -> Buying:
    """What the section `prices:` says."""
    if node is None or isinstance(node, Blank):
        return Buying()
    if not isinstance(node, Mapping):
        reader.wrong("T221", "'prices' is a list of names, each with its value", node.span)
        return Buying()
    reader.keys(node, BUYING_KEYS, "'prices'")
    said = {key: reader.scalar(node.get(key), key) for key in BUYING_WORDS}
    return Buying(
        {key: words for key, words in said.items() if words is not None},
        reader.section(node, "discounts", _discount, Reader.plain_name),
        reader.section(node, "own", _own, _is_product),
        reader.scalar(node.get("stale_after"), "stale_after"),
        reader.scalar(node.get("catalogue"), "catalogue"),
    )


def _discount(reader: Reader, entry: Entry) -> Discount | None:
    """A discount: how much is taken off, and off what."""
    name = entry.key.text
    if isinstance(entry.value, Scalar):
        off = named(reader, f"discounts.{name}", entry.key.span, entry.value)
        return None if off is None else Discount(name, off)
    node = reader.mapping(entry, "discount", DISCOUNT_KEYS)
    if node is None:
        return None
    taken = node.get("rate")
    if taken is None:
        reader.wrong(
            "T225", f"the discount '{name}' takes nothing off", entry.key.span, _A_DISCOUNT
        )
        return None
    off = named(reader, f"discounts.{name}", taken.span, taken)
    return None if off is None else Discount(name, off, **reader.texts(node, "of", "term", "doc"))


def _is_product(reader: Reader, words: Words) -> bool:
    if "/" in words.text.strip("/"):
        return True
    reader.wrong("T222", f"'{words.text}' names no product", words.span, _A_PRICE)
    return False


def _own(reader: Reader, entry: Entry) -> OwnPrice | None:
    """A price of the model's own: one figure, or tiers."""
    product = " ".join(entry.key.text.split())
    node = entry.value
    if not (isinstance(node, Mapping) and node.get("tiers") is not None):
        rate = figure(reader, entry)
        return None if rate is None else OwnPrice(product, ((None, rate),), entry.key.span)
    reader.keys(node, ("tiers",), f"the price of '{product}'")
    tiers = node.get("tiers")
    if not isinstance(tiers, Sequence) or not tiers.items:
        reader.wrong("T225", f"the tiers of '{product}' are a list", entry.key.span, _TIER)
        return None
    rates = [_tier(reader, product, place, item) for place, item in enumerate(tiers.items, 1)]
    found = tuple(rate for rate in rates if rate is not None)
    endless = [place for place, (end, _) in enumerate(found) if end is None]
    if len(found) == len(rates) and endless != [len(found) - 1]:
        reader.wrong(
            "T225", f"every tier of '{product}' but the last says 'up_to'", tiers.span, _TIER
        )
        return None
    return OwnPrice(product, found, entry.key.span)


def _tier(
    reader: Reader, product: str, place: int, node: Node
) -> tuple[Words | None, Figure] | None:
    if not isinstance(node, Mapping):
        reader.wrong("T225", f"a tier of '{product}' has a price", node.span, _TIER)
        return None
    reader.keys(node, ("up_to", "price"), f"a tier of '{product}'")
    price = node.get("price")
    if price is None:
        reader.wrong("T225", f"a tier of '{product}' has no price", node.span, _TIER)
        return None
    rate = named(reader, f"{product}, tier {place}", price.span, price)
    return None if rate is None else (reader.scalar(node.get("up_to"), "up_to"), rate)
