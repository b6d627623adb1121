"""One capture, found by the name that its article has for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from newsarchive.capture.warcfile import Capture, Unreadable, captures_in
from newsarchive.capture.writer import OPEN
from newsarchive.store.captures import Captured


class MissingCaptureError(LookupError):
    """A capture that is not where it should be; the message says what is."""


class Places(Protocol):
    """Knows where captures are."""

    def find(self, record_id: str) -> Captured | None:
        """The record of that name."""

    def pruned(self, record_id: str) -> datetime | None:
        """When it was removed on request; None where it was not."""


class Reader:
    """Reads the captures of an archive."""

    def __init__(self, folder: Path, store: Places, most: int) -> None:
        """``folder``: where the WARC files are; ``most``: bytes of one payload, as sent and as unpacked."""
        self._folder = folder
        self._store = store
        self._most = most

    def read(self, record_id: str) -> Capture:
        """The capture of that name (``urn:uuid:...``): address, date, status, headers, payload.

        One that was kept as a repetition of another has its own headers, and the payload of the other.

        Raises:
            MissingCaptureError: it cannot be had.
        """
        found = self._at(self._place(record_id))
        if found.kind != "revisit":
            return found
        if found.refers_to is None:
            raise MissingCaptureError(f"{record_id} repeats a capture without naming it")
        original = self._at(self._place(found.refers_to))
        return replace(found, payload=original.payload)

    def place(self, record_id: str) -> tuple[Path, int]:
        """The file that holds the capture of that name, and where in it.

        Raises:
            MissingCaptureError: it is not known, or its file is not there.
        """
        place = self._place(record_id)
        path = self._folder / place.file
        for each in (path, path.with_name(path.name + OPEN)):  # it may still be being written
            if each.is_file():
                return each, place.offset
        raise MissingCaptureError(f"{path} is missing")

    def _place(self, record_id: str) -> Captured:
        place = self._store.find(record_id)
        if place is None and (gone := self._store.pruned(record_id)) is not None:
            raise MissingCaptureError(f"the capture {record_id} was removed on request on {gone:%Y-%m-%d} (`captures prune`)")
        if place is None:
            raise MissingCaptureError(f"no capture {record_id} is known")
        return place

    def _at(self, place: Captured) -> Capture:
        path = self._folder / place.file
        for each in (path, path.with_name(path.name + OPEN)):  # it may still be being written
            try:
                with each.open("rb") as file:
                    for found in captures_in(file, self._most, place.offset):
                        if isinstance(found, Unreadable):
                            raise MissingCaptureError(f"{each} at {found.offset}: {found.reason}")
                        if found.record_id == place.record_id:
                            return found
                        if found.offset != place.offset:
                            break
            except FileNotFoundError:
                continue
            raise MissingCaptureError(f"{each} has another record at {place.offset} than {place.record_id}")
        raise MissingCaptureError(f"{path} is missing")
