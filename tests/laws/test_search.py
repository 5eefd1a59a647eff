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


def test_nodes_by_the_disk_that_documents_need(component):
    """
    kind: search
    documents: 2B documents
    bytes_per_document: 2 KB/document
    disk_per_node: 1 TB/node
    price: $500/node/month
    storage_price: $0.10/GB/month
    """
    # 4 TB, and a replica: 8 TB; * 1.1 / 0.85 = 10.35 TB: 11 nodes, and one that may fail
    it = component()
    assert (it["indexed"], it["stored"]) == ("4 TB", "8 TB")
    assert (it["nodes_by_disk"], it["nodes"]) == ("11 nodes", "12 nodes")
    assert it.lines == {"nodes": "$6,000/month", "storage": "$1,035/month"}
    assert component(replicas="0")["nodes"] == "7 nodes"
    assert component(storage_factor="0.5x")["nodes"] == "7 nodes"
    assert component(copies="3x")["stored"] == "12 TB"
    assert component(spare="0 nodes")["nodes"] == "11 nodes"


def test_the_most_that_is_asked_for_binds(component):
    """
    kind: search
    index: 10 TB
    disk_per_node: 10 TB/instance
    memory_per_node: 64 GB/instance
    queries: 900 queries/s
    queries_per_node: 200 queries/s/instance
    price: $500/instance/month
    storage_price: $0/GB/month
    """
    # 20 TB in two copies: 25.9 TB of disk, 3; 64 GB serve 1.92 TB: 11; 667 shards, and a heap
    # of 32 GB holds 640: 2; queries: 5
    it = component()
    found = [it[f"nodes_by_{part}"] for part in ("disk", "memory", "heap", "queries")]
    assert found == ["3 instances", "11 instances", "2 instances", "5 instances"]
    assert (it["shards"], it["nodes"]) == ("667 shards", "12 instances")
    # no heap is larger than 31 GiB, however much memory there is
    assert component(memory_per_node="1 TB/instance")["nodes_by_heap"] == "2 instances"
    assert component(queries="4,000 queries/s")["nodes"] == "21 instances"


def test_three_nodes_at_least(component):
    """
    kind: search
    index: 1 GB
    disk_per_node: 1 TB/node
    price: $500/node/month
    storage_price: $0/GB/month
    """
    assert component()["nodes"] == "3 nodes"


def test_a_larger_index_never_costs_less(component):
    """
    kind: search
    index: 200 TiB
    disk_per_node: 8 TiB/node
    memory_per_node: 122 GiB/node
    price: $500/node/month
    storage_price: $0.05/GB/month
    """
    # another planner drops the data nodes of the larger one, and is cheaper with it
    small, large = component().plan.total.value, component(index="500 TiB").plan.total.value
    assert large > 2.4 * small


def test_clusters_hold_what_documents_come_to(component):
    """
    kind: search
    documents: 10B documents
    bytes_per_document: 1 KB/document
    index_per_cluster: 4 TB/cluster
    price: $500/node/month
    storage_price: $0.10/GB/month
    """
    assert component()["clusters"] == "3 clusters"
    assert component()["stored"] == "10 TB"


def test_more_nodes_than_can_be_run_is_an_excuse(component):
    """
    kind: search
    index: 500 TB
    disk_per_node: 1 TB/node
    maximum_nodes: 500 nodes
    price: $500/node/month
    storage_price: $0/GB/month
    """
    (excuse,) = component().plan.excuses
    assert "'it.nodes' comes to 1,296 nodes, and at most 500 nodes can be had" in excuse.what


def test_an_index_needs_disks(refusal):
    """
    kind: search
    index: 10 TB
    queries: 900 queries/s
    queries_per_node: 200 queries/s/node
    """
    assert "search 'it' lacks 'disk_per_node'" in refusal()
