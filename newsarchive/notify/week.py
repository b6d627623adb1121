"""The week of an archive summed up."""

from __future__ import annotations

from datetime import datetime, timedelta

from newsarchive.archive import Archive
from newsarchive.config.export import Export
from newsarchive.export.command import GitError
from newsarchive.export.git import is_repository
from newsarchive.export.growth import in_words, measure
from newsarchive.notify.wording import digest

_WEEK = timedelta(days=7)
_MONTH = timedelta(days=30)


def sum_up(archive: Archive, now: datetime) -> tuple[str, str]:
    """Title and body of the message on the seven days before ``now``."""
    index = archive.index
    counts = index.runs.new_since(now - _WEEK)
    sources = dict.fromkeys(archive.source_names(), 0) | counts
    held = sum(len(index.exports.held(export.label)) for export in archive.config.exports)
    growth = [line for export in archive.repositories() if (line := _growth(archive, export, now))]
    troubles = index.troubles.since(now - _WEEK)
    return digest(archive.folder.name, list(sources.items()), troubles, held, growth, archive.config.timezone)


def _growth(archive: Archive, export: Export, now: datetime) -> str | None:
    if not is_repository(archive.place(export)):
        return None
    try:
        repository = archive.repository(export)
    except GitError as error:
        return f"{export.label}: cannot be measured: {error}"
    written = archive.index.exports.written_files(export.label)
    found = measure(repository, written, archive.index.articles.fetched_since(now - _MONTH))
    a_year = f", {in_words(found.a_year)} more in a year at this pace" if found.a_year is not None else ""
    warning = f"; {found.warning}" if found.warning else ""
    return f"{export.label}: {in_words(found.size)}, {found.posts} files{a_year}{warning}"
