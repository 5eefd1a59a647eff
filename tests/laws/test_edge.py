"""edge: bytes to viewers, origin fill, requests and shields."""


def test_bytes_follow_from_requests(component):
    """
    kind: edge
    requests: 5B requests/day
    response_size: 5 KB/request
    price: $0.12/GB
    """
    # 25 TB a day; a month has 730 / 24 days: 760.4 TB, $91,250
    it = component()
    assert it["bytes"] == "25 TB/day"
    assert it.cost == "$91,250/month"


def test_what_is_free_is_not_billed_and_never_paid_back(component):
    """
    kind: edge
    bytes: 15 TB/month
    free: 10 TB/month
    price: $0.10/GB
    """
    it = component()
    assert (it["bytes"], it["billed"], it.cost) == ("15 TB/month", "5 TB/month", "$500.00/month")
    assert component(bytes="4 TB/month").cost == "$0/month"


def test_a_hit_ratio_moves_the_fill_and_nothing_else(component):
    """
    kind: edge
    bytes: 100 TB/month
    hit_ratio: 90%
    price: $0.10/GB
    fill_price: $0.01/GB
    """
    # 100 TB * $0.10 = $10,000; 10 TB * $0.01 = $100
    assert component().lines == {"bytes": "$10,000/month", "fill": "$100.00/month"}
    assert component(hit_ratio="95%").lines == {"bytes": "$10,000/month", "fill": "$50.00/month"}


def test_what_is_free_for_viewers_is_still_filled(component):
    """
    kind: edge
    bytes: 100 TB/month
    free: 100 TB/month
    hit_ratio: 90%
    price: $0.10/GB
    fill_price: $0.01/GB
    """
    assert component()["filled"] == "10 TB/month"
    assert component().cost == "$100.00/month"


def test_requests_have_a_price_of_their_own(component):
    """
    kind: edge
    requests: 1B requests/month
    request_price: $0.0075/10,000 requests
    """
    # 100,000 times ten thousand requests
    assert component().lines == {"requests": "$750.00/month"}


def test_shields_are_counted(component):
    """
    kind: edge
    shields: 5 regions
    shield_price: $1,000/region/month
    """
    assert component().cost == "$5,000/month"


def test_billed_bytes_may_be_stated_alone(component):
    """
    kind: edge
    billed: 5 TB/month
    price: $0.10/GB
    """
    assert component().cost == "$500.00/month"


def test_a_hit_ratio_without_a_fill_price_leaves_the_cost_open(component):
    """
    kind: edge
    bytes: 100 TB/month
    hit_ratio: 90%
    price: $0.10/GB
    """
    assert component().cost == "at least $10,000/month"


def test_fill_of_no_bytes_is_refused(refusal):
    """
    kind: edge
    shields: 5 regions
    shield_price: $1/region/month
    filled: 5 TB/month
    """
    assert "edge 'it' lacks 'requests'" in refusal()


def test_requests_are_a_line_where_the_service_charges_for_them(component):
    """
    kind: edge
    bytes: 1000 GiB/month
    requests: 10M requests/month
    hit_ratio: 90%
    service: gcp/cloud-cdn
    region: north-america
    """
    # 1,000 GiB at $0.08; a tenth of it filled at $0.01; 1,000 times 10,000 requests at $0.0075
    charged = {"bytes": "$80.00/month", "fill": "$1.00/month", "requests": "$7.50/month"}
    assert component().lines == charged
    # plain egress does not, nor does a service that nobody knows
    egress = {"service": "gcp/internet-egress", "region": "us-central1"}
    assert "requests" not in component(egress).lines
    assert "requests" not in component(service="acme/none").lines
    assert component(service="acme/none", request_price="$1/1M requests").lines["requests"] == (
        "$10.00/month"
    )


def test_viewers_are_billed_by_their_area(component):
    """
    kind: edge
    bytes: 1000 GiB/month
    service: gcp/cloud-cdn
    region: north-america
    """
    assert component().cost == component(region="us-central1").cost == "$80.00/month"
    assert component(region="china").cost == "$200.00/month"
