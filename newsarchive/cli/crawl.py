"""`newsarchive crawl`: every due source, or those named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import click
import scrapy.core.downloader.handlers.http11  # noqa: F401  # before all else: it looks through all that is imported, three times

from newsarchive.archive import Archive
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options, plural
from newsarchive.cli.progress import Display
from newsarchive.cli.spiders import crawl as crawl_with
from newsarchive.cli.summary import conclude, tell
from newsarchive.run import Run
from newsarchive.schedule.timetable import due
from newsarchive.sources import Source
from newsarchive.wanted import Wanted

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("names", metavar="[SOURCE]...", nargs=-1)
@click.option("--since", type=DAY, metavar="DAY", help="Not what was published before this day (2026-11-01).")
@click.option("--until", type=DAY, metavar="DAY", help="Not what was published after this day.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Not more than N articles of each source, the newest.")
@click.option("--all", "everything", is_flag=True, help="Read every list to its end: the whole history that the source has.")
@common_options
def crawl(
    invocation: Invocation,
    names: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    limit: int | None,
    everything: bool,
) -> int:
    """Crawl the sources that are due, or those named, and export what came in.

    A source is due when its last crawl is as old as its `every` says; one of which nothing can be had is asked less and less
    often. Naming it crawls it now, and tries again what has failed.
    """
    with invocation.archive() as archive:
        asked = [archive.source(name) for name in names] if names else due_sources(invocation, archive)
        if not (names or archive.source_names()):
            invocation.note("No sources: name some under `sources` in newsarchive.yaml.")
            return exit_codes.USAGE
        with Display(invocation) as display, Run(archive, display) as run:
            zone = archive.config.timezone
            wanted = Wanted(_begin(since, zone), _begin(until, zone, days=1), limit, everything, retry=bool(names))
            spiders = [(source.spider, {"source": source, "wanted": wanted}) for source in asked]
            crawl_with(run, spiders, verbose=invocation.verbose)
        code = conclude(invocation, run)
        tell(invocation, run)
        return code


def _begin(day: datetime | None, zone: ZoneInfo, days: int = 0) -> datetime | None:
    """Midnight of a day in the archive's zone, or so many days later."""
    return (day + timedelta(days=days)).replace(tzinfo=zone) if day else None


def due_sources(invocation: Invocation, archive: Archive) -> list[Source]:
    """The sources that are due; the others are named, with the time they have."""
    sources = [archive.source(name) for name in archive.source_names()]
    return [source for source in sources if _is_due(invocation, archive, source)]


def _is_due(invocation: Invocation, archive: Archive, source: Source) -> bool:
    now = datetime.now(UTC)
    found = due(archive, source.name, now)
    if found.is_now(now):
        return True
    minutes = max(1, round((found.early - now) / timedelta(minutes=1)))
    why = f" ({plural(found.failed, 'crawl')} in a row found none of its lists)" if found.failed else ""
    invocation.note(f"{source.name}: not due for {minutes} min{why}; `newsarchive crawl {source.name}` crawls it now")
    return False
