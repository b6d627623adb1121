"""Files that a killed process left open: cut back to their last whole record, and closed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from newsarchive.capture.members import members
from newsarchive.capture.writer import OPEN, SUFFIX, is_free
from newsarchive.files import sync_folder


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done with one file."""

    file: str
    """Its name from now on; of a file without a single whole record nothing is left."""
    kept: int
    """Bytes of whole records."""
    lost: int
    """Bytes of the record that was being written."""

    @property
    def in_words(self) -> str:
        """A line for people."""
        cut = f", without the {self.lost} bytes of a record that was not whole" if self.lost else ""
        return f"capture {self.file}, left open by a run that was killed, is {'closed' if self.kept else 'removed'}{cut}"


def repair(folder: Path) -> Iterator[Repaired]:
    """Close the files that nobody is writing any more; those in use by others are left alone."""
    for place in sorted(folder.glob(f"*{SUFFIX}{OPEN}")):
        try:
            file = place.open("r+b")
        except FileNotFoundError:  # its writer has just closed it
            continue
        with file:
            if is_free(file) and place.exists():
                yield _close(file, place)


def whole_length(file: BinaryIO) -> int:
    """How many bytes from the beginning are whole members."""
    length = 0
    for member in members(file, most=0):
        if not member.whole:
            return length
        length = member.offset + member.length
    return length


def _close(file: BinaryIO, place: Path) -> Repaired:
    name = place.name.removesuffix(OPEN)
    length = whole_length(file)
    size = file.seek(0, os.SEEK_END)
    if length:
        file.truncate(length)
        os.fsync(file.fileno())
        place.rename(place.with_name(name))
    else:
        place.unlink()
    sync_folder(place.parent)
    return Repaired(name, length, size - length)
