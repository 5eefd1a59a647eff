"""The command `tenfold`: every verb, loaded when it is asked for.

The answer goes to stdout, everything else to stderr, as text in every format.
The exit code is the short answer; Python's own 1 for a crash never gets out.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from tenfold import __version__
from tenfold.errors import Rejected, did_you_mean

__all__ = ["COMMANDS", "EXITS", "cli", "main", "say"]

COMMANDS = {
    "init": "Write a commented model to start from.",
    "plan": "Size, price and add up a model; say what is missing.",
    "why": "Walk one figure back to the lines and sources it came from.",
    "check": "Judge the goals of a model and the figures published for it.",
    "scale": "Follow cost and cost per user as the model grows.",
    "risk": "Say how sure the cost is, what drives that, and what must be true.",
    "compare": "Say what differs between two models, scenarios or revisions.",
    "prices": "Find prices, show one, say what changed, read price lists again.",
    "schema": "Print the JSON Schema of a model file, for editors.",
}
_OUTPUT = (errno.EPIPE, errno.ENOSPC, errno.EIO, errno.EFBIG)
FINE, NO, UNUSABLE, FAULT, INTERRUPTED = 0, 1, 2, 3, 130
EXITS = {
    FINE: "all is well; of a risk, whatever the chances are",
    NO: "the answer is no: a goal or claim does not hold (check), a size cannot be met (plan)",
    UNUSABLE: "the command or the model cannot be used; no command shows this help",
    FAULT: "a fault of Tenfold itself; --debug shows where",
    INTERRUPTED: "interrupted",
}


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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = did_you_mean(args[0], COMMANDS)
            mend = f"Did you mean '{near}'?" if near else f"There are {', '.join(COMMANDS)}."
            ctx.fail(f"No such command '{args[0]}'. {mend}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code), meaning) for code, meaning in EXITS.items()])
        super().format_epilog(ctx, formatter)


@click.group(
    cls=_Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with: tenfold init, then tenfold plan",
)
@click.version_option(__version__, message="tenfold %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault of Tenfold.")
def cli(*, debug: bool) -> None:
    """Know what your system will need and cost at ten times the users, before you build it."""
    del debug  # read from the arguments by main, which must know it when all else has failed


def main(args: Sequence[str] | None = None) -> None:
    """Run the command and exit with its code."""
    code = _run(list(sys.argv[1:] if args is None else args))
    _let_go_of_stderr()
    sys.exit(code)


def _run(given: list[str]) -> int:
    try:
        done = cli.main(given, prog_name="tenfold", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except SystemExit as stop:  # how click leaves when the reader of its help has left
        return stop.code if isinstance(stop.code, int) and stop.code != NO else FINE
    except click.ClickException as error:
        error.show(file=sys.stderr)
        return UNUSABLE
    except Rejected as error:
        say(str(error))
        return UNUSABLE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except OSError as error:
        return _unwritten(error) if error.errno in _OUTPUT else _own_fault(error, given)
    except Exception as error:  # noqa: BLE001 - the door: nothing may leave with Python's own exit code 1
        return _own_fault(error, given)
    return done if isinstance(done, int) else FINE


def _let_go_of_stderr() -> None:
    """What stderr cannot take is lost; Python would exit with 120 for it."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.flush()
    except OSError:
        from tenfold.app.files import forget_output

        forget_output(sys.stderr)


def _unwritten(error: OSError) -> int:
    """Help that click prints by itself, to a full disk or a reader who has left."""
    from tenfold.app.files import forget_output

    forget_output()
    if error.errno == errno.EPIPE:
        return FINE
    say(f"the answer cannot be written: {error.strerror}")
    return UNUSABLE


def _own_fault(error: Exception, given: Sequence[str]) -> int:
    if "--debug" in given:
        import traceback

        say("".join(traceback.format_exception(error)).rstrip())
    say(f"tenfold failed: {type(error).__name__}: {error}")
    say("This is a fault of Tenfold, not of the model; 'tenfold --debug ...' shows where.")
    return FAULT


def say(text: str) -> None:
    """To stderr, on whatever it can carry; where there is none, the exit code says enough."""
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "ascii"
    try:
        sys.stderr.write(text.encode(encoding, errors="replace").decode(encoding) + "\n")
    except OSError:
        return
