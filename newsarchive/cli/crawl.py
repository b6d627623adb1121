"""`newsarchive crawl`: every due source, or those named."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from newsarchive.archive import Archive
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options
from newsarchive.cli.progress import Display
from newsarchive.cli.spiders import crawl as crawl_with
from newsarchive.cli.summary import conclude
from newsarchive.run import Run
from newsarchive.sources import Source

EARLY = 0.9
"""A source is due a little before its time, so that a timer of the same period does not miss every other turn."""


@click.command()
@click.argument("names", metavar="[SOURCE]...", nargs=-1)
@common_options
def crawl(invocation: Invocation, names: tuple[str, ...]) -> int:
    """Crawl the sources that are due, or those named, and export what came in.

    A source is due when its last crawl without failures is as old as its `every` says. Naming it crawls it now.
    """
    with invocation.archive() as archive:
        chosen = [archive.source(name) for name in names or archive.source_names()]
        due = chosen if names else [source for source in chosen if _due(invocation, archive, source)]
        if not chosen:
            invocation.note("No sources: name some under `sources` in newsarchive.yaml.")
            return exit_codes.USAGE
        with Display(invocation) as display, Run(archive, display) as run:
            spiders = [(source.spider, {"source": source}) for source in due]
            crawl_with(run, spiders, verbose=invocation.verbose)
        return conclude(invocation, run)


def _due(invocation: Invocation, archive: Archive, source: Source) -> bool:
    last = archive.index.runs.last(source.name, well=True)
    if last is None:
        return True
    wait = last.started + source.every * EARLY - datetime.now(UTC)
    if wait.total_seconds() <= 0:
        return True
    minutes = max(1, round(wait.total_seconds() / 60))
    invocation.note(f"{source.name}: not due for {minutes} min; `newsarchive crawl {source.name}` crawls it now")
    return False
