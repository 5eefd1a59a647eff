"""Fetching from a real server on this machine: what it does wrong is borne, bounded or refused."""

import gzip
import threading
import time
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tenfold.app.fetch import Way, chunks_of, fetch
from tenfold.errors import Rejected

BODY = bytes(range(256)) * 4_000


class Answer:
    """What a server answers: a status, headers, a body; `cut` is where it hangs up."""

    def __init__(self, body=b"", status=200, cut=None, **headers):
        self.body, self.status, self.cut = body, status, cut
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        answers = self.server.script[self.path]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if callable(answer):
            answer = answer(self.headers)
        self.send_response(answer.status)
        for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body[: answer.cut])
        if answer.cut is not None:
            self.close_connection = True

    def log_message(self, *args):
        pass


@contextmanager
def serving():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.asked, server.script = [], {}
    server.base = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    ).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def shared():
    with serving() as server:
        yield server


@pytest.fixture
def server(shared):
    shared.asked.clear()
    shared.script.clear()
    return shared


@pytest.fixture
def slept():
    return []


@pytest.fixture
def get(server, tmp_path, slept):
    def fetched(path="/page", **options):
        host = server.base.removeprefix("http://")
        way = Way(frozenset({host}), sleep=slept.append, **options)
        fetch(f"{server.base}{path}", tmp_path / "got", way)
        return (tmp_path / "got").read_bytes()

    return fetched


def refused(get, **options):
    with pytest.raises(Rejected) as stop:
        get(**options)
    (problem,) = stop.value.problems
    return problem


def test_what_is_there_comes_whole_and_leaves_nothing_beside_it(server, get, tmp_path, slept):
    received = []
    server.script["/page"] = [Answer(BODY, ETag='"one"')]
    assert get(received=received.append) == BODY
    assert sum(received) == len(BODY)
    assert [path.name for path in tmp_path.iterdir()] == ["got"]
    assert slept == []


def test_a_server_that_is_busy_is_asked_again_as_late_as_it_says(server, get, slept):
    later = formatdate(time.time() + 20, usegmt=True)
    server.script["/page"] = [
        Answer(status=429, Retry_After="7"),
        Answer(status=503, Retry_After=later),
        Answer(status=500, Retry_After="whenever"),
        Answer(BODY),
    ]
    assert get() == BODY
    assert slept[0] == 7
    assert 15 < slept[1] <= 20
    assert 2 < slept[2] < 6


def test_nobody_waits_for_an_hour(server, get, slept):
    server.script["/page"] = [Answer(status=429, Retry_After="3600")]
    problem = refused(get)
    assert (problem.code, problem.what) == ("T606", "it says 429, and asks to wait 3,600 s")
    assert slept == []


def test_a_server_that_stays_broken_is_given_up(server, get, slept):
    server.script["/page"] = [Answer(status=502)]
    problem = refused(get)
    assert problem.code == "T606"
    assert problem.what == "asked 6 times, it does not answer: it says 502"
    assert problem.span.source.name == f"{server.base}/page"
    assert len(slept) == 5
    assert slept[0] < slept[2] < slept[4] < 25


def test_nobody_there(get, server, slept):
    def gone(headers):
        raise ConnectionResetError

    server.script["/page"] = [gone]
    server.handle_error = lambda *_: None
    assert refused(get, tries=2).what.startswith("asked 2 times, it does not answer: ")


def test_a_name_that_nobody_knows_is_not_asked_for_again(tmp_path, slept):
    address = "https://prices.invalid/page"
    with pytest.raises(Rejected, match=r"nobody knows where prices\.invalid is") as stop:
        fetch(address, tmp_path / "got", Way(frozenset({"prices.invalid"}), sleep=slept.append))
    assert stop.value.problems[0].mend == "check that this machine is online"
    assert slept == []


def ranged(tag):
    def answer(headers):
        wanted = headers.get("Range")
        if not wanted or headers.get("If-Range") != tag:
            return Answer(BODY, ETag=tag, cut=len(BODY) // 2)
        start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        says = f"bytes {start}-{len(BODY) - 1}/{len(BODY)}"
        return Answer(BODY[start:], 206, Content_Range=says, ETag=tag)

    return answer


def test_a_connection_that_breaks_goes_on_where_it_stopped(server, get, slept):
    server.script["/page"] = [ranged('"one"')]
    assert get() == BODY
    assert [headers.get("Range") for _, headers in server.asked] == [
        None,
        f"bytes={len(BODY) // 2}-",
    ]
    assert server.asked[1][1]["If-Range"] == '"one"'
    assert len(slept) == 1


def test_what_another_run_began_is_gone_on_with(server, get, tmp_path, slept):
    server.script["/page"] = [ranged('"one"')]
    refused(get, tries=1)
    assert (tmp_path / "got.part").stat().st_size == len(BODY) // 2
    assert not (tmp_path / "got").exists()
    assert get(tries=1) == BODY


def test_what_has_changed_meanwhile_is_begun_again(server, get):
    server.script["/page"] = [
        Answer(BODY, ETag='"one"', cut=1_000),
        Answer(BODY[::-1], ETag='"two"'),
    ]
    assert get() == BODY[::-1]


def test_what_has_no_mark_or_a_weak_one_is_begun_again(server, get):
    server.script["/page"] = [
        Answer(BODY, cut=1_000),
        Answer(BODY, ETag='W/"one"', cut=1_000),
        Answer(BODY),
    ]
    assert get() == BODY
    assert [headers.get("Range") for _, headers in server.asked] == [None, None, None]


@pytest.mark.parametrize("says", ["bytes 0-9/10", "", "bytes 1-"])
def test_an_answer_that_goes_on_elsewhere_is_begun_again(server, get, says):
    server.script["/page"] = [
        Answer(BODY, ETag='"one"', cut=1_000),
        Answer(b"x" * 10, 206, Content_Range=says),
        Answer(BODY),
    ]
    assert get() == BODY


def test_a_range_that_cannot_be_had_is_begun_again(server, get):
    server.script["/page"] = [
        Answer(BODY, ETag='"one"', cut=1_000),
        Answer(status=416),
        Answer(BODY),
    ]
    assert get() == BODY


def test_a_length_that_is_promised_and_not_kept_is_no_answer(server, get):
    server.script["/page"] = [Answer(b"{}", Content_Length="50", cut=2)]
    assert refused(get, tries=2).code == "T606"


def test_what_is_too_large_is_left_early_and_not_kept(server, get, tmp_path):
    server.script["/page"] = [Answer(BODY * 3)]
    problem = refused(get, largest=1 << 20)
    assert (problem.code, problem.what) == (
        "T605",
        "this is more than 1 MB, and no page is that large",
    )
    assert list(tmp_path.iterdir()) == []


def test_a_redirect_within_the_house_is_followed(server, get):
    server.script["/page"] = [Answer(status=302, Location="/other")]
    server.script["/other"] = [Answer(status=307, Location=f"{server.base}/third")]
    server.script["/third"] = [Answer(BODY)]
    assert get(headers={"X-Key": "secret"}) == BODY


@pytest.mark.parametrize(
    ("to", "what"),
    [
        (
            "https://elsewhere.example/page",
            "it leads to another place: https://elsewhere.example/page",
        ),
        ("http://elsewhere.example/page", "it is not asked over https: http://elsewhere"),
        ("http://127.0.0.1:1/page", "it leads to another place"),
        ("http://user@127.0.0.1/page", "it leads to another place"),
        ("ftp://127.0.0.1/page", "it is not asked over https"),
        ("//elsewhere.example/page", "it is not asked over https"),
        ("https://[oops", "it leads to what is no address"),
        ("/page", "it leads on and on: 5 times"),
    ],
)
def test_a_redirect_elsewhere_is_refused(server, get, to, what):
    server.script["/page"] = [Answer(status=302, Location=to)]
    problem = refused(get)
    assert problem.code == "T605"
    assert problem.what.startswith(what)


def test_only_what_is_asked_over_tls_or_at_home_is_asked(tmp_path):
    with pytest.raises(Rejected, match="it is not asked over https"):
        fetch("http://prices.example/x", tmp_path / "got", Way(frozenset({"prices.example"})))


@pytest.mark.parametrize(
    ("status", "mend"),
    [
        (403, "check the key, and what it is allowed to ask"),
        (404, "check the region and the service, or the address given with --url"),
        (418, "try again later"),
    ],
)
def test_a_refusal_is_told_and_no_key_with_it(server, get, status, mend, slept):
    server.script["/page"] = [Answer(b'{"error": "bad key s3cret!"}', status)]
    problem = refused(get, headers={"X-Key": "s3cret!"})
    assert problem.what == f'it says {status}: {{"error": "bad key ***"}}'
    assert problem.mend == mend
    assert server.asked[0][1]["X-Key"] == "s3cret!"
    assert slept == []


def test_an_address_with_a_key_in_it_is_not_shown(server, get):
    server.script["/page?key=s3cret"] = [Answer(status=404)]
    assert "s3cret" not in str(refused(get, path="/page?key=s3cret"))


# -- reading what was fetched -------------------------------------------------------


def test_what_is_packed_is_unpacked_member_by_member(tmp_path):
    file = tmp_path / "page"
    file.write_bytes(gzip.compress(b"one, ", mtime=0) + gzip.compress(b"two"))
    assert b"".join(chunks_of(file, "page", 1 << 20)) == b"one, two"
    file.write_bytes(b"plain")
    assert b"".join(chunks_of(file, "page", 1 << 20)) == b"plain"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (gzip.compress(BODY, mtime=0)[:-9], "it is packed and stops early"),
        (gzip.compress(b"a" * 50_000_000, mtime=0), "unpacked it is more than"),
        (b"\x1f\x8b\x08 no gzip at all", "it is packed and cannot be unpacked"),
        (gzip.compress(b"x", mtime=0) + b"more", "it is packed and cannot be unpacked"),
    ],
)
def test_what_is_packed_badly_is_refused(tmp_path, data, what):
    file = tmp_path / "page"
    file.write_bytes(data)
    with pytest.raises(Rejected, match="T605") as stop:
        for _ in chunks_of(file, "the page", 1 << 24):
            pass
    assert stop.value.problems[0].what.startswith(what)
    assert stop.value.problems[0].span.source.name == "the page"
