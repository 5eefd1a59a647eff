"""A bulk price list of any size, read as it streams, beside json.load and bare ijson.

    python benchmarks/bulk.py                # 50 MB
    python benchmarks/bulk.py --megabytes 1000

Each way runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_FAMILIES = ("m5", "c5", "r5", "m6i", "c7g", "r7i", "t3", "g5")
_SIZES = ("large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "24xlarge")
_SYSTEMS = ("Linux", "Windows", "RHEL", "SUSE")
_TENANCIES = ("Shared", "Dedicated", "Host")
_INSTALLED = ("NA", "SQL Web", "SQL Std", "SQL Ent")
_STATES = ("Used", "UnusedCapacityReservation", "AllocatedCapacityReservation")
_BYTES_EACH = 11_400


def main() -> None:
    """Make a file, read it in every way, and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=50)
    parser.add_argument("--way", choices=sorted(WAYS))
    parser.add_argument("--file", type=Path)
    given = parser.parse_args()
    if given.way:
        _child(given.way, given.file)
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "offer.json"
        _write(file, given.megabytes * 1_000_000 // _BYTES_EACH)
        size = file.stat().st_size / 1e6
        print(f"an offer file of {size:,.0f} MB")
        for way in ("nothing", "tenfold", "ijson", "json"):
            command = [sys.executable, __file__, "--way", way, "--file", str(file)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"{way:8}  failed ({done.returncode}): out of memory?")
                continue
            told = json.loads(done.stdout)
            speed = f"{size / told['seconds']:7.1f} MB/s" if way != "nothing" else " " * 12
            print(f"{way:8} {speed}  peak {told['peak']:8.1f} MB  {told['found']}", flush=True)


def _child(way: str, file: Path) -> None:
    start = time.perf_counter()
    found = WAYS[way](file)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1 if sys.platform == "linux" else 1024
    )
    print(json.dumps({"seconds": seconds, "peak": peak * 1024 / 1e6, "found": found}))


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while chunk := opened.read(1 << 18):
            yield chunk


def _nothing(file: Path) -> str:
    from tenfold.prices.feeds.table import FEEDS

    return f"what Python and {len(FEEDS)} feeds take, reading none of {file.name}"


def _tenfold(file: Path) -> str:
    from tenfold.prices.feeds.crawl import gather
    from tenfold.prices.feeds.feed import Asked, Wanted
    from tenfold.prices.feeds.table import FEEDS

    feed, wanted = FEEDS["aws"], Wanted("2026-11-24", ("us-east-1",))
    page = feed.read(_chunks(file), Asked(file.name, region="us-east-1"), wanted)
    harvest = gather(feed, [page], wanted)
    left = len(harvest.skipped)
    return f"{len(harvest.rows):,} prices of {harvest.seen:,} products, {left} left out"


def _ijson(file: Path) -> str:
    import ijson

    with file.open("rb") as opened:
        events = sum(1 for _ in ijson.basic_parse(opened, buf_size=1 << 18))
    return f"{events:,} events by {ijson.backend}, and nothing done with them"


def _json(file: Path) -> str:
    with file.open("rb") as opened:
        return f"{len(json.load(opened)['products']):,} products, and nothing done with them"


WAYS: dict[str, Callable[[Path], str]] = {
    "nothing": _nothing,
    "tenfold": _tenfold,
    "ijson": _ijson,
    "json": _json,
}


def _write(file: Path, products: int) -> None:
    """An offer of EC2: every machine with every system, tenancy and software, as there are."""
    with file.open("w", encoding="utf-8") as out:
        head = {"formatVersion": "v1.0", "disclaimer": "made up", "offerCode": "AmazonEC2"}
        out.write(json.dumps({**head, "version": "1", "publicationDate": "2026-11-01"})[:-1])
        out.write(', "products": {')
        for place in range(products):
            out.write(f"{',' if place else ''}\n{json.dumps(_sku(place))} : ")
            out.write(json.dumps(_product(place), indent=2))
        out.write('}, "terms": {"OnDemand": {')
        for place in range(products):
            out.write(f"{',' if place else ''}\n{json.dumps(_sku(place))} : ")
            out.write(json.dumps(dict([_offer(place, 0)]), indent=2))
        out.write('}, "Reserved": {')
        for place in range(products):
            out.write(f"{',' if place else ''}\n{json.dumps(_sku(place))} : ")
            out.write(json.dumps(dict(_offer(place, term) for term in range(1, 13)), indent=2))
        out.write("}}}")


def _sku(place: int) -> str:
    return f"SKU{place:011d}"


def _product(place: int) -> dict[str, object]:
    rest, family = divmod(place, len(_FAMILIES))
    rest, size = divmod(rest, len(_SIZES))
    rest, system = divmod(rest, len(_SYSTEMS))
    rest, tenancy = divmod(rest, len(_TENANCIES))
    rest, installed = divmod(rest, len(_INSTALLED))
    rest, state = divmod(rest, len(_STATES))
    told = {
        "servicecode": "AmazonEC2", "location": "US East (N. Virginia)",
        "locationType": "AWS Region",
        "regionCode": "us-east-1",
        "instanceType": f"{_FAMILIES[family]}{rest or ''}.{_SIZES[size]}",
        "operatingSystem": _SYSTEMS[system], "tenancy": _TENANCIES[tenancy],
        "preInstalledSw": _INSTALLED[installed], "capacitystatus": _STATES[state], "vcpu": "8",
        "memory": "32 GiB", "licenseModel": "No License required",
    }  # fmt: skip
    padding = {f"attribute{n}": f"a value of attribute {n}" for n in range(24)}
    return {
        "sku": _sku(place),
        "productFamily": "Compute Instance",
        "attributes": {**told, **padding},
    }


def _offer(place: int, term: int) -> tuple[str, dict[str, object]]:
    upfront = term % 3 == 1
    price = {
        "rateCode": f"{_sku(place)}.{term}.6YS6EN2CT7", "rateDescription": "made up", "unit": "Hrs",
        "description": "$0.096 per On Demand Linux m5.large Instance Hour", "appliesTo": [],
        "pricePerUnit": {"USD": f"0.{place % 9_000 + 1_000}000000"}, "beginRange": "0",
        "endRange": "Inf",
    }  # fmt: skip
    once = {**price, "unit": "Quantity", "pricePerUnit": {"USD": "1000"}}
    dimensions = {"a": price, "b": once} if upfront else {"a": price}
    terms = {
        "LeaseContractLength": "1yr" if term < 7 else "3yr",
        "OfferingClass": "standard" if term % 2 else "convertible",
        "PurchaseOption": ("No Upfront", "All Upfront", "Partial Upfront")[term % 3],
    }  # fmt: skip
    return f"{_sku(place)}.{term}", {
        "offerTermCode": str(term), "sku": _sku(place), "effectiveDate": "2026-11-01T00:00:00Z",
        "priceDimensions": dimensions, "termAttributes": terms if term else {},
    }  # fmt: skip


if __name__ == "__main__":
    main()
