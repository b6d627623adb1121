"""Where pictures lie: each once, called by its content, written whole or not at all. By default a folder of the archive."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from newsarchive import files
from newsarchive.disk import in_words


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
            ShelfError: it cannot be kept.
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
            files.replace(path, content, durable=True)
        except OSError as error:
            raise ShelfError(str(error)) from error

    def get(self, file: str) -> bytes | None:
        """See :class:`Shelf`."""
        path = files.inside(self.folder, file)
        try:
            return path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise ShelfError(f"{path} cannot be read: {in_words(error, path)}") from error

    def size(self, file: str) -> int | None:
        """See :class:`Shelf`."""
        path = files.inside(self.folder, file)
        try:
            return path.stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise ShelfError(f"{path} cannot be read: {in_words(error, path)}") from error
