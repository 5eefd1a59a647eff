"""A law run on what its component says, and what is lacking for it."""


def test_what_is_not_enough_to_size_is_told_with_what_would_be(refused):
    """
    components:
      api: {kind: fleet, load: 5 requests/s}
      db: {kind: sql, price: $5/instance/month}
    """
    assert refused() == [
        (
            "3:3 T404 fleet 'api' cannot be sized with what it says"
            " | say 'load' and 'throughput'; or 'load' and 'service_time' and 'latency_goal';"
            " or 'load' and 'core_throughput' and 'cores'; or 'instances'"
        ),
        (
            "4:3 T404 sql 'db' cannot be sized with what it says"
            " | say 'users' and 'users_per_shard'; or 'writes' and 'writes_per_shard'"
            "; or 'data'; or 'shards'; or 'reads' and 'reads_per_replica'"
            "; or 'writes' and 'wal_per_shard'; or 'wal' and 'wal_per_shard'"
            "; or 'connections' and 'connections_per_primary'"
        ),
    ]


def test_what_a_law_lacks_is_told_with_an_example(refused):
    """
    components:
      db: {kind: sql, data: 1 TB, writes: 5 transactions/s}
    """
    assert refused() == [
        (
            "3:3 T404 sql 'db' lacks 'writes_per_shard'"
            " | add it, for example 'writes_per_shard: 5,000 transactions/s/shard'"
        ),
    ]


def test_settings_that_do_not_meet_are_told_at_the_component(refused):
    """
    components:
      api: {kind: fleet, load: 5 requests/s, throughput: 1 request/s/pod, minimum: 2 servers}
      web: {kind: fleet, load: 5 requests/s, throughput: 1 query/s/pod}
    """
    told = refused()
    assert told[0].startswith("3:3 T405 fleet 'api': cannot compare [pod] and [server]")
    assert told[1].startswith(
        "4:3 T405 'instances' of fleet 'web' comes out in [request-pod/query]"
    )


def test_a_stated_figure_that_nothing_rests_on_is_refused(refused):
    """
    components:
      edge: {kind: edge, shields: 5 regions, shield_price: $1/region/month,
        billed_requests: 5 requests/s}
      ai: {kind: llm, servers: 5 instances, server_price: $1/instance/month,
        hosted_tokens_in: 5 tokens/s}
    """
    assert refused() == [
        (
            "6:23 T406 nothing of llm 'ai' rests on 'hosted_tokens_in'"
            " | say what it goes with, or leave it out"
        ),
    ]
