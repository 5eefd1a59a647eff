"""A plain amount: a quantity that rests on no figure, in the unit that is asked for."""

from __future__ import annotations

from dataclasses import replace

from tenfold.errors import Words
from tenfold.model.model import Model
from tenfold.quantity.bind import EMPTY, fit, read
from tenfold.quantity.expr import Draw, Expr, Named, ancestors
from tenfold.quantity.tape import Value, compile_tape
from tenfold.quantity.units import NUMBER, Unit

__all__ = ["plain_value"]


def plain_value(said: Words | Expr, unit: Unit, model: Model) -> Value:
    """Its value in base units; None where it is no plain amount of that kind."""
    if isinstance(said, Words):
        scope = replace(EMPTY, vocabulary=model.vocabulary)
        said = read(said, scope, wanted=NUMBER if unit.counts else unit)
    expr = fit(said, unit)
    doubtful = any(isinstance(node, (Named, Draw)) for node in ancestors([expr]))
    if doubtful or expr.unit.dimension != unit.dimension:
        return None
    tape = compile_tape([expr], model.calendar)
    return tape.exact()[tape.slot(expr)]
