"""Formulas as written: text to a tree of words and signs, no meaning yet.

    figure  := formula [ ("to" | "±") formula | "within" number "x" ]
    formula := ( "if" formula "then" formula "else" formula | or ) [ "as" unit ]
    or      := and { "or" and }            and    := not { "and" not }
    not     := "not" not | compare         compare:= sum [ ("<" "<=" ">" ">=" "==" "!=") sum ]
    sum     := product { ("+" | "-") product }
    product := of { ("*" | "×" | "/" | "÷") of }
    of      := signed [ "of" of ]          signed := "-" signed | atom [ "^" signed ]
    atom    := literal | name | name "(" figure { "," figure } ")" | "(" figure ")"

A literal is read by `literal.py`. A word on its own is a reference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tenfold.errors import Problem, Rejected, Words
from tenfold.quantity.literal import Literal, read_literal, read_unit
from tenfold.quantity.units import Unit, Vocabulary

__all__ = ["As", "Binary", "Branch", "Invoke", "Node", "Range", "Ref", "Sign", "names_in", "parse"]

_LONGEST = 20_000
_DEEPEST = 60

_LEXEME = re.compile(
    r"\s*(?:(?P<number>[$€£₹₩¥]|\d|\.\d)|(?P<word>[^\W\d]\w*(?:\.[^\W\d]\w*)*)"
    r"|(?P<sign><=|>=|==|!=|[-+*/^()<>,=×÷±%−–])|(?P<other>\S))"
)
_WORDS = {"of", "to", "within", "if", "then", "else", "and", "or", "not", "as", "per", "at"}
_COMPARING = 2
_RANKS = {
    "or": 0, "and": 1, "<": 2, "<=": 2, ">": 2, ">=": 2, "==": 2, "!=": 2,
    "+": 3, "-": 3, "*": 4, "/": 4, "of": 5,
}  # fmt: skip
_SPELLED = {"×": "*", "÷": "/"}


@dataclass(frozen=True, slots=True)
class Ref:
    """A figure spoken of by name."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign or word before one operand: `-`, `not`."""

    function: str
    operand: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and the sign between them; `at` is where the sign stands."""

    sign: str
    left: Node
    right: Node
    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Branch:
    """`if condition then one else other`."""

    condition: Node
    then: Node
    otherwise: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Invoke:
    """A function or a shape, with its arguments."""

    name: str
    args: tuple[Node, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Range:
    """`low to high`, `middle ± half`, `middle within 2x`."""

    kind: str
    left: Node
    right: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class As:
    """A quantity asked for in another unit of the same kind."""

    operand: Node
    unit: Unit
    start: int
    end: int


Node = Literal | Ref | Sign | Binary | Branch | Invoke | Range | As


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


def parse(words: Words, vocabulary: Vocabulary, names: frozenset[str] | set[str]) -> Node:
    """The tree of a formula; `Rejected` with the first thing that cannot be read.

    `names` are the figures of the model: they decide whether a word after a
    number was meant as a unit or as a reference.
    """
    if len(words.text) > _LONGEST:
        raise _wrong(words, 0, 1, "T101", f"a formula of {len(words.text):,} characters", "break it into named figures")
    parser = _Parser(words, vocabulary, names)
    if parser.token.kind == "end":
        raise _wrong(words, 0, 1, "T101", "an empty formula", "write a quantity")
    tree = parser.figure()
    if parser.token.kind != "end":
        raise parser.unexpected()
    return tree


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


def _wrong(words: Words, start: int, end: int, code: str, what: str, mend: str = "") -> Rejected:
    return Rejected([Problem(code, what, words.part(start, end), mend)])


class _Parser:
    """A Pratt parser over one text; it holds a place and nothing else."""

    def __init__(self, words: Words, vocabulary: Vocabulary, names: frozenset[str] | set[str]) -> None:
        self.words, self.vocabulary, self.names = words, vocabulary, names
        self.depth = 0
        self.in_call = 0
        self.last = 0
        self.token = self._next(0)

    def _next(self, at: int) -> _Token:
        match = _LEXEME.match(self.words.text, at)
        if match is None:
            return _Token("end", "", len(self.words.text), len(self.words.text))
        kind = match.lastgroup or "other"
        text = match.group(kind)
        if text == "¥":
            raise _wrong(self.words, match.start(kind), match.end(), "T102", "'¥' is two currencies", "write JPY or CNY")
        if kind == "other":
            raise _wrong(
                self.words, match.start(kind), match.end(), "T101",
                f"'{text}' is no sign of the language", _OTHER_SIGNS.get(text, ""),
            )  # fmt: skip
        return _Token(kind, text, match.start(kind), match.end())

    def advance(self) -> _Token:
        taken = self.token
        self.last = taken.end
        self.token = self._next(taken.end)
        return taken

    def take(self, *texts: str) -> _Token | None:
        if self.token.kind in ("word", "sign") and self.token.text in texts:
            return self.advance()
        return None

    def need(self, text: str, after: str) -> None:
        if self.take(text) is None:
            raise self.unexpected(f"'{text}' is missing after {after}")

    def unexpected(self, what: str = "", mend: str = "") -> Rejected:
        token = self.token
        if token.kind == "end":
            said = what or "the formula stops too early"
            return _wrong(self.words, max(0, token.start - 1), token.end, "T101", said)
        if mend:
            return _wrong(self.words, token.start, token.end, "T101", what, mend)
        if token.text == "=":
            mend = "write '==' to compare"
        elif token.text in ("–", "−"):
            mend = "write 'to' for a range, '-' to subtract"
        elif token.text == "at":
            mend = "a percentile belongs in a goal"
        elif token.kind in ("word", "number"):
            mend = "is there a sign missing before it?"
        said = what or f"did not expect '{self._whole(token)}' here"
        return _wrong(self.words, token.start, token.end, "T101", said, mend)

    def _whole(self, token: _Token) -> str:
        return self.words.text[token.start : token.end] if token.kind != "number" else self.words.text[token.start :].split()[0]

    def figure(self) -> Node:
        left = self.formula()
        start = left.start
        if self.take("to"):
            right = self.formula()
            return Range("to", left, right, start, self.last)
        if self.take("±"):
            right = self.formula()
            return Range("±", left, right, start, self.last)
        if self.take("within"):
            right = self.atom()
            return Range("within", left, right, start, self.last)
        return left

    def formula(self) -> Node:
        self._deeper()
        opened = self.take("if")
        tree = self.binary(0) if opened is None else self.branch(opened)
        while self.take("as"):
            unit, end = read_unit(self.words, self.token.start, self.vocabulary)
            tree = As(tree, unit, tree.start, end)
            self.last, self.token = end, self._next(end)
        self.depth -= 1
        return tree

    def branch(self, opened: _Token) -> Branch:
        if self.token.text == "(" and "then" not in self.words.text:
            raise self.unexpected("an 'if' reads: if a > b then x else y")
        condition = self.formula()
        self.need("then", "the condition")
        then = self.formula()
        self.need("else", "'then ...'")
        otherwise = self.formula()
        return Branch(condition, then, otherwise, opened.start, self.last)

    def binary(self, least: int) -> Node:
        """Operands joined by signs that bind at least as tightly as `least`."""
        left = self.signed()
        while True:
            text = _SPELLED.get(self.token.text, self.token.text)
            rank = _RANKS.get(text, -1)
            if rank < least or self.token.kind == "number":
                return left
            sign = self.advance()
            right = self.binary(rank if text == "of" else rank + 1)
            left = Binary(text, left, right, sign.start, left.start, self.last)
            if rank == _COMPARING and _RANKS.get(self.token.text) == _COMPARING:
                raise self.unexpected("one comparison at a time")

    def signed(self) -> Node:
        self._deeper()
        before = self.take("-", "+", "not")
        if before is None:
            tree = self.power()
        elif before.text == "not":
            tree = Sign("not", self.binary(_COMPARING), before.start, self.last)
        else:
            inner = self.signed()
            tree = inner if before.text == "+" else Sign("neg", inner, before.start, self.last)
        self.depth -= 1
        return tree

    def power(self) -> Node:
        base = self.atom()
        sign = self.take("^")
        if sign is not None:
            base = Binary("^", base, self.signed(), sign.start, base.start, self.last)
        return base

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.unexpected("the formula is nested too deeply", "break it into named figures")

    def atom(self) -> Node:
        token = self.token
        if token.kind == "number":
            return self.literal()
        if token.text == "(" and token.kind == "sign":
            self.advance()
            outer, self.in_call = self.in_call, 0
            inner = self.figure()
            self.in_call = outer
            self.need(")", "'('")
            return inner
        if token.kind == "word" and token.text not in _WORDS:
            self.advance()
            if self.token.text == "(" and self.token.kind == "sign":
                return self.invoke(token)
            return Ref(token.text, token.start, token.end)
        raise self.unexpected()

    def literal(self) -> Literal:
        literal = read_literal(self.words, self.token.start, self.vocabulary, self.names, in_call=self.in_call > 0)
        self.last, self.token = literal.end, self._next(literal.end)
        return literal

    def invoke(self, name: _Token) -> Invoke:
        self.advance()
        outer, self.in_call = self.in_call, 1
        args: list[Node] = []
        while self.token.text != ")":
            args.append(self.figure())
            if self.take(",") is None:
                break
        self.in_call = outer
        self.need(")", f"the arguments of {name.text}")
        return Invoke(name.text, tuple(args), name.start, self.last)


_OTHER_SIGNS = {
    "~": "write a range, such as '8M within 1.2x'",
    "≈": "write a range, such as '8M within 1.2x'",
    "≤": "write '<='",
    "≥": "write '>='",
    "·": "write '*'",
    "[": "write '('",
    "{": "write '('",
    "&": "write 'and'",
    "|": "write 'or'",
    "?": "a figure that is not known yet is left out; its total then reads 'at least'",
}
