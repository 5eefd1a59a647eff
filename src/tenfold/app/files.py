"""Files, standard input and git: where texts come from and answers go to.

Whatever cannot be read is refused with a sentence. A file is written whole or
not at all.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TextIO

from tenfold.errors import NOWHERE, Problem, Rejected, Source, Span
from tenfold.model.file import read_model
from tenfold.model.model import Model

__all__ = [
    "DEFAULT",
    "find_model",
    "forget_output",
    "load",
    "print_whole",
    "read_source",
    "refused",
    "source_at",
    "write_whole",
]

DEFAULT = "tenfold.yaml"
_LARGEST = 8 * 1024 * 1024
_GIT_SECONDS = 20
_BESIDE_TOLD = 5


def load(path: str | os.PathLike[str]) -> Model:
    """The Model in a file; `Rejected` says all that is wrong with it."""
    return read_model(read_source(os.fspath(path)))


def refused(what: str, mend: str = "", *, within: str = "", code: str = "T901") -> Rejected:
    """What is wrong with a file, or `within` one that could be opened."""
    span = Span(Source(within, ""), 0, 0) if within else NOWHERE
    return Rejected([Problem(code, what, span, mend)])


def find_model(given: str | None) -> str:
    """The model to read: the one given, else the nearest `tenfold.yaml` at or above this folder.

    The search ends at the top of a git repository.
    """
    if given is not None:
        return given
    here = Path.cwd()
    for folder in (here, *here.parents):
        candidate = folder / DEFAULT
        if candidate.is_file():
            return os.path.relpath(candidate)
        if (folder / ".git").exists():
            break
    what = f"no model is named, and there is no '{DEFAULT}' here or above"
    raise refused(what, "name a file, or start one with 'tenfold init'")


def read_source(name: str) -> Source:
    """The text of a file, or of standard input for `-`."""
    if name == "-":
        return Source("stdin", _decoded(_standard_input(), "stdin"))
    try:
        with Path(name).open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise refused(f"there is no file '{name}'", _beside(name)) from None
    except IsADirectoryError:
        raise refused(f"'{name}' is a folder", "name a model file in it") from None
    except PermissionError:
        raise refused(f"'{name}' may not be read", "check its permissions") from None
    except (OSError, ValueError) as error:
        raise refused(f"'{name}' cannot be read: {_reason(error)}") from None
    return Source(name, _decoded(data, name))


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise refused("standard input is closed", "name a file")
    try:
        return sys.stdin.buffer.read(_LARGEST + 1)
    except OSError as error:
        raise refused(f"standard input cannot be read: {_reason(error)}") from None


def _beside(name: str) -> str:
    """The models in the folder where one was looked for."""
    folder = Path(name).parent
    try:
        near = sorted(path.name for path in folder.glob("*.y*ml"))
    except (OSError, ValueError):
        return ""
    told = ", ".join(near[:_BESIDE_TOLD]) + (", ..." if len(near) > _BESIDE_TOLD else "")
    return f"in that folder: {told}" if near else ""


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)


def _decoded(data: bytes, name: str) -> str:
    if len(data) > _LARGEST:
        what = f"this is more than {_LARGEST // 1024 // 1024} MB, and no model is that large"
        raise refused(what, "is it the right file?", within=name)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"this is no text: byte {error.start:,} is not {error.encoding.upper()}"
        raise refused(what, "save it as UTF-8 text", within=name) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def source_at(revision: str, name: str) -> Source:
    """The text of a file as a git revision has it."""
    import subprocess

    path = Path(name)
    where = f"'{name}' at '{revision}'"
    if not revision or revision.startswith("-") or name == "-":
        raise refused(f"git has no {where}", "write --against main, or main:model.yaml")
    if not path.parent.is_dir():
        raise refused(f"git has no {where}: there is no folder '{path.parent}'")
    command = ["git", "cat-file", "blob", f"{revision}:./{path.name}"]
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and git gets no option from a person
            command, cwd=path.parent, capture_output=True, timeout=_GIT_SECONDS, check=False
        )
    except FileNotFoundError:
        mend = "install git, or name two files"
        raise refused("git is not here, so a revision cannot be read", mend) from None
    except subprocess.TimeoutExpired:
        raise refused(f"git did not answer in {_GIT_SECONDS} seconds") from None
    except OSError as error:
        raise refused(f"git cannot be run: {_reason(error)}") from None
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = said[0].removeprefix("fatal: ").rstrip(".") if said else "it says no more"
        raise refused(f"git has no {where}: {reason}")
    called = f"{revision}:{name}"
    return Source(called, _decoded(done.stdout, called))


def write_whole(name: str, told: str | bytes) -> None:
    """Write a file through a neighbour, so that a crash leaves the old one whole.

    A link is followed, and what is no plain file (a device, a pipe) is written to.
    """
    data = told if isinstance(told, bytes) else told.encode()
    try:
        path = Path(name).resolve()
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as file:
                file.write(data)
        else:
            _replace(path, data)
    except (OSError, ValueError, RuntimeError) as error:  # the last: a link to itself
        raise refused(f"'{name}' cannot be written: {_reason(error)}") from None


def _replace(path: Path, data: bytes) -> None:
    import tempfile

    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, neighbour = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(neighbour).chmod(mode)
        Path(neighbour).replace(path)
    except BaseException:
        Path(neighbour).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def print_whole(text: str) -> None:
    """Write to standard output, in letters that it has.

    A reader who has left (`| head`) has all that they wanted; any other fault
    is told. After either, standard output is nowhere, so that Python closes it in peace.
    """
    if sys.stdout is None:
        raise refused("the answer cannot be written: standard output is closed")
    encoding = sys.stdout.encoding or "ascii"
    try:
        sys.stdout.write(text.encode(encoding, errors="replace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        forget_output()
    except OSError as error:
        forget_output()
        raise refused(f"the answer cannot be written: {_reason(error)}") from None


def forget_output(stream: TextIO | None = None) -> None:
    """Let nothing more go to stdout (or a stream), not even what is left in Python's buffer."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, (stream or sys.stdout).fileno())
    os.close(nowhere)
