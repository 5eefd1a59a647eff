"""llm: requests to language models, some answered on servers of one's own.

The local share runs on GPU servers, stated or sized by what one carries; the
rest is bought by the request or by the token.
"""

from __future__ import annotations

from tenfold.laws.law import Law, Measure, Need, Setting, Settings, Sizing
from tenfold.quantity.bind import q
from tenfold.quantity.expr import Expr, ceil

__all__ = ["LAW"]

_ALL = q("100%")


def _hosted(s: Settings) -> Expr:
    return s["requests"] * (_ALL - s["local_share"])


def _local(s: Settings) -> list[Need]:
    if "local_share" not in s.stated and not ({"throughput", "servers"} & (set(s.given) | s.stated)):
        return []
    local = s.figure("local_requests", lambda: s["requests"] * s["local_share"], "the share answered on own servers")
    servers = s.figure(
        "servers", lambda: ceil(local * s["peak_to_mean"] / s["throughput"]), "local requests at their peak over what one server carries"
    )
    return [Need("servers", s.word("machine") or "GPU servers", servers, s.ask("a GPU server", "server_price", "machine", "region", "term"))]


def _bought(s: Settings) -> list[Need]:
    if "requests" not in s and "hosted_requests" not in s.stated:
        return []
    hosted = s.figure("hosted_requests", lambda: _hosted(s), "the share that is bought")
    needs: list[Need] = []
    for side, title in (("in", "input tokens"), ("out", "output tokens")):
        if f"tokens_{side}" in s:
            tokens = s.figure(f"hosted_tokens_{side}", lambda side=side: hosted * s[f"tokens_{side}"], f"{title} of hosted requests")  # type: ignore[misc]
            needs.append(Need(f"tokens_{side}", title, tokens, s.ask(title, f"price_{side}", "model")))
    if not needs or "price" in s:
        needs.insert(0, Need("hosted", "hosted requests", hosted, s.ask("a hosted request", "price", "model")))
    return needs


def size(s: Settings) -> Sizing:
    """Requests that are bought, and servers for those that are not."""
    return Sizing((*_bought(s), *_local(s)))


LAW = Law(
    kind="llm",
    title="Language models",
    meaning="Requests to language models, hosted or on GPU servers of one's own.",
    settings=(
        Setting("requests", Measure("thing / time"), "Requests, on average.", "10B requests/month"),
        Setting(
            "local_share", Measure("number"), "The share answered on own servers.", "80%",
            default="0%", source="everything is bought",
        ),
        Setting("local_requests", Measure("thing / time"), "Requests answered on own servers.", "8B requests/month", figure=True),
        Setting("hosted_requests", Measure("thing / time"), "Requests that are bought.", "2B requests/month", figure=True),
        Setting("tokens_in", Measure("token / thing"), "Tokens sent with a request.", "700 tokens/request"),
        Setting("tokens_out", Measure("token / thing"), "Tokens that come back.", "250 tokens/request"),
        Setting("hosted_tokens_in", Measure("token / time"), "Input tokens that are bought.", "1.4T tokens/month", figure=True),
        Setting("hosted_tokens_out", Measure("token / time"), "Output tokens that are bought.", "500B tokens/month", figure=True),
        Setting("throughput", Measure("thing / time / thing"), "What one GPU server carries.", "2 requests/s/instance"),
        Setting(
            "peak_to_mean", Measure("number"), "How far the peak stands above the mean.", "2.5x",
            default="1x", source="requests that come evenly",
        ),
        Setting("servers", Measure("thing"), "GPU servers.", "10,000 instances", figure=True),
        Setting("price", Measure("money / thing"), "The price of a hosted request.", "$0.002/request"),
        Setting("price_in", Measure("money / token"), "The price of input tokens.", "$2.50/1M tokens"),
        Setting("price_out", Measure("money / token"), "The price of output tokens.", "$10/1M tokens"),
        Setting("server_price", Measure("money / thing / time"), "The price of a GPU server.", "$0.35/instance/hour"),
        Setting("model", None, "The hosted model.", "openai/gpt-4-turbo"),
        Setting("machine", None, "The GPU machine.", "gcp/n1-standard-8 + T4"),
        Setting("region", None, "Where it runs.", "us-central1"),
        Setting("term", None, "How it is bought.", "on_demand"),
    ),
    ways=(("requests",), ("hosted_requests",), ("servers",)),
    size=size,
)  # fmt: skip
