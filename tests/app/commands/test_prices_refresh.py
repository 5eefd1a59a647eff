"""tenfold prices refresh: against a real server of made pages, with all that goes wrong there."""

import gzip
import json
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click
import pytest

from tenfold.app import fetch
from tenfold.app.commands.prices_refresh import command
from tenfold.app.shelves import held, read_table, write_table
from tenfold.errors import Rejected
from tenfold.prices.row import Row, Step

DAY = "2026-11-24"
HEADER = "product,meter,region,term,attributes,unit,price,effective,seen_on,evidence,source,note\n"
OLD = (
    "azure/Standard_D2s_v5,instance,eastus,on_demand,,USD/instance/hour,0.1,,2026-01-01,primary,"
    '"Azure retail prices, Virtual Machines",Linux\n'
)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.server.answer(self.path)
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def shared():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.base = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    ).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def server(shared):
    shared.asked = []
    return shared


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(fetch, "_backing_off", lambda _: 0.0)
    return tmp_path


@pytest.fixture
def refresh(server, here, capsys):
    """Run the command; stdout and stderr of it."""

    def run(*args, url=True):
        capsys.readouterr()
        asks = [*args, "--on", DAY, *(["--url", server.base] if url else [])]
        assert command.main(asks, standalone_mode=False) == 0
        said = capsys.readouterr()
        return said.out, said.err

    return run


def item(price, **said):
    return {
        "currencyCode": "USD", "tierMinimumUnits": 0.0, "retailPrice": price,
        "armRegionName": "eastus",
        "effectiveStartDate": "2026-01-01T00:00:00Z", "meterId": said.get("armSkuName", "m"),
        "meterName": "D2s v5", "productName": "Virtual Machines Dsv5 Series", "skuName": "D2s v5",
        "serviceName": "Virtual Machines", "unitOfMeasure": "1 Hour", "type": "Consumption",
        "armSkuName": "Standard_D2s_v5", **said,
    }  # fmt: skip


def azure(*pages):
    """Pages that lead from each to the next."""

    def answer(path):
        place = int(path.partition("skip=")[2] or 0)
        more = place + 1 < len(pages)
        link = f"/api/retail/prices?skip={place + 1}" if more else None
        return 200, {}, {"BillingCurrency": "USD", "Items": pages[place], "NextPageLink": link}

    return answer


VMS = ("azure", "--service", "virtual machines", "--region", "eastus")


def table(here, text=OLD):
    (here / "prices").mkdir(exist_ok=True)
    (here / "prices" / "azure.csv").write_text(HEADER + text, encoding="utf-8")


def test_a_first_refresh_makes_a_table(server, here, refresh):
    server.answer = azure([item(0.096)], [item(0.192, armSkuName="Standard_D4s_v5")])
    out, err = refresh(*VMS)
    assert out == f"{Path('prices', 'azure.csv')}: 2 prices: 2 new\n"
    assert err.startswith("azure: 2 pages, 0.0 MB, 2 items\n")
    assert (here / "prices" / "azure.csv").read_text("utf-8") == HEADER + (
        "azure/Standard_D2s_v5,instance,eastus,on_demand,,USD/instance/hour,0.096,"
        "2026-01-01,2026-11-24,"
        'primary,"Azure retail prices, Virtual Machines",Linux\n'
        "azure/Standard_D4s_v5,instance,eastus,on_demand,,USD/instance/hour,0.192,"
        "2026-01-01,2026-11-24,"
        'primary,"Azure retail prices, Virtual Machines",Linux\n'
    )
    assert [path.name for path in (here / "prices").iterdir()] == ["azure.csv"]


def test_it_says_what_is_different(server, here, refresh):
    table(
        here,
        OLD + OLD.replace("D2s", "D8s") + OLD.replace("D2s", "D16s").replace("eastus", "westus"),
    )
    server.answer = azure([item(0.2), item(0.3, armSkuName="Standard_D4s_v5")])
    out, _ = refresh(*VMS)
    assert out.endswith("azure.csv: 3 prices: 1 new, 1 gone, 1 dearer, 1 not asked for\n")
    out, _ = refresh(*VMS)
    assert out.endswith("azure.csv: 3 prices: 2 as before, 1 not asked for\n")


def test_an_item_that_cannot_be_read_is_told_and_costs_nobody_a_price(server, here, refresh):
    table(here)
    server.answer = azure([item("NaN"), item(0.3, armSkuName="Standard_D4s_v5")])
    out, err = refresh(*VMS)
    assert "1 item was left out; what they may have priced stays as it was" in err
    assert "Items[0] of http://127.0.0.1" in err
    assert out.endswith("2 prices: 1 new, 1 not asked for\n")


FAULTS = {
    "garbage": lambda _: (200, {}, b"\x00\xff garbage"),
    "html": lambda _: (200, {}, b"<html>maintenance</html>"),
    "truncated": lambda _: (200, {}, b'{"Items": [{"a"'),
    "no list": lambda _: (200, {}, {"error": "no"}),
    "itself": lambda path: (200, {}, {"Items": [], "NextPageLink": path}),
    "elsewhere": lambda _: (
        200,
        {},
        {"Items": [], "NextPageLink": "https://elsewhere.example/"},
    ),
    "empty": lambda _: (200, {}, {"Items": [], "NextPageLink": None}),
    "moved": lambda _: (302, {"Location": "https://elsewhere.example/"}, b""),
    "forbidden": lambda _: (403, {}, b"no"),
    "busy": lambda _: (503, {}, b""),
    "short": lambda _: (200, {"Content-Length": "99"}, b"{}"),
    "packed": lambda _: (200, {"Content-Encoding": "gzip"}, b"\x1f\x8b\x08\x00 broken"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_goes_wrong_the_table_stays_as_it_was(server, here, refresh, fault, monkeypatch):
    if fault == "short":
        monkeypatch.setattr(Handler, "protocol_version", "HTTP/1.0")
    table(here)
    server.answer = FAULTS[fault]
    with pytest.raises(Rejected) as stop:
        refresh(*VMS)
    assert {problem.code for problem in stop.value.problems} <= {"T605", "T606"}
    assert all(problem.mend for problem in stop.value.problems)
    assert (here / "prices" / "azure.csv").read_text("utf-8") == HEADER + OLD


def test_where_nothing_comes_of_it_no_folder_is_left(server, here, refresh):
    server.answer = FAULTS["garbage"]
    with pytest.raises(Rejected, match="T605"):
        refresh(*VMS)
    assert not (here / "prices").exists()


def test_the_last_page_counts_as_much_as_the_first(server, here, refresh):
    table(here)
    good = azure([item(0.2)], [])
    server.answer = lambda path: (500, {}, b"") if "skip=1" in path else good(path)
    with pytest.raises(Rejected, match="T606"):
        refresh(*VMS)
    assert (here / "prices" / "azure.csv").read_text("utf-8") == HEADER + OLD


def test_a_server_that_has_recovered_is_enough(server, here, refresh):
    good, times = azure([item(0.2)]), []

    def answer(path):
        times.append(path)
        return (429, {"Retry-After": "0"}, b"") if len(times) < 4 else good(path)

    server.answer = answer
    assert "1 new" in refresh(*VMS)[0]


def test_pages_without_end_are_left(server, here, refresh, monkeypatch):
    from tenfold.prices.feeds import crawl

    monkeypatch.setattr(crawl.crawl, "__defaults__", (20,))
    server.answer = lambda _: (
        200, {}, {"Items": [item(1)], "NextPageLink": f"/api?skip={len(server.asked)}"}
    )  # fmt: skip
    with pytest.raises(Rejected, match="its pages do not end: 20 were read"):
        refresh(*VMS)


def test_a_table_that_cannot_be_read_is_not_written_over(server, here, refresh):
    table(here, OLD.replace("0.1", "a lot"))
    server.answer = azure([item(0.2)])
    with pytest.raises(Rejected, match="T601"):
        refresh(*VMS)
    assert "a lot" in (here / "prices" / "azure.csv").read_text("utf-8")


def bulk(server):
    """AWS's three kinds of page; the file is packed, and breaks off half way the first time."""
    rate = {
        "unit": "Hrs", "beginRange": "0", "endRange": "Inf", "description": "x",
        "pricePerUnit": {"USD": "0.0960000000"},
    }  # fmt: skip
    attributes = {
        "regionCode": "us-east-1", "instanceType": "m5.large", "operatingSystem": "Linux",
        "preInstalledSw": "NA", "capacitystatus": "Used", "tenancy": "Shared",
        "noise": "".join(chr(65 + n * n % 57) for n in range(3_000)),
    }  # fmt: skip
    product = {"sku": "A", "productFamily": "Compute Instance", "attributes": attributes}
    demand = {"A": {"A.J": {"effectiveDate": "2026-11-01", "priceDimensions": {"A.J.R": rate}}}}
    offer = {"offerCode": "AmazonEC2", "products": {"A": product}, "terms": {"OnDemand": demand}}
    packed = gzip.compress(json.dumps(offer).encode())
    half = len(packed) // 2
    index = {"AmazonEC2": {"currentRegionIndexUrl": "/ec2/region_index.json"}}
    regions = {"us-east-1": {"currentVersionUrl": "/ec2/us-east-1.json"}}

    def answer(path):
        if path == "/offers/v1.0/aws/index.json":
            return 200, {}, {"offers": index}
        if path == "/ec2/region_index.json":
            return 200, {}, {"regions": regions}
        told = {"ETag": '"1"', "Content-Encoding": "gzip"}
        if server.asked[-1][1].get("Range") == f"bytes={half}-":
            says = f"bytes {half}-{len(packed) - 1}/{len(packed)}"
            return 206, {**told, "Content-Range": says}, packed[half:]
        return (
            200,
            {**told, "Content-Length": str(len(packed)), "Connection": "close"},
            packed[:half],
        )

    return answer


def test_a_bulk_file_is_found_resumed_unpacked_and_read(server, here, refresh):
    server.answer = bulk(server)
    out, err = refresh("aws", "--region", "us-east-1", "--service", "ec2")
    assert out == f"{Path('prices', 'aws.csv')}: 1 price: 1 new\n"
    assert err == "aws: 3 pages, 0.0 MB, 1 item\n"
    (row,) = read_table(here / "prices", "aws")
    assert (row.product, row.source) == ("aws/m5.large", "AWS price list, AmazonEC2")
    assert len(server.asked) == 4


# -- keys, files, words ---------------------------------------------------------------


def test_a_key_is_asked_for_sent_and_never_shown(server, here, refresh, monkeypatch, capsys):
    monkeypatch.delenv("GOOGLE_API_KEY", raising=False)
    with pytest.raises(Rejected, match="T606") as stop:
        refresh("gcp")
    assert "set GOOGLE_API_KEY" in stop.value.problems[0].mend
    monkeypatch.setenv("GOOGLE_API_KEY", "s3cret")
    server.answer = lambda _: (403, {}, b"the key s3cret is no good")
    with pytest.raises(Rejected) as stop:
        refresh("gcp")
    assert server.asked[0][1]["X-Goog-Api-Key"] == "s3cret"
    assert "s3cret" not in server.asked[0][0] + str(stop.value) + capsys.readouterr().err


def test_saved_pages_are_read_without_asking_anybody(server, here, refresh):
    table(here, OLD.replace("D2s", "D8s"))
    pages = here / "saved"
    pages.mkdir()
    for name, price in (("1", 0.1), ("2", 0.2)):
        page = {"Items": [item(price, armSkuName=f"Standard_D{name}s_v5")], "NextPageLink": "x"}
        (pages / f"{name}.json").write_text(json.dumps(page))
    out, _ = refresh("azure", "--from", pages, url=False)
    assert out.endswith("3 prices: 2 new, 1 not asked for\n")
    assert server.asked == []
    for wrong in ("nowhere.json", here / "prices"):
        with pytest.raises(Rejected, match="T901"):
            refresh("azure", "--from", wrong, url=False)


def test_models_fill_a_table_for_each_provider(here, refresh):
    pytest.importorskip("genai_prices")
    out, _ = refresh("llm", "--into", "lists", url=False)
    names = [line.partition(":")[0] for line in out.splitlines()]
    assert names == [str(Path("lists", f"{name}.csv")) for name in (
        "anthropic", "google", "groq", "mistral", "openai")]  # fmt: skip
    again, _ = refresh("llm", "--into", "lists", url=False)
    assert all(line.endswith("as before") for line in again.splitlines())


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["azur"], "Did you mean 'azure'"),
        (["oracle"], "There are aws, azure, gcp, llm"),
        (["aws"], "aws has a file for each region: name some with --region"),
        (["aws", "azure", "--url", "https://x"], "are for one provider"),
        (["aws", "--from", "x", "--url", "https://x"], "asks nobody"),
        (["azure", "--on", "yesterday"], "'yesterday' is no day"),
    ],
)
def test_wrong_words_are_told(here, args, why):
    with pytest.raises(click.UsageError) as stop:
        command.main(args, standalone_mode=False)
    assert why in stop.value.message
    assert not (here / "prices").exists()


def test_without_a_day_it_is_today(server, here, capsys):
    server.answer = azure([item(0.2)])
    command.main([*VMS, "--url", server.base], standalone_mode=False)
    (row,) = read_table(here / "prices", "azure")
    assert len(row.seen_on) == 10
    assert row.seen_on >= "2026-11-24"


# -- tables -----------------------------------------------------------------------------


def test_a_table_reads_as_it_is_written_and_is_sorted(here):
    rows = [
        Row(f"aws/{name}", "bytes", "global", "on_demand", "USD/10,000 requests", (Step(None, 1),),
                DAY,
            'a "list", of prices', note="with, commas; and 'quotes'")
        for name in ("b", "a", "c")
    ]  # fmt: skip
    write_table(here, "aws", rows)
    assert read_table(here, "aws") == tuple(sorted(rows, key=lambda row: row.key))
    assert read_table(here, "none") == ()


def test_two_at_once_are_one_after_the_other(here, server, refresh):
    pytest.importorskip("fcntl")
    server.answer = azure([item(0.2)])
    with held(here / "prices"), pytest.raises(Rejected, match="is being refreshed already"):
        refresh(*VMS)
    refresh(*VMS)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills otherwise")
@pytest.mark.parametrize("after", [1, 3])
def test_a_kill_in_the_middle_leaves_the_table_whole(server, here, refresh, after):
    """Killed while it waits for a page; the next run does not mind what it left."""
    table(here)
    good = azure(*[[item(0.2, armSkuName=f"Standard_D{n}s_v5")] for n in range(5)])
    reached, go = threading.Event(), threading.Event()

    def answer(path):
        if len(server.asked) == after:
            reached.set()
            go.wait(10)
        return good(path)

    server.answer = answer
    code = f"from {command.callback.__module__} import command; command.main(standalone_mode=False)"
    done = subprocess.Popen(
        [sys.executable, "-c", code, *VMS, "--url", server.base], stderr=subprocess.DEVNULL
    )
    assert reached.wait(20)
    done.kill()
    done.wait()
    go.set()
    assert (here / "prices" / "azure.csv").read_text("utf-8") == HEADER + OLD
    server.answer = good
    assert "4 new, 1 dearer" in refresh(*VMS)[0]
    assert [path.name for path in (here / "prices").iterdir()] == ["azure.csv"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills otherwise")
def test_a_kill_while_a_table_is_written_leaves_one_or_the_other(here):
    """Killed again and again while nothing is done but writing tables of two kinds."""
    code = (
        "import sys; from pathlib import Path; from tenfold.app.shelves import write_table\n"
        "from tenfold.prices.row import Row, Step\n"
        "def rows(day): return [Row(f'aws/{n}', 'bytes', 'global', 'on_demand', 'USD/GiB',"
        " (Step(None, 1),), day, 'x') for n in range(300)]\n"
        "both = rows('2026-01-01'), rows('2026-02-02')\n"
        "while True:\n"
        "    for each in both: write_table(Path('.'), 'aws', each)\n"
        "    print('.', flush=True)\n"
    )
    for _ in range(3):
        done = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        done.stdout.read(2)
        time.sleep(0.01)
        done.kill()
        done.wait()
        done.stdout.close()
        found = read_table(here, "aws")
        assert len(found) == 300
        assert len({row.seen_on for row in found}) == 1
    with held(here):  # whoever comes next clears away what was half written
        assert [path.name for path in here.iterdir()] == ["aws.csv"]
