"""Language models: prices of a package, by length of request, in batches, and of their day."""

import sys
from dataclasses import replace

import pytest

from tenfold.errors import Rejected
from tenfold.prices.feeds.crawl import crawl
from tenfold.prices.feeds.feed import Asked
from tenfold.prices.feeds.llm import FEED


@pytest.fixture
def rows(wanted, told):
    pytest.importorskip("genai_prices")

    def read(**more):
        asks = replace(wanted, **more)
        return crawl(FEED, FEED.base, asks, pytest.fail)

    return read


def test_models_have_prices_by_what_is_sent_and_answered(rows, told):
    found = told(rows().rows)
    here = ("global", "on_demand")
    assert found["openai/gpt-4-turbo", "tokens_in", *here] == [("", "USD/1M tokens", "10")]
    assert found["openai/gpt-4-turbo", "tokens_out", *here] == [("", "USD/1M tokens", "30")]
    assert {key[0].partition("/")[0] for key in found} == {
        "openai", "anthropic", "google", "mistral", "groq",
    }  # fmt: skip


def test_a_long_request_has_a_price_of_its_own(rows, told):
    found = told(rows(services=("google",)).rows)
    assert found["google/gemini-2.5-pro", "tokens_in", "global", "on_demand"] == [
        ("context=standard", "USD/1M tokens", "1.25"),
        ("context=long", "USD/1M tokens", "2.5"),
    ]


def test_batches_hold_from_their_day_on(rows, told):
    batch = ("openai/gpt-4-turbo-batch", "tokens_in", "global", "on_demand")
    assert told(rows().rows)[batch] == [("", "USD/1M tokens", "5")]
    assert batch not in told(rows(seen_on="2026-10-01").rows)


def test_of_prices_with_a_date_the_newest_that_holds_is_meant(wanted):
    from datetime import date
    from types import SimpleNamespace as Made

    from tenfold.prices.feeds import llm

    def priced(number, day):
        started = Made(start_date=date.fromisoformat(day)) if day else None
        return Made(
            constraint=started, prices=Made(input_mtok=number), when={"processing": "batch"}
        )

    dated = [priced("1", ""), priced("2", "2026-02-02"), priced("3", "2027-01-01")]
    by_hour = Made(constraint=Made(start_time=1), prices=Made(input_mtok="9"), when={})
    model = Made(id="ft:m:free", prices=[*dated, by_hour], price_variants=dated)
    found = [(rate.product, int(rate.rate)) for rate in llm._model("openai", model, "x", wanted)]
    assert found == [("openai/ft-m-free", 2), ("openai/ft-m-free-batch", 2)]


def test_each_row_says_where_it_is_from_and_no_later_than_today(rows):
    harvest = rows()
    assert {row.evidence for row in harvest.rows} == {"secondary"}
    assert all(
        row.source == f"genai-prices, {row.product.partition('/')[0]}" for row in harvest.rows
    )
    assert all("2026-01-01" < row.seen_on <= "2026-11-24" for row in harvest.rows)
    assert all("genai-prices " in row.note for row in harvest.rows)
    assert ("genai-prices, openai", "") in harvest.covers
    assert all(skip.why for skip in harvest.skipped)


def test_without_the_package_it_says_how_to_come_by_it(wanted, monkeypatch):
    monkeypatch.setitem(sys.modules, "genai_prices", None)
    with pytest.raises(Rejected) as refused:
        crawl(FEED, FEED.base, wanted, pytest.fail)
    (problem,) = refused.value.problems
    assert (problem.code, problem.mend) == ("T606", "pip install 'tenfold[llm]'")


def test_it_reads_no_pages(wanted):
    with pytest.raises(Rejected, match="come from a package, and not from pages"):
        FEED.read([b"{}"], Asked("page.json"), wanted)
