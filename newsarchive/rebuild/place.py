"""Where a fresh index is made, and how it comes into the place of the old one: at once, and with nobody else at it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from newsarchive.archive import INDEX, WARC, WORKERS, BusyError, exporting_alone
from newsarchive.config.export import Export
from newsarchive.files import sync_folder
from newsarchive.place import STATE
from newsarchive.store.worker import living

_SCRATCH = "rebuild"
_LOG = "-wal"
_SHARED = "-shm"


class RebuildError(Exception):
    """The fresh index is not sound, and was not put in the place of the old one."""


class Place:
    """The folder of state of an archive while its index is made anew. From :func:`rebuilding`."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.index = state / INDEX
        self.warc = state / WARC
        self.read = state / _SCRATCH / "read"
        """For the index into which is read what there is."""
        self.fresh = state / _SCRATCH / "fresh"
        """For the index that is to come into the place of the old one."""
        self._old = state / _SCRATCH / f"old-{INDEX}"

    def old(self) -> Path | None:
        """A copy of the old index, which may be brought to today's schema; None where it cannot be read at all."""
        if not self.index.is_file():
            return None
        try:
            with closing(sqlite3.connect(self.index)) as source, closing(sqlite3.connect(self._old)) as target:
                source.backup(target)
        except sqlite3.DatabaseError:
            return None
        return self._old

    def swap(self, now: datetime) -> Path | None:
        """Put the fresh index, which is closed, in the place of the old one; the name that the old one has from now on.

        Raises:
            BusyError: another process has the old index open.
        """
        _idle(self.state)
        fresh = self.fresh / INDEX
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        aside = None
        if self.index.exists():
            _fold(self.index)
            aside = _free(self.state, now)
            os.link(self.index, aside)
            for end in (_LOG, _SHARED):  # of an index that SQLite cannot open; it would be taken for that of the fresh one
                with suppress(FileNotFoundError):
                    self.index.with_name(INDEX + end).rename(aside.with_name(aside.name + end))
        fresh.replace(self.index)
        sync_folder(self.state)
        return aside


@contextmanager
def rebuilding(folder: Path, exports: Iterable[Export]) -> Iterator[Place]:
    """Be alone with the archive in ``folder``, and make its index anew; what is not put in its place is thrown away.

    Raises:
        BusyError: a crawl, an export or another rebuild is at it.
    """
    state = folder / STATE
    state.mkdir(parents=True, exist_ok=True)
    with ExitStack() as alone:
        try:
            alone.enter_context(FileLock(state / "rebuild.lock", timeout=0))
        except Timeout as error:
            raise BusyError("another rebuild of this archive is running; wait for its end") from error
        for export in exports:
            alone.enter_context(exporting_alone(state, export))
        _idle(state)
        shutil.rmtree(state / _SCRATCH, ignore_errors=True)  # of one that was killed
        place = Place(state)
        place.read.mkdir(parents=True)
        place.fresh.mkdir()
        try:
            yield place
        finally:
            shutil.rmtree(state / _SCRATCH, ignore_errors=True)


def _idle(state: Path) -> None:
    workers = living(state / WORKERS)
    if workers:
        numbers = ", ".join(each.partition("-")[0] for each in workers)
        raise BusyError(f"a crawl of this archive is running (process {numbers}); the index was left as it is: wait for its end")


def _fold(index: Path) -> None:
    """Have SQLite bring its log into the file, which it does only for whoever is alone with it."""
    try:
        with closing(sqlite3.connect(index, timeout=1)) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError as error:
        raise BusyError(f"another process has {index} open ({error}); the index was left as it is: try again") from error
    except sqlite3.DatabaseError:  # it is damaged, and goes aside as it is
        return
    if index.with_name(index.name + _LOG).exists():
        raise BusyError(f"another process has {index} open; the index was left as it is: try again")


def _free(state: Path, now: datetime) -> Path:
    """A name for the old index, which nothing has yet."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    names = (state / f"index.before-{stamp}{more}.sqlite3" for more in ("", *(f"-{number}" for number in range(2, 100))))
    return next(each for each in names if not each.exists())
