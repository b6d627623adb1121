"""Where each capture is: its WARC file and the place in it, found by the name of its record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import BindParameter, Row, bindparam, delete, insert, select, update

from newsarchive.store.database import Database, batches
from newsarchive.store.moments import moment_of, utc
from newsarchive.store.schema import captures, pruned

Kind = Literal["response", "revisit", "resource"]
"""What the record is: an answer, an answer whose payload another record has, or a page as a browser made it."""


@dataclass(frozen=True, slots=True)
class Captured:
    """A record in a WARC file."""

    record_id: str
    kind: Kind
    file: str
    """The name of the file in the archive's folder of captures."""
    offset: int
    length: int
    """Where its gzip member begins, and how many bytes it has."""
    url: str
    date: datetime
    payload_digest: str


# Made once: every page needs them, and to build one takes longer than to run it.
_some: BindParameter[Any] = bindparam("some", expanding=True)
_ORIGINALS = (
    select(captures)
    .where(captures.c.payload_digest.in_(_some), captures.c.kind == "response")
    .order_by(captures.c.date, captures.c.record_id)
)
_MOVE = update(captures).where(captures.c.record_id == bindparam("this")).values(file=bindparam("to"), offset=bindparam("at"))
_REMEMBER = insert(captures).prefix_with("OR REPLACE")


class CaptureStore:
    """Reads and writes the table, which says nothing that is not in the files: it can be made again from them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, found: Iterable[Captured]) -> None:
        """Remember records, in the place of what was said of them before."""
        rows = [
            {
                "record_id": each.record_id,
                "kind": each.kind,
                "file": each.file,
                "offset": each.offset,
                "length": each.length,
                "url": each.url,
                "date": utc(each.date),
                "payload_digest": each.payload_digest,
            }
            for each in found
        ]
        if not rows:
            return
        with self._database.write() as connection:
            connection.execute(_REMEMBER, rows)

    def find(self, record_id: str) -> Captured | None:
        """The record of that name."""
        with self._database.read() as connection:
            row = connection.execute(select(captures).where(captures.c.record_id == record_id)).first()
        return _captured(row) if row else None

    def latest(self, url: str) -> Captured | None:
        """The last capture of an address. It looks through all of them: for a question that is asked by hand."""
        query = select(captures).where(captures.c.url == url).order_by(captures.c.date.desc()).limit(1)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return _captured(row) if row else None

    def files(self) -> list[str]:
        """The files that have captures, by name."""
        with self._database.read() as connection:
            return list(connection.execute(select(captures.c.file).distinct().order_by(captures.c.file)).scalars())

    def in_file(self, file: str) -> list[Captured]:
        """The captures of a file, in their order."""
        query = select(captures).where(captures.c.file == file).order_by(captures.c.offset)
        with self._database.read() as connection:
            return [_captured(row) for row in connection.execute(query)]

    def every(self) -> Iterator[Captured]:
        """All captures, file by file."""
        for file in self.files():
            yield from self.in_file(file)

    def moved(self, file: str, places: Mapping[str, int], gone: Collection[str], now: datetime) -> None:
        """At once: captures are at these places of another file from now on, and others are gone; that is remembered."""
        with self._database.write() as connection:
            if places:
                connection.execute(_MOVE, [{"this": name, "to": file, "at": offset} for name, offset in places.items()])
            for some in batches(sorted(gone)):
                connection.execute(delete(captures).where(captures.c.record_id.in_(some)))
                connection.execute(delete(pruned).where(pruned.c.record_id.in_(some)))
                connection.execute(insert(pruned), [{"record_id": each, "pruned": utc(now)} for each in some])

    def pruned(self, record_id: str) -> datetime | None:
        """When a capture was removed on request; None where it was not."""
        with self._database.read() as connection:
            found = connection.execute(select(pruned.c.pruned).where(pruned.c.record_id == record_id)).scalar()
        return moment_of(found) if found else None

    def accounted_for(self, record_ids: Collection[str]) -> bool:
        """Whether each of these captures is known, or was removed on request."""
        with self._database.read() as connection:
            for some in batches(list(record_ids)):
                known = set(connection.execute(select(captures.c.record_id).where(captures.c.record_id.in_(some))).scalars())
                known.update(connection.execute(select(pruned.c.record_id).where(pruned.c.record_id.in_(some))).scalars())
                if not known.issuperset(some):
                    return False
        return True

    def forget_pruned(self, named: Collection[str]) -> None:
        """Forget which captures were removed, but for those that articles name."""
        with self._database.write() as connection:
            there = list(connection.execute(select(pruned.c.record_id)).scalars())
            for some in batches([each for each in there if each not in named]):
                connection.execute(delete(pruned).where(pruned.c.record_id.in_(some)))

    def originals(self, payload_digests: Collection[str]) -> dict[str, Captured]:
        """Digest to the first response with that payload, for those that there are."""
        found: dict[str, Captured] = {}
        with self._database.read() as connection:
            for some in batches(list(payload_digests)):
                for row in connection.execute(_ORIGINALS, {"some": some}):
                    found.setdefault(row.payload_digest, _captured(row))
        return found


def _captured(row: Row[tuple[str, str, str, int, int, str, str, str]]) -> Captured:
    return Captured(row.record_id, row.kind, row.file, row.offset, row.length, row.url, moment_of(row.date), row.payload_digest)
