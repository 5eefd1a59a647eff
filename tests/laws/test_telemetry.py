"""telemetry: logs, metrics and traces."""


def test_logs_follow_from_requests(component):
    """
    kind: telemetry
    requests: 10M requests/month
    log_size: 1 KB/request
    kept: 10%
    log_price: $0.50/GB
    """
    # 10 GB, of which 1 GB is kept
    it = component()
    assert (it["logs"], it.cost) == ("1 GB/month", "$0.50/month")
    assert component(kept="100%").cost == "$5.00/month"


def test_logs_may_be_stated(component):
    """
    kind: telemetry
    logs: 10 TB/month
    log_price: $0.50/GB
    """
    assert component().lines == {"logs": "$5,000/month"}


def test_metrics_are_series_or_samples(component):
    """
    kind: telemetry
    metrics: 50,000 series
    metric_price: $0.02/series/month
    """
    assert component().lines == {"metrics": "$1,000/month"}
    samples = component(metrics="1B samples/month", metric_price="$2/1M samples")
    assert samples.lines == {"metrics": "$2,000/month"}


def test_spans_have_a_line_of_their_own(component):
    """
    kind: telemetry
    spans: 1B spans/month
    span_price: $0.20/1M spans
    """
    assert component().lines == {"spans": "$200.00/month"}


def test_requests_that_log_need_a_size(refusal):
    """
    kind: telemetry
    requests: 10M requests/month
    spans: 1B spans/month
    span_price: $0.20/1M spans
    """
    assert "telemetry 'it' lacks 'log_size'" in refusal()


def test_the_first_logs_of_a_project_are_free(component):
    """
    kind: telemetry
    logs: 150 GiB/month
    service: gcp/cloud-logging
    """
    # 50 GiB are free, 100 are $0.50
    assert component().cost == "$50.00/month"
    assert component(logs="50 GiB/month").cost == "$0/month"


def test_logs_are_stored_as_long_as_they_are_kept(component):
    """
    kind: telemetry
    logs: 10 TB/month
    log_retention: 73 days
    log_price: $0.50/GB
    log_storage_price: $0.01/GB/month
    """
    # 73 days are 2.4 months of 730 hours
    assert component()["logs_stored"] == "24 TB"
    assert component().lines == {"logs": "$5,000/month", "logs_stored": "$240.00/month"}


def test_kept_logs_may_lie_in_a_store(component):
    """
    kind: telemetry
    logs: 100 GiB/month
    log_retention: 730 hours
    service: gcp/cloud-logging
    store: gcp/gcs-standard
    region: us-central1
    """
    # 100 GiB taken in, 50 of them free; 100 GiB at $0.02
    assert component().lines == {"logs": "$25.00/month", "logs_stored": "$2.00/month"}


def test_every_source_tells_its_series(component):
    """
    kind: telemetry
    sources: 200 instances
    series_per_source: 500 series/instance
    metric_price: $0.02/series/month
    """
    assert component()["metrics"] == "100,000 series"
    assert component().cost == "$2,000/month"


def test_spans_follow_from_the_requests_that_are_traced(component):
    """
    kind: telemetry
    requests: 1B requests/month
    spans_per_request: 8 spans/request
    traced: 5%
    span_size: 500 B/span
    span_retention: 365 hours
    span_price: $0.20/1M spans
    span_storage_price: $0.02/GB/month
    """
    # 400M spans, $80; 200 GB a month, half of which lies there: $2
    it = component()
    assert (it["spans"], it["spans_stored"]) == ("400M spans/month", "100 GB")
    assert it.lines == {"spans": "$80.00/month", "spans_stored": "$2.00/month"}


def test_spans_that_are_stored_have_a_size(refusal):
    """
    kind: telemetry
    spans: 1B spans/month
    span_retention: 7 days
    """
    assert "telemetry 'it' lacks 'span_size'" in refusal()
