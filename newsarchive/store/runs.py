"""The history of crawls: one row a source and run, from which its pace and its health are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, insert, select

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
    lists: int | None = None
    """Lists and pages of lists that were read; None where it is not known."""

    @property
    def in_vain(self) -> bool:
        """Something failed, and no list could be had: nothing is known of what is new."""
        return bool(self.failed) and self.lists == 0

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
                    lists=run.lists,
                )
            )

    def last(self, source: str, *, well: bool = False) -> RunRecord | None:
        """The last crawl of a source; with ``well``, the last one in which nothing failed."""
        query = _last(source, 1)
        if well:
            query = query.where(runs.c.failed == 0, runs.c.interrupted.is_(False))
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return _record(row) if row else None

    def recent(self, source: str, number: int) -> list[RunRecord]:
        """The last crawls of a source, so many at the most, the newest first."""
        with self._database.read() as connection:
            return [_record(row) for row in connection.execute(_last(source, number))]

    def new_since(self, moment: datetime) -> dict[str, int]:
        """How many new articles the crawls of each source have brought that began since."""
        query = select(runs.c.source, func.sum(runs.c.new).label("number")).where(runs.c.started >= utc(moment))
        with self._database.read() as connection:
            return {row.source: row.number for row in connection.execute(query.group_by(runs.c.source))}

    def article_counts(self) -> dict[str, int]:
        """How many articles each source has."""
        query = select(articles.c.source, func.count().label("number")).group_by(articles.c.source)
        with self._database.read() as connection:
            return {row.source: row.number for row in connection.execute(query)}


def _last(source: str, number: int) -> Select[Any]:
    return select(runs).where(runs.c.source == source).order_by(runs.c.key.desc()).limit(number)


def _record(row: Row[Any]) -> RunRecord:
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
        row.lists,
    )
