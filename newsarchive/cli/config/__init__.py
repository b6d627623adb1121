"""`newsarchive config`: the configuration checked, shown as it holds, described for editors, and brought up to date."""

from __future__ import annotations

import importlib

import click

from newsarchive.cli.common import Invocation, common_options

COMMANDS = {
    "check": "Say all that is wrong with the configuration, and what is likely not meant.",
    "show": "Show every setting as it holds, and where it comes from.",
    "schema": "Print the JSON Schema of a kind of file, or put all of them into the archive.",
    "migrate": "Bring files of an older form up to date.",
}
"""Subcommand to what it does. Each lives in the module of its name, imported when it is called."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"newsarchive.cli.config.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])


@click.group(cls=_Commands)
@common_options
def config(invocation: Invocation) -> None:
    """Check the configuration, show it as it holds, describe it for editors, or bring it up to date."""
