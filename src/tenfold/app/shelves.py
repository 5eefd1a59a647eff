"""A folder of price tables: read, held by one at a time, and written whole or not at all."""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from tenfold.app.files import refused, write_whole
from tenfold.errors import Problem, Rejected
from tenfold.prices.row import COLUMNS, Row, written
from tenfold.prices.shelf import Shelf

__all__ = ["held", "read_table", "table_of", "write_table"]


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """A folder that nobody else refreshes meanwhile, made if need be.

    The hold ends with the process, however that ends.
    Where the system has no such locks, two at once could lose each other's rows, never a table.
    """
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused(f"'{folder}' cannot be made: {error.strerror}") from None
    try:
        with _locked(folder):
            yield
    finally:
        if made:
            with contextlib.suppress(OSError):
                folder.rmdir()  # nothing came of it


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        mend = "wait until that is done"
        raise refused(f"'{folder}' is being refreshed already", mend) from None
    try:
        for left in folder.glob(".*.csv.*"):  # of one that was killed while it wrote
            left.unlink(missing_ok=True)
        yield
    finally:
        os.close(handle)


def table_of(folder: Path, provider: str) -> Path:
    """Where the prices of a provider stand in a folder."""
    return folder / f"{provider}.csv"


def read_table(folder: Path, provider: str) -> tuple[Row, ...]:
    """Every row of a provider's table; `Rejected` with all that is wrong with it."""
    path = table_of(folder, provider)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise refused(f"'{path}' cannot be read: {error.strerror}") from None
    shelf = Shelf(provider, lambda: data, str(path))
    rows: list[Row] = []
    problems: list[Problem] = []
    for product in shelf.products():
        try:
            rows += shelf.rows(product)
        except Rejected as error:
            problems += error.problems
    if problems:
        raise Rejected(problems)
    return tuple(rows)


def write_table(folder: Path, provider: str, rows: Iterable[Row]) -> None:
    """A provider's table, sorted, in the place of the one before; a crash leaves that one whole."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(written(row) for row in sorted(rows, key=lambda row: row.key))
    write_whole(str(table_of(folder, provider)), text.getvalue())
