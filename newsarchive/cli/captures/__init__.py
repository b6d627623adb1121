"""`newsarchive captures`: what is kept of what servers sent, and what of it is to go."""

from __future__ import annotations

import importlib

import click

from newsarchive.cli.common import Invocation, common_options

COMMANDS = {
    "list": "Show the WARC files, and what is in them.",
    "prune": "Say which captures would go, or let them go.",
}
"""Subcommand to what it does. Each lives in the module of its name, imported when it is called."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"newsarchive.cli.captures.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])


@click.group(cls=_Commands)
@common_options
def captures(invocation: Invocation) -> None:
    """Show what is kept of what servers sent, or let go of what is old. Nothing is ever pruned by itself."""
