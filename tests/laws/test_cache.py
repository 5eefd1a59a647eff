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
