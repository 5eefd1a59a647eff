"""Files, standard input and git: where texts come from and answers go to.

Whatever cannot be read is refused with a sentence. What is written is written
whole or not at all.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tenfold.errors import NOWHERE, Problem, Rejected, Source, Span
from tenfold.model.file import read_model
from tenfold.model.model import Model

__all__ = ["find_model", "load", "read_source", "source_at", "write_whole"]

DEFAULT = "tenfold.yaml"
_LARGEST = 8 * 1024 * 1024
_GIT_SECONDS = 20


def load(path: str | os.PathLike[str]) -> Model:
    """The Model in a file; `Rejected` says all that is wrong with it."""
    return read_model(read_source(os.fspath(path)))


def _refused(name: str, what: str, mend: str = "") -> Rejected:
    span = Span(Source(name, ""), 0, 0) if name else NOWHERE
    return Rejected([Problem("T901", what, span, mend)])


def find_model(given: str | None) -> str:
    """The model to read: the one given, else `tenfold.yaml` here or above, up to the repository."""
    if given is not None:
        return given
    here = Path.cwd()
    for folder in (here, *here.parents):
        candidate = folder / DEFAULT
        if candidate.is_file():
            return os.path.relpath(candidate)
        if (folder / ".git").exists():
            break
    raise _refused("", f"no model is named, and there is no '{DEFAULT}' here or above", "name a file, or start one with 'tenfold init'")


def read_source(name: str) -> Source:
    """The text of a file, or of standard input for `-`."""
    if name == "-":
        return Source("stdin", _decoded(sys.stdin.buffer.read(_LARGEST + 1), "stdin"))
    try:
        with Path(name).open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        near = [p.name for p in Path(name).parent.glob("*.y*ml")][:5] if Path(name).parent.is_dir() else []
        raise _refused("", f"there is no file '{name}'", f"beside it: {', '.join(sorted(near))}" if near else "") from None
    except IsADirectoryError:
        raise _refused("", f"'{name}' is a folder", "name a model file in it") from None
    except PermissionError:
        raise _refused("", f"'{name}' may not be read", "check its permissions") from None
    except (OSError, ValueError) as error:
        raise _refused("", f"'{name}' cannot be read: {getattr(error, 'strerror', None) or error}") from None
    return Source(name, _decoded(data, name))


def _decoded(data: bytes, name: str) -> str:
    if len(data) > _LARGEST:
        raise _refused(name, f"a model of more than {_LARGEST // 1024 // 1024} MB", "split it, or check that this is a model")
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            data = data.decode(encoding, errors="replace").encode()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise _refused(name, f"this is no text: byte {error.start} is not UTF-8", "save it as UTF-8") from None


def source_at(revision: str, name: str) -> Source:
    """The text of a file as a git revision has it."""
    path = Path(name)
    if revision.startswith("-") or name == "-":
        raise _refused("", f"'{revision}:{name}' names no revision of a file")
    command = ["git", "show", f"{revision}:./{path.name}"]
    try:
        done = subprocess.run(command, cwd=path.parent, capture_output=True, timeout=_GIT_SECONDS, check=False)  # noqa: S603
    except FileNotFoundError:
        raise _refused("", "git is not here, so a revision cannot be read", "install git, or name two files") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _refused("", f"git could not read '{revision}:{name}': {error}") from None
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = said[0].removeprefix("fatal: ") if said else "git refused"
        raise _refused("", f"git has no '{name}' at '{revision}': {reason}")
    return Source(f"{revision}:{name}", _decoded(done.stdout, f"{revision}:{name}"))


def write_whole(name: str, text: str) -> None:
    """Write a file through a neighbour, so that a crash leaves the old one whole."""
    path = Path(name)
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, neighbour = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(neighbour).chmod(mode)
            Path(neighbour).replace(path)
        except BaseException:
            Path(neighbour).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _refused("", f"'{name}' cannot be written: {error.strerror or error}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
