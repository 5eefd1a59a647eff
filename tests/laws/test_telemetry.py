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
