"""The history of crawls: one row a source and run, from which its pace and its health are told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, func, insert, select, update

from newsarchive.store.database import Database, batches
from newsarchive.store.moments import moment_of, utc
from newsarchive.store.run_record import RunRecord, record_of, values_of
from newsarchive.store.schema import articles, runs
from newsarchive.store.thinning import DAILY, HOURLY, merged, thinned

__all__ = ["RunRecord", "RunStore", "Totals"]

FEW = 20
"""Sources that are named in a query."""
_MOST_THINNED = 5000
"""Rows that are looked at in one go: an index of years that was never thinned is done piece by piece."""
_DAY, _HOUR = len("2026-11-01"), len("2026-11-01T08")
_FIELDS = [runs.c[each.name] for each in fields(RunRecord)]

# Made once: each crawl needs them, and to build one takes longer than to run it.
_LAST_END = select(runs.c.finished).where(runs.c.source == bindparam("of")).order_by(runs.c.key.desc()).limit(1)
_OLD = (
    select(runs.c.key, *_FIELDS)
    .where(runs.c.source == bindparam("of"), runs.c.started < bindparam("before"), runs.c.started >= bindparam("after"))
    .order_by(runs.c.started)
    .limit(_MOST_THINNED)
)


@dataclass(frozen=True, slots=True)
class Totals:
    """What all crawls of a source came to, since it was first crawled."""

    crawls: int
    requests: int
    new: int
    revised: int
    failed: int


class RunStore:
    """Reads and writes the history."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, run: RunRecord) -> None:
        """Remember a crawl that has ended; with the first of each hour, old ones of the source are put together.

        Those of the last days, that is; with the first of each day, all of them.
        """
        with self._database.write() as connection:
            last = connection.execute(_LAST_END, {"of": run.source}).scalar()
            connection.execute(insert(runs).values(values_of(run)))
            if last is not None and last[:_HOUR] != (utc(run.finished) or "")[:_HOUR]:
                today = last[:_DAY] == (utc(run.finished) or "")[:_DAY]
                _thin(connection, run.source, run.finished, run.finished - DAILY - HOURLY if today else None)

    def last(self, source: str, *, well: bool = False) -> RunRecord | None:
        """The last crawl of a source; with ``well``, the last one in which nothing failed."""
        query = _last(source).limit(1)
        if well:
            query = query.where(runs.c.failed == 0, runs.c.interrupted.is_(False))
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return record_of(row) if row else None

    def recent(self, source: str, number: int) -> list[RunRecord]:
        """The last crawls of a source, so many at the most, the newest first."""
        with self._database.read() as connection:
            return [record_of(row) for row in connection.execute(_last(source).limit(number))]

    def new_since(self, moment: datetime) -> dict[str, int]:
        """How many new articles the crawls of each source have brought that began since."""
        query = select(runs.c.source, func.sum(runs.c.new).label("number")).where(runs.c.started >= utc(moment))
        with self._database.read() as connection:
            return {row.source: row.number for row in connection.execute(query.group_by(runs.c.source))}

    def since(self, moment: datetime, sources: Collection[str]) -> dict[str, list[RunRecord]]:
        """The crawls of some sources that ended after a moment, by the source, the oldest first."""
        query = _of(select(*_FIELDS).where(runs.c.finished > utc(moment)), runs.c.source, sources)
        found: dict[str, list[RunRecord]] = {}
        with self._database.read() as connection:
            for row in connection.execute(query.order_by(runs.c.source, runs.c.started, runs.c.key)):
                found.setdefault(row[0], []).append(record_of(row))
        return {source: found[source] for source in sources if source in found}

    def totals(self) -> dict[str, Totals]:
        """What all crawls of each source came to."""
        sums = (func.sum(runs.c[each.name]).label(each.name) for each in fields(Totals))
        query = select(runs.c.source, *sums).group_by(runs.c.source)
        with self._database.read() as connection:
            return {source: Totals(*numbers) for source, *numbers in connection.execute(query)}

    def article_counts(self) -> dict[str, int]:
        """How many articles each source has."""
        query = select(articles.c.source, func.count().label("number")).group_by(articles.c.source)
        with self._database.read() as connection:
            return {row.source: row.number for row in connection.execute(query)}

    def appeared(self, since: datetime, sources: Collection[str]) -> dict[str, list[tuple[datetime | None, datetime]]]:
        """When the articles of some sources were published, where that is known, and fetched; those since a moment."""
        when = func.coalesce(articles.c.published, articles.c.fetched)
        query = select(articles.c.source, articles.c.published, articles.c.fetched).where(when >= utc(since))
        found: dict[str, list[tuple[datetime | None, datetime]]] = {source: [] for source in sources}
        with self._database.read() as connection:
            for source, published, fetched in connection.execute(_of(query, articles.c.source, sources)):
                if source in found:
                    found[source].append((moment_of(published) if published else None, moment_of(fetched)))
        return found


def _last(source: str) -> Select[Any]:
    return select(*_FIELDS).where(runs.c.source == source).order_by(runs.c.finished.desc(), runs.c.key.desc())


def _of(query: Select[Any], column: ColumnElement[str], sources: Collection[str]) -> Select[Any]:
    """Of a few sources alone; of many, all are read: that takes one pass."""
    return query.where(column.in_(sources)) if len(sources) <= FEW else query


def _thin(connection: Connection, source: str, now: datetime, after: datetime | None) -> None:
    those = {"of": source, "before": utc(now - HOURLY), "after": utc(after) or ""}
    keyed = [(key, record_of(row)) for key, *row in connection.execute(_OLD, those)]
    for some in thinned(keyed, now):
        keys, together = zip(*some, strict=True)
        for part in batches(keys[:-1]):
            connection.execute(delete(runs).where(runs.c.key.in_(part)))
        # The last one's row is kept for all of them: keys go on growing with time.
        connection.execute(update(runs).where(runs.c.key == keys[-1]).values(values_of(merged(together))))
