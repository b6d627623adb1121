"""`newsarchive sources`: what is crawled, whether it still works, and new ones found by themselves."""

from __future__ import annotations

import click

from newsarchive.cli.common import Invocation, common_options
from newsarchive.cli.group import Commands, command_in

COMMANDS = {
    "list": "Show every source there is, and how it is.",
    "show": "Show a source as it holds here, and where it comes from.",
    "add": "Find out how a site is crawled, and write it down as a source.",
    "check": "Read a few articles of a source, field by field.",
}
"""Subcommand to what it does. Each lives in the module of its name."""


@click.group(cls=Commands, about=COMMANDS, find=command_in(__name__))
@common_options
def sources(invocation: Invocation) -> None:
    """Show the sources, add one, or check that they still work."""
