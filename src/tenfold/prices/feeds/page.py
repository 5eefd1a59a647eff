"""A page of JSON, read without trusting it: numbers stay text, keys stand once, depth ends.

`parsed` refuses what is no such page. Everything in it is a str, bool, None,
list or dict: a number is read by `numeral`, exactly, from its digits, whether
a provider writes it bare or in quotes (all three do both).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

from tenfold.errors import quoted
from tenfold.prices.feeds.feed import untrusted
from tenfold.quantity.symbols import CURRENCIES

__all__ = [
    "Bad", "amount_of", "currency_of", "items_of", "joined", "mapping_of", "numeral", "on_one_line",
    "parsed", "text_of",
]  # fmt: skip

LARGEST_PAGE = 64 * 1024 * 1024
_LONGEST_TEXT = 4_000
_MOST_ITEMS = 100_000
_LARGEST_NUMBER = Fraction(10) ** 15
_FINEST_NUMBER = 10**18
_NUMBER = re.compile(r"\d{1,18}(?:\.\d{1,24})?(?:[eE][+-]?\d{1,2})?\Z")
_CURRENCY = re.compile(r"[A-Z]{3}\Z")


class Bad(Exception):
    """An item that cannot be read, and why; whoever reads the page leaves it out and tells."""


def joined(chunks: Iterable[bytes], address: str, largest: int = LARGEST_PAGE) -> bytes:
    """A page in one piece, refused where it does not end."""
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > largest:
            raise untrusted(address, f"this page is more than {largest // 1024 // 1024} MB")
        parts.append(chunk)
    return b"".join(parts)


def parsed(chunks: Iterable[bytes], address: str) -> Mapping[str, object]:
    """The page as it says; `Rejected` where it is no JSON that can be trusted."""
    return _object(joined(chunks, address), address)


def _object(data: bytes, address: str) -> Mapping[str, object]:
    head = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise untrusted(address, "this page is empty")
    if head.startswith(b"<"):
        raise untrusted(address, "this is a web page, and no JSON", "is it the right address?")
    try:
        found = json.loads(
            data.decode("utf-8-sig"),
            parse_float=str,
            parse_int=str,
            parse_constant=_no_constant,
            object_pairs_hook=_once,
        )
    except UnicodeDecodeError as error:
        raise untrusted(address, f"byte {error.start:,} of this page is no UTF-8") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise untrusted(address, f"this page is no JSON at {where}: {error.msg}") from None
    except RecursionError:
        raise untrusted(address, "this page is nested without end") from None
    except Bad as error:
        raise untrusted(address, str(error)) from None
    if not isinstance(found, dict):
        raise untrusted(address, "this page is JSON, and no object of prices")
    return found


def _no_constant(text: str) -> object:
    raise Bad(f"this page says {text}, which is no price")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Bad(f"this page says {quoted(twice)} twice in one place")
    return found


def items_of(page: Mapping[str, object], name: str, address: str) -> list[object]:
    """The list that a page is there for; `Rejected` where it has none."""
    found = page.get(name)
    if not isinstance(found, list):
        says = ", ".join(list(page)[:6]) or "nothing"
        what = f"this page has no list '{name}': it has {says}"
        raise untrusted(address, what, "is it the right address, and the right provider?")
    if len(found) > _MOST_ITEMS:
        raise untrusted(address, f"this page has {len(found):,} items, and no page is that long")
    return found


def mapping_of(found: object, name: str) -> Mapping[str, object]:
    """An object within an item; `Bad` where it is none."""
    if not isinstance(found, dict):
        raise Bad(f"'{name}' is no object")
    return found


def text_of(item: Mapping[str, object], name: str, missing: str | None = None) -> str:
    """A text within an item; `Bad` where it is none, or far too long."""
    found = item.get(name, missing)
    if found is None and missing is not None:
        return missing
    if not isinstance(found, str):
        raise Bad(f"'{name}' is no text")
    if len(found) > _LONGEST_TEXT:
        raise Bad(f"'{name}' is {len(found):,} characters long")
    return found


def amount_of(item: Mapping[str, object], name: str) -> Fraction:
    """A number within an item, as `numeral` reads it."""
    if name not in item:
        raise Bad(f"'{name}' is not there")
    return numeral(item[name], name)


def numeral(found: object, name: str) -> Fraction:
    """A number that can be money or an amount: exact, not below nothing, and of this world."""
    if not isinstance(found, str) or not _NUMBER.match(found):
        raise Bad(f"'{name}' is {quoted(found) if isinstance(found, str) else 'no number'}")
    number = Fraction(found)
    if number > _LARGEST_NUMBER or number.denominator > _FINEST_NUMBER:
        raise Bad(f"'{name}' is {quoted(found)}, which is no amount of anything")
    return number


def currency_of(found: object) -> str:
    """A currency that the language knows."""
    if not isinstance(found, str) or not _CURRENCY.match(found):
        raise Bad("it has no currency")
    if found not in CURRENCIES:
        raise Bad(f"its currency {found} is not known")
    return found


def on_one_line(text: str, most: int = 160) -> str:
    """Somebody's words, printable and not too many."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= most else f"{line[: most - 3]}..."
