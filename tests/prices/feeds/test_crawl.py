"""A crawl goes where it may, ends, and takes a page for what it is or not at all."""

from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.errors import Rejected
from tenfold.prices.feeds.crawl import crawl, host_of
from tenfold.prices.feeds.feed import Asked, Feed, Page, Rate

BASE = "https://prices.example"


def feed(pages):
    """A feed whose pages are given by what they lead to."""

    def read(chunks, asked, wanted):
        del chunks, wanted
        rate = Rate("aws/x", "bytes", "global", "on_demand", "USD/GiB", Fraction(1), "list")
        return Page((rate,), tuple(Asked(to, "list") for to in pages(asked.address)))

    return Feed("test", "Test", "test", BASE, lambda base, _: (Asked(f"{base}/1"),), read)


def opened(address):
    yield address.encode()


def test_pages_may_be_named_from_where_they_stand(wanted):
    seen = []
    links = {f"{BASE}/1": ["/2"], f"{BASE}/2": ["3?a=b"], f"{BASE}/3?a=b": [f"{BASE}:443/4"]}

    def pages(address):
        seen.append(address)
        return links.get(address, [])

    harvest = crawl(feed(pages), BASE, wanted, opened)
    assert seen == [f"{BASE}/1", f"{BASE}/2", f"{BASE}/3?a=b", f"{BASE}:443/4"]
    assert len(harvest.rows) == 1


@pytest.mark.parametrize(
    ("to", "what"),
    [
        ("https://elsewhere.example/2", "this page leads to another place: https://elsewhere"),
        ("http://prices.example/2", "this page leads to another place"),
        ("https://prices.example:8443/2", "this page leads to another place"),
        ("//elsewhere.example/2", "this page leads to another place"),
        ("file:///etc/passwd", "this page leads to another place"),
        ("https://prices.example:port/2", "this page leads to another place"),
        ("https://[::1/2", "this page leads to another place"),
        ("/" + "a" * 5_000, "this page leads to another place"),
        ("/1", "this page leads back to one that was read before"),
    ],
)
def test_a_page_leads_nowhere_else(wanted, to, what):
    with pytest.raises(Rejected, match="T605") as refused:
        crawl(feed(lambda _: [to]), BASE, wanted, opened)
    assert refused.value.problems[0].what.startswith(what)


def test_pages_without_end_are_left(wanted):
    with pytest.raises(Rejected, match="its pages do not end: 25 were read"):
        crawl(feed(lambda address: [f"{address}1"]), BASE, wanted, opened, most=25)


def test_a_circle_of_pages_is_seen(wanted):
    turns = {f"{BASE}/1": ["/2"], f"{BASE}/2": ["/3"], f"{BASE}/3": ["/2"]}
    with pytest.raises(Rejected, match="leads back"):
        crawl(feed(turns.__getitem__), BASE, wanted, opened)


def test_only_regions_that_are_wanted_are_kept(wanted):
    asks = replace(wanted, regions=("eu-west-1",))
    assert len(crawl(feed(lambda _: []), BASE, asks, opened).rows) == 1  # it is priced everywhere


@given(st.text(max_size=40))
def test_any_address_has_a_host_or_is_none(text):
    with suppress(ValueError):
        assert len(host_of(text)) == 3
