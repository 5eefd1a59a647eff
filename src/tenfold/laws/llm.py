"""llm: requests to language models, some answered on servers of one's own.

The local share runs on GPU servers, stated or sized by what one carries; the
rest is bought by the request or by the token.
"""

from __future__ import annotations

from tenfold.laws.law import Law, Measure, Need, Setting, Settings, Sizing
from tenfold.quantity.expr import Expr, ceil

__all__ = ["LAW"]


def _bought(s: Settings) -> list[Need]:
    hosted = s.figure(
        "hosted_requests", "the share that is bought",
        lambda: s["requests"] * (1 - s["local_share"]),
    )  # fmt: skip
    sides = [side for side in ("in", "out") if _counted(s, side)]
    needs = [_tokens(s, side, hosted) for side in sides]
    if not needs or "price" in s:
        ask = s.ask("a hosted request", "price", "requests", "model")
        needs.insert(0, Need("hosted", "hosted requests", hosted, ask))
    return needs


def _counted(s: Settings, side: str) -> bool:
    return any(f"{name}_{side}" in s for name in ("tokens", "hosted_tokens", "price"))


def _tokens(s: Settings, side: str, hosted: Expr) -> Need:
    title = f"{side}put tokens"
    tokens = s.figure(
        f"hosted_tokens_{side}", f"{title} of hosted requests",
        lambda: hosted * s[f"tokens_{side}"],
    )  # fmt: skip
    return Need(
        f"tokens_{side}", title, tokens, s.ask(title, f"price_{side}", f"tokens_{side}", "model"),
        instead_of="hosted",
    )  # fmt: skip


def _sized(s: Settings) -> Expr:
    local = s.figure(
        "local_requests", "the share answered on own servers",
        lambda: s["requests"] * s["local_share"],
    )  # fmt: skip
    return ceil(local * s["peak_to_mean"] / s["throughput"])


def _local(s: Settings) -> list[Need]:
    why = "local requests at their peak over what one server carries"
    servers = s.figure("servers", why, lambda: _sized(s))
    ask = s.ask("a GPU server", "server_price", "instance", "machine")
    return [Need("servers", s.word("machine", "GPU servers"), servers, ask)]


def size(s: Settings) -> Sizing:
    """Requests that are bought, and servers for those that are not."""
    bought = _bought(s) if "requests" in s or "hosted_requests" in s else []
    own = s.said("local_share", "local_requests", "throughput", "servers")
    return Sizing((*bought, *(_local(s) if own else ())))


LAW = Law(
    kind="llm",
    title="Language models",
    meaning="Requests to language models, hosted or on GPU servers of one's own.",
    settings=(
        Setting("requests", Measure("thing / time"), "Requests, on average.", "10B requests/month"),
        Setting(
            "local_share", Measure("share"), "The share answered on own servers.", "80%",
            default="0%", source="everything is bought", slope=0,
        ),
        Setting(
            "local_requests", Measure("thing / time"), "Requests answered on own servers.",
            "8B requests/month", figure=True,
        ),
        Setting(
            "hosted_requests", Measure("thing / time"), "Requests that are bought.",
            "2B requests/month", figure=True,
        ),
        Setting(
            "tokens_in", Measure("token / thing"), "Tokens sent with a request.",
            "700 tokens/request",
        ),
        Setting(
            "tokens_out", Measure("token / thing"), "Tokens that come back.", "250 tokens/request"
        ),
        Setting(
            "hosted_tokens_in", Measure("token / time"), "Input tokens that are bought.",
            "1.4T tokens/month", figure=True,
        ),
        Setting(
            "hosted_tokens_out", Measure("token / time"), "Output tokens that are bought.",
            "500B tokens/month", figure=True,
        ),
        Setting(
            "throughput", Measure("thing / time / thing"), "What one GPU server carries.",
            "2 requests/s/instance", slope=-1,
        ),
        Setting(
            "peak_to_mean", Measure("number"), "How far the peak stands above the mean.", "2.5x",
            default="1x", source="requests that come evenly",
        ),
        Setting("servers", Measure("thing"), "GPU servers.", "10,000 instances", figure=True),
        Setting(
            "price", Measure("money / thing"), "The price of a hosted request.", "$0.002/request"
        ),
        Setting(
            "price_in", Measure("money / token"), "The price of input tokens.", "$2.50/1M tokens"
        ),
        Setting(
            "price_out", Measure("money / token"), "The price of output tokens.", "$10/1M tokens"
        ),
        Setting(
            "server_price", Measure("money / thing / time"), "The price of a GPU server.",
            "$0.35/instance/hour",
        ),
        Setting("model", None, "The hosted model.", "openai/gpt-4-turbo"),
        Setting("machine", None, "The GPU machine.", "gcp/n1-standard-8 + T4"),
        Setting("region", None, "Where it runs.", "us-central1"),
        Setting("term", None, "How it is bought.", "on_demand"),
    ),
    ways=(
        ("requests",), ("hosted_requests",), ("local_requests", "throughput"), ("servers",),
    ),
    size=size,
)  # fmt: skip
