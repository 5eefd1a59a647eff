"""Fetching over HTTPS: whole or not at all, resumed where it broke off, never endless.

What is fetched is streamed into a file. A download that breaks off, in this run
or one before, goes on where it stopped if its server still has the very same
thing (`Range` with `If-Range`), and starts again otherwise. Servers that are
busy are asked again, as late as they say, within bounds.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from tenfold.app.files import refused
from tenfold.errors import Problem, Rejected, Source, Span
from tenfold.prices.feeds.feed import untrusted

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

__all__ = ["Way", "chunks_of", "fetch", "unanswered"]

_TRIES = 6
_REDIRECTS = 5
_LONGEST_WAIT = 60.0
_CONNECT_SECONDS, _READ_SECONDS = 15.0, 60.0
_CHUNK = 1 << 18
_MOST_UNPACKED = 400
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_MOVED = frozenset({301, 302, 303, 307, 308})


def _nothing(received: int) -> None:
    del received


@dataclass(frozen=True)
class Way:
    """How to ask: whom, with what, how much is too much, and how to wait."""

    hosts: frozenset[str]
    headers: Mapping[str, str] = field(default_factory=dict)
    largest: int = 64 * 1024 * 1024
    sleep: Callable[[float], None] = time.sleep
    received: Callable[[int], None] = _nothing
    tries: int = _TRIES


class _Broken(Exception):
    """An answer that may be better the next time, and after how many seconds at the least."""

    def __init__(self, why: str, wait: float = 0.0) -> None:
        self.wait = wait
        super().__init__(why)


def unanswered(address: str, what: str, mend: str) -> Rejected:
    """A feed that does not answer: which, why, and the mend."""
    return Rejected([Problem("T606", what, Span(Source(_shown(address), ""), 0, 0), mend)])


def _untrusted(address: str, what: str) -> Rejected:
    return untrusted(_shown(address), what)


def _shown(address: str) -> str:
    """An address without what may be secret in it."""
    return address.partition("#")[0] if "key=" not in address else address.partition("?")[0]


def fetch(address: str, into: Path, way: Way) -> None:
    """What stands at an address, in a file; `Rejected` where that cannot be had."""
    parts = urlsplit(address)
    pool = _pool(parts.scheme, parts.hostname or "")
    part = into.with_name(f"{into.name}.part")
    why = ""
    for attempt in range(way.tries):
        try:
            _once(pool, address, part, way)
        except _Broken as error:
            why = str(error)
            if error.wait > _LONGEST_WAIT:
                mend = "try again after that"
                raise unanswered(
                    address, f"{why}, and asks to wait {error.wait:,.0f} s", mend
                ) from None
            if attempt + 1 < way.tries:
                way.sleep(max(error.wait, _backing_off(attempt)))
        else:
            part.replace(into)
            _tag_of(part).unlink(missing_ok=True)
            return
    what = f"asked {way.tries} times, it does not answer: {why}"
    raise unanswered(address, what, "try again later; what was received is kept and gone on with")


def _backing_off(attempt: int) -> float:
    """1, 2, 4, ... seconds, spread a little so that many do not ask at once."""
    return float(2**attempt) * random.uniform(0.75, 1.25)  # noqa: S311 - no secret


@cache
def _pool(scheme: str, host: str) -> PoolManager:
    """Connections that are kept open, through the proxy that the environment names for a host."""
    from urllib.request import getproxies, proxy_bypass

    import urllib3

    timeout = urllib3.Timeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS)
    proxy = getproxies().get(scheme)
    if proxy and host not in _LOCAL and not proxy_bypass(host):
        return urllib3.ProxyManager(proxy, timeout=timeout)
    return urllib3.PoolManager(timeout=timeout)


def _once(pool: PoolManager, address: str, part: Path, way: Way) -> None:
    """One attempt, after the redirects that stay where they may."""
    import urllib3

    here = address
    for _ in range(_REDIRECTS + 1):
        _allowed(here, way, address)
        have, headers = _going_on(part, here)
        try:
            answer = pool.request(
                "GET",
                here,
                headers={"Accept-Encoding": "gzip", **way.headers, **headers},
                preload_content=False,
                decode_content=False,
                redirect=False,
                retries=False,
            )
        except urllib3.exceptions.NameResolutionError:
            what = f"nobody knows where {urlsplit(here).hostname} is"
            raise unanswered(address, what, "check that this machine is online") from None
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise _Broken(_reason(error)) from None
        try:
            if answer.status not in _MOVED:
                _received(answer, here, part, have, way)
                return
            here = _onward(here, answer.headers.get("Location", ""), address)
        finally:
            answer.close()
    raise _untrusted(address, f"it leads on and on: {_REDIRECTS} times")


def _onward(here: str, to: str, first: str) -> str:
    try:
        return urljoin(here, to)
    except ValueError:
        raise _untrusted(first, "it leads to what is no address") from None


def _allowed(address: str, way: Way, first: str) -> None:
    """Refuse what is not asked over TLS, and any host but those that may be asked."""
    try:
        parts = urlsplit(address)
        host = parts.netloc.rpartition("@")[2].casefold()
        local = parts.hostname in _LOCAL
    except ValueError:
        raise _untrusted(first, "it leads to what is no address") from None
    if parts.scheme != "https" and not (parts.scheme == "http" and local):
        raise _untrusted(first, f"it is not asked over https: {_shown(address)[:200]}")
    if host.removesuffix(":443") not in way.hosts or "@" in parts.netloc:
        raise _untrusted(first, f"it leads to another place: {_shown(address)[:200]}")


def _received(answer: BaseHTTPResponse, address: str, part: Path, have: int, way: Way) -> None:
    """Write an answer behind what is there, or in its place."""
    status = answer.status
    if status in _AGAIN:
        raise _Broken(f"it says {status}", _wait_of(answer.headers.get("Retry-After", "")))
    if status == 416:
        _forget(part)
        raise _Broken("it has changed since it was begun")
    if status not in {200, 206}:
        raise unanswered(address, f"it says {status}{_said(answer, way)}", _mend_of(status))
    if status == 206 and not _goes_on(answer, have):
        _forget(part)
        raise _Broken("it goes on at another place than was asked")
    if status == 200:
        _forget(part)
        _remember(part, address, answer)
    _stream(answer, address, part, way)


def _stream(answer: BaseHTTPResponse, address: str, part: Path, way: Way) -> None:
    import urllib3

    try:
        with part.open("ab") as file:
            for chunk in answer.stream(_CHUNK, decode_content=False):
                if file.tell() + len(chunk) > way.largest:
                    _forget(part)
                    size = way.largest // 1024 // 1024
                    raise _untrusted(
                        address, f"this is more than {size:,} MB, and no page is that large"
                    )
                file.write(chunk)
                way.received(len(chunk))
    except urllib3.exceptions.HTTPError as error:
        raise _Broken(_reason(error)) from None


def _reason(error: Exception) -> str:
    """The innermost of an error's causes, in a few words."""
    inner: object = getattr(error, "reason", None) or error
    said = " ".join(str(inner).split())
    told = said.rpartition(": ")[2] if "object at 0x" in said else said
    return told[:160] or type(error).__name__


def _said(answer: BaseHTTPResponse, way: Way) -> str:
    """The beginning of what a refusal says, where it is no web page, and without any key."""
    import urllib3

    with contextlib.suppress(urllib3.exceptions.HTTPError, OSError):
        text = " ".join(answer.read(400, decode_content=True).decode("utf-8", "replace").split())
        for secret in way.headers.values():
            text = text.replace(secret, "***")
        if text and not text.startswith("<"):
            return f": {text[:160]}"
    return ""


def _mend_of(status: int) -> str:
    if status in {401, 403}:
        return "check the key, and what it is allowed to ask"
    if status == 404:
        return "check the region and the service, or the address given with --url"
    return "try again later"


def _wait_of(said: str) -> float:
    """The seconds that a server asks for, whether it says a number or a time."""
    if said.strip().isdecimal() and len(said.strip()) < 9:
        return float(said)
    if not said:
        return 0.0
    from email.utils import parsedate_to_datetime

    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return 0.0


def _tag_of(part: Path) -> Path:
    return part.with_name(f"{part.name}.tag")


def _remember(part: Path, address: str, answer: BaseHTTPResponse) -> None:
    """Keep by what a download can be known again; a weak mark is none."""
    tag = answer.headers.get("ETag", "")
    if not tag.startswith('"'):
        tag = ""
    _tag_of(part).write_text(json.dumps({"address": address, "tag": tag}), encoding="utf-8")


def _going_on(part: Path, address: str) -> tuple[int, dict[str, str]]:
    """How much of a thing is there already, and how to ask for the rest of the very same."""
    try:
        told = json.loads(_tag_of(part).read_text(encoding="utf-8"))
        have = part.stat().st_size
    except (OSError, ValueError):
        return 0, {}
    if (
        not isinstance(told, dict)
        or told.get("address") != address
        or not told.get("tag")
        or not have
    ):
        return 0, {}
    return have, {"Range": f"bytes={have}-", "If-Range": str(told["tag"])}


def _goes_on(answer: BaseHTTPResponse, have: int) -> bool:
    return have > 0 and answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _tag_of(part).unlink(missing_ok=True)


def chunks_of(path: str | os.PathLike[str], called: str, largest: int) -> Iterator[bytes]:
    """A file in pieces, unpacked where it is packed; `Rejected` where it stops early or swells."""
    import zlib

    try:
        opened = Path(path).open("rb")  # noqa: SIM115 - it is closed below
    except OSError as error:
        raise refused(f"'{called}' cannot be read: {error.strerror}") from None
    with opened as file:
        head = file.read(2)
        file.seek(0)
        if head != b"\x1f\x8b":
            while chunk := file.read(_CHUNK):
                yield chunk
            return
        limit = min(largest, max(1, Path(path).stat().st_size) * _MOST_UNPACKED)
        try:
            yield from _unpacked(iter(lambda: file.read(_CHUNK), b""), called, limit)
        except zlib.error as error:
            raise _untrusted(called, f"it is packed and cannot be unpacked: {error}") from None


def _unpacked(chunks: Iterator[bytes], called: str, largest: int) -> Iterator[bytes]:
    """What some chunks of gzip say, member after member."""
    import zlib

    size = 0
    packed = zlib.decompressobj(wbits=31)
    for chunk in chunks:
        rest = chunk
        while rest:
            if packed.eof:
                packed = zlib.decompressobj(wbits=31)
            piece = packed.decompress(rest, _CHUNK)
            rest = packed.unconsumed_tail or packed.unused_data
            size += len(piece)
            if size > largest:
                raise _untrusted(called, f"unpacked it is more than {largest:,} bytes")
            if piece:
                yield piece
    if not packed.eof:
        raise _untrusted(called, "it is packed and stops early")
