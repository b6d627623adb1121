"""Articles in the index: found again under any of their addresses, stored whole, one transaction each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, String, bindparam, func, select

from newsarchive.article import Article
from newsarchive.store.article_rows import Columns, add, amend, current, keys_of, recorded, remember, revise
from newsarchive.store.counters import last_number
from newsarchive.store.database import Database, batches
from newsarchive.store.known_as import address_of_id, address_of_url, addresses_of
from newsarchive.store.moments import moment_of, utc
from newsarchive.store.schema import addresses, articles, revisions


class Outcome(StrEnum):
    """What storing an article came to."""

    NEW = "new"
    REVISED = "revised"
    KNOWN = "known"
    """It was there already; at most it is known under one more address now."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An article of the index, with where it stands there."""

    key: int
    """The row's number: articles have it in the order in which they came in."""
    sequence: int
    """The number of the last change to it; the greatest of all is the state of the whole index."""
    article: Article
    file_name: str
    """What it is called in file names: its id, with its source where an earlier article has the same id."""


_this: BindParameter[Any] = bindparam("this")
_BY_KEY = current().where(articles.c.key == _this)
_BY_IDENTITY = select(articles.c.key, articles.c.revision).where(
    articles.c.source == bindparam("source"), articles.c.id == bindparam("id")
)
_publisher = bindparam("publisher", type_=String)
_BY_CONTENT = (
    current()
    .where(
        articles.c.source == bindparam("source"),
        articles.c.digest == bindparam("digest"),
        _publisher.is_(None) | (articles.c.publisher == _publisher) | articles.c.publisher.is_(None),
    )
    .order_by(articles.c.key)
    .limit(1)
)
_some: BindParameter[Any] = bindparam("some", expanding=True)
_FETCHED = (
    select(addresses.c.address, articles.c.fetched)
    .join(articles, articles.c.key == addresses.c.article)
    .where(addresses.c.address.in_(_some))
)
_DIGESTS = select(articles.c.digest).where(articles.c.digest.in_(_some))


class ArticleStore:
    """Reads and writes articles."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known_ids(self, source: str, ids: list[str]) -> set[str]:
        """Which of a source's ids are archived already."""
        by_address = {address_of_id(source, each): each for each in ids}
        with self._database.read() as connection:
            return {by_address[address] for address in keys_of(connection, list(by_address))}

    def fetched(self, urls: list[str]) -> dict[str, datetime]:
        """Those of the addresses under which an article is archived already, each with when it was fetched."""
        by_address = {address_of_url(url): url for url in urls}
        found: dict[str, datetime] = {}
        with self._database.read() as connection:
            for some in batches(list(by_address)):
                for row in connection.execute(_FETCHED, {"some": some}):
                    found[by_address[row.address]] = moment_of(row.fetched)
        return found

    def find(self, known_as: list[str]) -> Stored | None:
        """The article known under the first of these addresses that leads to one (see :func:`addresses_of`)."""
        with self._database.read() as connection:
            keys = keys_of(connection, known_as)
            key = next((keys[address] for address in known_as if address in keys), None)
            return None if key is None else _read_one(connection, _BY_KEY, this=key)

    def same_content(self, article: Article) -> Stored | None:
        """The first article of the same source whose reader would read the same, from a medium that does not differ."""
        alike = {"source": article.source, "digest": article.digest, "publisher": article.publisher}
        with self._database.read() as connection:
            return _read_one(connection, _BY_CONTENT, **alike)

    def strangers(self, some: Sequence[Article]) -> list[Article]:
        """Those that are certainly new: nothing in the index, or before them among ``some``, can be the same article."""
        with self._database.read() as connection:
            known_as = [address for each in some for address in addresses_of(each)]
            taken = set(keys_of(connection, known_as))
            digests = [each.digest for each in some]
            taken.update(*(connection.execute(_DIGESTS, {"some": part}).scalars() for part in batches(digests)))
        found = []
        for each in some:
            marks = {*addresses_of(each), each.digest}
            if taken.isdisjoint(marks):
                found.append(each)
            taken |= marks
        return found

    def put(self, article: Article) -> Outcome:
        """Store an article under its identity (``source`` and ``id``), in one transaction.

        ``revision`` 1 is a new article, a higher one follows upon what is stored; one that is stored already only adds the
        addresses that are new. Whoever calls has decided which of these it is (``recognition.py``).
        """
        with self._database.write() as connection:
            row = connection.execute(_BY_IDENTITY, {"source": article.source, "id": article.id}).first()
            if row is None:
                add(connection, [article.replace(revision=1)], keys_of(connection, addresses_of(article)))
                return Outcome.NEW
            if article.revision > row.revision:
                revise(connection, row.key, article.replace(revision=row.revision + 1))
                outcome = Outcome.REVISED
            else:
                amend(connection, row.key, row.revision, article)
                outcome = Outcome.KNOWN
            remember(connection, row.key, addresses_of(article))
        return outcome

    def put_new(self, some: Sequence[Article]) -> None:
        """Store articles of which :meth:`strangers` says that they are new, in one transaction."""
        if some:
            with self._database.write() as connection:
                add(connection, [each if each.revision == 1 else each.replace(revision=1) for each in some])

    def changed_since(self, sequence: int, upto: int) -> Iterator[Stored]:
        """The articles changed after ``sequence`` and not after ``upto``, in the order of their last change, a few at a time."""
        while True:
            query = (
                current()
                .where(articles.c.sequence > sequence, articles.c.sequence <= upto)
                .order_by(articles.c.sequence)
                .limit(500)
            )
            with self._database.read() as connection:
                batch = [_stored(row) for row in connection.execute(query)]
            if not batch:
                return
            yield from batch
            sequence = batch[-1].sequence

    def history(self, upto: int) -> Iterator[Stored]:
        """Every revision of every article that was recorded up to ``upto``, in the order in which they were, a few at a time."""
        sequence = 0
        while True:
            query = recorded().where(revisions.c.sequence > sequence, revisions.c.sequence <= upto)
            with self._database.read() as connection:
                batch = [_stored(row) for row in connection.execute(query.order_by(revisions.c.sequence).limit(500))]
            if not batch:
                return
            yield from batch
            sequence = batch[-1].sequence

    def by_key(self, key: int) -> Stored | None:
        """The article of that row."""
        with self._database.read() as connection:
            return _read_one(connection, _BY_KEY, this=key)

    def named(self, name: str) -> list[Stored]:
        """The articles of that name: an id, of whichever source; a source and an id, as in ``finews:NW1``; or a URL."""
        source, _, rest = name.partition(":")
        known_as = [address_of_url(name), address_of_id(source, rest)]
        by_address = select(addresses.c.article).where(addresses.c.address.in_(known_as))
        query = current().where((articles.c.id == name) | articles.c.key.in_(by_address)).order_by(articles.c.key)
        with self._database.read() as connection:
            return [_stored(row) for row in connection.execute(query)]

    def revisions(self, key: int) -> list[Article]:
        """All that was ever stored of an article, the first revision first."""
        query = select(revisions.c.record).where(revisions.c.article == key).order_by(revisions.c.revision)
        with self._database.read() as connection:
            return [Article.from_json(record) for record in connection.execute(query).scalars()]

    def latest(self, source: str, number: int) -> list[Article]:
        """The articles of a source that were archived last, so many at the most, the last first."""
        query = current().where(articles.c.source == source).order_by(articles.c.key.desc()).limit(number)
        with self._database.read() as connection:
            return [_stored(row).article for row in connection.execute(query)]

    def newest(self) -> dict[str, datetime]:
        """When the newest article of each source was published; sources of which no date is known are left out."""
        query = (
            select(articles.c.source, func.max(articles.c.published).label("newest"))
            .where(articles.c.published.is_not(None))
            .group_by(articles.c.source)
        )
        with self._database.read() as connection:
            return {row.source: moment_of(row.newest) for row in connection.execute(query)}

    def appeared(self, source: str, since: datetime) -> list[tuple[datetime | None, datetime]]:
        """When the articles of a source since then were published, as far as that is known, and when they were fetched."""
        moments = select(articles.c.published, articles.c.fetched).where(
            articles.c.source == source, func.coalesce(articles.c.published, articles.c.fetched) >= utc(since)
        )
        with self._database.read() as connection:
            rows = connection.execute(moments).all()
        return [(moment_of(row.published) if row.published else None, moment_of(row.fetched)) for row in rows]

    def fetched_since(self, moment: datetime) -> int:
        """How many articles were fetched after that moment, new or revised."""
        query = select(func.count()).select_from(articles).where(articles.c.fetched > utc(moment))
        with self._database.read() as connection:
            return connection.execute(query).scalar() or 0

    def revision_at(self, key: int, sequence: int) -> Article | None:
        """The article as it was when the index stood at ``sequence``."""
        query = (
            select(revisions.c.record)
            .where(revisions.c.article == key, revisions.c.sequence <= sequence)
            .order_by(revisions.c.revision.desc())
            .limit(1)
        )
        with self._database.read() as connection:
            record = connection.execute(query).scalar()
        return Article.from_json(record) if record else None

    def sequence(self) -> int:
        """The state of the index: the number of the last change to any article, or to a group of them."""
        with self._database.read() as connection:
            return last_number(connection)

    def publishers(self) -> list[tuple[str, str | None]]:
        """Every medium with a section it appears in, once each."""
        query = select(articles.c.publisher, articles.c.section).where(articles.c.publisher.is_not(None)).distinct()
        with self._database.read() as connection:
            pairs = [(row.publisher, row.section) for row in connection.execute(query)]
        return sorted(pairs, key=lambda pair: (pair[0], pair[1] or ""))


def _read_one(connection: Connection, query: Select[Columns], **values: object) -> Stored | None:
    row = connection.execute(query, values).first()
    return _stored(row) if row else None


def _stored(row: Row[Columns]) -> Stored:
    article = Article.from_json(row.record)
    return Stored(row.key, row.sequence, article, f"{article.id}-{article.source}" if row.namesake else article.id)
