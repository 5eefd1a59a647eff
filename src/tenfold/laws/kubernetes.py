"""kubernetes: the control planes, and the nodes that no fleet accounts for.

Nodes are stated, or follow from pods: a node takes whole pods only, as many as
its processors, its memory and its kubelet allow.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from tenfold.laws.law import (
    Lacking,
    Law,
    Limit,
    Measure,
    Need,
    Setting,
    Settings,
    Sizing,
    counted_in,
)
from tenfold.quantity.expr import Const, Expr, call, ceil, maximum

__all__ = ["LAW"]

_PARTS = {"cpu": "processors", "memory": "memory"}
"""What pods share a node by, and how it is called."""


def _asked(s: Settings) -> list[str]:
    """By what pods are packed: by all that is said of one."""
    asked = [part for part in _PARTS if f"{part}_per_pod" in s]
    if not asked:
        raise Lacking("cpu_per_pod")
    return asked


def _left(s: Settings, part: str) -> Expr:
    """What a node has for pods, beside the system's own."""
    return s[f"node_{part}"] * (1 - s[f"system_{part}"])


def _packed(s: Settings, part: str) -> Expr:
    """Nodes that each take the whole pods that fit; there is a Limit where none does."""
    fit = s.figure(
        f"pods_by_{part}", f"whole pods in the {_PARTS[part]} that the system leaves",
        lambda: call("floor", _left(s, part) / s[f"{part}_per_pod"]),
    )  # fmt: skip
    return ceil(s["pods"] / maximum(fit, _one_of(fit)))


def _one_of(fit: Expr) -> Expr:
    return Const(Fraction(1), fit.unit)


def _counted(s: Settings, part: str) -> Expr:
    nodes = ceil(s["pods"] / s.per("pods_per_node", s["pods"]))
    return counted_in(nodes, 1 / s[f"node_{part}"])


def _nodes(s: Settings) -> Expr:
    asked = _asked(s)
    needed = s.most(
        "nodes_for_pods", "the most that pods ask for",
        *(
            (f"nodes_by_{part}", f"pods over those that fit by {_PARTS[part]}", _by(s, part))
            for part in asked
        ),
        ("nodes_by_pods", "pods over those that a kubelet runs", lambda: _counted(s, asked[0])),
    )  # fmt: skip
    spare = s.get("spare")
    return needed if spare is None else needed + spare


def _by(s: Settings, part: str) -> Callable[[], Expr]:
    return lambda: _packed(s, part)


def _limits(s: Settings) -> tuple[Limit, ...]:
    """No pod is larger than what a node has for it."""
    mend = "take a larger node, or smaller pods"
    return tuple(
        Limit(s.given[f"{part}_per_pod"], _left(s, part) / _one_of(fit), mend)
        for part in _PARTS
        if (fit := s.figures.get(f"pods_by_{part}")) is not None and "node_" + part in s
    )


def size(s: Settings) -> Sizing:
    """Clusters, each with its fee, and nodes where they are stated or pods ask for them."""
    clusters = s.figure("clusters", "control planes")
    fee = s.ask("a control plane", "price", "instance", "service")
    needs = [Need("clusters", "control planes", clusters, fee)]
    if "nodes" in s or s.said("pods", "cpu_per_pod", "memory_per_pod"):
        nodes = s.figure("nodes", "nodes that no fleet accounts for", lambda: _nodes(s))
        ask = s.ask("a node", "node_price", "instance", "machine")
        needs.append(Need("nodes", s.word("machine", "nodes"), nodes, ask))
    return Sizing(tuple(needs), _limits(s))


_GKE = (
    "GKE keeps {} (cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes);"
    " the system's own pods take more: {}"
)

LAW = Law(
    kind="kubernetes",
    title="Kubernetes",
    meaning="Control planes, and nodes beside those of the fleets.",
    settings=(
        Setting("clusters", Measure("cluster"), "Clusters.", "10 clusters", figure=True),
        Setting("pods", Measure("thing"), "Pods that no fleet accounts for.", "200 pods"),
        Setting(
            "cpu_per_pod", Measure("thing / thing"), "Processors that a pod requests.",
            "0.5 vCPU/pod",
        ),
        Setting(
            "memory_per_pod", Measure("information / thing"), "Memory that a pod requests.",
            "1 GiB/pod",
        ),
        Setting(
            "node_cpu", Measure("thing / thing"), "Processors of a node.", "4 vCPU/node", slope=-1
        ),
        Setting(
            "node_memory", Measure("information / thing"), "Memory of a node.", "16 GiB/node",
            slope=-1,
        ),
        Setting(
            "system_cpu", Measure("share"), "The share of its processors that a node keeps.",
            "10%", default="10%",
            source=_GKE.format("2% of 4 vCPU", "5% to 25%, most on small nodes"),
            if_asked=True,
        ),
        Setting(
            "system_memory", Measure("share"), "The share of its memory that a node keeps.",
            "20%", default="20%",
            source=_GKE.format("27% of 4 GiB, 17% of 16 GiB, 9% of 64 GiB", "10% to 35%"),
            if_asked=True,
        ),
        Setting(
            "pods_per_node", Measure("thing / thing"), "The most pods of a node.",
            "110 pods/node", slope=-1, default="110 pods/node",
            source="kubernetes.io, Considerations for large clusters; 30 to 256 by provider",
            if_asked=True,
        ),
        Setting(
            "pods_by_cpu", Measure("thing / thing"), "Pods of a node by its processors.",
            "7 pods/node", figure=True,
        ),
        Setting(
            "pods_by_memory", Measure("thing / thing"), "Pods of a node by its memory.",
            "12 pods/node", figure=True,
        ),
        Setting(
            "nodes_by_cpu", Measure("thing"), "Nodes that processors ask for.", "29 nodes",
            figure=True,
        ),
        Setting(
            "nodes_by_memory", Measure("thing"), "Nodes that memory asks for.", "17 nodes",
            figure=True,
        ),
        Setting(
            "nodes_by_pods", Measure("thing"), "Nodes that the number of pods asks for.",
            "2 nodes", figure=True,
        ),
        Setting(
            "nodes_for_pods", Measure("thing"), "The most of these.", "29 nodes", figure=True
        ),
        Setting("spare", Measure("thing"), "Nodes beyond what pods need.", "1 node"),
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
    ways=(
        ("clusters",), ("clusters", "pods", "cpu_per_pod", "node_cpu"),
        ("clusters", "pods", "memory_per_pod", "node_memory"),
    ),
    size=size,
)  # fmt: skip
