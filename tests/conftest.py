"""What all tests share: the command line, texts that are frozen, and random formulas.

`pytest --freeze` writes the frozen texts (tests/golden, tests/rejected, the README)
anew instead of comparing them; then read the diff.
"""

import csv
import io
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from tenfold.app.cli import main
from tenfold.errors import Words
from tenfold.prices.catalogue import Catalogue
from tenfold.prices.row import COLUMNS
from tenfold.prices.shipped import catalogue_of
from tenfold.quantity.bind import Scope, q, read
from tenfold.quantity.expr import Const, Named, call
from tenfold.quantity.functions import UnitMismatch
from tenfold.quantity.tape import compile_tape
from tenfold.quantity.units import CALENDAR, STANDARD, Unit

settings.register_profile("tenfold", deadline=None, print_blob=True)
settings.load_profile("tenfold")

FOR_SHELLS = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TERM")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--freeze", action="store_true", help="write the frozen texts anew")


@pytest.fixture(autouse=True)
def no_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the terminal that it is started from."""
    for name in FOR_SHELLS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told of the age of prices is the same on every day that tests are run."""
    monkeypatch.setattr("tenfold.app.options.today", lambda: "2026-11-24")


@dataclass(frozen=True)
class Told:
    """What a command says, and how it ends."""

    code: int
    out: str
    err: str


Run = Callable[..., Told]


@pytest.fixture
def tenfold(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line, in this process."""

    def run(*args: str) -> Told:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main([os.fspath(arg) for arg in args])
        said = capsys.readouterr()
        return Told(int(stop.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def frozen(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with the one in a file; with --freeze, write it there."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--freeze"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path.name} is not frozen yet: make golden"
        assert path.read_text(encoding="utf-8") == text

    return compare


def commands(text: str) -> Sequence[str]:
    """The command lines that a file begins with: `# $ tenfold plan FILE --set users=5M`."""
    lead = "# $ tenfold "
    return [line.removeprefix(lead) for line in text.splitlines() if line.startswith(lead)]


# -- price tables ------------------------------------------------------------------


def table(*lines: str) -> bytes:
    """A table of prices; each line says its first cells: `acme/small|instance|...|USD/GiB|0.1`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in lines:
        said = [cell.strip() for cell in line.split("|")]
        writer.writerow([*said, *["", "2026-01-01", "primary", "a list", ""][len(said) - 7 :]])
    return text.getvalue().encode()


@pytest.fixture(scope="session")
def sold() -> Callable[..., Catalogue]:
    """A Catalogue of what acme sells, from its lines."""
    return lambda *lines: catalogue_of({"acme": lambda: table(*lines)}, "acme's list")


# -- formulas ----------------------------------------------------------------------


FIGURES = {
    "users": "1B users",
    "n": "7",
    "zero": "0 GB",
    "share": "20%",
    "shards": "3 shards",
    "cost": "$100/month",
    "api.load": "500K requests/s",
    "api.size": "5 KB/request",
    "latency": "2 to 4 ms",
}

LITERALS = (
    "3", "1,000", "0.25", "3x", "5%", "99.95%", "1B users", "5 KB/user", "$0.08/GB", "80 GiB",
    "2 months", "730 hours/month", "36 hours/day", "1 GB/KB", "5 requests/user/day", "4 Mbit/s",
    "$2.50/1M tokens", "€9/month", "900 JPY", "12 GB-months", "3 GB^2", "500K RPS", "2 s",
    "2 to 4 GB", "10M users within 2x", "5 ms ± 10%", "(40% to 50%)", "uniform(1 s, 2 s)",
)  # fmt: skip

TWINS = {
    "time": ("ms", "s", "minute", "hour", "day", "week", "month", "quarter", "year"),
    "information": ("B", "KB", "GB", "KiB", "TiB", "bit", "Mbit"),
}


CALLED = (
    "mul", "mul", "div", "div", "add", "sub", "min", "max", "sum", "abs", "neg", "pow", "if",
    "lt", "le", "eq", "ceil", "floor", "round", "sqrt", "as", "and", "or", "not",
)  # fmt: skip


def scope_of(figures):
    """A Scope of figures from their texts, each of those before it."""
    made = {}
    scope = Scope(made.get, lambda: made)
    for name, text in figures.items():
        made[name] = Named(name, read(Words.typed(text, name), scope, key=name))
    return scope


def value_of(expr, calendar=CALENDAR):
    """What an Expr comes to in its base case, in base units."""
    tape = compile_tape([expr], calendar)
    return tape.exact()[tape.slot(expr)]


@pytest.fixture(scope="session")
def scope():
    return scope_of(FIGURES)


@pytest.fixture(scope="session")
def make_scope():
    return scope_of


@pytest.fixture(scope="session")
def value():
    return value_of


@pytest.fixture(scope="session")
def ask(scope):
    """Reads a formula among the figures."""

    def asked(text, **options):
        return read(Words.typed(text, "here"), scope, **options)

    return asked


@st.composite
def twins(draw, unit):
    """A Unit of the same dimension, in other words."""
    factors = []
    for symbol, power in unit.factors:
        words = TWINS.get(symbol.base)
        found = STANDARD.symbols[draw(st.sampled_from(words))] if words else symbol
        factors.append((found, power))
    merged = Unit().beside(Unit(tuple(factors[:1])))
    for factor in factors[1:]:
        merged = merged.beside(Unit((factor,)))
    return merged


def numbers():
    """Numbers as computed ones are: some with an end to their decimals, some without."""
    size = st.integers(min_value=1, max_value=10**7)
    return st.builds(Fraction, size, st.sampled_from([1, 1, 2, 3, 7, 10, 1000]))


def leaves(scope):
    """A literal as written, a figure, or a number that code stated."""
    written = st.sampled_from(LITERALS).map(q)
    units = st.sampled_from(LITERALS).map(lambda text: q(text).unit)
    stated = st.builds(Const, numbers() | numbers().map(lambda n: -n), units)
    return written | st.sampled_from(sorted(FIGURES)).map(scope.figure) | stated


@st.composite
def joined(draw, inner):
    """Two formulas, the second made to measure what the first does."""
    left, other = draw(inner), draw(inner)
    if left.unit.dimension == other.unit.dimension:
        return left, other
    right = Const(draw(numbers()), draw(twins(left.unit)))
    return (left, right) if draw(st.booleans()) else (right, left)


@st.composite
def called(draw, inner):
    """A function on formulas whose units it takes; else its first argument."""
    name = draw(st.sampled_from(CALLED))
    if name in {"mul", "div"}:
        args = (draw(inner), draw(inner))
    elif name in {"abs", "neg", "sqrt"}:
        args = (draw(inner),)
    elif name == "pow":
        args = (draw(inner), Const(Fraction(draw(st.integers(min_value=-3, max_value=3)))))
    elif name in {"and", "or"}:
        args = (call("gt", *draw(joined(inner))), call("ne", *draw(joined(inner))))
    elif name == "not":
        args = (call("ge", *draw(joined(inner))),)
    elif name == "if":
        args = (call("lt", *draw(joined(inner))), *draw(joined(inner)))
    elif name in {"ceil", "floor", "round"}:
        body = draw(inner)
        args = (body, Const(Fraction(1), draw(twins(body.unit))))
    elif name == "as":
        body = draw(inner)
        unit = draw(twins(body.unit))
        return type(call("neg", body))("as", (body,), unit) if unit.factors else body
    else:
        args = draw(joined(inner))
    try:
        return call(name, *args)
    except UnitMismatch:
        return args[0]


@pytest.fixture(scope="session")
def formulas(scope):
    """Random formulas that make sense, of any shape the language has."""
    return st.recursive(leaves(scope), called, max_leaves=8)
