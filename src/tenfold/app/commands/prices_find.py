"""tenfold prices find: prices by words, size, place and term."""

from __future__ import annotations

from dataclasses import replace

import click

from tenfold.app.options import examples, out_of, output_options
from tenfold.app.out import Answer
from tenfold.errors import did_you_mean
from tenfold.prices.catalogue import Catalogue
from tenfold.prices.everyday import place_words
from tenfold.prices.find import find
from tenfold.prices.row import METERS, TERMS
from tenfold.prices.shipped import shipped
from tenfold.prices.wanted import ORDERS, Place, Wanted, place_of, wanted
from tenfold.report.price_list import compose_found, found_table, record_found

__all__ = ["command", "stands_over", "the_place", "the_terms"]

_SHOWN = 20
_MOST = 1_000_000


@click.command(
    "find",
    epilog=examples(
        "prices find 8 vCPU 32 GB cheapest in eu",
        "prices find t4 gpu us-central1 spot",
        "prices find gpt mini --sort cheapest",
        "prices find egress --provider aws --format csv",
    ),
)
@click.argument("words", nargs=-1, metavar="[WORDS...]")
@click.option("--provider", default="", metavar="NAME", help="Only of this provider.")
@click.option("--region", default="", metavar="PLACE", help="A region, an area, or a city.")
@click.option("--term", default="", metavar="TERM", help="on_demand unless given, or any.")
@click.option("--meter", type=click.Choice(list(METERS)), metavar="METER", help="What is counted.")
@click.option("--sort", type=click.Choice(ORDERS), help="closest unless given.")
@click.option(
    "--limit",
    type=click.IntRange(1, _MOST),
    metavar="N",
    help="Tell so many: 20 in text, all in JSON and CSV.",
)
@click.option("--catalogue", default="", metavar="FOLDER", help="Tables before Tenfold's own.")
@output_options
def command(
    words: tuple[str, ...],
    provider: str,
    region: str,
    term: str,
    meter: str | None,
    sort: str | None,
    limit: int | None,
    catalogue: str,
    form: str | None,
    files: tuple[str, ...],
    colour: str,
    width: int | None,
) -> int:
    """Find prices by WORDS: names, sizes, places, terms; on demand unless they say otherwise.

    Numbers with units are sizes: 8 vCPU is just that, 32 GB is at least so much.
    Without words it tells which providers and regions have prices. Exits 1
    where there is no such price, with what is nearest.
    """
    where = stands_over(catalogue)
    told = out_of(form, files, colour, width)
    if not (words or provider or region or meter):
        if term or sort or limit:
            raise click.UsageError("Say what to find: a product, a size, a place, a meter.")
        told.write(_everything(where))
        return 0
    asked = wanted(" ".join(words), where.providers)
    asked = _with(asked, where, provider, meter or "", sort or "")
    place, terms = the_place(region), the_terms(term)
    asked = replace(asked, place=place or asked.place, terms=terms or asked.terms)
    found = find(where, asked)
    looked = f"{where.name} of {where.newest}"
    answer = Answer(
        lambda: compose_found(found, limit or _SHOWN, looked),
        lambda: record_found(found, limit, looked),
        lambda: found_table(found, limit),
    )
    told.write(answer)
    return 0 if found.rows else 1


def _everything(where: Catalogue) -> Answer:
    """What there is to be found."""
    from tenfold.report.price_shelves import compose_shelves, record_shelves, shelves_table

    return Answer(
        lambda: compose_shelves(where), lambda: record_shelves(where), lambda: shelves_table(where)
    )


def stands_over(folder: str) -> Catalogue:
    """The shipped catalogue, with the tables of a folder before it."""
    if not folder:
        return shipped()
    from tenfold.app.catalogues import catalogue_at

    return catalogue_at(folder).over(shipped())


def the_place(word: str) -> Place | None:
    """The place that `--region` names."""
    found = place_of(word) if word else None
    if word and found is None:
        near = did_you_mean(word, place_words())
        mend = (
            f"Did you mean '{near}'?" if near else "Name one such as us-central1, eu or frankfurt."
        )
        raise click.UsageError(f"There is no region '{word}'. {mend}")
    return found


def the_terms(word: str) -> tuple[str, ...]:
    """The terms that `--term` names, in a word of the catalogue or of every day."""
    if not word:
        return ()
    if word == "any":
        return TERMS
    terms = wanted(word).terms
    if not terms:
        near = did_you_mean(word, (*TERMS, "any"))
        mend = f"Did you mean '{near}'?" if near else f"There are {', '.join(TERMS)} and any."
        raise click.UsageError(f"There is no term '{word}'. {mend}")
    return terms


def _with(asked: Wanted, where: Catalogue, provider: str, meter: str, order: str) -> Wanted:
    """What is asked for, with what the options say of it."""
    if provider and provider not in where.providers:
        near = did_you_mean(provider, where.providers)
        mend = f"Did you mean '{near}'?" if near else f"There are {', '.join(where.providers)}."
        raise click.UsageError(f"There are no prices of '{provider}'. {mend}")
    return replace(
        asked,
        providers=(provider,) if provider else asked.providers,
        meter=meter,
        order=order or asked.order,
    )
