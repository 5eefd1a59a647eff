"""Every feed is in the table, has the same shape, and imports what is heavy when it is used."""

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from tenfold.prices import feeds
from tenfold.prices.feeds.feed import Feed
from tenfold.prices.feeds.table import FEEDS

MODULES = [
    importlib.import_module(f"tenfold.prices.feeds.{module.name}")
    for module in pkgutil.iter_modules(feeds.__path__)
]


def test_every_feed_is_in_the_table():
    found = {module.FEED.name: module.FEED for module in MODULES if hasattr(module, "FEED")}
    assert found == FEEDS
    assert set(FEEDS) == {"aws", "azure", "gcp", "llm"}


def test_every_feed_has_a_test_and_an_address_of_its_own():
    tests = {path.stem for path in Path(__file__).parent.glob("test_*.py")}
    for name, feed in FEEDS.items():
        assert isinstance(feed, Feed)
        assert f"test_{name}" in tests
        assert feed.base == "" or urlsplit(feed.base).scheme == "https"
        assert feed.title
        assert feed.sources


def test_nothing_heavy_is_imported_before_it_is_used():
    code = (
        "import sys; import tenfold.prices.feeds.table, tenfold.app.fetch;"
        "print([name for name in ('ijson', 'urllib3', 'genai_prices') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_every_unit_is_one_that_the_language_reads():
    from tenfold.prices.feeds import aws_names, measures
    from tenfold.prices.rates import known_unit

    units = {
        *measures._OURS,
        *aws_names._COUNTED,
        *(unit for _, unit, _ in aws_names.UNITS.values()),
    }
    units |= {"1M tokens"}
    assert [unit for unit in sorted(units) if known_unit(f"USD/{unit}") is None] == []


def test_every_meter_and_area_is_one_that_the_catalogue_has():
    from tenfold.prices.feeds import aws_names, azure_names, gcp_names, measures
    from tenfold.prices.feeds.feed import AREAS
    from tenfold.prices.regions import regions
    from tenfold.prices.row import METERS

    meters = {rule.meter for rule in (*aws_names._RULES, *gcp_names._RULES)}
    meters |= {rule.counts for rule in azure_names._RULES}
    meters |= {meter for meter, _ in measures._MEANT.values()}
    assert meters <= set(METERS)
    areas = {code for code, region in regions().items() if not region.provider}
    assert {*aws_names._VIEWERS.values(), *sum(azure_names._ZONES.values(), ())} <= {
        *areas,
        "india",
    }
    assert areas <= AREAS
