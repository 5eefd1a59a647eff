"""A tree: what a formula is made of, each part with the place it was written at.

`syntax.py` makes trees from text, `bind.py` makes quantities from trees. Parts
are compared by identity: the same words at two places are two parts.
"""

from __future__ import annotations

from dataclasses import dataclass

from tenfold.quantity.literal import Literal
from tenfold.quantity.units import Unit

__all__ = ["As", "Binary", "Branch", "Invoke", "Node", "Range", "Ref", "Sign", "names_in"]


@dataclass(frozen=True, slots=True, eq=False)
class Ref:
    """A figure spoken of by name."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Sign:
    """A sign or word before one operand: `-`, `not`."""

    function: str
    operand: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Binary:
    """Two operands and the sign between them; `at` is where the sign stands."""

    sign: str
    left: Node
    right: Node
    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """`if condition then one else other`."""

    condition: Node
    then: Node
    otherwise: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Invoke:
    """A function or a shape, with its arguments."""

    name: str
    args: tuple[Node, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Range:
    """`low to high`, `middle ± half`, `middle within 2x`."""

    kind: str
    left: Node
    right: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class As:
    """A quantity asked for in another unit of the same kind."""

    operand: Node
    unit: Unit
    start: int
    end: int


Node = Literal | Ref | Sign | Binary | Branch | Invoke | Range | As


def names_in(tree: Node) -> list[Ref]:
    """Every reference in a tree, in the order written."""
    found: list[Ref] = []
    stack: list[Node] = [tree]
    while stack:
        node = stack.pop()
        match node:
            case Ref():
                found.append(node)
            case Sign(operand=inner) | As(operand=inner):
                stack.append(inner)
            case Binary(left=left, right=right) | Range(left=left, right=right):
                stack += (right, left)
            case Branch(condition=condition, then=then, otherwise=otherwise):
                stack += (otherwise, then, condition)
            case Invoke(args=args):
                stack += reversed(args)
            case _:
                pass
    return found
