"""A model built in Python: the same sections as a file, as plain mappings.

Values are text in the language, numbers, or Exprs built with operators; they
become the same Outline that a file becomes, so there is one reader.
"""

from __future__ import annotations

from collections.abc import Mapping as Dict
from collections.abc import Sequence as List

from tenfold.errors import Problem, Rejected, Source, Span, Words
from tenfold.model.file import model_of
from tenfold.model.model import Built, Model
from tenfold.model.outline import Entry, Mapping, Node, Scalar, Sequence
from tenfold.quantity.expr import Expr, Named
from tenfold.quantity.show import words

__all__ = ["Section", "model"]

Value = str | int | float | bool | Expr
Section = Dict[str, "Value | Section | List[Value | Section]"]

_DEEPEST = 20


def model(sections: Section) -> Model:
    """The Model that some mappings declare; `Rejected` with all that is wrong."""
    name = sections.get("name")
    title = name if isinstance(name, str) else "model"
    complete: Section = {"tenfold": 1, **sections}
    top = _node(complete, "", 0)
    if not isinstance(top, Mapping):
        raise Rejected([Problem("T221", "a model is a mapping of sections")])
    return model_of(top, Source(title, ""))


def _node(value: object, path: str, depth: int) -> Node:
    if depth > _DEEPEST:
        raise Rejected([Problem("T205", f"'{path}' is nested too deeply")])
    if isinstance(value, Expr):
        text = words(value)
        return Scalar(Built(text, _place(path, text), value))
    if isinstance(value, Dict):
        entries = [_entry(str(key), inner, path, depth) for key, inner in value.items()]
        return Mapping(tuple(entries), _place(path, ""))
    if isinstance(value, bool):
        return Scalar(_words("true" if value else "false", path))
    if isinstance(value, (str, int, float)):
        return Scalar(_words(str(value), path))
    if isinstance(value, List):
        return Sequence(tuple(_node(inner, f"{path}[{i}]", depth + 1) for i, inner in enumerate(value)), _place(path, ""))
    raise Rejected([Problem("T221", f"'{path}' is a {type(value).__name__}", mend="use text, a number, an Expr, a mapping or a list")])


def _entry(key: str, value: object, path: str, depth: int) -> Entry:
    """A name and its value; a figure given under its own name is what it stands for."""
    if isinstance(value, Named) and value.name == key:
        value = value.body
    return Entry(_words(key, path), _node(value, f"{path}.{key}".lstrip("."), depth + 1))


def _words(text: str, path: str) -> Words:
    return Words(text, _place(path, text))


def _place(path: str, text: str) -> Span:
    source = Source(path or "model", text)
    return Span(source, 0, len(text))
