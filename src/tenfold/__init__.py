"""Know what your system will need and cost at ten times the users, before you build it.

    import tenfold as tf
    plan = tf.plan(tf.load("model.yaml"))
    plan["total.cost"], plan.why("api.cost")

The verbs are loaded when they are first used. Some share their name with the
folder they live in; on the package, the name always means the verb.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tenfold.api import (
        Amount,
        Catalogue,
        Comparison,
        Expr,
        Judgement,
        Model,
        Plan,
        Reason,
        Rejected,
        Sampling,
        Step,
        check,
        compare,
        figure,
        model,
        move,
        plan,
        q,
        read,
        risk,
        scale,
        schema,
        why,
    )
    from tenfold.app.buying import catalogue
    from tenfold.app.files import load

__all__ = [
    "Amount",
    "Catalogue",
    "Comparison",
    "Expr",
    "Judgement",
    "Model",
    "Plan",
    "Reason",
    "Rejected",
    "Sampling",
    "Step",
    "__version__",
    "catalogue",
    "check",
    "compare",
    "figure",
    "load",
    "model",
    "move",
    "plan",
    "q",
    "read",
    "risk",
    "scale",
    "schema",
    "why",
]

__version__ = "0.1.0"


class _Package(ModuleType):
    """A package whose verbs are not hidden by the folders of the same name."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


_DOORS = {"load": "tenfold.app.files", "catalogue": "tenfold.app.buying"}
"""The verbs that open files."""


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'tenfold' has no attribute '{name}'")
    found: object = getattr(import_module(_DOORS.get(name, "tenfold.api")), name)
    globals()[name] = found
    if "IPython" in sys.modules:
        import_module("tenfold.app.notebook").show_results()
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
