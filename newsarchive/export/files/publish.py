"""One export of files, from the index into its folder: only the files that a changed article is in are made again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from newsarchive.export.files.folder import Done, Folder, State, opened
from newsarchive.export.files.form import Format, Unit
from newsarchive.export.publish import Published
from newsarchive.store.chosen import Choice
from newsarchive.store.exports import ExportState
from newsarchive.store.index import Index

_LEFT = "you changed this file, or put it there: move it elsewhere, or remove it, and the next export brings its own"


@dataclass(frozen=True, slots=True)
class Job:
    """What is exported, and in which form."""

    name: str
    archive: str
    """The folder of the archive."""
    kind: str
    format: Format
    fingerprint: str
    only: Choice


def publish_files(job: Job, index: Index, root: Path, *, whole: bool = False) -> Published:
    """Bring a folder of files up to the state of the index.

    Can be run at any time, and again after a crash: a file that is as it should be is not touched. ``whole``: make every
    file, and not only those of articles that have changed since the last export.

    Raises:
        FolderError: the folder is not for such files.
        WriteError: the disk refused; what is not written is left to the next export.
    """
    result = Published(job.name, folder=str(root))
    with opened(root, job.kind) as folder:
        before, upto = folder.state, index.articles.sequence()
        since = _since(before, job, upto, whole=whole)
        if since != upto:
            units = _units(job, index, since, upto)
            for path, unit in sorted(units.items()):
                _enter(result, path, _write(folder, unit, job, index, result))
            if since is None:
                for path in sorted(set(folder.known()) - set(units)):
                    _enter(result, path, folder.remove(path))
            folder.finish(State(job.kind, job.fingerprint, job.archive, None if result.kept else upto, folder.known()))
        if not result.kept:
            index.exports.finish(job.name, ExportState(upto, None, job.fingerprint), {})
    return result


def _since(before: State | None, job: Job, upto: int, *, whole: bool) -> int | None:
    """What the files are up to; None when every file has to be made."""
    if before is None or whole or before.sequence is None or before.sequence > upto:
        return None
    return before.sequence if (before.fingerprint, before.archive) == (job.fingerprint, job.archive) else None


def _units(job: Job, index: Index, since: int | None, upto: int) -> dict[str, Unit]:
    """The files that may have to be written, by their paths."""
    found: dict[str, Unit] = {}
    for published, publisher in index.chosen.outline(job.only) if since is None else _changed(index, since, upto):
        found.update((unit.path, unit) for unit in job.format.units(published, publisher))
    return found


def _changed(index: Index, since: int, upto: int) -> Iterator[tuple[datetime | None, str | None]]:
    """When and by which medium the changed articles are published now, and were before."""
    for stored in index.articles.changed_since(since, upto):
        yield stored.article.published, stored.article.publisher
        former = index.articles.revision_at(stored.key, since) if stored.article.revision > 1 else None
        if former:
            yield former.published, former.publisher


def _write(folder: Folder, unit: Unit, job: Job, index: Index, result: Published) -> Done:
    choice = unit.choice.within(job.only)
    if choice is None:
        return folder.remove(unit.path)

    def make(file: BinaryIO) -> int:
        made = job.format.write(unit, index.chosen.read(choice), file)
        result.without += made.without
        result.held_back.update(made.failed)
        return made.articles

    return folder.write(unit.path, make)


def _enter(result: Published, path: str, done: Done) -> None:
    if done is Done.WRITTEN:
        result.written += 1
    elif done is Done.REMOVED:
        result.removed += 1
    elif done is Done.KEPT:
        result.kept[path] = _LEFT
