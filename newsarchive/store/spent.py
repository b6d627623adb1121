"""How many requests were made on each day, where they are limited: counted for all processes of an archive."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from newsarchive.store.database import Database
from newsarchive.store.schema import spent

_KEPT = timedelta(days=30)
_SHARE = 10
"""Of what is left, at the most a tenth is taken at once: others are at it as well."""


class SpentStore:
    """Reads and writes the table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, day: date, source: str, number: int, *, archive: int | None, own: int | None) -> int:
        """Count so many requests of a source as made, or as many as may be at once; how many.

        ``archive``, ``own``: how many there may be on that day, of all sources and of this one; None for any number.
        """
        with self._database.read() as connection:  # where nothing is left, nobody is kept waiting
            if self._left(connection, day, source, archive, own) == 0:
                return 0
        here = (spent.c.day == day.isoformat()) & (spent.c.source == source)
        with self._database.write() as connection:
            left = self._left(connection, day, source, archive, own)
            taken = number if left is None else min(number, left, max(1, left // _SHARE))
            if taken and not connection.execute(update(spent).where(here).values(requests=spent.c.requests + taken)).rowcount:
                connection.execute(delete(spent).where(spent.c.day < (day - _KEPT).isoformat()))
                connection.execute(insert(spent).values(day=day.isoformat(), source=source, requests=taken))
        return taken

    def give_back(self, day: date, source: str, number: int) -> None:
        """Count so many requests of a source as not made after all."""
        here = (spent.c.day == day.isoformat()) & (spent.c.source == source)
        with self._database.write() as connection:
            connection.execute(update(spent).where(here).values(requests=spent.c.requests - number))

    def of(self, day: date, source: str | None = None) -> int:
        """How many were counted on a day, of a source or of all."""
        with self._database.read() as connection:
            return self._sum(connection, day, source)

    def _left(self, connection: Connection, day: date, source: str, archive: int | None, own: int | None) -> int | None:
        limits = ((archive, None), (own, source))
        left = [most - self._sum(connection, day, whose) for most, whose in limits if most is not None]
        return max(0, min(left)) if left else None

    def _sum(self, connection: Connection, day: date, source: str | None) -> int:
        query = select(func.coalesce(func.sum(spent.c.requests), 0)).where(spent.c.day == day.isoformat())
        if source is not None:
            query = query.where(spent.c.source == source)
        return int(connection.execute(query).scalar_one())
