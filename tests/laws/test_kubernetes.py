"""kubernetes: control planes, and nodes of no fleet."""


def test_every_cluster_has_its_fee(component):
    """
    kind: kubernetes
    clusters: 10 clusters
    price: $73/cluster/month
    """
    assert component().lines == {"clusters": "$730.00/month"}


def test_nodes_where_they_are_stated(component):
    """
    kind: kubernetes
    clusters: 1
    nodes: 6 nodes
    machine: e2-standard-4
    price: $73/cluster/month
    node_price: $0.10/node/hour
    """
    # 6 * $0.10 * 730
    it = component()
    assert it.lines == {"clusters": "$73.00/month", "nodes": "$438.00/month"}
    assert it.titles == ["control planes", "e2-standard-4"]


def test_clusters_have_to_be_said(refusal):
    """
    kind: kubernetes
    price: $73/cluster/month
    """
    assert "kubernetes 'it' cannot be sized with what it says" in refusal()


def test_clusters_and_nodes_are_priced_each_by_its_product(component):
    """
    kind: kubernetes
    clusters: 2
    nodes: 3 nodes
    service: gcp/gke
    machine: gcp/n1-highcpu-8
    region: us-central1
    """
    # 2 * 730 * $0.10; 3 * 730 * $0.2833944
    assert component().lines == {"clusters": "$146.00/month", "nodes": "$620.63/month"}
