"""The house: floors that imports go down, shelves with nothing missing, small files, plain dress.

The linters hold most of this too. Here it holds wherever the tests run.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "src" / "tenfold"
FILES = sorted(HOUSE.rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {c["id"]: c for c in PROJECT["tool"]["importlinter"]["contracts"]}
FLOORS = [set(floor.split(" | ")) for floor in CONTRACTS["floors"]["layers"]]

LONGEST_FILE, LONGEST_FUNCTION = 400, 40

Function = ast.FunctionDef | ast.AsyncFunctionDef


def path_of(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def module_of(path: Path) -> str:
    parts = path.relative_to(HOUSE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in FILES}


def imported(nodes: list[ast.stmt] | ast.Module) -> Iterator[str]:
    """Every module that is imported; `from a import b` is a.b where that is a module."""
    walked = ast.walk(nodes) if isinstance(nodes, ast.Module) else iter(nodes)
    for node in walked:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module


def floor_of(module: str) -> int | None:
    """How far down a module lives; None for the package itself and its doorstep."""
    name = [*module.split("."), ""][1]
    return next((level for level, floor in enumerate(FLOORS) if name in floor), None)


@cache
def links() -> dict[str, set[str]]:
    """For each module of the house, those that it imports."""
    return {
        module: {name for name in imported(tree(path)) if name in MODULES} - {module}
        for module, path in MODULES.items()
    }


# -- floors ------------------------------------------------------------------------


def test_every_folder_stands_on_a_floor():
    named = {name for floor in FLOORS for name in floor}
    there = {path_of(path).split("/")[0].removesuffix(".py") for path in FILES}
    assert there - {"__init__", *CONTRACTS["floors"]["exhaustive_ignores"]} == named


@pytest.mark.parametrize("module", [m for m in MODULES if floor_of(m) is not None])
def test_every_import_goes_down(module):
    here = floor_of(module)
    folder = module.split(".")[1]
    for target in links()[module]:
        there = floor_of(target)
        same_folder = target.split(".")[1:2] == [folder]
        assert same_folder or target == "tenfold" or there > here, f"{module} imports {target}"


def test_no_folder_holds_a_circle():
    below = links()
    found: set[str] = set()

    def walk(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join((*path, module))
        if module not in found:
            for target in sorted(below[module] - {"tenfold"}):
                walk(target, (*path, module))
            found.add(module)

    for module in below:
        walk(module, ())


def test_no_law_knows_another():
    shelf = {name for name in MODULES if name.startswith("tenfold.laws.")}
    laws = shelf - {"tenfold.laws.law", "tenfold.laws.table"}
    assert laws == set(CONTRACTS["shelf-of-laws"]["modules"])
    for law in laws:
        assert not links()[law] & (laws - {law})


def test_every_law_is_in_the_table():
    from tenfold.laws.table import LAWS

    files = {path.stem for path in (HOUSE / "laws").glob("*.py")} - {"__init__", "law", "table"}
    assert set(LAWS) == files
    tests = {
        path.stem.removeprefix("test_") for path in (ROOT / "tests" / "laws").glob("test_*.py")
    }
    assert files <= tests


@pytest.mark.parametrize("path", [p for p in FILES if floor_of(module_of(p)) != 0], ids=path_of)
def test_the_world_stays_at_the_door(path):
    forbidden = {*CONTRACTS["door"]["forbidden_modules"], "os", "pathlib", "time"}
    assert not re.search(
        r"\b(date|datetime)\.(today|now|utcnow)\(", path.read_text(encoding="utf-8")
    )
    assert not {name.split(".")[0] for name in imported(tree(path))} & forbidden


# -- start quickly -----------------------------------------------------------------


HEAVY = PROJECT["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-module-level-imports"]
LAZY = {
    name
    for name, path in MODULES.items()
    if any(name == heavy or name.startswith(f"{heavy}.") for heavy in HEAVY)
}
"""Modules that bring NumPy or worse, and are imported only where worlds are drawn."""


@pytest.mark.parametrize("path", FILES, ids=path_of)
def test_numpy_is_imported_only_where_it_is_needed(path):
    """At module level in what is itself imported only when needed; types alone cost nothing."""
    if module_of(path) in LAZY:
        return
    top = set(imported(tree(path).body))
    assert not {name for name in top if name.split(".")[0] in HEAVY}
    assert not top & LAZY


@pytest.mark.parametrize(
    ("package", "homes"),
    [
        ("numba", {"sampling/compiled.py", "sampling/machine.py", "sampling/loops.py",
                   "sampling/dealing.py"}),
        ("scipy", {"sampling/curve.py"}),
        ("pandas", {"study/risk.py"}),
        ("vl_convert", {"report/chart.py"}),
    ],
)  # fmt: skip
def test_what_is_heavy_has_one_home(package, homes):
    users = {
        path_of(path)
        for path in FILES
        if package in {name.split(".")[0] for name in imported(tree(path))}
    }
    assert users <= homes
    assert users


# -- small files, plain dress --------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=path_of)
def test_a_file_is_no_longer_than_it_may_be(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def length(function: Function) -> int:
    """Its lines, docstring aside."""
    said = function.body[0] if ast.get_docstring(function) is not None else None
    return (
        function.end_lineno
        - function.lineno
        + 1
        - (0 if said is None else said.end_lineno - said.lineno + 1)
    )


@pytest.mark.parametrize("path", FILES, ids=path_of)
def test_a_function_is_no_longer_than_it_may_be(path):
    long = {function.name: length(function) for function in functions(path)}
    assert not {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION}


@pytest.mark.parametrize("path", FILES, ids=path_of)
def test_a_file_opens_with_a_sentence(path):
    said = ast.get_docstring(tree(path))
    assert said
    first = said.splitlines()[0]
    assert len(first) <= 100
    assert first[-1] in ".?:" or said.split("\n\n")[0].endswith((".", ":"))


@pytest.mark.parametrize("path", FILES, ids=path_of)
def test_what_is_exported_is_there_and_says_what_it_is(path):
    top = tree(path).body
    exported = next((ast.literal_eval(n.value) for n in top if is_all(n)), [])
    assert len(exported) == len(set(exported))
    defined = {n.name: n for n in top if isinstance(n, (Function, ast.ClassDef))}
    named = {n.id for n in ast.walk(tree(path)) if isinstance(n, ast.Name)}
    borrowed = {
        alias.asname or alias.name
        for n in ast.walk(tree(path))
        if isinstance(n, (ast.Import, ast.ImportFrom))
        for alias in n.names
    }
    assert set(exported) <= {*defined, *named, *borrowed}
    assert [
        name for name in exported if name in defined and not ast.get_docstring(defined[name])
    ] == []


def is_all(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == "__all__"
    )


@pytest.mark.parametrize("path", FILES, ids=path_of)
def test_nothing_is_evaluated_from_text(path):
    called = {
        n.func.id
        for n in ast.walk(tree(path))
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    }
    assert not called & {"eval", "exec", "compile", "__import__"}


# -- what is locked ------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda p: p.name
)
def test_requirements_name_releases_and_hashes_and_no_address(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"://|^-|@ ", text, re.MULTILINE)
    names = re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.MULTILINE)
    assert names
    assert text.count("--hash=sha256:") >= len(names)
