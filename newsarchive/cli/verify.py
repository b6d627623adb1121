"""`newsarchive verify`: whether the index, the exports and the captures still agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import click
from sqlalchemy.exc import DatabaseError

from newsarchive.archive import Archive
from newsarchive.article import RecordError
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options, plural
from newsarchive.config.export import Export
from newsarchive.export.command import GitError
from newsarchive.export.git import is_repository
from newsarchive.verify.captures import check_captures
from newsarchive.verify.files import check_files
from newsarchive.verify.finding import Finding, Kind
from newsarchive.verify.index import MEND, check_index
from newsarchive.verify.pictures import check_pictures
from newsarchive.verify.site import check_repository


@click.command()
@click.option("--captures", is_flag=True, help="Read every WARC file from beginning to end as well.")
@click.option("--pictures", is_flag=True, help="Read every picture that is kept as well.")
@common_options
def verify(invocation: Invocation, captures: bool, pictures: bool) -> int:
    """Check the archive: the index in itself, the exports against it, exported files, the captures, and the pictures.

    Each thing that is missing, altered, orphaned or unreadable is named with the way out; the exit code is then 3. A file that
    you changed on purpose is named as your own, and is no damage. Nothing is changed.
    """
    counts: Counter[Kind] = Counter()
    with invocation.archive() as archive:
        for finding in _findings(archive, captures=captures, pictures=pictures):
            counts[finding.kind] += 1
            invocation.emit(
                "finding",
                problem=str(finding.kind),
                store=finding.store,
                thing=finding.thing,
                what=finding.what,
                way_out=finding.way_out,
                damage=finding.damage,
            )
            invocation.say(finding.in_words)
        articles = sum(archive.index.runs.article_counts().values()) if not counts[Kind.UNREADABLE] else None
    own = counts.pop(Kind.OWN, 0)
    invocation.emit("verified", articles=articles, damaged=counts.total(), own=own)
    if counts:
        invocation.say("damaged: " + ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items())))
        return exit_codes.DAMAGED
    changed = f"; {plural(own, 'file is', 'files are')} your own" if own else ""
    invocation.say(f"all well: {plural(articles or 0, 'article')}{changed}")
    return exit_codes.WELL


def _findings(archive: Archive, *, captures: bool, pictures: bool) -> Iterator[Finding]:
    with archive.index.integrity() as view:
        yield from check_index(view)
        yield from check_captures(view, archive.warc_folder, archive.config.politeness.max_size, whole=captures)
        yield from check_pictures(view, archive.pictures, whole=pictures)
    try:
        for export in archive.config.exports:
            with archive.exporting(export):
                yield from _of_files(archive, export) if archive.file_profile(export) else _of_export(archive, export)
    except (DatabaseError, RecordError) as error:
        reason = error.orig if isinstance(error, DatabaseError) else error
        what = f"{reason}; the exports could not be checked against it"
        yield Finding(Kind.UNREADABLE, "index", "the database", what, MEND)


def _of_files(archive: Archive, export: Export) -> Iterator[Finding]:
    exported = archive.index.exports.state(export.label) is not None
    yield from check_files(export.label, archive.place(export), exported=exported)


def _of_export(archive: Archive, export: Export) -> Iterator[Finding]:
    label, place = export.label, archive.place(export)
    state = archive.index.exports.state(label)
    if not is_repository(place):
        if state is not None:
            yield Finding(Kind.MISSING, f"export {label}", str(place), "the repository is not there", "run `newsarchive export`")
        return
    try:
        repository = archive.repository(export)
    except GitError as error:
        yield Finding(Kind.UNREADABLE, f"export {label}", str(place), "it cannot be checked", str(error))
        return
    yield from check_repository(label, archive.projection(export), archive.index, repository, archive.pictures)
