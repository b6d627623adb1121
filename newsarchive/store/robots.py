"""The robots.txt of sites, remembered from crawl to crawl."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select

from newsarchive.store.database import Database
from newsarchive.store.moments import moment_of, utc
from newsarchive.store.schema import robots


class RobotsStore:
    """Reads and writes them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, site: str) -> tuple[str, datetime] | None:
        """What the site (``http://news.example.org``) said last, and when."""
        with self._database.read() as connection:
            row = connection.execute(select(robots).where(robots.c.site == site)).first()
        return (row.text, moment_of(row.fetched)) if row else None

    def put(self, site: str, text: str, fetched: datetime) -> None:
        """What it says now."""
        with self._database.write() as connection:
            connection.execute(delete(robots).where(robots.c.site == site))
            connection.execute(insert(robots).values(site=site, text=text, fetched=utc(fetched)))
