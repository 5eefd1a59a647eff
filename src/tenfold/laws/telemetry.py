"""telemetry: logs, metrics and traces, by what is taken in and how long it is kept.

Each is stated, or follows: logs and spans from requests, less what is sampled
away; metrics from what tells them, and how many series it tells.
"""

from __future__ import annotations

from collections.abc import Callable

from tenfold.laws.law import Law, Measure, Need, Setting, Settings, Sizing
from tenfold.quantity.expr import Expr

__all__ = ["LAW"]


def _logs(s: Settings) -> Need:
    logs = s.figure(
        "logs", "what requests log, less what is sampled away",
        lambda: s["requests"] * s["log_size"] * s["kept"],
    )  # fmt: skip
    return Need("logs", "logs", logs, s.ask("log ingestion", "log_price", "logs", "service"))


def _metrics(s: Settings) -> Need:
    why = "what every source tells" if "sources" in s else "metrics"
    metrics = s.figure("metrics", why, lambda: s["sources"] * s["series_per_source"])
    ask = s.ask("metrics", "metric_price", "metrics", "service")
    return Need("metrics", "metrics", metrics, ask)


def _spans(s: Settings) -> Need:
    why = "what requests trace" if "spans_per_request" in s else "trace spans"
    spans = s.figure("spans", why, lambda: s["requests"] * s["spans_per_request"] * s["traced"])
    ask = s.ask("trace spans", "span_price", "spans", "service")
    return Need("spans", "trace spans", spans, ask)


def _stored(s: Settings, item: str, kept: Callable[[], Expr]) -> Need:
    """What lies there of what is taken in, for as long as it is kept."""
    stored = s.figure(f"{item}s_stored", f"{item}s, as long as they are kept", kept)
    product = "store" if s.word("store", "") else "service"
    what = f"{item} storage"
    ask = s.ask(what, f"{item}_storage_price", "storage", product)
    return Need(f"{item}s_stored", what, stored, ask)


def _of_logs(s: Settings) -> list[Need]:
    asked = s.said("logs", "log_size", "log_retention")
    if not asked and ("requests" not in s or "spans_per_request" in s):
        return []
    logs = _logs(s)
    if "log_retention" not in s and "logs_stored" not in s:
        return [logs]
    return [logs, _stored(s, "log", lambda: logs.quantity * s["log_retention"])]


def _of_spans(s: Settings) -> list[Need]:
    if not s.said("spans", "spans_per_request", "span_retention"):
        return []
    spans = _spans(s)
    if "span_retention" not in s and "spans_stored" not in s:
        return [spans]
    kept = _stored(s, "span", lambda: spans.quantity * s["span_size"] * s["span_retention"])
    return [spans, kept]


def size(s: Settings) -> Sizing:
    """Bytes of logs, series of metrics, spans of traces; and what lies there of them."""
    told = s.said("metrics", "sources", "series_per_source")
    return Sizing((*_of_logs(s), *([_metrics(s)] if told else ()), *_of_spans(s)))


LAW = Law(
    kind="telemetry",
    title="Logs, metrics and traces",
    meaning="What the system tells of itself, by what is taken in.",
    settings=(
        Setting("requests", Measure("thing / time"), "Requests that log.", "5B requests/day"),
        Setting(
            "log_size", Measure("information / thing"), "What one request logs.", "700 B/request"
        ),
        Setting(
            "kept", Measure("share"), "The share that is not sampled away.", "10%",
            default="100%", source="everything is kept",
        ),
        Setting(
            "logs", Measure("information / time"), "Logs taken in.", "10 TB/month", figure=True
        ),
        Setting(
            "log_retention", Measure("time"), "How long logs are kept, beyond what is free.",
            "30 days",
        ),
        Setting(
            "logs_stored", Measure("information"), "Logs that are kept.", "10 TB", figure=True
        ),
        Setting("sources", Measure("thing"), "What tells metrics of itself.", "200 instances"),
        Setting(
            "series_per_source", Measure("thing / thing"), "Series that each source tells.",
            "500 series/instance",
        ),
        Setting(
            "metrics", Measure("any"), "Metrics: series, or samples a time.", "50,000 series",
            figure=True,
        ),
        Setting(
            "spans_per_request", Measure("thing / thing"), "Spans of a request that is traced.",
            "8 spans/request",
        ),
        Setting(
            "traced", Measure("share"), "The share of requests that are traced.", "5%",
            default="100%", source="every request is traced; 0.1% to 10% where they are sampled",
            if_asked=True,
        ),
        Setting("spans", Measure("thing / time"), "Trace spans.", "1B spans/month", figure=True),
        Setting(
            "span_size", Measure("information / thing"), "A span, as it is stored.", "500 B/span"
        ),
        Setting("span_retention", Measure("time"), "How long spans are kept.", "7 days"),
        Setting(
            "spans_stored", Measure("information"), "Spans that are kept.", "100 GB", figure=True
        ),
        Setting("log_price", Measure("money / information"), "The price of logs.", "$0.50/GB"),
        Setting("metric_price", Measure("any"), "The price of metrics.", "$0.02/series/month"),
        Setting("span_price", Measure("money / thing"), "The price of spans.", "$0.20/1M spans"),
        Setting(
            "log_storage_price", Measure("money / information / time"), "The price of kept logs.",
            "$0.01/GB/month",
        ),
        Setting(
            "span_storage_price", Measure("money / information / time"),
            "The price of kept spans.", "$0.02/GB/month",
        ),
        Setting("service", None, "The service.", "gcp/cloud-logging"),
        Setting("store", None, "What logs and spans are kept in.", "gcp/gcs-nearline"),
        Setting("region", None, "Where they are kept.", "us-central1"),
    ),
    ways=(("logs",), ("requests", "log_size"), ("metrics",), ("spans",),
          ("sources", "series_per_source"), ("requests", "spans_per_request")),
    size=size,
)  # fmt: skip
