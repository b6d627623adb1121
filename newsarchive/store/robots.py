"""The robots.txt of sites, remembered from crawl to crawl."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from newsarchive.store.articles import moment_of, utc
from newsarchive.store.database import Database
from newsarchive.store.schema import robots


@dataclass(frozen=True, slots=True)
class RememberedRobots:
    """A robots.txt as it was."""

    text: str
    fetched: datetime


class RobotsStore:
    """Reads and writes them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, site: str) -> RememberedRobots | None:
        """What the site (``http://news.example.org``) said last."""
        with self._database.read() as connection:
            row = connection.execute(select(robots).where(robots.c.site == site)).first()
        return RememberedRobots(row.text, moment_of(row.fetched)) if row else None

    def put(self, site: str, said: RememberedRobots) -> None:
        """What it says now."""
        with self._database.write() as connection:
            connection.execute(delete(robots).where(robots.c.site == site))
            connection.execute(insert(robots).values(site=site, text=said.text, fetched=utc(said.fetched)))
