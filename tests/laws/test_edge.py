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
