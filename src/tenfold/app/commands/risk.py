"""tenfold risk: how sure the total is, what drives that, and what must be true."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

import click

from tenfold import api
from tenfold.app.options import (
    examples,
    model_argument,
    open_model,
    out_of,
    output_options,
    plan_of,
    reading_options,
)
from tenfold.app.out import Answer
from tenfold.report.totals import in_doubt
from tenfold.sampling.settings import (
    FEWEST_PER_SET,
    MOST_WORLDS,
    SAMPLERS,
    SETS,
    Sampling,
)

if TYPE_CHECKING:
    from tenfold.plan.plan import Plan
    from tenfold.study.risk import Risk

__all__ = ["command"]

_FEWEST = SETS * FEWEST_PER_SET
_LARGEST_SEED = 2**63 - 1
_NUMBER = re.compile(r"(\d[\d,_]*(?:\.\d+)?)\s*([KMB]?)|2\^(\d{1,2})", re.IGNORECASE)
_LETTERS = {"": 1, "K": 10**3, "M": 10**6, "B": 10**9}


class _Count(click.ParamType[int]):
    """A count as people write it: 100000, 100,000, 500K, 1M, 2^20."""

    name = "count"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(
        self, value: str | int, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        found = value if isinstance(value, int) else _number(value)
        if found is None:
            self.fail(f"'{value}' is no count: write 100,000, 500K, 1M or 2^20", param, ctx)
        if not self.least <= found <= self.most:
            self.fail(f"{found:,} is not from {self.least:,} to {self.most:,}", param, ctx)
        return found


def _number(text: str) -> int | None:
    """A whole number as people write it; None where it is none."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    if match[3]:
        return 1 << int(match[3])
    number = Fraction(match[1].replace(",", "").replace("_", "")) * _LETTERS[match[2].upper()]
    return int(number) if number.denominator == 1 else None


@click.command(
    "risk",
    epilog=examples(
        "risk",
        "risk shop.yaml --worlds 1M",
        "risk shop.yaml --scenario lean -o risk.svg -o risk.md",
        "risk shop.yaml --format json --seed 7",
    ),
)
@model_argument
@click.option(
    "--worlds",
    type=_Count(_FEWEST, MOST_WORLDS),
    default=Sampling().worlds,
    show_default=True,
    metavar="N",
    help="How many worlds to draw, such as 500K or 1M.",
)
@click.option(
    "--sampler",
    type=click.Choice(SAMPLERS),
    default=Sampling().sampler,
    show_default=True,
    help="How to draw them.",
)
@click.option(
    "--seed",
    type=_Count(0, _LARGEST_SEED),
    default=Sampling().seed,
    show_default=True,
    metavar="N",
    help="Another seed gives other worlds; the same one gives the same.",
)
@reading_options
@output_options
def command(
    model: str | None,
    worlds: int,
    sampler: str,
    seed: int,
    scenario: str,
    values: tuple[str, ...],
    form: str | None,
    files: tuple[str, ...],
    colour: str,
    width: int | None,
) -> int:
    """Say how sure the cost of MODEL is: P10, P50 and P90, the chance to keep within a budget.

    Then what drives the spread, what must be true for a goal to hold, and what
    is worth measuring. A file.svg or file.png draws it.

    Exits 0: the chance is the answer. 'tenfold check' judges goals at a percentile.
    """
    sampling = Sampling(worlds, sampler, seed)
    plan = plan_of(open_model(model), scenario, values, sampling)
    risk = None if plan.doubt is None else api.risk(plan)
    answer = _certain(plan) if risk is None or not in_doubt(risk) else _asked(risk)
    out_of(form, files, colour, width).write(answer)
    return 0


def _certain(plan: Plan) -> Answer:
    """The answer where nothing is in doubt."""
    from tenfold.report.record_risk import record_certain
    from tenfold.report.risk import compose_certain
    from tenfold.report.tables import certain_table

    return Answer(
        lambda: compose_certain(plan), lambda: record_certain(plan), lambda: certain_table(plan)
    )


def _asked(risk: Risk) -> Answer:
    """Everything that the worlds of a plan say."""
    from tenfold.report.chart_risk import risk_page
    from tenfold.report.record_risk import record_risk
    from tenfold.report.risk import compose_risk
    from tenfold.report.tables import risk_table

    return Answer(
        lambda: compose_risk(risk),
        lambda: record_risk(risk),
        lambda: risk_table(risk),
        lambda: risk_page(risk),
    )
