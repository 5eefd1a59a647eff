"""The flagship as the benchmarks of doubt use it, bound and written on a tape."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import tenfold as tf
from tenfold.laws.table import LAWS
from tenfold.quantity.expr import Named
from tenfold.quantity.tape import Tape, compile_tape
from tenfold.sampling.settings import Sampling

if TYPE_CHECKING:
    from tenfold.plan.doubt import Doubt

__all__ = ["FILE", "SCENARIO", "Figures", "doubt", "figures"]

FILE = Path(__file__).parent.parent / "examples" / "one-billion-users.yaml"
SCENARIO = "as_published"

# `tenfold.plan` is the verb, so the folder's files are asked for by name.
_make_plan = importlib.import_module("tenfold.plan.planner").make_plan


@dataclass(frozen=True)
class Figures:
    """Every figure of the flagship, its twenty ranges independent and without its risks."""

    tape: Tape
    all: Sequence[Named]
    total: Named


def figures(*, total_alone: bool = False) -> Figures:
    """The document's own reading; with `total_alone` nothing but the total is on the tape."""
    model = replace(tf.load(FILE), drivers={}, risks={}, correlations=())
    graph = _make_plan(model, LAWS, scenario=SCENARIO, sampling=None).graph
    asked = [graph.total()] if total_alone else list(graph.figures.values())
    return Figures(compile_tape(asked, model.calendar), asked, graph.total())


def doubt(sampling: Sampling) -> Doubt:
    """The whole flagship with its drivers and risks, worlds drawn for it."""
    found: Doubt = _make_plan(tf.load(FILE), LAWS, scenario=SCENARIO, sampling=sampling).doubt
    return found
