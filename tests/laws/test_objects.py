"""objects: bytes at rest, and what is done to them."""


def test_bytes_at_rest(component):
    """
    kind: objects
    data: 170 TB
    price: $0.020/GB/month
    """
    assert component().lines == {"storage": "$3,400/month"}


def test_copies_that_are_billed(component):
    """
    kind: objects
    data: 10 TB
    copies: 2x
    price: $0.020/GB/month
    """
    assert component()["stored"] == "20 TB"
    assert component().cost == "$400.00/month"


def test_operations_and_retrieval_where_they_are_stated(component):
    """
    kind: objects
    class: gcp/nearline
    data: 1 TB
    reads: 100M operations/month
    writes: 10M operations/month
    retrieved: 500 GB/month
    price: $0.010/GB/month
    reads_price: $0.001/1,000 operations
    writes_price: $0.01/1,000 operations
    retrieved_price: $0.01/GB
    """
    # 1,000 GB * 1 cent; 100,000 * 0.1 cent; 10,000 * 1 cent; 500 GB * 1 cent
    it = component()
    assert it.lines == {
        "storage": "$10.00/month",
        "reads": "$100.00/month",
        "writes": "$100.00/month",
        "retrieved": "$5.00/month",
    }
    assert it.titles == ["gcp/nearline", "read operations", "write operations", "retrieval"]


def test_operations_without_a_price_leave_the_cost_open(component):
    """
    kind: objects
    data: 1 TB
    reads: 100M operations/month
    price: $0.010/GB/month
    """
    assert component().cost == "at least $10.00/month"


def test_a_class_has_its_prices_by_what_is_done(component):
    """
    kind: objects
    data: 1000 GiB
    reads: 10M requests/month
    writes: 1M requests/month
    class: gcp/gcs-standard
    region: us-central1
    """
    # $0.02 a GiB; $0.40 and $5 a million operations
    assert component().lines == {
        "storage": "$20.00/month", "reads": "$4.00/month", "writes": "$5.00/month"
    }  # fmt: skip


def test_what_grows_lies_there_for_half_of_the_month(component):
    """
    kind: objects
    data: 100 TB
    growth: 10 TB/month
    copies: 2x
    price: $0.020/GB/month
    """
    assert component()["stored"] == "210 TB"


def test_operations_follow_from_requests(component):
    """
    kind: objects
    data: 1 TB
    requests: 10M requests/month
    reads_per_request: 2 operations/request
    writes_per_request: 0.1 operations/request
    retrieved_per_request: 50 KB/request
    price: $0/GB/month
    reads_price: $0.4/1M operations
    writes_price: $5/1M operations
    retrieved_price: $0.01/GB
    """
    # 20M reads, 1M writes, 500 GB
    assert component().lines == {
        "storage": "$0/month", "reads": "$8.00/month", "writes": "$5.00/month",
        "retrieved": "$5.00/month",
    }  # fmt: skip
    assert component(reads="10M operations/month").lines["reads"] == "$4.00/month"


def test_requests_need_what_each_asks_of_the_store(refusal):
    """
    kind: objects
    data: 1 TB
    requests: 10M requests/month
    """
    assert "objects 'it' lacks 'reads_per_request'" in refusal()
