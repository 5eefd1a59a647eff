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


def test_servers_by_the_tokens_that_one_answers(component):
    """
    kind: llm
    local_requests: 100 requests/s
    tokens_in: 1,000 tokens/request
    tokens_out: 200 tokens/request
    decode_rate: 2,500 tokens/s/instance
    peak_to_mean: 2x
    server_price: $1/instance/month
    """
    # 200 requests/s, 40,000 tokens/s: 16 servers; at 80% of what they can do, 20
    assert component()["servers"] == "16 instances"
    assert component(target_utilisation="80%")["servers"] == "20 instances"
    assert component(spare="2 instances")["servers"] == "18 instances"
    # where prompts are read apart, at 20,000 tokens/s: 10 servers more
    assert component(prefill_rate="20,000 tokens/s/instance")["servers"] == "26 instances"
    assert component(servers="30 instances").cost == "$30.00/month"


def test_servers_by_roofline(component):
    """
    kind: llm
    local_requests: 100 requests/s
    tokens_out: 200 tokens/request
    context: 1,000 tokens/request
    weights: 20 GB/instance
    memory: 100 GB/instance
    bandwidth: 1,000 GB/s/instance
    kv_per_token: 1 MB/token
    server_price: $1/instance/month
    """
    # 90 GB less 20 GB of weights: 70 contexts of 1 GB; a step reads 90 GB at 700 GB/s: 128.6 ms;
    # 70 tokens a step are 544.4 tokens/s; 20,000 tokens/s: 36.7, so 37 servers
    it = component()
    assert (it["slots"], it["batch"]) == ("70 requests/instance", "70 requests/instance")
    assert it["step_time"] == "128.6 ms"
    assert it["decode_rate"] == "544.4 tokens/instance/s"
    assert it["servers"] == "37 instances"
    # half the batch: 55 GB a step, 78.6 ms, 445.5 tokens/s: 44.9
    assert component(batch="35 requests/instance")["servers"] == "45 instances"


def test_a_step_is_as_long_as_its_arithmetic(component):
    """
    kind: llm
    local_requests: 100 requests/s
    tokens_in: 800 tokens/request
    tokens_out: 200 tokens/request
    weights: 20 GB/instance
    memory: 100 GB/instance
    bandwidth: 1,000 GB/s/instance
    kv_per_token: 1 MB/token
    compute: 10T operations/s/instance
    work_per_token: 20B operations/token
    server_price: $1/instance/month
    """
    # 70 tokens * 20B over 5T: 280 ms, where bandwidth asks for 128.6; 250 tokens/s both ways:
    # 100 * (200 / 250 + 800 / 250) = 400 servers
    it = component()
    assert (it["step_by_compute"], it["step_time"]) == ("280 ms", "280 ms")
    assert (it["decode_rate"], it["prefill_rate"]) == (
        "250 tokens/instance/s", "250 tokens/s/instance"
    )  # fmt: skip
    assert it["servers"] == "400 instances"


def test_a_model_larger_than_memory_is_an_excuse(component):
    """
    kind: llm
    local_requests: 100 requests/s
    tokens_out: 200 tokens/request
    weights: 140 GB/instance
    memory: 80 GB/instance
    bandwidth: 2,039 GB/s/instance
    kv_per_token: 320 KB/token
    server_price: $1/instance/month
    """
    (excuse,) = component().plan.excuses
    assert "'it.batch' comes to 1 request/instance, and at most 0 requests/instance" in excuse.what
    assert not component(weights="70 GB/instance").plan.excuses
    (excuse,) = component(weights="70 GB/instance", batch="64 requests/instance").plan.excuses
    assert "at most 31 requests/instance can be had" in excuse.what


def test_prompts_are_read_by_somebody(refusal):
    """
    kind: llm
    local_requests: 100 requests/s
    tokens_in: 800 tokens/request
    tokens_out: 200 tokens/request
    weights: 20 GB/instance
    memory: 100 GB/instance
    bandwidth: 1,000 GB/s/instance
    kv_per_token: 1 MB/token
    """
    assert "llm 'it' lacks 'prefill_rate'" in refusal() or "lacks 'compute'" in refusal()
