"""llm: requests to language models, some answered on servers of one's own.

The local share runs on GPU servers, stated or sized by what one carries: in
requests, or in tokens, which are stated or follow from the memory, bandwidth
and arithmetic of a server. The rest is bought by the request or by the token.
"""

from __future__ import annotations

from fractions import Fraction

from tenfold.laws.law import Law, Limit, Measure, Need, Setting, Settings, Sizing, counted_in
from tenfold.quantity.bind import q
from tenfold.quantity.expr import Const, Expr, Named, call, ceil, maximum

__all__ = ["LAW"]

_NONE = q("0")
_A_TOKEN = q("1 token")


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
    at_peak = local * s["peak_to_mean"]
    if "throughput" in s or not s.said("decode_rate", "weights"):
        busy = at_peak / s["throughput"]
    else:
        busy = at_peak * _time(s)
    if s.said("target_utilisation"):
        busy = busy / s["target_utilisation"]
    spare = s.get("spare")
    return ceil(busy) if spare is None else ceil(busy) + spare


def _time(s: Settings) -> Expr:
    """How long a request takes of a server: to answer, and to read where that is apart.

    A stated decode rate is measured on whole requests, unless the rate of reading
    is said beside it. A computed one is of answering alone.
    """
    stated = s.said("decode_rate")
    decoding = s["tokens_out"] / s.figure(
        "decode_rate", "a token for everybody in the batch, in the time of one step",
        lambda: counted_in(_batch(s), _A_TOKEN) / _step(s),
    )  # fmt: skip
    reads = s.said("prefill_rate", "compute") if stated else "tokens_in" in s
    if not reads:
        return decoding
    prefill = s.figure(
        "prefill_rate", "the arithmetic of a server over that of a token",
        lambda: s["compute"] * s["compute_use"] / s["work_per_token"],
    )  # fmt: skip
    return decoding + s["tokens_in"] / prefill


def _context_bytes(s: Settings) -> Expr:
    """What one request keeps in memory: as stated, or its whole prompt and answer."""
    context = s.get("context")
    if context is None:
        context = s["tokens_in"] + s["tokens_out"] if "tokens_in" in s else s["tokens_out"]
    return context * s["kv_per_token"]


def _slots(s: Settings) -> Named:
    def fitting() -> Expr:
        left = s["memory"] * s["memory_use"] - s["weights"]
        return maximum(call("floor", left / _context_bytes(s)), _NONE)

    return s.figure("slots", "whole contexts in the memory beside the weights", fitting)


def _batch(s: Settings) -> Named:
    """At least one, so that there is a size to tell; a Limit says where not even that fits."""
    return s.figure(
        "batch", "as many as memory holds",
        lambda: maximum(_slots(s), Const(Fraction(1), _slots(s).unit)),
    )  # fmt: skip


def _step(s: Settings) -> Named:
    """Weights and contexts are read once for a token of each; or arithmetic takes longer."""
    asked = [
        (
            "step_by_bandwidth", "weights and contexts over the bandwidth that is reached",
            lambda: (
                (s["weights"] + _batch(s) * _context_bytes(s))
                / (s["bandwidth"] * s["bandwidth_use"])
            ),
        )
    ]  # fmt: skip
    if "compute" in s:
        asked.append((
            "step_by_compute", "a token of each over the arithmetic that is reached",
            lambda: (
                counted_in(_batch(s), _A_TOKEN)
                * s["work_per_token"]
                / (s["compute"] * s["compute_use"])
            ),
        ))  # fmt: skip
    return s.most("step_time", "the longer of the two", *asked)


def _local(s: Settings) -> list[Need]:
    why = "local requests at their peak over what one server carries"
    servers = s.figure("servers", why, lambda: _sized(s))
    ask = s.ask("a GPU server", "server_price", "instance", "machine")
    return [Need("servers", s.word("machine", "GPU servers"), servers, ask)]


def _limits(s: Settings) -> tuple[Limit, ...]:
    """No batch is larger than memory holds."""
    if "batch" not in s.figures or "slots" not in s.figures:
        return ()
    mend = "take servers with more memory, smaller weights, a smaller batch or a shorter context"
    return (Limit(s.figures["batch"], s.figures["slots"], mend),)


def size(s: Settings) -> Sizing:
    """Requests that are bought, and servers for those that are not."""
    bought = _bought(s) if "requests" in s or "hosted_requests" in s else []
    own = s.said("local_share", "local_requests", "throughput", "servers", "decode_rate", "weights")
    return Sizing((*bought, *(_local(s) if own else ())), _limits(s))


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
            "decode_rate", Measure("token / time / thing"),
            "Tokens that one server answers, prompts read meanwhile unless 'prefill_rate' or"
            " 'compute' is said.", "2,500 tokens/s/instance", figure=True, slope=-1,
        ),
        Setting(
            "prefill_rate", Measure("token / time / thing"), "Tokens of prompts one server reads.",
            "20,000 tokens/s/instance", figure=True, slope=-1,
        ),
        Setting(
            "weights", Measure("information / thing"), "The model as a server holds it.",
            "16 GB/instance",
        ),
        Setting(
            "memory", Measure("information / thing"), "The GPU memory of a server.",
            "80 GB/instance", slope=-1,
        ),
        Setting(
            "memory_use", Measure("share"), "The share of it for weights and contexts.", "90%",
            slope=-1, default="90%", source="vLLM's own gpu_memory_utilization; 80% to 95%",
            if_asked=True,
        ),
        Setting(
            "bandwidth", Measure("information / time / thing"), "How fast that memory is read.",
            "2,039 GB/s/instance", slope=-1,
        ),
        Setting(
            "bandwidth_use", Measure("share"), "The share of it that decoding reaches.", "70%",
            slope=-1, default="70%",
            source="vLLM, 77% on an A100 with Llama 3.1 8B; 60% to 80%, llama.cpp 35% to 60%",
            if_asked=True,
        ),
        Setting(
            "kv_per_token", Measure("information / token"), "What a token of context keeps there.",
            "131 KB/token",
        ),
        Setting(
            "context", Measure("token / thing"),
            "Tokens of a request in memory; prompt and answer where it is left out.",
            "2,000 tokens/request",
        ),
        Setting(
            "compute", Measure("thing / time / thing"), "The arithmetic of a server.",
            "312T operations/s/instance", slope=-1,
        ),
        Setting(
            "compute_use", Measure("share"), "The share of it that is reached.", "50%",
            slope=-1, default="50%",
            source="roofline of an H100 with 8B, 18% above what is published; 40% to 60%",
            if_asked=True,
        ),
        Setting(
            "work_per_token", Measure("thing / token"),
            "The arithmetic of a token: twice the parameters.", "16B operations/token",
        ),
        Setting(
            "slots", Measure("thing / thing"), "Requests that memory holds at once.",
            "213 requests/instance", figure=True,
        ),
        Setting(
            "batch", Measure("thing / thing"),
            "Requests answered at once; fewer than memory holds for shorter steps.",
            "64 requests/instance", figure=True,
        ),
        Setting(
            "step_by_bandwidth", Measure("time"), "A step by what is read.", "20 ms", figure=True
        ),
        Setting(
            "step_by_compute", Measure("time"), "A step by what is computed.", "5 ms",
            figure=True,
        ),
        Setting(
            "step_time", Measure("time"), "From one token of an answer to its next.", "20 ms",
            figure=True,
        ),
        Setting(
            "target_utilisation", Measure("share"),
            "The share of what it carries that a server is planned at.", "70%",
            slope=-1, default="100%", source="what is stated is what is carried; 50% to 80%",
            if_asked=True,
        ),
        Setting("spare", Measure("thing"), "Servers beyond what the peak needs.", "1 instance"),
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
        ("local_requests", "tokens_out", "decode_rate"),
        ("local_requests", "tokens_out", "weights", "memory", "bandwidth", "kv_per_token"),
    ),
    size=size,
)  # fmt: skip
