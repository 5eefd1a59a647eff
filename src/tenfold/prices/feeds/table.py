"""Every feed, by name. A feed that is not in this table does not exist."""

from __future__ import annotations

from collections.abc import Mapping

from tenfold.prices.feeds import aws, azure, gcp, llm
from tenfold.prices.feeds.feed import Feed

__all__ = ["FEEDS"]

FEEDS: Mapping[str, Feed] = {feed.name: feed for feed in (aws.FEED, azure.FEED, gcp.FEED, llm.FEED)}
