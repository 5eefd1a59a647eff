"""How much is needed: the law of a component, run on what the component says."""

from __future__ import annotations

from tenfold.errors import Problem, Rejected
from tenfold.laws.law import Lacking, Settings, Sizing
from tenfold.plan.desk import Desk
from tenfold.quantity.functions import UnitMismatch

__all__ = ["size"]


def size(desk: Desk) -> Sizing:
    """What the law answers to what the component says."""
    _require_a_way(desk)
    assumed = frozenset(desk.assumed)
    settings = Settings(
        desk.component.name,
        desk.given,
        desk.words,
        desk.state,
        desk.stated(),
        assumed,
        frozenset(desk.changed),
    )
    try:
        sizing = desk.law.size(settings)
    except UnitMismatch as error:
        what = f"{desk.label}: {error.what}"
        raise Rejected([Problem("T405", what, desk.component.span, error.mend)]) from None
    except Lacking as error:
        raise Rejected([_lacks(desk, error.name)]) from None
    desk.heard = settings.heard
    _keep_what_counts(desk, settings)
    _refuse_idle(desk)
    return sizing


def _keep_what_counts(desk: Desk, settings: Settings) -> None:
    """Figures on the way are figures too; a default aside that nobody asked for is none."""
    desk.figures.update((figure.name, figure) for figure in settings.aside.values())
    for setting in desk.law.settings:
        if setting.aside and setting.name in desk.assumed - settings.heard:
            desk.figures.pop(desk.full(setting.name), None)
            desk.given.pop(setting.name, None)


def _require_a_way(desk: Desk) -> None:
    have = set(desk.given) | desk.stated() | desk.changed
    if any(set(way) <= have for way in desk.law.ways):
        return
    ways = "; or ".join(" and ".join(f"'{name}'" for name in way) for way in desk.law.ways)
    what = f"{desk.label} cannot be sized with what it says"
    raise Rejected([Problem("T404", what, desk.component.span, f"say {ways}")])


def _lacks(desk: Desk, name: str) -> Problem:
    setting = desk.law.setting(name)
    example = "" if setting is None else f", for example '{name}: {setting.example}'"
    what = f"{desk.label} lacks '{name}'"
    return Problem("T404", what, desk.component.span, f"add it{example}")


def _refuse_idle(desk: Desk) -> None:
    """A figure that is stated and moves nothing is a mistake, and no wish."""
    idle = [name for name in desk.component.settings if name in desk.stated() - set(desk.sized)]
    if idle:
        mend = "say what it goes with, or leave it out"
        raise Rejected(
            Problem("T406", f"nothing of {desk.label} rests on '{name}'", desk.place(name), mend)
            for name in idle
        )
