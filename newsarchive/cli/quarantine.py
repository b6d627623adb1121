"""`newsarchive quarantine`: what could not be archived, and what is to become of it."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from newsarchive.archive import Archive
from newsarchive.article import Article, RecordError
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options, plural
from newsarchive.cli.failures import show_failure
from newsarchive.cli.progress import Display
from newsarchive.cli.spiders import crawl
from newsarchive.cli.summary import conclude
from newsarchive.failures import explain
from newsarchive.importing.intake import STAGE
from newsarchive.recognition import recognised
from newsarchive.run import OF_LISTS, Run
from newsarchive.store.quarantine import Quarantined


@click.group()
@common_options
def quarantine(invocation: Invocation) -> None:
    """List, explain, retry, accept or clear what could not be archived."""


@quarantine.command("list")
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@common_options
def list_(invocation: Invocation, sources: tuple[str, ...]) -> int:
    """List what is in quarantine, of all sources or of those named."""
    with invocation.archive() as archive:
        for entry in archive.index.quarantine.entries():
            if not sources or entry.source in sources:
                _emit(invocation, entry)
                invocation.say(f"{entry.name}  {entry.source}  {entry.address}: {entry.reason}")
    return exit_codes.WELL


@quarantine.command()
@click.argument("address", metavar="ID|ADDRESS")
@common_options
def show(invocation: Invocation, address: str) -> int:
    """Explain one entry: where it failed, how often, what was at hand, and what can be done."""
    with invocation.archive() as archive:
        for entry in _entries(archive, (address,)):
            found = explain(archive.index, entry.name)
            if found is not None:
                show_failure(invocation, found, archive.config.timezone)
    return exit_codes.WELL


@quarantine.command()
@click.argument("addresses", metavar="[ID|ADDRESS]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All that is in quarantine.")
@common_options
def retry(invocation: Invocation, addresses: tuple[str, ...], everything: bool) -> int:
    """Try entries again: single pages at once, and what sources have found in their next crawl, given up or not."""
    with invocation.archive() as archive:
        entries = _chosen(archive, addresses, everything=everything)
        now = datetime.now(UTC)
        waiting = [entry for entry in entries if archive.index.frontier.retry(entry.address, now)]
        for source in dict.fromkeys(entry.source for entry in waiting):
            invocation.say(f"{source}: `newsarchive crawl {source}` tries them again")
        files = [entry.address for entry in entries if entry.stage == STAGE]
        if files:
            invocation.say(f"{plural(len(files), 'file')}: `newsarchive import` of where they are tries them again")
        pages = [entry.address for entry in entries if entry not in waiting and entry.stage not in (*OF_LISTS, STAGE)]
        if not pages:
            return exit_codes.WELL
        with Display(invocation) as display, Run(archive, display) as run:
            crawl(run, [("url", {"urls": pages})], verbose=invocation.verbose)
        return conclude(invocation, run)


@quarantine.command()
@click.argument("addresses", metavar="ID|ADDRESS...", nargs=-1, required=True)
@common_options
def accept(invocation: Invocation, addresses: tuple[str, ...]) -> int:
    """Archive copies that were refused because they looked worse than the archived ones: you say that they are right."""
    with invocation.archive() as archive, Display(invocation) as display, Run(archive, display) as run:
        for entry in _entries(archive, addresses):
            article = recognised(archive.index.articles, _record(entry), trusted=True)
            run.stored(entry.source, archive.index.articles.put(article), article)
            archive.index.quarantine.clear([entry.address], how="accepted")
    return conclude(invocation, run)


@quarantine.command()
@click.argument("addresses", metavar="[ID|ADDRESS]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All that is in quarantine.")
@common_options
def clear(invocation: Invocation, addresses: tuple[str, ...], everything: bool) -> int:
    """Forget entries; what a source still has is found again by its next crawl."""
    with invocation.archive() as archive:
        entries = _chosen(archive, addresses, everything=everything)
        archive.index.quarantine.clear([entry.address for entry in entries], how="cleared")
        archive.index.frontier.forget([entry.address for entry in entries])
    invocation.say(f"{plural(len(entries), 'entry', 'entries')} cleared")
    return exit_codes.WELL


def _emit(invocation: Invocation, entry: Quarantined) -> None:
    names = ("source", "address", "stage", "reason", "times")
    invocation.emit("quarantined", id=entry.name, **{name: getattr(entry, name) for name in names})


def _chosen(archive: Archive, addresses: tuple[str, ...], *, everything: bool) -> list[Quarantined]:
    if everything == bool(addresses):
        raise click.UsageError("name the addresses, or say --all")
    return archive.index.quarantine.entries() if everything else _entries(archive, addresses)


def _entries(archive: Archive, addresses: tuple[str, ...]) -> list[Quarantined]:
    entries = archive.index.quarantine.called(addresses)
    for each in addresses:
        if not any(each in (entry.address, entry.name) for entry in entries):
            raise click.UsageError(f"{each} is not in quarantine; `newsarchive quarantine list` shows what is")
    return entries


def _record(entry: Quarantined) -> Article:
    """The copy that was refused.

    Raises:
        click.UsageError: there is none: what failed was no article.
    """
    try:
        return Article.from_json(entry.material or "")
    except RecordError as error:
        reason = f"{entry.address}: there is no copy that could be accepted, for it failed at {entry.stage}: {entry.reason}"
        raise click.UsageError(reason) from error
