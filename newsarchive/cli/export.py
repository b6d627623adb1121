"""`newsarchive export`: project the index into the configured repositories."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options
from newsarchive.cli.progress import Display
from newsarchive.cli.summary import show_published


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--all", "whole", is_flag=True, help="Look at every file, and write again what is missing or altered.")
@click.option("--push", is_flag=True, help="Push the branch as well, also where the configuration does not say so.")
@common_options
def export(invocation: Invocation, names: tuple[str, ...], whole: bool, push: bool) -> int:
    """Bring the exported repositories up to date: all, or those named.

    Every crawl does this at its end. It can be run again at any time: what is there already is not written again.
    """
    with invocation.archive() as archive:
        exports = archive.exports(names)
        if not exports:
            invocation.note("No exports: add one under `exports` in newsarchive.yaml.")
            return exit_codes.USAGE
        code = exit_codes.WELL
        with Display(invocation) as display:
            for each in exports:
                result = archive.export(each, datetime.now(UTC), whole=whole, push=push)
                display.published(result)
                show_published(invocation, result)
                code = exit_codes.SOME_FAILED if result.held_back or result.push_error else code
        return code
