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
    desk.figures.update((figure.name, figure) for figure in settings.aside.values())
    _put_away(desk)
    _refuse_idle(desk)
    return sizing


def _require_a_way(desk: Desk) -> None:
    have = set(desk.given) | desk.stated() | desk.changed | set(desk.words)
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


def _put_away(desk: Desk) -> None:
    """Defaults that the law did without tell nothing of the component."""
    for setting in desk.law.settings:
        name = setting.name
        if setting.if_asked and name in desk.assumed - desk.heard:
            desk.assumed.discard(name)
            desk.figures.pop(desk.given.pop(name).name)


def _refuse_idle(desk: Desk) -> None:
    """A figure that is stated and moves nothing is a mistake, and no wish."""
    idle = [name for name in desk.component.settings if name in desk.stated() - set(desk.sized)]
    if idle:
        mend = "say what it goes with, or leave it out"
        raise Rejected(
            Problem("T406", f"nothing of {desk.label} rests on '{name}'", desk.place(name), mend)
            for name in idle
        )
