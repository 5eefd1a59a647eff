"""The command `tenfold`: every verb, loaded when it is asked for.

The answer goes to stdout, everything else to stderr. Exit codes: 0 fine; 1 the
answer is no; 2 wrong usage or an input that cannot be used; 3 a fault of
Tenfold itself; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from tenfold import __version__
from tenfold.errors import Rejected, did_you_mean

__all__ = ["COMMANDS", "cli", "main"]

COMMANDS = {
    "init": "A commented model to start from.",
    "plan": "Sizes, prices, totals, unit costs, what is missing.",
    "why": "The derivation of one figure, back to lines and sources.",
    "check": "Is the model valid, do its goals and claims hold?",
    "scale": "The timeline: cost and cost per user at every step.",
    "compare": "Two models, scenarios or git revisions: what changed, why, how much.",
    "schema": "The JSON Schema of a model file, for editors.",
}
FINE, NO, UNUSABLE, FAULT, INTERRUPTED = 0, 1, 2, 3, 130


class _Verbs(click.Group):
    """A group that imports a command when it is called, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"tenfold.app.commands.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = did_you_mean(args[0], COMMANDS)
            mend = f"did you mean '{near}'?" if near else f"it has {', '.join(COMMANDS)}"
            ctx.fail(f"unknown command '{args[0]}'; {mend}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with: tenfold init, then tenfold plan tenfold.yaml",
)
@click.version_option(__version__, message="tenfold %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of an internal fault.")
def cli(*, debug: bool) -> None:
    """Know what your system will need and cost at ten times the users, before you build it."""
    del debug  # read from the arguments by main, which must know it when all else has failed


def main(args: Sequence[str] | None = None) -> None:
    """Run the command and exit with its code."""
    given = list(sys.argv[1:] if args is None else args)
    code = _run(given)
    _flush()
    sys.exit(code)


def _run(given: list[str]) -> int:
    try:
        done = cli.main(given, prog_name="tenfold", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show(file=sys.stderr)
        return UNUSABLE
    except Rejected as error:
        _say(str(error))
        return UNUSABLE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        return _quiet_pipe()
    except Exception as error:  # noqa: BLE001 - the door: nothing may leave with Python's own exit code 1
        if "--debug" in given:
            raise
        _say(f"tenfold failed: {type(error).__name__}: {error}\nThis is a fault of Tenfold, not of the model. 'tenfold --debug ...' shows where.")
        return FAULT
    return done if isinstance(done, int) else FINE


def _say(text: str) -> None:
    """To stderr, on whatever it can carry."""
    encoding = sys.stderr.encoding or "ascii"
    print(text.encode(encoding, errors="replace").decode(encoding), file=sys.stderr)


def _flush() -> None:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _quiet_pipe()
    except OSError as error:
        _say(f"the answer cannot be written: {error.strerror or error}")
        sys.exit(UNUSABLE)


def _quiet_pipe() -> int:
    """The reader has left (`| head`): say no more, and let Python close in peace."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FINE
