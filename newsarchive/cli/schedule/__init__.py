"""`newsarchive schedule`: keep crawling, each source at its own pace."""

from __future__ import annotations

import click

from newsarchive.cli.common import Invocation, common_options
from newsarchive.cli.group import Commands, command_in

COMMANDS = {
    "run": "Keep crawling until it is stopped, each source when it is due.",
    "once": "Crawl what is due once, in a home that is made anew each time, such as GitHub Actions.",
    "print": "Print the files that hand the schedule to systemd, cron, Docker or GitHub Actions.",
}
"""Subcommand to what it does. Each lives in the module of its name."""


@click.group(cls=Commands, about=COMMANDS, find=command_in(__name__))
@common_options
def schedule(invocation: Invocation) -> None:
    """Keep crawling, each source at its own pace."""
