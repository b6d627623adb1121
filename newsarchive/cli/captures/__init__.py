"""`newsarchive captures`: what is kept of what servers sent, and what of it is to go."""

from __future__ import annotations

import click

from newsarchive.cli.common import Invocation, common_options
from newsarchive.cli.group import Commands, command_in

COMMANDS = {
    "list": "Show the WARC files, and what is in them.",
    "prune": "Say which captures would go, or let them go.",
}
"""Subcommand to what it does. Each lives in the module of its name."""


@click.group(cls=Commands, about=COMMANDS, find=command_in(__name__))
@common_options
def captures(invocation: Invocation) -> None:
    """Show what is kept of what servers sent, or let go of what is old. Nothing is ever pruned by itself."""
