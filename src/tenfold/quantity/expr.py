"""An Expr: a number that knows its unit and where it came from.

Four kinds of node, no more: a `Const` that somebody wrote, a `Draw` that
somebody is unsure of, a `Named` figure, and a `Call` of a function on other
nodes. A wrong sum cannot be built: units are checked here, once, and are gone
when the graph runs. Nodes know nothing of evaluating or showing; passes over
them live elsewhere. Nodes are compared by identity, so a shared figure is one
node however often it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from tenfold.errors import NOWHERE, Span
from tenfold.quantity.functions import FUNCTIONS, JOINING, UnitMismatch, raised, shown
from tenfold.quantity.spread import Spread
from tenfold.quantity.units import CALENDAR, NUMBER, Unit

__all__ = [
    "Call",
    "Const",
    "Draw",
    "Expr",
    "Named",
    "Origin",
    "ancestors",
    "call",
    "ceil",
    "children",
    "const",
    "maximum",
    "minimum",
    "rebuild",
    "total",
]

Number = int | Fraction

_COMPARING = frozenset({"lt", "le", "gt", "ge", "eq", "ne"})


class Expr:
    """A quantity; the operators build bigger ones and check units at once."""

    __slots__ = ()

    unit: Unit

    def __add__(self, other: Expr | Number) -> Expr:
        return call("add", self, _lift(other))

    def __radd__(self, other: Number) -> Expr:
        return call("add", _lift(other), self)

    def __sub__(self, other: Expr | Number) -> Expr:
        return call("sub", self, _lift(other))

    def __rsub__(self, other: Number) -> Expr:
        return call("sub", _lift(other), self)

    def __mul__(self, other: Expr | Number) -> Expr:
        return call("mul", self, _lift(other))

    def __rmul__(self, other: Number) -> Expr:
        return call("mul", _lift(other), self)

    def __truediv__(self, other: Expr | Number) -> Expr:
        return call("div", self, _lift(other))

    def __rtruediv__(self, other: Number) -> Expr:
        return call("div", _lift(other), self)

    def __pow__(self, other: Expr | Number) -> Expr:
        return call("pow", self, _lift(other))

    def __neg__(self) -> Expr:
        return call("neg", self)

    def __lt__(self, other: Expr | Number) -> Expr:
        return call("lt", self, _lift(other))

    def __le__(self, other: Expr | Number) -> Expr:
        return call("le", self, _lift(other))

    def __gt__(self, other: Expr | Number) -> Expr:
        return call("gt", self, _lift(other))

    def __ge__(self, other: Expr | Number) -> Expr:
        return call("ge", self, _lift(other))

    def called(self, name: str, doc: str = "") -> Named:
        """The same quantity as a figure with a name, so that `why` can speak of it."""
        return Named(name, self, Origin(doc=doc))


@dataclass(frozen=True, slots=True, eq=False)
class Const(Expr):
    """A number in its unit, and how it was written."""

    number: Fraction
    unit: Unit = NUMBER
    text: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Draw(Expr):
    """A number that somebody is unsure of. `key` names its randomness."""

    key: str
    spread: Spread
    unit: Unit = NUMBER
    text: str = ""
    stands_on: Fraction | None = None

    @property
    def base(self) -> Fraction:
        """The base case, in the unit: a stated value, else the Spread's own."""
        return self.spread.base if self.stands_on is None else self.stands_on


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure came from: the line, and what its writer said of it."""

    span: Span = NOWHERE
    text: str = ""
    doc: str = ""
    source: str = ""
    as_of: str = ""
    owner: str = ""
    pinned_by: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Named(Expr):
    """A figure: a quantity with a name and an origin."""

    name: str
    body: Expr
    origin: Origin = field(default=Origin())
    unit: Unit = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", self.body.unit)

    def __repr__(self) -> str:
        return f"Named({self.name!r}, {shown(self.unit)})"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Call(Expr):
    """A function of the table applied to quantities."""

    function: str
    args: tuple[Expr, ...]
    unit: Unit = NUMBER

    def __bool__(self) -> bool:
        """A comparison holds in some worlds and not in others, so Python cannot branch on it."""
        if self.function in _COMPARING:
            raise TypeError("a comparison of quantities is no True or False: use call('if', ...)")
        return True

    def __repr__(self) -> str:
        return f"Call({self.function!r} of {len(self.args)}, {shown(self.unit)})"


def const(number: Number, unit: Unit = NUMBER) -> Const:
    """A number that the code itself states."""
    return Const(Fraction(number), unit)


def call(function: str, *args: Expr) -> Expr:
    """A function applied, its units checked; `UnitMismatch` says what cannot be."""
    if function == "if":
        args = (args[0], *_fit_zero(args[1:]))
    elif function in JOINING:
        args = _fit_zero(args)
    if function == "pow":
        return Call(function, args, _power(*args))
    return Call(function, args, FUNCTIONS[function].rule(*(arg.unit for arg in args)))


def _power(base: Expr, exponent: Expr) -> Unit:
    if not exponent.unit.is_number:
        mend = "write 10^6 as 1e6 or 1M where a unit follows"
        raise UnitMismatch(f"an exponent is a plain number, not {shown(exponent.unit)}", mend, 1)
    return raised(base.unit, _stated(exponent))


def _stated(node: Expr) -> Fraction | None:
    """The number that stands there, its sign included; None where it is computed."""
    sign = 1
    while isinstance(node, Call) and node.function == "neg":
        sign, node = -sign, node.args[0]
    return sign * node.number * node.unit.scale(CALENDAR) if isinstance(node, Const) else None


def ceil(value: Expr) -> Expr:
    """Round up to whole counts."""
    return call("ceil", value)


def maximum(*args: Expr) -> Expr:
    """The largest."""
    return call("max", *args)


def minimum(*args: Expr) -> Expr:
    """The smallest."""
    return call("min", *args)


def total(args: Iterable[Expr], unit: Unit) -> Expr:
    """The sum of any number of quantities, none included."""
    parts = tuple(args)
    return call("sum", *parts) if parts else Const(Fraction(0), unit)


def _lift(value: Expr | Number) -> Expr:
    return value if isinstance(value, Expr) else Const(Fraction(value))


def _fit_zero(args: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """Nothing is nothing in every unit: a bare 0 takes the unit beside it."""
    unit = next((a.unit for a in args if not _is_bare_zero(a)), NUMBER)
    if unit.is_number:
        return args
    return tuple(Const(Fraction(0), unit, "0") if _is_bare_zero(a) else a for a in args)


def _is_bare_zero(node: Expr) -> bool:
    return isinstance(node, Const) and node.number == 0 and node.unit.is_number


def children(node: Expr) -> tuple[Expr, ...]:
    """The nodes that a node is made from."""
    if isinstance(node, Call):
        return node.args
    return (node.body,) if isinstance(node, Named) else ()


def ancestors(roots: Iterable[Expr], stop: Callable[[Expr], bool] | None = None) -> Iterator[Expr]:
    """Every node that roots rest on, each once, what it is made from before it."""
    done: set[int] = set()
    stack = [(root, False) for root in reversed(list(roots))]
    while stack:
        node, expanded = stack.pop()
        if id(node) in done:
            continue
        if expanded or (stop is not None and stop(node)):
            done.add(id(node))
            yield node
            continue
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(children(node)) if id(child) not in done)


def rebuild(
    roots: Mapping[str, Expr],
    swap: Callable[[Expr, Expr], Expr],
    stop: Callable[[Expr], bool],
) -> dict[str, Expr]:
    """The same graph with nodes exchanged: `swap(old, rebuilt)` answers for each.

    Nodes for which `stop` holds, and all that they rest on, stay as they are.
    """
    made: dict[int, Expr] = {}
    for node in ancestors(roots.values(), stop):
        made[id(node)] = node if stop(node) else swap(node, _with_children(node, made))
    return {name: made[id(root)] for name, root in roots.items()}


def _with_children(node: Expr, made: Mapping[int, Expr]) -> Expr:
    if isinstance(node, Named):
        body = made[id(node.body)]
        return node if body is node.body else Named(node.name, body, node.origin)
    if isinstance(node, Call):
        args = tuple(made[id(arg)] for arg in node.args)
        same = all(new is old for new, old in zip(args, node.args, strict=True))
        return node if same else Call(node.function, args, node.unit)
    return node
