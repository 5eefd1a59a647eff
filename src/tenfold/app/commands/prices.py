"""tenfold prices: find prices, show one, say what changed, read price lists again."""

from __future__ import annotations

from importlib import import_module

import click

from tenfold.app.options import examples
from tenfold.errors import did_you_mean

__all__ = ["VERBS", "command"]

VERBS = {
    "find": "Find prices by words, size, place and term.",
    "show": "Show every price of one product, with its sources.",
    "diff": "Say what is new, gone, dearer or cheaper in a catalogue.",
    "refresh": "Read providers' own price lists into a folder.",
}


class _Verbs(click.Group):
    """A group that imports a verb when it is called, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in VERBS:
            return None
        verb = import_module(f"tenfold.app.commands.prices_{cmd_name}").command
        return verb if isinstance(verb, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            near = did_you_mean(args[0], VERBS)
            mend = f"Did you mean '{near}'?" if near else f"To look for it: prices find {args[0]}."
            ctx.fail(f"No such command '{args[0]}'. {mend}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.group(
    "prices",
    cls=_Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "prices find 8 vCPU 32 GB cheapest in eu",
        "prices show gcp/internet-egress",
        "prices diff shipped prices --model shop.yaml",
        "prices refresh azure --region eastus",
    ),
)
def command() -> None:
    """What the world charges: the prices that come with Tenfold, and those of your own tables."""
