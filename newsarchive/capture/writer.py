"""Writes records into WARC files: one file a process, whole records only, on the disk before anything points to them.

A file that is being written is called ``.open`` and locked by the process that writes it. The lock goes with the process,
however it ends: an ``.open`` file without one was left behind, and is closed by `repair.py`.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import IO

from newsarchive.disk import in_words
from newsarchive.files import sync_folder

SUFFIX = ".warc.gz"
OPEN = ".open"
"""Stands behind the name of a file that is being written."""


class CaptureError(Exception):
    """A capture that could not be written; the message names the folder and the reason."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record was written."""

    file: str
    offset: int
    length: int


def is_free(file: IO[bytes] | FileIO) -> bool:
    """Whether nobody is writing to the file; from now on the caller is, until it is closed."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Writer:
    """Appends records to a file, and begins another one when it is full."""

    def __init__(self, folder: Path, most: int, begin: Callable[[str, datetime], bytes]) -> None:
        """``most``: bytes after which a file is full; ``begin``: the first record of a file of that name and time."""
        self._folder = folder
        self._most = most
        self._begin = begin
        self._unique = uuid.uuid4().hex[:8]
        self._number = 0
        self._name = ""
        self._file: FileIO | None = None
        self._size = 0

    def write(self, records: Iterable[bytes]) -> list[Place]:
        """Append the records, together, to be on the disk when this returns; where each of them is.

        Raises:
            CaptureError: they could not be written, and nothing of them was.
        """
        try:
            return self._append(list(records))
        except OSError as error:
            raise self._failed(error) from error

    def close(self) -> None:
        """Close the file and give it its name; without one, nothing.

        Raises:
            CaptureError: its name could not be changed. The file is whole, and the next run gives it its name.
        """
        if self._file is None:
            return
        file, self._file = self._file, None
        try:
            with file:
                os.fdatasync(file.fileno())
                place = self._folder / self._name
                place.with_name(place.name + OPEN).rename(place)
            sync_folder(self._folder)
        except OSError as error:
            raise CaptureError(f"{self._name} could not be closed: {in_words(error, self._folder)}") from error

    def _failed(self, error: OSError) -> CaptureError:
        return CaptureError(f"the capture could not be written to {self._folder}: {in_words(error, self._folder)}")

    def _append(self, records: list[bytes]) -> list[Place]:
        if self._size >= self._most:
            self.close()
        file = self._file or self._new()
        try:
            _write_all(file, b"".join(records))
            os.fdatasync(file.fileno())
        except OSError:
            self._take_back(file)
            raise
        places = []
        for record in records:
            places.append(Place(self._name, self._size, len(record)))
            self._size += len(record)
        return places

    def _take_back(self, file: FileIO) -> None:
        """Cut off what was begun; where even that fails, leave the file to the next run, which does it."""
        try:
            file.truncate(self._size)
            file.seek(self._size)
        except OSError:
            self._file = None
            with contextlib.suppress(OSError):
                file.close()

    def _new(self) -> FileIO:
        """A new file, locked, with its first record in it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        while True:
            now = datetime.now(UTC)
            self._number += 1
            name = f"newsarchive-{now:%Y%m%d%H%M%S}-{self._number:05}-{self._unique}{SUFFIX}"
            place = self._folder / (name + OPEN)
            file = FileIO(place, "x")
            try:
                # A run that begins at this moment may take the file for one that was left behind, and remove it.
                if is_free(file) and os.fstat(file.fileno()).st_nlink:
                    first = self._begin(name, now)
                    _write_all(file, first)
                    os.fsync(file.fileno())
                    sync_folder(self._folder)
                    self._name, self._file, self._size = name, file, len(first)
                    return file
            except BaseException:
                file.close()
                place.unlink(missing_ok=True)
                raise
            file.close()


def _write_all(file: FileIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) or 0 :]
