"""The history of crawls: one row a source and run, from which its pace and its health are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select

from newsarchive.store.database import Database
from newsarchive.store.moments import moment_of, utc
from newsarchive.store.schema import articles, runs


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One crawl of one source."""

    source: str
    started: datetime
    finished: datetime
    interrupted: bool
    new: int
    revised: int
    known: int
    failed: int
    requests: int

    @property
    def well(self) -> bool:
        """It came to its end, and nothing failed."""
        return not self.interrupted and not self.failed


class RunStore:
    """Reads and writes the history."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, run: RunRecord) -> None:
        """Remember a crawl that has ended."""
        with self._database.write() as connection:
            connection.execute(
                insert(runs).values(
                    source=run.source,
                    started=utc(run.started),
                    finished=utc(run.finished),
                    interrupted=run.interrupted,
                    new=run.new,
                    revised=run.revised,
                    known=run.known,
                    failed=run.failed,
                    requests=run.requests,
                )
            )

    def last(self, source: str, *, well: bool = False) -> RunRecord | None:
        """The last crawl of a source; with ``well``, the last one in which nothing failed."""
        query = select(runs).where(runs.c.source == source).order_by(runs.c.key.desc()).limit(1)
        if well:
            query = query.where(runs.c.failed == 0, runs.c.interrupted.is_(False))
        with self._database.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return RunRecord(
            row.source,
            moment_of(row.started),
            moment_of(row.finished),
            row.interrupted,
            row.new,
            row.revised,
            row.known,
            row.failed,
            row.requests,
        )

    def article_counts(self) -> dict[str, int]:
        """How many articles each source has."""
        query = select(articles.c.source, func.count().label("number")).group_by(articles.c.source)
        with self._database.read() as connection:
            return {row.source: row.number for row in connection.execute(query)}
