"""Errors of a disk, put so that the keeper of the archive knows which disk it is, and what to do."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
"""The errors of a disk, or a share of one, that is full."""


class InTheWayError(Exception):
    """Something stands in the way of all that is to be kept, and is no fault of any of it."""


class WriteError(OSError):
    """A file that could not be written; the message names it, the reason, and the disk where that is full."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(error.errno, error.strerror, str(path))
        self._message = f"{path} cannot be written: {in_words(error, path)}"

    def __str__(self) -> str:
        return self._message


def in_words(error: OSError, path: Path) -> str:
    """Why ``path`` could not be written; of a full disk, which one it is."""
    reason = error.strerror or str(error)
    return f"{reason}; {make_room(path)}" if error.errno in FULL else reason


def make_room(path: Path) -> str:
    """What to do where the disk under ``path`` is full; ``path`` itself need not be there."""
    place = path.resolve()
    while not place.exists() or not place.is_mount():
        place = place.parent
    usage = shutil.disk_usage(place)
    return f"make room on the disk at {place} ({usage.free >> 10:,} of {usage.total >> 10:,} KiB are free)"
