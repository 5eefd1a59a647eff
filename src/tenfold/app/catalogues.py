"""Catalogues from the world: a folder of price tables, as it stands or as a git revision has it.

A folder holds `<provider>.csv` for each provider, and may hold `sources.csv`.
A table is read when it is first asked for, and is never one outside its folder.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from tenfold.app.files import refused
from tenfold.prices.catalogue import Catalogue
from tenfold.prices.shelf import Shelf
from tenfold.prices.shipped import shipped
from tenfold.prices.sources import PriceSource, shipped_sources, sources_of

__all__ = ["catalogue_at", "open_catalogue", "short_names", "sources_at"]

SHIPPED = "shipped"
_LARGEST = 64 * 1024 * 1024
_MOST_TABLES = 200
_GIT_SECONDS = 20
_TABLE = re.compile(r"([a-z0-9][a-z0-9_-]{0,63})\.csv\Z")
_REVISION = re.compile(r"([^:]{2,}|@):(.+)")
_NOT_TABLES = frozenset({"sources", "regions"})
_MEND = "a catalogue is a folder of tables named after their providers, such as prices/gcp.csv"


def open_catalogue(folder: str) -> Catalogue:
    """The Catalogue that a folder holds; a table is read when it is first asked for."""
    path = Path(folder)
    try:
        names = sorted(entry.name for entry in path.iterdir())
    except FileNotFoundError:
        raise refused(f"there is no folder '{folder}'", _MEND) from None
    except NotADirectoryError:
        raise refused(f"'{folder}' is a file, and no catalogue", _MEND) from None
    except (OSError, ValueError) as error:
        raise refused(f"'{folder}' cannot be read: {_reason(error)}") from None
    return _catalogue(folder, {name: path / f"{name}.csv" for name in _providers(folder, names)})


def catalogue_at(word: str) -> Catalogue:
    """The Catalogue that a word names: `shipped`, FOLDER, or REVISION:FOLDER of git."""
    if word == SHIPPED and not Path(word).is_dir():
        return replace(shipped(), name=SHIPPED)
    revision = None if Path(word).is_dir() else _REVISION.fullmatch(word)
    if revision is None:
        return open_catalogue(word)
    at, folder = revision.groups()
    names = (
        _git(["ls-tree", "--full-tree", "--name-only"], at, folder, "")
        .decode(errors="replace")
        .split("\n")
    )
    shelves = [
        Shelf(name, lambda file=f"{name}.csv": _blob(at, folder, file), f"{word}/{name}.csv")  # type: ignore[misc]
        for name in _providers(word, sorted(names))
    ]
    return Catalogue(word, tuple(shelves))


def _blob(revision: str, folder: str, file: str) -> bytes:
    return _git(["cat-file", "blob"], revision, folder, file)


def _git(verb: Sequence[str], revision: str, folder: str, file: str) -> bytes:
    """What git says of a file, or the folder itself, as a revision has it."""
    import subprocess

    where = f"'{folder}/{file}' at '{revision}'" if file else f"a folder '{folder}' at '{revision}'"
    if revision.startswith("-"):
        raise refused(f"git has no {where}", "write main:prices")
    if not Path(folder).is_dir():
        raise refused(f"git has no {where}: there is no such folder here to look from")
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and git gets no option from a person
            ["git", *verb, f"{revision}:./{file}"],  # noqa: S607 - whichever git is theirs
            cwd=folder, capture_output=True, timeout=_GIT_SECONDS, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        raise refused("git is not here, so a revision cannot be read", "name a folder") from None
    except subprocess.TimeoutExpired:
        raise refused(f"git did not answer in {_GIT_SECONDS} seconds") from None
    except OSError as error:
        raise refused(f"git cannot be run: {_reason(error)}") from None
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = said[0].removeprefix("fatal: ").rstrip(".") if said else "it says no more"
        raise refused(f"git has no {where}: {reason}")
    return _small_enough(done.stdout, f"{revision}:{folder}/{file}")


def short_names(words: tuple[str, ...]) -> tuple[str, ...]:
    """What to call catalogues: the ends of long paths, where those tell them apart."""
    short = tuple(word if ":" in word else PurePath(word).name or word for word in words)
    return short if len(set(short)) == len(short) else words


def sources_at(word: str) -> Mapping[str, PriceSource]:
    """What the sources of a catalogue are, with those of Tenfold's own behind them."""
    path = Path(word) / "sources.csv"
    own = sources_of(_read(path, Path(word))) if word and path.is_file() else {}
    return {**shipped_sources(), **own}


def _providers(folder: str, names: list[str]) -> list[str]:
    """The providers that a folder has tables of."""
    found = [
        match[1] for name in names if (match := _TABLE.match(name)) and match[1] not in _NOT_TABLES
    ]
    if not found:
        raise refused(f"there is no table of prices in '{folder}'", _MEND)
    if len(found) > _MOST_TABLES:
        raise refused(
            f"'{folder}' holds {len(found):,} tables, and a catalogue has at most {_MOST_TABLES}"
        )
    return found


def _catalogue(folder: str, tables: Mapping[str, Path]) -> Catalogue:
    inside = Path(folder)
    shelves = [
        Shelf(name, lambda path=path: _read(path, inside), str(path))  # type: ignore[misc]
        for name, path in tables.items()
    ]
    return Catalogue(folder.rstrip("/") or folder, tuple(shelves))


def _read(path: Path, inside: Path) -> bytes:
    """A table, where it is a plain file of that folder and of a size that a table has."""
    try:
        whole = path.resolve(strict=True)
        if not whole.is_relative_to(inside.resolve(strict=True)):
            raise refused(
                f"'{path}' leads out of its folder", "put the table itself there, no link to it"
            )
        if not whole.is_file():
            raise refused(f"'{path}' is no file", _MEND)
        with whole.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError, RuntimeError) as error:
        raise refused(f"'{path}' cannot be read: {_reason(error)}") from None
    return _small_enough(data, str(path))


def _small_enough(data: bytes, name: str) -> bytes:
    if len(data) > _LARGEST:
        raise refused(
            f"'{name}' is more than {_LARGEST // 1024 // 1024} MB, and no table is that large"
        )
    return data.removeprefix(b"\xef\xbb\xbf")


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)
