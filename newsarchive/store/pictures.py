"""Pictures in the index: which are kept, which could not be had, and the articles that show them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from newsarchive.article import Article
from newsarchive.frontier import MOST_TRIES, next_try
from newsarchive.store.article_rows import keys_of
from newsarchive.store.counters import next_number
from newsarchive.store.database import Database, batches
from newsarchive.store.frontier import NEVER
from newsarchive.store.known_as import address_of_url
from newsarchive.store.moments import moment_of, utc
from newsarchive.store.schema import addresses, articles, missing_pictures, pictures, revisions

Illustrate = Callable[[Article, Mapping[str, str]], Article]
"""Enters files, which go by the addresses of pictures, into a record (:func:`newsarchive.pictures.shown.illustrated`)."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A picture that is to be kept and could not be had yet."""

    url: str
    page: str
    """The address of the article that shows it."""
    source: str
    reason: str
    tries: int
    """Crawls that have asked for it."""
    due: datetime | None
    """When it is to be tried again; None when it has been given up."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Why a picture was not had."""

    reason: str
    final: bool = False
    """It will be no other the next time: it is not tried again by itself."""
    asked: bool = True
    """Whether it was asked for at all; what was not is due at once."""


class PictureStore:
    """Reads and writes the tables, and enters files into the records of articles."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def kept(self, urls: Collection[str]) -> dict[str, str]:
        """Address to file of those that are kept."""
        found: dict[str, str] = {}
        with self._database.read() as connection:
            for some in batches(list(urls)):
                rows = connection.execute(select(pictures.c.url, pictures.c.file).where(pictures.c.url.in_(some)))
                found.update((row.url, row.file) for row in rows)
        return found

    def addresses_of(self, file: str) -> list[str]:
        """The addresses under which a kept picture was had."""
        with self._database.read() as connection:
            query = select(pictures.c.url).where(pictures.c.file == file).order_by(pictures.c.url)
            return list(connection.execute(query).scalars())

    def any_kept(self) -> bool:
        """Whether there is a picture that is kept."""
        with self._database.read() as connection:
            return connection.execute(select(pictures.c.url).limit(1)).first() is not None

    def keep(self, url: str, file: str, size: int, illustrate: Illustrate) -> int:
        """A picture is kept from now on; enter it into the articles that lacked it, and say how many these are.

        Nobody reads another text by it, so it makes no revision; exports look at those articles again.
        """
        with self._database.write() as connection:
            if connection.execute(select(pictures.c.file).where(pictures.c.url == url)).first() is None:
                connection.execute(insert(pictures).values(url=url, file=file, size=size))
        return self.settle(url, file, illustrate)

    def settle(self, url: str, file: str, illustrate: Illustrate) -> int:
        """Enter a kept picture into the articles that lack it; how many these are.

        An article that is on its way into the index lacks it still: the next try finds it kept.
        """
        pages = select(missing_pictures.c.page).where(missing_pictures.c.url == url)
        with self._database.read() as connection:  # nobody is kept waiting where there is nothing to do
            if connection.execute(pages).first() is None:
                return 0
        done = 0
        with self._database.write() as connection:
            for page in list(connection.execute(pages).scalars()):
                if keys_of(connection, [address_of_url(page)]):
                    done += _enter(connection, page, {url: file}, illustrate)
                    here = (missing_pictures.c.url == url) & (missing_pictures.c.page == page)
                    connection.execute(delete(missing_pictures).where(here))
        return done

    def enter(self, page: str, files: Mapping[str, str], illustrate: Illustrate) -> None:
        """Enter kept pictures into the article of that address, if it is archived and lacks them."""
        with self._database.read() as connection:  # nobody is kept waiting where there is nothing to do
            lacks = any(True for _ in _lacking(connection, page, files, illustrate))
        if lacks:
            with self._database.write() as connection:
                _enter(connection, page, files, illustrate)

    def lost(self, page: str, source: str, losses: Mapping[str, Loss], now: datetime) -> None:
        """Remember which pictures of a page could not be had, and when to try them again."""
        with self._database.write() as connection:
            for url, loss in losses.items():
                here = (missing_pictures.c.url == url) & (missing_pictures.c.page == page)
                before = connection.execute(select(missing_pictures.c.tries).where(here)).scalar()
                tries = MOST_TRIES if loss.final else (before or 0) + loss.asked
                due = next_try(tries, now) if tries else now
                values = {"source": source, "reason": loss.reason, "tries": tries, "due": utc(due) or NEVER}
                if before is None:
                    connection.execute(insert(missing_pictures).values(url=url, page=page, **values))
                else:
                    connection.execute(update(missing_pictures).where(here).values(values))

    def missing(self) -> Iterator[Missing]:
        """All that could not be had yet."""
        with self._database.read() as connection:
            query = select(missing_pictures).order_by(missing_pictures.c.source, missing_pictures.c.page, missing_pictures.c.url)
            rows = connection.execute(query).all()
        return (
            Missing(row.url, row.page, row.source, row.reason, row.tries, None if row.due == NEVER else moment_of(row.due))
            for row in rows
        )

    def waiting(self, page: str, urls: Collection[str], now: datetime) -> set[str]:
        """Those of a page's pictures that are not to be tried again yet."""
        query = select(missing_pictures.c.url).where(missing_pictures.c.page == page, missing_pictures.c.due > utc(now))
        with self._database.read() as connection:
            return set(connection.execute(query).scalars()) & set(urls)

    def due(self, sources: Collection[str], now: datetime, most: int) -> dict[str, tuple[str, str]]:
        """Address to page and source of pictures that are to be tried again now, so many at the most."""
        query = (
            select(missing_pictures)
            .where(missing_pictures.c.source.in_(list(sources)), missing_pictures.c.due <= utc(now))
            .order_by(missing_pictures.c.due, missing_pictures.c.url)
            .limit(most)
        )
        with self._database.read() as connection:
            return {row.url: (row.page, row.source) for row in connection.execute(query)}

    def retry(self, now: datetime, source: str | None = None) -> int:
        """Have all that is missing, of one source or of all, tried again by the next crawl; how many these are."""
        statement = update(missing_pictures).values(tries=0, due=utc(now))
        if source is not None:
            statement = statement.where(missing_pictures.c.source == source)
        with self._database.write() as connection:
            return connection.execute(statement).rowcount

    def forget(self, urls: Iterable[str]) -> None:
        """Lack these no more."""
        with self._database.write() as connection:
            for url in urls:
                connection.execute(delete(missing_pictures).where(missing_pictures.c.url == url))

    def unkeep(self, urls: Iterable[str]) -> None:
        """These are not kept any more: their files are gone."""
        with self._database.write() as connection:
            for url in urls:
                connection.execute(delete(pictures).where(pictures.c.url == url))

    def count(self) -> tuple[int, int, int]:
        """How many files are kept, their bytes, and how many pictures could not be had yet."""
        files = select(pictures.c.file, func.max(pictures.c.size).label("size")).group_by(pictures.c.file).subquery()
        with self._database.read() as connection:
            number, size = connection.execute(select(func.count(), func.coalesce(func.sum(files.c.size), 0))).one()
            lacking = connection.execute(select(func.count(missing_pictures.c.url.distinct()))).scalar() or 0
        return number, size, lacking


def _lacking(
    connection: Connection, page: str, files: Mapping[str, str], illustrate: Illustrate
) -> Iterator[tuple[int, int, bool, Article]]:
    """Key, number, whether it is the current one, and the record to be, of each revision of an article that lacks pictures."""
    known_as = addresses.c.address == address_of_url(page)
    query = (
        select(revisions.c.article, revisions.c.revision, revisions.c.record, articles.c.revision.label("current"))
        .join(articles, articles.c.key == revisions.c.article)
        .join(addresses, addresses.c.article == articles.c.key)
        .where(known_as)
    )
    for row in connection.execute(query).all():
        before = Article.from_json(row.record)
        article = illustrate(before, files)
        if article != before:
            yield row.article, row.revision, row.revision == row.current, article


def _enter(connection: Connection, page: str, files: Mapping[str, str], illustrate: Illustrate) -> bool:
    """Enter files into every revision of an article that shows them; whether the current one has changed by it."""
    changed = False
    for key, number, is_current, article in _lacking(connection, page, files, illustrate):
        here = (revisions.c.article == key) & (revisions.c.revision == number)
        connection.execute(update(revisions).where(here).values(record=article.to_json()))
        if is_current:
            sequence = next_number(connection)
            connection.execute(update(revisions).where(here).values(sequence=sequence))
            connection.execute(update(articles).where(articles.c.key == key).values(sequence=sequence))
            changed = True
    return changed
