"""Spelling: quantities and formulas exactly, as text that parses back to them.

`spell` writes a number and its unit, `words` a formula with no more
parentheses than it needs. Figures stand by their names and are not opened:
`why` does that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tenfold.quantity.expr import Call, Const, Draw, Expr, Named
from tenfold.quantity.functions import OPERATORS
from tenfold.quantity.units import NUMBER, PERCENT, STANDARD, Symbol, Unit, Vocabulary, digits

__all__ = ["money_first", "spell", "words"]

_SIGNS = {function: sign for sign, function in OPERATORS.items() if sign != "of"}
_LOOSEST, _CONDITION, _NOT, _COMPARE, _SUM, _PRODUCT, _OF, _SIGNED, _POWER, _ATOM = range(10)
_RANKS = {
    "or": _LOOSEST,
    "and": _CONDITION,
    **dict.fromkeys(("lt", "le", "gt", "ge", "eq", "ne"), _COMPARE),
    "add": _SUM,
    "sub": _SUM,
    "mul": _PRODUCT,
    "div": _PRODUCT,
    "pow": _POWER,
}
_LONGEST: Final = 4000


def money_first(unit: Unit) -> tuple[Symbol | None, str]:
    """The currency that is written before the number, if any, and the words behind it."""
    unit = unit.priced()
    over = [(symbol, power) for symbol, power in unit.factors if power > 0]
    if len(over) != 1 or over[0][1] != 1 or not over[0][0].is_currency:
        return None, unit.words()
    rest = tuple(factor for factor in unit.factors if factor != over[0])
    return over[0][0], Unit(rest, unit.per).words()


def spell(size: Fraction, unit: Unit = NUMBER) -> str:
    """A number and its unit exactly, as a literal that parses back to them."""
    sign = "-" if size < 0 else ""
    text = digits(abs(size))
    if text is None:
        return f"({spell(Fraction(size.numerator), unit)} / {size.denominator:,})"
    paid, rest = money_first(unit)
    if paid is not None:
        return f"{sign}{paid.word}{'' if len(paid.word) == 1 else ' '}{text}{rest}"
    tail = unit.words(plural=text != "1")
    if "-" in tail:
        tail = unit.words()  # a figure may well be called 'users', so not 'GB-users'
    return f"{sign}{text}{tail}" if tail[:1] in ("", "/", "%") else f"{sign}{text} {tail}"


def words(
    expr: Expr, *, values: Mapping[int, str] | None = None, vocabulary: Vocabulary = STANDARD
) -> str:
    """A formula as a person would write it; `values` shows nodes by their value.

    The vocabulary is the model's: `$100 / users` has two readings where users
    are a unit too, and is written `$100 / (users)`.
    """
    writer = _Writer(values or {}, vocabulary)
    done: list[str] = []
    size = 0
    rest: list[_Piece | str] = [_Piece(expr, _LOOSEST)]
    while rest:
        piece = rest.pop()
        if isinstance(piece, str):
            done.append(piece)
            size += len(piece)
        else:
            rest.extend(reversed(list(writer.opened(piece))))
        if size > _LONGEST:
            return "".join(done) + " ..."
    return "".join(done)


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """A node still to be written, and the loosest sign that may stand bare there."""

    node: Expr
    least: int
    in_call: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Writer:
    """Opens one node at a time, so that no depth of formula is too deep."""

    values: Mapping[int, str]
    vocabulary: Vocabulary

    def opened(self, piece: _Piece) -> Iterator[_Piece | str]:
        node, least = piece.node, piece.least
        shown = self.values.get(id(node))
        if shown is not None:
            yield f"({shown})" if shown.startswith("-") and least else shown
        elif isinstance(node, Named):
            yield node.name
        elif isinstance(node, Const):
            yield self.constant(node, piece)
        elif isinstance(node, Draw):
            yield f"({node.text})" if least else node.text
        elif isinstance(node, Call):
            yield from self.bracketed(node, piece)

    def constant(self, node: Const, piece: _Piece) -> str:
        text, rank = node.text or spell(node.number, node.unit), _ATOM
        if text.startswith("("):
            text, rank = text[1:-1], _PRODUCT
        elif text.startswith("-"):
            rank = _SIGNED
        elif piece.least == _ATOM and any(symbol.base for symbol, _ in node.unit.factors):
            rank = _POWER  # '5 GB ^ 2' has two readings
        if rank < piece.least:
            return f"({text})"
        return text.replace(",", "_") if piece.in_call and not node.unit.factors else text

    def bracketed(self, node: Call, piece: _Piece) -> Iterator[_Piece | str]:
        rank = self.rank(node)
        open_ = rank < piece.least
        if open_:
            yield "("
        yield from self.call(node, rank, in_call=piece.in_call and not open_)
        if open_:
            yield ")"

    def rank(self, node: Call) -> int:
        function = node.function
        if function in ("if", "as"):
            return _LOOSEST
        if function == "not":
            return _NOT
        if function == "neg":
            return _SIGNED
        return _OF if self.is_share(node) else _RANKS.get(function, _ATOM)

    def call(self, node: Call, rank: int, *, in_call: bool) -> Iterator[_Piece | str]:
        args = node.args
        if node.function == "if":
            for word, arg in zip(("if ", " then ", " else "), args, strict=True):
                yield word
                yield _Piece(arg, _CONDITION, in_call)
        elif node.function == "as":
            yield _Piece(args[0], _CONDITION, in_call)
            yield f" as {node.unit}"
        elif node.function in ("neg", "not"):
            yield "-" if node.function == "neg" else "not "
            yield _Piece(args[0], rank, in_call)
        elif rank == _ATOM:
            yield f"{node.function}("
            for place, arg in enumerate(args):
                yield ", " if place else ""
                yield _Piece(arg, _LOOSEST, in_call=True)
            yield ")"
        else:
            yield from self.joined(node, rank, in_call=in_call)

    def joined(self, node: Call, rank: int, *, in_call: bool) -> Iterator[_Piece | str]:
        left, right = node.args
        sign = "of" if rank == _OF else _SIGNS[node.function]
        tighter = rank in (_COMPARE, _POWER)
        if _adds_hundredths(node):
            yield from ("(", _Piece(left, _LOOSEST), ")")
        else:
            yield _Piece(left, rank + tighter, in_call)
        yield f" {sign} "
        if node.function == "div" and _ends_in_number(left) and self.begins_as_unit(right):
            yield from ("(", _Piece(right, _LOOSEST), ")")
        else:
            yield _Piece(right, _SIGNED if rank == _POWER else rank + 1, in_call)

    def is_share(self, node: Call) -> bool:
        """Whether it reads `50% of users`, or `50% of 10% of users`."""
        if node.function != "mul" or self.values:
            return False
        share = node.args[0]
        if isinstance(share, Call) and share.function == "mul" and share.unit == PERCENT:
            share = share.args[0]
        if isinstance(share, Const) and (share.number < 0 or digits(share.number) is None):
            return False
        return share.unit == PERCENT and not isinstance(share, Call)

    def begins_as_unit(self, node: Expr) -> bool:
        """Whether the first thing written of a node is a figure named like a unit."""
        while isinstance(node, Call) and node.function in ("pow", "mul") and not self.values:
            node = node.args[0]
        known = isinstance(node, Named) and self.vocabulary.knows(node.name)
        return known and id(node) not in self.values


def _adds_hundredths(node: Call) -> bool:
    """Whether it reads `3 + 5%`, which is 3.05, and has to say that it is meant."""
    left, right = node.args
    if node.function not in ("add", "sub") or not isinstance(left, Const):
        return False
    if not isinstance(right, Const) or right.unit != PERCENT or digits(right.number) is None:
        return False
    return not left.unit.factors and left.number > 1 and right.number >= 0


def _ends_in_number(node: Expr) -> bool:
    """Whether the last thing written of a node is a literal."""
    while isinstance(node, Call) and node.function in ("mul", "div", "pow", "neg"):
        node = node.args[-1]
    return isinstance(node, Const)
