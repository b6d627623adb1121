"""The last answers of lists, so that the next crawl asks only for what has changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from newsarchive.store.database import Database
from newsarchive.store.moments import moment_of, utc
from newsarchive.store.schema import visits


@dataclass(frozen=True, slots=True)
class Visit:
    """An answer that has been read, and all that it named archived."""

    asked: datetime
    definition: str
    """The fingerprint of the source definition by which it was read: by another one, it may say something else."""
    etag: str | None = None
    last_modified: str | None = None


class VisitStore:
    """Reads and writes the visits of each source."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, source: str) -> dict[str, Visit]:
        """Address to last visit of everything that a source had to be asked for again."""
        query = select(visits).where(visits.c.source == source)
        with self._database.read() as connection:
            return {
                row.address: Visit(moment_of(row.asked), row.definition, row.etag, row.last_modified)
                for row in connection.execute(query)
            }

    def put(self, source: str, seen: Mapping[str, Visit]) -> None:
        """Remember visits, in the place of earlier ones; nothing is written where there are none."""
        if not seen:
            return
        rows = [
            {
                "source": source,
                "address": address,
                "definition": visit.definition,
                "etag": visit.etag,
                "last_modified": visit.last_modified,
                "asked": utc(visit.asked),
            }
            for address, visit in seen.items()
        ]
        with self._database.write() as connection:
            for row in rows:
                here = (visits.c.source == source) & (visits.c.address == row["address"])
                connection.execute(delete(visits).where(here))
            connection.execute(insert(visits), rows)
