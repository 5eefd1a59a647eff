"""cache: clusters of nodes that hold what is asked for most."""


def test_clusters_hold_the_data(component):
    """
    kind: cache
    data: 95 GB
    data_per_cluster: 10 GB/cluster
    nodes_per_cluster: 3 instances/cluster
    price: $200/instance/month
    """
    # 9.5: ten clusters, 30 nodes, $6,000
    it = component()
    assert (it["clusters"], it["nodes"], it.cost) == ("10 clusters", "30 instances", "$6,000/month")


def test_a_cluster_has_one_node_unless_stated(component):
    """
    kind: cache
    clusters: 4
    price: $200/instance/month
    """
    assert component()["nodes"] == "4 instances"


def test_stated_nodes_need_no_reason(component):
    """
    kind: cache
    nodes: 5 nodes
    price: $0.10/node/hour
    """
    # 5 * $0.10 * 730
    assert component().cost == "$365.00/month"


def test_nodes_that_are_set_keep_the_clusters(component):
    """
    kind: cache
    data: 95 GB
    data_per_cluster: 10 GB/cluster
    price: $1/instance/month
    """
    it = component(nodes="it.nodes + 2 instances")
    assert (it["clusters"], it["nodes"]) == ("10 clusters", "12 instances")


def test_data_without_what_a_cluster_holds_is_refused(refusal):
    """
    kind: cache
    data: 95 GB
    """
    assert "say 'data' and 'data_per_cluster'; or 'clusters'; or 'nodes'" in refusal()


def test_a_node_may_be_so_much_memory(component):
    """
    kind: cache
    nodes: 3
    machine: 10 GiB of gcp/redis-basic-m2
    region: us-central1
    """
    # 3 * 10 GiB * $0.027 * 730
    assert component().cost == "$591.30/month"
    assert component(term="commit_3y").cost == "$354.78/month"


def test_shards_by_memory_with_what_every_key_takes(component):
    """
    kind: cache
    items: 200M keys
    bytes_per_item: 500 B/key
    memory_per_node: 10 GB/instance
    replicas_per_shard: 1
    price: $200/instance/month
    """
    # 200M * (500 + 70) B = 114 GB, * 1.25 = 142.5 GB: 15 shards, 30 nodes
    it = component()
    assert (it["held"], it["memory"], it["shards"]) == ("114 GB", "142.5 GB", "15 shards")
    assert (it["nodes"], it.cost) == ("30 instances", "$6,000/month")
    # less overhead: 200M * 550 B * 1.25 = 137.5 GB; a fifth of it: 28.5 GB
    assert component(overhead_per_item="50 B/key")["shards"] == "14 shards"
    assert component(working_set="20%")["shards"] == "3 shards"
    assert component(fragmentation="1.5x")["memory"] == "171 GB"


def test_shards_by_operations_where_they_ask_for_more(component):
    """
    kind: cache
    data: 20 GB
    memory_per_node: 10 GB/instance
    operations: 950K requests/s
    price: $200/instance/month
    """
    # 25 GB: 3 shards; 9.5 times the 100K operations of a shard: 10
    it = component()
    assert it["shards_by_memory"] == "3 shards"
    assert it["shards_by_operations"] == "10 shards"
    assert (it["shards"], it["nodes"]) == ("10 shards", "10 instances")
    assert component(operations_per_shard="400K requests/s/shard")["shards"] == "3 shards"


def test_what_is_not_found_is_asked_of_what_stands_behind(component):
    """
    kind: cache
    operations: 50K operations/s
    hit_ratio: 90%
    price: $200/instance/month
    """
    assert component()["misses"] == "5,000 operations/s"
    assert component()["nodes"] == "1 instance"


def test_stated_shards_win(component):
    """
    kind: cache
    data: 20 GB
    memory_per_node: 10 GB/instance
    shards: 8 shards
    replicas_per_shard: 2
    price: $1/instance/month
    """
    it = component()
    assert (it["nodes"], it["shards_by_memory"]) == ("24 instances", "3 shards")


def test_more_shards_than_can_be_run_is_an_excuse(component):
    """
    kind: cache
    data: 80 GB
    memory_per_node: 10 GB/instance
    maximum_shards: 8 shards
    price: $1/instance/month
    """
    (excuse,) = component().plan.excuses
    assert "'it.shards' comes to 10 shards, and at most 8 shards can be had" in excuse.what


def test_what_is_held_needs_the_memory_of_a_node(refusal):
    """
    kind: cache
    data: 20 GB
    operations: 50K operations/s
    price: $1/instance/month
    """
    # sized by operations alone, the data would have no place
    assert "cache 'it' lacks 'memory_per_node'" in refusal()


def test_defaults_that_do_nothing_are_not_told(component):
    """
    kind: cache
    nodes: 5 nodes
    price: $1/node/month
    """
    told = list(component().plan.names())
    assert "it.fragmentation" not in told
    assert "it.overhead_per_item" not in told
