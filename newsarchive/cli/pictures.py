"""`newsarchive pictures`: which are kept, which could not be had, and what is to become of those."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options, plural
from newsarchive.export.growth import in_words
from newsarchive.pictures.enlisting import enlist

MOST_NAMED = 50
"""Named one by one for people; all of them are in the output of --json."""


@click.command()
@click.option("--retry", is_flag=True, help="Have the next crawl try all that could not be had, given up or not.")
@click.option("--wanted", is_flag=True, help="Have the next crawl ask for those of articles archived before, and for lost ones.")
@common_options
def pictures(invocation: Invocation, retry: bool, wanted: bool) -> int:
    """Show how many pictures are kept, and which could not be had, with the reason.

    Crawls try these again at growing distance, those of each source with its crawl.
    """
    with invocation.archive() as archive:
        store, now = archive.index.pictures, datetime.now(UTC)
        if wanted:
            number = enlist(archive.index, archive.pictures, archive.keeps_pictures, archive.config.pictures.number, now)
            invocation.emit("wanted", pictures=number)
            invocation.say(f"{plural(number, 'picture')} more to be asked for; the next crawl begins with it")
        if retry:
            number = store.retry(now)
            invocation.emit("retry", pictures=number)
            invocation.say(f"{plural(number, 'picture')} to be tried again by the next crawl")
        files, size, lacking = store.count()
        invocation.emit("pictures", kept=files, bytes=size, missing=lacking, place=archive.pictures.place)
        invocation.say(
            f"{plural(files, 'picture')} kept, {in_words(size)}, in {archive.pictures.place}; {lacking} could not be had"
        )
        for number, each in enumerate(store.missing()):
            due = each.due.isoformat() if each.due else None
            invocation.emit("missing", url=each.url, page=each.page, source=each.source, reason=each.reason, due=due)
            if number < MOST_NAMED:
                when = f"due {each.due:%Y-%m-%d %H:%M} UTC" if each.due else "given up"
                invocation.say(f"  {each.url[:200]} on {each.page}: {each.reason} ({plural(each.tries, 'try', 'tries')}, {when})")
        if lacking > MOST_NAMED:
            invocation.say("  ... and more, all in the output of --json")
    return exit_codes.WELL
