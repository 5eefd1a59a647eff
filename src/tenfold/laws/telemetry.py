"""telemetry: logs, metrics and traces, by what is taken in.

Logs are stated, or follow from requests and the bytes that each one logs,
less what is sampled away.
"""

from __future__ import annotations

from tenfold.laws.law import Law, Measure, Need, Setting, Settings, Sizing

__all__ = ["LAW"]


def _logs(s: Settings) -> Need:
    logs = s.figure(
        "logs", "what requests log, less what is sampled away",
        lambda: s["requests"] * s["log_size"] * s["kept"],
    )  # fmt: skip
    return Need("logs", "logs", logs, s.ask("log ingestion", "log_price", "logs", "service"))


def _taken(s: Settings, item: str, title: str, price: str) -> Need:
    return Need(item, title, s.figure(item, title), s.ask(title, price, item, "service"))


def size(s: Settings) -> Sizing:
    """Bytes of logs, series of metrics, spans of traces."""
    needs: list[Need] = []
    if s.said("logs", "requests", "log_size"):
        needs.append(_logs(s))
    if "metrics" in s:
        needs.append(_taken(s, "metrics", "metrics", "metric_price"))
    if "spans" in s:
        needs.append(_taken(s, "spans", "trace spans", "span_price"))
    return Sizing(tuple(needs))


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
            "metrics", Measure("any"), "Metrics: series, or samples a time.", "50,000 series",
            figure=True,
        ),
        Setting("spans", Measure("thing / time"), "Trace spans.", "1B spans/month", figure=True),
        Setting("log_price", Measure("money / information"), "The price of logs.", "$0.50/GB"),
        Setting("metric_price", Measure("any"), "The price of metrics.", "$0.02/series/month"),
        Setting("span_price", Measure("money / thing"), "The price of spans.", "$0.20/1M spans"),
        Setting("service", None, "The service.", "gcp/cloud-logging"),
    ),
    ways=(("logs",), ("requests", "log_size"), ("metrics",), ("spans",)),
    size=size,
)  # fmt: skip
