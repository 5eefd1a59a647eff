"""A formula's tree and the figures it speaks of, made into an Expr.

Here dimensions are checked, with the words and places a person wrote. The
first pass looks every name up and tells all that are unknown; the second
builds the graph from the leaves. A figure that is itself broken is not
complained of again: its users raise `Broken`, which carries nothing to tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from tenfold.errors import Problem, Rejected, Span, TenfoldError, Words, did_you_mean, quoted
from tenfold.quantity.capacity import CAPACITY
from tenfold.quantity.expr import Call, Const, Draw, Expr, call
from tenfold.quantity.functions import FUNCTIONS, OPERATORS, UnitMismatch
from tenfold.quantity.interval import read_range, read_shape
from tenfold.quantity.literal import Literal
from tenfold.quantity.mismatch import cannot_be_told, hundredths, no_share, tell_mismatch
from tenfold.quantity.spread import SHAPES, Spread
from tenfold.quantity.syntax import parse
from tenfold.quantity.tree import (
    As,
    Binary,
    Branch,
    Invoke,
    Node,
    Range,
    Ref,
    Sign,
    names_in,
)
from tenfold.quantity.units import NUMBER, STANDARD, Unit, Vocabulary

__all__ = ["EMPTY", "Broken", "Scope", "bind", "fit", "q", "read"]

_TRUTHS = {"true": 1, "false": 0}
_NAMES_TOLD = 50
_PARTS_TOLD = 12
_BINDING = frozenset({"*", "/", "of", "^"})


class Broken(TenfoldError):
    """A figure rests on one that is wrong and has been told of already."""


@dataclass(frozen=True)
class Scope:
    """What a formula can speak of.

    `figure` answers a name with its Expr, None where there is no such figure,
    and raises `Broken` where there is one but it is wrong.
    """

    figure: Callable[[str], Expr | None]
    known: Callable[[], Iterable[str]]
    vocabulary: Vocabulary = STANDARD


EMPTY = Scope(lambda _: None, lambda: ())
"""The Scope that has no figures."""


def q(text: str, vocabulary: Vocabulary = STANDARD) -> Expr:
    """A quantity from text, such as `q("5 KB/user")`; raises `Rejected`."""
    return read(Words.typed(text, "quantity"), replace(EMPTY, vocabulary=vocabulary))


def read(words: Words, scope: Scope, *, key: str = "", wanted: Unit | None = None) -> Expr:
    """Text to Expr in one step, for what stands outside a model's own figures."""
    tree = parse(words, scope.vocabulary, frozenset(scope.known()))
    return bind(tree, words, scope, key=key, wanted=wanted)


def bind(
    tree: Node, words: Words, scope: Scope, *, key: str = "", wanted: Unit | None = None
) -> Expr:
    """The Expr of a tree; `key` names its randomness, `wanted` settles `64B`."""
    _check_names(tree, words, scope)
    expr = _Binder(words, scope, key or words.text).node(tree, wanted)
    return fit(expr, wanted) if wanted is not None else expr


def fit(expr: Expr, unit: Unit) -> Expr:
    """A bare number where things are counted takes their unit: `replicas: 3`."""
    if expr.unit.factors or unit.is_number or not (unit.counts or _is_zero(expr)):
        return expr
    if isinstance(expr, Const):
        return Const(expr.number, unit)
    if isinstance(expr, Draw):
        return replace(expr, unit=unit)
    if isinstance(expr, Call) and expr.function == "neg":
        return call("neg", fit(expr.args[0], unit))
    return expr


def _is_zero(expr: Expr) -> bool:
    return isinstance(expr, Const) and expr.number == 0


def _check_names(tree: Node, words: Words, scope: Scope) -> None:
    unknown: dict[str, Ref] = {}
    broken = False
    for ref in names_in(tree):
        if ref.name in _TRUTHS or ref.name in unknown:
            continue
        try:
            if scope.figure(ref.name) is None:
                unknown[ref.name] = ref
        except Broken:
            broken = True
    if unknown:
        told = list(unknown.values())[:_NAMES_TOLD]
        raise Rejected([_unknown_name(ref, words, scope) for ref in told])
    if broken:
        raise Broken


def _unknown_name(ref: Ref, words: Words, scope: Scope) -> Problem:
    span = words.part(ref.start, ref.end)
    near = did_you_mean(ref.name, scope.known())
    owner, dot, _ = ref.name.partition(".")
    unit = scope.vocabulary.unit(ref.name)
    if near and owner != "strategies":
        mend = f"did you mean '{near}'?"
    elif owner == "strategies":
        mend = "savings are spoken of in goals and claims; here, 'with_strategies.total.cost'"
    elif unit is not None:
        mend = f"as a unit it is glued to a number: '1 {unit}'"
    elif dot:
        mine = sorted(n.partition(".")[2] for n in scope.known() if n.startswith(owner + "."))
        mend = f"{quoted(owner)} has {', '.join(mine[:_PARTS_TOLD])}" if mine else ""
    else:
        mend = "declare it under 'assumptions:' or 'figures:'"
    return Problem("T105", f"unknown name {quoted(ref.name)}", span, mend)


def _suits(unit: Unit, wanted: Unit) -> bool:
    """Whether a reading is what is wanted, or a bare number where things are counted."""
    return unit.dimension == wanted.dimension or (not unit.factors and wanted.counts)


@dataclass(slots=True, eq=False)
class _Binder:
    words: Words
    scope: Scope
    key: str
    draws: int = 0

    def span(self, node: Node) -> Span:
        return self.words.part(node.start, node.end)

    def node(self, node: Node, wanted: Unit | None) -> Expr:
        match node:
            case Literal():
                return self.literal(node, wanted)
            case Ref(name=name):
                return self.reference(name)
            case Sign(function=function, operand=operand):
                return self.apply(function, (operand,), (self.node(operand, wanted),), node)
            case Binary():
                return self.binary(node, wanted)
            case Branch(condition=condition, then=then, otherwise=otherwise):
                parts = (self.node(condition, None), *self.alike((then, otherwise), wanted))
                return self.apply("if", (condition, then, otherwise), parts, node)
            case Invoke():
                return self.invoke(node, wanted)
            case Range(left=left, right=right):
                ends = self.alike((left, right), wanted)
                return self.draw(node, *read_range(self.words, node, ends))
            case As(operand=operand, unit=unit):
                return self.convert(node, self.node(operand, unit), unit)

    def literal(self, node: Literal, wanted: Unit | None) -> Const:
        readings = node.readings
        if len(readings) == 1:
            return Const(readings[0].number, readings[0].unit, node.text)
        if wanted is not None:
            readings = tuple(r for r in readings if _suits(r.unit, wanted))
        if len(readings) == 1:
            return Const(readings[0].number, readings[0].unit)
        either = " or ".join(f"'{reading.says}'" for reading in node.readings)
        what = f"{quoted(node.text)} can be read in two ways"
        raise Rejected([Problem("T102", what, self.span(node), f"write {either}")])

    def reference(self, name: str) -> Expr:
        found = self.scope.figure(name)
        return Const(Fraction(_TRUTHS[name]), NUMBER, name) if found is None else found

    def alike(self, nodes: Sequence[Node], wanted: Unit | None) -> tuple[Expr, ...]:
        """Operands that share a unit: what one is settles what `64B` in another is."""
        unsure = {id(n) for n in nodes if isinstance(n, Literal) and len(n.readings) > 1}
        sure = {id(n): self.node(n, wanted) for n in nodes if id(n) not in unsure}
        hint = next((expr.unit for expr in sure.values()), wanted)
        return tuple(sure[id(n)] if id(n) in sure else self.node(n, hint) for n in nodes)

    def binary(self, node: Binary, wanted: Unit | None) -> Expr:
        """A run of signs, folded from the left without recursion."""
        spine: list[Binary] = []
        first: Node = node
        while isinstance(first, Binary):
            spine.append(first)
            first = first.left
        bottom = spine[-1]
        hint = wanted if bottom.sign in {"+", "-"} else None
        left = self.joined(bottom, self.pair(bottom, hint))
        for step in reversed(spine[:-1]):
            right = self.node(step.right, None if step.sign in _BINDING else left.unit)
            left = self.joined(step, (left, right))
        return left

    def pair(self, step: Binary, hint: Unit | None) -> tuple[Expr, ...]:
        if step.sign in _BINDING:
            return self.node(step.left, None), self.node(step.right, None)
        return self.alike((step.left, step.right), hint)

    def joined(self, step: Binary, args: tuple[Expr, ...]) -> Expr:
        nodes = (step.left, step.right)
        if step.sign == "of":
            problem = no_share(self.words, step.left, args[0])
        else:
            problem = hundredths(step.sign, step.left, step.right, self.span(step))
        if problem is not None:
            raise Rejected([problem])
        return self.apply(OPERATORS[step.sign], nodes, args, step)

    def apply(self, function: str, nodes: Sequence[Node], args: Sequence[Expr], node: Node) -> Expr:
        try:
            return call(function, *args)
        except UnitMismatch as error:
            at = (node.at, node.at + len(node.sign)) if isinstance(node, Binary) else None
            span = self.words.part(*at) if at else self.span(node)
            raise Rejected([tell_mismatch(self.words, error, nodes, args, span)]) from None

    def invoke(self, node: Invoke, wanted: Unit | None) -> Expr:
        if node.name in SHAPES:
            ends = self.alike(node.args, wanted)
            return self.draw(node, *read_shape(self.words, node, ends))
        function = FUNCTIONS.get(node.name)
        if function is None or not function.example:
            raise Rejected([self.unknown_function(node)])
        count = len(node.args)
        if count < function.least or (function.most is not None and count > function.most):
            many = f"{count} argument{'' if count == 1 else 's'}"
            what = f"'{node.name}' does not take {many}"
            mend = f"for example {function.example}"
            raise Rejected([Problem("T106", what, self.span(node), mend)])
        if node.name in CAPACITY:  # what they take is not alike
            args = tuple(self.node(arg, None) for arg in node.args)
        else:
            args = self.alike(node.args, wanted)
        return self.apply(node.name, node.args, args, node)

    def unknown_function(self, node: Invoke) -> Problem:
        callable_names = [name for name, function in FUNCTIONS.items() if function.example]
        near = did_you_mean(node.name, [*callable_names, *SHAPES])
        mend = f"did you mean '{near}'?" if near else f"there are {', '.join(callable_names)}"
        if node.name in self.scope.known():
            mend = "a sign is missing before '('"
        span = self.words.part(node.start, node.start + len(node.name))
        return Problem("T106", f"unknown function {quoted(node.name)}", span, mend)

    def draw(self, node: Range | Invoke, spread: Spread, unit: Unit) -> Draw:
        self.draws += 1
        key = self.key if self.draws == 1 else f"{self.key}#{self.draws}"
        return Draw(key, spread, unit, self.written(node))

    def written(self, node: Range | Invoke) -> str:
        """A range or a shape as written, but for parentheses around all of it."""
        text = self.words.text
        if isinstance(node, Range):
            return text[node.left.start : node.right.end]
        return f"{node.name}({', '.join(text[arg.start : arg.end] for arg in node.args)})"

    def convert(self, node: As, expr: Expr, unit: Unit) -> Expr:
        if expr.unit.dimension == unit.dimension:
            return Call("as", (expr,), unit)
        rate = self.rate(expr.unit.money, unit.money)
        if rate is not None:
            changed = call("mul", expr, rate)
            if changed.unit.dimension == unit.dimension:
                return Call("as", (changed,), unit)
        raise Rejected([cannot_be_told(self.words, node.operand, expr, unit, self.span(node))])

    def rate(self, source: str, target: str) -> Expr | None:
        """What one of a currency is in another, where the model declares it."""
        if not source or not target or source == target:
            return None
        straight = self.scope.figure(f"exchange.{source}")
        if straight is not None and straight.unit.money == target:
            return straight
        inverse = self.scope.figure(f"exchange.{target}")
        if inverse is not None and inverse.unit.money == source:
            return call("div", Const(Fraction(1)), inverse)
        return None
