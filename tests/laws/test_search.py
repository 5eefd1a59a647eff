"""search: an index in clusters of nodes, and its bytes."""


def test_clusters_hold_the_index(component):
    """
    kind: search
    index: 45 TB
    index_per_cluster: 10 TB/cluster
    nodes_per_cluster: 5 nodes/cluster
    price: $500/node/month
    storage_price: $0.10/GB/month
    """
    # 5 clusters, 25 nodes * $500 = $12,500; 45,000 GB * $0.10 = $4,500
    it = component()
    assert (it["clusters"], it["nodes"], it["stored"]) == ("5 clusters", "25 nodes", "45 TB")
    assert it.lines == {"nodes": "$12,500/month", "storage": "$4,500/month"}


def test_full_clusters_are_stored_where_no_index_is_stated(component):
    """
    kind: search
    clusters: 50 clusters
    index_per_cluster: 10 TB/cluster
    price: $500/node/month
    storage_price: $0.10/GB/month
    """
    # 50 * 10 TB = 500 TB, $50,000; 150 nodes, three to a cluster, $75,000
    it = component()
    assert it["stored"] == "500 TB"
    assert it.lines == {"nodes": "$75,000/month", "storage": "$50,000/month"}


def test_every_copy_is_stored(component):
    """
    kind: search
    index: 10 TB
    index_per_cluster: 10 TB/cluster
    copies: 2x
    price: $0/node/month
    storage_price: $0.10/GB/month
    """
    assert component().cost == "$2,000/month"


def test_stated_nodes_need_no_reason(component):
    """
    kind: search
    nodes: 6 nodes
    price: $500/node/month
    """
    assert component().lines == {"nodes": "$3,000/month"}


def test_the_index_lies_on_disks_of_the_nodes_provider(component):
    """
    kind: search
    clusters: 1 cluster
    index: 1000 GiB
    machine: gcp/n1-highcpu-8
    region: us-central1
    """
    # three nodes * 730 * $0.2833944; 1,000 GiB at $0.10
    assert component().lines == {"nodes": "$620.63/month", "storage": "$100.00/month"}
