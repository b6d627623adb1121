"""The gzip members of a WARC file: one a record, and what is damaged told from what is whole."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_MAGIC = b"\x1f\x8b\x08"
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Member:
    """One gzip member, or a stretch of bytes that is none."""

    offset: int
    length: int
    whole: bool
    data: bytes | None
    """Unpacked; None where it is not whole, or larger than was asked for."""


def members(file: BinaryIO, most: int, offset: int = 0) -> Iterator[Member]:
    """The members from ``offset`` on, each with its unpacked data unless that is more than ``most`` bytes.

    What is damaged is one stretch, up to the next place where a whole member begins, or the end.
    """
    damaged_from: int | None = None
    while True:
        found = _read(file, offset, most)
        if found is not None and found.whole:
            if damaged_from is not None:
                yield Member(damaged_from, offset - damaged_from, whole=False, data=None)
                damaged_from = None
            yield found
            offset += found.length
            continue
        if found is None and damaged_from is None:
            return
        damaged_from = offset if damaged_from is None else damaged_from
        following = _find(file, offset + 1)
        if following is None:
            file.seek(0, 2)
            yield Member(damaged_from, file.tell() - damaged_from, whole=False, data=None)
            return
        offset = following


def _read(file: BinaryIO, offset: int, most: int) -> Member | None:
    """The member that begins there; None at the end of the file."""
    file.seek(offset)
    unpacker = zlib.decompressobj(31)
    pieces: list[bytes] | None = []
    size, read = 0, 0
    while not unpacker.eof:
        packed = unpacker.unconsumed_tail
        if not packed:
            packed = file.read(_PIECE)
            read += len(packed)
        if not packed:
            return Member(offset, read, whole=False, data=None) if read else None
        try:
            piece = unpacker.decompress(packed, _PIECE)
        except zlib.error:
            return Member(offset, read, whole=False, data=None)
        size += len(piece)
        if size > most:
            pieces = None
        if pieces is not None:
            pieces.append(piece)
    return Member(offset, read - len(unpacker.unused_data), whole=True, data=b"".join(pieces) if pieces is not None else None)


def _find(file: BinaryIO, offset: int) -> int | None:
    """Where the next member may begin."""
    file.seek(offset)
    kept = b""
    while piece := file.read(_PIECE):
        window = kept + piece
        place = window.find(_MAGIC)
        if place >= 0:
            return offset + place
        kept = window[-2:]
        offset += len(window) - len(kept)
    return None
