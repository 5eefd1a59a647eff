"""The command line: its help, its exit codes, and that no fault of ours looks like an answer."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tenfold import __version__
from tenfold.app import cli as door
from tenfold.app.cli import COMMANDS, EXITS

ROOT = Path(__file__).parents[2]
FLAGSHIP = ROOT / "examples" / "one-billion-users.yaml"
MODEL = "tenfold: 1\nassumptions: {users: 5M users}\n"


@pytest.fixture
def model(tmp_path):
    path = tmp_path / "m.yaml"
    path.write_text(MODEL)
    return str(path)


def process(*args, **options):
    """The command in a process of its own."""
    command = [sys.executable, "-m", "tenfold", *args]
    given = {"capture_output": True, "text": True, "encoding": "utf-8", "timeout": 60}
    return subprocess.run(command, check=False, **{**given, **options})


# -- help ---------------------------------------------------------------------------


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_names_every_command_and_every_exit_code(tenfold, flag):
    told = tenfold(flag)
    assert told.code == 0
    assert not told.err
    for command, meaning in COMMANDS.items():
        assert f"  {command} " in told.out
        assert meaning in told.out
    for code in EXITS:
        assert re.search(rf"^  {code} ", told.out, re.MULTILINE)


def test_no_line_of_any_help_is_wider_than_80(tenfold):
    for args in ([], *([command] for command in COMMANDS)):
        told = tenfold(*args, "--help")
        assert max(map(len, told.out.splitlines())) <= 80, args


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_ends_with_examples_that_name_it(tenfold, command):
    told = tenfold(command, "--help")
    examples = told.out.partition("Examples:\n")[2].splitlines()
    assert examples
    assert all(f"tenfold {command}" in line for line in examples)


def test_no_command_shows_help_and_is_no_answer(tenfold):
    told = tenfold()
    assert told.code == 2
    assert not told.out
    assert "Usage: tenfold" in told.err


def test_version_is_one_line(tenfold):
    assert tenfold("--version").out == f"tenfold {__version__}\n"


# -- wrong usage ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["pln"], "No such command 'pln'. Did you mean 'plan'?"),
        (["explain"], "No such command 'explain'. There are init, plan, why,"),
        (["plan", "--formt", "json"], "No such option '--formt'"),
        (["plan", "--format", "yaml"], "'yaml' is not one of"),
        (["plan", "a.yaml", "b.yaml"], "unexpected extra argument"),
        (["plan", "--width", "5"], "not in the range"),
        (["why"], "Missing argument '[MODEL] FIGURE'"),
        (["why", "a.yaml", "b", "c"], "Name one model and one figure"),
        (["scale", "--step"], "requires an argument"),
        (["compare", "a.yaml"], "There is nothing to compare with"),
        (["compare", "a", "b", "c"], "There are two sides"),
        (["compare", "a", "b", "--against", "main"], "There are two sides"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_told_on_stderr_and_exits_2(tenfold, args, words):
    told = tenfold(*args)
    assert told.code == 2
    assert not told.out
    assert words in told.err


# -- exit codes -----------------------------------------------------------------------


def test_a_model_that_plans_exits_0(tenfold, model):
    told = tenfold("plan", model)
    assert (told.code, told.err) == (0, "")


def test_a_claim_that_is_off_is_told_by_plan_and_judged_by_check(tenfold, tmp_path):
    path = tmp_path / "m.yaml"
    path.write_text(MODEL + "claims: {users: 6M users}\n")
    assert tenfold("plan", str(path)).code == 0
    assert tenfold("check", str(path)).code == 1


def test_a_goal_that_does_not_hold_is_told_by_plan_and_judged_by_check(tenfold, tmp_path):
    path = tmp_path / "m.yaml"
    path.write_text(MODEL + "goals: [users <= 4M users]\n")
    assert tenfold("plan", str(path)).code == 0
    assert tenfold("check", str(path)).code == 1


def test_a_size_that_cannot_be_met_exits_1(tenfold, tmp_path):
    path = tmp_path / "m.yaml"
    path.write_text(
        "tenfold: 1\ncomponents:\n  api:\n    kind: fleet\n    load: 1K requests/s\n"
        "    throughput: 10 requests/s/instance\n    maximum: 20 instances\n"
        "    price: $1/instance/hour\n"
    )
    for command in ("plan", "check"):
        told = tenfold(command, str(path))
        assert told.code == 1
        assert "api cannot be sized" in told.out


def test_a_model_that_cannot_be_used_exits_2(tenfold, tmp_path):
    path = tmp_path / "m.yaml"
    path.write_text("tenfold: 1\nassumptoins: {users: 5M users}\n")
    told = tenfold("check", str(path), "--format", "json")
    assert told.code == 2
    assert not told.out
    assert "did you mean 'assumptions'?" in told.err


def test_a_fault_of_ours_exits_3_and_says_so(tenfold, model, monkeypatch):
    monkeypatch.setattr("tenfold.app.commands.plan.compose_plan", lambda _: 1 / 0)
    told = tenfold("plan", model)
    assert told.code == 3
    assert told.err.startswith("tenfold failed: ZeroDivisionError")
    assert "Traceback" not in told.err
    assert "--debug" in told.err


def test_debug_shows_where_and_still_exits_3(tenfold, model, monkeypatch):
    monkeypatch.setattr("tenfold.app.commands.plan.compose_plan", lambda _: 1 / 0)
    told = tenfold("--debug", "plan", model)
    assert told.code == 3
    assert "Traceback" in told.err


def test_an_interruption_exits_130(tenfold, model, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("tenfold.app.commands.plan.compose_plan", interrupted)
    assert tenfold("plan", model).code == 130


def test_python_m_tenfold_is_the_command():
    told = process("--version")
    assert (told.returncode, told.stdout) == (0, f"tenfold {__version__}\n")


# -- streams --------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="/dev/full")
@pytest.mark.parametrize("args", [["plan", str(FLAGSHIP)], ["--help"], ["schema"], ["init", "-"]])
def test_a_full_disk_is_told_and_exits_2(args):
    with Path("/dev/full").open("w") as full:
        told = process(*args, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert told.returncode == 2
    assert "the answer cannot be written: No space left on device" in told.stderr
    assert "Traceback" not in told.stderr
    assert "Exception ignored" not in told.stderr


@pytest.mark.skipif(os.name != "posix", reason="a shell")
@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("plan {m} >&-", 2, "standard output is closed"),
        ("plan - <&-", 2, "standard input is closed"),
        ("plan {m}.not 2>&-", 2, ""),
        ("plan {m}.not 2>/dev/full", 2, ""),
        ("plan {m} | head -1 >/dev/null; exit ${{PIPESTATUS[0]}}", 0, ""),
        ("check {f} | head -1 >/dev/null; exit ${{PIPESTATUS[0]}}", 1, ""),
        ("--help | true; exit ${{PIPESTATUS[0]}}", 0, ""),
        ("plan {m} -o /dev/full --format json", 2, "No space left on device"),
        ("plan {m} -o /dev/null --format json && test -c /dev/null", 0, ""),
    ],
)
def test_streams_that_are_closed_full_or_left(model, line, code, words):
    shell = f"{sys.executable} -m tenfold {line.format(m=model, f=FLAGSHIP)}"
    told = subprocess.run(
        ["bash", "-c", shell],  # noqa: S607
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert told.returncode == code
    assert words in told.stderr
    assert "Traceback" not in told.stderr
    assert "Exception ignored" not in told.stderr


def test_errors_are_told_in_ascii_where_there_is_nothing_else(tmp_path):
    path = tmp_path / "m.yaml"
    path.write_text("tenfold: 1\nassumptions: {große: 5 Müll}\n", encoding="utf-8")
    told = process("plan", str(path), env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert told.returncode == 2
    assert "unknown unit" in told.stderr
    assert told.stderr.isascii()


def test_a_terminal_cannot_be_commanded_by_a_model(tenfold, tmp_path):
    path = tmp_path / "m.yaml"
    path.write_text('tenfold: 1\nname: "a\\e[31mb"\nassumptions: {users: "\\e]0;x\\a 5 M"}\n')
    told = tenfold("plan", str(path))
    assert "\x1b" not in told.out + told.err


# -- how soon it starts ---------------------------------------------------------------

HEAVY = {
    "numpy", "scipy", "pint", "pandas", "numba", "duckdb", "polars", "rich", "typer", "pydantic",
    "hypothesis", "pytest", "jsonschema", "http", "socket", "ssl", "asyncio", "multiprocessing",
    "concurrent", "unittest", "xml", "sqlite3", "ctypes", "difflib", "subprocess", "tempfile",
    "json", "random", "decimal", "tenfold.quantity.kernels",
}  # fmt: skip
FOR_A_PLAN = {"yaml", "fractions", "decimal", "tenfold.plan.planner", "tenfold.report.compose"}


def loaded(*args, tmp_path):
    """Every module that a command has loaded when it is done."""
    told = tmp_path / "modules"
    code = (
        "import sys\nfrom tenfold.app.cli import main\n"
        "try:\n    main()\nfinally:\n"
        f"    open({os.fspath(told)!r}, 'w').write(' '.join(sys.modules))\n"
    )
    command = [sys.executable, "-c", code, *args]
    subprocess.run(command, check=False, capture_output=True, timeout=60)
    return set(told.read_text().split())


def test_help_loads_next_to_nothing(tmp_path):
    modules = loaded("--help", tmp_path=tmp_path)
    assert not modules & (HEAVY | FOR_A_PLAN)
    ours = {name for name in modules if name.partition(".")[0] == "tenfold"}
    assert ours == {"tenfold", "tenfold.app", "tenfold.app.cli", "tenfold.errors"}


def test_a_plan_loads_nothing_that_it_does_not_use(tmp_path):
    sure = tmp_path / "sure.yaml"
    sure.write_text(
        "tenfold: 1\ncomponents:\n  api: {kind: fleet, instances: 2, price: $1/instance/month}\n"
    )
    modules = loaded("plan", str(sure), tmp_path=tmp_path)
    assert modules >= FOR_A_PLAN
    assert not modules & (HEAVY - FOR_A_PLAN)
    commands = {name for name in modules if name.startswith("tenfold.app.commands.")}
    assert commands == {"tenfold.app.commands.plan"}


def test_worlds_are_drawn_without_what_only_long_runs_and_charts_need(tmp_path):
    for verb in ("plan", "risk"):
        modules = loaded(verb, str(FLAGSHIP), tmp_path=tmp_path)
        assert "numpy" in modules
        assert not modules & {"scipy", "numba", "pandas", "vl_convert", "http", "socket"}


def test_every_command_has_a_file_and_every_file_is_a_command():
    folder = Path(door.__file__).parent / "commands"
    files = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("prices_")}
    assert files - {"__init__"} == set(COMMANDS)
