"""tenfold prices refresh: read providers' own price lists again, and say what is different."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import click

from tenfold.app.buying import today
from tenfold.app.cli import say
from tenfold.app.fetch import Way, chunks_of, fetch, unanswered
from tenfold.app.files import print_whole, refused
from tenfold.app.options import examples
from tenfold.app.shelves import held, read_table, table_of, write_table
from tenfold.errors import Rejected, did_you_mean
from tenfold.prices.feeds.crawl import Harvest, crawl, gather
from tenfold.prices.feeds.feed import Asked, Feed, Skip, Wanted, untrusted
from tenfold.prices.feeds.merge import Merged, merged
from tenfold.prices.feeds.table import FEEDS

__all__ = ["command"]

_PAGE, _BULK = 64 * 1024 * 1024, 16 * 1024 * 1024 * 1024
_SKIPS_TOLD = 5
_TICK_SECONDS = 0.2
_SAVED = ("*.json", "*.json.gz")


@dataclass
class _Progress:
    """What was read so far, told on a terminal as it grows and once when all is done."""

    name: str
    pages: int = 0
    bytes: int = 0
    told_at: float = 0.0

    def received(self, size: int) -> None:
        """More bytes came."""
        self.bytes += size
        now = time.monotonic()
        if sys.stderr is not None and sys.stderr.isatty() and now - self.told_at > _TICK_SECONDS:
            self.told_at = now
            sys.stderr.write(f"\r{self.name}: {self}")
            sys.stderr.flush()

    def close(self, items: int) -> None:
        """The last line, whether anybody watched or not."""
        if sys.stderr is not None and sys.stderr.isatty():
            sys.stderr.write("\r\033[K")
        say(f"{self.name}: {self}, {items:,} item{'' if items == 1 else 's'}")

    def __str__(self) -> str:
        pages = f"{self.pages:,} page{'' if self.pages == 1 else 's'}"
        return f"{pages}, {self.bytes / 1e6:,.1f} MB"


@click.command(
    "refresh",
    epilog=examples(
        "prices refresh azure --region eastus",
        "prices refresh aws --region us-east-1 --service ec2",
        "prices refresh aws --from page.json",
        "prices refresh llm",
    ),
)
@click.argument("providers", nargs=-1, required=True, metavar="PROVIDER...")
@click.option(
    "--into", default="prices", metavar="FOLDER", help="Where the tables are: prices unless given."
)
@click.option(
    "--region", "regions", multiple=True, metavar="REGION", help="Only this region. Repeatable."
)
@click.option(
    "--service", "services", multiple=True, metavar="NAME", help="Only this service. Repeatable."
)
@click.option(
    "--from", "saved", metavar="PATH", help="Read a saved page, or a folder of them; ask nobody."
)
@click.option("--url", metavar="ADDRESS", help="Ask a mirror instead of the provider.")
@click.option("--everything", is_flag=True, help="Also what has no name here, by its SKU.")
@click.option("--on", "day", metavar="DATE", help="The day to write as seen: today unless given.")
def command(
    providers: tuple[str, ...],
    into: str,
    regions: tuple[str, ...],
    services: tuple[str, ...],
    saved: str | None,
    url: str | None,
    day: str | None,
    *,
    everything: bool,
) -> int:
    """Read the price list of each PROVIDER (aws, azure, gcp, llm) and renew its table.

    A table is renewed whole or not at all. Prices of other regions and services
    stay, and so do lines from other sources. gcp needs an API key in
    GOOGLE_API_KEY; the others need nothing.
    """
    feeds = [_feed_of(name) for name in dict.fromkeys(providers)]
    if (url or saved) and len(feeds) > 1:
        raise click.UsageError("--from and --url are for one provider.")
    if url and saved:
        raise click.UsageError("--from asks nobody, so there is no use for --url.")
    wanted = Wanted(_day(day), regions, services, everything)
    for feed in feeds:
        if feed.by_region and not regions and not saved:
            raise click.UsageError(
                f"{feed.name} has a file for each region: name some with --region."
            )
    for feed in feeds:
        _refresh(feed, Path(into), wanted, saved, url)
    return 0


def _feed_of(name: str) -> Feed:
    if name in FEEDS:
        return FEEDS[name]
    near = did_you_mean(name, FEEDS)
    mend = f"Did you mean '{near}'?" if near else f"There are {', '.join(FEEDS)}."
    raise click.UsageError(f"No price list of '{name}' is known. {mend}")


def _day(said: str | None) -> str:
    if said is None:
        return today()
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        raise click.UsageError(f"'{said}' is no day: write --on 2026-07-30.") from None


def _refresh(feed: Feed, folder: Path, wanted: Wanted, saved: str | None, url: str | None) -> None:
    """One feed read, and every table that it fills renewed."""
    progress = _Progress(feed.name)
    with held(folder):
        if saved:
            harvest = _from_files(feed, Path(saved), wanted, progress)
        else:
            harvest = _from_afar(feed, url or feed.base, folder, wanted, progress)
        if feed.base:
            progress.close(harvest.seen)
        else:
            say(f"{feed.name}: read from the package that is installed")
        _tell_skipped(feed, harvest.skipped)
        if not harvest.rows:
            what = "no price was found in what was read, so nothing is written"
            raise untrusted(
                saved or url or feed.base or feed.title, what, "check the region and the service"
            )
        for provider in sorted({row.product.partition("/")[0] for row in harvest.rows}):
            now = merged(read_table(folder, provider), harvest, provider, wanted)
            write_table(folder, provider, now.rows)
            print_whole(_told(table_of(folder, provider), now))


def _from_files(feed: Feed, path: Path, wanted: Wanted, progress: _Progress) -> Harvest:
    """Pages that somebody saved. Only a file that says it is whole can make prices go."""
    files = sorted({p for kind in _SAVED for p in path.glob(kind)}) if path.is_dir() else [path]
    if not files:
        raise refused(f"there is no .json file in '{path}'", "save the pages of a price list there")
    pages = []
    for file in files:
        if not file.is_file():
            raise refused(f"there is no file '{file}'", "name a saved page, or a folder of them")
        progress.pages += 1
        pages.append(feed.read(_counted(file, feed, progress), Asked(str(file)), wanted))
    return gather(feed, pages, wanted)


def _counted(file: Path, feed: Feed, progress: _Progress) -> Iterator[bytes]:
    for chunk in chunks_of(file, str(file), _BULK if feed.large else _PAGE):
        progress.received(len(chunk))
        yield chunk


def _from_afar(feed: Feed, base: str, folder: Path, wanted: Wanted, progress: _Progress) -> Harvest:
    """Every page, each fetched into a folder beside the tables, read and removed."""
    aside = folder / f".refresh-{feed.name}"
    try:
        aside.mkdir(exist_ok=True)
    except OSError as error:
        raise refused(f"'{folder}' cannot be written: {error.strerror}") from None
    try:
        harvest = crawl(feed, base, wanted, _opener(feed, base, aside, progress))
    except Rejected:
        with contextlib.suppress(OSError):
            aside.rmdir()  # but for a page that came half way, and can be gone on with
        raise
    shutil.rmtree(aside, ignore_errors=True)
    return harvest


def _opener(
    feed: Feed, base: str, aside: Path, progress: _Progress
) -> Callable[[str], Iterable[bytes]]:
    from urllib.parse import urlsplit

    largest = _BULK if feed.large else _PAGE
    host = urlsplit(base).netloc.casefold().removesuffix(":443")
    way = Way(frozenset({host}), _key(feed), largest, received=progress.received)

    def opened(address: str) -> Iterator[bytes]:
        file = aside / sha256(address.encode()).hexdigest()[:24]
        fetch(address, file, way)
        progress.pages += 1
        try:
            yield from chunks_of(file, address, largest)
        finally:
            file.unlink(missing_ok=True)

    return opened


def _key(feed: Feed) -> dict[str, str]:
    if feed.key is None:
        return {}
    found = os.environ.get(feed.key.variable, "").strip()
    if not found:
        raise unanswered(
            feed.base,
            f"it answers only with a key, and {feed.key.variable} is not set",
            feed.key.mend,
        )
    if not found.isascii() or not found.isprintable():
        raise unanswered(feed.base, f"{feed.key.variable} holds no key", feed.key.mend)
    return {feed.key.header: found}


def _tell_skipped(feed: Feed, skipped: tuple[Skip, ...]) -> None:
    if not skipped:
        return
    many = "item was" if len(skipped) == 1 else "items were"
    say(f"{feed.name}: {len(skipped):,} {many} left out; what they may have priced stays as it was")
    for skip in skipped[:_SKIPS_TOLD]:
        say(f"  {skip.where[:160]}: {skip.why[:160]}")
    if len(skipped) > _SKIPS_TOLD:
        say(f"  ... and {len(skipped) - _SKIPS_TOLD:,} more")


def _told(path: Path, now: Merged) -> str:
    """What a table is now, in numbers."""
    counts = (
        (now.new, "new"), (now.gone, "gone"), (now.dearer, "dearer"), (now.cheaper, "cheaper"),
        (now.otherwise, "changed otherwise"), (now.same, "as before"), (now.kept, "not asked for"),
    )  # fmt: skip
    told = ", ".join(f"{number:,} {word}" for number, word in counts if number)
    many = "price" if len(now.rows) == 1 else "prices"
    return f"{path}: {len(now.rows):,} {many}: {told}\n"
