"""kubernetes: the control planes, and the nodes that no fleet accounts for."""

from __future__ import annotations

from tenfold.laws.law import Law, Measure, Need, Setting, Settings, Sizing

__all__ = ["LAW"]


def size(s: Settings) -> Sizing:
    """Clusters, each with its fee, and nodes where they are stated."""
    clusters = s.figure("clusters", "control planes")
    fee = s.ask("a control plane", "price", "instance", "service")
    needs = [Need("clusters", "control planes", clusters, fee)]
    if "nodes" in s:
        nodes = s.figure("nodes", "nodes that no fleet accounts for")
        ask = s.ask("a node", "node_price", "instance", "machine")
        needs.append(Need("nodes", s.word("machine", "nodes"), nodes, ask))
    return Sizing(tuple(needs))


LAW = Law(
    kind="kubernetes",
    title="Kubernetes",
    meaning="Control planes, and nodes beside those of the fleets.",
    settings=(
        Setting("clusters", Measure("cluster"), "Clusters.", "10 clusters", figure=True),
        Setting(
            "nodes", Measure("thing"), "Nodes that no fleet accounts for.", "6 nodes", figure=True
        ),
        Setting(
            "price", Measure("money / cluster / time"), "The fee of a cluster.",
            "$73/cluster/month",
        ),
        Setting(
            "node_price", Measure("money / thing / time"), "The price of a node.",
            "$0.10/node/hour",
        ),
        Setting("service", None, "The service.", "gcp/gke"),
        Setting("machine", None, "The machine type of a node.", "gcp/e2-standard-4"),
        Setting("region", None, "Where it runs.", "us-central1"),
        Setting("term", None, "How it is bought.", "on_demand"),
    ),
    ways=(("clusters",),),
    size=size,
)  # fmt: skip
