"""A Part of a product: how much of what, as `gcp/n1-standard-8 + 2 x T4` says it.

    product = part { "+" part }
    part    = [ amount ("x" | "of") ] name [ "[" word "=" value { "," word "=" value } "]" ]

A part without a provider has that of the part before it. A GPU may go by its
own name: `T4` beside a machine of gcp is `gcp/gpu-t4`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

__all__ = ["BESIDE", "Part", "parts_of"]

_AMOUNT = re.compile(r"(\d[\d,.]*(?:\s*[KMGT]i?B)?)\s*(?:x|×|of)\s+(.+)\Z")

BESIDE: Mapping[str, str] = {
    "gcp/database-storage": "gcp/cloud-sql-ssd",
    "gcp/database-backup": "gcp/cloud-sql-backup",
    "gcp/search-storage": "gcp/pd-balanced",
    "gcp/balancer": "gcp/load-balancer",
    "gcp/nat": "gcp/cloud-nat",
    "aws/database-storage": "aws/rds-gp2",
    "aws/database-backup": "aws/rds-backup",
    "aws/search-storage": "aws/opensearch-gp2",
    "aws/balancer": "aws/load-balancer",
    "aws/nat": "aws/nat-gateway",
    "azure/database-storage": "azure/postgres-storage",
    "azure/database-backup": "azure/postgres-backup",
    "azure/balancer": "azure/load-balancer",
    "azure/nat": "azure/nat-gateway",
}
"""What goes with a machine at its provider, by what laws call it."""


_PICKED = re.compile(r"([^\[\]]+)\[([^\[\]]*)\]\Z")


@dataclass(frozen=True, slots=True)
class Part:
    """One part: the name of a product, and how much of it there is in one (`2`, `10 GiB`).

    `picked` tells which of several prices of it is meant: `[context=long]`.
    """

    product: str
    amount: str = "1"
    picked: Mapping[str, str] = field(default_factory=dict)

    def names(self) -> Iterator[str]:
        """The names that it may go by in a catalogue."""
        provider, _, name = self.product.partition("/")
        yield BESIDE.get(self.product, self.product)
        yield f"{provider}/{name.lower()}"
        yield f"{provider}/gpu-{name.lower()}"


def parts_of(text: str) -> Iterator[Part]:
    """The parts of a product, each with its provider."""
    provider = ""
    for word in text.split(" + "):
        amount, name = "1", word.strip()
        found = _AMOUNT.match(name)
        if found is not None:
            amount, name = found[1], found[2].strip()
        picked: dict[str, str] = {}
        found = _PICKED.match(name)
        if found is not None:
            name = found[1].strip()
            pairs = (pair.partition("=") for pair in found[2].split(","))
            picked = {key.strip(): value.strip() for key, _, value in pairs}
        if "/" in name:
            provider = name.partition("/")[0]
        yield Part(name if "/" in name else f"{provider}/{name}", amount, picked)
