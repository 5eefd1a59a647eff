"""A formula's tree and the figures it speaks of, made into an Expr.

Here dimensions are checked, with the words and places a person wrote. The
first pass looks every name up and tells all that are unknown; the second
builds the graph from the leaves. A figure that is itself broken is not
complained of again: its users raise `Broken`, which carries nothing to tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from tenfold.errors import Problem, Rejected, Span, TenfoldError, Words, did_you_mean
from tenfold.quantity.expr import Call, Const, Draw, Expr, call
from tenfold.quantity.functions import FUNCTIONS, OPERATORS, UnitMismatch
from tenfold.quantity.literal import Literal
from tenfold.quantity.spread import SHAPES, Spread, SpreadError, between, shaped, within
from tenfold.quantity.syntax import As, Binary, Branch, Invoke, Node, Range, Ref, Sign, names_in, parse
from tenfold.quantity.units import CALENDAR, NUMBER, PERCENT, STANDARD, Unit, Vocabulary

__all__ = ["Broken", "Scope", "bind", "fit", "q", "read"]


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


def q(text: str, vocabulary: Vocabulary = STANDARD) -> Expr:
    """A quantity from text, such as `q("5 KB/user")`; raises `Rejected`."""
    return read(Words.typed(text, "quantity"), Scope(lambda _: None, lambda: (), vocabulary))


def read(words: Words, scope: Scope, *, key: str = "", wanted: Unit | None = None) -> Expr:
    """Text to Expr in one step, for what stands outside a model's own figures."""
    tree = parse(words, scope.vocabulary, frozenset(scope.known()))
    return bind(tree, words, scope, key=key, wanted=wanted)


def bind(tree: Node, words: Words, scope: Scope, *, key: str = "", wanted: Unit | None = None) -> Expr:
    """The Expr of a tree; `key` names its randomness, `wanted` settles `64B`."""
    _check_names(tree, words, scope)
    binder = _Binder(words, scope, key or words.text)
    expr = binder.node(tree, wanted)
    return fit(expr, wanted) if wanted is not None else expr


def fit(expr: Expr, unit: Unit) -> Expr:
    """A bare number where things are counted takes their unit: `replicas: 3`."""
    if expr.unit.factors or unit.is_number or not (unit.counts or _is_zero(expr)):
        return expr
    if isinstance(expr, Const):
        return Const(expr.number, unit, expr.text)
    if isinstance(expr, Draw):
        return replace(expr, unit=unit)
    if isinstance(expr, Call) and expr.function == "neg":
        return call("neg", fit(expr.args[0], unit))
    return expr


def _is_zero(expr: Expr) -> bool:
    return isinstance(expr, Const) and expr.number == 0


def _check_names(tree: Node, words: Words, scope: Scope) -> None:
    problems: list[Problem] = []
    broken = False
    for ref in names_in(tree):
        if ref.name in _TRUTHS:
            continue
        try:
            found = scope.figure(ref.name)
        except Broken:
            broken = True
            continue
        if found is None:
            problems.append(_unknown_name(ref, words, scope))
    if problems:
        raise Rejected(problems)
    if broken:
        raise Broken


def _unknown_name(ref: Ref, words: Words, scope: Scope) -> Problem:
    span = words.part(ref.start, ref.end)
    near = did_you_mean(ref.name, scope.known())
    if near:
        mend = f"did you mean '{near}'?"
    elif scope.vocabulary.knows(ref.name):
        mend = f"as a unit it is glued to a number: '1 {scope.vocabulary.unit(ref.name)}'"
    elif "." in ref.name:
        owner = ref.name.partition(".")[0]
        mine = sorted(name for name in scope.known() if name.startswith(owner + "."))
        mend = f"'{owner}' has {', '.join(n.partition('.')[2] for n in mine[:12])}" if mine else ""
    else:
        mend = "declare it under 'assumptions:' or 'figures:'"
    return Problem("T105", f"unknown name '{ref.name}'", span, mend)


_TRUTHS = {"true": 1, "false": 0}


@dataclass(slots=True)
class _Binder:
    words: Words
    scope: Scope
    key: str
    draws: int = 0

    def span(self, node: Node) -> Span:
        return self.words.part(node.start, node.end)

    def said(self, node: Node, expr: Expr) -> str:
        text = self.words.text[node.start : node.end].strip("() ")
        shown = text if len(text) <= 40 else text[:37] + "..."
        unit = str(expr.unit)
        return f"'{shown}' [{unit}]" if unit else f"'{shown}' [plain number]"

    def node(self, node: Node, wanted: Unit | None) -> Expr:
        match node:
            case Literal():
                return self.literal(node, wanted)
            case Ref(name=name):
                return self.reference(name)
            case Sign(function=function, operand=operand):
                return self.apply(function, (operand,), (self.node(operand, wanted),), self.span(node))
            case Binary():
                return self.binary(node, wanted)
            case Branch(condition=condition, then=then, otherwise=otherwise):
                parts = (self.node(condition, None), *self.alike((then, otherwise), wanted))
                return self.apply("if", (condition, then, otherwise), parts, self.span(node))
            case Invoke():
                return self.invoke(node, wanted)
            case Range():
                return self.range(node, wanted)
            case As(operand=operand, unit=unit):
                return self.convert(operand, self.node(operand, unit), unit, self.span(node))

    def literal(self, node: Literal, wanted: Unit | None) -> Const:
        readings = node.readings
        if len(readings) > 1 and wanted is not None:
            readings = tuple(r for r in readings if r.unit.dimension == wanted.dimension)
        if len(readings) != 1:
            either = " or ".join(f"'{reading.says}'" for reading in node.readings)
            raise Rejected([Problem("T102", f"'{node.text}' can be read in two ways", self.span(node), f"write {either}")])
        return Const(readings[0].number, readings[0].unit, node.text)

    def reference(self, name: str) -> Expr:
        found = self.scope.figure(name)
        if found is not None:
            return found
        return Const(Fraction(_TRUTHS[name]), NUMBER, name)

    def alike(self, nodes: tuple[Node, ...], wanted: Unit | None) -> tuple[Expr, ...]:
        """Operands that share a unit: what one is settles what `64B` in another is."""
        unsure = [n for n in nodes if isinstance(n, Literal) and len(n.readings) > 1]
        sure = {id(n): self.node(n, wanted) for n in nodes if n not in unsure}
        hint = next((e.unit for e in sure.values()), wanted)
        return tuple(sure[id(n)] if id(n) in sure else self.node(n, hint) for n in nodes)

    def binary(self, node: Binary, wanted: Unit | None) -> Expr:
        """A run of signs, folded from the left without recursion."""
        spine: list[Binary] = []
        first: Node = node
        while isinstance(first, Binary):
            spine.append(first)
            first = first.left
        left: Expr | None = None
        for step in reversed(spine):
            joins = step.sign not in ("*", "/", "of", "^")
            hint = (wanted if step.sign in "+-" else None) if joins else None
            if left is None:
                left, right = self.alike((step.left, step.right), hint) if joins else (
                    self.node(step.left, None), self.node(step.right, None)
                )  # fmt: skip
            else:
                right = self.node(step.right, left.unit if joins else None)
            left = self.apply(OPERATORS[step.sign], (step.left, step.right), (left, right), self.words.part(step.at, step.at + len(step.sign)))
        if left is None:  # pragma: no cover - a Binary has at least one sign
            raise Broken
        return left

    def apply(self, function: str, nodes: tuple[Node, ...], args: tuple[Expr, ...], span: Span) -> Expr:
        try:
            return call(function, *args)
        except UnitMismatch as error:
            raise Rejected([self.mismatch(error, nodes, args, span)]) from None

    def mismatch(self, error: UnitMismatch, nodes: tuple[Node, ...], args: tuple[Expr, ...], span: Span) -> Problem:
        if not error.verb or error.arg is None:
            place = span if error.arg is None else self.span(nodes[error.arg])
            return Problem("T110", error.what, place, error.mend)
        first, second = (0 if error.verb != "choose between" else 1), error.arg
        second += first
        left, right = self.said(nodes[first], args[first]), self.said(nodes[second], args[second])
        what = f"cannot {error.verb} {left} and {right}: they do not measure the same thing"
        mend = error.mend
        if args[second].unit == PERCENT and error.verb in ("add", "subtract"):
            sign = "+" if error.verb == "add" else "-"
            of, share = (self.words.text[n.start : n.end] for n in (nodes[first], nodes[second]))
            mend = f"write '{of} * (1 {sign} {share})'"
        elif error.verb == "subtract" and isinstance(nodes[first], Literal) and not args[first].unit.factors:
            text = self.words.text
            low, high = text[nodes[first].start : nodes[first].end], text[nodes[second].start : nodes[second].end]
            mend = f"for a range write '{low} to {high}'"
        return Problem("T110", what, span, mend)

    def invoke(self, node: Invoke, wanted: Unit | None) -> Expr:
        if node.name in SHAPES:
            return self.shape(node, wanted)
        function = FUNCTIONS.get(node.name)
        span = self.words.part(node.start, node.start + len(node.name))
        if function is None or not function.example:
            near = did_you_mean(node.name, [f for f in FUNCTIONS if FUNCTIONS[f].example] + list(SHAPES))
            mend = f"did you mean '{near}'?" if near else ""
            if node.name == "if":
                mend = "write: if a > b then x else y"
            raise Rejected([Problem("T106", f"unknown function '{node.name}'", span, mend)])
        count = len(node.args)
        if count < function.least or (function.most is not None and count > function.most):
            raise Rejected([Problem("T106", f"'{node.name}' does not take {count} arguments", self.span(node), f"for example {function.example}")])
        return self.apply(node.name, node.args, self.alike(node.args, wanted), self.span(node))

    def shape(self, node: Invoke, wanted: Unit | None) -> Draw:
        need = SHAPES[node.name]
        if len(node.args) != len(need):
            raise Rejected([Problem("T107", f"'{node.name}' does not take {len(node.args)} arguments", self.span(node), f"write {node.name}({', '.join(need)})")])
        ends = [self.end(arg, wanted) for arg in node.args]
        numbers, unit = self.in_one_unit(node.args, ends)
        whole = Fraction(100) if unit == PERCENT else Fraction(1)
        return self.draw(node, unit, lambda: shaped(node.name, numbers, whole=whole))

    def range(self, node: Range, wanted: Unit | None) -> Draw:
        left, right = self.end(node.left, wanted), self.end(node.right, wanted)
        if node.kind == "within":
            return self.draw(node, left.unit, lambda: within(left.number, right.number))
        if node.kind == "±":
            if right.unit == PERCENT and left.unit != PERCENT:
                right = Const(abs(left.number) * right.number / 100, left.unit)
            (middle, half), unit = self.in_one_unit((node.left, node.right), [left, right])
            if half <= 0:
                raise Rejected([Problem("T107", "the doubt after '±' must be above 0", self.span(node.right))])
            return self.draw(node, unit, lambda: Spread("normal", (middle - half, middle + half)))
        (low, high), unit = self.in_one_unit((node.left, node.right), [left, right])
        whole = Fraction(100) if unit == PERCENT else None
        return self.draw(node, unit, lambda: between(low, high, whole=whole))

    def end(self, node: Node, wanted: Unit | None) -> Const:
        """One end of a range: a plain quantity, its sign included."""
        expr = self.node(node, wanted)
        if isinstance(expr, Call) and expr.function == "neg" and isinstance(expr.args[0], Const):
            inner = expr.args[0]
            return Const(-inner.number, inner.unit, f"-{inner.text}")
        if not isinstance(expr, Const):
            mend = "put the doubt on one assumption and multiply"
            raise Rejected([Problem("T107", "the ends of a range are plain quantities", self.span(node), mend)])
        return expr

    def in_one_unit(self, nodes: tuple[Node, ...], ends: list[Const]) -> tuple[tuple[Fraction, ...], Unit]:
        """The numbers of several ends in the fullest unit among them.

        An end may leave out what another says: `2 to 4 ms`, `$8M to $15M/month`.
        """
        unit = max((e.unit for e in reversed(ends)), key=lambda u: len(u.factors))
        sized = {n.scaled for n in nodes if isinstance(n, Literal) and n.readings[0].number != 0}
        numbers: list[Fraction] = []
        for node, end in zip(nodes, ends, strict=True):
            here = end.unit
            if unit.factors[: len(here.factors)] == here.factors and here.per == 1:
                if here != unit and len(sized) > 1:
                    raise self.wrong_end(node, "the ends of the range are sized differently", "T107")
                here = unit
            if here.dimension != unit.dimension:
                raise self.wrong_end(node, f"the ends measure different things: [{here}] and [{unit}]", "T110")
            if here != unit and any(s.calendar for s, _ in (*here.factors, *unit.factors)):
                raise self.wrong_end(node, f"the ends are in [{here}] and [{unit}]", "T107")
            numbers.append(end.number * here.scale(CALENDAR) / unit.scale(CALENDAR))
        return tuple(numbers), unit

    def wrong_end(self, node: Node, what: str, code: str) -> Rejected:
        mend = "write both ends in full and in one unit, such as '$8M to $15M'"
        return Rejected([Problem(code, what, self.span(node), mend)])

    def draw(self, node: Node, unit: Unit, make: Callable[[], Spread]) -> Draw:
        try:
            spread = make()
        except SpreadError as error:
            raise Rejected([Problem("T107", error.what, self.span(node), error.mend)]) from None
        self.draws += 1
        key = self.key if self.draws == 1 else f"{self.key}#{self.draws}"
        return Draw(key, spread, unit, self.words.text[node.start : node.end])

    def convert(self, node: Node, expr: Expr, unit: Unit, span: Span) -> Expr:
        if expr.unit.dimension == unit.dimension:
            return Call("as", (expr,), unit)
        source, target = expr.unit.money, unit.money
        rate = self.rate(source, target) if source and target else None
        if rate is not None:
            changed = call("mul", expr, rate)
            if changed.unit.dimension == unit.dimension:
                return Call("as", (changed,), unit)
        mend = f"declare the rate: 'exchange: {{{source}: ...}}'" if source and target else ""
        raise Rejected([Problem("T110", f"{self.said(node, expr)} cannot be told in [{unit}]: they do not measure the same thing", span, mend)])

    def rate(self, source: str, target: str) -> Expr | None:
        straight = self.scope.figure(f"exchange.{source}")
        if straight is not None and straight.unit.money == target:
            return straight
        inverse = self.scope.figure(f"exchange.{target}")
        if inverse is not None and inverse.unit.money == source:
            return call("div", Const(Fraction(1)), inverse)
        return None
