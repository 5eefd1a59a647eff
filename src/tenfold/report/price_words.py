"""Prices in words: a rate with its unit, tiers written out, a month of it, what is sold."""

from __future__ import annotations

from fractions import Fraction

from tenfold.prices.rates import Monthly, a_month, known_unit
from tenfold.prices.row import Row, Step
from tenfold.quantity.show import amount, decimal, spell
from tenfold.quantity.units import CALENDAR, Unit
from tenfold.report.off import percent

__all__ = [
    "beyond",
    "bought",
    "by_share",
    "count_of",
    "in_tiers",
    "monthly",
    "on_terms",
    "price",
    "row_count",
    "specs",
]

_KNOWN = ("vcpu", "memory", "gpu", "gpus", "gpu_memory", "local_ssd")
_UNTOLD = frozenset({"family", "sustained"})
"""A family is in the product's name; sustained use is a matter of terms."""


def count_of(number: int, one: str, several: str = "") -> str:
    """A count with its word: `1 price`, `1,204 prices`."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def row_count(number: int) -> str:
    """How many prices: `1 price`, `20 prices`."""
    return count_of(number, "price")


def bought(term: str) -> str:
    """A term as a person would say it."""
    return {"commit_1y": "1 year", "commit_3y": "3 years"}.get(term, term.replace("_", " "))


def on_terms(term: str) -> str:
    """A term in a sentence: `on demand`, `for 3 years`."""
    return f"for {bought(term)}" if term.startswith("commit") else bought(term)


def price(row: Row) -> str:
    """A price on a line: `$0.2834/instance/hour`; of tiers the ends, `$0.12 to $0.08/GiB`."""
    paid = [step.rate for step in row.steps if step.rate]
    if not paid:
        return _rate(row.steps[-1].rate, row)
    told = _rate(paid[0], row)
    if paid[-1] != paid[0]:
        head, sign, tail = told.partition("/")
        told = f"{head} to {_rate(paid[-1], row).partition('/')[0]}{sign}{tail}"
    return told


def beyond(row: Row) -> list[str]:
    """What such a price leaves out: `50 GiB free`, `unpublished above 512,000 GiB`."""
    first, last = row.steps[0], row.steps[-1]
    told = []
    if first.rate == 0 and first.up_to is not None:
        told.append(f"{_measured(first.up_to, row)} free")
    if len(row.steps) > 1 and not last.rate:
        said = "unpublished" if last.rate is None else "free"
        told.append(f"{said} above {_measured(row.steps[-2].up_to, row)}")
    return told


def in_tiers(row: Row) -> str:
    """A price written out: `first 1,024 GiB at $0.12, to 10,240 GiB at $0.11, then $0.08/GiB`."""
    if len(row.steps) == 1:
        said = _exactly(row.steps[0].rate, row)
    else:
        said = ", ".join(_tier(row, place, step) for place, step in enumerate(row.steps))
    if row.whole:
        said += "; the tier that is reached prices all of it"
    if row.packages is not None:
        said += f"; in packages of {_measured(row.packages, row)}"
    if row.minimum is not None:
        said += f"; at least {_money(row.minimum, row)} a month"
    return said


def _tier(row: Row, place: int, step: Step) -> str:
    last = step.up_to is None
    rate = _exactly(step.rate, row)
    short = "free" if step.rate == 0 else rate if last else rate.partition("/")[0]
    if last:
        return f"then {short}"
    lead = "first" if place == 0 else "to"
    at = "" if step.rate == 0 else "at "
    return f"{lead} {_measured(step.up_to, row)} {at}{short}"


def _rate(rate: Fraction | None, row: Row) -> str:
    if rate is None:
        return "unpublished"
    if rate == 0:
        return "free"
    unit = known_unit(row.unit)
    if unit is None:
        return f"{float(rate):g} {row.unit}"
    return amount(rate * unit.scale(CALENDAR), unit, CALENDAR)


def _exactly(rate: Fraction | None, row: Row) -> str:
    """A rate with all its digits, as a catalogue has them."""
    unit = known_unit(row.unit)
    if not rate or unit is None:
        return _rate(rate, row)
    head, sign, tail = spell(rate, unit).partition("/")
    missing = 2 - len(head.partition(".")[2])
    if head[:1].isdigit() or "(" in head or missing <= 0:
        return f"{head}{sign}{tail}"
    return f"{head}{'' if '.' in head else '.'}{'0' * missing}{sign}{tail}"


def _money(size: Fraction, row: Row) -> str:
    unit = known_unit(row.unit)
    paid = tuple(factor for factor in unit.factors if factor[0].is_currency) if unit else ()
    return amount(size, Unit(paid), CALENDAR) if paid else f"{float(size):,g}"


def _measured(size: Fraction | None, row: Row) -> str:
    """An amount of what a price counts: `1,024 GiB`, `1,000,000 requests`."""
    if size is None:
        return ""
    number = decimal(size, 0) if size.denominator == 1 else f"{float(size):g}"
    unit = known_unit(row.unit)
    factors = () if unit is None else unit.factors
    below = [symbol for symbol, power in factors if power == -1 and symbol.base != "time"]
    if not below:
        return number
    return f"{number} {below[0].word if size == 1 else below[0].plural}"


def monthly(row: Row) -> str:
    """What one costs in a month of 730 hours, where it is rented by time; else nothing."""
    found = a_month(row)
    return "" if found is None else _month(found)


def _month(found: Monthly) -> str:
    return amount(found.amount * found.unit.scale(CALENDAR), found.unit, CALENDAR).removesuffix(
        "/month"
    )


def by_share(share: Fraction | None) -> str:
    """A change as a share: `+12%`, `-55.0%`; nothing where none can be told."""
    if share is None:
        return ""
    return f"{'+' if share > 0 else '-' if share < 0 else ''}{percent(abs(share)) or '0%'}"


def specs(row: Row) -> str:
    """What is sold, in short: `8 vCPU, 32 GiB`, `T4, 16 GiB`, `regional`."""
    said = row.attributes
    told = [f"{said['vcpu']} vCPU"] if "vcpu" in said else []
    told += [f"{said['memory']} GiB"] if "memory" in said else []
    if "gpu" in said:
        many = said.get("gpus", "1")
        told.append(f"{'' if many == '1' else f'{many} x '}{said['gpu'].upper()}")
        told += [f"{said['gpu_memory']} GiB GPU"] if "gpu_memory" in said else []
    told += [f"{said['local_ssd']} GiB SSD"] if "local_ssd" in said else []
    told += [_named(name, value) for name, value in said.items() if name not in {*_KNOWN, *_UNTOLD}]
    return ", ".join(told)


def _named(name: str, value: str) -> str:
    return value if name in {"availability", "engine"} else f"{name.replace('_', ' ')} {value}"
