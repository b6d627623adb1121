"""Captures removed on request: files written anew without them, or removed whole. A kill at any moment does no harm.

A file that is written anew gets another name, so that the index points to one or the other and never into the wrong one: the new
file is whole and on the disk, then the index turns to it in one transaction, then the old one is removed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from newsarchive.capture.catalogue import catalogue
from newsarchive.capture.members import members
from newsarchive.capture.warcfile import ENVELOPE
from newsarchive.capture.writer import SUFFIX
from newsarchive.files import sync_folder
from newsarchive.store.captures import Captured, CaptureStore

_PARTIAL = ".pruning"
_NUMBERED = re.compile(r"(?:\.p(\d+))?\.warc\.gz$")
_IS_REQUEST = re.compile(rb"^WARC-Type:[ \t]*request[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Policy:
    """Which captures go."""

    before: datetime
    """Those captured before that moment (aware), unless they are kept."""
    kept: Collection[str]
    """Names of captures that stay, however old they are."""
    pages: Collection[str]
    """Addresses of further pages of articles, whose captures stay."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What is to become of one file, or has."""

    file: str
    gone: tuple[Captured, ...]
    stay: int
    """How many captures stay in it; with none, the file goes."""

    @property
    def size(self) -> int:
        """Bytes that the answers take which go; their requests come on top."""
        return sum(each.length for each in self.gone)


class Pruner:
    """Prunes the captures of an archive, with which nobody else is at work."""

    def __init__(self, folder: Path, store: CaptureStore, most: int) -> None:
        """``folder``: where the WARC files are; ``most``: bytes of one payload."""
        self._folder = folder
        self._store = store
        self._most = most

    def plan(self, policy: Policy) -> Iterator[Pruned]:
        """What would go, file by file; files that are still being written are left alone.

        What another capture repeats stays as long as that one does.
        """
        repeated = {each.payload_digest for each in self._store.every() if each.kind == "revisit" and _stays(each, policy)}
        for name in self._store.files():
            if not (self._folder / name).is_file():
                continue
            rows = self._store.in_file(name)
            gone = tuple(each for each in rows if not _stays(each, policy) and each.payload_digest not in repeated)
            if gone:
                yield Pruned(name, gone, len(rows) - len(gone))

    def prune(self, planned: Pruned, now: datetime) -> None:
        """Let go of what was planned for one file.

        Raises:
            OSError: it could not be written anew; then it is as it was.
        """
        path = self._folder / planned.file
        gone = {each.record_id for each in planned.gone}
        rows = {each.offset: each for each in self._store.in_file(planned.file)}
        new = _free_name(path)
        partial = path.with_name(path.name + _PARTIAL)
        try:
            with path.open("rb") as old, partial.open("xb") as file:
                places, others = self._copy(old, file, rows, gone)
                file.flush()
                os.fsync(file.fileno())
            if places or others:
                partial.rename(new)
            sync_folder(self._folder)
        finally:
            partial.unlink(missing_ok=True)
        self._store.moved(new.name, places, gone, now)
        path.unlink()
        sync_folder(self._folder)

    def clear_up(self) -> list[str]:
        """Remove what a prune that was killed has left behind: files whose every capture is elsewhere, or gone; their names."""
        for partial in self._folder.glob(f"*{_PARTIAL}"):
            partial.unlink()
        known = set(self._store.files())
        removed = []
        for path in sorted(self._folder.glob(f"*{SUFFIX}")):
            if path.name in known:
                continue
            there = [each.record_id for each in catalogue(path, self._most)]
            if there and self._store.accounted_for(there):
                path.unlink()
                removed.append(path.name)
        if removed:
            sync_folder(self._folder)
        return removed

    def _copy(
        self, old: BinaryIO, into: BinaryIO, rows: dict[int, Captured], gone: Collection[str]
    ) -> tuple[dict[str, int], int]:
        """Copy all that stays; where captures that the index knows are then, and how many others there are.

        A request goes with the answer before it.
        """
        places: dict[str, int] = {}
        others, leaves, offset = 0, False, 0
        for member in members(old, self._most + ENVELOPE):
            row = rows.get(member.offset)
            is_request = member.data is not None and _IS_REQUEST.search(member.data[:2048]) is not None
            if row is not None:
                leaves = row.record_id in gone
            elif not is_request:
                leaves = False
                others += member.offset > 0  # the first one says who wrote the file, and is worth nothing by itself
            if leaves:
                continue
            if row is not None:
                places[row.record_id] = offset
            old.seek(member.offset)
            into.write(old.read(member.length))
            offset += member.length
        return places, others


def age(text: str) -> tuple[int, str] | None:
    """An age as people write it, ``90d``, ``8w``, ``6m``, ``2y``: the number of days, and the same in words; None for others."""
    found = re.fullmatch(r"\s*(\d{1,4})\s*([dwmy])\s*", text)
    if not found:
        return None
    days, word = {"d": (1, "day"), "w": (7, "week"), "m": (30, "month"), "y": (365, "year")}[found[2]]
    number = int(found[1])
    return number * days, f"{number} {word}{'' if number == 1 else 's'}"


def _stays(row: Captured, policy: Policy) -> bool:
    return row.date >= policy.before or row.record_id in policy.kept or row.url in policy.pages


def _free_name(path: Path) -> Path:
    found = _NUMBERED.search(path.name)
    number = int(found[1] or 0) if found else 0
    stem = path.name[: found.start()] if found else path.name
    while (place := path.with_name(f"{stem}.p{(number := number + 1)}{SUFFIX}")).exists():
        pass
    return place
