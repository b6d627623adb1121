"""What is in a WARC file, as the index remembers it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newsarchive.capture.warcfile import Capture, captures_in
from newsarchive.store.captures import Captured


def catalogue(path: Path, most: int) -> Iterator[Captured]:
    """Name and place of each capture in one of the archive's files; what cannot be read is passed over."""
    with path.open("rb") as file:
        for found in captures_in(file, most):
            if isinstance(found, Capture) and found.length:
                yield Captured(
                    record_id=found.record_id,
                    kind=found.kind,
                    file=path.name,
                    offset=found.offset,
                    length=found.length,
                    url=found.url,
                    date=found.date,
                    payload_digest=found.payload_digest,
                )
