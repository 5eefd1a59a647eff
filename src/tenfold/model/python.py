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
Section = Dict[str, "Value | Section | List[Value | Section | List[Value]]"]

_DEEPEST = 20


def model(sections: Section) -> Model:
    """The Model that some mappings declare; `Rejected` with all that is wrong."""
    name = sections.get("name")
    complete = {"tenfold": 1, **sections}
    return model_of(
        _mapping(complete, "", 0), Source(name if isinstance(name, str) else "model", "")
    )


def _node(value: object, path: str, depth: int) -> Node:
    if depth > _DEEPEST:
        raise Rejected([Problem("T205", f"'{path}' is nested too deeply")])
    match value:
        case Expr():
            return _built(value, path)
        case Dict():
            return _mapping(value, path, depth)
        case bool() | str() | int() | float():
            text = str(value).lower() if isinstance(value, bool) else str(value)
            return Scalar(_words(text, path))
        case List():
            items = (_node(inner, f"{path}[{i}]", depth + 1) for i, inner in enumerate(value))
            return Sequence(tuple(items), _place(path, ""))
    mend = "use text, a number, an Expr, a mapping or a list"
    raise Rejected([Problem("T221", f"'{path}' is a {type(value).__name__}", mend=mend)])


def _mapping(value: Dict[str, object], path: str, depth: int) -> Mapping:
    entries = [
        Entry(_words(str(key), path), _node(inner, f"{path}.{key}".lstrip("."), depth + 1))
        for key, inner in value.items()
    ]
    return Mapping(tuple(entries), _place(path, ""))


def _built(value: Expr, path: str) -> Scalar:
    """An Expr; one that bears the name of its place is what that name stands for."""
    if isinstance(value, Named) and value.name in _names_of(path):
        value = value.body
    text = words(value)
    return Scalar(Built(text, _place(path, text), value))


def _names_of(path: str) -> tuple[str, ...]:
    """What the figure of a place is called; what is derived has a short name too."""
    name = path.partition(".")[2].removesuffix(".value")
    owner, derived, short = name.partition(".derive.")
    return (f"{owner}.{short}", short) if derived else (name,)


def _words(text: str, path: str) -> Words:
    return Words(text, _place(path, text))


def _place(path: str, text: str) -> Span:
    return Span(Source(path or "model", text), 0, len(text))
