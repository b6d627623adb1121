"""Where pictures lie: each once, called by its content, written whole or not at all. By default a folder of the archive."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from newsarchive import files
from newsarchive.disk import WriteError, in_words

NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]+\.[a-z]+")
"""What pictures are called (:attr:`newsarchive.pictures.content.Picture.file`). A record that somebody else has written may say
anything: a file of another name is not there."""
_LEFT = 3600
"""Seconds after which nobody is writing a file any more."""


class ShelfError(OSError):
    """The place where pictures are kept cannot be used; the message names it and the reason."""


class Shelf(Protocol):
    """A place for pictures. Files are called as :attr:`newsarchive.pictures.content.Picture.file` says."""

    @property
    def place(self) -> str:
        """Where it is, for people."""

    def put(self, file: str, content: bytes) -> None:
        """Keep a picture; one that is there stays as it is. When this returns, it is there whole, also after a power cut.

        Raises:
            ShelfError: it cannot be kept there.
            WriteError: it cannot be kept on a disk of this machine, and neither will anything else.
        """

    def get(self, file: str) -> bytes | None:
        """A picture; None where it is not there.

        Raises:
            ShelfError: that cannot be told.
        """

    def size(self, file: str) -> int | None:
        """The bytes of a picture; None where it is not there.

        Raises:
            ShelfError: that cannot be told.
        """


class Folder:
    """A folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._staging = folder / "partial"
        self._is_clear = False

    @property
    def place(self) -> str:
        """The folder."""
        return str(self.folder)

    def put(self, file: str, content: bytes) -> None:
        """See :class:`Shelf`."""
        path = files.inside(self.folder, file)
        try:
            if path.is_file() and path.stat().st_size == len(content):
                return
        except OSError as error:
            raise WriteError(path, error) from error
        self._clear_up()
        files.replace(path, content, staging=self._staging, durable=True)

    def _clear_up(self) -> None:
        """Remove what runs that were killed have left half written. Others may be writing at this moment: that is younger."""
        if self._is_clear or not self._staging.is_dir():
            return
        self._is_clear = True
        for path in self._staging.iterdir():
            with suppress(OSError):
                if path.stat().st_mtime < time.time() - _LEFT:
                    path.unlink()

    def get(self, file: str) -> bytes | None:
        """See :class:`Shelf`."""
        if not NAME.fullmatch(file):
            return None
        path = files.inside(self.folder, file)
        try:
            return path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise ShelfError(f"{path} cannot be read: {in_words(error, path)}") from error

    def size(self, file: str) -> int | None:
        """See :class:`Shelf`."""
        if not NAME.fullmatch(file):
            return None
        path = files.inside(self.folder, file)
        try:
            return path.stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise ShelfError(f"{path} cannot be read: {in_words(error, path)}") from error
