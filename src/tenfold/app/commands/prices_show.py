"""tenfold prices show: every price of one product, with what it rests on."""

from __future__ import annotations

from dataclasses import replace

import click

from tenfold.app.catalogues import catalogue_at, short_names, sources_at
from tenfold.app.commands.prices_find import stands_over, the_place, the_terms
from tenfold.app.options import examples, out_of, output_options
from tenfold.app.out import Answer
from tenfold.prices.catalogue import Catalogue
from tenfold.prices.shown import named, nearest, show
from tenfold.report.price_show import compose_shown, record_shown, shown_table

__all__ = ["command"]


@click.command(
    "show",
    epilog=examples(
        "prices show gcp/n1-highcpu-8",
        "prices show gcp/internet-egress --region frankfurt",
        "prices show aws/m5.large --term any --format json",
        "prices show gcp/gpu-t4 --catalogue shipped --catalogue prices",
    ),
)
@click.argument("product")
@click.option("--region", default="", metavar="PLACE", help="A region, an area, or a city.")
@click.option("--term", default="", metavar="TERM", help="Only this term, such as spot or 3y.")
@click.option(
    "--catalogue",
    "folders",
    multiple=True,
    metavar="FOLDER",
    help="Tables before Tenfold's own; several, oldest first, say how it moved.",
)
@output_options
def command(
    product: str,
    region: str,
    term: str,
    folders: tuple[str, ...],
    form: str | None,
    files: tuple[str, ...],
    colour: str,
    width: int | None,
) -> int:
    """Tell every price of PRODUCT: tiers, terms against on demand, notes, sources, dates.

    A catalogue is a folder, `shipped`, or REVISION:FOLDER of git. Exits 1 where
    the product has no price in the place or on the term that is asked for.
    """
    catalogues = _catalogues(folders)
    found = show(catalogues, _product(catalogues, product), the_place(region), the_terms(term))
    found = replace(found, names=short_names(found.names))
    sources = sources_at(folders[-1] if folders else "")
    answer = Answer(
        lambda: compose_shown(found, sources),
        lambda: record_shown(found, sources),
        lambda: shown_table(found),
    )
    out_of(form, files, colour, width).write(answer)
    return 0 if found.rows else 1


def _catalogues(folders: tuple[str, ...]) -> list[Catalogue]:
    """One over Tenfold's own, or several as they are."""
    if len(folders) < 2:
        return [stands_over(folders[0] if folders else "")]
    return [catalogue_at(folder) for folder in folders]


def _product(catalogues: list[Catalogue], word: str) -> str:
    """The one product that a word means, in the last catalogue that has it."""
    for catalogue in reversed(catalogues):
        found = named(catalogue, word)
        if len(found) == 1:
            return found[0]
        if found:
            raise click.UsageError(f"'{word}' may be {', '.join(found)}. Name one of them.")
    near = nearest(catalogues[-1], word)
    mend = f"Did you mean '{near}'?" if near else f"To look for it: tenfold prices find {word}."
    raise click.UsageError(f"There is no product '{word}'. {mend}")
