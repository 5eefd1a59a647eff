"""Results that show themselves in a notebook: as Markdown, and a risk as its chart too.

IPython asks for a result's forms by the name of its type, so nothing is loaded
for results that nobody has made. Below the door no class knows of notebooks.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Protocol

from tenfold.errors import Rejected
from tenfold.plan.amount import Amount
from tenfold.plan.compare import Comparison
from tenfold.plan.plan import Plan
from tenfold.quantity.why import Reason
from tenfold.report import markdown
from tenfold.report.comparison import compose_comparison
from tenfold.report.compose import compose_plan
from tenfold.report.derivation import compose_reason

__all__ = ["show_results"]

Shown = Callable[[object], str | None]


class Formatter(Protocol):
    """What IPython keeps for each kind of form."""

    def for_type_by_name(self, module: str, name: str, shown: Shown) -> object:
        """Show values of a type in this form from now on."""


def show_results(formatters: Mapping[str, Formatter] | None = None) -> bool:
    """Let results show themselves in the notebook that is running, if one is."""
    found = _running() if formatters is None else formatters
    if found is None:
        return False
    for (module, name), shown in _MARKDOWN.items():
        found["text/markdown"].for_type_by_name(module, name, shown)
    found["image/svg+xml"].for_type_by_name("tenfold.study.risk", "Risk", _chart)
    return True


def _running() -> Mapping[str, Formatter] | None:
    """The formatters of the notebook; None where Python runs by itself."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is None:
        return None
    formatters: Mapping[str, Formatter] = shell.display_formatter.formatters
    return formatters


def _plan(value: object) -> str | None:
    return markdown.write(compose_plan(value)) if isinstance(value, Plan) else None


def _amount(value: object) -> str | None:
    return str(value).replace("$", r"\$") if isinstance(value, Amount) else None


def _reason(value: object) -> str | None:
    return markdown.write(compose_reason(value)) if isinstance(value, Reason) else None


def _comparison(value: object) -> str | None:
    return markdown.write(compose_comparison(value)) if isinstance(value, Comparison) else None


def _risk(value: object) -> str | None:
    """Text with the chart above it: of several forms a notebook shows one alone."""
    from base64 import b64encode

    from tenfold.report.risk import compose_risk
    from tenfold.study.risk import Risk

    if not isinstance(value, Risk):
        return None
    told, picture = markdown.write(compose_risk(value)), _chart(value)
    if picture is None:
        return told
    data = b64encode(picture.encode()).decode()
    return f"![how sure the total is](data:image/svg+xml;base64,{data})\n\n{told}"


def _chart(value: object) -> str | None:
    """The page of charts; nothing where nothing is installed that draws."""
    from tenfold.report.chart import drawn
    from tenfold.report.chart_risk import risk_page
    from tenfold.study.risk import Risk

    if not isinstance(value, Risk):
        return None
    try:
        return drawn(risk_page(value), "svg").decode()
    except Rejected:
        return None


_MARKDOWN: dict[tuple[str, str], Shown] = {
    ("tenfold.plan.plan", "Plan"): _plan,
    ("tenfold.plan.amount", "Amount"): _amount,
    ("tenfold.quantity.why", "Reason"): _reason,
    ("tenfold.plan.compare", "Comparison"): _comparison,
    ("tenfold.study.risk", "Risk"): _risk,
}
