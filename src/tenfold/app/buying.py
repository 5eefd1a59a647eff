"""What a plan needs of the world to be priced: the catalogue it names, and today's date."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from tenfold.errors import Problem, Rejected, Words
from tenfold.model.model import Model
from tenfold.prices.catalogue import Catalogue
from tenfold.prices.shipped import shipped

__all__ = ["catalogue", "catalogue_for", "today"]

_READ_WHOLE = 1024 * 1024
"""Tables of so many bytes are read whole in some hundredths of a second."""


def today() -> str:
    """The day it is, everywhere alike: `2026-11-24`."""
    return datetime.now(UTC).date().isoformat()


def catalogue(folder: str | os.PathLike[str]) -> Catalogue:
    """The price tables in a folder, before those that come with Tenfold.

    A small folder is read at once, so that a line that cannot be read is told
    whether or not a model asks for it.
    """
    from tenfold.app.catalogues import open_catalogue

    found = open_catalogue(os.fspath(folder) or ".")
    if sum(len(shelf.data()) for shelf in found.shelves) <= _READ_WHOLE:
        found.all()
    return found.over(shipped())


def catalogue_for(model: Model) -> Catalogue:
    """The catalogue that a model is priced by: Tenfold's own, and the one it names before it."""
    named = model.buying.catalogue
    if named is None:
        return shipped()
    beside = Path(model.source.name).parent if Path(model.source.name).is_file() else Path()
    return catalogue(str(beside / _inside(named)))


def _inside(named: Words) -> PurePosixPath:
    """A folder beside the model or below; nothing else is opened on a model's word."""
    folder = PurePosixPath(named.text.strip())
    if folder.is_absolute() or ".." in folder.parts or "\\" in named.text or ":" in named.text:
        what = f"'{named.text}' is no folder beside the model"
        raise Rejected([Problem("T601", what, named.span, "name one below it, such as 'prices'")])
    return folder
