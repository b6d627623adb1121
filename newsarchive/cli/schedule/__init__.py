"""`newsarchive schedule`: keep crawling, each source at its own pace."""

from __future__ import annotations

import importlib

import click

from newsarchive.cli.common import Invocation, common_options

COMMANDS = {
    "run": "Keep crawling until it is stopped, each source when it is due.",
    "once": "Crawl what is due once, in a home that is made anew each time, such as GitHub Actions.",
    "print": "Print the files that hand the schedule to systemd, cron, Docker or GitHub Actions.",
}
"""Subcommand to what it does. Each lives in the module of its name, imported when it is called."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"newsarchive.cli.schedule.{cmd_name}{'_' if cmd_name == 'print' else ''}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])


@click.group(cls=_Commands)
@common_options
def schedule(invocation: Invocation) -> None:
    """Keep crawling, each source at its own pace."""
