"""A note that the keeper was told, for when the index itself cannot be written: on a full disk, say."""

from __future__ import annotations

from pathlib import Path

NAME = "notify.mark"
_LENGTH = 512
"""Bytes. The file is made while there is room, and written over in its place, which takes none."""
_EMPTY = b" " * _LENGTH


class Mark:
    """What was told while nothing could be kept, in the archive's folder of state."""

    def __init__(self, state: Path) -> None:
        self._path = state / NAME

    def prepare(self) -> None:
        """Make room for it.

        Raises:
            OSError: there is none.
        """
        if not self._path.exists():
            self._path.write_bytes(_EMPTY)

    def said(self) -> str:
        """What was told; empty where nothing was."""
        try:
            return self._path.read_bytes().decode("utf-8", "replace").strip()
        except OSError:
            return ""

    def say(self, words: str) -> bool:
        """Note that this was told; whether that could be written down."""
        data = words.encode()[:_LENGTH].decode("utf-8", "ignore").encode().ljust(_LENGTH)
        try:
            with self._path.open("r+b") as file:
                file.write(data)
        except OSError:
            return False
        return True

    def clear(self) -> None:
        """It is over."""
        if self.said():
            self.say("")
