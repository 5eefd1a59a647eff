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


def test_nodes_take_whole_pods(component):
    """
    kind: kubernetes
    clusters: 1
    pods: 100 pods
    cpu_per_pod: 1 vCPU/pod
    memory_per_pod: 2 GiB/pod
    node_cpu: 4 vCPU/node
    node_memory: 16 GiB/node
    price: $73/cluster/month
    node_price: $100/node/month
    """
    # 3.6 vCPU are left: 3 pods, 34 nodes; 12.8 GiB are left: 6 pods, 17 nodes
    it = component()
    assert (it["pods_by_cpu"], it["pods_by_memory"]) == ("3 pods/node", "6 pods/node")
    assert (it["nodes_by_cpu"], it["nodes_by_memory"]) == ("34 nodes", "17 nodes")
    assert it.lines == {"clusters": "$73.00/month", "nodes": "$3,400/month"}
    assert component(memory_per_pod="6 GiB/pod")["nodes"] == "50 nodes"
    assert component(system_cpu="0%")["nodes"] == "25 nodes"
    assert component(spare="2 nodes")["nodes"] == "36 nodes"
    assert component(nodes="40 nodes").lines["nodes"] == "$4,000/month"


def test_a_kubelet_runs_so_many_pods(component):
    """
    kind: kubernetes
    clusters: 1
    pods: 1,000 pods
    cpu_per_pod: 0.01 vCPU/pod
    node_cpu: 4 vCPU/instance
    price: $0/cluster/month
    node_price: $1/instance/month
    """
    assert component()["nodes"] == "10 instances"
    assert component(pods_per_node="250 pods/instance")["nodes"] == "4 instances"


def test_a_pod_larger_than_a_node_is_an_excuse(component):
    """
    kind: kubernetes
    clusters: 1
    pods: 10 pods
    cpu_per_pod: 4 vCPU/pod
    node_cpu: 4 vCPU/node
    price: $0/cluster/month
    node_price: $1/node/month
    """
    (excuse,) = component().plan.excuses
    assert "'it.cpu_per_pod' comes to 4 vCPUs/pod, and at most 3.6 vCPUs/pod" in excuse.what


def test_pods_need_to_say_what_they_ask_for(refusal):
    """
    kind: kubernetes
    clusters: 1
    pods: 10 pods
    """
    assert "kubernetes 'it' lacks 'cpu_per_pod'" in refusal()
