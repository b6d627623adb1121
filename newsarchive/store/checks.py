"""What the last check of each source found in its articles, so that the next one notices what is no longer found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from newsarchive.store.database import Database
from newsarchive.store.moments import moment_of, utc
from newsarchive.store.schema import checks


@dataclass(frozen=True, slots=True)
class Checked:
    """One field of a source as a check found it."""

    read: int
    """In how many articles it was found."""
    articles: int
    """Of how many."""
    place: str | None
    """How it was read, from where: ``meta article:published_time``."""
    checked: datetime

    @property
    def usual(self) -> bool:
        """Whether an article of the source can be expected to have it: at least half of them had."""
        return self.read * 2 >= self.articles > 0


class CheckStore:
    """Reads and writes the last check of each source."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, source: str) -> dict[str, Checked]:
        """Field to what the last check found; empty where there was none."""
        query = select(checks).where(checks.c.source == source)
        with self._database.read() as connection:
            return {row.field: _checked(row) for row in connection.execute(query)}

    def all(self) -> dict[str, dict[str, Checked]]:
        """Source to what its last check found, field by field."""
        found: dict[str, dict[str, Checked]] = {}
        with self._database.read() as connection:
            for row in connection.execute(select(checks)):
                found.setdefault(row.source, {})[row.field] = _checked(row)
        return found

    def put(self, source: str, found: Mapping[str, Checked]) -> None:
        """Remember a check in the place of the last one."""
        rows = [
            {
                "source": source,
                "field": field,
                "read": each.read,
                "articles": each.articles,
                "place": each.place,
                "checked": utc(each.checked),
            }
            for field, each in found.items()
        ]
        with self._database.write() as connection:
            connection.execute(delete(checks).where(checks.c.source == source))
            if rows:
                connection.execute(insert(checks), rows)


def _checked(row: Any) -> Checked:
    return Checked(row.read, row.articles, row.place, moment_of(row.checked))
