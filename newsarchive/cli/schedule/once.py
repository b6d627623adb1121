"""`newsarchive schedule once`: one turn of an archive whose index may be gone, old, or damaged when it begins."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options, plural
from newsarchive.cli.crawl import due_sources
from newsarchive.cli.progress import Display
from newsarchive.cli.spiders import crawl
from newsarchive.cli.summary import conclude, tell
from newsarchive.rebuild.catch_up import CaughtUp
from newsarchive.rebuild.take_up import Found, catch_up_all, put_away, take_up
from newsarchive.run import Run
from newsarchive.wanted import Wanted


@click.command("once")
@common_options
def command(invocation: Invocation) -> int:
    """Crawl what is due, export and push it, in a home that keeps nothing but the repository for sure.

    The index is taken as it is found in state/. Where it is damaged or gone it is made anew from the posts, and what other runs
    have pushed since is taken in first: so nothing is published twice, and runs may overlap. The exit code is 1 when something
    is wrong with the archive, such as a push that failed, and 0 when no more than an article did.
    """
    folder, now = invocation.locate(), datetime.now(UTC)
    found = take_up(folder, now)
    _tell(invocation, found)
    with invocation.archive() as archive:
        caught = catch_up_all(archive, found.branches)
        for label, done in caught.items():
            _tell_caught_up(invocation, label, done)
        due = due_sources(invocation, archive)
        with Display(invocation) as display, Run(archive, display) as run:
            crawl(run, [(each.spider, {"source": each, "wanted": Wanted()}) for each in due], verbose=invocation.verbose)
        code = conclude(invocation, run)
        tell(invocation, run)
    put_away(folder, run, caught)
    return exit_codes.WELL if code == exit_codes.SOME_FAILED and not _is_wrong(run) else code


def _is_wrong(run: Run) -> bool:
    """Whether something is wrong with the archive, and not with some articles alone."""
    return bool(run.broken or run.export_errors or any(each.push_error for each in run.published))


def _tell(invocation: Invocation, found: Found) -> None:
    invocation.emit("index", new=found.is_new, damaged=found.why or None, aside=str(found.aside) if found.aside else None)
    if found.aside:
        invocation.say(f"the index was damaged ({found.why}); it is kept as {found.aside}, and is made anew from the posts")
    elif found.is_new:
        invocation.say("there is no index: it is made anew from the posts")


def _tell_caught_up(invocation: Invocation, label: str, done: CaughtUp) -> None:
    taken, doubled, unreadable = done.taken, done.doubled, done.unreadable
    invocation.emit("caught-up", export=label, commit=done.head, taken=taken, doubled=doubled, unreadable=unreadable)
    if taken:
        invocation.say(f"export {label}: {plural(taken, 'post')} taken in that the index did not have")
    for path in doubled:
        invocation.say(f"  goes again: {path}: its article has another post")
    if unreadable:
        invocation.say(f"  {plural(unreadable, 'post')} could not be read; `newsarchive quarantine list` names them")
