"""A mismatch: quantities that cannot meet, told in the words that were written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from tenfold.errors import Problem, Span, Words, quoted
from tenfold.quantity.expr import Expr
from tenfold.quantity.functions import UnitMismatch, shown
from tenfold.quantity.literal import Literal
from tenfold.quantity.tree import Node
from tenfold.quantity.units import PERCENT, Unit

__all__ = ["cannot_be_told", "hundredths", "no_share", "tell_mismatch"]

_ADDING = {"add": "+", "subtract": "-"}


def tell_mismatch(
    words: Words, error: UnitMismatch, nodes: Sequence[Node], args: Sequence[Expr], span: Span
) -> Problem:
    """The Problem of a function whose arguments do not fit."""
    if not error.verb or error.arg is None:
        place = span if error.arg is None else _span(words, nodes[error.arg])
        return Problem("T110", error.what, place, error.mend)
    first = 1 if error.verb == "choose between" else 0
    second = first + error.arg
    left, right = _said(words, nodes[first], args[first]), _said(words, nodes[second], args[second])
    what = f"cannot {error.verb} {left} and {right}: they do not measure the same thing"
    mend = error.mend
    if error.verb in _ADDING and PERCENT in (args[first].unit, args[second].unit):
        mend = _share(words, error.verb, nodes[first], nodes[second], args)
    if error.verb == "compare":
        mend = _counted(nodes, args, first, second) or mend
    return Problem("T110", what, span, mend)


def _counted(nodes: Sequence[Node], args: Sequence[Expr], first: int, second: int) -> str:
    """The bare number of a comparison with the unit that it lacks: `30 instances`."""
    for bare, unit in ((nodes[first], args[second].unit), (nodes[second], args[first].unit)):
        if isinstance(bare, Literal) and not bare.readings[0].unit.factors and unit.counts:
            return f"write '{bare.text} {unit.words(plural=bare.text != '1')}'"
    return ""


def _share(words: Words, verb: str, first: Node, second: Node, args: Sequence[Expr]) -> str:
    whole, part = (first, second) if args[0].unit != PERCENT else (second, first)
    return f"write '{_text(words, whole)} * (1 {_ADDING[verb]} {_text(words, part)})'"


def hundredths(sign: str, left: Node, right: Node, span: Span) -> Problem | None:
    """The refusal of `100 - 20%`, which is 99.8 and was hardly meant to be."""
    if sign not in ("+", "-") or not _is_bare(left) or not _is_bare(right):
        return None
    number, unit = left.readings[0].number, left.readings[0].unit
    if unit.factors or number <= 1 or right.readings[0].unit != PERCENT:
        return None
    text = f"{left.text} {sign} {right.text}"
    what = f"'{text}' changes {left.text} by hundredths of 1, not by a share of {left.text}"
    return Problem("T110", what, span, f"write '{left.text} * (1 {sign} {right.text})'")


def no_share(words: Words, left: Node, share: Expr) -> Problem | None:
    """The refusal of `50 of users` and `5 GB of users`, where `50%` was hardly left out."""
    text, span = _text(words, left), _span(words, left)
    if not share.unit.is_number:
        what = f"'of' takes a share before it, not {_said(words, left, share)}"
        return Problem("T110", what, span, "write '*' to multiply")
    literal = left if _is_bare(left) and not text.endswith(("%", "x")) else None
    if literal is None or literal.readings[-1].number <= 1:
        return None
    what = f"{quoted(text)} is no share: it is more than all"
    mend = f"write '{text}%', or '(1/3) of ...' for a third, or '*' to multiply"
    return Problem("T110", what, span, mend)


def _is_bare(node: Node) -> TypeGuard[Literal]:
    """Whether a literal stands there without parentheses, which would say that it is meant."""
    return isinstance(node, Literal) and node.end - node.start == len(node.text)


def cannot_be_told(words: Words, node: Node, expr: Expr, unit: Unit, span: Span) -> Problem:
    """The refusal of `5 GB as TB/month`."""
    said = _said(words, node, expr)
    what = f"{said} cannot be told in {shown(unit)}: they do not measure the same thing"
    mend = _brought_to(expr.unit, unit)
    if expr.unit.money and unit.money and expr.unit.money != unit.money:
        mend = "declare the rate of the other currency under 'exchange:'"
    return Problem("T110", what, span, mend)


def _brought_to(unit: Unit, wanted: Unit) -> str:
    extra = [(s, power) for s, power in wanted.times(unit, -1).factors if s.base]
    if len(extra) != 1 or abs(extra[0][1]) != 1:
        return ""
    verb = "multiply" if extra[0][1] > 0 else "divide"
    return f"{verb} it by something in [{extra[0][0].word}] first"


def _said(words: Words, node: Node, expr: Expr) -> str:
    return f"{quoted(_text(words, node))} {shown(expr.unit)}"


def _text(words: Words, node: Node) -> str:
    return " ".join(words.text[node.start : node.end].split())


def _span(words: Words, node: Node) -> Span:
    return words.part(node.start, node.end)
