"""llm: requests to language models, bought or answered on own servers. A month is 730 hours."""


def test_requests_are_bought(component):
    """
    kind: llm
    requests: 10M requests/month
    price: $0.002/request
    """
    it = component()
    assert it["hosted_requests"] == "10M requests/month"
    assert it.lines == {"hosted": "$20,000/month"}


def test_tokens_are_bought_by_side(component):
    """
    kind: llm
    requests: 1M requests/month
    tokens_in: 700 tokens/request
    tokens_out: 250 tokens/request
    price_in: $2.50/1M tokens
    price_out: $10/1M tokens
    """
    # 700M tokens * $2.50 a million = $1,750; 250M * $10 = $2,500
    it = component()
    assert it["hosted_tokens_in"] == "700M tokens/month"
    assert it.lines == {"tokens_in": "$1,750/month", "tokens_out": "$2,500/month"}


def test_the_local_share_runs_on_servers_sized_for_the_peak(component):
    """
    kind: llm
    requests: 100 requests/s
    local_share: 80%
    throughput: 2 requests/s/instance
    peak_to_mean: 2.5x
    price: $0/request
    server_price: $0.35/instance/hour
    """
    # 80 local requests/s, 200 at the peak, 100 servers; 100 * $0.35 * 730 = $25,550
    it = component()
    assert (it["local_requests"], it["servers"]) == ("80 requests/s", "100 instances")
    assert it["hosted_requests"] == "20 requests/s"
    assert it.lines == {"hosted": "$0/month", "servers": "$25,550/month"}


def test_a_local_share_needs_servers(refusal):
    """
    kind: llm
    requests: 100 requests/s
    local_share: 80%
    price: $0.002/request
    """
    # eight of ten requests would be answered by nothing that is on the bill
    assert "llm 'it' lacks 'throughput'" in refusal()


def test_a_local_share_may_have_stated_servers(component):
    """
    kind: llm
    requests: 10B requests/month
    local_share: 80%
    servers: 10,000 instances
    price: $0.002/request
    server_price: $252/instance/month
    """
    # 2B * $0.002 = $4M; 10,000 * $252 = $2.52M
    it = component()
    assert it.cost == "$6,520,000/month"
    assert it["local_requests"] == "8B requests/month"


def test_stated_servers_need_no_requests(component):
    """
    kind: llm
    servers: 3 instances
    server_price: $100/instance/month
    """
    assert component().lines == {"servers": "$300.00/month"}


def test_hosted_tokens_may_be_stated_alone(component):
    """
    kind: llm
    hosted_requests: 1M requests/month
    hosted_tokens_out: 5B tokens/month
    price_out: $10/1M tokens
    """
    # 5,000 million tokens at $10
    assert component().lines == {"tokens_out": "$50,000/month"}


def test_a_price_of_tokens_needs_tokens(refusal):
    """
    kind: llm
    requests: 1M requests/month
    price_in: $2.50/1M tokens
    """
    assert "llm 'it' lacks 'tokens_in'" in refusal()


def test_requests_without_any_price_are_missing_and_not_free(component):
    """
    kind: llm
    requests: 1M requests/month
    """
    assert component().cost == "missing"


def test_a_model_of_the_catalogue_is_priced_by_the_token(component):
    """
    kind: llm
    requests: 1M requests/month
    tokens_in: 1,000 tokens/request
    tokens_out: 100 tokens/request
    model: openai/gpt-4-turbo
    """
    # 1,000M tokens at $10, 100M at $30
    assert component().lines == {"tokens_in": "$10,000/month", "tokens_out": "$3,000/month"}


def test_a_gpu_goes_beside_its_machine(component):
    """
    kind: llm
    servers: 2
    machine: gcp/n1-standard-8 + 2 x T4
    region: us-central1
    """
    # 2 * 730 * ($0.379998 + 2 * $0.35)
    assert component().cost == "$1,577/month"
