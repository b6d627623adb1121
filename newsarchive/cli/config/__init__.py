"""`newsarchive config`: the configuration checked, shown as it holds, described for editors, and brought up to date."""

from __future__ import annotations

import click

from newsarchive.cli.common import Invocation, common_options
from newsarchive.cli.group import Commands, command_in

COMMANDS = {
    "check": "Say all that is wrong with the configuration, and what is likely not meant.",
    "show": "Show every setting as it holds, and where it comes from.",
    "schema": "Print the JSON Schema of a kind of file, or put all of them into the archive.",
    "migrate": "Bring files of an older form up to date.",
}
"""Subcommand to what it does. Each lives in the module of its name."""


@click.group(cls=Commands, about=COMMANDS, find=command_in(__name__))
@common_options
def config(invocation: Invocation) -> None:
    """Check the configuration, show it as it holds, describe it for editors, or bring it up to date."""
