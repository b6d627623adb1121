"""`newsarchive sources`: what is crawled, whether it still works, and new ones found by themselves."""

from __future__ import annotations

import importlib

import click

from newsarchive.cli.common import Invocation, common_options

COMMANDS = {
    "list": "Show every source there is, and how it is.",
    "show": "Show a source as it holds here, and where it comes from.",
    "add": "Find out how a site is crawled, and write it down as a source.",
    "check": "Read a few articles of a source, field by field.",
}
"""Subcommand to what it does. Each lives in the module of its name, imported when it is called."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS]  # `list` is a module of this package, once it has been imported

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"newsarchive.cli.sources.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])


@click.group(cls=_Commands)
@common_options
def sources(invocation: Invocation) -> None:
    """Show the sources, add one, or check that they still work."""
