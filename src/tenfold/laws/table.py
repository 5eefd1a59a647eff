"""Every law, by kind. A kind that is not in this table does not exist."""

from __future__ import annotations

from collections.abc import Mapping

from tenfold.laws import (
    cache,
    custom,
    edge,
    fleet,
    kubernetes,
    llm,
    objects,
    search,
    sql,
    telemetry,
)
from tenfold.laws.law import Law

__all__ = ["LAWS"]

LAWS: Mapping[str, Law] = {
    law.kind: law
    for law in (
        fleet.LAW,
        kubernetes.LAW,
        sql.LAW,
        cache.LAW,
        search.LAW,
        llm.LAW,
        edge.LAW,
        objects.LAW,
        telemetry.LAW,
        custom.LAW,
    )
}
