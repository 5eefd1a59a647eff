"""Formulas as written: text to a tree of words and signs, no meaning yet.

    figure  := formula [ ("to" | "±") formula | "within" number "x" ]
    formula := ( "if" formula "then" formula "else" formula | or ) [ "as" unit ]
    or      := and { "or" and }            and    := not { "and" not }
    not     := "not" not | compare         compare:= sum [ ("<" "<=" ">" ">=" "==" "!=") sum ]
    sum     := product { ("+" | "-") product }
    product := of { ("*" | "×" | "/" | "÷") of }
    of      := signed { "of" signed }      signed := "-" signed | atom [ "^" signed ]
    atom    := literal | name | name "(" figure { "," figure } ")" | "(" figure ")"

A literal is read by `literal.py`. A word on its own is a reference. `≤ ≥ ≠`
and the minus sign of print are read as the signs they look like.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final
from unicodedata import combining

from tenfold.errors import Problem, Rejected, Words, quoted
from tenfold.quantity.literal import Literal, read_literal, read_unit
from tenfold.quantity.numeral import KEYWORDS, SIGNS
from tenfold.quantity.symbols import CURRENCIES
from tenfold.quantity.tree import As, Binary, Branch, Invoke, Node, Range, Ref, Sign, names_in
from tenfold.quantity.units import Vocabulary

__all__ = ["As", "Binary", "Branch", "Invoke", "Node", "Range", "Ref", "Sign", "names_in", "parse"]

_LONGEST: Final = 20_000
_DEEPEST: Final = 60

_LEXEME = re.compile(
    rf"\s*(?:(?P<number>[{''.join(SIGNS)}]|(?:{'|'.join(CURRENCIES)})(?=\s+\.?[0-9])|\.?[0-9])"
    r"|(?P<word>[^\W\d]\w*(?:\.[^\W\d]\w*)*)"
    r"|(?P<sign><=|>=|==|!=|[-+*/^()<>,=×÷±%−–≤≥≠])|(?P<other>\S))"
)
_YEN = re.compile(r"\s*([0-9][0-9.,_]*[KMBT]?)(?![\w.])(/[^\s*+]+)?")
_THREE_DIGITS = re.compile(r"[0-9]{3}(?![0-9])")
_COMPARING: Final = 2
_RANKS = {
    "or": 0, "and": 1, "<": 2, "<=": 2, ">": 2, ">=": 2, "==": 2, "!=": 2,
    "+": 3, "-": 3, "*": 4, "/": 4, "of": 5,
}  # fmt: skip
_SAME: Final = {"×": "*", "÷": "/", "−": "-", "≤": "<=", "≥": ">=", "≠": "!="}


@dataclass(frozen=True, slots=True, eq=False)
class _Token:
    kind: str
    text: str
    start: int
    end: int


def parse(words: Words, vocabulary: Vocabulary, names: AbstractSet[str]) -> Node:
    """The tree of a formula; `Rejected` with the first thing that cannot be read.

    `names` are the figures of the model: they decide whether a word after a
    number was meant as a unit or as a reference.
    """
    size = len(words.text)
    if size > _LONGEST:
        what = f"a formula of {size:,} characters"
        raise Rejected([Problem("T101", what, words.part(0, 1), "break it into named figures")])
    said = words.text.strip()
    if said.lower() in _UNKNOWN and said not in names:
        what = f"{quoted(said)} says no quantity"
        raise Rejected([Problem("T101", what, words.part(0, size), _LEFT_OUT)])
    return _Parser(words, vocabulary, names).whole()


class _Parser:
    """A Pratt parser over one text; it holds a place and nothing else."""

    def __init__(self, words: Words, vocabulary: Vocabulary, names: AbstractSet[str]) -> None:
        self.words, self.vocabulary, self.names = words, vocabulary, names
        self.depth = 0
        self.in_call = False
        self.last = 0
        self.token = self.next(0)

    def next(self, at: int) -> _Token:
        match = _LEXEME.match(self.words.text, at)
        if match is None:
            return _Token("end", "", len(self.words.text), len(self.words.text))
        kind = match.lastgroup or "other"
        token = _Token(kind, match.group(kind), match.start(kind), match.end())
        if kind == "other" or (kind == "word" and not _is_name(token.text)):
            raise self.stranger(token)
        return token

    def advance(self) -> _Token:
        taken = self.token
        self.last = taken.end
        self.token = self.next(taken.end)
        return taken

    def skip_to(self, end: int) -> None:
        self.last, self.token = end, self.next(end)

    def take(self, *texts: str) -> _Token | None:
        if self.token.kind in {"word", "sign"} and self.token.text in texts:
            return self.advance()
        return None

    def need(self, text: str, after: str) -> None:
        if self.take(text) is None:
            raise self.unexpected(f"'{text}' is missing after {after}")

    def wrong(self, start: int, end: int, what: str, mend: str = "") -> Rejected:
        return Rejected([Problem("T101", what, self.words.part(start, end), mend)])

    def stranger(self, token: _Token) -> Rejected:
        """A character, or a word with a character, that is no part of the language."""
        if token.text == "¥":
            paid = _YEN.match(self.words.text, token.end)
            number, rest = (paid[1], paid[2] or "") if paid else ("900", "")
            what = "'¥' is the sign of two currencies"
            mend = f"write '{number} JPY{rest}' or '{number} CNY{rest}'"
            span = self.words.part(token.start, token.end)
            return Rejected([Problem("T102", what, span, mend)])
        odd = next((c for c in token.text if not _is_name(c)), token.text)
        plain = odd.isprintable() and not combining(odd)
        shown = f"'{odd}'" if plain else f"the character U+{ord(odd):04X}"
        at = token.start + token.text.index(odd)
        return self.wrong(at, at + 1, f"{shown} is no sign of the language", _mend_for(odd))

    def unexpected(self, what: str = "", mend: str = "") -> Rejected:
        token = self.token
        if token.kind == "end":
            last = max(0, self.last - 1)
            return self.wrong(last, last + 1, what or "the formula stops too early", mend)
        end = token.end
        if token.kind == "number":
            end = token.start + len(self.words.text[token.start :].split(maxsplit=1)[0])
        if not what:
            what = f"did not expect {quoted(self.words.text[token.start : end])} here"
            mend = mend or self.hint()
        return self.wrong(token.start, end, what, mend)

    def hint(self) -> str:
        """What was probably meant by a token that cannot stand where it does."""
        token, before = self.token, self.words.text[max(0, self.last - 1) : self.last]
        if not before and token.text in _BOUNDS:
            return _RANGE
        if before == "%" and token.kind == "word" and token.text not in KEYWORDS:
            return "write 'of' before it"
        if token.text == "$" and self.words.text[: self.last].endswith("US"):
            return f"write '{self.words.text[token.start :].split(maxsplit=1)[0]}'"
        hint = _HINTS.get(before + token.text) or _HINTS.get(token.text, "")
        if hint or token.kind == "sign" or token.text in KEYWORDS:
            return hint
        return self.sign_missing()

    def sign_missing(self) -> str:
        start = self.token.start
        if _THREE_DIGITS.match(self.words.text, start) and self.words.text[self.last - 1].isdigit():
            return "group thousands by commas: '1,000,000'"
        return "is there a sign missing before it?"

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            mend = "break it into named figures"
            raise self.unexpected("the formula is nested too deeply", mend)

    def whole(self) -> Node:
        if self.token.kind == "end":
            raise self.wrong(0, 1, "an empty formula", "write a quantity, such as '5 KB/user'")
        tree = self.figure()
        if self.token.kind != "end":
            raise self.unexpected()
        if isinstance(tree, Binary) and tree.sign == "-":
            self.refuse_hyphen(tree)
        return tree

    def refuse_hyphen(self, tree: Binary) -> None:
        """`8-15 ms`, written as a range is in prose."""
        left, right = tree.left, tree.right
        if not (isinstance(left, Literal) and isinstance(right, Literal)):
            return
        if self.words.text[tree.start : tree.end] == f"{left.text}-{right.text}":
            low, high = left.text, right.text
            mend = f"write '{low} to {high}' for a range, '{low} - {high}' to subtract"
            paid, other = left.readings[0].unit, right.readings[0].unit
            if paid.money and paid.dimension != other.dimension:
                sign = "" if other.money else low[0]
                mend = f"write '{low} to {sign}{high}'"
            what = f"{quoted(self.words.text)} can be read in two ways"
            raise self.wrong(tree.start, tree.end, what, mend)

    def figure(self) -> Node:
        left = self.formula()
        if sign := self.take("to", "±"):
            right = self.formula()
            return Range(sign.text, left, right, left.start, self.last)
        if self.take("within"):
            return Range("within", left, self.atom(), left.start, self.last)
        return left

    def formula(self) -> Node:
        self.deeper()
        opened = self.take("if")
        tree = self.binary(0) if opened is None else self.branch(opened)
        if self.take("as"):
            unit, end = read_unit(self.words, self.token.start, self.vocabulary)
            self.skip_to(end)
            tree = As(tree, unit, tree.start, end)
            if self.token.text == "as":
                raise self.unexpected("a quantity is told in one unit")
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
            text = _SAME.get(self.token.text, self.token.text)
            rank = _RANKS.get(text, -1)
            if rank < least or self.token.kind == "number":
                return left
            sign = self.advance()
            if text == "+":
                self.refuse_open_end(left, sign)
            right = self.binary(rank + 1)
            left = Binary(text, left, right, sign.start, left.start, self.last)
            following = _SAME.get(self.token.text, self.token.text)
            if rank == _COMPARING and _RANKS.get(following) == _COMPARING:
                mend = "join two with 'and'"
                raise self.unexpected("one comparison at a time", mend)

    def refuse_open_end(self, left: Node, sign: _Token) -> None:
        """`10M+ users`, which says no more than a hope."""
        if not isinstance(left, Literal) or left.end != sign.start:
            return
        word, apart = self.token.text, self.token.start > sign.end
        is_unit = apart and self.vocabulary.knows(word) and word not in self.names
        if is_unit or self.token.kind == "end":
            what = f"'{left.text}+' is no quantity"
            raise self.wrong(left.start, sign.end, what, _RANGE)

    def signed(self) -> Node:
        self.deeper()
        before = self.take("-", "−", "+", "not")
        if before is None:
            tree = self.power()
        elif before.text == "not":
            tree = Sign("not", self.binary(_COMPARING), before.start, self.last)
        else:
            tree = self.signed()
            if before.text != "+":
                tree = Sign("neg", tree, before.start, self.last)
        self.depth -= 1
        return tree

    def power(self) -> Node:
        opened = self.token.text == "("
        base = self.atom()
        if self.token.text != "^":
            return base
        if isinstance(base, Literal) and not opened and _has_unit(base):
            what = f"'{base.text} ^' can be read in two ways"
            mend = f"write '({base.text}) ^ 2', or glue the power to its unit: '5 GB^2'"
            raise self.wrong(base.start, self.token.end, what, mend)
        sign = self.advance()
        return Binary("^", base, self.signed(), sign.start, base.start, self.last)

    def atom(self) -> Node:
        token = self.token
        if token.kind == "number":
            return self.literal()
        if token.kind == "sign" and token.text == "(":
            return self.parenthesis()
        if token.kind == "word" and token.text not in KEYWORDS:
            self.advance()
            if self.token.text == "(":
                return self.invoke(token)
            if token.text.lower() in _HEDGES and token.text not in self.names:
                what = f"'{token.text}' says no quantity"
                raise self.wrong(token.start, token.end, what, _RANGE)
            return Ref(token.text, token.start, token.end)
        raise self.unexpected()

    def literal(self) -> Literal:
        literal = read_literal(
            self.words, self.token.start, self.vocabulary, self.names, in_call=self.in_call
        )
        self.skip_to(literal.end)
        return literal

    def parenthesis(self) -> Node:
        opened = self.advance()
        outer, self.in_call = self.in_call, False
        inner = self.figure()
        self.in_call = outer
        self.need(")", "'('")
        return replace(inner, start=opened.start, end=self.last)

    def invoke(self, name: _Token) -> Invoke:
        self.advance()
        outer, self.in_call = self.in_call, True
        args: list[Node] = []
        while self.token.text != ")":
            args.append(self.figure())
            if self.take(",") is None:
                break
        self.in_call = outer
        self.need(")", f"the arguments of {quoted(name.text)}")
        return Invoke(name.text, tuple(args), name.start, self.last)


def _has_unit(literal: Literal) -> bool:
    return any(symbol.base for symbol, _ in literal.readings[0].unit.factors)


def _is_name(text: str) -> bool:
    """Whether a word is made of letters, digits and dots, and of no raised or circled ones."""
    return text.isascii() or all(part.isidentifier() for part in text.split("."))


def _mend_for(odd: str) -> str:
    if odd in _RAISED:
        return f"write '^{_RAISED.index(odd)}'"
    return "write the digits 0 to 9" if odd.isnumeric() else _OTHER_SIGNS.get(odd, "")


_RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"

_UNKNOWN = frozenset({"null", "none", "~", "tbd", "n/a", "na", "unknown", "todo"})
"""What people write for a figure that they do not know yet."""

_LEFT_OUT: Final = "leave it out: a price that is left out is shown as missing"

_HEDGES = frozenset(
    {"about", "almost", "approx", "approximately", "around", "ca", "circa", "less", "more"}
    | {"nearly", "over", "roughly", "under", "up"}
)
"""Words before a number that leave open how sure of it somebody is."""

_BOUNDS = frozenset({"<", ">", "<=", ">=", "≤", "≥"})
_RANGE: Final = "write a range, such as '8M to 12M users' or '10M within 1.2x'"

_HINTS: Final = {
    "=": "write '==' to compare",
    "–": "write 'to' for a range, '-' to subtract",
    "at": "a percentile belongs in a goal",
    "in": "write 'as' to tell it in another unit, such as '5 TB as GB'",
    "per": "'per' stands behind a number and its unit: write '/' between figures",
    "within": "write for example '10M within 2x'",
    "to": "a range has two ends",
    "if": "put the whole 'if' in parentheses",
    "**": "write '^' for a power",
    "<>": "write '!=' for unequal",
    "%": "glue it to a number: '5%'",
    "$": "a unit comes behind its number and its magnitude",
}

_OTHER_SIGNS: Final = {
    "~": _RANGE,
    "≈": _RANGE,
    "·": "write '*'",
    "[": "write '('",
    "{": "write '('",
    "&": "write 'and'",
    "|": "write 'or'",
    "!": "write 'not', or '!=' to compare",
    "?": "a figure that is not known yet is left out; its total then reads 'at least'",
    ":": "a ratio is written with '/', a time as '90 minutes'",
    ";": "one formula at a time",
    "#": "a comment stands behind a space",
    "'": "a formula has no quotes in it",
    '"': "a formula has no quotes in it",
    **dict.fromkeys("‘’“”", "a formula has no quotes in it"),
    "…": "write 'to' for a range",
    ".": "a point stands between digits, or between a component and its figure",
}
