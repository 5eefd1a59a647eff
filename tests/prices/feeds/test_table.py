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
