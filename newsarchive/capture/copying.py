"""The records of a capture as they stand in its file, to be put into another one byte for byte."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsarchive.capture.catalogue import catalogue
from newsarchive.capture.members import members
from newsarchive.capture.reader import Places, Reader
from newsarchive.capture.warcfile import ENVELOPE, Capture, captures_in
from newsarchive.store.captures import Captured

MOST_BETWEEN = 200
"""Captures of other pages that can stand between those of one article: as many crawls wait for the disk together."""

_FIELD = re.compile(rb"^(WARC-[A-Za-z-]+):[ \t]*(.*?)[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Record:
    """One record, packed as it is."""

    name: str
    data: bytes


class _InFile:
    """The captures of one file, which is read when the first of them is asked for."""

    def __init__(self, path: Path, most: int) -> None:
        self._path = path
        self._most = most

    @functools.cached_property
    def _found(self) -> dict[str, Captured]:
        return {each.record_id: each for each in catalogue(self._path, self._most)}

    def find(self, record_id: str) -> Captured | None:
        return self._found.get(record_id)

    def pruned(self, record_id: str) -> datetime | None:
        """Nothing is known of that."""
        return None


class Copier:
    """Takes captures out of the files of an archive."""

    def __init__(self, folder: Path, store: Places, most: int) -> None:
        """``folder``: where the WARC files are; ``most``: bytes of one payload."""
        self._reader = Reader(folder, store, most)
        self._most = most

    @classmethod
    def of_file(cls, path: Path, most: int) -> Copier:
        """One that takes captures out of a single file, whatever an index knows of it."""
        return cls(path.parent, _InFile(path, most), most)

    def records(self, name: str) -> list[Record]:
        """The answer of that name and its request; of one that repeats another, that one's before it.

        Each is read and checked first, so that nothing is handed on that cannot be read.

        Raises:
            MissingCaptureError: it cannot be had.
        """
        capture = self._reader.read(name)
        original = self._with_request(capture.refers_to) if capture.kind == "revisit" and capture.refers_to else []
        return [*original, *self._with_request(name)]

    def following(self, name: str, urls: Collection[str]) -> Iterator[str]:
        """The names of the captures of these addresses that stand behind that one: of an article, its further pages.

        Raises:
            MissingCaptureError: that one cannot be had.
        """
        path, offset = self._reader.place(name)
        wanted = set(urls)
        with path.open("rb") as file:
            for found in itertools.islice(captures_in(file, self._most, offset), MOST_BETWEEN):
                if isinstance(found, Capture) and found.url in wanted:
                    wanted.remove(found.url)
                    yield found.record_id
                if not wanted:
                    return

    def _with_request(self, name: str) -> list[Record]:
        """The record of that name, which is known to be there, and its request, which stands behind it."""
        path, offset = self._reader.place(name)
        found: list[Record] = []
        with path.open("rb") as file:
            for member in members(file, self._most + ENVELOPE, offset):
                fields = _fields(member.data or b"")
                if found and (fields.get(b"WARC-Type"), fields.get(b"WARC-Concurrent-To")) != (b"request", f"<{name}>".encode()):
                    break
                file.seek(member.offset)
                found.append(Record(fields[b"WARC-Record-ID"].strip(b"<>").decode(), file.read(member.length)))
                file.seek(member.offset + member.length)
        return found


def _fields(record: bytes) -> dict[bytes, bytes]:
    head, _, _ = record.partition(b"\r\n\r\n")
    return dict(_FIELD.findall(head))
